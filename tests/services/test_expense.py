"""Expenses of families: noted, changed, taken away and brought back; against the budget; over all families; to a file."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Noun
from gezinscoach_desktop.domain.consent import ConsentInput, ConsentKind
from gezinscoach_desktop.domain.errors import (
    ChangedMeanwhile,
    InvalidInput,
    NeedsConsent,
    NotAllowed,
    NotFound,
)
from gezinscoach_desktop.domain.exchange.cell import restore
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.domain.trajectory import AssignmentKind
from gezinscoach_desktop.services import audit
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.expense import (
    ExpenseInput,
    YearTotal,
    add_expense,
    bring_back_expense,
    change_expense,
    csv_of,
    expenses_of_year,
    expenses_page,
    export_expenses,
    remove_expense,
    set_budget,
)
from gezinscoach_desktop.services.family import add_family
from tests.data.office_factory import TODAY, assign, at_desk
from tests.offices import ON_FILE, NewDesk
from tests.services.colleague import signed_in
from tests.services.test_family import counted_queries

ICE = ExpenseInput(650, "ijsje", TODAY)


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    return at_desk(new_desk())


def home(desk: Desk, name: str = "Peeters", *, consents: bool = True) -> UUID:
    given = (ConsentInput(ConsentKind.COACHING, TODAY),) if consents else ()
    family_id = add_family(desk, FamilyInput(name=name), (), *given).id
    assert family_id is not None
    return family_id


def noted(desk: Desk) -> list[str]:
    return [line.label for line in audit.trail(desk, audit.AuditFilter()).lines]


@ON_FILE
def test_an_expense_is_two_fields_and_stands_with_its_family(desk: Desk) -> None:
    family_id = home(desk)
    done = add_expense(desk, family_id, ICE)
    (kept,) = expenses_page(desk, family_id).expenses
    assert (kept.id, kept.details, kept.version, kept.created_by) == (done.id, ICE, 1, "An")
    assert done.change.touches(Noun.EXPENSE)
    assert done.change.concerns(family_id)
    assert noted(desk)[0] == AuditAction.REGISTER_EXPENSE.label


@ON_FILE
def test_the_newest_stands_first_and_the_year_is_added_up_against_its_budget(desk: Desk) -> None:
    family_id = home(desk)
    for cents, day in ((100, date(2026, 1, 5)), (200, TODAY), (400, date(2025, 12, 31))):
        add_expense(desk, family_id, ExpenseInput(cents, "bus", day))
    set_budget(desk, family_id, 2026, 250, None)
    page = expenses_page(desk, family_id)
    assert [each.details.cents for each in page.expenses] == [200, 100, 400]
    assert page.total(2026) == YearTotal(2026, 300, 2, 250)
    assert page.total(2026).is_over
    assert page.total(2025) == YearTotal(2025, 400, 1, None)
    assert page.may_set_budget


@ON_FILE
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (ExpenseInput(0, "ijsje", TODAY), "cents"),
        (ExpenseInput(1, " ", TODAY), "what"),
        (ExpenseInput(1, "ijsje", TODAY + timedelta(days=1)), "on"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(desk: Desk, wrong: ExpenseInput, field: str) -> None:
    family_id = home(desk)
    with pytest.raises(InvalidInput) as refusal:
        add_expense(desk, family_id, wrong)
    assert refusal.value.field == field
    assert expenses_page(desk, family_id).expenses == ()


@ON_FILE
def test_nothing_is_noted_without_consent(desk: Desk) -> None:
    with pytest.raises(NeedsConsent):
        add_expense(desk, home(desk, consents=False), ICE)


def test_changing_keeps_the_newest_and_refuses_who_looked_before(desk: Desk) -> None:
    family_id = home(desk)
    expense_id = add_expense(desk, family_id, ICE).id
    assert expense_id is not None
    change_expense(desk, expense_id, 1, ExpenseInput(700, "ijsjes", TODAY))
    with pytest.raises(ChangedMeanwhile, match="An wijzigde deze onkost intussen"):
        change_expense(desk, expense_id, 1, ICE)
    (kept,) = expenses_page(desk, family_id).expenses
    assert (kept.details.cents, kept.details.what, kept.version) == (700, "ijsjes", 2)
    assert noted(desk)[0] == AuditAction.CHANGE_EXPENSE.label


def test_what_was_taken_away_comes_back_as_it_was(desk: Desk) -> None:
    family_id = home(desk)
    expense_id = add_expense(desk, family_id, ICE).id
    assert expense_id is not None
    remove_expense(desk, expense_id, 1)
    assert expenses_page(desk, family_id).expenses == ()
    assert expenses_of_year(desk, 2026).lines == ()
    with pytest.raises(ChangedMeanwhile):
        remove_expense(desk, expense_id, 1)
    bring_back_expense(desk, expense_id, 2)
    assert [each.details for each in expenses_page(desk, family_id).expenses] == [ICE]
    with pytest.raises(ChangedMeanwhile):
        bring_back_expense(desk, expense_id, 2)


def test_an_expense_that_is_not_there(desk: Desk) -> None:
    with pytest.raises(NotFound, match="Deze onkost bestaat niet"):
        remove_expense(desk, uuid4(), 1)


def test_a_budget_is_set_changed_taken_away_and_set_again(desk: Desk) -> None:
    family_id = home(desk)

    def budgets() -> list[tuple[int, int, int]]:
        kept = expenses_page(desk, family_id).budgets
        return [(each.details.year, each.details.cents, each.version) for each in kept]

    set_budget(desk, family_id, 2026, None, None)
    assert budgets() == []
    set_budget(desk, family_id, 2026, 10_000, None)
    set_budget(desk, family_id, 2026, 12_000, 1)
    assert budgets() == [(2026, 12_000, 2)]
    with pytest.raises(ChangedMeanwhile):
        set_budget(desk, family_id, 2026, 1, 1)
    with pytest.raises(ChangedMeanwhile):
        set_budget(desk, family_id, 2026, 1, None)
    set_budget(desk, family_id, 2026, None, 2)
    assert budgets() == []
    set_budget(desk, family_id, 2026, 5_000, None)
    assert [each[:2] for each in budgets()] == [(2026, 5_000)]
    with pytest.raises(InvalidInput):
        set_budget(desk, family_id, 2026, -1, None)
    assert noted(desk)[0] == AuditAction.CHANGE_BUDGET.label


def test_a_coach_sees_and_writes_of_own_families_only_and_sets_no_budget(desk: Desk) -> None:
    own, other = home(desk, "Eigen"), home(desk, "Ander")
    foreign = add_expense(desk, other, ICE).id
    assert foreign is not None
    set_budget(desk, own, 2026, 900, None)
    set_budget(desk, other, 2026, 900, None)
    with signed_in(desk, "Bea", OfficeRole.COACH) as coach:
        assign(desk, own, coach, AssignmentKind.SECOND, TODAY)
        add_expense(coach, own, ICE)
        seen = expenses_of_year(coach, 2026)
        assert [(line.family_id, line.family_name) for line in seen.lines] == [(own, "Eigen")]
        assert seen.budgets == {own: 900}
        assert not expenses_page(coach, own).may_set_budget
        for refused in (
            lambda: expenses_page(coach, other),
            lambda: add_expense(coach, other, ICE),
            lambda: change_expense(coach, foreign, 1, ICE),
            lambda: remove_expense(coach, foreign, 1),
            lambda: bring_back_expense(coach, foreign, 1),
            lambda: remove_expense(coach, uuid4(), 1),
            lambda: set_budget(coach, own, 2026, 1, 1),
        ):
            with pytest.raises(NotAllowed):
                refused()


@ON_FILE
def test_the_year_over_all_families_costs_a_fixed_number_of_queries(desk: Desk) -> None:
    counts = []
    for more in (1, 4):
        for number in range(more):
            add_expense(desk, home(desk, f"Gezin {more} {number}"), ICE)
        with counted_queries() as seen:
            found = expenses_of_year(desk, 2026)
        counts.append((len(seen), len(found.lines)))
    assert counts[1] == (counts[0][0], 5)


def test_the_file_holds_codes_and_no_names_and_says_what_stands_in_the_program(
    desk: Desk, tmp_path: Path
) -> None:
    family_id = home(desk, "Zeergeheim")
    add_expense(desk, family_id, ExpenseInput(123_450, "=SOM(A1)", date(2026, 3, 1)))
    add_expense(desk, family_id, ExpenseInput(5, 'bus; "retour"', TODAY))
    path = tmp_path / "onkosten.csv"
    assert export_expenses(desk, path, 2026) == 2
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0] == ["gezin", "datum", "bedrag", "waarvoor"]
    assert rows[1][:3] == ["G-2026-001", "01/03/2026", "1234,50"]
    assert rows[1][3] == "'=SOM(A1)"
    assert restore(rows[1][3]) == "=SOM(A1)"
    assert rows[2] == ["G-2026-001", "22/11/2026", "0,05", 'bus; "retour"']
    assert "Zeergeheim" not in content.decode()
    line = audit.trail(desk, audit.AuditFilter()).lines[0]
    assert line.label == AuditAction.EXPORT.label
    assert line.details == {"expenses": 2, "year": 2026}


@ON_FILE
def test_a_file_that_cannot_be_written_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        export_expenses(desk, tmp_path / "geen" / "map.csv", 2026)


def test_an_empty_file_has_its_header() -> None:
    assert csv_of(()).decode("utf-8-sig") == "gezin;datum;bedrag;waarvoor\r\n"
