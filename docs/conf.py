"""Settings of the site, for both languages: `sphinx-build -c docs -D language=ja docs/ja …`."""

from pipeline.checking.allowed import MYST_EXTENSIONS

project = "抄録 Shoroku"
html_title = project

extensions = ["myst_parser", "pipeline.site", "pipeline.search"]
source_suffix = {".md": "markdown"}
nitpicky = True
locale_dirs = ["../locale"]  # furo's own words in Japanese

myst_enable_extensions = list(MYST_EXTENSIONS)
myst_dmath_double_inline = True  # $$…$$ within a paragraph
# Quotes and dashes in text from arXiv stay as they are.
smartquotes = False
html_math_renderer = "mathml"

html_theme = "furo"
html_css_files = ["shoroku.css"]
html_js_files = [("previews.js", {"defer": "defer"})]
html_static_path = ["_static"]
templates_path = ["_templates"]
html_show_copyright = False
html_show_sphinx = False
html_copy_source = False
html_show_sourcelink = False
html_use_index = False
html_domain_indices = False
