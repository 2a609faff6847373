"""How a line of the timeline reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.clock import format_length, format_time
from gezinscoach_desktop.domain.contact import ContactInput, ContactRecord
from gezinscoach_desktop.domain.contact_entry import ContactEntry
from gezinscoach_desktop.domain.dates import format_date, format_long
from gezinscoach_desktop.domain.intensity import MonthIntensity, last_judged
from gezinscoach_desktop.domain.money import format_cents
from gezinscoach_desktop.domain.text import counted, fold
from gezinscoach_desktop.domain.timeline import LineKind, SnapshotHeading, TimelineLine

_DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")


@dataclass(frozen=True, slots=True)
class Told:
    """What is shown of one line."""

    line: TimelineLine
    icon_name: str
    day: str
    time: str
    title: str
    aside: str
    """Small, at the right: who."""
    about: str
    """Small, under the title: who was there, which domains."""
    note: str
    with_it: tuple[str, ...]
    """What was kept with it: short remarks under the note."""
    search_text: str

    @property
    def spoken(self) -> str:
        """For who hears the list."""
        when = f"{format_long(self.line.on)} {self.time}".strip()
        parts = (when, self.title, self.about, self.aside, self.note, *self.with_it)
        return ". ".join(part for part in parts if part)


def told(line: TimelineLine, names: Mapping[UUID | None, str], services: Mapping[UUID, str]) -> Told:
    """A line in words; `names` of members."""
    day = f"{_DAYS[line.on.weekday()]} {line.on.day}"
    if line.kind is LineKind.CONTACT and line.contact is not None:
        return _contact(line, line.contact, day, names, services)
    icon_name, title, aside, note = "flag", "", "", ""
    if line.snapshot is not None:
        icon_name, title, aside = "data-bar-vertical", _snapshot(line.snapshot), line.snapshot.author or ""
    elif line.story is not None:
        details = line.story.details
        icon_name, title = "star", details.title or details.kind.label
        aside, note = line.story.created_by or "", details.text
    elif line.phase is not None:
        title, note = f"Fase: {line.phase.phase.label}", line.phase.reason or ""
    return Told(line, icon_name, day, "", title, aside, "", note, (), fold(f"{title} {note}"))


def _contact(
    line: TimelineLine,
    contact: ContactRecord,
    day: str,
    names: Mapping[UUID | None, str],
    services: Mapping[UUID, str],
) -> Told:
    details = contact.details
    length = "" if details.minutes is None else format_length(details.minutes)
    title = " · ".join(part for part in (details.kind.label, length) if part)
    present = [names.get(member, "gezinslid") for member in details.members]
    present += [details.others] if details.others else []
    service = services.get(details.service_id, "") if details.service_id is not None else ""
    about = (
        f"met {', '.join(present)}" if present else "",
        service,
        ", ".join(domain.short for domain in details.domains),
    )
    about_text = " · ".join(part for part in about if part)
    with_it = _with_it(line)
    return Told(
        line=line,
        icon_name=details.kind.icon,
        day=day,
        time="" if details.begins_at is None else format_time(details.begins_at),
        title=title,
        aside=contact.created_by or "",
        about=about_text,
        note=details.note,
        with_it=with_it,
        search_text=fold(f"{title} {about_text} {details.note} {' '.join(with_it)}"),
    )


def _with_it(line: TimelineLine) -> tuple[str, ...]:
    remarks = [f"{format_cents(each.details.cents)} {each.details.what}" for each in line.expenses]
    remarks += [f"Opvolging: {each.details.what}" for each in line.actions]
    remarks += [
        f"Volgende afspraak {format_date(each.details.on)} {each.details.time_text}".strip()
        for each in line.appointments
    ]
    remarks += [
        "Momentopname" if each.on == line.on else f"Momentopname {format_date(each.on)}"
        for each in line.snapshots
    ]
    if line.contact is not None and line.contact.details.group_id is not None:
        remarks.append("met andere gezinnen")
    return tuple(remarks)


def _snapshot(snapshot: SnapshotHeading) -> str:
    if snapshot.is_revised_baseline:
        return "Momentopname, herziene nulmeting"
    return "Momentopname, nulmeting" if snapshot.number == 1 else "Momentopname"


def totals(lines: tuple[TimelineLine, ...]) -> str:
    """`23 contactmomenten, samen 18 u 30`."""
    contacts = [line.contact.details for line in lines if line.contact is not None]
    minutes = sum(contact.minutes or 0 for contact in contacts)
    text = counted(len(contacts), "contactmoment", "contactmomenten")
    return f"{text}, samen {format_length(minutes)}" if minutes else text


def intensity_sentence(months: tuple[MonthIntensity, ...]) -> str:
    """What the contacts of the last month that can be judged say beside the coach's own phase, calmly."""
    month = last_judged(months)
    if month is None or month.intensity is None:
        return "Na twee weken zie je hier hoe intensief de begeleiding is."
    days = f"op {counted(month.met, 'dag', 'dagen')}" if month.met else "geen"
    said = f"In {month_name(month.month)} was er {days} contact: {month.intensity.label.lower()}."
    if month.differs and month.phase is not None:
        return (
            f"{said} De fase die je noteerde is {month.phase.label.lower()}. Kijk gerust na of die nog klopt."
        )
    return said


def month_name(month: date) -> str:
    """`november 2026`."""
    return format_long(month).split(" ", 1)[1]


def contact_lines(details: ContactInput) -> Iterator[str]:
    """What was filled in about a contact, line by line."""
    parts = [details.kind.label, f"op {format_date(details.on)}"]
    parts += [] if details.begins_at is None else [format_time(details.begins_at)]
    parts += [] if details.minutes is None else [format_length(details.minutes)]
    yield " · ".join(parts)
    if details.domains:
        yield ", ".join(domain.label for domain in details.domains)
    yield from (text for text in (details.others, details.note) if text)


def entry_lines(entry: ContactEntry) -> Iterator[str]:
    """What was filled in at once, with what was agreed and spent."""
    yield from contact_lines(replace(entry.contact_of(entry.families[0]), note=entry.note))
    yield from (part.note for part in entry.families if part.note)
    if entry.appointment is not None:
        agreed = entry.appointment
        when = f"{format_date(agreed.on)} {agreed.time_text}".strip()
        yield f"Volgende afspraak {when}" + (f": {agreed.what}" if agreed.what else "")
    yield from (f"Opvolging: {action.what}" for action in entry.actions)
    if entry.expense is not None:
        yield f"Onkost: {format_cents(entry.expense.cents)} {entry.expense.what}"
