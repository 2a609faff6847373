"""What an import adds to what is known, and what it refuses to overwrite."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from datetime import date

import pytest

from gezinscoach_desktop.domain.exchange import ExchangeFamily, ExchangePerson, ExchangeRow, ExchangeSnapshot
from gezinscoach_desktop.domain.household import Role, Stay
from gezinscoach_desktop.domain.import_plan import (
    ImportPlan,
    KnownFamily,
    KnownPerson,
    PersonPlan,
    joined_stays,
)
from gezinscoach_desktop.domain.import_plan import plan_import as plan_import_with
from tests.factories import load_instrument, make_id

MAY, JUNE = date(2026, 5, 4), date(2026, 6, 8)
FAMILY, ADULT = make_id("family"), make_id("V1")


def plan_import(families: list[ExchangeFamily], known: dict[str, KnownFamily]) -> ImportPlan:
    return plan_import_with(families, known, load_instrument())


def make_row(
    item: str = "income",
    level: int | None = 3,
    *,
    person: str = "",
    day: date = MAY,
    note: str | None = None,
    line: int = 2,
    municipality: str = "",
) -> ExchangeRow:
    role = Role.ADULT if person else None
    return ExchangeRow("G1", municipality, person, role, None, None, None, day, item, level, note, line)


def make_family(
    *rows: ExchangeRow, birth_date: date | None = None, stays: tuple[Stay, ...] = (Stay(),)
) -> ExchangeFamily:
    days: dict[dt.date, list[ExchangeRow]] = {}
    for row in rows:
        days.setdefault(row.date, []).append(row)
    persons = {row.person: row.line for row in reversed(rows) if row.person}
    return ExchangeFamily(
        "G1",
        next((row.municipality for row in rows if row.municipality), ""),
        tuple(ExchangePerson(code, Role.ADULT, birth_date, stays, line) for code, line in persons.items()),
        tuple(ExchangeSnapshot(day, tuple(found)) for day, found in sorted(days.items())),
    )


def make_known(
    *,
    municipality: str = "Mol",
    birth_date: date | None = None,
    stays: tuple[Stay, ...] = (Stay(),),
    role: Role = Role.ADULT,
    level: int | None = 3,
    note: str | None = None,
    item: str = "education",
) -> KnownFamily:
    return KnownFamily(
        FAMILY,
        municipality,
        4,
        {"V1": KnownPerson(ADULT, role, birth_date, stays)},
        {(MAY, None, "income"): (level, note), (MAY, ADULT, item): (2, None)},
    )


def test_a_new_family_comes_in_whole_with_snapshots_numbered_by_date() -> None:
    plan = plan_import(
        [make_family(make_row(day=JUNE), make_row(day=MAY, person="V1", item="education"))], {}
    )
    (family,) = plan.families
    assert family.id is None
    assert [(snapshot.number, snapshot.date) for snapshot in family.snapshots] == [(1, MAY), (2, JUNE)]
    assert family.persons == (PersonPlan("V1", None, Role.ADULT, None, (Stay(),)),)
    assert (plan.new_families, plan.new_persons, plan.new_snapshots, plan.new_scores) == (1, 1, 2, 2)


def test_the_same_again_adds_nothing() -> None:
    file = make_family(make_row(), make_row("education", 2, person="V1"))
    plan = plan_import([file], {"G1": make_known()})
    assert plan.families == ()
    assert plan.errors == ()


def test_a_later_date_continues_the_numbers() -> None:
    (family,) = plan_import([make_family(make_row(day=JUNE))], {"G1": make_known()}).families
    assert [snapshot.number for snapshot in family.snapshots] == [5]


def test_a_place_not_yet_scored_on_a_known_date_becomes_a_snapshot_beside_it() -> None:
    (family,) = plan_import([make_family(make_row(), make_row("debts", 1))], {"G1": make_known()}).families
    ((snapshot),) = family.snapshots
    assert (snapshot.number, [score.item for score in snapshot.scores]) == (5, ["debts"])


def test_another_level_on_the_same_date_is_refused_with_its_line() -> None:
    plan = plan_import([make_family(make_row(level=4, line=12))], {"G1": make_known()})
    assert plan.families == ()
    assert plan.bad_lines == {12}
    (error,) = plan.errors
    assert error.sentence == (
        "Regel 12, kolom level: “4” gevonden, verwacht 3: op 04/05/2026 staat al niveau 3."
    )


def test_a_file_without_notes_agrees_with_notes_that_are_kept() -> None:
    plan = plan_import([make_family(make_row())], {"G1": make_known(note="Wacht op het leefloon.")})
    assert plan.errors == ()


def test_another_note_is_refused() -> None:
    plan = plan_import([make_family(make_row(note="Anders."))], {"G1": make_known(note="Eerst.")})
    assert [error.column for error in plan.errors] == ["note"]


def test_an_unknown_birth_date_is_filled_in() -> None:
    file = make_family(make_row("education", 2, person="V1"), birth_date=date(1990, 1, 2))
    (family,) = plan_import([file], {"G1": make_known()}).families
    assert family.persons == (PersonPlan("V1", ADULT, Role.ADULT, date(1990, 1, 2), None),)
    assert family.snapshots == ()


def test_another_birth_date_keeps_every_row_of_that_person_out_and_lets_the_rest_in() -> None:
    file = make_family(
        make_row("debts", 2, line=2),
        make_row("education", 4, person="V1", day=JUNE, line=3),
        make_row("reading", 4, person="V1", day=JUNE, line=4),
        birth_date=date(1990, 1, 2),
    )
    plan = plan_import([file], {"G1": make_known(birth_date=date(1991, 1, 2))})
    assert plan.bad_lines == {3, 4}
    assert [error.column for error in plan.errors] == ["birth_date"]
    assert plan.new_scores == 1


def test_another_role_is_refused() -> None:
    file = make_family(make_row("education", 4, person="V1", day=JUNE))
    plan = plan_import([file], {"G1": make_known(role=Role.CHILD)})
    assert [error.column for error in plan.errors] == ["role"]


CHILD_ITEM, EARLIER = "learning", date(2026, 1, 8)


def as_child(file: ExchangeFamily) -> ExchangeFamily:
    return replace(file, persons=tuple(replace(person, role=Role.CHILD) for person in file.persons))


@pytest.mark.parametrize("day", [EARLIER, date(2026, 5, 3)])
def test_what_somebody_was_before_the_office_last_measured_them_comes_in_as_history(day: date) -> None:
    file = as_child(make_family(make_row(CHILD_ITEM, 4, person="V1", day=day)))
    plan = plan_import([file], {"G1": make_known()})
    assert plan.errors == ()
    assert (plan.new_scores, plan.families[0].persons) == (1, ())


def test_a_member_who_grew_up_since_the_export_is_no_contradiction() -> None:
    file = as_child(make_family(make_row(CHILD_ITEM, 2, person="V1")))
    plan = plan_import([file], {"G1": make_known(role=Role.ADULT, item=CHILD_ITEM)})
    assert (plan.families, plan.errors) == ((), ())


def test_rows_of_both_roles_fit_a_member_whose_role_is_that_of_the_last_ones() -> None:
    rows = make_row(CHILD_ITEM, 4, person="V1", day=EARLIER), make_row("reading", 4, person="V1", day=JUNE)
    plan = plan_import([make_family(*rows)], {"G1": make_known()})
    assert (plan.errors, plan.new_scores) == ((), 2)


def test_two_roles_on_one_date_by_file_and_office_together_are_refused() -> None:
    rows = (
        make_row(CHILD_ITEM, 4, person="V1", line=3),
        make_row("reading", 4, person="V1", day=JUNE, line=4),
        make_row("debts", 2, line=5),
    )
    plan = plan_import([make_family(*rows)], {"G1": make_known()})
    assert [error.sentence for error in plan.errors] == [
        "Regel 3, kolom role: “child” gevonden, verwacht adult: zo is deze persoon op 04/05/2026 al gemeten."
    ]
    assert plan.bad_lines == {3, 4}


def test_another_municipality_keeps_the_family_out() -> None:
    plan = plan_import([make_family(make_row(day=JUNE, municipality="Geel", line=7))], {"G1": make_known()})
    assert plan.families == ()
    assert plan.bad_lines == {7}


def test_an_unknown_municipality_is_filled_in() -> None:
    (family,) = plan_import(
        [make_family(make_row(municipality="Geel"))], {"G1": make_known(municipality="")}
    ).families
    assert family.municipality == "Geel"


D1, D2, D3, D4 = (date(2020 + year, 1, 1) for year in range(4))


@pytest.mark.parametrize(
    ("known", "given", "joined"),
    [
        ((Stay(),), (Stay(),), (Stay(),)),
        ((Stay(),), (Stay(D1, None),), (Stay(D1, None),)),
        ((Stay(D1, None),), (Stay(None, D2),), (Stay(D1, D2),)),
        ((Stay(D1, D2),), (Stay(),), (Stay(D1, D2),)),
        ((Stay(D1, D2),), (Stay(D3, D4),), (Stay(D1, D2), Stay(D3, D4))),
        ((Stay(D3, None),), (Stay(D1, D2),), (Stay(D1, D2), Stay(D3, None))),
        ((Stay(D1, D3),), (Stay(D2, D4),), None),
        ((Stay(D1, D2), Stay(D3, D4)), (Stay(D1, D4),), None),
        ((Stay(D1, D2), Stay(D2, D3)), (Stay(D1, D2),), (Stay(D1, D2), Stay(D2, D3))),
    ],
)
def test_stays_are_filled_in_and_added_but_never_contradicted(
    known: tuple[Stay, ...], given: tuple[Stay, ...], joined: tuple[Stay, ...] | None
) -> None:
    assert joined_stays(known, given) == joined


def test_nothing_new_is_registered_for_a_family_that_does_not_consent_any_more() -> None:
    known = replace(make_known(), may_be_coached=False)
    again = plan_import([make_family(make_row())], {"G1": known})
    assert (again.families, again.errors) == ((), ())  # what is there already is no registration
    plan = plan_import(
        [make_family(make_row(day=JUNE, line=3), make_row("debts", 1, day=JUNE, line=4))], {"G1": known}
    )
    assert plan.families == ()
    assert [(error.line, error.column) for error in plan.errors] == [(3, "family")]
    assert "toestemming" in plan.errors[0].expected
    assert plan.bad_lines == {3, 4}
