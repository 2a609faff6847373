"""A shortcut to an office: what is written is read back, and whatever else comes in leads nowhere."""

from __future__ import annotations

import json
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.domain.office_link import (
    LARGEST,
    LinkKind,
    OfficeLink,
    beside_of,
    ca_file_of,
    file_name,
    parse,
    with_ca_file,
    without_login,
    write,
)

ID = UUID("6a1c6f1e-6f0b-4b34-9f3e-2a2f5f3f0c11")
FOLDER = OfficeLink("OCMW Ninove", ID, LinkKind.FOLDER, "\\\\nas\\gezinscoach", ".")
SERVER = OfficeLink(
    "OCMW Gent", ID, LinkKind.SERVER, "postgresql://db.gent.be:5433/gezinscoach?sslrootcert=//nas/ca.crt"
)
FILE = OfficeLink("Zoë & co", ID, LinkKind.FILE, "/home/an/kantoor.gezinscoach", "kantoor.gezinscoach")


def changed(**fields: Any) -> bytes:
    """A shortcut to a folder with some fields otherwise."""
    return json.dumps(json.loads(write(FOLDER)) | fields).encode()


@pytest.mark.parametrize("link", [FOLDER, SERVER, FILE])
def test_what_is_written_is_read_back_and_small(link: OfficeLink) -> None:
    raw = write(link)

    assert parse(raw) == link
    assert parse(b"\xef\xbb\xbf" + raw) == link, "Notepad adds this"
    assert len(raw) < 1_000


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"SQLite format 3\x00",
        b"[" * 4_000,
        b"{}",
        b"null",
        b'{"format": "gezinscoach-export"}',
        b'{"format": "gezinscoach-snelkoppeling"} {}',
        b" " * LARGEST + write(FOLDER),
        "{“format”: 1}".encode("utf-16"),
    ],
)
def test_another_kind_of_file_is_no_shortcut(raw: bytes) -> None:
    assert parse(raw) is None


def test_a_shortcut_of_a_newer_program_says_to_update() -> None:
    with pytest.raises(OfficeUnavailable, match="nieuwere versie"):
        parse(changed(version=2, kind="cloud", place=None))


@pytest.mark.parametrize(
    "fields",
    [
        {"version": True},
        {"version": 0},
        {"office": "geen nummer"},
        {"office": None},
        {"kind": "cloud"},
        {"name": ""},
        {"name": "OCMW\u202e evil"},
        {"name": "a" * 201},
        {"name": 7},
        {"place": "kantoor"},
        {"place": "..\\kantoor"},
        {"place": "C:kantoor"},
        {"place": "C:\\kantoor\\..\\ander"},
        {"place": "/net/../etc"},
        {"place": "\\\\?\\C:\\kantoor"},
        {"place": "\\\\.\\PhysicalDrive0"},
        {"place": "//./pipe/x"},
        {"place": "\\\\evil.example@SSL\\DavWWWRoot\\x"},
        {"place": "C:\\kantoor.gezinscoach:verborgen"},
        {"place": "/net/a\x00b"},
        {"place": "/net/a\nb"},
        {"place": "/" + "a" * 1_000},
        {"place": "file:///net/kantoor"},
        {"place": "https://evil.example/kantoor"},
        {"beside": "/etc"},
        {"beside": "C:\\kantoor"},
        {"beside": "..\\kantoor"},
        {"beside": "../../../etc"},
        {"beside": "a/../../b"},
        {"kind": "server"},
        {"kind": "server", "beside": "../ca.crt", "place": "postgresql://db/kantoor"},
        {"kind": "server", "beside": "..", "place": "postgresql://db/kantoor"},
        {"kind": "server", "beside": "", "place": "postgresql://an:geheim@db/kantoor"},
        {"kind": "server", "beside": "", "place": "postgresql://an@db/kantoor"},
        {"kind": "server", "beside": "", "place": "postgresql://db/kantoor?password=x"},
        {"kind": "server", "beside": "", "place": "postgresql://db/kantoor?sslmode=disable"},
        {"kind": "server", "beside": "", "place": "postgresql://db/kantoor?passfile=/etc/x"},
        {"kind": "server", "beside": "", "place": "postgresql:///"},
        {"kind": "server", "beside": "", "place": "postgresql://db.lier.be/kantoor?host=evil.example"},
        {"kind": "server", "beside": "", "place": "postgresql://db.lier.be/kantoor?port=6432"},
    ],
)
def test_what_this_program_does_not_write_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(OfficeUnavailable, match="beschadigd"):
        parse(changed(**fields))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.binary(max_size=LARGEST + 10))
