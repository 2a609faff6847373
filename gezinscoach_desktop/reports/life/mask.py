"""Takes known names, phone numbers and addresses out of what somebody typed."""

from __future__ import annotations

import re
from itertools import takewhile

from gezinscoach_desktop.domain.giveaway import giveaways
from gezinscoach_desktop.domain.network import TieKind
from gezinscoach_desktop.reports.content import FamilyContent

MASK = "…"
_LINKS = frozenset({"van", "bij", "met", "en", "de", "het", "een", "uit", "in"})


def names_in(content: FamilyContent) -> tuple[str, ...]:
    """By what somebody of the family or around it may be known."""
    life = content.life
    texts = [content.name, life.details.name, life.details.address, life.details.neighbourhood]
    texts += [member.name for member in content.members]
    for member in life.members:
        texts += [member.details.given_name, member.details.family_name]
        texts.append(_capitalised(member.details.lives_with))
    texts += [_capitalised(tie.details.name) for tie in life.ties if tie.details.kind is TieKind.PERSON]
    texts += [_capitalised(bond.details.other_name) for bond in life.bonds]
    return tuple(dict.fromkeys(filter(None, texts)))


def masked(text: str, names: tuple[str, ...]) -> str:
    """`text` with an ellipsis for names, phone and national numbers and mail addresses."""
    for each in giveaways(text, names):
        text = re.sub(rf"(?<!\w){re.escape(each.found)}(?!\w)", MASK, text)
    return text


def role_only(text: str) -> str:
    """What somebody is, without the name behind it: “zorgjuf Katrien van Lina” is “zorgjuf”."""
    words = text.split()
    first = words[:1] if not words or words[0].islower() else [words[0].lower()]
    rest = list(takewhile(str.islower, words[1:]))
    while rest and rest[-1] in _LINKS:
        rest.pop()
    return " ".join((*first, *rest))


def _capitalised(text: str) -> str:
    """Only the words with a capital: “buurvrouw Rita” is known by the second."""
    return " ".join(word for word in text.split() if word[:1].isupper())
