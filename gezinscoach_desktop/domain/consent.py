"""Consent and mandate: what a family agreed to, with whom, until when. Without consent nothing is registered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.kept import Kept


class ConsentKind(StrEnum):
    """What was agreed."""

    COACHING = "coaching"
    """To be coached at all: the one without which nothing is registered."""
    SHARING = "sharing"
    """To share something with a partner for a purpose."""
    MANDATE = "mandate"
    """Somebody may contact somebody about something."""
    PRIVACY_INFORMATION = "privacy_information"
    """The family was told what is kept, why and how long: given, not agreed."""

    @property
    def label(self) -> str:
        return {
            "coaching": "Begeleiding",
            "sharing": "Gegevens delen",
            "mandate": "Mandaat",
            "privacy_information": "Privacy-informatie gegeven",
        }[self.value]


class ConsentForm(StrEnum):
    """How it was given."""

    ORAL = "oral"
    PAPER = "paper"
    IMPORT = "import"
    """Nobody recorded it: the family came with an import, or was there before consents were recorded."""

    @property
    def label(self) -> str:
        return {"oral": "Mondeling", "paper": "Op papier, ondertekend", "import": "Overgenomen bij import"}[
            self.value
        ]


class AfterWithdrawal(StrEnum):
    """What the family wants with its file when it withdraws its consent."""

    KEEP = "keep"
    ANONYMISE = "anonymise"
    ERASE = "erase"

    @property
    def label(self) -> str:
        return {
            "keep": "Bewaren tot de termijn voorbij is",
            "anonymise": "Namen weghalen, cijfers houden",
            "erase": "Wissen",
        }[self.value]


@dataclass(frozen=True, slots=True)
class ConsentInput:
    """One agreement. It runs from `given_on` up to `until` or `withdrawn_on`, whichever comes first."""

    kind: ConsentKind
    given_on: date
    form: ConsentForm = ConsentForm.ORAL
    given_by: str = ""
    """Who of the family gave it, in words."""
    partner: str = ""
    """With whom is shared, or who may be contacted, when it is not in the directory."""
    service_id: UUID | None = None
    who: str = ""
    """Of a mandate: who may make contact (de coach, de dienst, beiden)."""
    purpose: str = ""
    content: str = ""
    """What may be shared or spoken about."""
    until: date | None = None
    withdrawn_on: date | None = None
    withdrawn_why: str = ""
    after_withdrawal: AfterWithdrawal | None = None
    confirmed_on: date | None = None
    """Of one that was taken over: when the family confirmed it."""
    document_id: UUID | None = None

    def runs_on(self, day: date) -> bool:
        """True while it holds: from the day it was given, up to but not including the day it ended."""
        ends = min((end for end in (self.until, self.withdrawn_on) if end is not None), default=None)
        return self.given_on <= day and (ends is None or day < ends)

    @property
    def is_to_confirm(self) -> bool:
        """True for a taken-over consent that nobody confirmed with the family yet."""
        return self.form is ConsentForm.IMPORT and self.confirmed_on is None and self.withdrawn_on is None


ConsentRecord = Kept[ConsentInput]


def may_be_coached(consents: Iterable[ConsentInput], day: date) -> bool:
    """Whether anything may be registered for the family on `day`."""
    return any(consent.kind is ConsentKind.COACHING and consent.runs_on(day) for consent in consents)
