"""`python -m handbook`: the same as the command `handbook`."""

import sys

from handbook.cli import main

sys.exit(main())
