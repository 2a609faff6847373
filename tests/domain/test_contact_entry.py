"""A contact as it is registered: read from what was typed, checked, and spread over families."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from gezinscoach_desktop.domain.action import ActionInput, ActionOwner
from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.contact_draft import ContactDraft, DraftAction, entry_of
from gezinscoach_desktop.domain.contact_entry import (
    ContactEntry,
    ContactExpense,
    FamilyChoice,
    FamilyContact,
    check_entry,
    likely_first,
    shares_of,
)
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.life_domain import LifeDomain

TODAY = date(2026, 11, 22)  # a Sunday
ONE, TWO, THREE = UUID(int=1), UUID(int=2), UUID(int=3)
MOTHER = UUID(int=11)


def entry(*families: UUID, **given: object) -> ContactEntry:
    parts = tuple(FamilyContact(family) for family in families or (ONE,))
    made = ContactEntry(UUID(int=9), ContactKind.HOME_VISIT, TODAY, parts)
    return replace(made, **given)  # type: ignore[arg-type]


def draft(**given: object) -> ContactDraft:
    made = ContactDraft(
        UUID(int=9), (FamilyContact(ONE, (MOTHER,)),), ContactKind.HOME_VISIT, "22/11/2026", "14:30"
    )
    return replace(made, **given)  # type: ignore[arg-type]


def test_what_was_typed_is_read() -> None:
    read = entry_of(
        draft(
            on="gisteren",
            begins_at="9u15",
            length="1u30",
            next_on="vrijdag",
            next_at="14",
            next_what=" thuis ",
            actions=(DraftAction("Attest vragen", ActionOwner.FAMILY, "1/12"), DraftAction()),
            amount="€ 3,5",
            expense_what="IJsje",
        ),
        TODAY,
    )

    assert (read.on, read.begins_at, read.minutes) == (date(2026, 11, 21), 9 * 60 + 15, 90)
    assert read.appointment is not None
    assert (read.appointment.on, read.appointment.begins_at) == (date(2026, 11, 27), 14 * 60)
    assert read.appointment.what == "thuis"
    assert read.actions == (ActionInput("Attest vragen", ActionOwner.FAMILY, due_on=date(2026, 12, 1)),)
    assert read.expense == ContactExpense(350, "IJsje")


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("kind", {"kind": None}),
        ("on", {"on": ""}),
        ("on", {"on": "ooit"}),
        ("begins_at", {"begins_at": "25:00"}),
        ("minutes", {"length": "lang"}),
        ("next_on", {"next_at": "14:00"}),
        ("next_on", {"next_what": "thuis"}),
        ("next_on", {"next_on": "eens"}),
        ("next_at", {"next_on": "morgen", "next_at": "straks"}),
        ("actions", {"actions": (DraftAction("Bellen", due="ooit"),)}),
        ("cents", {"expense_what": "IJsje"}),
        ("cents", {"amount": "veel"}),
    ],
)
def test_what_cannot_be_read_is_told_where_it_stands(field: str, given: dict[str, object]) -> None:
    with pytest.raises(InvalidInput) as caught:
        entry_of(draft(**given), TODAY)

    assert caught.value.field == field


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("family", {"families": ()}),
        ("family", {"families": (FamilyContact(ONE), FamilyContact(ONE))}),
        ("family", {"families": tuple(FamilyContact(uuid4()) for _ in range(61))}),
        ("on", {"on": date(2026, 11, 23)}),
        ("on", {"on": date(1899, 1, 1)}),
        ("begins_at", {"begins_at": 24 * 60}),
        ("minutes", {"minutes": 0}),
        ("minutes", {"minutes": 12 * 60 + 1}),
        ("actions", {"actions": (ActionInput(" "),)}),
        ("cents", {"expense": ContactExpense(0, "IJsje")}),
        ("cents", {"expense": ContactExpense(100, "IJsje", TWO)}),
        ("expense_what", {"expense": ContactExpense(100, " ")}),
    ],
)
def test_what_does_not_fit_is_refused(field: str, given: dict[str, object]) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_entry(entry(**given), TODAY)

    assert caught.value.field == field


def test_a_next_appointment_comes_after_the_contact() -> None:
    read = entry_of(draft(next_on="21/11/2026"), TODAY)

    with pytest.raises(InvalidInput) as caught:
        check_entry(read, TODAY)

    assert caught.value.field == "next_on"


@pytest.mark.parametrize(
    ("cents", "number", "shares"),
    [(1000, 1, (1000,)), (1000, 3, (334, 333, 333)), (2, 3, (1, 1, 0)), (999, 2, (500, 499))],
)
def test_an_expense_is_shared_to_the_cent(cents: int, number: int, shares: tuple[int, ...]) -> None:
    assert shares_of(cents, number) == shares
    assert sum(shares) == cents


def test_an_expense_stands_on_every_family_or_on_the_one_chosen() -> None:
    spent = ContactExpense(1000, "Zwemmen")
    shared = entry(ONE, TWO, THREE, expense=spent).expenses()
    on_one = entry(ONE, TWO, expense=replace(spent, family_id=TWO)).expenses()

    assert {family: each.cents for family, each in shared.items()} == {ONE: 334, TWO: 333, THREE: 333}
    assert {family: each.cents for family, each in on_one.items()} == {TWO: 1000}


def test_each_family_of_a_group_keeps_a_contact_of_its_own_with_both_notes() -> None:
    group = entry(ONE, TWO, note="Naar de zoo.", domains=(LifeDomain.SAFETY, LifeDomain.LEISURE))
    part = FamilyContact(TWO, (MOTHER,), "Kim vond vrienden.")
    kept = group.contact_of(part)

    assert kept.note == "Naar de zoo.\n\nKim vond vrienden."
    assert (kept.group_id, kept.members) == (group.id, (MOTHER,))
    assert kept.domains == (LifeDomain.LEISURE, LifeDomain.SAFETY)
    assert group.contact_id(ONE) != group.contact_id(TWO)
    assert entry(ONE).contact_of(FamilyContact(ONE)).group_id is None


def test_own_families_come_first_and_those_met_last_before_others() -> None:
    def choice(number: int, name: str, *, is_mine: bool, last: date | None = None) -> FamilyChoice:
        return FamilyChoice(UUID(int=number), f"G-{number}", name, "", "", is_mine, last)

    met_long_ago = choice(1, "Aerts", is_mine=True, last=date(2026, 1, 5))
    never_met = choice(2, "Bos", is_mine=True)
    met_now = choice(3, "Claes", is_mine=True, last=TODAY)
    of_colleague = choice(4, "Adams", is_mine=False, last=TODAY)

    found = likely_first((of_colleague, met_long_ago, never_met, met_now))

    assert found == (met_now, met_long_ago, never_met, of_colleague)


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": ContactKind.PHONE},
        {"note": "x"},
        {"families": (FamilyContact(ONE, note="x"),)},
        {"begins_at": "9:00"},
        {"actions": (DraftAction("Bellen"),)},
    ],
)
def test_a_form_in_which_something_was_typed_is_worth_keeping(changed: dict[str, object]) -> None:
    begun = draft(kind=None)

    assert not begun.has_content(begun)
    assert not replace(begun, families=(FamilyContact(TWO),)).has_content(begun)
    assert replace(begun, **changed).has_content(begun)  # type: ignore[arg-type]
