"""Whatever the file: a clear refusal or errors per row, never a crash and never a row out of nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.exchange import ExchangeFile, ExchangeFormatError
from tests.domain.exchange_files import HEADER, child_line, make_line, read_bytes, rows_of

GOOD = "\r\n".join(
    [
        HEADER,
        make_line(note='"Zei: ""goed"";\r\nbelt"'),
        make_line(item="debts", level="nvt", note="'=1"),
        child_line(birth_date="2019-05-04", joined="2020-01-01"),
        child_line(date="2026-05-01", note="Café"),
        make_line(family="G2", municipality="Geel"),
        "",
    ]
).encode()
PIECES = st.sampled_from(
    [b'"', b";", b",", b"\n", b"\r", b"\r\n", b"\0", b"\xff", b"\xe9", b"'", b"=", b"\xef\xbb\xbf", b"6"]
)


def check(content: bytes) -> None:
    try:
        file = read_bytes(content)
    except ExchangeFormatError as refused:
        message = refused.message
    else:
        message = "Gelezen."
        check_lines(file, content)
    assert message.endswith(".")


def check_lines(file: ExchangeFile, content: bytes) -> None:
    """Every row is good or bad, and every line number points into the file."""
    lines = content.count(b"\n") + 1
    numbers = [row.line for row in rows_of(file)] + [bad.line for bad in file.bad_lines]
    assert len(numbers) == len(set(numbers)) == file.rows - file.duplicates
    assert all(2 <= number <= lines for number in numbers)
    assert all(bad.raw in content for bad in file.bad_lines)
    assert bool(file.errors) is bool(file.bad_lines)
    assert all(error.sentence.endswith(".") for error in file.errors)


@given(st.binary(max_size=300))
def test_random_bytes_never_crash_the_reader(content: bytes) -> None:
    check(content)


@given(st.binary(max_size=200))
def test_random_bytes_under_a_good_header_never_crash_the_reader(content: bytes) -> None:
    check(HEADER.encode() + b"\n" + content)


@given(st.text(alphabet="\";,\r\n='aG13-/\t", max_size=200))
def test_random_separators_and_quotes_never_crash_the_reader(text: str) -> None:
    check(f"family;date;item;level\n{text}".encode())


@given(
    st.lists(
        st.tuples(st.integers(0, len(GOOD)), st.integers(0, 3), PIECES | st.binary(max_size=3)),
        min_size=1,
        max_size=4,
    )
)
def test_a_damaged_file_never_crashes_the_reader(damages: list[tuple[int, int, bytes]]) -> None:
    content = GOOD
    for place, removed, piece in damages:
        content = content[:place] + piece + content[place + removed :]
    check(content)


@given(st.integers(0, len(GOOD)))
def test_a_file_cut_off_anywhere_never_gives_a_row_that_was_not_there(length: int) -> None:
    whole = {(row.family, row.person, row.item, row.date) for row in rows_of(read_bytes(GOOD))}
    try:
        file = read_bytes(GOOD[:length])
    except ExchangeFormatError:
        return
    assert {(row.family, row.person, row.item, row.date) for row in rows_of(file)} <= whole
