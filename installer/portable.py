"""What goes beside the setup: the bundle as a zip that needs none, and the pages for whoever rolls it out."""

from __future__ import annotations

import zipfile
from pathlib import Path

from installer.payload import Payload
from installer.places import INSTALLER, NAME, RESOURCES, ROOT

_DATE = (2026, 1, 1, 0, 0, 0)
"""Of every file: the same bundle gives the same zip."""
_PROGRAM, _FILE = 0o755, 0o644

READ_ME = f"""{NAME} zonder installatie
\r
Pak deze map helemaal uit en start {NAME} in de map.\r
\r
Je kantoren, instellingen en waar je aan bezig bent, bewaart het programma in je eigen profiel op deze pc.\r
Moet alles bij het programma blijven, bijvoorbeeld op een stick? Zet dan een leeg bestand met de naam portable.txt\r
naast {NAME}. Het programma bewaart dan alles in de map gegevens ernaast.\r
"""


def write_portable(payload: Payload, target: Path) -> None:
    """`target` holds one folder with every file of the bundle and a page that says what to do."""
    part = target.with_suffix(".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        _add(archive, f"{NAME}/LEES MIJ.txt", READ_ME.encode("utf-8-sig"), _FILE)
        for name in payload.files:
            is_program = name in (payload.program, payload.console)
            contents = (payload.folder / name).read_bytes()
            _add(archive, f"{NAME}/{name}", contents, _PROGRAM if is_program else _FILE)
    part.replace(target)


def write_documents(target: Path) -> None:
    """`target` holds docs/ and the handbook as they stand here, so that the links between pages lead somewhere."""
    folders = ROOT / "docs", RESOURCES / "handbook"
    pages = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    part = target.with_suffix(".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for page in (*pages, INSTALLER / "README.md", ROOT / "CHANGELOG.md", ROOT / "LICENSE"):
            _add(archive, page.relative_to(ROOT).as_posix(), page.read_bytes(), _FILE)
    part.replace(target)


def _add(archive: zipfile.ZipFile, name: str, contents: bytes, mode: int) -> None:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # the same on every system that makes it
    entry.external_attr = mode << 16
    archive.writestr(entry, contents, compresslevel=9)
