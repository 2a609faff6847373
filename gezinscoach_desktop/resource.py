"""Finds the files that travel with the program: instrument, index profiles, fonts, icons."""

import errno
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "resources"  # a wheel or a frozen program carries them inside the package
_CHECKOUT = _PACKAGE.parent / "resources"


def resource_path(*parts: str) -> Path:
    """The path of a resource file or folder; FileNotFoundError names the one that is missing."""
    root = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
    path = root.joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(errno.ENOENT, "A file of the program itself is missing", str(path))
    return path
