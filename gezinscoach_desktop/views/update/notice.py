"""What the bar about updates says, and what can be done about it: decided here, shown by views/update/bar.py."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gezinscoach_desktop.services.update import Finding, Installation, Look
from gezinscoach_desktop.views.theme import Tone
from gezinscoach_desktop.views.update.keeper import FAILED, UPDATED, Plan, UpdateState, nothing_to_tell


class Act(StrEnum):
    """What a button of the bar does."""

    NEWS = "Wat is er nieuw"
    INSTALL = "Bijwerken bij het afsluiten"
    CANCEL = "Toch niet"
    HOW = "Hoe bijwerken"
    WHY = "Wat nu?"


@dataclass(frozen=True, slots=True)
class Notice:
    """One line, with at most two things to do."""

    text: str
    tone: Tone = Tone.ACCENT
    acts: tuple[Act, ...] = ()
    closes: str = ""
    """By what name it is remembered as closed today; empty when it cannot be closed."""


_BY_WHOM = {
    Installation.EVERYBODY: "Je ICT-dienst zet ze op deze pc.",
    Installation.PORTABLE: "Dit is een losse map: pak de nieuwe versie zelf uit.",
    Installation.SOURCE: "Installeer ze met de hand.",
}
_NOT_ENOUGH = "Voor dit kantoor is een nog nieuwere versie nodig."


def notice_of(state: UpdateState, *, is_administrator: bool) -> Notice | None:
    """What to say now, the most urgent first; None for nothing."""
    if state.failed:
        return Notice(state.failed, Tone.WARNING, (Act.HOW,), closes=FAILED)
    if state.plan is not Plan.NONE:
        return _planned(state)
    if state.updated is not None:
        acts = (Act.NEWS,) if state.updated.what_is_new else ()
        return Notice(f"Bijgewerkt naar versie {state.updated.version}.", Tone.GOOD, acts, closes=UPDATED)
    if state.look is None or nothing_to_tell(state.look):
        return None
    if state.look.is_offered:
        return _offered(state, state.look)
    if not is_administrator:
        return None  # only they can do something about it
    return Notice(state.look.sentence, Tone.WARNING, (Act.WHY,), closes=f"{state.look.finding}")


def read_only_notice(reason: str, *, needs_newer: bool) -> Notice:
    """Why nothing can be kept in this office; stays as long as it is so."""
    return Notice(reason, Tone.WARNING, (Act.HOW,) if needs_newer else ())


def _offered(state: UpdateState, look: Look) -> Notice:
    texts = [look.sentence]
    if not look.opens_office:
        texts.append(_NOT_ENOUGH)
    if state.installation is Installation.OWN:
        acts: tuple[Act, ...] = (Act.NEWS, Act.INSTALL)
    else:
        texts.append(_BY_WHOM[state.installation])
        acts = (Act.NEWS,) if state.installation is Installation.EVERYBODY else (Act.NEWS, Act.HOW)
    version = "" if look.manifest is None else str(look.manifest.version)
    return Notice(" ".join(texts), acts=acts, closes=f"{Finding.OFFERED} {version}")


def _planned(state: UpdateState) -> Notice:
    manifest = None if state.look is None else state.look.manifest
    version = "" if manifest is None else manifest.version
    if state.plan is Plan.FETCHING:
        return Notice(f"Versie {version} wordt opgehaald: {state.percent} %", acts=(Act.CANCEL,))
    return Notice(
        f"Als je het programma sluit, wordt het bijgewerkt naar versie {version}. Wat bewaard is, blijft.",
        acts=(Act.NEWS, Act.CANCEL),
    )
