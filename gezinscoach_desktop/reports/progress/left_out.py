"""What is not in the report and why, so that nobody takes silence for good news."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.instrument import Item, Subject
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.reports.content import FamilyContent, LeftOut, PaperOptions
from gezinscoach_desktop.reports.fonts import has_unknown_signs
from gezinscoach_desktop.reports.life.left_out import CHOSEN, UNPRINTABLE
from gezinscoach_desktop.reports.progress.facts import Facts
from gezinscoach_desktop.reports.progress.people import labels_of
from gezinscoach_desktop.reports.progress.visibility import hides_index_items
from gezinscoach_desktop.reports.wording import listed

_NAMED_AT_MOST = 8


def left_out_of(
    content: FamilyContent, options: PaperOptions, facts: Facts, items: Mapping[str, Item]
) -> tuple[LeftOut, ...]:
    return (
        *_by_choice(content, options),
        *_unchanged(facts),
        *_not_filled_in(content, options, facts, items),
        *_outside(content, facts),
        *_unprintable(content, options, facts),
    )


def _by_choice(content: FamilyContent, options: PaperOptions) -> Iterator[LeftOut]:
    if not options.with_index:
        yield LeftOut("Kansarmoede-index", CHOSEN)
    elif hides_index_items(content.instrument, content.profile, options):
        yield LeftOut(
            "Kansarmoede-index",
            "Er wegen items in mee die niet in dit verslag staan; de index zou er toch iets over zeggen.",
        )
    if not options.with_charts:
        yield LeftOut("Grafieken", CHOSEN)


def _unchanged(facts: Facts) -> Iterator[LeftOut]:
    """What a short report leaves out; the same number as the first page gives for what stayed the same."""
    if not facts.is_short or not facts.has_evolution:
        return
    rows = [row for group in facts.present_groups for row in group.rows if row.is_current]
    same = sum(row.change.is_comparable and not row.change.steps for row in rows)
    other = sum(not row.change.is_comparable for row in rows)
    if same:
        yield LeftOut(
            f"Ongewijzigde items: {same}", "Korte versie: alleen wat veranderde sinds de nulmeting."
        )
    if other:
        yield LeftOut(f"Items die niet te vergelijken zijn: {other}", "Later ingevuld of n.v.t.")
    yield LeftOut("Het verloop per item en per momentopname", "Staat in de volledige versie.")


def _not_filled_in(
    content: FamilyContent, options: PaperOptions, facts: Facts, items: Mapping[str, Item]
) -> Iterator[LeftOut]:
    """Items that fit the age and were never scored, per person who is here now."""
    day = facts.moments[-1] if facts.moments else content.period_to
    scored = {group.person: {row.item.key for row in group.rows} for group in facts.groups}
    labels = labels_of(content, with_names=options.with_names)
    wanted: dict[UUID | None, list[Item]] = {
        None: [item for item in items.values() if item.subject is Subject.HOUSEHOLD]
    }
    whose: dict[UUID | None, str] = {None: Subject.HOUSEHOLD.label}
    for member in content.members:
        person = member.person
        if person.is_present(day):
            months = person.age_months(day)
            wanted[person.id] = [
                item
                for item in items.values()
                if item.subject is person.role.subject and item.fits_age.includes(months)
            ]
            whose[person.id] = labels[person.id]
    for key, expected in wanted.items():
        missing = [item.name for item in expected if item.key not in scored.get(key, set())]
        if not missing:
            continue
        named = f": {listed(missing)}" if len(missing) <= _NAMED_AT_MOST else f" van de {len(expected)}"
        what = f"{whose[key]}, {counted(len(missing), 'item', 'items')}{named}"
        yield LeftOut(what, "Nog nooit ingevuld.")


def _outside(content: FamilyContent, facts: Facts) -> Iterator[LeftOut]:
    later = sum(snapshot.date > content.period_to for snapshot in content.snapshots)
    if later:
        yield LeftOut(
            counted(later, "momentopname", "momentopnamen"),
            f"Van na {format_date(content.period_to)}, het einde van de periode.",
        )
    for group in facts.groups:
        if not group.is_present:
            yield LeftOut(
                f"{group.title}, in de tellingen en bij nu",
                "Hoort nu niet bij het huishouden; het verloop staat er wel in.",
            )
    unknown = {
        score.item
        for snapshot in facts.snapshots
        for score in snapshot.scores
        if score.item not in content.instrument.items
    }
    if unknown:
        yield LeftOut(
            counted(len(unknown), "item van een andere versie", "items van een andere versie"),
            "Staan niet in deze versie van het meetinstrument.",
        )


def _unprintable(content: FamilyContent, options: PaperOptions, facts: Facts) -> Iterator[LeftOut]:
    texts = [content.office, content.author, content.municipality, content.code]
    if options.with_names:
        texts += [content.name, *(member.name for member in content.members)]
    texts += [note.text for group in facts.groups for row in group.rows for note in row.notes]
    if any(map(has_unknown_signs, texts)):
        yield UNPRINTABLE
