"""One line of text made into an action: “Attest vragen @gezin #huisvesting tegen vrijdag”."""

from __future__ import annotations

import re
from datetime import date

from gezinscoach_desktop.domain.action import ActionInput, ActionOwner
from gezinscoach_desktop.domain.ahead import parse_ahead
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.text import fold

_OWNERS = {
    "gezin": ActionOwner.FAMILY,
    "coach": ActionOwner.COACH,
    "ik": ActionOwner.COACH,
    "dienst": ActionOwner.SERVICE,
}
_OWNER = re.compile(r"(?:^|\s)@(\w+)(?=\s|$)")
_DOMAIN = re.compile(r"(?:^|\s)#(\w+)(?=\s|$)")
_DUE = re.compile(r"\s+tegen\s+(\S+(?:\s+\S+){0,2})\s*$", re.IGNORECASE)


def quick_action(text: str, *, today: date) -> ActionInput:
    """What was typed, with who, when and about what taken out of it; what cannot be read stays in the text."""
    owner, domain, due = ActionOwner.COACH, None, None
    for match in _OWNER.finditer(text):
        if fold(match[1]) in _OWNERS:
            owner = _OWNERS[fold(match[1])]
            text = _without(text, match)
            break
    for match in _DOMAIN.finditer(text):
        domain = _domain(match[1])
        if domain is not None:
            text = _without(text, match)
            break
    if found := _DUE.search(text):
        try:
            due = parse_ahead(found[1], today=today)
            text = text[: found.start()]
        except InvalidInput:
            due = None
    return ActionInput(" ".join(text.split()), owner=owner, due_on=due, domain=domain)


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"


def _domain(word: str) -> LifeDomain | None:
    """The first that is called so, or begins so: #huis, #werk, #admin."""
    typed = fold(word)
    for domain in LifeDomain:
        if any(fold(name).startswith(typed) for name in (domain.short, domain.label)):
            return domain
    return None
