"""What the form says about itself: the line under its title, the remarks above its items. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.since import Since
from gezinscoach_desktop.domain.snapshot import Place, Snapshot
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.views.snapshot.form_state import FormState

_SEPARATOR = "  ·  "
NO_MEMBERS = "Dit gezin heeft nog geen gezinsleden. Het huishouden kan je al invullen."
_MOST_ITEMS = 4
FIRST_MEASUREMENT = "De eerste meting mag onvolledig zijn. Vul in wat je al weet; de rest komt later wel."


def subtitles(state: FormState) -> tuple[str, ...]:
    """From all of it to what must always be seen: `2 van 98 gewijzigd`.

    All of it: `G-2024-017 · Momentopname 14/11/2026 · vorige 12/08/2026 · 2 van 98 items gewijzigd`.
    """
    counts, previous = state.counts(), state.previous_day
    done = "ingevuld" if state.is_first_measurement else "gewijzigd"
    day = f"Momentopname {format_date(state.day)}"
    kind = (
        "herziene nulmeting"
        if state.is_revised_baseline
        else "eerste meting"
        if state.is_first_measurement
        else ""
    )
    before = f"vorige {format_date(previous)}" if previous is not None else ""
    confirmed = f"{counts.confirmed} bevestigd" if counts.confirmed else ""
    long_count = f"{counts.changed} van {counts.items} items {done}"
    count = f"{counts.changed} van {counts.items} {done}"
    choices = (
        (state.header.record.code, day, kind, before, long_count, confirmed),
        (day, kind, before, long_count, confirmed),
        (day, kind, before, count, confirmed),
        (day, kind, count, confirmed),
        (day, kind, count),
        (day, count),
        (count,),
    )
    return tuple(_SEPARATOR.join(part for part in parts if part) for parts in choices)


def left_out(state: FormState) -> str:
    """What stands in the draft and will not be registered, if anything."""
    if not state.left_out:
        return ""
    return (
        f"Wat je invulde bij {_items(state, state.left_out)}, telt niet mee: "
        "dat past niet meer bij wie er nu in het gezin staat."
    )


def date_note(state: FormState, today: date) -> str:
    """What is remarkable about the date, if anything."""
    remarks = []
    if state.is_second_of_day:
        when = "vandaag al een momentopname" if state.day == today else "al een momentopname van die dag"
        remarks.append(f"Er is {when}. Deze komt erbij en telt als de nieuwste van de twee.")
    if state.later_day is not None:
        remarks.append(f"Er is al een latere momentopname, van {format_date(state.later_day)}.")
    return " ".join(remarks)


def resumed(saved_at: datetime) -> str:
    """`Je was hier bezig op 12/08 om 14:32 – verder waar je was.`"""
    return f"Je was hier bezig op {saved_at.astimezone():%d/%m} om {clock(saved_at)} – verder waar je was."


def news(state: FormState, since: Since, *, me: str, today: date) -> str:
    """Who did what since this form was begun: `An De Smet rondde vandaag om 14:32 een momentopname af: Inkomen …`"""
    if not since:
        return ""
    parts = []
    if since.snapshots:
        last = since.snapshots[-1]
        more = len(since.snapshots) - 1
        before = f" (en eerder nog {counted(more, 'momentopname', 'momentopnamen')})" if more else ""
        items = _items(state, since.places)
        parts.append(f"{_author(last, me)} rondde {_when(last, today)}een momentopname af{before}: {items}.")
    changed = (["de gezinsgegevens"] if since.family_changed_by else []) + [
        member.display_name for member in since.members
    ]
    if changed:
        names = dict.fromkeys(
            filter(None, (since.family_changed_by, *(one.changed_by for one in since.members)))
        )
        verb = "wijzigde" if len(names) == 1 else "wijzigden"
        parts.append(f"{_listed(names)} {verb} intussen {_listed(changed)}.")
    both = [place for place in since.places if state.is_filled_in(place)]
    if both:
        parts.append(f"Kijk {_items(state, both)} na: dat vulde jij ook in.")
    parts.append("Wat jij invulde, blijft staan.")
    return " ".join(parts)


def _author(snapshot: Snapshot, me: str) -> str:
    if snapshot.author is None:
        return "Een collega"
    return "Jijzelf" if snapshot.author == me else snapshot.author


def _when(snapshot: Snapshot, today: date) -> str:
    if snapshot.recorded_at is None:
        return ""
    day = snapshot.recorded_at.astimezone().date()
    return f"{'vandaag' if day == today else f'op {format_date(day)}'} om {clock(snapshot.recorded_at)} "


def _items(state: FormState, places: Iterable[Place]) -> str:
    """The names of a few items, with whose they are; the rest counted."""
    names = []
    order = {key: number for number, key in enumerate(state.instrument.items)}
    for person, key in sorted(places, key=lambda place: order.get(place[1], 0)):
        item = state.instrument.items.get(key)
        if item is None:
            continue
        who = None if person is None else state.route.who(person)
        names.append(item.name if who is None else f"{item.name} ({who.name})")
    shown, rest = names[:_MOST_ITEMS], len(names) - _MOST_ITEMS
    if not shown:
        return "een item dat niet meer bestaat"
    return _listed([*shown, f"nog {counted(rest, 'item', 'items')}"] if rest > 0 else shown)


def _listed(texts: Iterable[str]) -> str:
    """`a, b en c`."""
    *first, last = texts
    return f"{', '.join(first)} en {last}" if first else last


def clock(at: datetime) -> str:
    """`14:32`, by the clock on the wall."""
    return f"{at.astimezone():%H:%M}"
