"""Ends a server of the wheel, whose data are thrown away."""

from __future__ import annotations

import signal
from contextlib import suppress
from pathlib import Path
from typing import Any

_GONE_SECONDS = 10


def end_server(server: Any, folder: Path) -> None:
    """Without writing what is in memory to files that are thrown away: that takes many seconds."""
    import psutil

    with suppress(OSError, ValueError, psutil.Error):
        process = psutil.Process(int((folder / "postmaster.pid").read_text().splitlines()[0]))
        process.send_signal(signal.SIGQUIT)
        process.wait(_GONE_SECONDS)  # the wheel's own clean-up would meet a server that is half gone
    with suppress(psutil.NoSuchProcess):
        server.cleanup()
