"""Everything that was filled in can be read back from a write that could not be shared."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from gezinscoach_desktop.data.draft import draft_values
from gezinscoach_desktop.domain.action import ActionInput
from gezinscoach_desktop.domain.appointment import AppointmentInput
from gezinscoach_desktop.domain.contact import ContactInput, ContactKind
from gezinscoach_desktop.domain.contact_entry import ContactEntry, ContactExpense, FamilyContact
from gezinscoach_desktop.domain.draft import Draft, DraftEntry
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.snapshot import Place
from gezinscoach_desktop.domain.trajectory import Phase, PhaseStart
from gezinscoach_desktop.services.family import FamilyInput, MemberInput
from gezinscoach_desktop.views.safety.stuck_words import lines_of


def test_a_family_with_its_members_is_told_field_by_field() -> None:
    family = FamilyInput(name="Peeters", needs_interpreter=True, started_on=date(2026, 1, 5))
    members = (MemberInput(given_name="Lina", role=Role.CHILD),)
    assert lines_of((UUID(int=1), family, members)) == (
        "Naam van het gezin: Peeters",
        "Tolk nodig: ja",
        "Start van de begeleiding: 05/01/2026",
        "Voornaam: Lina",
        "Gemeten als: Kind",
        "Woont: Woont hier",
    )


def test_a_snapshot_is_told_with_every_level_and_note() -> None:
    entries: dict[Place, DraftEntry] = {
        (None, "income"): DraftEntry(4, has_level=True, note="Leefloon."),
        (None, "debts"): DraftEntry(None, has_level=True),
        (None, "residence"): DraftEntry(note="Alleen een toelichting."),
        (None, "future_item"): DraftEntry(2, has_level=True),
    }
    draft = Draft(UUID(int=5), UUID(int=1), date(2026, 11, 20), entries)
    assert lines_of((draft_values(draft),)) == (
        "Momentopname van 20/11/2026",
        "Inkomen: niveau 4, “Leefloon.”",
        "Schulden: n.v.t.",
        "Verblijfplaats: “Alleen een toelichting.”",
        "future_item: niveau 2",
    )


def test_a_phase_is_told_with_its_reason() -> None:
    assert lines_of((UUID(int=1), PhaseStart(Phase.WINDING_DOWN, date(2026, 11, 1), "Gaat goed"))) == (
        "Afbouw vanaf 01/11/2026",
        "Gaat goed",
    )


def test_ids_and_versions_say_nothing() -> None:
    assert lines_of((UUID(int=1), 3, None, "", "Een woord")) == ("Een woord",)


def test_a_contact_is_told_with_what_was_agreed_and_spent() -> None:
    family = FamilyContact(UUID(int=1), (UUID(int=2),), "Alleen over dit gezin.")
    entry = ContactEntry(
        UUID(int=9),
        ContactKind.GROUP,
        date(2026, 11, 20),
        (family, FamilyContact(UUID(int=3))),
        begins_at=14 * 60,
        minutes=90,
        others="De buurvrouw",
        domains=(LifeDomain.LEISURE,),
        note="Naar de zoo.",
        appointment=AppointmentInput(date(2026, 11, 27), 600, what="thuis"),
        actions=(ActionInput("Attest vragen"),),
        expense=ContactExpense(350, "IJsje"),
    )
    assert lines_of((entry,)) == (
        "Groepsactiviteit · op 20/11/2026 · 14:00 · 1 u 30",
        "Opvang en vrije tijd",
        "De buurvrouw",
        "Naar de zoo.",
        "Alleen over dit gezin.",
        "Volgende afspraak 27/11/2026 10:00: thuis",
        "Opvolging: Attest vragen",
        "Onkost: €\u00a03,50 IJsje",
    )
    changed = ContactInput(ContactKind.PHONE, date(2026, 11, 20), note="Gebeld.")
    assert lines_of((UUID(int=1), 3, changed)) == ("Telefoon · op 20/11/2026", "Gebeld.")
