"""A computer with Windows as far as wine is one: a fresh user and registry for every test, without a screen."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from installer.places import BUILD
from installer.try_setup import NOT_OF_WINE

WINE = Path("/usr/lib/wine/wine64")
_SERVER = Path("/usr/lib/wine/wineserver64")
_PATIENCE = 600.0
_PATIENCE_FOR_WINDOWS = 900.0
_VALUE = re.compile(r'^(?:"((?:[^"\\]|\\.)*)"|(@))=(?:"((?:[^"\\]|\\.)*)"|dword:([0-9a-f]{8}))', re.MULTILINE)

MISSING = [name for name in ("makensis",) if shutil.which(name) is None]
if not (WINE.exists() and _SERVER.exists()):
    MISSING.append("wine64")


class WindowsPc:
    """A wine prefix that shares the files of Windows itself with the others."""

    def __init__(self, folder: Path) -> None:
        self.prefix = folder
        self.environment = _environment(folder)
        self._started: list[subprocess.Popen[bytes]] = []
        _clone(_base(), folder)

    @property
    def disk(self) -> Path:
        """C: as this system sees it."""
        return self.prefix / "drive_c"

    @property
    def user(self) -> Path:
        """The profile of who is signed in."""
        return next(path for path in (self.disk / "users").iterdir() if path.name != "Public")

    @property
    def local(self) -> Path:
        """%LOCALAPPDATA%"""
        return self.user / "AppData" / "Local"

    @property
    def told(self) -> list[str]:
        """What the stand-in for the program told, in order."""
        told = self.disk / "told.txt"
        return told.read_text("cp1252").split("\n")[:-1] if told.exists() else []

    def run(self, program: Path | str, *arguments: str, limit: int | None = None) -> int:
        """Run it to its end; answers its exit code. No file can become longer than `limit`, as on a full disk."""
        done = subprocess.run(
            [WINE, str(program), *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
            preexec_fn=None if limit is None else lambda: _limit_files(limit),
        )
        return done.returncode

    def remove(self, place: Path, *arguments: str) -> None:
        """Uninstall silently what stands in a place, and wait for it: it goes on from a copy of itself."""
        uninstaller = place / "Verwijderen.exe"
        assert self.run(uninstaller, "/S", *arguments) == 0
        self.until(lambda: not uninstaller.exists())
        self.until(lambda: not _is_empty(place))

    def start(self, program: Path | str, *arguments: str) -> subprocess.Popen[bytes]:
        """Start it and go on."""
        self._keep_server()
        running = subprocess.Popen(
            [WINE, str(program), *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._started.append(running)
        return running

    def ended(self, running: subprocess.Popen[bytes]) -> int:
        """Its exit code, once it has ended."""
        code = running.wait(_PATIENCE)
        self._started.remove(running)
        return code

    def values(self, key: str) -> dict[str, str | int]:
        """What stands in a key of the registry; nothing when it is not there. The default value is called ""."""
        exported = self.disk / "exported.reg"
        exported.unlink(missing_ok=True)
        self.run("reg", "export", key, r"C:\exported.reg", "/y")
        if not exported.exists():
            return {}
        # Of the key itself, which comes first; then those below it.
        text = exported.read_text("utf-16").replace("\r\n", "\n").split("\n[", 2)[1]
        return {
            _plain(name): int(number, 16) if number else _plain(words)
            for name, _, words, number in _VALUE.findall(text)
        }

    def set_value(self, key: str, name: str, value: str) -> None:
        """Write a text into the registry; an empty name is the default value."""
        assert self.run("reg", "add", key, *(["/v", name] if name else ["/ve"]), "/d", value, "/f") == 0

    def until(self, condition: Callable[[], bool]) -> None:
        """Look again until it is so."""
        deadline = time.monotonic() + _PATIENCE
        while not condition():
            assert time.monotonic() < deadline, f"it did not come to pass; told: {self.told}"
            time.sleep(0.02)

    def _keep_server(self) -> None:
        """Of two programs that begin at once where wine has no server yet, one finds it half made and ends."""
        subprocess.run(
            [_SERVER, f"-p{_PATIENCE:.0f}"],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,  # it says no when there is one
        )

    def stop_programs(self) -> None:
        """As when the computer is switched off: everything that runs is gone."""
        subprocess.run([_SERVER, "-k"], env=self.environment, timeout=_PATIENCE, check=False)

    def close(self) -> None:
        """End everything that runs on this computer."""
        self.stop_programs()
        for running in self._started:
            running.wait(_PATIENCE)


def _is_empty(place: Path) -> bool:
    """There, and nothing in it; it may go at this very moment."""
    try:
        return not any(place.iterdir())
    except FileNotFoundError:
        return False


def files_in(folder: Path) -> set[str]:
    """Every file below a folder, relative to it."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _limit_files(size: int) -> None:
    """As on a full disk: what would make a file longer than this fails."""
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _plain(text: str) -> str:
    return text.replace(r"\"", '"').replace("\\\\", "\\")


def _environment(prefix: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "USER", "LANG") if name in os.environ}
    kept.setdefault("LANG", "C.UTF-8")
    own = {"WINEPREFIX": str(prefix), "WINEDEBUG": "-all", "WINEDLLOVERRIDES": NOT_OF_WINE}
    return {**kept, "LC_ALL": "C.UTF-8", **own}


def _base() -> Path:
    """The installed Windows that all share, made once (12 s, 700 MB) and kept in build/wine."""
    version = subprocess.run(
        [WINE, "--version"], capture_output=True, text=True, timeout=_PATIENCE, check=True
    ).stdout
    base = BUILD / "wine" / re.sub(r"[^\w.]+", "-", version.strip())
    base.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{base}.lock", timeout=3 * _PATIENCE_FOR_WINDOWS):
        if not base.exists():
            _make_base(base)
    return base


def _make_base(base: Path) -> None:
    part = base.with_name(f"{base.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    environment = _environment(part)
    for arguments in (
        ["wineboot", "-i"],
        ["reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f"],
        # Windows without a screen: they are there and get messages, and nobody sees them.
        ["reg", "add", r"HKCU\Software\Wine\Drivers", "/v", "Graphics", "/d", "null", "/f"],
    ):
        subprocess.run(
            [WINE, *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # no pipe: what wine leaves running for a while would hold it
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE_FOR_WINDOWS,
            check=True,
        )
    subprocess.run([_SERVER, "-w"], env=environment, timeout=_PATIENCE, check=True)
    part.rename(base)


def _clone(base: Path, prefix: Path) -> None:
    """A computer of its own that shares C:\\windows, where no test writes."""
    prefix.mkdir(parents=True)
    for name in ("system.reg", "user.reg", "userdef.reg", ".update-timestamp"):
        shutil.copy2(base / name, prefix / name)
    (prefix / "drive_c").mkdir()
    for entry in (base / "drive_c").iterdir():
        if entry.name == "windows":
            (prefix / "drive_c" / "windows").symlink_to(entry)
        else:
            shutil.copytree(entry, prefix / "drive_c" / entry.name, symlinks=True)
    for link in [path for path in (prefix / "drive_c" / "users").rglob("*") if path.is_symlink()]:
        link.unlink()  # Desktop and Documents would be those of whoever runs the tests
        link.mkdir()
    (prefix / "dosdevices").mkdir()
    (prefix / "dosdevices" / "c:").symlink_to("../drive_c")
    (prefix / "dosdevices" / "z:").symlink_to("/")
