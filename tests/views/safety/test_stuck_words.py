"""Everything that was filled in can be read back from a write that could not be shared."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from gezinscoach_desktop.data.draft import draft_values
from gezinscoach_desktop.domain.draft import Draft, DraftEntry
from gezinscoach_desktop.domain.household import Role
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
