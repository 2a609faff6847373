"""Registering a snapshot: the form's data, the draft that survives everything, and finishing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from gezinscoach_desktop.data import action as actions_of
from gezinscoach_desktop.data import consent as consents_of
from gezinscoach_desktop.data import family as families
from gezinscoach_desktop.data import member as members_of
from gezinscoach_desktop.data import request as requests_of
from gezinscoach_desktop.data import snapshot as snapshots_of
from gezinscoach_desktop.data.contact import CONTACTS
from gezinscoach_desktop.data.draft import draft_from, draft_values
from gezinscoach_desktop.domain.action import ActionRecord
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.balance import Balance
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.draft import Draft as Draft
from gezinscoach_desktop.domain.draft import DraftEntry as DraftEntry
from gezinscoach_desktop.domain.errors import InvalidInput, NeedsConsent, NotFound, OfficeUnavailable
from gezinscoach_desktop.domain.evolution import Direction, LevelChange
from gezinscoach_desktop.domain.household import Person
from gezinscoach_desktop.domain.index import IndexResult, Profile
from gezinscoach_desktop.domain.instrument import Instrument
from gezinscoach_desktop.domain.part import Part
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.request import GoalRecord
from gezinscoach_desktop.domain.since import seen_of
from gezinscoach_desktop.domain.snapshot import Place, Reason, Score, Snapshot, check_scores
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.draft import families_with_draft as families_with_draft
from gezinscoach_desktop.services.draft import store_of
from gezinscoach_desktop.services.evolution import evolution_of
from gezinscoach_desktop.services.family import FamilyHeader, header_of, note_opening
from gezinscoach_desktop.services.guard import require_as_signed_in, require_coached, require_family
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.setting import Terms, read_terms

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

_STILL_WAITS = (
    "Je vorige momentopname van dit gezin wacht nog op deze pc om verzonden te worden; "
    "daarna kan je een nieuwe beginnen."
)


@dataclass(frozen=True, slots=True)
class SnapshotForm:
    """What the form shows. Balances and history leave the draft out; `snapshots` are from old to new."""

    header: FamilyHeader
    persons: tuple[Person, ...]
    """Everybody of the family, also who is not present on the draft's date."""
    instrument: Instrument
    snapshots: tuple[Snapshot, ...]
    draft: Draft
    is_resumed: bool
    """True when the draft was found again instead of begun now."""
    goals: tuple[GoalRecord, ...] = ()
    actions: tuple[ActionRecord, ...] = ()
    """What is to be done for the family and what was done, by due date."""


@dataclass(frozen=True, slots=True)
class Finished:
    """What the finishing screen shows: what got better first, from the first measurement on."""

    done: Done
    header: FamilyHeader
    instrument: Instrument
    snapshot: Snapshot
    baseline: Snapshot
    now: Balance
    since_previous: tuple[LevelChange, ...]
    since_baseline: tuple[LevelChange, ...]
    counts: Mapping[Direction, int]
    """Directions since the baseline."""
    profile: Profile
    index_before: IndexResult | None
    """The index at the baseline."""
    index_now: IndexResult


def open_form(desk: Desk, family_id: UUID) -> SnapshotForm:
    """The form for a family, with its waiting draft or a new one dated today; noted in the audit trail as an opening.

    Raises NeedsConsent: who starts a form has to be able to finish it.
    """

    def query(
        session: Session,
    ) -> tuple[FamilyHeader, tuple[Snapshot, ...], Terms, tuple[GoalRecord, ...], tuple[ActionRecord, ...]]:
        require_family(desk, session, Action.REGISTER_SNAPSHOT, family_id)
        header = header_of(session, family_id)
        if not consents_of.may_be_coached(session, family_id, desk.today()):
            raise NeedsConsent
        terms = read_terms(session)
        goals = () if Part.GOALS in terms.off else requests_of.goals_of_family(session, family_id)
        actions = actions_of.of_family(session, family_id)
        return header, snapshots_of.of_family(session, family_id), terms, goals, actions

    header, snapshots, terms, goals, actions = desk.office.read(query)
    note_opening(desk, family_id)
    draft = store_of(desk).load(family_id)
    if draft is not None and any(snapshot.id == draft.id for snapshot in snapshots):
        store_of(desk).finish(family_id)  # killed between keeping the snapshot and throwing its draft away
        draft = None
    if draft is not None and draft.id in desk.office.health().waiting_ids:
        raise OfficeUnavailable(_STILL_WAITS)
    return SnapshotForm(
        header=header,
        persons=header.persons,
        instrument=terms.instrument,
        snapshots=snapshots,
        draft=draft or Draft(uuid4(), family_id, desk.today(), seen=seen_of(header, snapshots)),
        is_resumed=draft is not None,
        goals=goals,
        actions=actions,
    )


def draft_to_keep(desk: Desk, draft: Draft) -> Callable[[], datetime]:
    """What keeps the draft sealed on this PC, with all it needs taken now: a lock meanwhile does not stop it.

    When it returns the draft survives a killed program; it gives the time to show.
    """
    require_as_signed_in(desk, Action.REGISTER_SNAPSHOT)
    store, now = store_of(desk), desk.now

    def save() -> datetime:
        saved_at = now()
        store.save(replace(draft, saved_at=saved_at))
        return saved_at

    return save


