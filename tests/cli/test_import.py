"""Importing on the command line: what good and bad files do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import PILOT, Ran

Run = Callable[..., Ran]
HEADER = "family;municipality;person;role;birth_date;joined;left;date;item;level;note"
GOOD = "G1;Mol;;;;;;2026-05-04;income;3;"
CHILD = "G1;Mol;K1;child;{born};;;2026-05-04;{item};3;"


def written(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "bestand.csv"
    path.write_text("\r\n".join((header, *rows, "")), encoding="utf-8")
    return path


def assert_nothing_came_in(run: Run) -> None:
    """An export of an office without registrations has its header only."""
    from gezinscoach_desktop.cli import main

    out = Path.cwd() / "leeg.csv"
    assert main(["export", "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8-sig").splitlines() == [HEADER]
    out.unlink()


@pytest.fixture(autouse=True)
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_pilot_comes_in_and_a_second_time_adds_nothing(office: Path, run: Run) -> None:
    first = run("import", PILOT)
    assert (first.code, first.err) == (0, "")
    assert first.out == (
        "Ingelezen: 90 nieuwe gezinnen, 341 nieuwe gezinsleden, 202 momentopnamen, 7.840 scores.\n"
    )
    second = run("import", PILOT)
    assert (second.code, second.out) == (0, "Niets nieuws: alles uit dit bestand was al bekend.\n")


def bad_files() -> list[object]:
    rows = {
        "wrong header": (("G1;2026-05-04;income;3",), "gezin;datum;item;niveau"),
        "unknown item": (("G1;Mol;;;;;;2026-05-04;inkommen;3;",), HEADER),
        "level 6": (("G1;Mol;;;;;;2026-05-04;income;6;",), HEADER),
        "a date in 1823": (("G1;Mol;;;;;;1823-05-04;income;3;",), HEADER),
        "two birth dates for one child": (
            (
                CHILD.format(born="2015-07-13", item="learning"),
                CHILD.format(born="2015-07-14", item="peer_network"),
            ),
            HEADER,
        ),
        "half a line": ((GOOD, "G1;Mol;;;;;;2026-05"), HEADER),
    }
    return [pytest.param(*content, id=name) for name, content in rows.items()]


@pytest.mark.parametrize(("rows", "header"), bad_files())
def test_a_bad_file_gives_one_dutch_line_and_nothing_comes_in(
    rows: tuple[str, ...], header: str, office: Path, tmp_path: Path, run: Run
) -> None:
    ran = run("import", written(tmp_path, *rows, header=header))
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1
    assert "Traceback" not in ran.err
    assert_nothing_came_in(run)


def test_each_bad_row_is_named_with_column_value_and_expectation(
    office: Path, tmp_path: Path, run: Run
) -> None:
    ran = run("import", written(tmp_path, GOOD, "G1;Mol;;;;;;2026-05-04;debts;6;"))
    assert ran.out == "Regel 3, kolom level: “6” gevonden, verwacht 1 tot 5 of nvt.\n"
    assert ran.err == (
        "bestand.csv: 1 fout gevonden, er is niets ingelezen; verbeter het bestand of kies --skip-bad.\n"
    )


def test_windows_1252_is_recognised(office: Path, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "bestand.csv"
    path.write_bytes(f"{HEADER}\r\nG1;Mol;;;;;;2026-05-04;income;3;één brief\r\n".encode("cp1252"))
    ran = run("import", path)
    assert ran.code == 1
    assert "Windows-1252" in ran.err
    assert_nothing_came_in(run)


def test_two_hundred_megabytes_of_zeros_are_refused_at_once(office: Path, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "nullen.csv"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
    ran = run("import", path)
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert_nothing_came_in(run)


def test_skipped_rows_stand_beside_the_source_and_mended_they_come_in(
    office: Path, tmp_path: Path, run: Run
) -> None:
    source = written(tmp_path, GOOD, 'G1;Mol;;;;;;2026-05-04;debts;6;"een; toelichting"')
    ran = run("import", source, "--skip-bad")
    beside = tmp_path / "bestand-fouten.csv"
    assert ran.code == 0
    assert str(beside) in ran.out
    text = beside.read_text(encoding="utf-8-sig")
    assert text.splitlines() == [HEADER, 'G1;Mol;;;;;;2026-05-04;debts;6;"een; toelichting"']
    beside.write_text(text.replace(";6;", ";2;"), encoding="utf-8")
    assert "1 score" in run("import", beside).out


def test_a_file_with_skipped_rows_is_never_overwritten(office: Path, tmp_path: Path, run: Run) -> None:
    source = written(tmp_path, "G1;Mol;;;;;;2026-05-04;debts;6;")
    (tmp_path / "bestand-fouten.csv").write_text("van mij", encoding="utf-8")
    run("import", source, "--skip-bad")
    assert (tmp_path / "bestand-fouten.csv").read_text(encoding="utf-8") == "van mij"
    assert (tmp_path / "bestand-fouten-2.csv").exists()


def test_what_contradicts_the_office_is_named_and_kept_out(office: Path, tmp_path: Path, run: Run) -> None:
    run("import", written(tmp_path, GOOD))
    ran = run("import", written(tmp_path, GOOD.replace(";3;", ";4;")))
    assert ran.code == 1
    assert "op 04/05/2026 staat al niveau 3" in ran.out


def test_a_missing_file_is_one_line(office: Path, tmp_path: Path, run: Run) -> None:
    ran = run("import", tmp_path / "weg.csv")
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert "bestaat niet" in ran.err


def test_unknown_columns_are_named_and_skipped(office: Path, tmp_path: Path, run: Run) -> None:
    ran = run("import", written(tmp_path, GOOD + ";x", header=HEADER + ";coach"))
    assert ran.code == 0
    assert "coach" in ran.out
