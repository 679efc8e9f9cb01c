"""Papers joined with what arXiv says and what reviewers wrote; how they are called and cited."""