def test_any_bytes_are_a_shortcut_or_a_sentence(raw: bytes) -> None:
    assert_harmless(raw)


@given(st.dictionaries(st.sampled_from(["version", "name", "office", "kind", "place", "beside"]), JSON))
def test_any_other_values_are_a_shortcut_or_a_sentence(fields: dict[str, Any]) -> None:
    assert_harmless(changed(**fields))


@given(st.text(max_size=60), st.sampled_from(LinkKind), st.text(max_size=40))
def test_any_place_that_is_let_through_is_whole_and_plain(place: str, kind: LinkKind, beside: str) -> None:
    assert_harmless(changed(place=place, kind=kind.value, beside=beside))


def assert_harmless(raw: bytes) -> None:
    try:
        link = parse(raw)
    except OfficeUnavailable:
        return
    if link is None:
        return
    assert write(link)
    assert not {"\0", "\n", "\u202e"} & set(link.place + link.name + link.beside)
    if link.kind is not LinkKind.SERVER:
        assert "://" not in link.place.replace("\\", "/") or link.place.startswith("/")
        assert ".." not in PureWindowsPath(link.place).parts
        assert PurePosixPath(link.beside).parts.count("..") <= 2


@pytest.mark.parametrize(
    ("address", "bare"),
    [
        ("postgresql://an:geheim@db/kantoor", "postgresql://db/kantoor"),
        ("postgres://db:5433/k?password=x&sslrootcert=/a b", "postgresql://db:5433/k?sslrootcert=/a%20b"),
        (
            "postgresql:///k?host=a,b&port=1,2&user=x&sslmode=disable",
            "postgresql:///k?host=a,b&port=1,2",
        ),
    ],
)
def test_an_address_loses_every_login(address: str, bare: str) -> None:
    assert without_login(address) == bare
    assert without_login(bare) == bare


def test_a_server_proves_itself_by_the_file_in_its_address() -> None:
    assert ca_file_of(SERVER.place) == "//nas/ca.crt"
    assert ca_file_of("postgresql://db/k") == ""
    made = with_ca_file(SERVER.place, "C:\\Zoë & co\\ca.crt")
    assert ca_file_of(made) == "C:\\Zoë & co\\ca.crt"
    assert without_login(made) == made


@pytest.mark.parametrize(
    ("folder", "place", "beside"),
    [
        ("/net/map", "/net/map", "."),
        ("/net", "/net/map", "map"),
        ("/net/koppelingen", "/net/map", "../map"),
        ("/a/b/c", "/a/d", "../../d"),
        ("/a/b/c/d", "/e", ""),
    ],
)
def test_the_way_from_the_shortcut_is_short_or_not_there(folder: str, place: str, beside: str) -> None:
    assert beside_of(PurePosixPath(folder), PurePosixPath(place)) == beside


def test_another_drive_is_not_beside() -> None:
    assert beside_of(PureWindowsPath("E:\\"), PureWindowsPath("C:\\kantoor")) == ""
    assert beside_of(PureWindowsPath("\\\\nas\\delen"), PureWindowsPath("\\\\nas\\delen\\Gezin")) == "Gezin"


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("OCMW Ninove", "OCMW Ninove.gezinscoach"),
        ("Stad/OCMW: “Gent”", "Stad OCMW “Gent”.gezinscoach"),
        ("con", "Kantoor con.gezinscoach"),
        ("..", "Kantoor.gezinscoach"),
        ("  a\n\tb. ", "a b.gezinscoach"),
        ("é" * 200, "é" * 80 + ".gezinscoach"),
    ],
)
def test_the_file_bears_the_name_of_the_office_as_far_as_windows_allows(name: str, called: str) -> None:
    assert file_name(name) == called


@given(st.text(), st.integers(1, 20))
def test_any_name_gives_one_that_windows_takes(name: str, number: int) -> None:
    made = file_name(name, number)

    assert made.endswith(".gezinscoach")
    assert not set('\\/:*?"<>|\n\0') & set(made)
    assert len(made) < 120
