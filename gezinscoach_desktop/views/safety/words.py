"""How safe the work is, in words short enough for the status bar. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from gezinscoach_desktop.domain.backup import COUNTED
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.backup import BackupState
from gezinscoach_desktop.services.sharing import Health, OfficeKind, Reachability
from gezinscoach_desktop.views.theme import Tone

_KIB = 1024


@dataclass(frozen=True, slots=True)
class Told:
    """One state: a few words, how serious it is, and the whole sentence for who looks closer."""

    text: str
    tone: Tone
    detail: str = ""

    @property
    def icon_name(self) -> str:
        """A sign beside the words: colour alone says nothing to some."""
        return {
            Tone.WARNING: "warning",
            Tone.ERROR: "error-circle",
            Tone.GOOD: "checkmark-circle",
        }.get(self.tone, "checkmark")


def sharing(health: Health, kind: OfficeKind) -> Told | None:
    """Whether colleagues have what was written here; None where there is nobody to share with and nothing is wrong."""
    if health.conflicts:
        number = len(health.conflicts)
        text = (
            "Iets kon niet gedeeld worden" if number == 1 else f"{number} dingen konden niet gedeeld worden"
        )
        return Told(text, Tone.ERROR, "Klik om te zien wat, en om te kiezen wat ermee gebeurt.")
    if health.reachability is Reachability.BROKEN:
        return Told("Er is iets mis met het kantoor", Tone.ERROR, health.problem or "")
    if health.waiting:
        still = "nog niet verzonden" if kind is OfficeKind.POSTGRESQL else "nog niet gedeeld"
        text = f"Bewaard op deze pc, {still} ({health.waiting})"
        return Told(text, Tone.WARNING, "Het programma probeert het vanzelf opnieuw.")
    if health.reachability is Reachability.AWAY:
        return Told(f"{store_of(kind)} is niet bereikbaar", Tone.WARNING, health.problem or "")
    if health.shared_at is None:
        return None
    return Told(f"Gedeeld om {clock(health.shared_at)}", Tone.SECONDARY, "Je collega’s zien wat je bewaarde.")


def store_of(kind: OfficeKind) -> str:
    """What is out of reach when the office is."""
    match kind:
        case OfficeKind.FOLDER:
            return "De gedeelde map"
        case OfficeKind.POSTGRESQL:
            return "De server"
        case OfficeKind.THIS_PC:
            return "Het bestand van het kantoor"


def backup(state: BackupState, today: date) -> Told:
    """When the last backup was made that is known to be good."""
    if state.last_verified_at is None:
        tone = Tone.ERROR if state.is_red else Tone.WARNING
        return Told("Nog geen reservekopie", tone, state.problem or "")
    when = moment(state.last_verified_at, today)
    if state.is_red:
        return Told(f"Laatste reservekopie: {when}", Tone.ERROR, state.problem or "")
    tone = Tone.WARNING if state.problem else Tone.SECONDARY
    detail = state.problem or "Nagelezen en goed bevonden."
    return Told(f"Reservekopie van {when}", tone, detail)


def server_backup(state: BackupState, today: date) -> Told:
    """On a server others look after the copies: what this program knows, and whom to ask."""
    own = (
        "Het programma maakte er zelf nog geen."
        if state.last_verified_at is None
        else f"De laatste die het programma zelf maakte: {moment(state.last_verified_at, today)}."
    )
    detail = f"Vraag aan wie de server beheert hoe vaak dat gebeurt, en of het terugzetten al eens geprobeerd is. {own}"
    return Told("De server maakt de reservekopieën", Tone.SECONDARY, detail)


def clock(at: datetime) -> str:
    """`14:32`, by the clock on the wall."""
    return f"{at.astimezone():%H:%M}"


def moment(at: datetime, today: date) -> str:
    """`13:05` today, `21/11/2026 om 13:05` on another day."""
    local = at.astimezone()
    day = "" if local.date() == today else f"{format_date(local.date())} om "
    return f"{day}{local:%H:%M}"


def dated(at: datetime) -> str:
    """`21/11/2026 om 13:05`, today too: where days are compared."""
    local = at.astimezone()
    return f"{format_date(local.date())} om {local:%H:%M}"


def size(number: int) -> str:
    """`312 kB`, `4,2 MB`: as large as a person wants to know."""
    kilobytes = number / _KIB
    if kilobytes < _KIB:
        return f"{max(1, round(kilobytes))} kB"
    return f"{kilobytes / _KIB:.1f} MB".replace(".", ",")


def contents(counts: Mapping[str, int]) -> str:
    """`12 gezinnen, 40 gezinsleden, …`: what a backup or an office holds."""
    return ", ".join(
        counted(counts[table], *nouns) for table, nouns in COUNTED.items() if counts.get(table) is not None
    )
