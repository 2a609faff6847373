"""What a killed program may have left on this PC."""

from __future__ import annotations


def clear_leftovers() -> None:
    """Remove temporary files of programs that no longer run; what cannot be removed now goes another time."""
    from contextlib import suppress

    from gezinscoach_desktop.data.private import clear_leftovers as clear

    with suppress(OSError):
        clear()
