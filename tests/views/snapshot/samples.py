"""The family of the sketches, and services that remember instead of storing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from uuid import UUID

from gezinscoach_desktop.domain.balance import balance_at
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.domain.evolution import baseline_of, changes_between, count_directions
from gezinscoach_desktop.domain.household import Person, Role, Stay
from gezinscoach_desktop.domain.index import index_of
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.snapshot import Place, Score, Snapshot
from gezinscoach_desktop.services.desk import Account, Desk
from gezinscoach_desktop.services.family import (
    FamilyHeader,
    FamilyInput,
    FamilyRecord,
    MemberInput,
    MemberRecord,
)
from gezinscoach_desktop.services.snapshot import Draft, DraftEntry, Finished, SnapshotForm
from tests.factories import load_instrument, load_profile
from tests.views.no_office import NoOffice

TODAY = date(2026, 11, 14)
NOW = datetime(2026, 11, 14, 13, 32, tzinfo=UTC)
BASELINE, SPRING, SUMMER = date(2025, 11, 20), date(2026, 5, 19), date(2026, 8, 12)
FAMILY = UUID(int=1)
SOFIE, EMRE, LINA, NOAH, MARIA = (UUID(int=number) for number in range(101, 106))

INCOME: Place = (None, "income")
DEBTS: Place = (None, "debts")
RESIDENCE: Place = (None, "residence")
NUTRITION: Place = (None, "nutrition")
SAFETY: Place = (None, "safety")


def make_members() -> tuple[MemberRecord, ...]:
    """Two adults, two children, and a grandmother who left in February."""
    gone = (Stay(None, date(2026, 2, 1)),)
    details = (
        (SOFIE, "V1", MemberInput("Sofie", "Peeters", Role.ADULT, date(1992, 3, 4))),
        (EMRE, "V2", MemberInput("Emre", "Yilmaz", Role.ADULT, date(1990, 6, 30))),
        (LINA, "K1", MemberInput("Lina", "Yilmaz", Role.CHILD, date(2018, 5, 2))),
        (NOAH, "K2", MemberInput("Noah", "Yilmaz", Role.CHILD, date(2024, 8, 20))),
        (MARIA, "V3", MemberInput("Maria", "Claes", Role.ADULT, date(1961, 1, 9), stays=gone)),
    )
    return tuple(MemberRecord(key, code, 1, each) for key, code, each in details)


def make_header(members: tuple[MemberRecord, ...] | None = None) -> FamilyHeader:
    record = FamilyRecord(
        FAMILY, "G-2024-017", 3, FamilyInput("Peeters – Yilmaz", "G-2024-017"), NOW, "An De Smet"
    )
    return FamilyHeader(record, make_members() if members is None else members, (), ())


def persons_of(members: tuple[MemberRecord, ...]) -> tuple[Person, ...]:
    return tuple(Person(m.id, m.details.role, m.details.birth_date, m.details.stays) for m in members)


def make_history() -> tuple[Snapshot, ...]:
    """Three snapshots; income went 1, 2 and stayed, debts are 2 since the baseline."""
    adult = {item.key: 2 for item in load_instrument().items_of(Role.ADULT.subject)}
    first = (
        Score(None, "residence", 3, "Appartement, huur."),
        Score(None, "housing_affordability", 2),
        Score(None, "independent_living", 5),
        Score(None, "home_upkeep", 3),
        Score(None, "income", 1, "Geen inkomen sinds september door wegvallen contract."),
        Score(None, "debts", 2, "Twee schuldeisers."),
        Score(None, "nutrition", 2),
        *(Score(SOFIE, key, level) for key, level in adult.items()),
        Score(LINA, "school_attendance", 4),
        Score(LINA, "youth_care", None),
        Score(NOAH, "baby_supplies", 3),
    )
    spring = (
        Score(
            None,
            "income",
            2,
            "Leefloon aangevraagd en toegekend. Kinderopvangtoeslag bekijken we samen in juni.",
        ),
        Score(SOFIE, "administration", 4, "Map gekocht."),
    )
    summer = (Score(None, "home_upkeep", 4), Score(None, "nutrition", 3), Score(EMRE, "employment", 3))
    return tuple(
        Snapshot(UUID(int=900 + number), number, day, scores, author="An De Smet")
        for number, (day, scores) in enumerate(
            ((BASELINE, first), (SPRING, spring), (SUMMER, summer)), start=1
        )
    )


def make_form(
    *,
    snapshots: tuple[Snapshot, ...] | None = None,
    members: tuple[MemberRecord, ...] | None = None,
    entries: dict[Place, DraftEntry] | None = None,
    day: date = TODAY,
    resume_at: Place | None = None,
    saved_at: datetime | None = None,
) -> SnapshotForm:
    """The form of the family; with `saved_at` its draft was found again."""
    records = make_members() if members is None else members
    return SnapshotForm(
        header=make_header(records),
        persons=persons_of(records),
        instrument=load_instrument(),
        snapshots=make_history() if snapshots is None else snapshots,
        draft=Draft(UUID(int=55), FAMILY, day, entries or {}, resume_at=resume_at, saved_at=saved_at),
        is_resumed=saved_at is not None,
    )


def make_desk() -> Desk:
    account = Account(UUID(int=7), "an", "An De Smet", frozenset({OfficeRole.COACH}))
    return Desk(NoOffice(), account, today=lambda: TODAY, now=lambda: NOW)


@dataclass(slots=True)
class FakeService:
    """Takes the place of services.snapshot and remembers every call."""

    form: SnapshotForm
    saved: list[Draft] = field(default_factory=list)
    discarded: int = 0
    finished: list[Draft] = field(default_factory=list)
    save_error: UserError | None = None
    finish_error: UserError | None = None

    def open_form(self, desk: Desk, family_id: UUID) -> SnapshotForm:
        return self.form

    def draft_to_keep(self, desk: Desk, draft: Draft) -> Callable[[], datetime]:
        return partial(self.save_draft, desk, draft)

    def draft_to_drop(self, desk: Desk, family_id: UUID) -> Callable[[], None]:
        return partial(self.discard_draft, desk, family_id)

    def save_draft(self, desk: Desk, draft: Draft) -> datetime:
        if self.save_error is not None:
            raise self.save_error
        self.saved.append(draft)
        return NOW + timedelta(minutes=len(self.saved))

    def discard_draft(self, desk: Desk, family_id: UUID) -> None:
        if self.save_error is not None:
            raise self.save_error
        self.discarded += 1

    def finish(self, desk: Desk, draft: Draft) -> Finished:
        if self.finish_error is not None:
            raise self.finish_error
        self.finished.append(draft)
        return make_finished(self.form, draft)

    @property
    def draft(self) -> Draft:
        """The draft as it was last kept."""
        return self.saved[-1]


def make_finished(form: SnapshotForm, draft: Draft) -> Finished:
    """What the real service answers, by the same domain functions."""
    scores = tuple(
        Score(person, item, entry.level, entry.note or None, entry.reason, entry.setback)
        for (person, item), entry in draft.entries.items()
    )
    number = len(form.snapshots) + 1
    snapshot = Snapshot(
        draft.id,
        number,
        draft.date,
        scores,
        is_revised_baseline=draft.is_revised_baseline,
        author="An De Smet",
    )
    every = (*form.snapshots, snapshot)
    baseline = baseline_of(every)
    assert baseline is not None
    now, first = balance_at(every, draft.date), balance_at(every, baseline.date)
    since = changes_between(first, now, form.instrument)
    profile = load_profile()
    return Finished(
        done=Done(Change(frozenset({Noun.SNAPSHOT, Noun.DRAFT}), FAMILY), draft.id),
        header=form.header,
        instrument=form.instrument,
        snapshot=replace(snapshot),
        baseline=baseline,
        now=now,
        since_previous=changes_between(balance_at(form.snapshots, draft.date), now, form.instrument),
        since_baseline=since,
        counts=count_directions(since),
        profile=profile,
        index_before=index_of(profile, first, form.persons),
        index_now=index_of(profile, now, form.persons),
    )
