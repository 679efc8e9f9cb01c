"""A process that loads Sphinx, waits for a line of input, and builds one language of the site.

The line holds the arguments of `sphinx-build`, parted by NUL; the process exits as that does.
What is loaded while it waits is what a changed page need not wait for.
Without a line, as when its parent is gone, it builds nothing.
"""

import sys
from importlib import import_module

from sphinx.application import builtin_extensions
from sphinx.cmd.build import main

# What the extension has Sphinx load; what is missing here is loaded then.
_EXTENSIONS = ("furo", "myst_parser.sphinx_ext.main")

if __name__ == "__main__":
    for name in (*builtin_extensions, *_EXTENSIONS):
        import_module(name)
    import_module("..extension", __package__)
    if line := sys.stdin.buffer.readline().rstrip(b"\n"):
        sys.exit(main(line.decode().split("\0")))
