"""A real Samba server of this test run: on loopback, on a port and with folders of its own."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.free_port import free_port

SHARE, USER, PASSWORD = "kantoor", getpass.getuser(), "proef-wachtwoord"
_PATH = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))
_PATIENCE = 120
_CONFIGURATION = """
[global]
  server role = standalone server
  security = user
  passdb backend = tdbsam
  server min protocol = SMB2
  bind interfaces only = yes
  interfaces = lo
  smb ports = {port}
  disable netbios = yes
  disable spoolss = yes
  load printers = no
  printcap name = /dev/null
  server multi channel support = no
  unix extensions = no
  wide links = no
  log level = 0
  log file = {own}/log.smbd
  lock directory = {own}/lock
  state directory = {own}/state
  cache directory = {own}/cache
  pid directory = {own}/pid
  ncalrpc dir = {own}/ncalrpc
  private dir = {own}/private
[{share}]
  path = {shared}
  read only = no
  strict sync = yes
  create mask = 0666
  directory mask = 0777
"""


class NoSamba(Exception):
    """Why there is no server here."""


@dataclass
class Samba:
    """The server; `folder` is what it shares, as this machine sees it."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """End the server and the process it has for each connection."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def freeze(self) -> None:
        """Let nobody get an answer any more, as a server that hangs."""
        os.killpg(self.process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        os.killpg(self.process.pid, signal.SIGCONT)


def start(own: Path) -> Samba:
    """Start a server that keeps everything in `own`; raises NoSamba with the reason."""
    smbd, pdbedit = (shutil.which(name, path=_PATH) for name in ("smbd", "pdbedit"))
    if smbd is None or pdbedit is None:
        raise NoSamba("smbd is not installed (Debian: apt-get install samba)")
    port, shared, log = free_port(), own / "shared", own / "start.log"
    for name in ("lock", "state", "cache", "pid", "ncalrpc", "private", "shared"):
        (own / name).mkdir(mode=0o755)
    settings = own / "smb.conf"
    settings.write_text(_CONFIGURATION.format(own=own, port=port, share=SHARE, shared=shared))
    _add_user(pdbedit, settings)
    # Should this process be killed, the server goes too.
    setpriv = shutil.which("setpriv")
    command = [setpriv, "--pdeathsig", "TERM"] if setpriv else []
    command += [smbd, "--foreground", "--no-process-group", "--debug-stdout", f"--configfile={settings}"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
        )
    samba = Samba(port, shared, process)
    until = time.monotonic() + _PATIENCE
    while not _answers(port):
        if process.poll() is not None or time.monotonic() > until:
            samba.stop()
            raise NoSamba(f"smbd does not start: {log.read_text(errors='replace')[-500:].strip()}")
        time.sleep(0.02)
    return samba


def _add_user(pdbedit: str, settings: Path) -> None:
    added = subprocess.run(
        [pdbedit, "-a", "-u", USER, "-t", f"--configfile={settings}"],
        input=f"{PASSWORD}\n{PASSWORD}\n".encode(),
        capture_output=True,
        timeout=_PATIENCE,
        check=False,
    )
    if added.returncode:
        raise NoSamba(f"pdbedit cannot make a user: {added.stderr.decode(errors='replace')[-300:].strip()}")


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _started(own: Path) -> Samba:
    try:
        return start(own)
    except (NoSamba, OSError, subprocess.SubprocessError) as reason:
        pytest.skip(f"no Samba server here: {reason}")


@pytest.fixture(scope="session")
def samba() -> Iterator[Samba]:
    """One server for the run; skips with the reason where it cannot be had."""
    own = Path(tempfile.mkdtemp(prefix="gcsmb-", dir="/tmp" if os.name != "nt" else None))
    try:
        server = _started(own)
        yield server
        server.stop()
    finally:
        shutil.rmtree(own, ignore_errors=True)
