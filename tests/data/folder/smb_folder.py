"""The folder port over SMB2 itself, as a Windows PC speaks it: no mount, no cache, a connection that can be cut."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable
from contextlib import suppress
from threading import RLock
from typing import Any, TypeVar
from uuid import uuid4

import smbclient
from smbclient._io import SMBFileIO
from smbprotocol.connection import Connection
from smbprotocol.exceptions import SMBException, SMBOSError
from smbprotocol.header import NtStatus

from tests.data.folder.samba import PASSWORD, SHARE, USER

T = TypeVar("T")

SERVER = "127.0.0.1"
_IN_USE = (NtStatus.STATUS_SHARING_VIOLATION, NtStatus.STATUS_DELETE_PENDING)
_GONE = (NtStatus.STATUS_NO_SUCH_FILE,)
_PATIENCE, _PATIENCE_IN_USE = 120, 30


class SmbFolder:
    """One PC's view of a folder on the share, over a connection of its own."""

    def __init__(self, port: int, under: str = "") -> None:
        self._port = port
        self._root = "\\".join((f"\\\\{SERVER}", SHARE, *under.split("/"))).rstrip("\\")
        self._connections: dict[str, Connection] = {}
        self._lock = RLock()
        self.requests = 0
        """How often the share was asked something; one write counts as four (open, write, flush, close)."""

    @property
    def place(self) -> str:
        return self._root

    def names(self, under: str) -> tuple[str, ...]:
        return self._asked(lambda: tuple(smbclient.listdir(self._path(under), **self._session())), 3)

    def read(self, name: str, *, at: int = 0, size: int = -1) -> bytes:
        def read() -> bytes:
            with self._opened(name, "rb") as file:
                file.seek(at)
                wanted = max(file.fd.end_of_file - at, 0) if size < 0 else size
                parts = []
                while wanted > 0 and (part := file.read(min(wanted, file.fd.connection.max_read_size))):
                    parts.append(part)
                    wanted -= len(part)
                return b"".join(parts)

        return self._asked(read, 3)

    def size(self, name: str) -> int:
        return int(self._asked(lambda: smbclient.stat(self._path(name), **self._session()), 3).st_size)

    def modified(self, name: str) -> float:
        return float(self._asked(lambda: smbclient.stat(self._path(name), **self._session()), 3).st_mtime)

    def write(self, name: str, content: bytes, *, at: int = 0) -> None:
        self._asked(lambda: self._fill(name, "ab", content, at), 4)

    def link(self, source: str, name: str) -> None:
        # FILE_LINK_INFORMATION with ReplaceIfExists = 0
        self._asked(lambda: smbclient.link(self._path(source), self._path(name), **self._session()), 3)

    def create(self, name: str, content: bytes) -> None:
        self._asked(lambda: self._fill(name, "xb", content, 0), 4)

    def replace(self, name: str, content: bytes) -> None:
        beside = f"{name}.{uuid4()}.tmp"
        self._asked(lambda: self._fill(beside, "xb", content, 0), 4)
        self._asked(
            lambda: smbclient.replace(self._path(beside), self._path(name), **self._session()),
            3,
        )

    def make_folder(self, name: str) -> None:
        with suppress(FileExistsError):
            self._asked(lambda: smbclient.mkdir(self._path(name), **self._session()), 2)

    def remove(self, name: str) -> None:
        with suppress(FileNotFoundError):
            self._asked(lambda: smbclient.remove(self._path(name), **self._session()), 3)

    def free_space(self) -> int | None:
        volume = self._asked(lambda: smbclient.stat_volume(self._root, **self._session()), 3)
        return int(volume.caller_available_size)

    def rename(self, source: str, name: str) -> None:
        """Rename, refused when the name is taken; not in the port: it looks exclusive and is not."""
        self._asked(lambda: smbclient.rename(self._path(source), self._path(name), **self._session()), 3)

    def cut(self) -> None:
        """Pull the cable: what is under way fails, the next call connects again."""
        with self._lock:
            for connection in self._connections.values():
                connection.transport.close()

    def close(self) -> None:
        with self._lock:
            for connection in self._connections.values():
                with suppress(SMBException, OSError, ValueError):
                    connection.disconnect(close=connection.transport.connected)
            self._connections.clear()

    def _opened(self, name: str, mode: str) -> SMBFileIO:
        # What Python on Windows allows others meanwhile: reading and writing, but not removing.
        return smbclient.open_file(self._path(name), mode, buffering=0, share_access="rw", **self._session())

    def _fill(self, name: str, mode: str, content: bytes, at: int) -> None:
        with self._opened(name, mode) as file:
            file.seek(at)
            rest = memoryview(content)
            while rest:
                rest = rest[file.write(rest) :]
            file.fd.flush()  # SMB2 FLUSH; with `strict sync` Samba puts it on its disk

    def _asked(self, action: Callable[[], T], requests: int) -> T:
        until = time.monotonic() + _PATIENCE_IN_USE
        while True:
            self.requests += requests
            try:
                return action()
            except SMBOSError as error:
                if error.ntstatus not in _IN_USE or time.monotonic() > until:
                    # OSError itself gives FileNotFoundError and the like, its subclass does not.
                    number = errno.ENOENT if error.ntstatus in _GONE else error.errno
                    raise OSError(number, error.strerror, error.filename) from error
                time.sleep(0.01)
            except (SMBException, ValueError) as error:  # ValueError: a session whose connection went
                raise OSError(errno.ECONNRESET, "the connection with the share is lost") from error

    def _session(self) -> dict[str, Any]:
        """How to reach the share, connected; each PC is a client of its own to the server."""
        key = f"{SERVER}:{self._port}"
        with self._lock:
            connection = self._connections.get(key)
            if connection is None or not connection.transport.connected:
                connection = Connection(uuid4(), SERVER, self._port)
                connection.connect(timeout=_PATIENCE)
                self._connections[key] = connection
        return {
            "username": USER,
            "password": PASSWORD,
            "port": self._port,
            "connection_cache": self._connections,
        }

    def _path(self, name: str) -> str:
        return "\\".join((self._root, *name.split("/"))) if name else self._root
