"""What stands in an office from the first moment on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from gezinscoach_desktop.data.setting import INSTRUMENT
from gezinscoach_desktop.data.tables import AccountRow, InstrumentRow, OfficeRow, SettingRow
from gezinscoach_desktop.domain.account import Account
from gezinscoach_desktop.domain.instrument import Instrument
from gezinscoach_desktop.domain.text import fold


@dataclass(frozen=True, slots=True)
class Founding:
    """A new office: its name, its first account and the instrument it measures with."""

    office_id: UUID
    name: str
    account: Account
    instrument: Instrument
    at: datetime
    is_practice: bool = False


def lay(session: Session, founding: Founding, *, login: str | None = None) -> None:
    """Write the first rows; on a server `login` is how its first account signs in there."""
    session.add(
        OfficeRow(
            id=founding.office_id,
            name=founding.name,
            is_practice=founding.is_practice,
            created_at=founding.at,
        )
    )
    session.add(
        AccountRow(
            id=founding.account.id,
            user_name=founding.account.user_name,
            user_key=fold(founding.account.user_name),
            display_name=founding.account.display_name,
            roles=sorted(founding.account.roles),
            created_at=founding.at,
            login=login,
        )
    )
    instrument_id = uuid4()
    session.add(
        InstrumentRow(
            id=instrument_id,
            key=founding.instrument.id,
            version=founding.instrument.version,
            definition=founding.instrument.definition,
        )
    )
    session.add(SettingRow(key=INSTRUMENT, value=str(instrument_id)))
    session.flush()
