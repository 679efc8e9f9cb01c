"""A process that loads Sphinx, waits for a line of input, and builds one language of the site.

`python -m pipeline.sphinx_worker ARGUMENT …` takes the arguments of `sphinx-build`, and exits
as that does.  What is loaded while it waits is what a changed page need not wait for.
Without a line, as when its parent is gone, it builds nothing.
"""

import sys
from importlib import import_module

from sphinx.application import builtin_extensions
from sphinx.cmd.build import main

# What docs/conf.py has Sphinx load; what is missing here is loaded then.
_EXTENSIONS = ("furo", "myst_parser.sphinx_ext.main", "pipeline.search", "pipeline.site")

if __name__ == "__main__":
    for name in (*builtin_extensions, *_EXTENSIONS):
        import_module(name)
    if sys.stdin.readline():
        sys.exit(main(sys.argv[1:]))
