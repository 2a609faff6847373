"""Everything the snapshot form knows while it is filled in: entries, undo, carried values, order. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from gezinscoach_desktop.domain.action import ActionRecord, ActionState
from gezinscoach_desktop.domain.balance import Balance, balance_at
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.evolution import baseline_of
from gezinscoach_desktop.domain.instrument import HIGHEST_LEVEL, LEVELS, LOWEST_LEVEL, Instrument
from gezinscoach_desktop.domain.item_life import life_domains_of
from gezinscoach_desktop.domain.request import wished_levels
from gezinscoach_desktop.domain.since import Since, seen_of, since
from gezinscoach_desktop.domain.snapshot import Place, Reason, Setback, Snapshot, in_order
from gezinscoach_desktop.services.family import FamilyHeader
from gezinscoach_desktop.services.snapshot import Draft, DraftEntry, SnapshotForm
from gezinscoach_desktop.views.snapshot.content import CardContent, Carried
from gezinscoach_desktop.views.snapshot.route import Hit, Section, Who, find_items, people, sections

_NOTHING = DraftEntry()


@dataclass(frozen=True, slots=True)
class _Content:
    """What undo and redo put back: everything that goes into the draft."""

    date: date
    is_revised_baseline: bool
    entries: Mapping[Place, DraftEntry]


@dataclass(frozen=True, slots=True)
class _Step:
    """A step that can be undone: the content before it, and the place to show again."""

    content: _Content
    place: Place | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of the form was touched. `confirmed`: entered again on the level it had, without a note."""

    items: int
    changed: int
    confirmed: int


@dataclass(frozen=True, slots=True)
class EarlierNote:
    """A note from an earlier snapshot."""

    date: date
    author: str | None
    text: str
    is_baseline: bool


@dataclass(frozen=True, slots=True)
class PastValue:
    """The value in force at a snapshot; not `is_entered` is carried forward. `level` None is n.v.t."""

    date: date
    level: int | None
    is_entered: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """Why the form cannot be finished yet, and where; `place` None when it is about the whole form."""

    message: str
    place: Place | None = None


