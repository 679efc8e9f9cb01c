"""What Sphinx is to know of the site."""

extensions = ["shoroku"]
html_theme = "shoroku"
