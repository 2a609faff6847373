"""Letters to a service: what may be shared with whom, for what, under which consent, and how that reads.

A consent says in words what may be shared. The program finds the words of a part of the letter in it, or the coach says
that the part falls under it; without either the part is not shared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.consent import ConsentInput, ConsentKind, ConsentRecord
from gezinscoach_desktop.domain.dates import format_date, format_long
from gezinscoach_desktop.domain.directory import ServiceInput
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.text import fold

NO_CONSENT = (
    "Er loopt geen toestemming om met {service} gegevens te delen; noteer ze eerst, samen met het gezin."
)
_LONGEST = 6_000


class LetterBlock(StrEnum):
    """A part of a letter, beside who it is about."""

    QUESTION = "question"
    REACH = "reach"
    MEMBERS = "members"
    REQUESTS = "requests"
    AGREEMENTS = "agreements"

    @property
    def label(self) -> str:
        return {
            "question": "De vraag",
            "reach": "Adres en telefoon",
            "members": "Wie tot het gezin behoort",
            "requests": "Wat het gezin zelf vraagt",
            "agreements": "Wat met deze dienst afgesproken is",
        }[self.value]

    @property
    def words(self) -> frozenset[str]:
        """By which a consent names it, as the beginning of a word."""
        return frozenset(_WORDS[self.value])


_WORDS = {
    "question": ("vraag", "vragen", "probleem", "problemen", "situatie"),
    "reach": ("adres", "telefoon", "contactgegeven", "gsm", "mailadres"),
    "members": ("gezinssamenstelling", "gezinsleden", "samenstelling"),
    "requests": ("wens", "noden", "verwachting"),
    "agreements": ("afspra", "actie", "opvolging"),
}
_EVERYTHING = "alles"
_LIMITS = frozenset(("geen", "niet", "behalve", "zonder", "uitgezonderd", "alleen", "enkel"))
"""A consent that sets limits is not read by the program: the coach says whether something falls under it."""


@dataclass(frozen=True, slots=True)
class LetterInput:
    """What a coach chooses and writes. `confirmed` are the parts that fall under the consent without being named in it."""

    service_id: UUID
    consent_id: UUID | None = None
    person_id: UUID | None = None
    """The contact person it is addressed to."""
    about: UUID | None = None
    """The member it is about; None is the family."""
    blocks: frozenset[LetterBlock] = frozenset({LetterBlock.QUESTION})
    confirmed: frozenset[LetterBlock] = frozenset()
    question: str = ""


@dataclass(frozen=True, slots=True)
class LetterPart:
    """A heading with its lines."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter as it leaves, the same on paper and as plain text."""

    office: str
    author: str
    made_on: date
    code: str
    to: tuple[str, ...]
    greeting: str
    about: str
    parts: tuple[LetterPart, ...]
    shared: tuple[LetterPart, ...]
    """What is shared under which consent, of which day."""


def running_with(
    consents: Iterable[ConsentRecord], services: Mapping[UUID, ServiceInput], service_id: UUID, day: date
) -> tuple[ConsentRecord, ...]:
    """The consents that hold on that day to share something with that service, the newest first."""
    return tuple(
        sorted(
            (each for each in consents if _is_with(each.details, services, service_id, day)),
            key=lambda each: each.details.given_on,
            reverse=True,
        )
    )


def _is_with(
    consent: ConsentInput, services: Mapping[UUID, ServiceInput], service_id: UUID, day: date
) -> bool:
    """By the service of the directory, also one that was merged into it, or by its name as it was typed."""
    service = services.get(service_id)
    if consent.kind is not ConsentKind.SHARING or not consent.runs_on(day) or service is None:
        return False
    if consent.service_id is not None:
        return consent.service_id == service_id or services.get(consent.service_id) == service
    return fold(consent.partner) in (fold(service.name), fold(service.organisation)) and bool(consent.partner)


def names_block(consent: ConsentInput, block: LetterBlock) -> bool:
    """Whether the consent says in words that this may be shared; never where it sets limits."""
    words = re.findall(r"\w+", fold(consent.content))
    if not _LIMITS.isdisjoint(words):
        return False
    return _EVERYTHING in words or any(word.startswith(each) for word in words for each in block.words)


def unnamed(letter: LetterInput, consent: ConsentInput) -> frozenset[LetterBlock]:
    """The parts that nobody agreed to in so many words, and of which the coach did not say that they fall under it."""
    return frozenset(
        block for block in letter.blocks if block not in letter.confirmed and not names_block(consent, block)
    )


def checked_letter(
    letter: LetterInput,
    consents: Iterable[ConsentRecord],
    services: Mapping[UUID, ServiceInput],
    day: date,
) -> ConsentRecord:
    """The consent under which the letter goes out; raises InvalidInput that says what is missing."""
    service = services.get(letter.service_id)
    if service is None:
        raise InvalidInput("Kies een dienst uit de sociale kaart.", field="service_id")
    running = running_with(consents, services, letter.service_id, day)
    if not running:
        raise InvalidInput(NO_CONSENT.format(service=service.name), field="consent_id")
    consent = next((each for each in running if each.id == letter.consent_id), None)
    if consent is None:
        raise InvalidInput("Kies waarvoor de dienst dit krijgt.", field="consent_id")
    if not letter.blocks:
        raise InvalidInput("Kies minstens één deel voor de brief.", field="blocks")
    if LetterBlock.QUESTION in letter.blocks and not letter.question.strip():
        raise InvalidInput("Schrijf wat je aan de dienst vraagt.", field="question")
    if len(letter.question) > _LONGEST:
        raise InvalidInput(f"De vraag is te lang; hou ze onder {_LONGEST} tekens.", field="question")
    if missing := unnamed(letter, consent.details):
        names = ", ".join(block.label.lower() for block in LetterBlock if block in missing)
        raise InvalidInput(
            f"Hierover is de toestemming niet duidelijk: {names}. Er staat “{consent.details.content}”. "
            "Vink aan dat het eronder valt, of laat het weg.",
            field="blocks",
        )
    return consent


def shared_under(letter: LetterInput, consent: ConsentInput) -> tuple[LetterPart, ...]:
    """What is shared, and the consent of which day covers it."""
    what = ["Om wie het gaat", *(block.label for block in LetterBlock if block in letter.blocks)]
    until = f", tot {format_date(consent.until)}" if consent.until else ""
    by = f" door {consent.given_by}" if consent.given_by else ""
    return (
        LetterPart("Wat wij delen", tuple(what)),
        LetterPart(
            "Met toestemming",
            (
                f"Van {format_date(consent.given_on)}{by}, {consent.form.label.lower()}{until}.",
                f"Waarvoor: {consent.purpose}",
                f"Wat gedeeld mag worden: {consent.content}",
            ),
        ),
    )


def plain_text(letter: Letter) -> str:
    """To paste in a message."""
    lines = [
        *letter.to,
        "",
        format_long(letter.made_on),
        f"Ons kenmerk: {letter.code}",
        "",
    ]
    lines += [letter.greeting, "", letter.about, ""]
    for part in letter.parts:
        lines += [part.title, *part.lines, ""]
    lines += ["Met vriendelijke groet,", letter.author, letter.office, ""]
    for part in letter.shared:
        lines += [f"{part.title}:", *(f"- {line}" for line in part.lines)]
    return "\n".join(lines).strip() + "\n"
