"""`python -m handbook`: the same as the command `handbook`."""

import sys

from handbook.cli import main

if __name__ == "__main__":  # processes that the check starts import this again
    sys.exit(main())
