"""The workbook: texts come back unchanged and never run, and LibreOffice sees the same as we wrote."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import zipfile
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from gezinscoach_desktop.data.spreadsheet import read_spreadsheet
from gezinscoach_desktop.domain.codebook import UNKNOWN_WORD, VariableKind
from gezinscoach_desktop.domain.exchange import restore
from gezinscoach_desktop.domain.export import ExportSubject
from gezinscoach_desktop.domain.export_rows import Row
from gezinscoach_desktop.domain.sheet_text import LONGEST, cell_text, plain_text
from gezinscoach_desktop.reports.workbook import ExportWorkbook
from tests.reports.exports import WEIRD, made_layouts, made_rows

AT = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
FORMULA = re.compile(r"[\s\u200b\ufeff]*[=+\-@\t\r\n＝＋－＠]")


def written(folder: Path, rows: Sequence[tuple[ExportSubject, Row]], *, most_rows: int = 1_000_000) -> bytes:
    stream = io.BytesIO()
    with ExportWorkbook(folder, made_layouts(), title="Export", made_at=AT, most_rows=most_rows) as book:
        for subject, row in rows:
            book.add(subject, row)
        book.save(stream, [("Project", "=Onderzoek"), ("Formules", "Een apostrof")])
    assert list(folder.iterdir()) == []
    return stream.getvalue()


@given(st.text(max_size=200) | st.from_regex(FORMULA, fullmatch=False) | st.sampled_from(WEIRD))
def test_a_text_is_never_a_formula_and_reads_back_unchanged(text: str) -> None:
    cell = cell_text(text)
    assert not FORMULA.match(cell)
    assert plain_text(cell) == text
    assert all(ord(sign) >= 32 or sign in "\t\n" for sign in cell)


def test_a_text_that_is_too_long_for_a_cell_is_cut() -> None:
    assert len(cell_text("x" * 40_000)) == LONGEST


def expected(value: Any, kind: VariableKind, labels: dict[str, str], *, says_unknown: bool) -> Any:
    """What should stand in a cell, worked out here again."""
    if value is None or (kind is VariableKind.TEXT and not value):
        return UNKNOWN_WORD if says_unknown else None
    match kind:
        case VariableKind.MONEY:
            return value / 100
        case VariableKind.DAY:
            return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a sheet knows no zones
        case VariableKind.YES_NO:
            return "ja" if value else "nee"
        case VariableKind.CHOICE:
            return labels[value]
        case VariableKind.SET:
            return "; ".join(labels[each] for each in value) or None
    return value


def test_every_value_reads_back_as_it_was_and_no_cell_is_a_formula(tmp_path: Path) -> None:
    rows = list(made_rows(60))
    content = written(tmp_path, rows)
    book = load_workbook(io.BytesIO(content))
    by_subject = defaultdict(list)
    for subject, row in rows:
        by_subject[subject].append(row)
    for layout in made_layouts():
        names, *lines = book[layout.subject.label].iter_rows(values_only=True)
        assert names == tuple(each.name for each in layout.variables)
        for row, line in zip(by_subject[layout.subject], lines, strict=True):
            for variable, cell in zip(layout.variables, line, strict=True):
                found = plain_text(str(cell)) if variable.kind is VariableKind.TEXT and cell else cell
                assert found == expected(
                    row[variable.name],
                    variable.kind,
                    dict(variable.values),
                    says_unknown=variable.says_unknown,
                )
    kinds = {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line}
    assert kinds == {"s", "n", "d"}
    guide = book["Leeswijzer"]
    assert [guide[place].font.bold for place in ("A1", "A2", "B2")] == [True, True, False]
    assert [guide[place].fill.fill_type for place in ("A1", "A2", "B2")] == ["solid", None, None]
    assert book["Leeswijzer"]["B2"].value == "'=Onderzoek"
    book.close()
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not [name for name in parts.namelist() if b"<f>" in parts.read(name)]


def test_what_does_not_fit_on_a_sheet_goes_on_the_next_one(tmp_path: Path) -> None:
    rows = [(subject, row) for subject, row in made_rows(25) if subject is ExportSubject.SCORES]
    book = load_workbook(io.BytesIO(written(tmp_path, rows, most_rows=11)))
    sheets = ["Scores", "Scores 2", "Scores 3"]
    assert [name for name in book.sheetnames if name.startswith("Scores")] == sheets
    assert [book[name].max_row - 1 for name in sheets] == [10, 10, 5]
    assert book["Scores 3"].auto_filter.ref == "A1:J6"
    codes = [row[0] for name in sheets for row in book[name].iter_rows(min_row=2, values_only=True)]
    assert codes == [row["gezin"] for _, row in rows]
    book.close()


def test_a_workbook_that_is_given_up_leaves_nothing_open(tmp_path: Path) -> None:
    with ExportWorkbook(tmp_path, made_layouts(), title="", made_at=AT) as book:
        book.add(ExportSubject.CONTACTS, {"gezin": "P1", "soort": "home_visit"})
        with pytest.raises(KeyError):
            book.add(ExportSubject.CONTACTS, {"gezin": "P1", "soort": "nonsense"})


def test_what_was_written_here_is_read_in_here_as_it_was(tmp_path: Path) -> None:
    scratch, path = tmp_path / "kladmap", tmp_path / "uit.xlsx"
    scratch.mkdir()
    rows: list[tuple[ExportSubject, Row]] = [
        (ExportSubject.EXPENSES, {"gezin": f"G{place}", "waarvoor": text, "bedrag": 1234})
        for place, text in enumerate(WEIRD)
    ]
    path.write_bytes(written(scratch, rows))
    sheet = next(each for each in read_spreadsheet(path).sheets if each.name == "Onkosten")
    assert [row[3] for row in sheet.rows[1:]] == [text.strip() for text in WEIRD]


SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_sees_every_value_as_it_was_written(tmp_path: Path) -> None:
    rows = [(subject, row) for subject, row in made_rows(40) if subject is ExportSubject.PLAN]
    scratch, profile = tmp_path / "kladmap", tmp_path / "profiel"
    scratch.mkdir()
    (tmp_path / "uit.xlsx").write_bytes(written(scratch, rows))
    # Every sheet as a CSV of its own: UTF-8, texts quoted, values as they are shown.
    kind = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,true,true,false,false,false,-1"
    command = [str(SOFFICE), "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", kind]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "uit.xlsx")],
        check=True,
        timeout=600,
        capture_output=True,
    )
    (layout,) = [each for each in made_layouts() if each.subject is ExportSubject.PLAN]
    text = (tmp_path / "uit-Vragen en acties.csv").read_text("utf-8-sig")
    names, *lines = csv.reader(io.StringIO(text), delimiter=";")
    assert names == [each.name for each in layout.variables]
    assert len(lines) == len(rows)
    for (_, row), line in zip(rows, lines, strict=True):
        for variable, cell in zip(layout.variables, line, strict=True):
            labels = dict(variable.values)
            value = expected(row[variable.name], variable.kind, labels, says_unknown=variable.says_unknown)
            if isinstance(value, date):
                assert cell == value.date().isoformat()  # type: ignore[attr-defined]
            elif variable.kind is VariableKind.TEXT:
                # Of `_x0007_` LibreOffice makes the sign again by itself.
                assert restore(cell).split() == str(value or "").split()
            else:
                assert cell == ("" if value is None else str(value))
