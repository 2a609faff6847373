"""Settings of the office."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.data import index_profile as index_profiles
from gezinscoach_desktop.data import setting as kept
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.due import DEFAULT_INTERVAL_MONTHS, DEFAULT_NO_CONTACT_DAYS
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.index import Profile, parse_profile
from gezinscoach_desktop.domain.index_profile import parse_profile_id
from gezinscoach_desktop.domain.instrument import Instrument, parse_instrument
from gezinscoach_desktop.domain.part import Part, parts_of
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.weight import Weights
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require
from gezinscoach_desktop.services.operation import Work, operation

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

SHIPPED_INSTRUMENT = "sociale-balans-2023-1.toml"
SHIPPED_PROFILES = {"standaard": "standaard-1.toml", "streng": "streng-1.toml", "breed": "breed-1.toml"}
DEFAULT_PROFILE = "standaard"
SHORTEST_IDLE, DEFAULT_IDLE, LONGEST_IDLE = 2, 5, 15
SHORTEST_INTERVAL, LONGEST_INTERVAL = 1, 12
FEWEST_SILENT_DAYS, MOST_SILENT_DAYS = 7, 180


@dataclass(frozen=True, slots=True)
class OfficeSettings:
    """What the whole office shares."""

    office_name: str
    place: str
    kind: str
    is_practice: bool
    interval_months: int
    profile: Profile
    instrument: Instrument
    no_contact_days: int = DEFAULT_NO_CONTACT_DAYS
    """After so many days without contact Start mentions a family."""
    weights: Weights = field(default_factory=Weights)
    """What a family weighs in the caseload."""
    off: frozenset[Part] = frozenset()
    """The parts of the program that the office does without."""


@dataclass(frozen=True, slots=True)
class SecuritySettings:
    """What the office asks of every PC on which it is open."""

    idle_minutes: int = DEFAULT_IDLE
    """Without key or mouse before the office is locked."""
    allows_device_key: bool = False
    """Whether a PC may open the office without a password, for who is signed in to it."""
    hides_from_capture: bool = False
    """Whether windows stay out of screen captures and screen sharing."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the office measures with: of all settings what reading a family needs, in one query."""

    interval_months: int
    profile: Profile
    instrument: Instrument
    instrument_id: UUID
    no_contact_days: int = DEFAULT_NO_CONTACT_DAYS
    off: frozenset[Part] = frozenset()
    """The parts of the program that the office does without."""


def read_settings(desk: Desk) -> OfficeSettings:
    """The office's settings."""

    def query(session: Session) -> OfficeSettings:
        office = kept.office(session)
        terms = read_terms(session)
        return OfficeSettings(
            office_name=office.name,
            place=desk.office.place,
            kind=desk.office.kind.label,
            is_practice=office.is_practice,
            interval_months=terms.interval_months,
            profile=terms.profile,
            instrument=terms.instrument,
            no_contact_days=terms.no_contact_days,
            weights=weights_of(session),
            off=terms.off,
        )

    return desk.office.read(query)


def weights_of(session: Session) -> Weights:
    """What a family weighs by its phase, and what fits, within a running query."""
    found = kept.settings(session)
    return Weights.chosen(found.get(kept.PHASE_WEIGHTS, {}), found.get(kept.FULL_TIME_WEIGHT))


def read_security(desk: Desk) -> SecuritySettings:
    """What every PC has to keep to; everybody may read it."""
    return desk.office.read(security_of)


def security_of(session: Session) -> SecuritySettings:
    """The same within a running query."""
    found = kept.settings(session)
    usual = SecuritySettings()
    return SecuritySettings(
        idle_minutes=found.get(kept.IDLE_MINUTES, usual.idle_minutes),
        allows_device_key=found.get(kept.ALLOWS_DEVICE_KEY, usual.allows_device_key),
        hides_from_capture=found.get(kept.HIDES_FROM_CAPTURE, usual.hides_from_capture),
    )


def change_security(desk: Desk, settings: SecuritySettings) -> Done:
    """Keep what every PC has to keep to; raises InvalidInput (field idle_minutes)."""
    if not SHORTEST_IDLE <= settings.idle_minutes <= LONGEST_IDLE:
        raise InvalidInput(
            f"Kies tussen {SHORTEST_IDLE} en {LONGEST_IDLE} minuten voor het kantoor vergrendelt.",
            field="idle_minutes",
        )
    return _change_security(desk, settings)


@operation(AuditAction.CHANGE_SETTINGS)
def _change_security(work: Work, settings: SecuritySettings) -> Done:
    require(work, Action.CHANGE_SETTINGS)
    before = security_of(work.session)
    wanted = {
        kept.IDLE_MINUTES: (before.idle_minutes, settings.idle_minutes),
        kept.ALLOWS_DEVICE_KEY: (before.allows_device_key, settings.allows_device_key),
        kept.HIDES_FROM_CAPTURE: (before.hides_from_capture, settings.hides_from_capture),
    }
    changed = {key: new for key, (old, new) in wanted.items() if old != new}
    for key, value in changed.items():
        kept.put(work.session, key, value)
    if changed:
        work.note(AuditAction.CHANGE_SETTINGS, details=changed)
    return Done(Change(frozenset({Noun.SETTING})))


