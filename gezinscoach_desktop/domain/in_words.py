"""Numbers, dates and hours written out, for papers on which no digit stands."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from gezinscoach_desktop.domain.dates import MONTHS

_SMALL = (
    "nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
    "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien",
)  # fmt: skip
_TENS = (
    "", "", "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig",
)  # fmt: skip
_MOST = 999_999
_DATE = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b")
_HOUR = re.compile(r"\b([01]?\d|2[0-3])(?:[:.]([0-5]\d)(?:\s?(?:uur|u\b))?|\s?u(?:ur)?(?:\s?([0-5]\d))?\b)")
_ORDINAL = re.compile(r"\b(\d{1,6})\s?(?:ste|de|e)\b")
_EUROS = re.compile(r"€\s?(\d{1,3}(?:\.\d{3})+|\d{1,6})(?:,(\d{2}|-))?(?![\d])")
_DECIMAL = re.compile(r"\b(\d{1,6}),(\d{1,2})\b")
_THOUSANDS = re.compile(r"\b\d{1,3}(?:\.\d{3})+\b")
_PHONE = re.compile(r"(?:\+|\b0)\d[\d ./-]{6,}\d")
_NUMBER = re.compile(r"\d+")
_LEFT_OUT = "…"
_IRREGULAR = {"een": "eerste", "twee": "tweede", "drie": "derde", "acht": "achtste", "nul": "nulde"}


def in_words(number: int) -> str:
    """`21` as `eenentwintig`; from 0 to 999 999."""
    if not 0 <= number <= _MOST:
        raise ValueError(f"{number} is not written out.")
    if number < 20:
        return _SMALL[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        if not ones:
            return _TENS[tens]
        joined = "ën" if _SMALL[ones].endswith("e") else "en"
        return f"{_SMALL[ones]}{joined}{_TENS[tens]}"
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return ("" if hundreds == 1 else _SMALL[hundreds]) + "honderd" + (in_words(rest) if rest else "")
    if 1100 <= number < 2000 and number % 1000 >= 100:  # years and house numbers: negentienhonderdtachtig
        hundreds, rest = divmod(number, 100)
        return f"{in_words(hundreds)}honderd{in_words(rest) if rest else ''}"
    thousands, rest = divmod(number, 1000)
    head = ("" if thousands == 1 else in_words(thousands)) + "duizend"
    return f"{head} {in_words(rest)}" if rest else head


def ordinal_in_words(number: int) -> str:
    """`3` as `derde`."""
    words = in_words(number)
    for ending, ordinal in _IRREGULAR.items():
        if words.endswith(ending) and (number < 20 or number % 100 < 13):
            return words.removesuffix(ending) + ordinal
    is_plain_small = number % 100 in range(1, 20)
    return words + ("de" if is_plain_small else "ste")


def day_in_words(day: date) -> str:
    """`14 november` as `veertien november`; without the year, which is clear when people talk."""
    return f"{in_words(day.day)} {MONTHS[day.month - 1]}"


def date_in_words(day: date) -> str:
    """`14 november 2026` as `veertien november tweeduizend zesentwintig`."""
    return f"{day_in_words(day)} {in_words(day.year)}"


def clock_in_words(minutes: int) -> str:
    """Minutes after midnight as `veertien uur dertig`."""
    hour, minute = divmod(minutes, 60)
    return f"{in_words(hour)} uur{f' {in_words(minute)}' if minute else ''}"


def without_digits(text: str) -> str:
    """`text` with every number in words; what is too long to be one that people say (a phone number) falls away."""
    if not any(_is_numeric(sign) for sign in text):
        return text
    plain = "".join(_as_digits(sign) for sign in text)
    for pattern, spoken in (
        (_DATE, _spoken_date),
        (_PHONE, lambda _: _LEFT_OUT),
        (_EUROS, _spoken_euros),
        (_ORDINAL, lambda match: ordinal_in_words(int(match[1]))),
        (_HOUR, _spoken_hour),
        (_THOUSANDS, lambda match: _spoken(match[0].replace(".", ""))),
        (_DECIMAL, lambda match: f"{_spoken(match[1])} komma {_spoken(match[2])}"),
    ):
        plain = pattern.sub(spoken, plain)
    spaced = re.sub(r"(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d])", " ", plain)
    return _NUMBER.sub(lambda match: _spoken(match[0]), spaced)


def _is_numeric(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "N"


def _as_digits(sign: str) -> str:
    """A digit of any script as one of ours, a fraction as a half and the like; other number signs fall away."""
    if not _is_numeric(sign) or (sign.isascii()):
        return sign
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    return {"½": " en een half", "¼": " en een kwart", "¾": " en drie kwart"}.get(sign, _LEFT_OUT)


def _spoken(digits: str) -> str:
    is_sayable = len(digits) <= 6 and not (len(digits) > 2 and digits.startswith("0"))
    return in_words(int(digits)) if is_sayable else _LEFT_OUT


def _spoken_date(match: re.Match[str]) -> str:
    year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
    try:
        return date_in_words(date(year, int(match[2]), int(match[1])))
    except ValueError:
        return " ".join(_spoken(part) for part in match.groups())


def _spoken_hour(match: re.Match[str]) -> str:
    return clock_in_words(int(match[1]) * 60 + int(match[2] or match[3] or 0))


def _spoken_euros(match: re.Match[str]) -> str:
    cents = match[2] or ""
    tail = f" {in_words(int(cents))}" if cents.isdigit() and int(cents) else ""
    return f"{in_words(int(match[1].replace('.', '')))} euro{tail}"
