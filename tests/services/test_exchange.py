"""Import and export as a user may rely on them, on every kind of office."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.domain.consent import AfterWithdrawal, ConsentForm, Withdrawal
from gezinscoach_desktop.domain.errors import Cancelled, InvalidInput, NotAllowed
from gezinscoach_desktop.domain.exchange import ExchangeRow, write_exchange
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.instrument import Subject
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services.consent import consents_to_confirm, read_consents, withdraw_consent
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.evolution import family_page
from gezinscoach_desktop.services.exchange import ImportResult, export_file, import_file, preview_import
from gezinscoach_desktop.services.family import change_member, list_families, read_family
from tests.data.office_factory import add_colleague, register
from tests.factories import load_instrument
from tests.offices import ON_FILE, NewDesk

PILOT = resource_path("practice", "pilot-90.csv")
HEADER = "family;municipality;person;role;birth_date;joined;left;date;item;level;note"


def written(folder: Path, *rows: str, name: str = "bestand.csv") -> Path:
    path = folder / name
    path.write_text("\r\n".join((HEADER, *rows, "")), encoding="utf-8", newline="")
    return path


def brought_in(desk: Desk, path: Path, *, skip_bad: bool = False) -> ImportResult:
    return import_file(desk, preview_import(desk, path), skip_bad=skip_bad)


def exported(desk: Desk, path: Path) -> bytes:
    export_file(desk, path)
    return path.read_bytes()


@ON_FILE
def test_the_preview_says_what_will_come_in_and_keeps_nothing(new_desk: NewDesk) -> None:
    desk = new_desk()
    preview = preview_import(desk, PILOT)
    assert (preview.families, preview.new_families) == (90, 90)
    assert (preview.persons, preview.snapshots, preview.new_scores) == (341, 202, 7840)
    assert (preview.first_date, preview.last_date) == ("2022-02-04", "2023-06-08")
    assert sum(preview.per_municipality.values()) == 90
    assert list_families(desk) == ()


@ON_FILE
def test_the_pilot_survives_import_export_and_import_elsewhere_byte_for_byte(
    new_desk: NewDesk, tmp_path: Path
) -> None:
    here, there = new_desk(), new_desk()
    result = brought_in(here, PILOT)
    assert (result.families, result.persons, result.snapshots, result.scores) == (90, 341, 202, 7840)
    first = exported(here, tmp_path / "een.csv")
    brought_in(there, tmp_path / "een.csv")
    assert exported(there, tmp_path / "twee.csv") == first


def test_a_child_that_grew_up_survives_export_and_import_byte_for_byte(
    new_desk: NewDesk, tmp_path: Path
) -> None:
    here, there = new_desk(), new_desk()
    brought_in(
        here,
        written(
            tmp_path,
            "G1;Mol;;;;;;2024-05-04;income;3;",
            "G1;Mol;K1;child;2006-05-01;;;2024-05-04;learning;1;",
            "G1;Mol;K1;child;2006-05-01;;;2024-05-04;parental_care;1;",
        ),
    )
    grow_up(here, "K1", date(2025, 9, 4), {"education": 2, "dutch": None})
    first = exported(here, tmp_path / "een.csv")
    roles = [line.split(";")[3] for line in first.decode("utf-8-sig").splitlines()[1:]]
    assert roles == ["", "child", "child", "adult", "adult"]
    brought_in(there, tmp_path / "een.csv")
    assert exported(there, tmp_path / "twee.csv") == first
    again = brought_in(here, tmp_path / "een.csv")
    assert (again.scores, again.skipped) == (0, 0)
    one, other = (family_page(desk, list_families(desk)[0].id).evolution for desk in (here, there))
    assert [person.role for person in other.persons] == [Role.ADULT]
    assert [index.tally for index in one.indexes] == [index.tally for index in other.indexes]


@ON_FILE
def test_who_comes_in_counts_as_having_consented_earlier_until_that_is_confirmed(
    new_desk: NewDesk, tmp_path: Path
) -> None:
    desk = new_desk()
    rows = ("G1;Mol;;;;;;2024-05-04;income;3;", "G1;Mol;;;;;;2025-05-04;income;4;")
    brought_in(desk, written(tmp_path, *rows))
    (row,) = list_families(desk)
    (consent,) = read_consents(desk, row.id).records
    assert (consent.details.form, consent.details.given_on) == (ConsentForm.IMPORT, date(2024, 5, 4))
    assert [each.family_id for each in consents_to_confirm(desk)] == [row.id]
    register(desk, row.id, desk.today(), {(None, "income"): 5})  # nothing has to wait for the confirmation
    brought_in(desk, written(tmp_path, *rows, "G1;Mol;;;;;;2025-06-04;income;2;", name="later.csv"))
    assert len(read_consents(desk, row.id).records) == 1


def test_for_who_took_its_consent_back_an_import_registers_nothing_new(
    new_desk: NewDesk, tmp_path: Path
) -> None:
    desk = new_desk()
    brought_in(desk, written(tmp_path, "G1;Mol;;;;;;2024-05-04;income;3;"))
    (row,) = list_families(desk)
    (consent,) = read_consents(desk, row.id).records
    withdraw_consent(desk, consent.id, consent.version, Withdrawal(desk.today(), "", AfterWithdrawal.KEEP))
    later = written(tmp_path, "G1;Mol;;;;;;2025-05-04;income;4;", name="later.csv")
    assert preview_import(desk, later).errors
    with pytest.raises(InvalidInput):
        brought_in(desk, later)
    assert [each.number for each in family_page(desk, row.id).evolution.snapshots] == [1]


def grow_up(desk: Desk, code: str, day: date, levels: dict[str, int | None]) -> None:
    """Make a child an adult, and measure it as one."""
    (row,) = list_families(desk)
    member = next(each for each in read_family(desk, row.id).members if each.code == code)
    change_member(desk, member.id, member.version, replace(member.details, role=Role.ADULT))
    register(desk, row.id, day, {(member.id, item): level for item, level in levels.items()})


def test_importing_again_adds_nothing(new_desk: NewDesk, tmp_path: Path) -> None:
    desk = new_desk()
    brought_in(desk, PILOT)
    first = exported(desk, tmp_path / "een.csv")
    again = brought_in(desk, PILOT)
    assert (again.families, again.persons, again.snapshots, again.scores) == (0, 0, 0, 0)
    assert exported(desk, tmp_path / "twee.csv") == first


def test_the_order_of_rows_does_not_matter(new_desk: NewDesk, tmp_path: Path) -> None:
    lines = PILOT.read_text(encoding="utf-8-sig").splitlines()[1:600]
    shuffled = random.Random(7).sample(lines, len(lines))
    one, other = new_desk(), new_desk()
    brought_in(one, written(tmp_path, *lines))
    brought_in(other, written(tmp_path, *shuffled, name="ander.csv"))
    assert exported(one, tmp_path / "een.csv") == exported(other, tmp_path / "twee.csv")


def test_a_second_file_adds_to_families_already_known(new_desk: NewDesk, tmp_path: Path) -> None:
    desk = new_desk()
    brought_in(desk, written(tmp_path, "G1;Mol;V1;adult;;;;2026-05-04;education;2;"))
    result = brought_in(
        desk,
        written(
            tmp_path,
            "G1;;V1;adult;1990-01-02;2025-01-01;;2026-05-04;reading;3;",
            "G1;;V1;adult;1990-01-02;2025-01-01;;2026-08-04;education;3;",
            "G1;;K1;child;;;;2026-08-04;learning;3;",
        ),
    )
    assert (result.families, result.persons, result.snapshots, result.scores) == (0, 1, 2, 3)
    (row,) = list_families(desk)
    page = family_page(desk, row.id)
    adult = next(member for member in page.header.members if member.code == "V1")
    assert adult.details.birth_date == date(1990, 1, 2)
    assert adult.details.stays[0].joined == date(2025, 1, 1)
    assert [snapshot.date for snapshot in page.evolution.snapshots] == [
        date(2026, 5, 4),
        date(2026, 5, 4),
        date(2026, 8, 4),
    ]


@ON_FILE
def test_what_contradicts_the_office_keeps_everything_out(new_desk: NewDesk, tmp_path: Path) -> None:
    desk = new_desk()
    brought_in(desk, written(tmp_path, "G1;Mol;;;;;;2026-05-04;income;3;"))
    preview = preview_import(
        desk, written(tmp_path, "G1;Mol;;;;;;2026-05-04;income;4;", "G2;Mol;;;;;;2026-05-04;income;4;")
    )
    assert [(error.line, error.column) for error in preview.errors] == [(2, "level")]
    with pytest.raises(InvalidInput):
        import_file(desk, preview)
    assert len(list_families(desk)) == 1


@ON_FILE
def test_skipped_rows_are_kept_byte_for_byte_also_those_that_only_contradict(
    new_desk: NewDesk, tmp_path: Path
) -> None:
    desk = new_desk()
    brought_in(desk, written(tmp_path, "G1;Mol;;;;;;2026-05-04;income;3;"))
    bad = ('G1;Mol;;;;;;2026-05-04;income;4;"twee\r\nregels"', "G1;Mol;;;;;;2026-05-04;debts;9;")
    source = written(tmp_path, bad[0], "G2;Mol;;;;;;2026-05-04;income;4;", bad[1])
    result = brought_in(desk, source, skip_bad=True)
    assert (result.families, result.scores, result.skipped) == (1, 1, 2)
    assert result.bad_rows_path == tmp_path / "bestand-fouten.csv"
    kept = result.bad_rows_path.read_bytes().decode("utf-8-sig")
    assert kept == "\r\n".join((HEADER, *bad, ""))


@ON_FILE
def test_a_folder_that_cannot_be_written_to_stops_the_import_beforehand(
    new_desk: NewDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gezinscoach_desktop.services import output_file

    desk = new_desk()
    source = written(tmp_path, "G1;Mol;;;;;;2026-05-04;income;4;", "G1;Mol;;;;;;2026-05-04;debts;9;")
    preview = preview_import(desk, source)

    def refused(path: Path) -> None:
        raise PermissionError(path)

    monkeypatch.setattr(output_file, "_closed_to_others", refused)
    with pytest.raises(InvalidInput, match="kan niet geschreven worden"):
        import_file(desk, preview, skip_bad=True)
    assert list_families(desk) == ()


def test_a_cancelled_import_keeps_nothing(new_desk: NewDesk, tmp_path: Path) -> None:
    desk = new_desk()
    source = written(
        tmp_path,
        *("G1;Mol;V1;adult;;;;2026-05-04;education;2;", "G2;Mol;;;;;;2026-05-04;income;3;"),
        "G1;Mol;;;;;;2026-05-04;debts;9;",
    )
    preview = preview_import(desk, source)

    def stop(done: int, total: int) -> None:
        if done:
            raise Cancelled("Gestopt.")

    with pytest.raises(Cancelled):
        import_file(desk, preview, skip_bad=True, report=stop)
    assert list_families(desk) == ()
    assert not (tmp_path / "bestand-fouten.csv").exists()
    assert import_file(desk, preview, skip_bad=True).families == 2


@ON_FILE
def test_a_cancelled_or_failed_export_leaves_the_old_file(new_desk: NewDesk, tmp_path: Path) -> None:
    desk = new_desk()
    brought_in(desk, written(tmp_path, "G1;Mol;;;;;;2026-05-04;income;3;"))
    target = tmp_path / "uit.csv"
    target.write_text("van vroeger", encoding="utf-8")

    def stop(done: int, total: int) -> None:
        raise Cancelled("Gestopt.")

    with pytest.raises(Cancelled):
        export_file(desk, target, report=stop)
    assert target.read_text(encoding="utf-8") == "van vroeger"
    assert sorted(path.name for path in tmp_path.glob("*uit*")) == ["uit.csv"]


@ON_FILE
def test_imported_families_belong_to_nobody_and_import_and_export_are_noted(
    new_desk: NewDesk, tmp_path: Path
) -> None:
    desk = new_desk()
    brought_in(desk, written(tmp_path, "G1;Mol;;;;;;2026-05-04;income;3;"))
    (row,) = list_families(desk)
    assert (row.responsible, row.is_mine) == (None, False)
    export_file(desk, tmp_path / "uit.csv", pseudonymised=True)
    actions = [entry.action for entry in desk.office.read(audit.entries)]
    assert actions[-2:] == ["import", "export"]


@ON_FILE
def test_a_coach_may_neither_import_nor_export(new_desk: NewDesk, tmp_path: Path) -> None:
    coach = add_colleague(new_desk(), "Bo", OfficeRole.COACH)
    with pytest.raises(NotAllowed):
        preview_import(coach, PILOT)
    with pytest.raises(NotAllowed):
        export_file(coach, tmp_path / "uit.csv")


def test_of_two_snapshots_on_one_date_the_later_one_is_exported(new_desk: NewDesk, tmp_path: Path) -> None:
    from gezinscoach_desktop.domain.draft import Draft, DraftEntry
    from gezinscoach_desktop.services.snapshot import finish
    from tests.factories import make_id

    desk = new_desk()
    brought_in(desk, written(tmp_path, "G1;Mol;;;;;;2026-05-04;income;3;eerst"))
    (row,) = list_families(desk)
    entry = DraftEntry(level=4, has_level=True, note="later")
    finish(desk, Draft(make_id("draft"), row.id, date(2026, 5, 4), {(None, "income"): entry}))
    text = exported(desk, tmp_path / "uit.csv").decode("utf-8-sig")
    assert text.splitlines()[1:] == ["G1;Mol;;;;;;2026-05-04;income;4;later"]


def test_pseudonyms_are_the_same_every_time_and_hide_codes_notes_days_and_order(
    new_desk: NewDesk, tmp_path: Path
) -> None:
    desk = new_desk()
    rows = [f"G{n};Mol;K1;child;2020-02-11;2020-02-11;;2026-05-04;learning;3;geheim" for n in range(9)]
    brought_in(desk, written(tmp_path, *rows))
    export_file(desk, tmp_path / "een.csv", pseudonymised=True)
    export_file(desk, tmp_path / "twee.csv", pseudonymised=True, with_notes=True)
    one = [line.split(";") for line in (tmp_path / "een.csv").read_text("utf-8-sig").splitlines()[1:]]
    two = [line.split(";") for line in (tmp_path / "twee.csv").read_text("utf-8-sig").splitlines()[1:]]
    assert [row[0] for row in one] == [row[0] for row in two] == sorted(row[0] for row in one)
    assert {row[4:6] == ["2020-01-01", "2020-01-01"] for row in one} == {True}
    assert {row[10] for row in one} == {""}
    assert {row[10] for row in two} == {"geheim"}
    assert not any(row[0].startswith("G") for row in one)
    brought_in(new_desk(), tmp_path / "een.csv")


# --------------------------------------------------------------------------------------- any office survives the trip
ITEMS = {
    subject: [item.key for item in load_instrument().items_of(subject)][:3]
    for subject in (Subject.HOUSEHOLD, Subject.ADULT, Subject.CHILD)
}
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=12).filter(
    lambda text: not text.isspace()
)
codes = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=6).map(
    lambda code: f"é{code}"
)
days = st.dates(date(2020, 1, 1), date(2026, 10, 1))


@st.composite
def exchange_rows(draw: st.DrawFn) -> list[ExchangeRow]:
    """Rows of some families that do not contradict each other."""
    rows = []
    for family in draw(st.lists(codes, min_size=1, max_size=3, unique=True)):
        municipality = draw(st.sampled_from(["", "Mol", "=1+1", "Sint-Niklaas"]))
        for person in draw(st.lists(st.sampled_from(["", "V1", "K1", "-K2"]), min_size=1, unique=True)):
            grown_on = draw(st.none() | days) if person else None
            born = draw(st.none() | days) if person else None
            joined = draw(st.none() | st.just(date(2021, 6, 1))) if person else None
            places = st.tuples(days, st.integers(0, 2))
            for day, place in draw(st.lists(places, min_size=1, max_size=4, unique=True)):
                is_child = person != "V1" and (grown_on is None or day < grown_on)
                role = None if not person else Role.CHILD if is_child else Role.ADULT
                item = ITEMS[Subject.HOUSEHOLD if role is None else role.subject][place]
                level = draw(st.none() | st.integers(1, 5))
                note = draw(st.none() | texts) or None
                rows.append(
                    ExchangeRow(
                        family, municipality, person, role, born, joined, None, day, item, level, note
                    )
                )
    return sorted(rows, key=lambda row: row.family)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(rows=exchange_rows())
def test_any_registrations_survive_the_trip(
    new_desk: NewDesk, tmp_path: Path, rows: list[ExchangeRow]
) -> None:
    here, there = new_desk(), new_desk()
    path = tmp_path / "bron.csv"
    with path.open("wb") as stream:
        write_exchange(stream, rows, load_instrument())
    assert brought_in(here, path).scores == len(rows)
    first = exported(here, tmp_path / "een.csv")
    assert first == path.read_bytes()
    brought_in(there, tmp_path / "een.csv")
    assert exported(there, tmp_path / "twee.csv") == first