def change_no_contact_days(desk: Desk, days: int) -> Done:
    """Keep after how many days without contact a family is mentioned; raises InvalidInput (field no_contact_days)."""
    if not FEWEST_SILENT_DAYS <= days <= MOST_SILENT_DAYS:
        raise InvalidInput(
            f"Kies tussen {FEWEST_SILENT_DAYS} en {MOST_SILENT_DAYS} dagen zonder contact.",
            field="no_contact_days",
        )
    return _change_no_contact_days(desk, days)


@operation(AuditAction.CHANGE_SETTINGS)
def _change_no_contact_days(work: Work, days: int) -> Done:
    require(work, Action.CHANGE_SETTINGS)
    if read_terms(work.session).no_contact_days != days:
        kept.put(work.session, kept.NO_CONTACT_DAYS, days)
        work.note(AuditAction.CHANGE_SETTINGS, details={kept.NO_CONTACT_DAYS: days})
    return Done(Change(frozenset({Noun.SETTING})))


def change_interval(desk: Desk, months: int) -> Done:
    """Keep within how many months a family is measured again; raises InvalidInput (field interval_months)."""
    if not SHORTEST_INTERVAL <= months <= LONGEST_INTERVAL:
        raise InvalidInput(
            f"Kies tussen {SHORTEST_INTERVAL} en {LONGEST_INTERVAL} maanden tussen momentopnamen.",
            field="interval_months",
        )
    return _change_interval(desk, months)


@operation(AuditAction.CHANGE_SETTINGS)
def _change_interval(work: Work, months: int) -> Done:
    require(work, Action.CHANGE_SETTINGS)
    if read_terms(work.session).interval_months != months:
        kept.put(work.session, kept.INTERVAL_MONTHS, months)
        work.note(AuditAction.CHANGE_SETTINGS, details={kept.INTERVAL_MONTHS: months})
    return Done(Change(frozenset({Noun.SETTING})))


def read_terms(session: Session, profile_id: str | None = None) -> Terms:
    """Interval, profile (`profile_id` or the office's own) and instrument; raises InvalidInput on an unknown profile."""
    found = kept.settings(session)
    instrument_id = UUID(found[kept.INSTRUMENT])
    instrument = _parsed.get(instrument_id)
    if instrument is None:
        definition = kept.instrument_definition(session, instrument_id)
        instrument = _parsed[instrument_id] = _parse(definition, str(instrument_id))
    return Terms(
        interval_months=found.get(kept.INTERVAL_MONTHS, DEFAULT_INTERVAL_MONTHS),
        profile=profile_of(session, profile_id or found.get(kept.PROFILE, DEFAULT_PROFILE), instrument),
        instrument=instrument,
        instrument_id=instrument_id,
        no_contact_days=found.get(kept.NO_CONTACT_DAYS, DEFAULT_NO_CONTACT_DAYS),
        off=parts_of(found.get(kept.SWITCHED_OFF, ())),
    )


@cache
def shipped_instrument() -> Instrument:
    """The instrument that travels with the program."""
    path = resource_path("instruments", SHIPPED_INSTRUMENT)
    return _parse(path.read_text(encoding="utf-8"), path.name)


def profile_of(session: Session, profile_id: str, instrument: Instrument) -> Profile:
    """A shipped profile (`streng`), or one of the office by key and version (`eigen-1@3`; without version the newest).

    Raises InvalidInput (field profile) when there is none by that id. Also what was retired is found: old figures name it.
    """
    key, number = parse_profile_id(profile_id)
    if key in SHIPPED_PROFILES:
        return shipped_profile(key, instrument)
    found = index_profiles.definition(session, key, number)
    if found is None:
        raise _no_profile(profile_id)
    name = f"{key}@{found.number}"
    known = (
        found.definition,
        instrument.id,
        instrument.version,
    )  # another office may have one of the same name
    if known not in _profiles:
        _profiles[known] = parse_profile(tomllib.loads(found.definition), instrument, source=name)
    return _profiles[known]


def shipped_profile(key: str, instrument: Instrument) -> Profile:
    """An index profile that travels with the program; raises InvalidInput (field profile) when there is none by that key."""
    if key not in SHIPPED_PROFILES:
        raise _no_profile(key)
    return _profile(SHIPPED_PROFILES[key], instrument)


def _no_profile(profile_id: str) -> InvalidInput:
    names = ", ".join(SHIPPED_PROFILES)
    return InvalidInput(
        f"Het indexprofiel “{profile_id}” bestaat niet; kies uit: {names}, of een eigen profiel van het kantoor.",
        field="profile",
    )


# Parsing a definition takes milliseconds and a definition never changes; one office has very few.
_parsed: dict[UUID, Instrument] = {}
_profiles: dict[tuple[str, str, str], Profile] = {}


def _profile(file_name: str, instrument: Instrument) -> Profile:
    key = (file_name, instrument.id, instrument.version)
    if key not in _profiles:
        path = resource_path("index", file_name)
        _profiles[key] = parse_profile(
            tomllib.loads(path.read_text(encoding="utf-8")), instrument, source=path.name
        )
    return _profiles[key]


def _parse(definition: str, source: str) -> Instrument:
    return parse_instrument(tomllib.loads(definition), source=source, definition=definition)
