"""The tour, with its part about a server where Debian’s PostgreSQL is installed: `python -m tests.tour_with_server DIR`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from gezinscoach_desktop.tour.server import SERVER
from gezinscoach_desktop.tour.start import make_tour
from tests.debian_server import Authority, started


def main(directory: Path) -> None:
    """Write the pictures; without a server those about it are left out."""
    try:
        with started(Authority.made()) as server:
            os.environ[SERVER] = server.as_superuser()
            make_tour(directory)
    except pytest.skip.Exception as reason:
        print(f"Without a server: {reason}", file=sys.stderr)
        make_tour(directory)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
