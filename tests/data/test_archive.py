"""A whole office in one file: the same bytes from every database, back and forth; nothing changed in it comes in."""

from __future__ import annotations

import hashlib
import json
import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import archive, schema
from gezinscoach_desktop.data.archive_file import CHUNK, Header, read_header, sealed, unsealed
from gezinscoach_desktop.data.archive_place import clear
from gezinscoach_desktop.data.archive_rows import SCHEMA
from gezinscoach_desktop.data.server.address import parse
from gezinscoach_desktop.data.server.engine import make_engine
from gezinscoach_desktop.data.tables import APPEND_ONLY, Base
from gezinscoach_desktop.domain.errors import OfficeUnavailable, UserError, WrongPassword
from tests.data.archive_samples import (
    JSONS,
    KEY,
    SLOT_CONTENTS,
    Rows,
    bring_in,
    database,
    export,
    fill,
    offices,
)
from tests.offices import ServerOffices

REAL = settings(
    max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture(autouse=True)
def at_home(own_home: Path) -> None:
    """Private folders stand in a home of this test."""


@given(offices())
@REAL
def test_written_out_brought_in_and_written_out_again_it_is_byte_for_byte_the_same(rows: Rows) -> None:
    """And what only grows can no more be changed in the new place than in the old one."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        first = stack.enter_context(database(folder / "a.db"))
        second = stack.enter_context(database(folder / "b.db"))
        with first.begin() as connection:
            fill(connection, rows)
        export(first, folder / "a")
        bring_in(second, folder / "a")
        export(second, folder / "b")
        assert (folder / "a").read_bytes() == (folder / "b").read_bytes()
        for table in APPEND_ONLY:
            if rows[table]:
                with pytest.raises(DBAPIError, match="append-only"), second.begin() as connection:
                    connection.execute(Base.metadata.tables[table].delete())
        with second.connect() as connection:
            assert connection.execute(select(SCHEMA.c.min_writer)).scalar() == schema.WRITER


@pytest.fixture
def server(server_offices: ServerOffices) -> Iterator[Engine]:
    """A database on a server."""
    engine = make_engine(parse(server_offices.empty()))
    yield engine
    engine.dispose()


@pytest.mark.postgres
@given(offices())
@settings(REAL, max_examples=5)
def test_also_through_a_server_and_back(server: Engine, rows: Rows) -> None:
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        first = stack.enter_context(database(folder / "a.db"))
        third = stack.enter_context(database(folder / "c.db"))
        with first.begin() as connection:
            fill(connection, rows)
        with server.begin() as connection:
            clear(connection)
        export(first, folder / "a")
        bring_in(server, folder / "a")
        export(server, folder / "b")
        bring_in(third, folder / "b")
        export(third, folder / "c")
        assert (folder / "a").read_bytes() == (folder / "b").read_bytes() == (folder / "c").read_bytes()


SMALL: Rows = {
    "office": [
        {
            "id": UUID(int=7),
            "name": "OCMW Proefdorp",
            "is_practice": False,
            "created_at": datetime(2026, 1, 1, tzinfo=UTC),
        }
    ],
    "setting": [{"key": f"s{number}", "value": {"z": [number], "a": None}} for number in range(50)],
}
PASSWORD = archive.password_of("een lange zin")


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """An archive of a small office, under a password."""
    with database(tmp_path / "a.db") as engine, (tmp_path / "a").open("x+b") as stream:
        with engine.begin() as connection:
            fill(connection, SMALL)
        with Session(engine) as session:
            archive.write(session, stream, SLOT_CONTENTS, PASSWORD)
    return tmp_path / "a"


def test_it_tells_what_is_in_it_and_carries_the_sealed_keys(written: Path) -> None:
    found = archive.check(written, PASSWORD)
    assert (found.office_id, found.revision) == (UUID(int=7), schema.HEAD)
    assert found.tables["setting"].count == 50
    assert found.slots == SLOT_CONTENTS


def test_another_password_opens_nothing(written: Path) -> None:
    with pytest.raises(WrongPassword):
        archive.check(written, archive.password_of("een andere zin"))


def test_a_bit_flipped_anywhere_is_noticed_and_nothing_comes_in(written: Path, tmp_path: Path) -> None:
    good, chance = written.read_bytes(), random.Random(7)
    key = _key_of(written)
    places = [*range(400), *(chance.randrange(len(good)) for _ in range(800))]
    missed = []
    for place in places:
        bad = bytearray(good)
        bad[place] ^= 1 << chance.randrange(8)
        written.write_bytes(bad)
        if not _is_refused(written, key):
            missed.append(place)
    assert missed == []
    with database(tmp_path / "b.db") as engine:
        with pytest.raises(UserError), engine.begin() as connection:
            archive.load(connection, written, lambda _: key)
        with engine.connect() as connection:
            assert schema.is_empty(connection)


def test_a_file_that_was_cut_off_anywhere_is_noticed(written: Path) -> None:
    good, key = written.read_bytes(), _key_of(written)
    lengths = [*range(0, len(good), 37), len(good) - 1]

    def is_refused(length: int) -> bool:
        written.write_bytes(good[:length])
        return _is_refused(written, key)

    assert [length for length in lengths if not is_refused(length)] == []


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 5])
def test_chunks_can_neither_be_left_out_nor_repeated_nor_swapped(tmp_path: Path, size: int) -> None:
    content = random.Random(size).randbytes(size)
    chunks = list(sealed([content[:10], content[10:]], KEY, b"bound"))
    path = tmp_path / "x"

    def is_read(pieces: list[bytes]) -> bool:
        path.write_bytes(b"".join(pieces))
        try:
            with path.open("rb") as stream:
                return b"".join(unsealed(stream, KEY, b"bound")) == content
        except ValueError:
            return False

    assert is_read(chunks)
    assert not is_read(chunks[:-1])
    assert not is_read([*chunks, chunks[-1]])
    assert len(chunks) < 2 or not is_read([chunks[1], chunks[0], *chunks[2:]])


def test_without_a_mark_on_the_last_chunk_a_cut_would_pass_for_the_whole(tmp_path: Path) -> None:
    """The control: each chunk sealed by itself, as one would do at first, gives no sign that the rest is missing."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher = AESGCM(KEY)
    chunks = [cipher.encrypt(place.to_bytes(12, "big"), b"x" * 100, None) for place in range(5)]
    cut = chunks[:3]
    assert (
        b"".join(cipher.decrypt(place.to_bytes(12, "big"), chunk, None) for place, chunk in enumerate(cut))
        == b"x" * 300
    )


def test_the_same_nonce_is_never_used_for_other_content(tmp_path: Path) -> None:
    def key_of(number: int) -> bytes:
        rows = {**SMALL, "setting": [{"key": "a", "value": number}]}
        with database(tmp_path / f"{number}.db") as engine:
            with engine.begin() as connection:
                fill(connection, rows)
            header = export(engine, tmp_path / f"{number}")
        return header.key(KEY)

    assert key_of(1) != key_of(2)


Change = Callable[[list[bytes]], list[bytes]]
CHANGES: dict[str, Change] = {
    "a row left out": lambda lines: [line for line in lines if not line.startswith(b'["s7"')],
    "a row twice": lambda lines: [
        each for line in lines for each in [line] * (1 + line.startswith(b'["s7"'))
    ],
    "a value changed": lambda lines: [
        line.replace(b'["s7",{"a":null,"z":[7]}]', b'["s7",8]') for line in lines
    ],
    "two rows swapped": lambda lines: _swapped(lines, b'["s7"', b'["s8"'),
    "no end": lambda lines: lines[:-1],
    "something after the end": lambda lines: [*lines, b"{}\n"],
    "a table twice": lambda lines: [*lines[:-1], *_table(lines, b"setting"), lines[-1]],
    "a table that nobody knows": lambda lines: [line.replace(b'"phase"', b'"phrase"') for line in lines],
    "a column that nobody knows": lambda lines: [line.replace(b'"since"', b'"while"') for line in lines],
    "another kind of value": lambda lines: [line.replace(b'["s7"', b"[7") for line in lines],
    "no JSON": lambda lines: [line.replace(b'["s7"', b'[s7"') for line in lines],
    "no lines": lambda _: [b"x" * 100],
    "nothing": lambda _: [],
    "a newer version": lambda lines: [lines[0].replace(f'"{schema.HEAD}"'.encode(), b'"9999"'), *lines[1:]],
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_whoever_knows_the_password_still_cannot_bring_in_what_does_not_hang_together(
    written: Path, tmp_path: Path, change: Change
) -> None:
    """T13: rewritten and sealed again with the right key; one sentence, and the database stays empty."""
    key = _key_of(written)
    lines = _content(written, key).splitlines(keepends=True)
    changed = change(lines)
    assert changed != lines
    _seal(written, b"".join(changed), key_base=KEY)
    with database(tmp_path / "b.db") as engine:
        with pytest.raises(OfficeUnavailable) as refused:
            archive.check(written, lambda _: KEY)
        with pytest.raises(OfficeUnavailable), engine.begin() as connection:
            archive.load(connection, written, lambda _: KEY)
        assert refused.value.message.endswith(".")
        with engine.connect() as connection:
            assert schema.is_empty(connection)


def test_rows_that_refer_to_nothing_stay_out_although_every_hash_is_right(tmp_path: Path) -> None:
    stray = {
        "id": UUID(int=1),
        "family_id": UUID(int=2),
        "member_id": UUID(int=3),
        "joined": None,
        "left": None,
    }
    with database(tmp_path / "a.db") as engine:
        driver: Any = engine.raw_connection().driver_connection
        driver.execute("PRAGMA foreign_keys = OFF")
        with engine.begin() as connection:
            fill(connection, {**SMALL, "stay": [stray]})
        export(engine, tmp_path / "a")
    archive.check(tmp_path / "a", lambda _: KEY)
    with database(tmp_path / "b.db") as engine:
        with pytest.raises(OfficeUnavailable, match="beschadigd"), engine.begin() as connection:
            archive.load(connection, tmp_path / "a", lambda _: KEY)
        with engine.connect() as connection:
            assert schema.is_empty(connection)


def test_what_was_not_changed_can_be_brought_in(written: Path, tmp_path: Path) -> None:
    """The control of the test above: sealed again by the same hands, but left as it was."""
    _seal(written, _content(written, _key_of(written)), key_base=KEY)
    with database(tmp_path / "b.db") as engine:
        bring_in(engine, written)
        with Session(engine) as session:
            assert (
                archive.content_hash(session, SLOT_CONTENTS)
                == hashlib.sha256(_content(written, None)).digest()
            )


@given(
    st.lists(st.binary(max_size=60) | JSONS.map(lambda value: json.dumps(value).encode() + b"\n"), max_size=6)
)
def test_no_content_makes_it_fall_over(pieces: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "x")
        _seal(path, b"".join(pieces), key_base=KEY)
        with pytest.raises(OfficeUnavailable):
            archive.check(path, lambda _: KEY)


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fall_over(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "x")
        for start in (b"", b"GZCARCH1", b"GZCARCH1\0\0\0\x10"):
            path.write_bytes(start + content)
            with pytest.raises(OfficeUnavailable):
                archive.check(path, PASSWORD)


def test_an_office_is_never_brought_in_over_another(written: Path, tmp_path: Path) -> None:
    with database(tmp_path / "b.db") as engine:
        with engine.begin() as connection:
            fill(connection, SMALL)
        with pytest.raises(OfficeUnavailable, match="niets overschreven"), engine.begin() as connection:
            archive.load(connection, written, PASSWORD)
        with Session(engine) as session:
            assert archive.content_hash(session, SLOT_CONTENTS) == archive.check(written, PASSWORD).content


def _is_refused(path: Path, key: bytes) -> bool:
    """With the key that the password gave before: working it out again and again is what takes time."""
    try:
        archive.check(path, lambda _: key)
    except UserError:
        return True
    return False


def _key_of(path: Path) -> bytes:
    with path.open("rb") as stream:
        return PASSWORD(read_header(stream))


def _content(path: Path, key: bytes | None) -> bytes:
    with path.open("rb") as stream:
        header = read_header(stream)
        return b"".join(unsealed(stream, header.key(KEY if key is None else key), header.written()))


def _seal(path: Path, content: bytes, *, key_base: bytes) -> None:
    header = Header(UUID(int=7), hashlib.sha256(content).digest(), len(content), None, 1)
    chunks = sealed([content], header.key(key_base), header.written())
    path.write_bytes(header.written() + b"".join(chunks))


def _swapped(lines: list[bytes], one: bytes, other: bytes) -> list[bytes]:
    places = [
        next(place for place, line in enumerate(lines) if line.startswith(each)) for each in (one, other)
    ]
    changed = list(lines)
    changed[places[0]], changed[places[1]] = changed[places[1]], changed[places[0]]
    return changed


def _table(lines: list[bytes], name: bytes) -> list[bytes]:
    starts = [place for place, line in enumerate(lines) if line.endswith(b'"table":"' + name + b'"}\n')]
    ends = [place for place, line in enumerate(lines) if b'"end":"' + name + b'"' in line]
    return lines[starts[0] : ends[0] + 1]
