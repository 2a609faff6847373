"""Whether there is a screen to open a window on."""

from __future__ import annotations

import os
import sys


def has_screen() -> bool:
    """False on a Linux machine without display server, and where Qt was told to draw offscreen."""
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in ("offscreen", "minimal", "vnc"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
