"""What was filled in about a referral that could not be shared, line by line, so that nothing of it is lost. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any

from gezinscoach_desktop.domain.clock import format_time
from gezinscoach_desktop.domain.dates import format_date

LABELS = {
    "received_on": "Binnengekomen op",
    "channel": "Langs waar",
    "referrer": "Aanmelder",
    "referrer_organisation": "Organisatie",
    "referrer_phone": "Telefoon van de aanmelder",
    "referrer_email": "E-mail van de aanmelder",
    "agreement": "Akkoord van het gezin",
    "agreement_note": "Hoe en wanneer",
    "feedback": "De aanmelder mag horen",
    "name": "Naam",
    "municipality": "Gemeente",
    "neighbourhood": "Wijk",
    "address": "Adres",
    "phone": "Telefoon",
    "email": "E-mail",
    "reach_note": "Bereikbaar",
    "household_type": "Huishouden",
    "languages": "Talen",
    "needs_interpreter": "Tolk nodig",
    "question": "Vraag",
    "reason": "Reden",
    "domains": "Levensdomeinen",
    "urgency": "Dringend",
    "safety": "Veiligheid",
    "decision": "Beslissing",
    "on": "Op",
    "referred_to": "Naar",
    "role": "Wie",
    "given_name": "Voornaam",
    "family_name": "Familienaam",
    "birth_date": "Geboren",
    "relation": "Relatie",
    "kind": "Hoe",
    "what": "Wat",
    "is_bridging": "Overbrugging",
    "since": "Vanaf",
    "first_on": "Eerste contact",
    "first_at": "Uur",
}


def lines_of_referral(one: Any) -> Iterator[str]:
    """Each field that was filled in; ids say nothing to anybody."""
    for each in fields(one):
        value = getattr(one, each.name)
        if each.name in LABELS and value not in (None, "", False, ()):
            yield f"{LABELS[each.name]}: {_said(each.name, value)}"


def _said(name: str, value: Any) -> str:
    match value:
        case Enum():
            return str(getattr(value, "label", value))
        case date():
            return format_date(value)
        case True:
            return "ja"
        case int() if name == "first_at":
            return format_time(value)
        case str():
            return value
        case Iterable():
            return ", ".join(_said(name, each) for each in value)
    return str(value)
