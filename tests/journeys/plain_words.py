"""Words that nobody says, and what the program says instead."""

from __future__ import annotations

import re
from collections.abc import Iterable

INSTEAD_OF = {
    "indien": "als",
    "teneinde": "om",
    "middels": "met",
    "door middel van": "met",
    "betreffende": "over",
    "dienen": "moeten",
    "dient": "moet",
    "alsmede": "en",
    "alsook": "en",
    "omtrent": "over",
    "inzake": "over",
    "met betrekking tot": "over",
    "ten aanzien van": "over",
    "ten gevolge van": "door",
    "ten behoeve van": "voor",
    "conform": "volgens",
    "krachtens": "volgens",
    "u": "je",
    "uw": "je",
    "gelieve": "(gewoon vragen)",
    "reeds": "al",
    "tevens": "ook",
    "eveneens": "ook",
    "aanvang": "begin",
    "aanvangen": "beginnen",
    "echter": "maar",
    "doch": "maar",
    "thans": "nu",
    "hierbij": "(weglaten)",
    "zulks": "dit",
    "voornoemd": "dit",
    "desgewenst": "als je wil",
    "wenst": "wil",
    "geschieden": "gebeuren",
    "mits": "als",
    "tenzij": "behalve als",
    "verkrijgen": "krijgen",
    "raadplegen": "bekijken",
    "selecteer": "kies",
    "annulatie": "stoppen",
    "ongeldig": "(zeg wat er mis is)",
    "error": "(zeg wat er mis is)",
}
"""The left column may not be read anywhere; “u” as the polite form, not the letter in a word."""

# Not after a number: “1 u 30” is a length of time.
_PATTERN = re.compile(
    r"(?<![\w-])(?<!\d )("
    + "|".join(map(re.escape, sorted(INSTEAD_OF, key=len, reverse=True)))
    + r")(?![\w-])",
    re.IGNORECASE,
)


_SPELLED = re.compile(r"\b[A-Z0-9](?: [A-Z0-9])+\b")
"""A code read out sign by sign, in which a U is a U."""


def stiff_words_in(texts: Iterable[str]) -> list[str]:
    """Each stiff word with what to say instead and where it stands."""
    return [
        f"“{found}” (zeg: {INSTEAD_OF[found.casefold()]}) in “{text}”"
        for text in texts
        for found in _PATTERN.findall(_SPELLED.sub("", text))
    ]
