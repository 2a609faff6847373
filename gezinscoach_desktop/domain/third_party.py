"""Passages that tell of somebody else than the one who asks to see the own file: found, decided on, and left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gezinscoach_desktop.domain.giveaway import giveaways, name_words
from gezinscoach_desktop.domain.text import fold

OMITTED = "[weggelaten: gaat over iemand anders]"
_RELATIONS = frozenset(
    (
        *(
            "ex",
            "ex-man",
            "ex-vrouw",
            "ex-partner",
            "partner",
            "echtgenoot",
            "echtgenote",
            "vriend",
            "vriendin",
        ),
        *("moeder", "mama", "mamma", "vader", "papa", "stiefmoeder", "stiefvader", "plusmama", "pluspapa"),
        *(
            "broer",
            "zus",
            "zusje",
            "broertje",
            "halfbroer",
            "halfzus",
            "oma",
            "opa",
            "grootmoeder",
            "grootvader",
        ),
        *(
            "tante",
            "nonkel",
            "oom",
            "nicht",
            "neef",
            "schoonmoeder",
            "schoonvader",
            "schoonbroer",
            "schoonzus",
        ),
        *("buurman", "buurvrouw", "buren", "huisbaas", "meter", "peter", "pleegmoeder", "pleegvader"),
    )
)
"""Words that point at a person without a name."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

Span = tuple[int, int]
"""A stretch of a text: from where, up to and not including where."""


class Verdict(StrEnum):
    """What becomes of a passage."""

    KEEP = "keep"
    BLACK_OUT = "black_out"
    LEAVE_OUT = "leave_out"

    @property
    def label(self) -> str:
        return {
            "keep": "Laten staan",
            "black_out": "Stukken weglaten",
            "leave_out": "Helemaal weglaten",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Passage:
    """Something that somebody typed. `key` is the same for the same passage of the same file."""

    key: str
    about: str
    """Where it stands, in words: `Contactmoment van 12/03/2026`."""
    text: str
    others: tuple[Span, ...] = ()
    """Where it names or points at somebody else, as far as the program can tell."""

    @property
    def found(self) -> tuple[str, ...]:
        """The words that point at somebody else, each once."""
        return tuple(dict.fromkeys(self.text[begin:end] for begin, end in self.others))

    @property
    def proposal(self) -> Decision:
        """What the program would do with it: take out what it found."""
        return Decision(Verdict.BLACK_OUT, self.others) if self.others else Decision(Verdict.KEEP)


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided about a passage; `spans` are what goes out of one that is partly kept."""

    verdict: Verdict
    spans: tuple[Span, ...] = ()


Decisions = Mapping[str, Decision]
"""By the key of the passage."""


@dataclass(frozen=True, slots=True)
class Omission:
    """What was left out of a passage, for the table at the end."""

    about: str
    is_whole: bool


def words_of_others(others: Iterable[str], own: Iterable[str]) -> frozenset[str]:
    """The folded words by which others are known and the one who asks is not: a shared family name tells nothing."""
    return name_words(others) - name_words(own)


def spans_of_others(
    text: str, words: frozenset[str], own: Iterable[str] = (), *, relation: str = ""
) -> tuple[Span, ...]:
    """Where a text names others, points at them by what they are, or holds a number or address that is not one's own.

    `relation` is what the one who asks is in the family: to a mother, “moeder” is herself.
    """
    mine = {re.sub(r"\W", "", fold(each)) for each in own if each}
    pointing = words | (_RELATIONS - frozenset(fold(relation).split()))
    spans = [match.span() for match in _WORD.finditer(text) if _is_among(fold(match[0]), pointing)]
    for each in giveaways(text):
        if re.sub(r"\W", "", fold(each.found)) not in mine:
            spans += [match.span() for match in re.finditer(re.escape(each.found), text)]
    return joined(text, spans)


def joined(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """In order, without blanks around them; those with only a blank between them as one, and nothing outside the text."""
    found: list[Span] = []
    for begin, end in sorted(_trimmed(text, span) for span in spans):
        if begin >= end:
            continue
        if found and not text[found[-1][1] : begin].strip():
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return tuple(found)


def _trimmed(text: str, span: Span) -> Span:
    begin, end = max(0, span[0]), min(len(text), span[1])
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    return begin, end


def shown(passage: Passage, decision: Decision) -> str:
    """The passage as it may be read; whatever goes out says so in its place."""
    match decision.verdict:
        case Verdict.KEEP:
            return passage.text
        case Verdict.LEAVE_OUT:
            return OMITTED
    parts, at = [], 0
    for begin, end in joined(passage.text, decision.spans):
        parts += [passage.text[at:begin], OMITTED]
        at = end
    return "".join((*parts, passage.text[at:]))


def to_review(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Those in which somebody else was found."""
    return tuple(passage for passage in passages if passage.others)


def omissions(passages: Sequence[Passage], decisions: Decisions) -> tuple[Omission, ...]:
    """What was left out, in the order in which it stands."""
    found = []
    for passage in passages:
        decision = decisions.get(passage.key, passage.proposal)
        if decision.verdict is Verdict.LEAVE_OUT or (
            decision.verdict is Verdict.BLACK_OUT and decision.spans
        ):
            found.append(Omission(passage.about, decision.verdict is Verdict.LEAVE_OUT))
    return tuple(found)


def _is_among(word: str, pointing: frozenset[str]) -> bool:
    """Also in “Sofies”, “Sofie's” and “mama-Sofie”."""
    parts = {word, *re.split(r"['’-]", word)}
    return not pointing.isdisjoint(parts | {part.removesuffix("s").rstrip("'’") for part in parts})
