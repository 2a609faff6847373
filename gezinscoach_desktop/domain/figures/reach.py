"""Reach: who was supported, who came, went and came back, for how long, and by whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from uuid import UUID

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.figures import keys
from gezinscoach_desktop.domain.figures.draft import Draft, count_column, grouped, labels_of, total
from gezinscoach_desktop.domain.figures.facts import PersonFact
from gezinscoach_desktop.domain.figures.frame import Frame, time_in_support
from gezinscoach_desktop.domain.figures.keys import COUNT, UNKNOWN
from gezinscoach_desktop.domain.figures.shape import Counted, Label, TimeInSupport
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.trajectory import AssignmentKind, ClosingReason, Phase

AGE_BANDS = (
    ("0_2", 3, "0 tot 2 jaar"),
    ("3_5", 6, "3 tot 5 jaar"),
    ("6_11", 12, "6 tot 11 jaar"),
    ("12_17", 18, "12 tot 17 jaar"),
)
"""Of children: key, the first age beyond it, and what one reads."""
OLDER, UNBORN = "18_up", "unborn"
AGES = (
    *(Label(key, text) for key, _, text in AGE_BANDS),
    Label(OLDER, "18 jaar en ouder"),
    Label(UNBORN, "Nog niet geboren"),
    Label(UNKNOWN, "Leeftijd onbekend"),
)
_FLOW = (
    Label("active_at_start", "In begeleiding bij het begin"),
    Label("new", "Nieuw gestart"),
    Label("reopened", "Teruggekomen"),
    Label("closed", "Afgesloten"),
    Label("active_at_end", "In begeleiding op het einde"),
    Label("supported", "Verschillende gezinnen in begeleiding"),
)


@lru_cache(1 << 16)
def age_band(born: date | None, on: date) -> str:
    """In which band of ages a child falls on `on`."""
    if born is None:
        return UNKNOWN
    if born > on:
        return UNBORN
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return next((key for key, beyond, _ in AGE_BANDS if years < beyond), OLDER)


def drafts(frame: Frame) -> Iterator[Draft]:
    """The tables of reach."""
    yield _flow(frame)
    yield _people(frame)
    yield _phase(frame)
    yield _length(frame)
    yield _closing(frame)
    if frame.around.is_whole:
        yield _caseload(frame)


def _flow(frame: Frame) -> Draft:
    draft = Draft(keys.FLOW, "Instroom en uitstroom", Counted.FAMILIES, _FLOW, count_column("Gezinnen"))
    counts: Counter[str] = Counter()
    behind: defaultdict[str, list[int]] = defaultdict(list)
    for index in frame.chosen:
        course = frame.courses[index]
        for key, often in (
            ("active_at_start", int(course.at_start)),
            ("new", int(course.is_new)),
            ("reopened", course.reopened),
            ("closed", course.closed),
            ("active_at_end", int(course.at_end)),
            ("supported", int(course.is_supported)),
        ):
            if often:
                counts[key] += often
                behind[key].append(index)
    for row in _FLOW:
        draft.put(row.key, COUNT, counts[row.key], frame.mask(behind[row.key]))
    draft.note = "Een gezin dat in de periode twee keer stopte, telt twee keer bij Afgesloten."
    if not frame.filter.is_over(frame.today):
        draft.note += f" De periode is nog niet om: het einde is hier {format_date(frame.last_day)}."
    return draft


def _people(frame: Frame) -> Draft:
    """Who belonged to a supported family on a day of the period, and was born before it ended."""
    rows = (Label("adults", "Volwassenen"), Label("children", "Kinderen"))
    draft = Draft(keys.PEOPLE, "Mensen in deze gezinnen", Counted.PERSONS, rows, count_column("Mensen"))
    counts: Counter[str] = Counter()
    behind: defaultdict[str, list[int]] = defaultdict(list)
    since, until = frame.since, frame.until
    for index, family in frame.each(frame.supported):
        adults = children = 0
        for person in family.persons:
            if person.birth_date is not None and person.birth_date >= until:
                continue
            if family.comes_and_goes and not _stayed(person, since, until):
                continue
            if person.role is Role.ADULT:
                adults += 1
            else:
                children += 1
        for key, number in (("adults", adults), ("children", children)):
            if number:
                counts[key] += number
                behind[key].append(index)
    for row in rows:
        draft.put(row.key, COUNT, counts[row.key], frame.mask(behind[row.key]))
    draft.note = (
        "Wie op minstens één dag van de periode bij een gezin in begeleiding hoorde, "
        "ook wie er intussen niet meer bij hoort. Wie nog niet geboren is, telt niet mee."
    )
    return draft


def _stayed(person: PersonFact, since: date, until: date) -> bool:
    """Whether somebody belonged to the household on a day of the period."""
    return any(
        (stay.joined is None or stay.joined < until) and (stay.left is None or stay.left > since)
        for stay in person.stays
    )


def _phase(frame: Frame) -> Draft:
    rows = labels_of(Phase, Label(UNKNOWN, "Geen fase genoteerd"), total())
    draft = Draft(keys.PHASE, "Fase op de laatste dag", Counted.FAMILIES, rows, count_column("Gezinnen"))
    found = grouped(
        (UNKNOWN if (phase := frame.courses[index].phase) is None else phase.value, index)
        for index in frame.supported
    )
    for key, indexes in found.items():
        draft.put(key, COUNT, len(indexes), frame.mask(indexes))
    return draft


def _length(frame: Frame) -> Draft:
    columns = (Label("active", "In begeleiding"), Label("closed", "Afgesloten"))
    draft = Draft(
        keys.LENGTH, "Duur van de begeleiding", Counted.FAMILIES, labels_of(TimeInSupport, total()), columns
    )
    found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for index in frame.supported:
        course = frame.courses[index]
        if course.begin is None:
            continue
        if course.at_end:
            band = time_in_support(course.begin, frame.last_day)
            found[band.value, "active"].append(index)
        elif course.closed and course.ended_on is not None:
            found[time_in_support(course.begin, course.ended_on).value, "closed"].append(index)
    for (band_key, column), indexes in found.items():
        draft.put(band_key, column, len(indexes), frame.mask(indexes))
    draft.note = "Van de start tot de laatste dag van de periode, of tot de afsluiting; pauzes tellen mee."
    return draft


def _closing(frame: Frame) -> Draft:
    rows = labels_of(ClosingReason, Label(UNKNOWN, "Geen reden genoteerd"), total())
    draft = Draft(
        keys.CLOSING, "Waarom de begeleiding stopte", Counted.FAMILIES, rows, count_column("Gezinnen")
    )
    found = grouped(
        (UNKNOWN if (reason := frame.courses[index].closing_reason) is None else reason.value, index)
        for index in frame.chosen
        if frame.courses[index].closed and frame.courses[index].ended_on is not None
    )
    for key, indexes in found.items():
        draft.put(key, COUNT, len(indexes), frame.mask(indexes))
    draft.note = "Wie in de periode stopte en niet terugkwam."
    return draft


def _caseload(frame: Frame) -> Draft:
    found: defaultdict[tuple[UUID, AssignmentKind], list[int]] = defaultdict(list)
    for index, family in frame.each(frame.supported):
        if not frame.is_active(index):
            continue
        for support in family.supports:
            if support.runs_on(frame.last_day):
                found[support.account_id, support.kind].append(index)
    names = frame.around.coaches
    wanted = sorted({account for account, _ in found}, key=lambda account: (names.get(account, ""), account))
    rows = tuple(Label(str(account), names.get(account, "Onbekende coach")) for account in wanted)
    columns = (
        Label(AssignmentKind.RESPONSIBLE.value, "Verantwoordelijk"),
        Label(AssignmentKind.SECOND.value, "Tweede coach"),
    )
    draft = Draft(keys.CASELOAD, "Gezinnen per coach", Counted.FAMILIES_PER_COACH, rows, columns)
    for (account, kind), indexes in found.items():
        draft.put(str(account), kind.value, len(set(indexes)), frame.mask(indexes))
    draft.note = "Actieve gezinnen op de laatste dag van de periode."
    return draft
