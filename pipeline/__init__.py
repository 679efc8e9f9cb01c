"""Turn a list of papers and a folder of reviews into the pages of a site."""

__version__ = "0.1.0"
