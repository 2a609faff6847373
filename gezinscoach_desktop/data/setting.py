"""Settings of the office and the instrument it measures with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.tables import InstrumentRow, OfficeRow, SettingRow

INTERVAL_MONTHS = "interval_months"
NO_CONTACT_DAYS = "no_contact_days"
PROFILE = "profile"
INSTRUMENT = "instrument"
IDLE_MINUTES = "idle_minutes"
ALLOWS_DEVICE_KEY = "allows_device_key"
HIDES_FROM_CAPTURE = "hides_from_capture"
SECOND_PLACE = "backup_second_place"
PAPER_TEXTS = "paper_texts"
"""The office's own words on forms, by the name of the block."""
PHASE_WEIGHTS = "phase_weights"
"""What a family weighs in the caseload, in tenths, by its phase."""
FULL_TIME_WEIGHT = "full_time_weight"
"""How much weight fits with a full-time coach, in tenths."""
SWITCHED_OFF = "switched_off"
"""The parts of the program that the office does not use (domain/part.py)."""
FILE_TERMS = "file_terms"
"""After how many months what is kept of families is to go, per kind (domain/file_term.py)."""
UPDATE_FOLDER = "update_folder"
"""Where updates of the program stand, as every PC reaches it."""
MOVED_TO = "moved_to"
"""Where the office went, as people call that place; set last of all, when everything arrived and was checked."""

SAFETY = (IDLE_MINUTES, ALLOWS_DEVICE_KEY, HIDES_FROM_CAPTURE)
"""How the office is protected: going back to a backup leaves these as they are."""

MOVED = select(SettingRow.value).where(SettingRow.key == MOVED_TO)
_SETTINGS = select(SettingRow.key, SettingRow.value)


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """The one row about the organisation."""

    id: UUID
    name: str
    is_practice: bool


def office(session: Session) -> OfficeFacts:
    """Whose database this is."""
    row = session.execute(select(OfficeRow.id, OfficeRow.name, OfficeRow.is_practice)).one()
    return OfficeFacts(*row)


def settings(session: Session) -> dict[str, Any]:
    """Every setting by key."""
    return dict(session.connection().execute(_SETTINGS).all())


def moved_sentence(place: str) -> str:
    """What to tell who comes to the place where the office was."""
    return (
        f"Dit kantoor is verhuisd naar “{place}”; je kan hier alleen nog lezen, open het daar om te werken."
    )


def keep(session: Session, key: str, value: Any) -> None:
    """Set a setting, within the operation that notes it."""
    session.merge(SettingRow(key=key, value=value))
    session.flush()


def put(session: Session, key: str, value: Any) -> None:
    """Keep a setting, in the place of what was kept."""
    session.merge(SettingRow(key=key, value=value))


def instrument_definition(session: Session, instrument_id: UUID) -> str:
    """The text of a version of the instrument."""
    query = select(InstrumentRow.definition).where(InstrumentRow.id == instrument_id)
    return session.execute(query).scalar_one()
