"""What an office has already comes in once, is never overwritten, and can be undone as a whole."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.errors import Cancelled, InvalidInput, UserError
from gezinscoach_desktop.domain.mapping import ColumnPlan
from gezinscoach_desktop.domain.mapping_fields import Field
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services import import_run, import_wizard
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.evolution import family_page
from gezinscoach_desktop.services.exchange import ImportResult, import_file, preview_import
from gezinscoach_desktop.services.family import change_family, list_families, read_family
from gezinscoach_desktop.services.import_wizard import Chosen, SheetPreview
from tests.data.office_factory import register
from tests.offices import EVERY_KIND, ON_FILE, NewDesk

MEMBERS = (
    ("Gezinsnaam", "Gemeente", "Voornaam", "Familienaam", "Geb.datum", "Geslacht", "Telefoon"),
    ("Nagy", "Mol", "Sofie", "Nagy", date(1985, 3, 2), "v", "0470 01 02 03"),
    ("Nagy", "Mol", "Noah", "Nagy", date(2019, 6, 5), "m", "0470 01 02 03"),
    ("Diallo", "Geel", "Awa", "Diallo", None, "v", None),
)
SCORES = (
    ("Gezinsnaam", "Gemeente", "Datum meting", "Voornaam", "income", "adult_stress"),
    ("Nagy", "Mol", date(2026, 3, 1), None, 3, None),
    ("Nagy", "Mol", date(2026, 3, 1), "Sofie", None, "2 - zwaar"),
    ("Nagy", "Mol", date(2026, 6, 1), None, 4, None),
)


@pytest.fixture
def has_own_login() -> bool:
    return True  # on a server the policies decide, so everybody is who they are


def workbook(path: Path, *rows: tuple[Any, ...], title: str = "Blad1") -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def tried(desk: Desk, path: Path, **same_as: str) -> SheetPreview:
    looked = import_wizard.look_at(desk, path)
    proposal = import_wizard.propose_mapping(desk, looked, 0)
    return import_wizard.try_sheet(desk, looked, Chosen(0, proposal.header_place, proposal.mapping, same_as))


def brought_in(desk: Desk, path: Path, *, skip_bad: bool = False) -> ImportResult:
    return import_wizard.import_sheet(desk, tried(desk, path), skip_bad=skip_bad)


def undone(desk: Desk, result: ImportResult) -> None:
    assert result.run_id is not None
    import_run.undo_import(desk, import_run.read_undo(desk, result.run_id))


def everybody(desk: Desk) -> dict[str, list[str]]:
    found = {}
    for row in list_families(desk):
        header = read_family(desk, row.id)
        found[row.name] = [f"{each.code} {each.details.given_name}" for each in header.members]
    return found


@EVERY_KIND
def test_members_and_scores_come_in_once_and_go_again(new_desk: NewDesk, tmp_path: Path) -> None:
    desk = new_desk()
    members = workbook(tmp_path / "gezinsleden.xlsx", *MEMBERS)
    preview = tried(desk, members)
    assert preview.errors == ()
    assert (preview.new_families, preview.new_persons, preview.new_snapshots) == (2, 3, 0)
    assert list_families(desk) == ()
    first = import_wizard.import_sheet(desk, preview)
    assert everybody(desk) == {"Nagy": ["V1 Sofie", "K1 Noah"], "Diallo": ["V1 Awa"]}
    year = desk.today().year
    assert sorted(row.code for row in list_families(desk)) == [f"G-{year}-001", f"G-{year}-002"]

    again = tried(desk, members)
    assert again.is_empty
    assert again.errors == ()
    assert again.doubts == ()
    assert again.looked.before is not None

    scores = workbook(tmp_path / "scores.xlsx", *SCORES)
    second = brought_in(desk, scores)
    assert (second.families, second.persons, second.snapshots, second.scores) == (0, 0, 2, 3)
    assert tried(desk, scores).is_empty
    nagy = next(row.id for row in list_families(desk) if row.name == "Nagy")
    assert [each.date for each in family_page(desk, nagy).evolution.snapshots] == [
        date(2026, 3, 1), date(2026, 6, 1),
    ]  # fmt: skip

    assert first.run_id is not None
    plan = import_run.read_undo(desk, first.run_id)
    assert [(each.name, each.why) for each in plan.staying] == [("Nagy", "er een momentopname bij kwam")]
    undone(desk, second)
    assert list_families(desk)[0].snapshots == 0
    undone(desk, first)
    assert list_families(desk) == ()
    assert [run.details.undone_on for run in import_run.list_imports(desk)] == [desk.today()] * 2
    noted = [each for each in desk.office.read(audit.entries) if each.action == AuditAction.UNDO_IMPORT]
    assert [each.details for each in noted] == [
        {"families": 0, "members": 0, "snapshots": 2},
        {"families": 2, "members": 3, "snapshots": 0},
    ], "what went with a family is told too"
    assert tried(desk, members).looked.before is None
    with pytest.raises(InvalidInput, match="al ongedaan"):
        import_run.read_undo(desk, first.run_id)
    assert brought_in(desk, members).families == 2


def test_what_was_worked_on_since_stays_and_the_rest_goes(new_desk: NewDesk, tmp_path: Path) -> None:
    desk = new_desk()
    rows = [("Gezinsnaam", "Gemeente"), *((f"Gezin{letter * 4}", "Mol") for letter in "abcdef")]
    result = brought_in(desk, workbook(tmp_path / "lijst.xlsx", *rows))
    kept = {row.name: row for row in list_families(desk)}
    changed = read_family(desk, kept["Gezinaaaa"].id).record
    change_family(desk, changed.id, changed.version, replace(changed.details, phone="0471 00 00 00"))
    register(desk, kept["Gezinbbbb"].id, desk.today(), {(None, "income"): 3})
    assert result.run_id is not None
    plan = import_run.read_undo(desk, result.run_id)
    assert (plan.families, len(plan.staying)) == (4, 2)
    register(desk, kept["Gezincccc"].id, desk.today(), {(None, "income"): 3})
    with pytest.raises(InvalidInput, match="intussen"):
        import_run.undo_import(desk, plan)
    assert len(list_families(desk)) == 6
    undone(desk, result)
    assert sorted(row.name for row in list_families(desk)) == ["Gezinaaaa", "Gezinbbbb", "Gezincccc"]
    entries = desk.office.read(lambda session: [each.action for each in audit.entries(session)])
    assert AuditAction.UNDO_IMPORT in entries


def test_members_added_to_a_family_that_was_there_go_and_it_stays(new_desk: NewDesk, tmp_path: Path) -> None:
    desk = new_desk()
    brought_in(desk, workbook(tmp_path / "eerst.xlsx", *MEMBERS))
    more = (MEMBERS[0], ("NAGY", "Mol", "Lina", "Nagy", date(2021, 1, 1), "v", "0499 99 99 99"))
    path = workbook(tmp_path / "later.xlsx", *more)
    preview = tried(desk, path)
    assert (preview.new_families, preview.new_persons) == (0, 1)
    [difference] = preview.differences
    assert (difference.what, difference.in_sheet, difference.in_office) == (
        "telefoon", "0499 99 99 99", "0470 01 02 03",
    )  # fmt: skip
    later = import_wizard.import_sheet(desk, preview)
    assert everybody(desk)["Nagy"] == ["V1 Sofie", "K1 Noah", "K2 Lina"]
    nagy = next(row for row in list_families(desk) if row.name == "Nagy")
    assert "lina" in nagy.search_text
    assert read_family(desk, nagy.id).record.details.phone == "0470 01 02 03"
    undone(desk, later)
    assert everybody(desk)["Nagy"] == ["V1 Sofie", "K1 Noah"]
    assert "lina" not in next(row for row in list_families(desk) if row.name == "Nagy").search_text


def test_what_is_empty_is_filled_in_and_never_overwritten(new_desk: NewDesk, tmp_path: Path) -> None:
    desk = new_desk()
    brought_in(desk, workbook(tmp_path / "eerst.xlsx", *MEMBERS))
    path = workbook(
        tmp_path / "later.xlsx",
        ("Gezinsnaam", "Gemeente", "Adres", "Voornaam", "Familienaam", "Geb.datum", "School"),
        ("Diallo", "Geel", "Kerkstraat 1", "Awa", None, date(1990, 1, 2), "De Springplank"),
        ("Nagy", "Mol", None, "Noah", "Nagy", date(2018, 6, 5), "De Springplank"),
    )
    preview = tried(desk, path)
    assert [error.column for error in preview.errors] == ["Geboortedatum"]
    with pytest.raises(InvalidInput, match="1 fout"):
        import_wizard.import_sheet(desk, preview)
    result = import_wizard.import_sheet(desk, preview, skip_bad=True)
    assert result.bad_rows_path is not None
    header, bad = csv.reader(result.bad_rows_path.read_text("utf-8-sig").splitlines(), delimiter=";")
    assert header[:3] == ["Gezinsnaam", "Gemeente", "Adres"]
    assert (bad[0], bad[3]) == ("Nagy", "Noah")
    by_name = {row.name: read_family(desk, row.id) for row in list_families(desk)}
    assert by_name["Diallo"].record.details.address == "Kerkstraat 1"
    [awa] = by_name["Diallo"].members
    assert (awa.details.birth_date, awa.details.school, awa.details.family_name) == (
        date(1990, 1, 2), "De Springplank", "Diallo",
    )  # fmt: skip
    assert by_name["Nagy"].members[1].details.school == ""


@ON_FILE
def test_families_that_look_alike_are_asked_about(new_desk: NewDesk, tmp_path: Path) -> None:
    desk = new_desk()
    brought_in(desk, workbook(tmp_path / "eerst.xlsx", *MEMBERS))
    [diallo] = [row for row in list_families(desk) if row.name == "Diallo"]
    path = workbook(tmp_path / "later.xlsx", ("Gezinsnaam", "Gemeente", "Wijk"), ("Dialo", "Geel", "Donk"))
    [doubt] = tried(desk, path).doubts
    assert (doubt.name, doubt.suspects[0][0].code, doubt.suspects[0][1]) == (
        "Dialo", diallo.code, ("bijna dezelfde naam",),
    )  # fmt: skip
    preview = tried(desk, path, **{doubt.key: diallo.code})
    assert (preview.new_families, preview.filled) == (0, 1)
    import_wizard.import_sheet(desk, preview)
    kept = read_family(desk, diallo.id).record.details
    assert (kept.name, kept.neighbourhood) == ("Diallo", "Donk")


def test_several_families_of_one_name_are_told_apart_first(new_desk: NewDesk, tmp_path: Path) -> None:
    desk = new_desk()
    brought_in(
        desk,
        workbook(
            tmp_path / "eerst.xlsx", ("Code", "Gezin", "Gemeente"), (1, "Nagy", "Mol"), (2, "Nagy", "Mol")
        ),
    )
    path = workbook(tmp_path / "later.xlsx", ("Gezinsnaam", "Gemeente", "Wijk"), ("Nagy", "Mol", "Donk"))
    preview = tried(desk, path)
    assert preview.undecided == 1
    with pytest.raises(InvalidInput, match="welk gezin"):
        import_wizard.import_sheet(desk, preview)
    [doubt] = preview.doubts
    assert import_wizard.import_sheet(desk, tried(desk, path, **{doubt.key: "2"})).families == 0
    assert {row.code: row.neighbourhood for row in list_families(desk)} == {"1": "", "2": "Donk"}


@ON_FILE
def test_columns_are_remembered_per_source_in_any_order(new_desk: NewDesk, tmp_path: Path) -> None:
    desk = new_desk()
    rows = (("Cliënt", "Plaats", "Kleur"), ("Nagy", "Mol", "rood"))
    looked = import_wizard.look_at(desk, workbook(tmp_path / "eigen.xlsx", *rows))
    proposal = import_wizard.propose_mapping(desk, looked, 0)
    assert not proposal.remembered
    mapping = replace(
        proposal.mapping,
        columns=(ColumnPlan(Field.FAMILY_NAME), ColumnPlan(Field.MUNICIPALITY), ColumnPlan()),
    )
    import_wizard.import_sheet(desk, import_wizard.try_sheet(desk, looked, Chosen(0, 0, mapping, {})))
    turned = (("Plaats", "Cliënt", "Kleur"), ("Geel", "Diallo", "blauw"))
    next_one = import_wizard.look_at(desk, workbook(tmp_path / "volgend.xlsx", *turned))
    remembered = import_wizard.propose_mapping(desk, next_one, 0)
    assert remembered.remembered == "eigen.xlsx"
    assert [column.field for column in remembered.mapping.columns] == [
        Field.MUNICIPALITY, Field.FAMILY_NAME, None,
    ]  # fmt: skip


@ON_FILE
@pytest.mark.parametrize(
    ("encoding", "sign"), [("cp1252", ";"), ("utf-16", "\t"), ("utf-8-sig", ","), ("utf-8", "|")]
)
def test_text_files_of_any_make(desk: Desk, tmp_path: Path, encoding: str, sign: str) -> None:
    path = tmp_path / "gezinnen.csv"
    lines = ["Overzicht 2026", "", "Gezinsnaam;Gemeente;GSM", "Noël;Mol;0470010203", "Peeters;Geel;+32 470 1"]
    path.write_text("\r\n".join(lines).replace(";", sign), encoding=encoding, newline="")
    assert brought_in(desk, path).families == 2
    kept = {row.name: read_family(desk, row.id).record.details.phone for row in list_families(desk)}
    assert kept == {"Noël": "0470010203", "Peeters": "+32 470 1"}


def test_the_exchange_format_is_recognised_and_can_be_undone(new_desk: NewDesk) -> None:
    desk = new_desk()
    pilot = resource_path("practice", "pilot-90.csv")
    assert import_wizard.look_at(desk, pilot).book is None
    result = import_file(desk, preview_import(desk, pilot))
    [run] = import_run.list_imports(desk)
    assert (run.id, len(run.details.families), len(run.details.snapshots)) == (result.run_id, 90, 202)
    again = import_file(desk, preview_import(desk, pilot))
    assert again.run_id is not None
    assert import_run.read_undo(desk, again.run_id).is_empty
    undone(desk, result)
    assert list_families(desk) == ()


@ON_FILE
def test_stopping_half_way_keeps_nothing(desk: Desk, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "gezinnen.xlsx", MEMBERS[0], *MEMBERS[1:], ("Fout", "Mol", "X", "Y", "geen idee")
    )
    preview = tried(desk, path)
    assert preview.errors

    def stop(done: int, total: int) -> None:
        raise Cancelled("Gestopt.")

    with pytest.raises(Cancelled):
        import_wizard.import_sheet(desk, preview, skip_bad=True, report=stop)
    assert list_families(desk) == ()
    assert import_run.list_imports(desk) == ()
    assert [each.name for each in tmp_path.glob("gezinnen*")] == ["gezinnen.xlsx"]


NASTY = st.one_of(
    st.sampled_from(
        (
            None, "", "=1+1", "9" * 400, "-1", "31/02/2024", '"', "é" * 300, "\r\n", "💥", "NULL", "2024-13-01", "nvt",
            "x", "_x0000_", "0", 1e300, -5, 3.5, True, date(1899, 12, 31), date(9999, 12, 31), "ja", "m", "Nagy", "G-1", "V1",
        )
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cc", "Cs"]), max_size=12),
)  # fmt: skip
SOUND: dict[str, tuple[Any, ...]] = {
    "Code": ("1", "2", 7),
    "Gezinsnaam": ("Nagy", "Diallo", "Peeters"),
    "Gemeente": ("Mol", "Geel", None),
    "Datum meting": (date(2026, 3, 1), date(2026, 6, 1)),
    "Voornaam": ("Sofie", "Noah", None),
    "Familienaam": ("Nagy", None),
    "Geb.datum": (date(1985, 3, 2), date(2019, 6, 5), None),
    "Geslacht": ("v", "m"),
    "Rol": ("kind", "volwassene", None),
    "Startdatum": (date(2025, 9, 1), None),
    "income": (1, 3, "nvt", None),
    "child_stress": (None, 2),
    "adult_stress": (None, "3 - nipt"),
    "item": ("Schulden", "dutch", None),
    "niveau": (2, "4", None),
    "joined": (None, date(2025, 1, 1)),
    "left": (None, date(2025, 6, 1)),
    "Gezinsvorm": ("koppel", None),
}


@st.composite
def sheets(draw: st.DrawFn) -> list[tuple[Any, ...]]:
    """Mostly what one meets, and now and then what one does not expect."""
    first = draw(st.sampled_from((("Code", "Gezinsnaam"), ("Code",), ("Gezinsnaam", "Gemeente"))))
    more = draw(st.lists(st.sampled_from([*SOUND][3:]), max_size=8, unique=True))
    titles = [*first, *more]

    def cell(title: str) -> Any:
        is_nasty = draw(st.integers(0, 19)) == 0
        return draw(NASTY if is_nasty else st.sampled_from(SOUND[title]))

    return [tuple(titles), *(tuple(map(cell, titles)) for _ in range(draw(st.integers(1, 6))))]


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=sheets())
def test_whatever_stands_in_a_sheet_comes_in_or_is_told(
    desk: Desk, tmp_path: Path, rows: list[tuple[Any, ...]]
) -> None:
    path = workbook(tmp_path / "vreemd.xlsx", *rows)
    before = len(list_families(desk))
    try:
        looked = import_wizard.look_at(desk, path)
        proposal = import_wizard.propose_mapping(desk, looked, 0, 0)
        preview = import_wizard.try_sheet(desk, looked, Chosen(0, 0, proposal.mapping, {}))
        result = import_wizard.import_sheet(desk, preview, skip_bad=True)
    except UserError:
        assert len(list_families(desk)) == before
        return
    assert len(list_families(desk)) == before + result.families
    again = import_wizard.try_sheet(desk, looked, Chosen(0, 0, proposal.mapping, {}))
    assert (again.new_families, again.new_persons, again.new_scores) == (0, 0, 0)
