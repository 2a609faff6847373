"""Work: contacts with the families, how long they took, and small expenses."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.figures import keys
from gezinscoach_desktop.domain.figures.draft import Draft, count_column, labels_of, total
from gezinscoach_desktop.domain.figures.facts import KINDS
from gezinscoach_desktop.domain.figures.frame import Frame
from gezinscoach_desktop.domain.figures.keys import COUNT
from gezinscoach_desktop.domain.figures.shape import Counted, Label

FREQUENCIES = (
    ("none", 1, "Geen contact"),
    ("1_3", 4, "1 tot 3 contacten"),
    ("4_11", 12, "4 tot 11 contacten"),
    ("12_25", 26, "12 tot 25 contacten"),
)
MOST = "26_up"


def drafts(frame: Frame) -> Iterator[Draft]:
    """The tables of work."""
    yield from _contacts(frame)
    yield _expenses(frame)


def _contacts(frame: Frame) -> Iterator[Draft]:
    since, until = frame.since.toordinal(), frame.until.toordinal()
    count = len(frame.families)
    often, minutes = [0] * len(KINDS), [0] * len(KINDS)
    with_kind = [bytearray(count) for _ in KINDS]
    with_time = [bytearray(count) for _ in KINDS]
    months = frame.months
    ends = [end.toordinal() for _, _, end in months]
    per_month, in_month = [0] * len(months), [bytearray(count) for _ in months]
    frequency: defaultdict[str, list[int]] = defaultdict(list)
    supported = frame.supported_mask.to_bytes(count, "little")
    for index, family in frame.each(frame.chosen):
        contacts = family.contacts
        first, last = bisect_left(contacts.days, since), bisect_left(contacts.days, until)
        number = last - first
        if supported[index]:
            frequency[_band(number)].append(index)
        if not number:
            continue
        kinds = contacts.kinds[first:last]
        for kind in set(kinds):
            often[kind] += kinds.count(kind)
            with_kind[kind][index] = 1
        for kind, lasted in zip(kinds, contacts.minutes[first:last], strict=True):
            if lasted:
                minutes[kind] += lasted
                with_time[kind][index] = 1
        at = first
        for month, end in enumerate(ends):
            beyond = bisect_left(contacts.days, end, at, last)
            if beyond > at:
                per_month[month] += beyond - at
                in_month[month][index] = 1
                at = beyond
    yield _per_kind(keys.CONTACTS, "Contacten", Counted.CONTACTS, often, with_kind)
    time = _per_kind(keys.TIME, "Tijd in contacten", Counted.MINUTES, minutes, with_time)
    time.note = "Alleen contacten waarvan genoteerd is hoelang ze duurden."
    yield time
    monthly = Draft(
        keys.CONTACT_MONTHS,
        "Contacten per maand",
        Counted.CONTACTS,
        (*(label for label, _, _ in months), total()),
        count_column("Contacten"),
    )
    for (label, _, _), number, families in zip(months, per_month, in_month, strict=True):
        monthly.put(label.key, COUNT, number, int.from_bytes(families, "little"))
    yield monthly
    yield _frequency(frame, frequency)


def _band(number: int) -> str:
    return next((key for key, beyond, _ in FREQUENCIES if number < beyond), MOST)


def _per_kind(key: str, title: str, counted: Counted, values: list[int], families: list[bytearray]) -> Draft:
    heading = "Contacten" if counted is Counted.CONTACTS else "Tijd"
    draft = Draft(key, title, counted, labels_of(ContactKind, total()), count_column(heading))
    for kind, value, behind in zip(KINDS, values, families, strict=True):
        draft.put(kind.value, COUNT, value, int.from_bytes(behind, "little"))
    return draft


def _frequency(frame: Frame, found: defaultdict[str, list[int]]) -> Draft:
    rows = (
        *(Label(key, text) for key, _, text in FREQUENCIES),
        Label(MOST, "26 contacten of meer"),
        total(),
    )
    draft = Draft(
        keys.FREQUENCY,
        "Hoe vaak er contact was",
        Counted.FAMILIES,
        rows,
        count_column("Gezinnen"),
        note="Gezinnen in begeleiding, volgens hun aantal contacten in de periode.",
    )
    for key, indexes in found.items():
        draft.put(key, COUNT, len(indexes), frame.mask(indexes))
    return draft


def _expenses(frame: Frame) -> Draft:
    months = frame.months
    draft = Draft(
        keys.EXPENSES,
        "Kleine onkosten per maand",
        Counted.CENTS,
        (*(label for label, _, _ in months), total()),
        count_column("Bedrag"),
    )
    ends = [end for _, _, end in months]
    cents = [0] * len(months)
    behind: list[set[int]] = [set() for _ in months]
    for index, family in frame.each(frame.chosen):
        for day, amount in family.expenses:
            if frame.since <= day < frame.until:
                month = bisect_left(ends, day)
                month += ends[month] == day
                cents[month] += amount
                behind[month].add(index)
    for (label, _, _), amount, families in zip(months, cents, behind, strict=True):
        draft.put(label.key, COUNT, amount, frame.mask(families))
    return draft
