"""Index profiles: which there are, what another one would change over all that was measured, and new versions."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from gezinscoach_desktop.data import cohort as cohorts
from gezinscoach_desktop.data import index_profile as profiles_of
from gezinscoach_desktop.data import setting as kept
from gezinscoach_desktop.data.index_profile import INDEX_PROFILES
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, InvalidInput
from gezinscoach_desktop.domain.evolution import Cohort, PrePost, cohort_of
from gezinscoach_desktop.domain.index import Profile, Tally, parse_profile
from gezinscoach_desktop.domain.index_profile import (
    IndexProfileInput,
    Shift,
    Shifts,
    check_profile,
    next_key,
    parse_profile_id,
    profile_id,
)
from gezinscoach_desktop.domain.instrument import Instrument
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.profile_text import write_profile
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.evolution import FOLLOW_UP_MONTHS
from gezinscoach_desktop.services.guard import reaches_own_only, require, require_sign_in
from gezinscoach_desktop.services.kept import changed_meanwhile, missing
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.setting import (
    DEFAULT_PROFILE,
    SHIPPED_PROFILES,
    profile_of,
    read_terms,
    shipped_profile,
)

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

_WHAT = "dit indexprofiel"
_CHANGED = Change(frozenset({Noun.PROFILE, Noun.SETTING}))


@dataclass(frozen=True, slots=True)
class ProfileVersion:
    """A profile in the list."""

    id: str
    """What settings, the command line and exports call it."""
    profile: Profile
    is_shipped: bool
    is_chosen: bool
    """The one with which the office counts."""
    is_newest: bool
    record_id: UUID | None = None
    version: int = 0
    """To hand back when retiring it."""
    based_on: str = ""
    why: str = ""
    made_by: str | None = None
    made_at: datetime | None = None
    retired_on: date | None = None


@dataclass(frozen=True, slots=True)
class ProfileList:
    """Every profile of the office, and the instrument they count over."""

    instrument: Instrument
    versions: tuple[ProfileVersion, ...]

    @property
    def chosen(self) -> ProfileVersion:
        """The one with which the office counts."""
        return next(each for each in self.versions if each.is_chosen)


@dataclass(frozen=True, slots=True)
class ProfilePreview:
    """What another profile makes of everything that was measured."""

    before: Profile
    after: Profile
    baseline: Shifts
    now: Shifts
    pre_post: tuple[Cohort, Cohort]


def read_profile(desk: Desk, wanted: str | None = None) -> Profile:
    """The profile with this id, or the office's own; raises InvalidInput (field profile) when there is none."""
    require_sign_in(desk)
    return desk.office.read(lambda session: read_terms(session, wanted).profile)


def list_profiles(desk: Desk) -> ProfileList:
    """The shipped ones first, then those of the office, the newest version of each first; everybody may look."""
    require_sign_in(desk)

    def query(session: Session) -> ProfileList:
        terms = read_terms(session)
        chosen = kept.settings(session).get(kept.PROFILE, DEFAULT_PROFILE)
        versions = (*_shipped(terms.instrument), *_own(session, terms.instrument))
        return ProfileList(
            terms.instrument,
            tuple(replace(each, is_chosen=each.id == _whole(chosen, versions)) for each in versions),
        )

    return desk.office.read(query)


def _whole(chosen: str, versions: tuple[ProfileVersion, ...]) -> str:
    """The id as the list has it: without a version the newest is meant."""
    key, number = parse_profile_id(chosen)
    if key in SHIPPED_PROFILES:
        return key
    if number is not None:
        return chosen
    return next((each.id for each in versions if each.id.startswith(f"{key}@")), DEFAULT_PROFILE)


def _shipped(instrument: Instrument) -> Iterator[ProfileVersion]:
    for key in SHIPPED_PROFILES:
        yield ProfileVersion(
            key, shipped_profile(key, instrument), is_shipped=True, is_chosen=False, is_newest=True
        )


def _own(session: Session, instrument: Instrument) -> Iterator[ProfileVersion]:
    before = ""
    for record in profiles_of.every(session):
        details = record.details
        yield ProfileVersion(
            profile_id(details.key, details.number),
            profile_of(session, profile_id(details.key, details.number), instrument),
            is_shipped=False,
            is_chosen=False,
            is_newest=details.key != before,
            record_id=record.id,
            version=record.version,
            based_on=details.based_on,
            why=details.why,
            made_by=record.created_by,
            made_at=record.created_at,
            retired_on=details.retired_on,
        )
        before = details.key


def preview_profile(desk: Desk, after: Profile, compared_with: str | None = None) -> ProfilePreview:
    """What counting with `after` instead of another profile (the office's own) changes over all that was measured.

    Over the families whose figures the account may see. Raises InvalidInput when `after` cannot count.
    """
    check_profile(after)
    own_of = desk.account.id if reaches_own_only(desk, Action.READ_FIGURES) else None

    def query(session: Session) -> ProfilePreview:
        before = read_terms(session, compared_with).profile
        then, later = (_pre_post(session, profile, own_of, desk.today()) for profile in (before, after))
        now, soon = (_indexes(session, profile, own_of, desk.today()) for profile in (before, after))
        return ProfilePreview(
            before,
            after,
            _shifts(
                {code: each.baseline for code, each in then.items()},
                {c: e.baseline for c, e in later.items()},
            ),
            _shifts(now, soon),
            (cohort_of(then.values(), before), cohort_of(later.values(), after)),
        )

    return desk.office.read(query)


