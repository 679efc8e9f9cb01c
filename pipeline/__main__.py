"""`python -m` with the name of this package."""

import sys

from .commands.cli import main

if __name__ == "__main__":
    sys.exit(main())