def draft_to_drop(desk: Desk, family_id: UUID) -> Callable[[], None]:
    """What throws the draft away, with all it needs taken now; the form keeps it in hand for undo."""
    return partial(store_of(desk).discard, family_id)


def finish(desk: Desk, draft: Draft) -> Finished:
    """Turn the draft into a snapshot, once, and throw the draft away.

    Raises InvalidInput when nothing was filled in, the date lies ahead, or a note stands without a level, and
    KeptForLater while the server is away: the draft stays until the snapshot is registered.
    """

    done = _finish.under(draft.id)(desk, draft_values(draft))
    store_of(desk).finish(draft.family_id)
    return desk.office.read(lambda session: _finished(desk, session, draft, done))


@operation(AuditAction.REGISTER_SNAPSHOT)
def _finish(work: Work, values: dict[str, Any]) -> Done:
    draft, session = draft_from(values), work.session
    require_coached(work, session, Action.REGISTER_SNAPSHOT, draft.family_id)
    if not families.lock(session, draft.family_id):
        raise NotFound("Dit gezin bestaat niet (meer) in dit kantoor.")
    if draft.date > work.today():
        raise InvalidInput("De datum van een momentopname ligt niet in de toekomst.", field="date")
    terms = read_terms(session)
    before = snapshots_of.levels(session, draft.family_id, draft.date, (item for _, item in draft.entries))
    _refuse_loose_notes(session, draft, terms.instrument)
    roles = members_of.roles(session, draft.family_id)
    scores = check_scores(_scores(draft, before), terms.instrument, roles)
    if not scores:
        raise InvalidInput("Er is nog niets ingevuld; vul minstens één niveau in.")
    number = snapshots_of.add(
        session,
        snapshots_of.NewSnapshot(
            id=draft.id,
            family_id=draft.family_id,
            date=draft.date,
            scores=scores,
            is_revised_baseline=draft.is_revised_baseline,
            author_id=work.account.id,
            recorded_at=work.now(),
            instrument_id=terms.instrument_id,
            operation_id=work.id,
            contact_id=_contact_of(work, draft),
        ),
    )
    counts = {"number": number, "scores": len(scores)}
    work.note(AuditAction.REGISTER_SNAPSHOT, family_id=draft.family_id, details=counts)
    return Done(Change(frozenset({Noun.SNAPSHOT, Noun.DRAFT}), draft.family_id), draft.id, counts)


def drop_finished_draft(desk: Desk, family_id: UUID) -> None:
    """Throw the draft away whose snapshot waited on this PC and is registered now; any other stays."""
    draft = store_of(desk).load(family_id)
    if draft is not None and desk.office.read(lambda session: snapshots_of.is_registered(session, draft.id)):
        store_of(desk).finish(family_id)


def _finished(desk: Desk, session: Session, draft: Draft, done: Done) -> Finished:
    header = header_of(session, draft.family_id)
    terms = read_terms(session)
    snapshots = snapshots_of.of_family(session, draft.family_id)
    evolution = evolution_of(desk, header, snapshots, terms)
    # A snapshot was kept just now, so that there is a baseline, a balance and an index.
    assert evolution.baseline is not None  # noqa: S101
    assert evolution.balance_now is not None  # noqa: S101
    assert evolution.index_now is not None  # noqa: S101
    return Finished(
        done=done,
        header=header,
        instrument=terms.instrument,
        snapshot=next(snapshot for snapshot in snapshots if snapshot.id == draft.id),
        baseline=evolution.baseline,
        now=evolution.balance_now,
        since_previous=evolution.since_previous,
        since_baseline=evolution.since_baseline,
        counts=evolution.counts,
        profile=terms.profile,
        index_before=evolution.index_baseline,
        index_now=evolution.index_now,
    )


def _contact_of(work: Work, draft: Draft) -> UUID | None:
    """The contact it was begun from; none when that is not this family's, or was taken away meanwhile."""
    kept = None if draft.contact_id is None else CONTACTS.one(work.session, draft.contact_id)
    is_there = kept is not None and kept.removed_at is None and kept.family_id == draft.family_id
    return draft.contact_id if is_there else None


def _refuse_loose_notes(session: Session, draft: Draft, instrument: Instrument) -> None:
    """A note says something about a level: it cannot stand by itself."""
    for (person, key), entry in draft.entries.items():
        if entry.has_level or not entry.note.strip():
            continue
        item = instrument.items.get(key)
        where = f"“{item.name if item else key}”"
        members = members_of.of_family(session, draft.family_id)
        name = next((f" van {member.display_name}" for member in members if member.id == person), "")
        raise InvalidInput(
            f"Bij {where}{name} staat een toelichting zonder niveau; kies een niveau of haal de toelichting weg.",
            field="note",
        )


def _scores(draft: Draft, before: Mapping[Place, int | None]) -> Iterator[Score]:
    """What was entered, in full: a level equal to the one carried forward is a confirmation and is kept as well."""
    for place, entry in draft.entries.items():
        if not entry.has_level:
            continue
        person, item = place
        carried = before.get(place)
        is_changed = place in before and carried != entry.level
        reason = (entry.reason or Reason.CHANGED) if is_changed else None
        is_drop = carried is not None and entry.level is not None and entry.level < carried
        setback = entry.setback if is_drop and reason is Reason.CHANGED else None
        yield Score(person, item, entry.level, entry.note.strip() or None, reason, setback)
