"""What a second start may ask of the first, and that nothing else is taken for it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.call import LARGEST, LONGEST_PATH, Call, NotACall, read, write

PATHS = [
    "",
    "/home/an/OCMW Zoë.gezinscoach",
    r"C:\Users\An\Desktop\Kantoor.gezinscoach",
    r"\\server\deel\gezinscoach",
    "/" + "é" * (LONGEST_PATH - 1),
]


@pytest.mark.parametrize("path", PATHS, ids=range(len(PATHS)))
def test_what_is_asked_arrives(path: str) -> None:
    assert read(write(Call(path))) == Call(path)


@pytest.mark.parametrize(
    "path",
    [
        "kantoor.gezinscoach",
        "../kantoor",
        "postgresql://server/kantoor",
        "--self-test",
        "/map/\x00",
        "/map/\nbestand",
        "/" + "a" * LONGEST_PATH,
    ],
)
def test_what_is_no_whole_path_is_neither_written_nor_read(path: str) -> None:
    with pytest.raises(NotACall):
        write(Call(path))


def _raw(**changed: object) -> bytes:
    return json.dumps({"gezinscoach_call": 1, "open": "/map"} | changed).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"[" * 5_000,
        _raw(gezinscoach_call=2),
        _raw(gezinscoach_call=True),
        _raw(gezinscoach_call="1"),
        _raw(open=None),
        _raw(open=["/map"]),
        _raw(run="rm"),
        b'{"gezinscoach_call": 1}',
        _raw() + b" " * LARGEST,
    ],
)
def test_what_this_program_would_not_write_is_refused(content: bytes) -> None:
    with pytest.raises(NotACall):
        read(content)


@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: json.dumps(text).encode()))
def test_garbage_is_refused_in_no_other_way(content: bytes) -> None:
    with pytest.raises(NotACall):
        read(content)


@given(st.text(max_size=300))
def test_whatever_can_be_written_is_read_back(path: str) -> None:
    try:
        content = write(Call(path))
    except NotACall:
        return
    assert read(content) == Call(path)
