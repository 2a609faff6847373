"""Where papers in bulk are made, by the name the window knows it under."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from gezinscoach_desktop.views.page import Destination

BULK = "papers_in_bulk"


def papers_in_bulk(families: Iterable[UUID] = ()) -> Destination:
    """The page, with these families chosen already."""
    return Destination(BULK, part=",".join(family.hex for family in families))


def families_of(part: str) -> frozenset[UUID]:
    """The families that the part of a Destination names."""
    return frozenset(UUID(name) for name in part.split(",") if name)
