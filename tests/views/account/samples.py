"""Accounts for the screens about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from gezinscoach_desktop.domain.account import AccountRow
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services.desk import Account, Desk
from tests.views.no_office import NoOffice

TODAY = date(2026, 8, 12)
ADMINISTRATOR = frozenset({OfficeRole.ADMINISTRATOR})
COORDINATOR = frozenset({OfficeRole.COORDINATOR})
COACH = frozenset({OfficeRole.COACH})

AN = AccountRow(
    id=UUID(int=1),
    user_name="an",
    display_name="An De Smet",
    roles=ADMINISTRATOR | COORDINATOR,
    is_active=True,
    last_sign_in=datetime(2026, 8, 11, 7, 30, tzinfo=UTC),
    has_one_time_code=False,
    families=0,
    is_me=True,
)
BEA = replace(
    AN,
    id=UUID(int=2),
    user_name="bea",
    display_name="Bea Peeters",
    roles=COACH,
    families=3,
    is_me=False,
)
NEW = replace(
    BEA,
    id=UUID(int=3),
    user_name="carlo",
    display_name="Carlo Vos",
    last_sign_in=None,
    has_one_time_code=True,
    families=0,
)
GONE = replace(BEA, id=UUID(int=4), user_name="dirk", display_name="Dirk Aerts", is_active=False, families=0)


def a_desk(roles: frozenset[OfficeRole] = ADMINISTRATOR) -> Desk:
    """Opened by An, on a day that stands still."""
    office: Any = NoOffice()
    return Desk(office, Account(AN.id, "an", "An De Smet", roles), today=lambda: TODAY, place="/k/ninove.gco")
