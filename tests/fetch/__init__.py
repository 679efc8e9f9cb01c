"""Fetching, against a service of our own that fails in every way that arXiv does."""
