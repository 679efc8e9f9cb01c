"""A process that prepares to build one language of the site, waits for an order, and builds it.

Its arguments are those of `sphinx-build`, and it exits as that does.
"""

import gc
import sys

from sphinx.cmd.build import main

if __name__ == "__main__":
    gc.disable()  # what is loaded before the order stays, and looking through it takes a quarter
    sys.exit(main(sys.argv[1:]))
