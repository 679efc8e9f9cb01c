"""What Sphinx is to know of this site; its title, languages and addresses are in pyproject.toml."""

extensions = ["shoroku"]
html_theme = "shoroku"
