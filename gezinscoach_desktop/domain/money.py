"""Amounts of money as people in Flanders write them; kept in cents."""

from __future__ import annotations

import re

from gezinscoach_desktop.domain.errors import InvalidInput

EXPECTED = "verwacht een bedrag, bijvoorbeeld 12,50 of € 1.234,50"
MOST_CENTS = 99_999_999
"""€ 999.999,99: more is a slip of the keyboard, and still fits in a column of 32 bits."""
_SIGN = re.compile(r"^(?:€|eur|euro)|(?:€|eur|euro)$", re.IGNORECASE)
_WHOLE = r"(?:[0-9]{1,3}(?:[. ][0-9]{3}){1,4}|[0-9]{1,12})"
_WITH_COMMA = re.compile(rf"({_WHOLE})(?:,([0-9]{{1,2}}|-|--)?)?")
_WITH_POINT = re.compile(r"([0-9]{1,12})\.([0-9]{1,2})")
_CENTS_ONLY = re.compile(r"[,.]([0-9]{1,2})")


def parse_cents(text: str, *, field: str | None = None) -> int:
    """Read an amount as typed: 12 · 12,5 · 12.50 · € 1.234,50 · 1 234,50 euro · 12,-. A point before three digits sets
    thousands apart, a point before one or two begins the cents.

    Raises InvalidInput with a Dutch sentence; an amount below nothing or above `MOST_CENTS` is refused.
    """
    # A thin or hard blank is what other programs put between thousands.
    typed = " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())
    bare = _SIGN.sub("", typed).strip()
    if match := _WITH_POINT.fullmatch(bare) or _WITH_COMMA.fullmatch(bare):
        whole, rest = match.groups()
    elif match := _CENTS_ONLY.fullmatch(bare):
        whole, rest = "0", match[1]
    else:
        raise InvalidInput(f"“{text.strip()}” is geen bedrag: {EXPECTED}.", field=field)
    cents = int(re.sub(r"[. ]", "", whole)) * 100 + int((rest or "0").replace("-", "0").ljust(2, "0")[:2])
    if cents > MOST_CENTS:
        raise InvalidInput(
            f"“{text.strip()}” is te groot: een bedrag is hoogstens {format_cents(MOST_CENTS)}.", field=field
        )
    return cents


def format_cents(cents: int) -> str:
    """`€ 1.234,50`."""
    return f"€\u00a0{plain_cents(cents)}"


def plain_cents(cents: int) -> str:
    """`1.234,50`, for a column or a field that says elsewhere what it is."""
    whole, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    return f"{sign}{whole:,}".replace(",", ".") + f",{rest:02}"
