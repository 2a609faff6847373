"""Phone numbers as people write them: never refused, compared by their digits, shown in groups."""

from __future__ import annotations

import re

_BELGIUM = re.compile(r"^(?:\+|00)32\(?0?\)?")
_MOBILE = 10
_FIXED = 9
_CITIES = ("02", "03", "04", "09")
"""Zones of two digits; every other zone has three."""


def plain_phone(text: str) -> str:
    """The digits, a Belgian number as it is dialled here: `+32 (0)470 12.34.56` and `0470/123456` are one."""
    joined = re.sub(r"[^\d+()]", "", text)
    return re.sub(r"\D", "", _BELGIUM.sub("0", joined))


def shown_phone(text: str) -> str:
    """In groups when it is a Belgian number; anything else as it was written."""
    digits = plain_phone(text)
    if len(digits) == _MOBILE and digits.startswith("04"):
        return f"{digits[:4]} {digits[4:6]} {digits[6:8]} {digits[8:]}"
    if len(digits) == _FIXED and digits.startswith("0"):
        if digits.startswith(_CITIES):
            return f"{digits[:2]} {digits[2:5]} {digits[5:7]} {digits[7:]}"
        return f"{digits[:3]} {digits[3:5]} {digits[5:7]} {digits[7:]}"
    return text.strip()
