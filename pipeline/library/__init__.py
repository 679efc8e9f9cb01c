"""Papers joined with what arXiv says and what reviewers wrote, and how others call them."""