def _pre_post(session: Session, profile: Profile, own_of: UUID | None, today: date) -> dict[str, PrePost]:
    return dict(
        cohorts.pre_post_by_code(session, profile, months=FOLLOW_UP_MONTHS, own_of=own_of, today=today)
    )


def _indexes(session: Session, profile: Profile, own_of: UUID | None, today: date) -> dict[str, Tally]:
    found = cohorts.indexes(session, profile, on=None, own_of=own_of, today=today)
    return {code: result.tally for code, result in found}


def _shifts(before: Mapping[str, Tally], after: Mapping[str, Tally]) -> Shifts:
    """Both count the same families: which are measured does not depend on the profile."""
    return Shifts(tuple(Shift(code, before[code], after[code]) for code in sorted(before)))


def new_profile(desk: Desk, profile: Profile, *, based_on: str, why: str) -> Done:
    """Keep a profile of the office's own, under a new key; raises InvalidInput when it cannot count."""
    return _keep_profile(desk, uuid4(), "", 0, _made(profile), based_on, why.strip())


def change_profile(desk: Desk, profile: Profile, *, based_on: str, why: str) -> Done:
    """Keep a new version of one of the office's own profiles, the newest of which is `based_on`.

    Raises InvalidInput when it cannot count, and ChangedMeanwhile when there is a newer version already.
    """
    key, number = parse_profile_id(based_on)
    if key in SHIPPED_PROFILES or number is None:
        raise InvalidInput("Een meegeleverd profiel verandert niet; maak er een kopie van.", field="name")
    return _keep_profile(desk, uuid4(), key, number, _made(profile), based_on, why.strip())


def _made(profile: Profile) -> str:
    """As text: what an operation is given has to be kept as plain values."""
    check_profile(profile)
    return write_profile(replace(profile, name=" ".join(profile.name.split())))


@operation(AuditAction.CHANGE_INDEX_PROFILE)
def _keep_profile(
    work: Work, record_id: UUID, key: str, number: int, definition: str, based_on: str, why: str
) -> Done:
    require(work, Action.CHANGE_INDEX_PROFILES)
    session = work.session
    profile = parse_profile(tomllib.loads(definition), read_terms(session).instrument, source=_WHAT)
    if not key:
        key = next_key(each.details.key for each in profiles_of.every(session))
    elif (newest := profiles_of.definition(session, key, None)) is None or newest.number != number:
        raise ChangedMeanwhile(
            "Een collega bewaarde intussen een nieuwere versie van dit profiel; begin van die."
        )
    kept_as = replace(profile, id=key, version=number + 1)
    details = IndexProfileInput(key, number + 1, profile.name, write_profile(kept_as), based_on, why)
    INDEX_PROFILES.add(session, record_id, details, at=work.now(), by=work.account.id)
    work.note(AuditAction.CHANGE_INDEX_PROFILE, details={"profile": profile_id(key, number + 1)})
    return Done(_CHANGED, record_id)


def retire_profile(desk: Desk, record_id: UUID, version: int, *, is_retired: bool) -> Done:
    """No longer propose a version, or again; raises ChangedMeanwhile, and InvalidInput for the one that counts."""
    return _retire_profile(desk, record_id, version, is_retired)


@operation(AuditAction.CHANGE_INDEX_PROFILE)
def _retire_profile(work: Work, record_id: UUID, version: int, is_retired: bool) -> Done:
    require(work, Action.CHANGE_INDEX_PROFILES)
    session = work.session
    found = INDEX_PROFILES.one(session, record_id)
    if found is None:
        raise missing(_WHAT)
    name = profile_id(found.details.key, found.details.number)
    if is_retired and name == kept.settings(session).get(kept.PROFILE, DEFAULT_PROFILE):
        raise InvalidInput("Het kantoor telt met dit profiel; kies eerst een ander.")
    details = replace(found.details, retired_on=work.today() if is_retired else None)
    if not INDEX_PROFILES.change(session, record_id, version, details, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, found)
    work.note(AuditAction.CHANGE_INDEX_PROFILE, details={"profile": name, "retired": is_retired})
    return Done(_CHANGED, record_id)


def choose_profile(desk: Desk, wanted: str) -> Done:
    """Count with this profile from now on; raises InvalidInput (field profile) when there is none by that id."""
    return _choose_profile(desk, wanted)


@operation(AuditAction.CHANGE_SETTINGS)
def _choose_profile(work: Work, wanted: str) -> Done:
    require(work, Action.CHANGE_SETTINGS)
    profile = read_terms(work.session, wanted).profile
    name = wanted if profile.id in SHIPPED_PROFILES else profile_id(profile.id, profile.version)
    if kept.settings(work.session).get(kept.PROFILE, DEFAULT_PROFILE) != name:
        kept.put(work.session, kept.PROFILE, name)
        work.note(AuditAction.CHANGE_SETTINGS, details={kept.PROFILE: name})
    return Done(_CHANGED)