class FormState:
    """The form while it is filled in. Every change makes a new draft; `undo` takes changes back one by one."""

    def __init__(self, form: SnapshotForm) -> None:
        self._form = form
        self._content = _Content(form.draft.date, form.draft.is_revised_baseline, dict(form.draft.entries))
        self._undo: list[_Step] = []
        self._redo: list[_Step] = []
        self._burst: Place | None = None
        self._contact_id = form.draft.contact_id
        self._unfolded: set[tuple[UUID | None, str]] = set()
        self._read_for_date()

    def _read_for_date(self) -> None:
        """Work out what depends on the date: who is present, with which age, and what is carried forward."""
        form, on = self._form, self._content.date
        self._balance: Balance = balance_at(form.snapshots, on)
        self._wished = wished_levels(form.goals)
        self._people = people(form.persons, form.header.members, on)
        self._who = {who.id: who for who in self._people}

    # ------------------------------------------------------------------------------------------- what it is about

    @property
    def header(self) -> FamilyHeader:
        return self._form.header

    @property
    def instrument(self) -> Instrument:
        return self._form.instrument

    @property
    def day(self) -> date:
        return self._content.date

    @property
    def is_revised_baseline(self) -> bool:
        return self._content.is_revised_baseline

    @property
    def is_first_measurement(self) -> bool:
        return not self._form.snapshots

    @property
    def previous_day(self) -> date | None:
        """The date of the last snapshot on or before this one's date."""
        earlier = [snapshot.date for snapshot in self._form.snapshots if snapshot.date <= self.day]
        return max(earlier, default=None)

    @property
    def later_day(self) -> date | None:
        """The date of a snapshot after this one's date: this one is registered late."""
        return min((s.date for s in self._form.snapshots if s.date > self.day), default=None)

    @property
    def is_second_of_day(self) -> bool:
        """Whether there is a snapshot of this very date already."""
        return any(snapshot.date == self.day for snapshot in self._form.snapshots)

    @property
    def people(self) -> tuple[Who, ...]:
        """The household and every member, also who is not present on the date."""
        return self._people

    @property
    def present(self) -> tuple[Who, ...]:
        return tuple(who for who in self._people if who.is_present)

    @property
    def absent(self) -> tuple[Who, ...]:
        return tuple(who for who in self._people if not who.is_present)

    def who(self, person: UUID | None) -> Who:
        return self._who[person]

    # ------------------------------------------------------------------------------------------------- what it shows

    def content(self, place: Place) -> CardContent:
        """One item as the form shows it now."""
        entry = self._content.entries.get(place, _NOTHING)
        carried = self._carried(place)
        shown = entry.level if entry.has_level else (carried.level if carried is not None else None)
        return CardContent(
            place=place,
            item=self.instrument.items[place[1]],
            level=shown,
            has_level=entry.has_level or carried is not None,
            carried=carried,
            is_entered=entry.has_level,
            note=entry.note,
            reason=entry.reason,
            setback=entry.setback,
            wished=self._wished.get(place),
        )

    def sections(self, person: UUID | None) -> tuple[Section, ...]:
        """The domains of one person with the items that fit and those folded away."""
        unfolded = frozenset(domain for owner, domain in self._unfolded if owner == person)
        return sections(self.instrument, self._who[person], has_value=self._has_value, unfolded=unfolded)

    def is_person_touched(self, person: UUID | None) -> bool:
        return any(owner == person for owner, _ in self._content.entries)

    def is_domain_touched(self, person: UUID | None, domain: str) -> bool:
        items = self.instrument.items
        return any(
            owner == person and items[item].domain_key == domain for owner, item in self._content.entries
        )

    def counts(self) -> Counts:
        """Items of everybody present, and how many of them were changed or confirmed."""
        total = sum(len(self.instrument.items_of(who.subject)) for who in self.present)
        touched = [self.content(place) for place in self._content.entries]
        confirmed = sum(content.is_confirmed and not content.note for content in touched)
        return Counts(total, len(touched) - confirmed, confirmed)

    def running_actions(self, place: Place) -> tuple[ActionRecord, ...]:
        """What is to be done for the life domains that this item touches, by due date."""
        domains = life_domains_of(self.instrument.items[place[1]].domain_key)
        return tuple(
            each
            for each in self._form.actions
            if each.details.state is ActionState.OPEN and each.details.domain in domains
        )

    def wished(self, place: Place) -> int | None:
        """The level where the family wants to go on this item."""
        return self._wished.get(place)

    def earlier_notes(self, place: Place) -> tuple[EarlierNote, ...]:
        """Notes of this item up to the form's date, newest first."""
        baseline = baseline_of(self._form.snapshots)
        return tuple(
            EarlierNote(snapshot.date, snapshot.author, score.note, snapshot is baseline)
            for snapshot in reversed(self._earlier())
            for score in snapshot.scores
            if score.place == place and score.note
        )

    def history(self, place: Place) -> tuple[PastValue, ...]:
        """The value at every snapshot up to the form's date, and what the form holds now as the last one."""
        found: list[PastValue] = []
        for snapshot in self._earlier():
            entered = next((score for score in snapshot.scores if score.place == place), None)
            if entered is not None:
                found.append(PastValue(snapshot.date, entered.level, is_entered=True))
            elif found:
                found.append(PastValue(snapshot.date, found[-1].level, is_entered=False))
        now = self.content(place)
        if now.has_level:
            found.append(PastValue(self.day, now.level, is_entered=now.is_entered))
        return tuple(found)

    @property
    def baseline_day(self) -> date | None:
        baseline = baseline_of(self._form.snapshots)
        return None if baseline is None else baseline.date

    def find(self, text: str, *, first: UUID | None = None) -> tuple[Hit, ...]:
        """Items by part of their name, over everybody present."""
        return find_items(self.instrument, self.present, text, first=first)

    # ------------------------------------------------------------------------------------------------- in which order

    def first_place(self, person: UUID | None) -> Place:
        """The first item of a person; the first folded one when nothing else fits."""
        return self._order_of(person)[0]

    def resume_place(self) -> Place:
        """Where the draft was left, or the first item of the household."""
        place = self._form.draft.resume_at
        if place is not None and self.is_known(place):
            self.reveal(place)
            return place
        return self.first_place(None)

    def is_known(self, place: Place) -> bool:
        """True when the place still exists: the member is there and the item belongs to its role."""
        person, key = place
        item = self.instrument.items.get(key)
        return person in self._who and item is not None and item.subject is self._who[person].subject

    def next_place(self, place: Place) -> Place | None:
        """The item after this one, over domains and persons; None at the very end."""
        return self._beside(place, 1)

    def previous_place(self, place: Place) -> Place | None:
        """The item before this one; None at the very beginning."""
        return self._beside(place, -1)

    def person_beside(self, person: UUID | None, step: int) -> UUID | None:
        """The next (1) or previous (-1) person of the walk, going round."""
        walk = self._walk(person)
        return walk[(walk.index(person) + step) % len(walk)]

    def unfold(self, person: UUID | None, domain: str) -> None:
        """Show the items of a domain that do not fit the age."""
        self._unfolded.add((person, domain))

    def fold(self, person: UUID | None, domain: str) -> None:
        self._unfolded.discard((person, domain))

    def reveal(self, place: Place) -> None:
        """Unfold the domain of an item that is folded away."""
        for section in self.sections(place[0]):
            if place in section.folded:
                self.unfold(place[0], section.key)

    def _walk(self, current: UUID | None) -> list[UUID | None]:
        """Everybody present, and of the others whoever has entries or is being looked at."""
        return [
            who.id
            for who in self._people
            if who.is_present or who.id == current or self.is_person_touched(who.id)
        ]

    def _order_of(self, person: UUID | None) -> tuple[Place, ...]:
        found = self.sections(person)
        shown = tuple(place for section in found for place in section.shown)
        return shown or found[0].places

    def _beside(self, place: Place, step: int) -> Place | None:
        order = self._order_of(place[0])
        at = (order.index(place) if place in order else 0) + step
        if 0 <= at < len(order):
            return order[at]
        walk = self._walk(place[0])
        person_at = walk.index(place[0]) + step
        if not 0 <= person_at < len(walk):
            return None
        return self._order_of(walk[person_at])[0 if step > 0 else -1]

    # ------------------------------------------------------------------------------------------------------- changing

    def set_level(self, place: Place, level: int | None) -> None:
        """Enter a level, or n.v.t. for None; the level it already had is confirmed."""
        if level is not None and level not in LEVELS:
            return
        entry = self._content.entries.get(place, _NOTHING)
        self._change(place, replace(entry, level=level, has_level=True))

    def step_level(self, place: Place, step: int) -> None:
        """One level up or down from what is shown; back on the carried level is as before."""
        content = self.content(place)
        if content.level is None:
            self.set_level(place, LOWEST_LEVEL if step > 0 else HIGHEST_LEVEL)
            return
        wanted = content.level + step
        if wanted not in LEVELS:
            return
        if content.carried is not None and content.carried.level == wanted:
            self.clear_level(place)
        else:
            self.set_level(place, wanted)

    def clear_level(self, place: Place) -> None:
        """Back to the level before; a note that was typed stays, so that a slip of the finger costs nothing."""
        entry = self._content.entries.get(place, _NOTHING)
        self._change(place, DraftEntry(note=entry.note))

    def set_note(self, place: Place, note: str) -> None:
        """Keep a note as typed so far; what is typed in one go is undone in one go."""
        entry = self._content.entries.get(place, _NOTHING)
        if entry.note == note:
            return
        self._change(place, replace(entry, note=note), is_typing=True)

    def end_burst(self) -> None:
        """What is typed next is a step of its own for undo."""
        self._burst = None

    def set_reason(self, place: Place, reason: Reason) -> None:
        """Why the level differs from the one before."""
        if self.content(place).asks_reason:
            self._change(place, replace(self._content.entries[place], reason=reason))

    def set_setback(self, place: Place, setback: Setback | None) -> None:
        """Where a drop comes from."""
        if self.content(place).asks_setback:
            self._change(place, replace(self._content.entries[place], setback=setback))

    def change_date(self, day: date, *, today: date) -> None:
        """Move the snapshot to another date; raises InvalidInput when it lies ahead."""
        if day > today:
            raise InvalidInput(
                f"{format_date(day)} ligt in de toekomst: een momentopname gaat over een dag die al voorbij is.",
                field="date",
            )
        if day == self.day:
            return
        self._push(replace(self._content, date=day), None)
        fitted = {place: self._fitted(place, entry) for place, entry in self._content.entries.items()}
        self._content = replace(self._content, entries=fitted)

    def set_revised_baseline(self, is_revised: bool) -> None:
        """Whether this snapshot counts as the baseline from now on."""
        if is_revised is not self.is_revised_baseline:
            self._push(replace(self._content, is_revised_baseline=is_revised), None)

    def begin_again(self) -> Draft:
        """Throw away everything filled in; one undo brings it back, or `put_back` with what is returned."""
        thrown_away = self.draft()
        if self.has_content:
            self._push(_Content(self.day, is_revised_baseline=False, entries={}), None)
        return thrown_away

    def put_back(self, thrown_away: Draft) -> None:
        """Bring back what was thrown away; what was filled in since stays."""
        entries = {**thrown_away.entries, **self._content.entries}
        is_revised = thrown_away.is_revised_baseline or self.is_revised_baseline
        self._push(_Content(self.day, is_revised, entries), None)

    def take_form(self, form: SnapshotForm) -> None:
        """Members or snapshots changed elsewhere: go on with what was filled in here."""
        self._form = replace(form, draft=self._form.draft, is_resumed=self._form.is_resumed)
        self._read_for_date()

    def _change(self, place: Place, entry: DraftEntry, *, is_typing: bool = False) -> None:
        entries = dict(self._content.entries)
        fitted = self._fitted(place, entry)
        if fitted == _NOTHING:
            entries.pop(place, None)
        else:
            entries[place] = fitted
        self._push(replace(self._content, entries=entries), place, is_typing=is_typing)

    def _push(self, content: _Content, place: Place | None, *, is_typing: bool = False) -> None:
        if content == self._content:
            return
        if not (is_typing and self._burst == place):
            self._undo.append(_Step(self._content, place))
        self._burst = place if is_typing else None
        self._redo.clear()
        self._put(content)

    def _put(self, content: _Content) -> None:
        is_other_date = content.date != self._content.date
        self._content = content
        if is_other_date:
            self._read_for_date()

    def _fitted(self, place: Place, entry: DraftEntry) -> DraftEntry:
        """Reason and setback only where they are asked for; a new difference is a changed situation until said otherwise."""
        carried = self._carried(place)
        if not entry.has_level or carried is None or carried.level == entry.level:
            return replace(entry, reason=None, setback=None)
        reason = entry.reason or Reason.CHANGED
        is_drop = carried.level is not None and entry.level is not None and entry.level < carried.level
        return replace(
            entry, reason=reason, setback=entry.setback if is_drop and reason is Reason.CHANGED else None
        )

    # ------------------------------------------------------------------------------------------------- undo and redo

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        return bool(self._redo)

    def undo(self) -> Place | None:
        """Take the last change back; returns the place to show, None when it was about the whole form."""
        return self._travel(self._undo, self._redo)

    def redo(self) -> Place | None:
        """Do again what was undone; returns the place to show."""
        return self._travel(self._redo, self._undo)

    def _travel(self, source: list[_Step], other: list[_Step]) -> Place | None:
        if not source:
            return None
        step = source.pop()
        other.append(_Step(self._content, step.place))
        self._burst = None
        self._put(step.content)
        if step.place is not None:
            self.reveal(step.place)
        return step.place

    # ----------------------------------------------------------------------------------------- drafts and finishing

    @property
    def has_content(self) -> bool:
        return bool(self._content.entries) or self.is_revised_baseline

    @property
    def is_resumed(self) -> bool:
        return self._form.is_resumed

    def since(self, me: str) -> Since:
        """What colleagues did since this draft was begun, or since it was last told."""
        return since(self._form.draft, self._form.header, self._form.snapshots, me=me)

    def mark_seen(self) -> None:
        """What colleagues did was told: from now on only what comes after it is news."""
        seen = seen_of(self._form.header, self._form.snapshots)
        self._form = replace(self._form, draft=replace(self._form.draft, seen=seen))

    def is_filled_in(self, place: Place) -> bool:
        """Whether something was entered here in this form."""
        return place in self._content.entries

    @property
    def found_saved_at(self) -> datetime | None:
        """When the draft found again was last kept."""
        return self._form.draft.saved_at

    def draft(self, resume_at: Place | None = None) -> Draft:
        """The form as it stands, frozen, to hand to whoever keeps it."""
        return replace(
            self._form.draft,
            date=self.day,
            entries=dict(self._content.entries),
            is_revised_baseline=self.is_revised_baseline,
            resume_at=resume_at,
            contact_id=self._contact_id,
        )

    def link_contact(self, contact_id: UUID) -> None:
        """The snapshot is made at this contact."""
        self._contact_id = contact_id

    def first_problem(self) -> Problem | None:
        """What stands in the way of finishing, or None."""
        entries = self._content.entries
        if not any(entry.has_level or entry.note.strip() for entry in entries.values()):
            return Problem("Er is nog niets ingevuld. Kies bij minstens één item een niveau of n.v.t.")
        for who in self._people:
            for item in self.instrument.items_of(who.subject):
                place = (who.id, item.key)
                entry = entries.get(place, _NOTHING)
                if entry.note.strip() and not entry.has_level:
                    about = item.name if who.id is None else f"{item.name} ({who.name})"
                    return Problem(f"Kies een niveau of n.v.t. bij {about}, of wis de toelichting.", place)
        return None

    # ---------------------------------------------------------------------------------------------------------- parts

    def _earlier(self) -> tuple[Snapshot, ...]:
        return tuple(s for s in in_order(self._form.snapshots) if s.date <= self.day)

    def _has_value(self, place: Place) -> bool:
        return place in self._content.entries or place in self._balance.values

    def _carried(self, place: Place) -> Carried | None:
        value = self._balance.values.get(place)
        return None if value is None else Carried(value.level, value.date, value.note or "")
