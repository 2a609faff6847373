"""The columns of the lists on the start page: how an action, an appointment, a silence or a change reads on one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TypeVar

from gezinscoach_desktop.domain.change import Noun
from gezinscoach_desktop.domain.clock import format_time
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.family import family_title
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.family import FamilyRow
from gezinscoach_desktop.services.start import (
    ActionLine,
    AppointmentLine,
    EditedLine,
    NewsLine,
    SilentLine,
    StateLine,
)
from gezinscoach_desktop.views.family.words import ago
from gezinscoach_desktop.views.signs import Shape
from gezinscoach_desktop.views.table import Column, Mark
from gezinscoach_desktop.views.theme import Tone

AboutFamily = TypeVar("AboutFamily", ActionLine, AppointmentLine, EditedLine, NewsLine, SilentLine, StateLine)

NAME_WIDTH = 132
"""How much stands before the blocks of how it goes."""

NOUN_WORDS = {
    Noun.FAMILY: "gezinsgegevens",
    Noun.MEMBER: "gezinslid",
    Noun.SNAPSHOT: "momentopname",
    Noun.CONTACT: "contactmoment",
    Noun.APPOINTMENT: "afspraak",
    Noun.REQUEST: "vraag of doel",
    Noun.ACTION: "actie",
    Noun.RIGHT: "recht",
    Noun.NETWORK: "netwerk",
    Noun.CONSENT: "toestemming",
    Noun.DOCUMENT: "document",
    Noun.EXPENSE: "onkost",
    Noun.STORY: "verhaal",
    Noun.INTAKE: "kennismaking",
}


def title_of(row: FamilyRow) -> str:
    """The family's name, or its code while it has none."""
    return row.name or family_title("", row.code)


def appointment_columns(today: Callable[[], date]) -> Sequence[Column[AppointmentLine]]:
    """Of today only the hour; tomorrow and what is past say the day."""

    def day(line: AppointmentLine) -> str:
        if line.is_past:
            return format_date(line.on)
        return "Vandaag" if line.on == today() else "Morgen"

    return (
        Column(
            "Wanneer",
            lambda line: f"{day(line)} {clock(line.begins_at)}".strip(),
            detail=_until,
            tone=lambda line: Tone.WARNING if line.is_past else Tone.TEXT,
            mark=lambda line: Mark(Shape.RING, "warning") if line.is_past else None,
            is_strong=True,
            width=146,
        ),
        Column("Gezin", lambda line: title_of(line.family), detail=_what),
    )


def action_columns() -> Sequence[Column[ActionLine]]:
    return (
        Column(
            "Actie",
            lambda line: line.what,
            detail=lambda line: f"{title_of(line.family)} · {line.owner}",
            tooltip=lambda line: line.what,
        ),
        Column(
            "Tegen",
            lambda line: "Vandaag" if line.days == 0 else f"{counted(line.days, 'dag', 'dagen')} te laat",
            detail=lambda line: format_date(line.due_on),
            tone=lambda line: Tone.ERROR if line.days else Tone.WARNING,
            mark=lambda line: Mark(Shape.DIAMOND, "error") if line.days else Mark(Shape.DOT, "warning"),
            width=166,
        ),
    )


def silent_columns() -> Sequence[Column[SilentLine]]:
    return (
        name_column(),
        Column(
            "Laatste contact",
            lambda line: "Nog geen contact" if line.last is None else format_date(line.last),
            detail=lambda line: "" if line.days is None else f"{counted(line.days, 'dag', 'dagen')} geleden",
            width=132,
        ),
    )


def news_columns(today: Callable[[], date]) -> Sequence[Column[NewsLine]]:
    return (
        Column("Gezin", lambda line: title_of(line.family), detail=_news, tooltip=_news, is_strong=True),
        Column("Wanneer", lambda line: _moment(line.at, today()), width=132),
    )


def edited_columns(today: Callable[[], date]) -> Sequence[Column[EditedLine]]:
    return (name_column(), Column("Wanneer", lambda line: _moment(line.at, today()), width=132))


def state_columns(domains: Sequence[str]) -> Sequence[Column[StateLine]]:
    return (
        Column("Gezin", lambda line: title_of(line.family), is_strong=True, width=NAME_WIDTH),
        Column(
            "Laagste niveau per domein",
            lambda line: state_words(line, domains),
            levels=lambda line: line.lowest,
            tooltip=lambda line: state_words(line, domains),
        ),
    )


def state_words(line: StateLine, domains: Sequence[str]) -> str:
    """`Wonen 2 · Voeding 4`; what was not measured is left out."""
    known = zip(domains, line.lowest, strict=True)
    return " · ".join(f"{name} {level}" for name, level in known if level is not None)


def name_column() -> Column[AboutFamily]:
    return Column(
        "Gezin",
        lambda line: title_of(line.family),
        detail=lambda line: " · ".join(text for text in (line.family.code, line.family.municipality) if text),
        is_strong=True,
    )


def clock(minutes: int | None) -> str:
    """`14:30`; empty when no hour was agreed."""
    return "" if minutes is None else format_time(minutes)


def _until(line: AppointmentLine) -> str:
    if line.is_past:
        return "Ging het door?"
    if line.begins_at is None or line.minutes is None:
        return ""
    return f"tot {clock(line.begins_at + line.minutes)}"


def _what(line: AppointmentLine) -> str:
    whose = f"met {line.colleague}" if line.colleague else ""
    return " · ".join(text for text in (line.kind, line.what, whose) if text)


def _news(line: NewsLine) -> str:
    words = [NOUN_WORDS[noun] for noun in line.nouns if noun in NOUN_WORDS]
    return f"{line.who}: {', '.join(words)}"


def _moment(at: datetime, today: date) -> str:
    local = at.astimezone()
    day = ago(local.date(), today)
    return (
        f"{day[:1].upper()}{day[1:]}, {local:%H:%M}"
        if local.date() == today
        else f"{day[:1].upper()}{day[1:]}"
    )


PART_OF_NOUN = {
    Noun.SNAPSHOT: "snapshots",
    Noun.CONTACT: "contacts",
    Noun.APPOINTMENT: "plan",
    Noun.REQUEST: "plan",
    Noun.ACTION: "plan",
    Noun.RIGHT: "rights",
    Noun.NETWORK: "network",
    Noun.FAMILY: "members",
    Noun.MEMBER: "members",
}
"""The tab of the family's page where a change stands; everything else is in the dossier."""


def part_of(line: NewsLine) -> str:
    """The tab where the newest of a colleague's changes stands."""
    return PART_OF_NOUN.get(line.nouns[0], "dossier")
