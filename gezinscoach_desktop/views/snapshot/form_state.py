"""Everything the snapshot form knows while it is filled in: what was entered, what is carried forward. Knows no Qt."""

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
from gezinscoach_desktop.domain.snapshot import Place, Reason, Setback
from gezinscoach_desktop.services.family import FamilyHeader
from gezinscoach_desktop.services.snapshot import Draft, DraftEntry, SnapshotForm
from gezinscoach_desktop.views.snapshot.content import CardContent, Carried
from gezinscoach_desktop.views.snapshot.past import EarlierNote, PastValue, notes_of, values_of
from gezinscoach_desktop.views.snapshot.route import Route, people
from gezinscoach_desktop.views.snapshot.steps_back import Content, StepsBack

_NOTHING = DraftEntry()


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of the form was touched. `confirmed`: entered again on the level it had, without a note."""

    items: int
    changed: int
    confirmed: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Why the form cannot be finished yet, and where; `place` None when it is about the whole form."""

    message: str
    place: Place | None = None


class FormState:
    """The form while it is filled in. Every change makes a new draft; `undo` takes changes back one by one."""

    def __init__(self, form: SnapshotForm) -> None:
        self._form = form
        draft = form.draft
        self._steps = StepsBack(Content(draft.date, draft.is_revised_baseline, dict(draft.entries)))
        self.route = Route(has_value=self._has_value, is_touched=self.is_person_touched)
        self._read_for_date()

    def _read_for_date(self) -> None:
        """Work out what depends on the date: who is present, with which age, and what is carried forward."""
        form, self._read_day = self._form, self.day
        self._balance: Balance = balance_at(form.snapshots, self.day)
        self._wished = wished_levels(form.goals)
        self.route.take(form.instrument, people(form.persons, form.header.members, self.day))
        self._fit()

    @property
    def _content(self) -> Content:
        return self._steps.content

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

    def is_person_touched(self, person: UUID | None) -> bool:
        return any(owner == person for owner, _ in self._known_entries)

    def is_domain_touched(self, person: UUID | None, domain: str) -> bool:
        items = self.instrument.items
        return any(
            owner == person and items[item].domain_key == domain for owner, item in self._known_entries
        )

    def counts(self) -> Counts:
        """Items of everybody present, and how many of them were changed or confirmed."""
        total = sum(len(self.instrument.items_of(who.subject)) for who in self.route.present)
        touched = [self.content(place) for place in self._known_entries]
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
        return notes_of(self._form.snapshots, place, until=self.day)

    def history(self, place: Place) -> tuple[PastValue, ...]:
        """The value at every snapshot up to the form's date, and what the form holds now as the last one."""
        past, now = values_of(self._form.snapshots, place, until=self.day), self.content(place)
        return (*past, PastValue(self.day, now.level, is_entered=now.is_entered)) if now.has_level else past

    @property
    def baseline_day(self) -> date | None:
        baseline = baseline_of(self._form.snapshots)
        return None if baseline is None else baseline.date

    def resume_place(self) -> Place:
        """Where the draft was left, or the first item of the household."""
        place = self._form.draft.resume_at
        if place is not None and self.route.is_known(place):
            self.route.reveal(place)
            return place
        return self.route.first_place(None)

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
        self._steps.end_burst()

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

    def set_revised_baseline(self, is_revised: bool) -> None:
        """Whether this snapshot counts as the baseline from now on."""
        if is_revised is not self.is_revised_baseline:
            self._push(replace(self._content, is_revised_baseline=is_revised), None)

    def begin_again(self) -> Draft:
        """Throw away everything filled in; one undo brings it back, or `put_back` with what is returned."""
        thrown_away = self.draft()
        if self.has_content:
            self._push(Content(self.day, is_revised_baseline=False, entries={}), None)
        return thrown_away

    def put_back(self, thrown_away: Draft) -> None:
        """Bring back what was thrown away; what was filled in since stays."""
        entries = {**thrown_away.entries, **self._content.entries}
        is_revised = thrown_away.is_revised_baseline or self.is_revised_baseline
        self._push(Content(self.day, is_revised, entries), None)

    def take_form(self, form: SnapshotForm) -> None:
        """Members or snapshots changed elsewhere: go on with what was filled in here."""
        self._form = replace(form, draft=self._form.draft, is_resumed=self._form.is_resumed)
        self._read_for_date()

    def _change(self, place: Place, entry: DraftEntry, *, is_typing: bool = False) -> None:
        entries = dict(self._content.entries)
        if entry == _NOTHING:
            entries.pop(place, None)
        else:
            entries[place] = entry
        self._push(replace(self._content, entries=entries), place, is_typing=is_typing)

    def _push(self, content: Content, place: Place | None, *, is_typing: bool = False) -> None:
        self._steps.change(content, place, is_typing=is_typing)
        self._follow()

    def _follow(self) -> None:
        """The content is another: bring what hangs together with it up to date."""
        if self.day != self._read_day:
            self._read_for_date()
        else:
            self._fit()

    def _fit(self) -> None:
        entries = {place: self._fitted(place, entry) for place, entry in self._content.entries.items()}
        self._steps.content = replace(self._content, entries=entries)

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
        return self._steps.can_undo

    @property
    def can_redo(self) -> bool:
        return self._steps.can_redo

    def undo(self) -> Place | None:
        """Take the last change back; returns the place to show, None when it was about the whole form."""
        return self._shown_again(self._steps.undo())

    def redo(self) -> Place | None:
        """Do again what was undone; returns the place to show."""
        return self._shown_again(self._steps.redo())

    def _shown_again(self, place: Place | None) -> Place | None:
        self._follow()
        if place is None or not self.route.is_known(place):
            return None
        self.route.reveal(place)
        return place

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
        )

    def draft_to_finish(self, resume_at: Place | None = None) -> Draft:
        """The same without what is `left_out`."""
        return replace(self.draft(resume_at), entries=self._known_entries)

    @property
    def left_out(self) -> tuple[Place, ...]:
        """Filled in at what is no longer in the form, as of a child that is an adult now: kept, but never registered."""
        return tuple(place for place in self._content.entries if not self.route.is_known(place))

    @property
    def _known_entries(self) -> Mapping[Place, DraftEntry]:
        entries = self._content.entries
        return {place: entry for place, entry in entries.items() if self.route.is_known(place)}

    def link_contact(self, contact_id: UUID) -> None:
        """The snapshot is made at this contact."""
        self._form = replace(self._form, draft=replace(self._form.draft, contact_id=contact_id))

    def first_problem(self) -> Problem | None:
        """What stands in the way of finishing, or None."""
        entries = self._known_entries
        if not any(entry.has_level or entry.note.strip() for entry in entries.values()):
            return Problem("Er is nog niets ingevuld. Kies bij minstens één item een niveau of n.v.t.")
        for who in self.route.people:
            for item in self.instrument.items_of(who.subject):
                place = (who.id, item.key)
                entry = entries.get(place, _NOTHING)
                if entry.note.strip() and not entry.has_level:
                    about = item.name if who.id is None else f"{item.name} ({who.name})"
                    return Problem(f"Kies een niveau of n.v.t. bij {about}, of wis de toelichting.", place)
        return None

    # ---------------------------------------------------------------------------------------------------------- parts

    def _has_value(self, place: Place) -> bool:
        return place in self._content.entries or place in self._balance.values

    def _carried(self, place: Place) -> Carried | None:
        value = self._balance.values.get(place)
        return None if value is None else Carried(value.level, value.date, value.note or "")
