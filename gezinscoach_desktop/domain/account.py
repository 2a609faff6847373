"""Accounts: who may open the office, with which roles, and by which ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.text import fold

LONGEST_NAME = 60
_GROUP = 5


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may open the office."""

    id: UUID
    user_name: str
    display_name: str
    roles: frozenset[OfficeRole]


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account in the list; what it tells of families is their number."""

    id: UUID
    user_name: str
    display_name: str
    roles: frozenset[OfficeRole]
    is_active: bool
    last_sign_in: datetime | None
    has_one_time_code: bool
    """A code was handed over and not used yet."""
    families: int
    """Assignments that run today."""
    is_me: bool


@dataclass(frozen=True, slots=True)
class Welcome:
    """What somebody who signs in should know."""

    failures_before: int = 0
    """Wrong passwords on this PC since the last good one."""
    last_sign_in: datetime | None = None
    """The one before this; None for the first."""
    findings: tuple[str, ...] = ()
    """What is wrong with the audit trail since this PC saw it last: sentences to show once."""


@dataclass(frozen=True, slots=True)
class RecoveryState:
    """Whether there is a recovery sheet that opens the office; when and by whom as far as the audit trail knows."""

    exists: bool
    made_at: datetime | None
    made_by: str


@dataclass(frozen=True, slots=True, repr=False)
class RecoverySheet:
    """What is printed on a recovery sheet. It opens nothing before its code was typed back."""

    code: str
    office_name: str
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """Whether this PC opens the office without a password for the account that works."""

    is_allowed: bool
    is_kept: bool
    problem: str | None
    """Why this PC cannot keep one: a Dutch sentence, or None."""


class _HasRoles(Protocol):
    @property
    def id(self) -> UUID: ...

    @property
    def roles(self) -> frozenset[OfficeRole]: ...


def is_last_administrator(account_id: UUID, active: Iterable[_HasRoles]) -> bool:
    """True when nobody else among the active accounts could manage the office."""
    administrators = {each.id for each in active if OfficeRole.ADMINISTRATOR in each.roles}
    return administrators == {account_id}


def check_user_name(text: str) -> str:
    """The name to sign in with, tidied; raises InvalidInput (field user_name)."""
    name = " ".join(text.split())
    if not fold(name):
        raise InvalidInput("Vul een gebruikersnaam in.", field="user_name")
    return _short_enough(name, "De gebruikersnaam", "user_name")


def check_display_name(text: str, *, otherwise: str) -> str:
    """The name colleagues see, tidied; raises InvalidInput (field display_name)."""
    name = " ".join(text.split())
    return _short_enough(name or otherwise, "De naam", "display_name")


def check_roles(roles: Iterable[OfficeRole]) -> frozenset[OfficeRole]:
    """Raises InvalidInput (field roles) when nothing is left to do."""
    chosen = frozenset(roles)
    if not chosen:
        raise InvalidInput("Kies minstens één rol; wie niet meer meewerkt, sluit je af.", field="roles")
    return chosen


def compare_code(printed: str, typed: str) -> None:
    """Raises InvalidInput (field code) that names the first group that is not as it is printed."""
    wanted, found = _signs(printed), _signs(typed)
    if wanted == found:
        return
    groups = zip(_grouped(wanted), [*_grouped(found), *[""] * len(wanted)], strict=False)
    differs = next((n for n, (right, given) in enumerate(groups, 1) if right != given), None)
    if differs is None:
        raise InvalidInput("Er staan meer tekens dan op het herstelblad; typ de code opnieuw.", field="code")
    raise InvalidInput(f"Groep {differs} is niet zoals op het herstelblad; kijk die na.", field="code")


def _signs(code: str) -> str:
    return "".join(sign for sign in code.upper() if sign.isalnum())


def _grouped(signs: str) -> list[str]:
    return [signs[start : start + _GROUP] for start in range(0, len(signs), _GROUP)]


def _short_enough(name: str, what: str, field: str) -> str:
    if len(name) > LONGEST_NAME:
        raise InvalidInput(f"{what} mag hoogstens {LONGEST_NAME} tekens lang zijn.", field=field)
    return name
