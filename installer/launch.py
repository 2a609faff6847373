"""What both programs of the bundle run: the command line, which opens the window when no command is given."""

from __future__ import annotations

import sys

from gezinscoach_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
