"""Words that were meant: names as they sound in Dutch, and how many slips of the keyboard lie between two of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import nsmallest

_SOUNDS = (
    *(("ch", "\0"), ("ck", "k"), ("ci", "si"), ("ce", "se"), ("c", "k"), ("q", "k"), ("\0", "ch")),
    *(("ph", "v"), ("w", "v"), ("f", "v"), ("x", "ks"), ("z", "s"), ("gh", "g"), ("th", "t"), ("dt", "t")),
    *(("ei", "i"), ("ij", "i"), ("ey", "i"), ("y", "i"), ("ou", "au")),
)
"""Spellings that people mix up in names, each with what stands for all of them, in this order."""
_DOUBLED = re.compile(r"(.)\1+")
_SHORTEST = 4
"""Of shorter words everything is a slip away from everything."""
_LOOKED_AT = 150
"""So many words that share most pairs of letters are measured at most."""


def sound_of(word: str) -> str:
    """How a folded word sounds: spellings that people mix up come to the same."""
    for written, instead in _SOUNDS:
        if written in word:
            word = word.replace(written, instead)
    if word.endswith("d"):
        word = f"{word[:-1]}t"
    return _DOUBLED.sub(r"\1", word)


def slips_allowed(length: int) -> int:
    """How many letters of a word of that length may be wrong, missing, too many or swapped."""
    return 0 if length < _SHORTEST else 1 if length < 6 else 2 if length < 9 else 3


def slips(typed: str, word: str, most: int) -> int | None:
    """The fewest slips with which `typed` is the beginning of `word` (optimal string alignment); None above `most`.

    Only what lies within `most` places of each other is compared: further apart there are more slips anyway.
    """
    word = word[: len(typed) + most]
    width, too_many = len(word), most + 1
    if len(typed) - width > most:
        return None
    last: list[int] = []
    before: list[int] = []
    row = list(range(width + 1))
    for place, letter in enumerate(typed, 1):
        last, before, row = before, row, [too_many] * (width + 1)
        row[0] = fewest = min(place, too_many)
        for other in range(max(1, place - most), min(width, place + most) + 1):
            if letter == word[other - 1]:
                cost = before[other - 1]
            else:
                cost = 1 + min(before[other - 1], before[other], row[other - 1])
                is_swapped = place > 1 and other > 1 and letter == word[other - 2]
                if is_swapped and typed[place - 2] == word[other - 1]:
                    cost = min(cost, last[other - 2] + 1)
            row[other] = cost
            fewest = min(fewest, cost)
        if fewest > most:
            return None
    return min(row) if min(row) <= most else None


class Spelling:
    """Known words, to find those that were meant by one that is not among them."""

    def __init__(self, words: Sequence[str]) -> None:
        self._sounds = [sound_of(word) for word in words]
        self._with: dict[str, list[int]] = {}
        for place, sound in enumerate(self._sounds):
            if len(sound) >= _SHORTEST - 1 and sound.isalpha():
                for pair in _pairs(sound):
                    self._with.setdefault(pair, []).append(place)

    def meant_by(self, typed: str) -> dict[int, float]:
        """The places of the words that `typed` may be (the beginning of), with how far off it is."""
        sound = sound_of(typed)
        most = slips_allowed(len(typed))
        if not most or not typed.isalpha():
            return {}
        found: dict[int, float] = {}
        for place in self._candidates(sound, most):
            off = slips(sound, self._sounds[place], most)
            if off is not None:
                # Of words equally far off the one that ends where the typing ended was meant sooner.
                found[place] = off + 0.1 * abs(len(self._sounds[place]) - len(sound))
        return found

    def _candidates(self, sound: str, most: int) -> Iterable[int]:
        """Who shares so many pairs of letters that it can be within `most` slips: each slip breaks two pairs at most."""
        pairs = _pairs(sound)
        shared: Counter[int] = Counter()
        for pair in pairs:
            shared.update(self._with.get(pair, ()))
        needed = max(1, len(pairs) - 2 * most)
        near = [(-count, place) for place, count in shared.items() if count >= needed]
        return [place for _, place in (near if len(near) <= _LOOKED_AT else nsmallest(_LOOKED_AT, near))]


def _pairs(sound: str) -> set[str]:
    """Letters two by two, the first one also with the edge before it."""
    padded = f" {sound}"
    return {padded[place : place + 2] for place in range(len(sound))}
