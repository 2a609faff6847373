"""`python -m gezinscoach_desktop` is the same as the command `gezinscoach-desktop`."""

import sys

from gezinscoach_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
