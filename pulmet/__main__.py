"""`python -m pulmet` is the console script `pulmet`."""

import sys

from pulmet.console import main

if __name__ == "__main__":
    sys.exit(main())
