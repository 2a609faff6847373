"""What the referrer hears back: as much as the family agreed to, and never more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gezinscoach_desktop.domain.dates import format_long
from gezinscoach_desktop.domain.referral import Feedback, ReferralInput
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.domain.trajectory import Decision

_RANK = {feedback: place for place, feedback in enumerate(Feedback)}
_WORDS = re.compile(r"[^\W_]+")
_OUTCOME = {
    Decision.ACCEPTED: "Wij kunnen met het gezin starten.",
    Decision.WAITING: "Wij kunnen nog niet meteen starten. Het gezin blijft bij ons gekend.",
    Decision.REFERRED_ON: "Het gezin is doorverwezen naar een andere dienst.",
    Decision.NOT_TARGET_GROUP: "De vraag past niet bij wat een gezinscoach doet.",
    Decision.DECLINED: "Het gezin wil op dit moment geen begeleiding.",
}
_OUTCOME_WORDS: dict[str, Feedback] = {
    "wachtlijst": Feedback.DECISION,
    "wacht": Feedback.DECISION,
    "wachten": Feedback.DECISION,
    "beslist": Feedback.DECISION,
    "beslissing": Feedback.DECISION,
    "aanvaard": Feedback.DECISION,
    "geweigerd": Feedback.DECISION,
    "doorverwezen": Feedback.DECISION,
    "doelgroep": Feedback.DECISION,
    "starten": Feedback.DECISION,
    "want": Feedback.DECISION_AND_REASON,
    "omdat": Feedback.DECISION_AND_REASON,
    "reden": Feedback.DECISION_AND_REASON,
    "startte": Feedback.START,
    "gestart": Feedback.START,
}
"""Words by which a sentence that was added says more than was agreed."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is known that might be told."""

    details: ReferralInput
    office: str = ""
    coach: str = ""
    """Who is or will be beside the family, and since when it was there."""
    started_on: date | None = None


def allows(details: ReferralInput, wanted: Feedback) -> bool:
    """Whether the family agreed that the referrer hears so much."""
    return _RANK[details.feedback] >= _RANK[wanted]


def proposed_feedback(told: Told) -> str:
    """A letter with as much as was agreed; empty when the referrer hears nothing.

    The family is not named: who referred it knows who it is, and a letter that goes astray then says nothing.
    """
    details = told.details
    if details.feedback is Feedback.NOTHING:
        return ""
    parts = [
        f"Dag{f' {details.referrer}' if details.referrer else ''},",
        f"Je meldde op {format_long(details.received_on)} een gezin bij ons aan. Bedankt; de aanmelding kwam goed aan.",
        *_decision(told),
        "Meer kunnen wij niet vertellen: het gezin kiest zelf wat wij delen.",
        f"Vriendelijke groeten,\n{told.office}".strip(),
    ]
    return "\n\n".join(parts)


def _decision(told: Told) -> Iterable[str]:
    details = told.details
    if details.decision is None or not allows(details, Feedback.DECISION):
        return
    yield _OUTCOME[details.decision]
    if details.decision_reason and allows(details, Feedback.DECISION_AND_REASON):
        yield f"De reden:\n{details.decision_reason}"
    if told.coach and allows(details, Feedback.START) and details.decision is Decision.ACCEPTED:
        since = "" if told.started_on is None else f" vanaf {format_long(told.started_on)}"
        yield f"{told.coach} begeleidt het gezin{since}."


def says_more(text: str, told: Told) -> tuple[str, ...]:
    """What in `text` goes further than the family agreed, each in a few words; empty when nothing was found.

    Looks for what the program knows (reasons, names, addresses) and for words that give a decision away. Whoever
    writes remains the one who decides: what is not found may still say too much.
    """
    if not text.strip():
        return ()
    details = told.details
    if details.feedback is Feedback.NOTHING:
        return ("Het gezin wil dat de aanmelder niets hoort.",)
    found = [f"Hierin staat {what}." for what, limit, words in _known(told) if not allows(details, limit)
             and any(_holds(text, each) for each in words)]  # fmt: skip
    found += [
        f"Hierin staat {what}." for what, words in _never(details) if any(_holds(text, w) for w in words)
    ]
    told_words = _plain(proposed_feedback(told))
    added = [word for word in _plain(text) if word not in told_words]
    for word in dict.fromkeys(added):
        limit = _OUTCOME_WORDS.get(word)
        if limit is not None and not allows(details, limit):
            found.append(f"Het woord “{word}” vertelt meer dan het gezin afsprak.")
    return tuple(dict.fromkeys(found))


def _known(told: Told) -> Iterable[tuple[str, Feedback, Sequence[str]]]:
    details = told.details
    if details.decision is not None:
        yield "wat er beslist is", Feedback.DECISION, (_OUTCOME[details.decision], details.decision.label)
    yield "waarom dat beslist is", Feedback.DECISION_AND_REASON, (details.decision_reason,)
    yield "naar wie het gezin doorverwezen is", Feedback.DECISION_AND_REASON, (details.referred_to,)
    yield "wie het gezin begeleidt", Feedback.START, (told.coach,)


def _never(details: ReferralInput) -> Iterable[tuple[str, Sequence[str]]]:
    """What no letter to a referrer holds, whatever was agreed."""
    yield "de vraag van het gezin", (details.question,)
    yield "iets over de veiligheid", (details.safety,)
    yield "waar het gezin woont", (details.address,)
    yield "een telefoonnummer van het gezin", (details.phone,)


def _holds(text: str, known: str) -> bool:
    """Whether what is known stands in the text, as whole words, whatever the capitals and accents."""
    words = _plain(known)
    if not words:
        return False
    wanted, inside = f" {' '.join(words)} ", f" {' '.join(_plain(text))} "
    return wanted in inside


def _plain(text: str) -> list[str]:
    return _WORDS.findall(fold(text))
