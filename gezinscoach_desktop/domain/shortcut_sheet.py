"""The keys of the program by screen, as the handbook's own page lists them: there is no second list that could lie."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gezinscoach_desktop.domain.handbook_keys import Piece, listed_keys, lists_keys, pieces
from gezinscoach_desktop.domain.markdown import Block, Heading, Table, plain

TOPIC = "sneltoetsen"
EVERYWHERE = "overal"

# By the topic of a screen's help: its sections of the page, the most its own first.
_OF_SCREEN = {
    "momentopname": ("in-een-momentopname",),
    "agenda": ("in-de-agenda",),
    "vragen-en-acties": ("in-het-plan-van-een-gezin-en-in-acties",),
    "netwerk": ("in-het-netwerk-van-een-gezin",),
    "gezinnen": ("in-een-lijst", "bij-een-gezin-en-in-accounts"),
    "accounts": ("bij-een-gezin-en-in-accounts",),
    "eerste-stappen": ("in-een-lijst",),
    "afdrukken": ("bij-verslagen-en-formulieren",),
    "brieven": ("bij-verslagen-en-formulieren",),
    "dossiers-in-bulk": ("bij-papieren-van-veel-gezinnen-en-bij-een-inzagedossier",),
    "inzagedossier": ("bij-papieren-van-veel-gezinnen-en-bij-een-inzagedossier",),
}


@dataclass(frozen=True, slots=True)
class Shortcut:
    """Keys, and what they do."""

    keys: tuple[Piece, ...]
    does: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The keys of one kind of screen."""

    title: str
    anchor: str
    shortcuts: tuple[Shortcut, ...]


def sections_of(blocks: Iterable[Block]) -> tuple[Section, ...]:
    """The tables of keys under their headings."""
    found: list[Section] = []
    heading = Heading(1, (), "")
    for block in blocks:
        if isinstance(block, Heading):
            heading = block
        elif isinstance(block, Table) and lists_keys(block):
            rows = tuple(Shortcut(tuple(listed_keys(row[0])), tuple(pieces(row[1]))) for row in block.rows)
            found.append(Section(plain(heading.runs), heading.anchor, rows))
    return tuple(found)


def own_anchors(topic: str) -> tuple[str, ...]:
    """The sections of the screen whose help is `topic`."""
    return _OF_SCREEN.get(topic, ())


def own_first(sections: Sequence[Section], topic: str) -> tuple[Section, ...]:
    """Those of the screen first, then those that work everywhere, then the others as they stand."""
    order = (*own_anchors(topic), EVERYWHERE)
    return tuple(
        sorted(sections, key=lambda each: order.index(each.anchor) if each.anchor in order else len(order))
    )


def all_topics() -> frozenset[str]:
    """The screens that have keys of their own."""
    return frozenset(_OF_SCREEN)
