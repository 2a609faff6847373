"""Workbooks and text files of any make: what is in them is read as texts, and what is no table is refused in words."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from gezinscoach_desktop.data import spreadsheet
from gezinscoach_desktop.data.spreadsheet import Spreadsheet, read_spreadsheet
from gezinscoach_desktop.domain.errors import Cancelled, InvalidInput


def saved(path: Path, *rows: tuple[object, ...], title: str = "Blad1") -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def rows_of(found: Spreadsheet) -> tuple[tuple[str, ...], ...]:
    [sheet] = found.sheets
    return sheet.rows


def test_a_workbook_is_read_as_texts(tmp_path: Path) -> None:
    path = saved(
        tmp_path / "gezinnen.xlsx",
        ("Naam", "Geboren", "Niveau", "Tolk", "Bedrag"),
        ("Nagy", date(2026, 3, 2), 3, True, 12.5),
        ("  Diallo ", datetime.combine(date(2026, 3, 2), time(9, 30)), 3.0, False, None),
        (None, None, None, None, None),
    )
    assert rows_of(read_spreadsheet(path)) == (
        ("Naam", "Geboren", "Niveau", "Tolk", "Bedrag"),
        ("Nagy", "2026-03-02", "3", "ja", "12.5"),
        ("Diallo", "2026-03-02 09:30", "3", "nee", ""),
    )


def test_a_number_kept_as_text_keeps_its_zeros(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", ("Telefoon",), ("0470123456",))
    assert rows_of(read_spreadsheet(path))[1] == ("0470123456",)


def test_dates_of_a_mac_are_the_same_days(tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    assert book.active is not None
    book.active.append((date(2026, 3, 2),))
    book.save(tmp_path / "mac.xlsx")
    assert rows_of(read_spreadsheet(tmp_path / "mac.xlsx")) == (("2026-03-02",),)


def test_of_a_formula_the_kept_value_is_read_and_nothing_is_run(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", ("x", "=1+1"), ("y", "z"))
    assert rows_of(read_spreadsheet(path)) == (("x", ""), ("y", "z")), "openpyxl keeps no value with it"


def test_hidden_and_empty_sheets_are_left_out_and_empty_rows_above_counted(tmp_path: Path) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "Lijst"
    first["B3"] = "Naam"
    first["B4"] = "Nagy"
    book.create_sheet("Leeg")
    hidden = book.create_sheet("Verborgen")
    hidden["A1"] = "geheim"
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    [sheet] = read_spreadsheet(tmp_path / "a.xlsx").sheets
    assert (sheet.name, sheet.first_line, sheet.rows) == ("Lijst", 3, (("", "Naam"), ("", "Nagy")))


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_file_of_any_make_is_read(tmp_path: Path, separator: str, encoding: str) -> None:
    text = f'naam{separator}nota\r\nLéa{separator}"één{separator} twee"\r\n'
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    assert rows_of(read_spreadsheet(tmp_path / "a.csv")) == (
        ("naam", "nota"),
        ("Léa", f"één{separator} twee"),
    )


def refused(path: Path) -> str:
    with pytest.raises(InvalidInput) as caught:
        read_spreadsheet(path)
    assert caught.value.field == "path"
    assert path.name in caught.value.message
    return caught.value.message


def bytes_of(*files: tuple[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is leeg"),
        (b"\r\n;;\r\n", "is leeg"),
        (b"PK\x03\x04kapot", "geen werkboek"),
        (bytes_of(("iets.txt", b"x")), "geen werkboek"),
        (bytes_of(("xl/workbook.xml", b"<kapot")), "geen werkboek"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 20, "oud Excel-bestand"),
        (b"\x89PNG\0\0\0", "geen tabel"),
        (b"\xff\xfea", "letters die niet te lezen zijn"),
        (b'a;b\r\n"' + b"x" * 200_000, "aanhalingsteken"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "bestand.xlsx"
    path.write_bytes(content)
    assert told in refused(path)


def test_a_workbook_made_to_fill_a_computer_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheet, "UNPACKED_LIMIT", 1_000_000)
    path = tmp_path / "bom.xlsx"
    path.write_bytes(bytes_of(("xl/worksheets/sheet1.xml", b"0" * 2_000_000)))
    assert path.stat().st_size < 10_000
    assert "veel te groot" in refused(path)


def test_too_many_rows_or_columns_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "ROW_LIMIT", 3)
    (tmp_path / "a.csv").write_text("a\nb\nc\nd\n")
    assert "meer dan 3 rijen" in refused(tmp_path / "a.csv")
    assert "meer dan 3 rijen" in refused(saved(tmp_path / "a.xlsx", *((str(each),) for each in range(4))))
    (tmp_path / "b.csv").write_text(";" * 400)
    assert "kolommen" in refused(tmp_path / "b.csv")
    assert "kolommen" in refused(saved(tmp_path / "b.xlsx", tuple(range(400))))


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    assert "bestaat niet" in refused(tmp_path / "weg.csv")
    assert "is een map" in refused(tmp_path)


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    path = tmp_path / "lang.csv"
    path.write_text("a;b\n" * 5_000)

    def stop(done: int, total: int) -> None:
        raise Cancelled("Gestopt.")

    with pytest.raises(Cancelled):
        read_spreadsheet(path, on_progress=stop)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=80,
    deadline=None,
)
@given(
    content=st.binary(max_size=400),
    begins=st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"a;b\n"]),
)
def test_whatever_bytes_come_are_read_or_refused(tmp_path: Path, content: bytes, begins: bytes) -> None:
    path = tmp_path / "iets.csv"
    path.write_bytes(begins + content)
    try:
        found = read_spreadsheet(path)
    except InvalidInput:
        return
    widths = {len(row) for sheet in found.sheets for row in sheet.rows}
    assert len(widths) <= len(found.sheets)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=60,
    deadline=None,
)
@given(place=st.integers(0, 10_000), sign=st.integers(0, 255))
def test_a_damaged_workbook_is_read_or_refused(tmp_path: Path, place: int, sign: int) -> None:
    path = tmp_path / "heel.xlsx"
    if not path.exists():
        saved(path, ("Naam", "Niveau"), ("Nagy", 3), ("Diallo", 4))
    content = bytearray(path.read_bytes())
    content[place % len(content)] = sign
    damaged = tmp_path / "stuk.xlsx"
    damaged.write_bytes(bytes(content))
    with suppress(InvalidInput):
        assert read_spreadsheet(damaged).sheets
