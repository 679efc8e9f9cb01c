"""The Sphinx side: directives, citations, MathML, the theme, and a last look at each page."""
