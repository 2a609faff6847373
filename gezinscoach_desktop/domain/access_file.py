"""The access file (inzagedossier): everything about one person of a family, for that person to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gezinscoach_desktop.domain.third_party import Decisions, Passage, to_review


@dataclass(frozen=True, slots=True)
class Said:
    """A label with what was typed there."""

    label: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One thing that is kept: its heading, plain facts, and texts somebody typed."""

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class AccessSection:
    """What is kept of one kind. `intro` says what stands here, or why nothing does."""

    title: str
    intro: str
    rows: tuple[AccessRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Withheld:
    """Something of the file that is not in here because it is about somebody else, or not this reader's to give."""

    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessFile:
    """Everything of one person, before anybody decided about passages."""

    code: str
    office: str
    author: str
    made_on: date
    person: str
    sections: tuple[AccessSection, ...]
    withheld: tuple[Withheld, ...] = ()
    asked_on: date | None = None
    """When the person asked for it, as far as that was noted."""

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every text in it, in the order in which it stands."""
        return tuple(_passages(self.sections))

    @property
    def to_review(self) -> tuple[Passage, ...]:
        """Those in which somebody else was found: each has to be looked at."""
        return to_review(self.passages)

    def open_passages(self, decisions: Decisions) -> tuple[Passage, ...]:
        """Those nobody decided about yet."""
        return tuple(passage for passage in self.to_review if passage.key not in decisions)


def _passages(sections: Sequence[AccessSection]) -> Iterator[Passage]:
    for section in sections:
        for row in section.rows:
            for said in row.said:
                yield said.passage
