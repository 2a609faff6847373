"""Files as they come: encodings, separators, quotes, limits, and files that are something else."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from gezinscoach_desktop.domain.errors import Cancelled
from gezinscoach_desktop.domain.exchange import (
    COLUMNS,
    ExchangeFormatError,
    raw_rows,
    read_exchange,
    write_bad_lines,
)
from gezinscoach_desktop.domain.exchange import file as exchange_file
from tests.domain.exchange_files import (
    HEADER,
    TODAY,
    child_line,
    make_line,
    read_bytes,
    read_lines,
    rows_of,
    sentences,
)
from tests.factories import load_instrument

GOOD = make_line(note="Café")


def refusal(content: bytes) -> str:
    with pytest.raises(ExchangeFormatError) as caught:
        read_bytes(content)
    return caught.value.message


@pytest.mark.parametrize(
    "content",
    [
        f"{HEADER}\r\n{GOOD}\r\n",
        f"\ufeff{HEADER}\r\n{GOOD}\r\n",
        f"{HEADER}\n{GOOD}\n",
        f"{HEADER}\n{GOOD}",
        f"{HEADER}\n\n{GOOD}\n\n;;;;;;;;;;\n",
        f"{HEADER}\n{GOOD}\n".replace(";", ","),
        "\n".join('"' + line.replace(";", '";"') + '"' for line in (HEADER, GOOD)),
        f"{HEADER.upper().replace(';', ' ; ')}\n{GOOD}\n",
    ],
    ids=["crlf", "bom", "lf", "no-end", "blank-lines", "comma", "quoted", "capitals"],
)
def test_every_way_of_writing_the_same_file_reads_the_same(content: str) -> None:
    file = read_bytes(content.encode())
    (row,) = rows_of(file)
    assert (row.family, row.municipality, row.item, row.level, row.note) == ("G1", "Mol", "income", 3, "Café")
    assert (file.errors, file.rows, file.ignored_columns) == ((), 1, ())


def test_columns_may_stand_in_any_order_and_only_four_are_needed() -> None:
    file = read_lines("3;2026-03-01;income;G1", header="level;date;item;family")
    (row,) = rows_of(file)
    assert (row.family, row.person, row.municipality, row.note) == ("G1", "", "", None)


def test_unknown_columns_are_skipped_and_reported() -> None:
    header = f"{HEADER};wijk;"
    file = read_lines(f"{GOOD};Centrum;x", header=header)
    assert file.ignored_columns == ("wijk", "kolom 13")
    assert len(rows_of(file)) == 1


def test_a_file_with_only_a_header_holds_nothing() -> None:
    file = read_bytes(HEADER.encode())
    assert (file.rows, file.families, file.errors, file.bad_lines) == (0, (), (), ())


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (
            "family;date;item",
            "ontbreekt de kolom level; daar staat “family;date;item”, verwacht “family;munici",
        ),
        ("gezin;datum", "ontbreken de kolommen family, date, item, level; daar staat “gezin;datum”"),
        ("family\tdate\titem\tlevel", r"daar staat “family\tdate\titem\tlevel”"),
        (HEADER + ";level", "In de eerste regel staat de kolom level twee keer"),
        (HEADER + ";Level", "In de eerste regel staat de kolom level twee keer"),
        ('"family;date;item;level', "ontbreken de kolommen"),
    ],
)
def test_a_header_that_does_not_fit_is_named(header: str, message: str) -> None:
    assert message in refusal(f"{header}\n{GOOD}\n".encode())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Dit bestand is leeg."),
        (b"\xef\xbb\xbf \r\n\r\n", "Dit bestand is leeg."),
        (
            b"PK\x03\x04\x14\x00\x06\x00",
            "Dit is een Excel-bestand; bewaar het als “CSV UTF-8” en kies dat bestand.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1",
            "Dit is een Excel-bestand; bewaar het als “CSV UTF-8” en kies dat bestand.",
        ),
        (
            HEADER.encode("utf-16"),
            "Dit bestand is in UTF-16 (“Unicode-tekst”), niet in UTF-8; bewaar het opnieuw als “CSV UTF-8”.",
        ),
        (
            b"\0" * 5000,
            "Dit is geen tekstbestand (er staan nultekens in); kies een CSV-bestand.",
        ),
        (
            HEADER.replace(";", "\r").encode(),
            "De regels van dit bestand eindigen met alleen CR (oude Mac); bewaar het opnieuw als “CSV UTF-8”.",
        ),
        (
            f"{HEADER}\n{make_line()}\n{GOOD}\n".encode("cp1252"),
            (
                "Dit bestand is niet in UTF-8 (regel 3) maar waarschijnlijk in Windows-1252; "
                "bewaar het opnieuw als “CSV UTF-8”."
            ),
        ),
        (
            HEADER.encode() + b"\nG1\x81\n",
            "Dit bestand is niet in UTF-8 (regel 2); bewaar het opnieuw als “CSV UTF-8”.",
        ),
        (
            HEADER.encode() + b"\n" + b"x" * 200_000,
            "Regel 2 is langer dan 100000 tekens: dit is geen uitwisselingsbestand.",
        ),
    ],
    ids=["empty", "blank", "xlsx", "xls", "utf16", "zeros", "cr", "cp1252", "bytes", "long"],
)
def test_a_file_that_is_something_else_is_refused_with_what_to_do(content: bytes, message: str) -> None:
    assert refusal(content) == message


def test_200_mb_of_zeros_is_refused_after_a_look_at_the_beginning(tmp_path: Path) -> None:
    path = tmp_path / "nullen.csv"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
    with path.open("rb") as stream:
        with pytest.raises(ExchangeFormatError, match="geen tekstbestand"):
            read_exchange(stream, load_instrument(), today=TODAY)
        assert stream.tell() < 1_000_000


def test_a_file_of_more_than_100_mb_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "groot.csv"
    with path.open("wb") as stream:
        stream.write((HEADER + "\n" + (GOOD + "\n") * 2000).encode())
        stream.truncate(120_000_000)
    with (
        path.open("rb") as stream,
        pytest.raises(ExchangeFormatError, match="120 MB groot; verwacht hoogstens 100"),
    ):
        read_exchange(stream, load_instrument(), today=TODAY)


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange_file, "ROW_LIMIT", 3)
    with pytest.raises(ExchangeFormatError, match="meer dan 3 rijen; deel het op"):
        read_lines(*[GOOD] * 4)


def test_a_note_with_line_breaks_quotes_and_separators_is_one_row() -> None:
    file = read_lines(make_line(note='"Zei: ""goed"";\nbelt terug\r\n, zeker"'), make_line(item="x"))
    assert rows_of(file)[0].note == 'Zei: "goed";\nbelt terug\r\n, zeker'
    assert [error.line for error in file.errors] == [
        5
    ]  # lines are those of the file, as an editor shows them


QUOTE = 'Regel 3: een aanhalingsteken (") dat niet klopt gevonden, verwacht een tekst die met " begint en met " eindigt.'


@pytest.mark.parametrize(
    ("broken", "others"),
    [
        (make_line(item="debts", note='"Belt terug'), [make_line(item="nutrition")]),
        (make_line(item="debts", note='"Belt" terug'), [make_line(item="nutrition")]),
        (make_line(item="debts", note='"Belt terug'), [make_line(item="nutrition", note='"Goed; ja"')]),
        (make_line(item="debts", note='"'), [make_line(item="nutrition", note='""')]),
        (
            make_line(item="debts", note='"a'),
            [make_line(item="nutrition"), make_line(item="safety", note='"b"')],
        ),
    ],
)
def test_an_unclosed_quote_is_named_and_swallows_no_other_row(broken: str, others: list[str]) -> None:
    file = read_lines(make_line(), broken, *others)
    assert sentences(file) == [QUOTE]
    assert len(rows_of(file)) == 1 + len(others)


def test_two_unclosed_quotes_do_not_close_each_other_over_the_rows_between() -> None:
    file = read_lines(
        make_line(note='"Belt terug'), make_line(item="debts"), make_line(item="safety", note='"')
    )
    assert [error.line for error in file.errors] == [2, 4]
    assert [row.item for row in rows_of(file)] == ["debts"]


def test_a_file_full_of_unclosed_quotes_is_refused() -> None:
    message = refusal((HEADER + "\n" + 'a";x"b;"c\n' * 20_000).encode())
    assert message.startswith("In dit bestand staan te veel aanhalingstekens die niet gesloten zijn")


def test_a_quoted_text_without_end_does_not_fill_the_memory() -> None:
    endless = make_line(note='"' + "woord\n" * 30_000)
    file = read_bytes(f"{HEADER}\n{endless}".encode())
    assert file.errors[0].line == 2
    assert rows_of(file) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [("G1;Mol;;;;;;2026-03", 8), ("G1", 1), (make_line() + ";", 12), (make_line()[:-2], 10)],
)
def test_half_a_line_or_one_too_long_is_named_with_what_was_expected(line: str, found: int) -> None:
    columns = "1 kolom" if found == 1 else f"{found} kolommen"
    for file in (read_lines(GOOD, line, GOOD), read_bytes(f"{HEADER}\n{GOOD}\n{line}".encode())):
        assert sentences(file) == [
            f"Regel 3: {columns} gevonden, verwacht 11, evenveel als in de eerste regel."
        ]
        assert len(rows_of(file)) == 1


def test_a_file_that_breaks_off_in_the_middle_of_a_letter_is_half_a_line() -> None:
    file = read_bytes(f"{HEADER}\n{make_line(item='debts')}\n{make_line(note='Café')}".encode()[:-1])
    assert sentences(file) == [
        "Regel 3: een half teken aan het einde gevonden, verwacht een volledige regel."
    ]
    assert [row.item for row in rows_of(file)] == ["debts"]


def test_a_nul_far_in_the_file_is_an_error_of_its_row() -> None:
    lines = "\n".join([make_line(date=f"2026-01-{day:02}") for day in range(1, 29)] * 100)
    file = read_bytes("\n".join([HEADER, lines, make_line(note="a\0b")]).encode())
    assert sentences(file) == ["Regel 2802: een nulteken gevonden, verwacht leesbare tekst."]


def test_bad_rows_are_written_as_they_were_under_their_own_header() -> None:
    wrong, broken, half = make_line(level="6"), make_line(level="x", note='"een\r\ntwee"'), "half;e;lijn"
    file = read_bytes("\r\n".join(["\ufeff" + HEADER, GOOD, wrong, broken, GOOD, half]).encode())
    assert [bad.line for bad in file.bad_lines] == [3, 4, 7]
    beside = io.BytesIO()
    write_bad_lines(beside, file)
    assert beside.getvalue().decode() == "\r\n".join(["\ufeff" + HEADER, wrong, broken, half, ""])


def test_good_rows_that_turn_out_not_to_fit_can_be_written_beside_the_bad_ones() -> None:
    lines = [
        make_line(level="6"),
        make_line(note='"a\r\nb"'),
        make_line(item="debts"),
        make_line(item="safety"),
    ]
    content = "\r\n".join([HEADER, *lines]).encode()
    file = read_bytes(content)
    also = raw_rows(io.BytesIO(content), file, [6, 3])
    assert [(row.line, row.raw.decode()) for row in also] == [(3, lines[1] + "\r\n"), (6, lines[3])]
    beside = io.BytesIO()
    write_bad_lines(beside, file, also)
    assert beside.getvalue().decode("utf-8-sig").split("\r\n") == [
        HEADER,
        lines[0],
        *lines[1].split("\r\n"),
        lines[3],
        "",
    ]


def test_errors_stop_at_the_limit_but_are_all_counted() -> None:
    lines = [make_line(level="6")] * 30 + [
        child_line(birth_date=f"20{year:02}-01-01") for year in range(10, 20)
    ]
    content = "\n".join([HEADER, *reversed(lines)]).encode()
    file = read_bytes(content, error_limit=4)
    assert file.error_count > 30
    assert len(file.errors) == 4
    assert [error.line for error in file.errors] == [3, 4, 5, 6]  # the first of the file, whatever found them
    assert len(file.bad_lines) == 40


def test_progress_counts_up_to_the_size_of_the_file() -> None:
    content = (HEADER + "\n" + (GOOD + "\n") * 30_000).encode()
    seen: list[int] = []
    read_exchange(io.BytesIO(content), load_instrument(), today=TODAY, on_progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == len(content)
    assert len(seen) > 3


def test_reading_can_be_stopped_from_the_progress() -> None:
    def stop(_: int) -> None:
        raise Cancelled("gestopt")

    with pytest.raises(Cancelled):
        read_exchange(io.BytesIO(HEADER.encode()), load_instrument(), today=TODAY, on_progress=stop)


def test_the_columns_are_those_of_the_format() -> None:
    assert HEADER == "family;municipality;person;role;birth_date;joined;left;date;item;level;note"
    assert len(COLUMNS) == 11
