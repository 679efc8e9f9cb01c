"""A process that loads Sphinx, waits for the end of its input, and builds one language of the site.

`python -m pipeline.sphinx_worker ARGUMENT …` takes the arguments of `sphinx-build`, and exits
as that does.  What is loaded while it waits is what a changed page need not wait for.
"""

import sys
from importlib import import_module

from sphinx.application import builtin_extensions
from sphinx.cmd.build import main

_LATER = ("furo", "myst_parser.sphinx_ext.main", "pipeline.search", "pipeline.site")

if __name__ == "__main__":
    for name in (*builtin_extensions, *_LATER):
        import_module(name)
    sys.stdin.read()
    sys.exit(main(sys.argv[1:]))
