"""What the steps are called, on the checklist and on Start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gezinscoach_desktop.domain.setup import SetupStep, StepState


@dataclass(frozen=True, slots=True)
class StepWords:
    """How Start reminds of a step: what is missing, and the verb on its button."""

    missing: str
    verb: str


ORGANISATION, PLACE, ACCOUNT = "organisation", "place", "account"
"""The steps before there is an office."""
BEFORE = (ORGANISATION, PLACE, ACCOUNT)
AFTER = (SetupStep.RECOVERY.value, SetupStep.COLLEAGUES.value, SetupStep.BACKUP.value, SetupStep.FAMILY.value)
"""The steps in the office itself."""

NOT_DONE_YET = "Nog te doen voor dit kantoor"

TITLES: Mapping[str, str] = {
    ORGANISATION: "Je organisatie",
    PLACE: "Waar het kantoor komt",
    ACCOUNT: "Jouw account",
    SetupStep.RECOVERY.value: "Herstelblad",
    SetupStep.COLLEAGUES.value: "Collega’s",
    SetupStep.BACKUP.value: "Reservekopie",
    SetupStep.FAMILY.value: "Eerste gezin",
}

STATES: Mapping[StepState, str] = {
    StepState.DONE: "klaar",
    StepState.TO_DO: "nog te doen",
    StepState.SKIPPED: "overgeslagen",
    StepState.ELSEWHERE: "voor wie de server beheert",
}

ON_START: Mapping[SetupStep, StepWords] = {
    SetupStep.ORGANISATION: StepWords("Voor welke gemeenten werk je?", "Gemeenten invullen"),
    SetupStep.RECOVERY: StepWords(
        "Er is nog geen herstelblad. Vergeten alle beheerders hun wachtwoord, dan kan niemand het kantoor nog openen.",
        "Herstelblad maken",
    ),
    SetupStep.COLLEAGUES: StepWords("Je bent nog de enige met een account.", "Collega’s toevoegen"),
    SetupStep.BACKUP: StepWords(
        "Er is nog geen reservekopie op een tweede plaats. Gaat de schijf stuk, dan is alles weg.",
        "Tweede plaats kiezen",
    ),
    SetupStep.FAMILY: StepWords("Er is nog geen gezin geregistreerd.", "Nieuw gezin"),
}
