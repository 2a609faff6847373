"""The share the benchmarks save on: a Samba on loopback, as in the tests; None where it cannot be had."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.data.folder.samba import NoSamba, Samba, start


@contextmanager
def share() -> Iterator[Samba | None]:
    """A server for the duration."""
    own = Path(tempfile.mkdtemp(prefix="gcsmb-", dir="/tmp"))
    server: Samba | None = None
    try:
        try:
            server = start(own)
        except (NoSamba, OSError):
            server = None
        yield server
    finally:
        if server is not None:
            server.stop()
        shutil.rmtree(own, ignore_errors=True)
