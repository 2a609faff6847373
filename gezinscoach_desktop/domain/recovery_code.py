"""The code on the recovery sheet: 160 random bits in seven groups of five signs, the last three signs a check.

Signs are numbers of the field with 32 elements. The check is linear, with a column of its own for every place, none a
multiple of another: so a single wrong sign, or two neighbours that changed places, shows where it is.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Sequence

from gezinscoach_desktop.domain.errors import InvalidInput

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
SECRET_BYTES = 20
GROUPS, GROUP = 7, 5
_DATA, _CHECK = 32, 3
_LENGTH = GROUPS * GROUP
_SEPARATORS = re.compile(r"[\s\-–—_.,]+")
_COMPARE = "vergelijk de code groep per groep met het blad."

Syndrome = tuple[int, int, int]


def make() -> str:
    """A new random code, written for people."""
    return written(secrets.token_bytes(SECRET_BYTES))


def written(secret: bytes) -> str:
    """The code of `secret`: groups with a blank between them."""
    number = int.from_bytes(secret)
    signs = [number >> 5 * place & 31 for place in reversed(range(_DATA))]
    signs += _syndrome(signs)
    text = "".join(ALPHABET[sign] for sign in signs)
    return " ".join(text[start : start + GROUP] for start in range(0, _LENGTH, GROUP))


def parse(text: str) -> bytes:
    """The secret behind a code, typed with or without blanks, dashes and capitals; raises InvalidInput (field code)."""
    signs = [ALPHABET.index(sign) for sign in _checked_signs(text)]
    syndrome = _syndrome(signs)
    if any(syndrome):
        raise _refused(_suspects(signs, syndrome))
    number = 0
    for sign in signs[:_DATA]:
        number = number << 5 | sign
    return number.to_bytes(SECRET_BYTES)


def _checked_signs(text: str) -> str:
    # Sign by sign: the capital of ß is two signs, and would move what follows.
    capitals = "".join(sign.upper() if sign.isascii() else sign for sign in text)
    parts = [part for part in _SEPARATORS.split(capitals) if part]
    joined = "".join(parts)
    for place, sign in enumerate(joined):
        if sign not in ALPHABET:
            group = _group_of(parts, place)
            raise InvalidInput(
                f"In groep {group} staat een teken dat in geen code voorkomt (een I, O, 0 of 1 bijvoorbeeld); {_COMPARE}",
                field="code",
            )
    if len(joined) != _LENGTH:
        raise _wrong_length(parts, len(joined))
    return joined


def _wrong_length(parts: Sequence[str], length: int) -> InvalidInput:
    odd = [group for group, part in enumerate(parts, 1) if len(part) != GROUP]
    if len(parts) == GROUPS and len(odd) == 1:
        return InvalidInput(f"Groep {odd[0]} telt geen vijf tekens; {_COMPARE}", field="code")
    return InvalidInput(
        f"De code telt {_LENGTH} tekens in zeven groepen van vijf, en hier staan er {length}.", field="code"
    )


def _group_of(parts: Sequence[str], place: int) -> int:
    """As they were typed: people count the groups they see."""
    if len(parts) == 1:
        return place // GROUP + 1
    for group, part in enumerate(parts, 1):
        if place < len(part):
            return group
        place -= len(part)
    raise IndexError(place)


def _refused(suspects: frozenset[int]) -> InvalidInput:
    if len(suspects) == 1:
        (group,) = suspects
        return InvalidInput(f"Groep {group} klopt niet; vergelijk die met het blad.", field="code")
    return InvalidInput(f"Er zit een fout in de code; {_COMPARE}", field="code")


def _suspects(signs: Sequence[int], syndrome: Syndrome) -> frozenset[int]:
    """The groups in which one wrong sign, or two neighbours that changed places, would explain everything."""
    found = set()
    for place in range(_LENGTH):
        if any(_scaled(error, _COLUMNS[place]) == syndrome for error in range(1, 32)):
            found.add(place // GROUP + 1)
        if place + 1 < _LENGTH:
            error = signs[place] ^ signs[place + 1]
            both = (_scaled(error, _COLUMNS[place]), _scaled(error, _COLUMNS[place + 1]))
            if error and _sum(both) == syndrome:
                found.add(place // GROUP + 1)
    return frozenset(found)


def _times(first: int, second: int) -> int:
    """In the field of 32 elements, modulo x^5 + x^2 + 1."""
    product = 0
    while second:
        if second & 1:
            product ^= first
        first <<= 1
        if first & 32:
            first ^= 0b100101
        second >>= 1
    return product


def _scaled(factor: int, column: Syndrome) -> Syndrome:
    first, second, third = (_times(factor, part) for part in column)
    return first, second, third


def _sum(columns: Iterable[Syndrome]) -> Syndrome:
    first = second = third = 0
    for column in columns:
        first, second, third = first ^ column[0], second ^ column[1], third ^ column[2]
    return first, second, third


def _columns() -> tuple[Syndrome, ...]:
    power, found = 1, []
    for _ in range(_DATA - 1):
        found.append((1, power, _times(power, power)))
        power = _times(power, 2)
    return (*found, (0, 1, 1), (1, 0, 0), (0, 1, 0), (0, 0, 1))


_COLUMNS = _columns()


def _syndrome(signs: Sequence[int]) -> Syndrome:
    """Of the 32 data signs alone: their check; of the whole code: nothing but zeros when it is right."""
    return _sum(_scaled(sign, column) for sign, column in zip(signs, _COLUMNS, strict=False))
