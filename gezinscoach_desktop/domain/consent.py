"""Consent and mandate: what a family agreed to, with whom, until when. Without consent nothing is registered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.dates import EARLIEST
from gezinscoach_desktop.domain.errors import InvalidInput
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
        return self.given_on <= day and (self.ends_on is None or day < self.ends_on)

    @property
    def ends_on(self) -> date | None:
        """The day on which it no longer holds; None while no end is known."""
        return min((end for end in (self.until, self.withdrawn_on) if end is not None), default=None)

    @property
    def is_to_confirm(self) -> bool:
        """True for a taken-over consent that nobody confirmed with the family yet."""
        return self.form is ConsentForm.IMPORT and self.confirmed_on is None and self.withdrawn_on is None


ConsentRecord = Kept[ConsentInput]


def may_be_coached(consents: Iterable[ConsentInput], day: date) -> bool:
    """Whether anything may be registered for the family on `day`."""
    return any(consent.kind is ConsentKind.COACHING and consent.runs_on(day) for consent in consents)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The family takes a consent back."""

    on: date
    why: str = ""
    after: AfterWithdrawal | None = None
    """What happens to the file; of the consent to be coached only."""


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """A taken-over consent to be coached, with the family it is of."""

    family_id: UUID
    code: str
    name: str
    municipality: str
    consent_id: UUID
    version: int
    given_on: date


_NEEDED = {
    ConsentKind.COACHING: {},
    ConsentKind.PRIVACY_INFORMATION: {},
    ConsentKind.SHARING: {
        "partner": "Vul in met wie gedeeld wordt.",
        "purpose": "Vul in waarvoor het gedeeld wordt.",
        "content": "Vul in wat gedeeld mag worden.",
    },
    ConsentKind.MANDATE: {
        "who": "Vul in wie contact mag opnemen.",
        "partner": "Vul in met wie contact mag worden opgenomen.",
        "content": "Vul in waarover het mag gaan.",
    },
}


def checked_consent(consent: ConsentInput, today: date) -> ConsentInput:
    """The consent without blanks around its words; raises InvalidInput where something is missing or cannot be."""
    tidy = replace(
        consent,
        given_by=_tidy(consent.given_by),
        partner=_tidy(consent.partner),
        who=_tidy(consent.who),
        purpose=_tidy(consent.purpose),
        content=_tidy(consent.content),
    )
    if not EARLIEST <= tidy.given_on <= today:
        raise InvalidInput("De toestemming is vandaag of vroeger gegeven.", field="given_on")
    if tidy.until is not None and tidy.until <= tidy.given_on:
        raise InvalidInput("Het einde ligt na de dag waarop de toestemming gegeven is.", field="until")
    for name, message in _NEEDED[tidy.kind].items():
        if not getattr(tidy, name) and not (name == "partner" and tidy.service_id is not None):
            raise InvalidInput(message, field=name)
    return tidy


def _tidy(words: str) -> str:
    return " ".join(words.split())


def withdrawn(consent: ConsentInput, withdrawal: Withdrawal) -> ConsentInput:
    """The consent as it is once the family took it back."""
    return replace(
        consent,
        withdrawn_on=max(withdrawal.on, consent.given_on),
        withdrawn_why=withdrawal.why.strip(),
        after_withdrawal=withdrawal.after if consent.kind is ConsentKind.COACHING else None,
    )


def reinstated(consent: ConsentInput) -> ConsentInput:
    """The consent as it was before it was withdrawn."""
    return replace(consent, withdrawn_on=None, withdrawn_why="", after_withdrawal=None)
