"""Settings of the office."""

from __future__ import annotations

from dataclasses import dataclass

from gezinscoach_desktop.domain.index import Profile
from gezinscoach_desktop.domain.instrument import Instrument
from gezinscoach_desktop.services.desk import Desk


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


def read_settings(desk: Desk) -> OfficeSettings:
    """The office's settings."""
    raise NotImplementedError
