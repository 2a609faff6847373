"""A port for a server of the tests that nothing else takes before the server does."""

from __future__ import annotations

import os
import socket

_FIRST, _PER_PROCESS = 20_000, 100
"""Below the ports that the system hands out itself, to a browser of the tests or to another worker."""


def free_port() -> int:
    """One on which nothing listens, from a range of this process; raises OSError when all of it is taken."""
    first = _FIRST + os.getpid() % 120 * _PER_PROCESS
    for port in range(first, first + _PER_PROCESS):
        with socket.socket() as found:
            try:
                found.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError(f"no port is free from {first} on")
