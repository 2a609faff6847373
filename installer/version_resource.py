"""What Windows shows of an exe (Properties, the task manager): version, name, description, in PyInstaller's notation."""

from __future__ import annotations

import re

from gezinscoach_desktop import __version__
from installer.places import BUILD, CONSOLE_PROGRAM, NAME, WINDOW_PROGRAM

_DESCRIPTIONS = {
    WINDOW_PROGRAM: "Gezinscoach",
    CONSOLE_PROGRAM: "Gezinscoach voor de opdrachtregel",
}
_DUTCH_BELGIUM, _UNICODE = 0x0813, 1200


def numbers(version: str) -> tuple[int, int, int, int]:
    """The four numbers that Windows wants; what follows them (`rc1`, `.dev0`) has no place there."""
    found = re.match(r"\d+(?:\.\d+)*", version)
    if found is None:
        raise ValueError(f"{version} is no version")
    given = [int(part) for part in found[0].split(".")][:4]
    padded = given + [0] * (4 - len(given))
    return padded[0], padded[1], padded[2], padded[3]


def text(program: str, version: str = __version__) -> str:
    """The resource of one of the two programs."""
    strings = {
        "CompanyName": "Gezinscoach Desktop",
        "FileDescription": _DESCRIPTIONS[program],
        "FileVersion": version,
        "InternalName": program,
        "LegalCopyright": "MIT-licentie; zie het scherm Licenties",
        "OriginalFilename": f"{program}.exe",
        "ProductName": NAME,
        "ProductVersion": version,
    }
    listed = ",\n        ".join(f"StringStruct({key!r}, {value!r})" for key, value in strings.items())
    return f"""\
VSVersionInfo(
  ffi=FixedFileInfo(
    filevers={numbers(version)},
    prodvers={numbers(version)},
    mask=0x3f, flags=0x0, OS=0x40004, fileType=0x1, subtype=0x0, date=(0, 0),
  ),
  kids=[
    StringFileInfo([StringTable('{_DUTCH_BELGIUM:04x}{_UNICODE:04x}', [
        {listed},
    ])]),
    VarFileInfo([VarStruct('Translation', [{_DUTCH_BELGIUM}, {_UNICODE}])]),
  ],
)
"""


def written(program: str) -> str:
    """The file that PyInstaller reads it from."""
    file = BUILD / "bundle" / f"{program}.version.txt"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text(program), encoding="utf-8")
    return str(file)
