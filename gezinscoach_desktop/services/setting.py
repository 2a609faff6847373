"""Settings of the office."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.data import setting as kept
from gezinscoach_desktop.domain.due import DEFAULT_INTERVAL_MONTHS
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.index import Profile, parse_profile
from gezinscoach_desktop.domain.instrument import Instrument, parse_instrument
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services.desk import Desk

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

SHIPPED_INSTRUMENT = "sociale-balans-2023-1.toml"
SHIPPED_PROFILES = {"standaard": "standaard-1.toml"}
DEFAULT_PROFILE = "standaard"


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


@dataclass(frozen=True, slots=True)
class Terms:
    """What the office measures with: of all settings what reading a family needs, in one query."""

    interval_months: int
    profile: Profile
    instrument: Instrument
    instrument_id: UUID


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
        )

    return desk.office.read(query)


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
        profile=shipped_profile(profile_id or found.get(kept.PROFILE, DEFAULT_PROFILE), instrument),
        instrument=instrument,
        instrument_id=instrument_id,
    )


@cache
def shipped_instrument() -> Instrument:
    """The instrument that travels with the program."""
    path = resource_path("instruments", SHIPPED_INSTRUMENT)
    return _parse(path.read_text(encoding="utf-8"), path.name)


def shipped_profile(profile_id: str, instrument: Instrument) -> Profile:
    """An index profile that travels with the program; raises InvalidInput (field profile) when there is none by that id."""
    if profile_id not in SHIPPED_PROFILES:
        names = ", ".join(SHIPPED_PROFILES)
        raise InvalidInput(
            f"Het indexprofiel “{profile_id}” bestaat niet; kies uit: {names}.", field="profile"
        )
    return _profile(SHIPPED_PROFILES[profile_id], instrument)


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
