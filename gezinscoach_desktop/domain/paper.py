"""The papers (dossiers) that a coach makes of a family, and which of them can be made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gezinscoach_desktop.domain.dates import add_months
from gezinscoach_desktop.domain.trajectory import Phase


class PaperKind(StrEnum):
    """What is made, in the order in which a trajectory needs it."""

    CONSENT = "consent"
    MANDATE = "mandate"
    INTAKE = "intake"
    CONVERSATION = "conversation"
    PROGRESS = "progress"
    HANDOVER = "handover"
    CASE = "case"
    CLOSING = "closing"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def what_for(self) -> str:
        """One line for who has to choose."""
        return _WHAT_FOR[self]

    @property
    def article(self) -> str:
        return "de" if self is PaperKind.CASE else "het"

    @property
    def word(self) -> str:
        """In names of files: in one word."""
        return self.label.lower()


_LABELS = {
    PaperKind.CONSENT: "Toestemmingsformulier",
    PaperKind.MANDATE: "Mandaatformulier",
    PaperKind.INTAKE: "Intakeverslag",
    PaperKind.CONVERSATION: "Gespreksblad",
    PaperKind.PROGRESS: "Evolutieverslag",
    PaperKind.HANDOVER: "Overdrachtsblad",
    PaperKind.CASE: "Casusprint",
    PaperKind.CLOSING: "Afsluitverslag",
}
_WHAT_FOR = {
    PaperKind.CONSENT: "Om samen door te nemen en te ondertekenen.",
    PaperKind.MANDATE: "Wie met wie mag spreken, en waarover; om te ondertekenen.",
    PaperKind.INTAKE: "Wie het gezin is en waarmee het begon, met de nulmeting.",
    PaperKind.CONVERSATION: "Voor het gezin zelf: wat goed gaat eerst, in gewone woorden.",
    PaperKind.PROGRESS: "Wat er veranderde, om de drie tot zes maanden of op vraag.",
    PaperKind.HANDOVER: "Eén blad voor wie inspringt of overneemt.",
    PaperKind.CASE: "Zonder namen, plaatsen en geboortedata: voor intervisie en casusoverleg.",
    PaperKind.CLOSING: "Hoe het traject eindigde, en wat er nog loopt.",
}

_NO_SNAPSHOT = "Kan na de eerste momentopname."
_NOTHING_TOLD = "Kan zodra er een momentopname is, of iets genoteerd is van wat goed gaat of gevraagd wordt."
_STILL_RUNS = "Kan vanaf de fase Afbouw; het traject loopt nog."
_ENDING = frozenset({Phase.WINDING_DOWN, Phase.FOLLOW_UP, Phase.CLOSED})


@dataclass(frozen=True, slots=True)
class Stand:
    """Of a family what decides which papers can be made."""

    has_snapshot: bool
    has_told: bool
    """Whether anything was noted of strengths, requests or pride."""
    phase: Phase | None = None


def why_not(kind: PaperKind, stand: Stand) -> str:
    """Why a paper cannot be made yet, as a sentence; empty when it can."""
    match kind:
        case PaperKind.PROGRESS | PaperKind.CASE if not stand.has_snapshot:
            return _NO_SNAPSHOT
        case PaperKind.CONVERSATION if not (stand.has_snapshot or stand.has_told):
            return _NOTHING_TOLD
        case PaperKind.CLOSING if stand.phase not in _ENDING:
            return _STILL_RUNS
    return ""


BULK_KINDS = (
    PaperKind.INTAKE,
    PaperKind.PROGRESS,
    PaperKind.HANDOVER,
    PaperKind.CLOSING,
    PaperKind.CONVERSATION,
    PaperKind.CONSENT,
    PaperKind.MANDATE,
)
"""What is made of many families at once. A case print is not: it asks the coach's own question about one family."""

_STALE_MONTHS = 6


def is_due_again(made_on: date | None, last_snapshot: date | None, today: date) -> bool:
    """Whether a paper has something new to tell: never made, measured since, or made half a year ago."""
    if made_on is None:
        return True
    return (last_snapshot is not None and last_snapshot > made_on) or add_months(
        made_on, _STALE_MONTHS
    ) <= today
