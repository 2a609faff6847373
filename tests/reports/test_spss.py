"""The files for SPSS: PSPP, which reads the same language, has to come to our own counts."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from gezinscoach_desktop.domain.codebook import VariableKind
from gezinscoach_desktop.domain.export import ExportSubject
from gezinscoach_desktop.domain.export_rows import Row
from gezinscoach_desktop.reports.spss import SpssFolder, file_name
from tests.reports.exports import made_layouts, made_rows

PSPP = shutil.which("pspp")
needs_pspp = pytest.mark.skipif(PSPP is None, reason="PSPP (Debian: pspp) is not installed")


@pytest.fixture(scope="module")
def rows() -> list[tuple[ExportSubject, Row]]:
    return list(made_rows(80))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[ExportSubject, Row]]) -> Path:
    made = tmp_path_factory.mktemp("spss")
    with SpssFolder(made, made_layouts()) as files:
        for subject, row in rows:
            files.add(subject, row)
        files.finish([("Project", "Onderzoek 'naar' armoede."), ("Waarvoor", "woord " * 40)])
        assert set(files.rows.values()) == {80}
    return made


def pspp(folder: Path, syntax: str) -> str:
    """What PSPP prints; any word of complaint fails."""
    script = folder / "proef.sps"
    script.write_text(syntax, encoding="utf-8")
    done = subprocess.run(
        [str(PSPP), "-O", "format=csv", str(script)],
        check=False,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=600,
    )
    script.unlink()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "error" not in done.stdout
    assert "warning" not in done.stdout
    return done.stdout


def counts_in(output: str) -> Counter[str]:
    """The frequencies of the one table that was printed, by label."""
    found: Counter[str] = Counter()
    for line in csv.reader(io.StringIO(output)):
        if (
            len(line) >= 3
            and line[0] in ("", "Valid", "Missing", "Valid,")
            and line[1]
            and line[2].isdecimal()
        ):
            found[line[1]] += int(line[2])
    return found


@needs_pspp
@pytest.mark.parametrize("subject", ExportSubject)
def test_pspp_reads_every_file_without_complaint(folder: Path, subject: ExportSubject) -> None:
    syntax = (folder / file_name(subject, "sps")).read_text("utf-8-sig")
    output = pspp(folder, f"{syntax}\nDISPLAY DICTIONARY.\nCOMPUTE een = 1.\nDESCRIPTIVES een.\n")
    assert ",80," in output
    (layout,) = [each for each in made_layouts() if each.subject is subject]
    for variable in layout.variables:
        assert variable.label.replace("'", "’")[:40] in output


@needs_pspp
@pytest.mark.parametrize(
    ("subject", "name"),
    [
        (ExportSubject.FAMILIES, "gezinstype"),
        (ExportSubject.FAMILIES, "nieuwkomer"),
        (ExportSubject.SCORES, "niveau"),
        (ExportSubject.CONTACTS, "soort"),
        (ExportSubject.NOW, "income"),
    ],
)
def test_pspp_comes_to_the_same_frequencies(
    folder: Path, rows: list[tuple[ExportSubject, Row]], subject: ExportSubject, name: str
) -> None:
    (variable,) = [
        each
        for layout in made_layouts()
        if layout.subject is subject
        for each in layout.variables
        if each.name == name
    ]
    labels = dict(variable.values) | {"True": "Ja", "False": "Nee"}
    values = [row[name] for found, row in rows if found is subject]
    told = [labels[str(value)] for value in values if value is not None]
    expected = Counter(told)
    if variable.says_unknown:
        expected["niet vermeld"] = values.count(None)
    syntax = (folder / file_name(subject, "sps")).read_text("utf-8-sig")
    found = counts_in(pspp(folder, f"{syntax}\nFREQUENCIES {name}.\n"))
    assert {label: found[label] for label in expected} == expected


@needs_pspp
def test_dates_amounts_and_sets_are_what_they_were(
    folder: Path, rows: list[tuple[ExportSubject, Row]]
) -> None:
    def listed(subject: ExportSubject, *names: str) -> list[list[str]]:
        syntax = (folder / file_name(subject, "sps")).read_text("utf-8-sig")
        output = pspp(folder, f"{syntax}\nLIST {' '.join(names)}.\n")
        lines = list(csv.reader(io.StringIO(output)))
        return [line for line in lines[lines.index(list(names)) + 1 :] if line]

    expenses = [row for subject, row in rows if subject is ExportSubject.EXPENSES]
    found = listed(ExportSubject.EXPENSES, "gezin", "datum", "bedrag")
    for row, (code, day, amount) in zip(expenses, found, strict=True):
        assert code.strip() == row["gezin"]
        assert day.strip(" .") == ("" if row["datum"] is None else row["datum"].strftime("%Y/%m/%d"))
        assert amount.strip(" .") == ("" if row["bedrag"] is None else f"{row['bedrag'] / 100:.2f}")
    contacts = [row for subject, row in rows if subject is ExportSubject.CONTACTS]
    found = listed(ExportSubject.CONTACTS, "domeinen_housing", "domeinen_safety")
    for row, (housing, safety) in zip(contacts, found, strict=True):
        chosen = row["domeinen"] or ()
        assert [int(housing), int(safety)] == ["housing" in chosen, "safety" in chosen]


def test_a_case_is_one_line_and_nothing_in_it_runs_in_a_spreadsheet(folder: Path) -> None:
    for layout in made_layouts():
        content = (folder / file_name(layout.subject)).read_text("utf-8")
        assert content.count("\n") == 81
        header, *lines = csv.reader(io.StringIO(content), delimiter=";")
        sets = [each for each in layout.variables if each.kind is VariableKind.SET]
        assert len(header) == len(layout.variables) + sum(len(each.values) - 1 for each in sets)
        texts = {each.name for each in layout.variables if each.kind is VariableKind.TEXT}
        for line in lines:
            for name, cell in zip(header, line, strict=True):
                if name in texts:
                    assert not cell.startswith(tuple("=+-@\t\r＝＋－＠"))
