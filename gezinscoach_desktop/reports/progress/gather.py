"""From content and options to the facts that sections print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.balance import balance_at
from gezinscoach_desktop.domain.evolution import LevelChange, baseline_of
from gezinscoach_desktop.domain.family import family_title
from gezinscoach_desktop.domain.household import Person, age_label
from gezinscoach_desktop.domain.index import IndexResult, index_of
from gezinscoach_desktop.domain.instrument import Item, Subject
from gezinscoach_desktop.domain.request import GoalState
from gezinscoach_desktop.domain.snapshot import Place, Snapshot, in_order
from gezinscoach_desktop.reports.content import FamilyContent, PaperOptions
from gezinscoach_desktop.reports.life.mask import masked, names_in
from gezinscoach_desktop.reports.progress.facts import Cell, Facts, Group, Note, Row
from gezinscoach_desktop.reports.progress.left_out import left_out_of
from gezinscoach_desktop.reports.progress.people import labels_of, member_lines
from gezinscoach_desktop.reports.progress.visibility import shows_index, visible_items

Timeline = Mapping[Place, list[Cell | None]]


def gather(content: FamilyContent, options: PaperOptions) -> Facts:
    snapshots = tuple(
        snapshot for snapshot in in_order(content.snapshots) if snapshot.date <= content.period_to
    )
    moments = tuple(dict.fromkeys(snapshot.date for snapshot in snapshots))
    baseline = baseline_of(snapshots)
    now = len(moments) - 1 if moments else None
    items = visible_items(content.instrument, options)
    facts = Facts(
        title=family_title(content.name if options.with_names else "", content.code),
        moments=moments,
        baseline=None if baseline is None else moments.index(baseline.date),
        previous=now - 1 if now else None,
        now=now,
        is_revised=baseline is not None and baseline.is_revised_baseline,
        snapshots=snapshots,
        members=member_lines(content, with_names=options.with_names),
        groups=(),
        indexes=_indexes(content, snapshots, moments) if shows_index(content, options) else (),
        hides_health=options.without_health_and_justice,
        is_short=options.is_short,
        left_out=(),
    )
    facts = replace(facts, groups=tuple(_groups(content, options, facts, items)))
    return replace(facts, left_out=left_out_of(content, options, facts, items))


def gather_baseline(content: FamilyContent, options: PaperOptions) -> Facts:
    """The same as everything stood at the baseline, which is where a report of the beginning ends."""
    baseline = baseline_of(content.snapshots)
    if baseline is None:
        return gather(content, options)
    until = tuple(each for each in content.snapshots if each.date <= baseline.date)
    return replace(gather(replace(content, snapshots=until, period_to=baseline.date), options), is_past=True)


def _indexes(
    content: FamilyContent, snapshots: tuple[Snapshot, ...], moments: tuple[date, ...]
) -> tuple[IndexResult, ...]:
    persons = [member.person for member in content.members]
    return tuple(index_of(content.profile, balance_at(snapshots, day), persons) for day in moments)


def _groups(
    content: FamilyContent, options: PaperOptions, facts: Facts, items: Mapping[str, Item]
) -> Iterator[Group]:
    """The household first, then members in the order given; whoever has no score at all makes no group."""
    timeline = _timeline(facts)
    labels = labels_of(content, with_names=options.with_names)
    rows = tuple(_rows(content, options, facts, timeline, items, person=None))
    if rows:
        yield Group(None, Subject.HOUSEHOLD.label, "", is_present=True, rows=rows)
    last = facts.moments[-1] if facts.moments else content.made_on
    for member in content.members:
        person = member.person
        rows = tuple(_rows(content, options, facts, timeline, items, person=person.id))
        rows = tuple(
            replace(row, cells=tuple(
                cell if person.is_present(day) else None
                for cell, day in zip(row.cells, facts.moments, strict=True)
            ))
            for row in rows
        )  # fmt: skip
        rows = tuple(
            _compared(row, facts, person.id) for row in _old_role_ended(rows, person) if any(row.cells)
        )
        if rows:
            detail = age_label(person.birth_date, content.made_on)
            yield Group(person.id, labels[person.id], detail, person.is_present(last), rows)


def _old_role_ended(rows: tuple[Row, ...], person: Person) -> Iterator[Row]:
    """What a person is measured with no longer is carried forward until that was done for the last time."""
    now = person.role.subject
    ended = max(
        (
            place
            for row in rows
            if row.item.subject is not now
            for place, cell in enumerate(row.cells)
            if cell is not None and cell.is_entered
        ),
        default=-1,
    )
    for row in rows:
        if row.item.subject is now:
            yield row
            continue
        cells = tuple(cell if place <= ended else None for place, cell in enumerate(row.cells))
        yield replace(row, cells=cells, is_current=False)


def _timeline(facts: Facts) -> Timeline:
    """Per place the value in force at every moment: what is not entered on a day is carried forward."""
    timeline: dict[Place, list[Cell | None]] = {}
    for place_in_time, day in enumerate(facts.moments):
        for cells in timeline.values():
            carried = cells[-1]
            cells.append(None if carried is None else replace(carried, is_entered=False))
        for snapshot in facts.snapshots:
            if snapshot.date != day:
                continue
            for score in snapshot.scores:
                cells = timeline.setdefault(score.place, [None] * (place_in_time + 1))
                cells[-1] = Cell(score.level, day, True, score.note, score.reason, score.setback)
    return timeline


def _rows(
    content: FamilyContent, options: PaperOptions, facts: Facts, timeline: Timeline,
    items: Mapping[str, Item], *, person: UUID | None,
) -> Iterator[Row]:  # fmt: skip
    names = {domain.key: domain.name for domain in content.instrument.domains}
    known = () if options.with_names else names_in(content)
    wishes = {
        goal.details.item: goal.details.level_wished
        for goal in content.life.goals
        if goal.details.member_id == person and goal.details.state is GoalState.RUNNING
    }
    for key, item in items.items():
        cells = timeline.get((person, key))
        if cells is None:
            continue
        notes = tuple(_notes(content, cells, known)) if options.shows_notes else ()
        row = Row(item, names[item.domain_key], tuple(cells), LevelChange((person, key), None, None), notes)
        row = replace(row, wished=wishes.get(key))
        yield _compared(row, facts, person)


def _compared(row: Row, facts: Facts, person: UUID | None) -> Row:
    """The row with its change between baseline and now; what is history only has none."""
    if not row.is_current:
        return replace(row, change=LevelChange((person, row.item.key), None, None))
    before = _level(row, facts.baseline)
    after = _level(row, facts.now)
    return replace(row, change=LevelChange((person, row.item.key), before, after))


def _level(row: Row, place: int | None) -> int | None:
    cell = None if place is None else row.cells[place]
    return None if cell is None else cell.level


def _notes(content: FamilyContent, cells: list[Cell | None], known: tuple[str, ...]) -> Iterator[Note]:
    """The notes of the period, and the one that goes with the value in force, from old to new."""
    said = ""
    last = cells[-1] if cells else None
    for cell in cells:
        if cell is None or not cell.is_entered or not cell.note or not cell.note.strip():
            continue
        is_current = last is not None and cell.since == last.since
        if (is_current or cell.since >= content.period_from) and cell.note.strip() != said:
            said = cell.note.strip()
            yield Note(cell.since, masked(said, known) if known else said)
