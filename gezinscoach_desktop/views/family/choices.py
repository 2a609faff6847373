"""Choices for fields out of the words of the domain."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

UNKNOWN = "Niet ingevuld"


class Labelled(Protocol):
    """An enumeration that knows its Dutch words."""

    @property
    def label(self) -> str: ...


L = TypeVar("L", bound=Labelled)


def choices_of(values: Iterable[L], *, unknown: str = UNKNOWN) -> list[tuple[str, L | None]]:
    """Every value with its words, after one that says it is not known."""
    empty: list[tuple[str, L | None]] = [(unknown, None)]
    return empty + [(value.label, value) for value in values]
