"""What the form says about itself: the line under its title, the remarks above its items. Knows no Qt."""

from __future__ import annotations

from datetime import date, datetime

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.views.snapshot.form_state import FormState

_SEPARATOR = "  ·  "
NO_MEMBERS = "Dit gezin heeft nog geen gezinsleden. Het huishouden kun je al invullen."
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
    """`Je was hier bezig op 12/08 om 14.32 – verder waar je was.`"""
    return f"Je was hier bezig op {saved_at.astimezone():%d/%m} om {clock(saved_at)} – verder waar je was."


def clock(at: datetime) -> str:
    """`14.32`, by the clock on the wall."""
    return f"{at.astimezone():%H.%M}"
