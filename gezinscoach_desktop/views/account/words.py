"""What the screens of accounts say."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from gezinscoach_desktop.domain.account import AccountRow, RecoveryState
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.views.theme import Tone

if TYPE_CHECKING:
    from gezinscoach_desktop.services.desk import Desk
    from gezinscoach_desktop.views.messages import Messages

ROLE_HINTS = {
    OfficeRole.COACH: "De eigen gezinnen bekijken, registreren en afdrukken.",
    OfficeRole.COORDINATOR: "Alle gezinnen en de wachtlijst; geeft codes aan wie het wachtwoord vergat.",
    OfficeRole.ADMINISTRATOR: "Accounts, instellingen en reservekopieën. Ziet geen gezinnen.",
}
CODE_RULES = (
    "De code werkt één keer. Wie ermee aanmeldt, kiest meteen een eigen wachtwoord. "
    "Geef de code persoonlijk of aan de telefoon, niet per mail."
)


def roles_text(row: AccountRow) -> str:
    """In the order of the roles themselves."""
    return ", ".join(role.label for role in OfficeRole if role in row.roles)


def state_text(row: AccountRow) -> str:
    """A word or two about whether somebody can come in."""
    if not row.is_active:
        return "Afgesloten"
    return "Eenmalige code" if row.has_one_time_code else "Actief"


def state_tone(row: AccountRow) -> Tone:
    if not row.is_active:
        return Tone.SECONDARY
    return Tone.WARNING if row.has_one_time_code else Tone.GOOD


def state_sentence(row: AccountRow) -> str:
    """What the state means."""
    if not row.is_active:
        return "Kan zich niet meer aanmelden. Wat hij of zij registreerde, blijft staan."
    if row.has_one_time_code:
        return "Kreeg een eenmalige code en koos nog geen eigen wachtwoord."
    return "Kan zich aanmelden met een eigen wachtwoord."


def moment_text(at: datetime | None, today: date) -> str:
    """`vandaag om 14:32`, `12/08/2026`, or that it never happened."""
    if at is None:
        return "nog nooit"
    local = at.astimezone()
    if local.date() == today:
        return f"vandaag om {local:%H:%M}"
    return format_date(local.date())


def families_text(row: AccountRow) -> str:
    return counted(row.families, "gezin", "gezinnen") if row.families else "geen"


def closing_sentences(row: AccountRow) -> tuple[str, ...]:
    """What happens when an account is closed, before it happens."""
    name = row.display_name
    told = [
        f"{name} kan zich meteen niet meer aanmelden. Een programma dat nog openstaat, gaat binnen enkele seconden dicht.",
        "Het kantoor krijgt nieuwe sleutels: met de oude is het niet meer te lezen. Dat kan even duren.",
    ]
    if row.families:
        told.append(
            f"{name} is nu coach van {counted(row.families, 'gezin', 'gezinnen')}. "
            "Een coördinator wijst die het best nu al aan iemand anders toe."
        )
    told.append("Wat er geregistreerd is, blijft staan. Je kan het account later heropenen.")
    return tuple(told)


def recovery_sentence(state: RecoveryState) -> str:
    """Whether there is a sheet, and since when."""
    if not state.exists:
        return (
            "Er is geen herstelblad. Als alle wachtwoorden vergeten zijn, blijft het kantoor voorgoed dicht."
        )
    when = "" if state.made_at is None else f" op {format_date(state.made_at.astimezone().date())}"
    who = f" door {state.made_by}" if state.made_by else ""
    made = f", gemaakt{when}{who}" if when or who else ""
    return f"Er is een herstelblad{made}. Ligt het nog op zijn plaats?"


def welcome(messages: Messages, desk: Desk) -> None:
    """After signing in: what is wrong with the log, and how often somebody tried a wrong password before."""
    told = list(desk.welcome.findings)
    failures = desk.welcome.failures_before
    if failures:
        times = counted(failures, "keer", "keer")
        is_first = desk.welcome.last_sign_in is None
        since = "Voor je eerste" if is_first else "Sinds je vorige"
        told.append(
            f"{since} aanmelding werd op deze pc {times} een fout wachtwoord geprobeerd. "
            "Was jij dat niet? Zeg het aan je beheerder."
        )
    if told:
        messages.warn(" ".join(told))
