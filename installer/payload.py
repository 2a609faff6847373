"""What goes into the setup: every file of a bundle, told to NSIS one by one so that exactly these can be removed again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from installer.places import CONSOLE_PROGRAM, WINDOW_PROGRAM

LIST = "verwijderlijst.txt"
"""Stays with the program: what this version installed, for the next setup. UTF-16, a path in a line."""
UNINSTALLER = "Verwijderen.exe"
OFFICE_ICON = "kantoor.ico"
_OWN = frozenset({LIST, UNINSTALLER, OFFICE_ICON, ".nieuw", ".oud"})
_MOST_CHARACTERS = 200
"""Of a path below the place: with the place before it, Windows opens it also where long paths are off."""


class UnusablePayload(Exception):
    """The folder is no bundle that can be installed; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Payload:
    """A bundle folder and its files, relative and in a fixed order."""

    folder: Path
    files: tuple[str, ...]

    @property
    def is_for_windows(self) -> bool:
        """False for a bundle made on Linux, which only serves to check the setup."""
        return f"{WINDOW_PROGRAM}.exe" in self.files

    @property
    def program(self) -> str:
        """The file name of the program with the window."""
        return self._named(WINDOW_PROGRAM)

    @property
    def console(self) -> str:
        """The file name of the program of the command line."""
        return self._named(CONSOLE_PROGRAM)

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum((self.folder / name).stat().st_size for name in self.files)

    @property
    def folders(self) -> tuple[str, ...]:
        """Every folder, the deepest first, as they have to be removed."""
        found = {str(parent) for name in self.files for parent in Path(name).parents if parent != Path()}
        return tuple(sorted(found, key=lambda name: (-name.count("/"), name)))

    @property
    def tops(self) -> tuple[str, ...]:
        """What stands directly in the folder."""
        return tuple(sorted({name.partition("/")[0] for name in self.files}))

    def _named(self, program: str) -> str:
        return f"{program}.exe" if self.is_for_windows else program


def read_payload(folder: Path) -> Payload:
    """The files of a bundle folder; raises UnusablePayload."""
    if not folder.is_dir():
        raise UnusablePayload(f"there is no bundle in {folder}: make it first (make bundle)")
    files = tuple(sorted(_files_in(folder)))
    if not {WINDOW_PROGRAM, f"{WINDOW_PROGRAM}.exe"} & set(files):
        raise UnusablePayload(f"{folder} holds no {WINDOW_PROGRAM}: it is no bundle")
    folded: dict[str, str] = {}
    for name in files:
        if name.partition("/")[0].casefold() in {own.casefold() for own in _OWN}:
            raise UnusablePayload(f"{name} bears a name that the setup needs itself")
        if len(name) > _MOST_CHARACTERS:
            raise UnusablePayload(f"{name} is too long a path for Windows")
        if ".." in name:
            raise UnusablePayload(f"{name} looks like a path that leads out of the program's folder")
        if set(name) & set('\\:*?"<>|`\n\r'):
            raise UnusablePayload(f"{name} cannot be a file name on Windows")
        if (other := folded.setdefault(name.casefold(), name)) != name:
            raise UnusablePayload(f"{name} and {other} are one file on Windows")
    return Payload(folder, files)


def write_payload(payload: Payload, generated: Path) -> None:
    """payload.nsh, which installs and removes these files one by one, and the list that stays with the program."""
    (generated / LIST).write_bytes("".join(f"{line}\r\n" for line in _listed(payload)).encode("utf-16-le"))
    lines = [
        "; Written by installer/payload.py from the bundle folder.",
        "!macro PAYLOAD_EXTRACT",
        *_extracting(payload, generated),
        "!macroend",
        "!macro PAYLOAD_DELETE",
        *(f'  Delete "$INSTDIR\\{_windows(name)}"' for name in (*payload.files, OFFICE_ICON)),
        *(f'  RMDir "$INSTDIR\\{_windows(name)}"' for name in payload.folders),
        "!macroend",
        "!macro PAYLOAD_TOPS DOES",
        *(f'  !insertmacro ${{DOES}} "{_windows(name)}"' for name in (*payload.tops, OFFICE_ICON)),
        "!macroend",
    ]
    (generated / "payload.nsh").write_text("\n".join(lines) + "\n", encoding="utf-8-sig")


def _extracting(payload: Payload, generated: Path) -> Iterator[str]:
    """A folder at a time; NSIS keeps the same contents once by itself."""
    before = None
    for name in payload.files:
        folder, _, _ = name.rpartition("/")
        if folder != before:
            yield f'  SetOutPath "$Stage\\{_windows(folder)}"' if folder else '  SetOutPath "$Stage"'
            before = folder
        yield f'  File "{_source(payload.folder / name)}"'
    yield '  SetOutPath "$Stage"'
    for own in (OFFICE_ICON, LIST):
        yield f'  File "{_source(generated / own)}"'


def _listed(payload: Payload) -> Iterator[str]:
    for name in (*payload.files, OFFICE_ICON, *payload.folders):
        yield name.replace("/", "\\")


def _files_in(folder: Path) -> Iterator[str]:
    """Links, which only a bundle of Linux has, lead to files that are inside as well."""
    for parent, _, names in os.walk(folder):
        for name in names:
            path = Path(parent) / name
            if not path.is_symlink():
                yield path.relative_to(folder).as_posix()


def _windows(name: str) -> str:
    return name.replace("$", "$$").replace("/", "\\")


def _source(path: Path) -> str:
    return str(path)
