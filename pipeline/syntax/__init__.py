"""The Markdown of reviews, where it is more than MyST reads: one syntax for check and build."""
