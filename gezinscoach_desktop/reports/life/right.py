"""Rights: where each stands, and what they are worth per month and at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportlab.platypus.flowables import Flowable, Spacer

from gezinscoach_desktop.domain.money import format_cents
from gezinscoach_desktop.domain.right import RightState, Standing, Worth, standings, total_of
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.reports.charts.sketch import Anchor
from gezinscoach_desktop.reports.fonts import Face
from gezinscoach_desktop.reports.life.redaction import Seen
from gezinscoach_desktop.reports.life.words import day, money, who
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.bands import Band
from gezinscoach_desktop.reports.paper.blocks import table
from gezinscoach_desktop.reports.paper.headings import section
from gezinscoach_desktop.reports.paper.measures import SMALL, WIDTH
from gezinscoach_desktop.reports.paper.prose import prose
from gezinscoach_desktop.reports.paper.table import Column, Words, row

_COLUMNS = (
    Column(0, 150), Column(158, 80), Column(246, 72), Column(322, 56),
    Column(382, 48, Anchor.END), Column(434, WIDTH - 434, Anchor.END),
)  # fmt: skip
_NAMES = ("recht", "voor wie", "stand", "sinds", "per maand", "eenmalig")
_ORDER = (
    RightState.GRANTED, RightState.APPLIED, RightState.APPEAL, RightState.REFUSED, RightState.HAS,
    RightState.STOPPED, RightState.TO_EXPLORE, RightState.NOT_APPLICABLE,
)  # fmt: skip
_SHORT = frozenset({RightState.GRANTED, RightState.APPLIED, RightState.APPEAL, RightState.REFUSED})
_TOLD = (RightState.APPLIED, RightState.GRANTED, RightState.REFUSED, RightState.APPEAL)
ALL = frozenset(_ORDER) - {RightState.NOT_APPLICABLE}
"""What does not apply is no news."""


def rights(seen: Seen, states: Iterable[RightState] = ALL, *, heading: str = "Rechten") -> list[Flowable]:
    """Every right that stands in one of `states`, with the reasons, and the worth."""
    wanted = frozenset(states) & (_SHORT if seen.options.is_short else ALL)
    known = standings(seen.life.right_steps)
    shown = sorted(
        (each for each in known if each.state in wanted and each.place[0] in seen.life.rights),
        key=lambda each: (_ORDER.index(each.state), seen.life.rights[each.place[0]].name),
    )
    if not shown:
        return []
    bands = [band for each in shown for band in _rows(seen, each)]
    return [*section(heading, keeps=96), *_worth(known), table(_COLUMNS, _NAMES, bands), Spacer(0, 6)]


def _rows(seen: Seen, standing: Standing) -> Iterator[Band]:
    details = standing.last.details
    once = standing.once_cents(standing.state) if standing.state.is_held else 0
    beside = " · ".join(filter(None, (details.not_taken_up, "" if seen.options.is_short else details.note)))
    yield row(_COLUMNS, (
        Words(seen.life.rights[details.right_id].name), Words(who(seen, details.member_id), at_most=2),
        Words(standing.state.label, face=Face.SEMIBOLD), Words(day(standing.since), PAPER.secondary),
        Words(money(standing.monthly_cents)), Words(money(once)),
    ), keeps_next=bool(beside))  # fmt: skip
    if beside:
        columns = (Column(8, WIDTH - 8),)
        yield row(columns, (Words(beside, PAPER.secondary, Face.ITALIC, SMALL, 6),), has_rule=False, pad=1.5)


def _worth(known: tuple[Standing, ...]) -> list[Flowable]:
    total = total_of(known)
    counts = ", ".join(f"{total.count(state)} {state.label.lower()}" for state in _TOLD if total.count(state))
    told = [f"{counts[:1].upper()}{counts[1:]}." if counts else ""]
    told.append(_amounts("Met de begeleiding gekregen", total.granted))
    told.append(_amounts("Had het gezin al", total.had))
    text = " ".join(filter(None, told))
    return [prose(text)] if text else []


def _amounts(what: str, worth: Worth) -> str:
    parts = [f"{format_cents(worth.monthly_cents)} per maand" if worth.monthly_cents else ""]
    parts.append(f"{format_cents(worth.once_cents)} eenmalig" if worth.once_cents else "")
    told = " en ".join(filter(None, parts))
    if not told:
        return ""
    return (
        f"{what}: {told} ({counted(worth.rights, 'recht', 'rechten')})."
        if worth.rights
        else f"{what}: {told}."
    )
