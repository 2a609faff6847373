"""Two people changed the same record: what each of them did to it, field by field, and one record out of both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from difflib import SequenceMatcher
from enum import Enum, auto
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Side(Enum):
    """Whose change of a field stands in the merged record."""

    MINE = auto()
    THEIRS = auto()
    ALIKE = auto()
    """Both made the same of it."""
    CONFLICT = auto()
    """Both made something else of it: somebody has to choose."""


@dataclass(frozen=True, slots=True)
class FieldMerge:
    """One field that at least one of both changed; `base` is what it was before both."""

    name: str
    base: Any
    mine: Any
    theirs: Any
    side: Side

    @property
    def is_conflict(self) -> bool:
        return self.side is Side.CONFLICT

    @property
    def is_text(self) -> bool:
        """True when both versions can stand in one text."""
        return all(isinstance(each, str) and not isinstance(each, Enum) for each in (self.mine, self.theirs))

    @property
    def merged_text(self) -> str:
        """What both wrote, in one text."""
        return merge_texts(str(self.base), str(self.mine), str(self.theirs))

    @property
    def automatic(self) -> Any:
        """What stands in the merged record when nobody chooses; a conflict has no such value."""
        if self.is_conflict:
            raise ValueError(f"somebody has to choose {self.name}")
        return self.theirs if self.side is Side.THEIRS else self.mine


@dataclass(frozen=True, slots=True)
class Merge(Generic[T]):
    """Every changed field, in the order of the record."""

    theirs: T
    fields: tuple[FieldMerge, ...]

    @property
    def conflicts(self) -> tuple[FieldMerge, ...]:
        return tuple(field for field in self.fields if field.is_conflict)

    @property
    def automatic(self) -> tuple[FieldMerge, ...]:
        """Merged by themselves: only one of both changed them, or both alike."""
        return tuple(field for field in self.fields if not field.is_conflict)

    def result(self, choices: Mapping[str, Any]) -> T:
        """The one record; `choices` has a value for every conflict, and for nothing else.

        Raises ValueError otherwise: nothing is decided silently.
        """
        if choices.keys() != {field.name for field in self.conflicts}:
            raise ValueError("choose every conflict, and nothing else")
        values = {field.name: field.automatic for field in self.automatic} | dict(choices)
        made: T = replace(self.theirs, **values)  # type: ignore[type-var]  # merge() takes dataclasses only
        return made


def merge(base: T, mine: T, theirs: T, *, together: Iterable[frozenset[str]] = ()) -> Merge[T]:
    """Compare two versions of a frozen dataclass with the one that both began from.

    Fields that are named `together` mean something only side by side (where somebody lives and with whom): when each of
    both changed one of them, all that differ between both are conflicts.
    """
    if not is_dataclass(base) or isinstance(base, type):
        raise TypeError("only records can be merged")
    found = {field.name: _compare(field.name, base, mine, theirs) for field in fields(base)}
    for group in together:
        changed = [found[name] for name in group if name in found]
        if _touches(changed, Side.MINE) and _touches(changed, Side.THEIRS):
            for one in changed:
                if one is not None and one.side in (Side.MINE, Side.THEIRS):
                    found[one.name] = replace(one, side=Side.CONFLICT)
    return Merge(theirs, tuple(one for one in found.values() if one is not None))


def _compare(name: str, base: object, mine: object, theirs: object) -> FieldMerge | None:
    was, one, other = getattr(base, name), getattr(mine, name), getattr(theirs, name)
    if one == other:
        return None if one == was else FieldMerge(name, was, one, other, Side.ALIKE)
    if one == was:
        return FieldMerge(name, was, one, other, Side.THEIRS)
    if other == was:
        return FieldMerge(name, was, one, other, Side.MINE)
    return FieldMerge(name, was, one, other, Side.CONFLICT)


def _touches(changed: Iterable[FieldMerge | None], side: Side) -> bool:
    return any(one is not None and one.side in (side, Side.CONFLICT) for one in changed)


# ------------------------------------------------------------------------------------------------------------- texts
_PARTS = re.compile(r"\n|[^\S\n]+|\S+")
_BLANK = " "


@dataclass(frozen=True, slots=True)
class _Edit:
    """What one of both made of `base[start:end]`."""

    start: int
    end: int
    new: tuple[str, ...]


def merge_texts(base: str, mine: str, theirs: str) -> str:
    """One text with every word that either of both added; a word goes only where one took it out and the other left it.

    Where both rewrote the same words, both versions stand there, theirs first.
    """
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    words = _PARTS.findall(base)
    merged: list[str] = []
    place = 0
    for start, end, my_part, their_part in _regions(words, _edits(words, mine), _edits(words, theirs)):
        merged += words[place:start]
        merged += _both(tuple(words[start:end]), my_part, their_part)
        place = end
    return "".join(merged + words[place:])


def _edits(words: list[str], changed: str) -> list[_Edit]:
    now = _PARTS.findall(changed)
    matcher = SequenceMatcher(None, words, now, autojunk=False)
    edits: list[_Edit] = []
    # Blanks since the last edit that both texts have: a sentence does not fall apart over those.
    blank: tuple[str, ...] = ()
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            blank = tuple(words[start:end])
            continue
        new = tuple(now[first:last])
        if edits and all(part.isspace() for part in blank):
            before = edits.pop()
            edits.append(_Edit(before.start, end, (*before.new, *blank, *new)))
        else:
            edits.append(_Edit(start, end, new))
        blank = ()
    return edits


def _regions(
    words: list[str], mine: list[_Edit], theirs: list[_Edit]
) -> Iterator[tuple[int, int, tuple[str, ...], tuple[str, ...]]]:
    """Stretches of the base that somebody changed, with what each of both has there; edits that touch are one stretch."""
    waiting = sorted(mine + theirs, key=lambda edit: (edit.start, edit.end))
    while waiting:
        first = waiting.pop(0)
        start, end = first.start, first.end
        while waiting and waiting[0].start <= end:
            end = max(end, waiting.pop(0).end)
        yield start, end, _version(words, mine, start, end), _version(words, theirs, start, end)


def _version(words: list[str], edits: list[_Edit], start: int, end: int) -> tuple[str, ...]:
    """What somebody with these edits has between two places of the base."""
    made: list[str] = []
    place = start
    for edit in edits:
        if edit.start < start or edit.end > end:
            continue
        made += [*words[place : edit.start], *edit.new]
        place = edit.end
    return tuple(made + words[place:end])


def _both(base: tuple[str, ...], mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    needs_blank = bool(theirs and mine) and not theirs[-1].isspace() and not mine[0].isspace()
    return (*theirs, _BLANK, *mine) if needs_blank else (*theirs, *mine)
