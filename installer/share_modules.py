"""Runs first in both programs of the bundle (a runtime hook): modules come from one archive beside the libraries.

PyInstaller puts all of them in every exe. Its reader is pinned in constraints.txt, and no program of the bundle would
start if it changed.
"""

import os
import sys

import pyimod01_archive  # type: ignore[import-not-found]  # PyInstaller's, inside a bundle only
import pyimod02_importers  # type: ignore[import-not-found]

_file = os.path.join(sys._MEIPASS, "programma.pyz")  # type: ignore[attr-defined]  # noqa: PTH118 - still starting
_shared = pyimod01_archive.ZlibArchiveReader(_file, 0, check_pymagic=True)
_reader = pyimod02_importers.pyz_archive
_reader._filename, _reader._start_offset, _reader.toc = _file, 0, _shared.toc
pyimod02_importers._pyz_tree = None
