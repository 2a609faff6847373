"""Numbers as people say them."""

from __future__ import annotations

_SMALL = (
    "nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
    "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien",
)  # fmt: skip
_TENS = (
    "", "", "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig",
)  # fmt: skip
_MOST = 999_999
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
