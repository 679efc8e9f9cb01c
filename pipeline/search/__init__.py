"""The search: an index built with the site, in place of Sphinx's own."""
