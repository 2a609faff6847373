"""The commands that read: their exact JSON, their tables and their exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest

import gezinscoach_desktop
from gezinscoach_desktop.data import seal
from gezinscoach_desktop.services.office import close_office, new_office, open_office
from tests import cheap
from tests.cli.conftest import PILOT, Ran
from tests.offices import PASSWORD, USER, ServerOffices

Run = Callable[..., Ran]
PROGRAM = [sys.executable, "-m", "gezinscoach_desktop"]


def test_the_cohort_of_the_pilot_is_the_one_of_the_research_report(pilot_office: Path, run: Run) -> None:
    found = json.loads(run("cohort", "--json").out)
    assert set(found) == {"families", "measured", "excluded", "matrix", "categories"}
    assert (found["families"], found["measured"]) == (90, 56)
    assert found["excluded"] == {"no_follow_up": 34, "undetermined": 0}
    assert found["categories"] == {
        "improved_out": 4,
        "improved_not_deprived": 2,
        "improved_still_deprived": 16,
        "stable_not_deprived": 4,
        "stable_deprived": 19,
        "worsened_into": found["categories"]["worsened_into"],
        "worsened_still_deprived": found["categories"]["worsened_still_deprived"],
        "worsened_not_deprived": found["categories"]["worsened_not_deprived"],
    }
    assert sum(count for name, count in found["categories"].items() if name.startswith("worsened")) == 11
    assert [len(row) for row in found["matrix"]] == [7] * 7
    assert sum(map(sum, found["matrix"])) == 56


def test_the_cohort_without_json_is_a_table_with_signs_and_the_profile(pilot_office: Path, run: Run) -> None:
    out = run("cohort").out
    assert "Standaard (eigen operationalisering), versie 1" in out
    assert "56 gemeten" in out
    assert "22 beter, 23 gelijk, 11 minder goed" in out
    assert all(sign in out for sign in "▲■●▼")


def test_the_figures_of_a_year_are_there_as_json_and_as_a_table_with_a_total(
    pilot_office: Path, run: Run
) -> None:
    found = json.loads(run("figures", "--year", "2022", "--json").out)
    assert set(found) == {"year", "total", "municipalities"}
    assert found["total"]["snapshots"] > 0
    for name, number in found["total"].items():
        assert number == sum(place[name] for place in found["municipalities"])
    heading, *lines, total = run("figures", "--year", "2022").out.splitlines()[2:]
    assert heading.split()[:3] == ["Gemeente", "Begin", "Nieuw"]
    assert len(lines) == len(found["municipalities"])
    assert total.split() == ["Totaal", *map(str, found["total"].values())]


@pytest.mark.parametrize("year", ["26", "volgend", "３０２６"])
def test_a_year_is_four_digits(run: Run, year: str) -> None:
    assert run("figures", "--year", year).code == 2


def test_the_index_names_every_family_once_with_its_domains(pilot_office: Path, run: Run) -> None:
    found = json.loads(run("index", "--json").out)
    assert [family["family"] for family in found] == [f"GC{number:04}" for number in range(1, 91)]
    for family in found:
        assert set(family) == {"family", "date", "domains", "weak", "unknown", "deprived"}
        assert list(family["domains"]) == [
            "income",
            "education",
            "employment",
            "housing",
            "health",
            "stimulation",
        ]
        assert family["weak"] == list(family["domains"].values()).count("weak")
        assert family["unknown"] == list(family["domains"].values()).count("unknown")


def test_the_index_at_a_date_leaves_out_who_was_not_measured_yet(pilot_office: Path, run: Run) -> None:
    found = json.loads(run("index", "--date", "2022-06-01", "--json").out)
    assert 0 < len(found) < 90
    assert {family["date"] for family in found} == {"2022-06-01"}


def test_an_unknown_profile_is_one_line(pilot_office: Path, run: Run) -> None:
    ran = run("index", "--profile", "fantasie", "--json")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)


def test_an_export_imports_into_a_fresh_office_and_exports_the_same_bytes(
    pilot_office: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "een.csv", tmp_path / "twee.csv"
    assert run("export", "--out", first).code == 0
    monkeypatch.setenv("GEZINSCOACH_OFFICE", str(tmp_path / "nieuw.gezin"))
    assert run("new-office", tmp_path / "nieuw.gezin", "--name", "Nieuw").code == 0
    assert run("import", first).code == 0
    assert run("export", "--out", second).code == 0
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.postgres
def test_on_postgresql_the_same_file_gives_the_same_cohort_and_the_same_bytes(
    pilot_office: Path,
    server_offices: ServerOffices,
    tmp_path: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here, there = tmp_path / "bestand.csv", tmp_path / "server.csv"
    run("export", "--out", here)
    cohort, index = run("cohort", "--json").out, run("index", "--json").out
    url = server_offices.empty()
    monkeypatch.setenv("GEZINSCOACH_OFFICE", url)
    assert run("new-office", url, "--name", "Server").code == 0
    assert run("import", PILOT).code == 0
    assert run("cohort", "--json").out == cohort
    assert run("index", "--json").out == index
    run("export", "--out", there)
    assert there.read_bytes() == here.read_bytes()


def test_a_pseudonymised_export_has_other_codes_no_notes_and_quarters(
    pilot_office: Path, tmp_path: Path, run: Run
) -> None:
    out = tmp_path / "uit.csv"
    assert run("export", "--out", out, "--pseudonymised").code == 0
    text = out.read_text(encoding="utf-8-sig")
    rows = [line.split(";") for line in text.splitlines()[1:]]
    assert len(rows) == 7840
    assert "GC0" not in text
    assert {row[10] for row in rows} == {""}
    assert {row[4][5:] for row in rows if row[4]} <= {"01-01", "04-01", "07-01", "10-01"}
    again = tmp_path / "nogmaals.csv"
    run("export", "--out", again, "--pseudonymised")
    assert again.read_bytes() == out.read_bytes()


def test_an_export_to_a_folder_that_does_not_exist_is_one_line(
    pilot_office: Path, tmp_path: Path, run: Run
) -> None:
    ran = run("export", "--out", tmp_path / "weg" / "uit.csv")
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)


def test_a_dossier_of_an_unknown_family_is_one_line(pilot_office: Path, tmp_path: Path, run: Run) -> None:
    ran = run("dossier", "GC9999", "--kind", "progress", "--out", tmp_path / "x.pdf")
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert "GC9999" in ran.err


def test_a_progress_report_is_a_pdf(pilot_office: Path, tmp_path: Path, run: Run) -> None:
    ran = run("dossier", "GC0001", "--kind", "progress", "--out", tmp_path / "x.pdf")
    assert ran.code == 0, ran.err
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF-")


def test_a_short_report_is_asked_for_and_the_full_one_comes_by_itself(
    pilot_office: Path, tmp_path: Path, run: Run
) -> None:
    for name, wishes in (("kort.pdf", ("--short",)), ("volledig.pdf", ())):
        ran = run("dossier", "GC0001", "--out", tmp_path / name, *wishes)
        assert ran.code == 0, ran.err
    short, full = ((tmp_path / name).read_bytes() for name in ("kort.pdf", "volledig.pdf"))
    assert short.count(b"/Type /Page\n") < full.count(b"/Type /Page\n")


@pytest.mark.parametrize("kind", ["consent", "mandate", "intake", "conversation", "handover", "case"])
def test_every_other_paper_is_a_pdf_too(kind: str, pilot_office: Path, tmp_path: Path, run: Run) -> None:
    ran = run(
        "dossier", "GC0001", "--kind", kind, "--without-health-and-justice", "--out", tmp_path / "x.pdf"
    )
    assert ran.code == 0, ran.err
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF-")


def test_a_paper_that_cannot_be_made_yet_says_why(pilot_office: Path, tmp_path: Path, run: Run) -> None:
    ran = run("dossier", "GC0001", "--kind", "closing", "--out", tmp_path / "x.pdf")
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert "Kan vanaf de fase Afbouw" in ran.err
    assert not (tmp_path / "x.pdf").exists()


def test_the_edition_for_the_family_is_asked_for(pilot_office: Path, tmp_path: Path, run: Run) -> None:
    ran = run("dossier", "GC0001", "--plain", "--out", tmp_path / "x.pdf")
    assert ran.code == 0, ran.err
    assert "Het evolutieverslag staat in" in ran.out


def test_an_office_is_never_made_over_another(office: Path, run: Run) -> None:
    before = office.read_bytes()
    ran = run("new-office", office, "--name", "Nog een")
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert office.read_bytes() == before


@pytest.mark.parametrize("variable", ["GEZINSCOACH_PASSWORD", "GEZINSCOACH_USER"])
def test_a_wrong_user_or_password_is_one_line(
    variable: str, pilot_office: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, "iets anders")
    ran = run("cohort", "--json")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)


def test_an_office_that_is_not_there_is_one_line_and_is_not_made(
    tmp_path: Path, run: Run, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEZINSCOACH_OFFICE", str(tmp_path / "weg.gezin"))
    ran = run("cohort")
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert not (tmp_path / "weg.gezin").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("fantasie",),
        ("import",),
        ("cohort", "--months", "nul"),
        ("index", "--date", "morgen"),
        ("dossier", "GC0001"),
        ("cohort", "--jso"),
        ("new-office", "x"),
    ],
)
def test_wrong_usage_gives_two_and_one_dutch_line(arguments: tuple[str, ...], run: Run) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert not any(word in ran.err for word in ("required", "invalid", "unrecognized", "usage"))


def test_the_help_is_dutch_throughout(run: Run) -> None:
    for arguments in (("--help",), ("import", "--help"), ("cohort", "--help")):
        ran = run(*arguments)
        assert ran.code == 0
        assert "gebruik:" in ran.out
        assert not any(word in ran.out for word in ("usage", "options", "show this", "positional"))


def test_an_unexpected_error_is_one_line_and_leaves_no_personal_data_in_the_log(
    pilot_office: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gezinscoach_desktop.services import evolution

    def broken(*_: object, **__: object) -> None:
        raise ValueError("Sofie Peeters, Vlierbesstraat 17")

    monkeypatch.setattr(evolution, "cohort", broken)
    ran = run("cohort")
    log = tmp_path / "home" / "gezinscoach.log"
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert str(log) in ran.err
    assert "ValueError" in log.read_text(encoding="utf-8")
    assert "Sofie" not in log.read_text(encoding="utf-8") + ran.err


def test_interrupting_gives_130_and_one_line(
    pilot_office: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gezinscoach_desktop.services import evolution

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(evolution, "cohort", interrupted)
    ran = run("cohort")
    assert (ran.code, ran.err) == (130, "Afgebroken.\n")


def test_the_version_is_printed() -> None:
    ran = subprocess.run([*PROGRAM, "--version"], capture_output=True, text=True, check=True)
    assert ran.stdout == f"gezinscoach-desktop {gezinscoach_desktop.__version__}\n"


def test_json_is_utf_8_whatever_the_locale_says(tmp_path: Path, real_floor: None) -> None:
    place = tmp_path / "kantoor.gezin"
    new_office(str(place), name="Proef", user_name="an", password=PASSWORD)
    (tmp_path / "a.csv").write_text("family;date;item;level\nGezin-é;2026-05-04;income;3\n", encoding="utf-8")
    environment = os.environ | {
        "GEZINSCOACH_OFFICE": str(place),
        "GEZINSCOACH_USER": "an",
        "GEZINSCOACH_PASSWORD": PASSWORD,
        "PYTHONIOENCODING": "ascii",
    }
    subprocess.run([*PROGRAM, "import", tmp_path / "a.csv"], env=environment, check=True, capture_output=True)
    ran = subprocess.run([*PROGRAM, "index", "--json"], env=environment, check=True, capture_output=True)
    assert json.loads(ran.stdout.decode("utf-8"))[0]["family"] == "Gezin-é"
    table = subprocess.run([*PROGRAM, "index"], env=environment, check=True, capture_output=True)
    assert b"Gezin-?" in table.stdout


def test_output_that_nobody_reads_any_more_is_no_error(pilot_office: Path, real_floor: None) -> None:
    _as_dear_as_the_program_wants(pilot_office)
    with subprocess.Popen(
        [*PROGRAM, "index", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def _as_dear_as_the_program_wants(office: Path) -> None:
    """The program itself, in another process, refuses passwords as cheap as those of tests."""
    with patch.object(seal, "FLOOR_KIB", cheap.FLOOR_KIB):
        desk = open_office(str(office), user_name=USER, password=PASSWORD)
        desk.office.keys.change_password(PASSWORD, PASSWORD)
        close_office(desk)


def test_nobody_to_ask_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GEZINSCOACH")}
    ran = subprocess.run(
        [*PROGRAM, "cohort"],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout, len(ran.stderr.splitlines())) == (1, "", 1)
    assert "GEZINSCOACH_OFFICE" in ran.stderr
