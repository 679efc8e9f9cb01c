"""A process that prepares to build one language of the site, waits for an order, and builds it.

Its arguments are those of `sphinx-build`, and it exits as that does.
"""

import gc
import sys

if __name__ == "__main__":  # the process that makes the index reads this too, and needs no Sphinx
    from sphinx.cmd.build import main

    gc.disable()  # what is loaded before the order stays, and looking through it takes a quarter
    sys.exit(main(sys.argv[1:]))
