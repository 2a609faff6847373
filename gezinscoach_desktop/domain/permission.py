"""Who may do what: one table of role × action × reach. Services ask it once; nothing else decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum, StrEnum


class OfficeRole(StrEnum):
    """What an account is for in the office; one person may hold several."""

    COACH = "coach"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        return {"coach": "Gezinscoach", "coordinator": "Coördinator", "administrator": "Beheerder"}[
            self.value
        ]


class Reach(IntEnum):
    """How far an action extends, from nothing to every family."""

    NONE = 0
    OWN = 1
    ANY = 2


class Action(StrEnum):
    """What a user can do; every service function names one."""

    LIST_FAMILIES = "list_families"
    READ_FAMILY = "read_family"
    ADD_FAMILY = "add_family"
    CHANGE_FAMILY = "change_family"
    REGISTER_SNAPSHOT = "register_snapshot"
    PRINT_DOSSIER = "print_dossier"
    READ_FIGURES = "read_figures"
    IMPORT = "import"
    EXPORT = "export"
    CHANGE_SETTINGS = "change_settings"


_COACH = {
    Action.LIST_FAMILIES: Reach.OWN,
    Action.READ_FAMILY: Reach.OWN,
    Action.ADD_FAMILY: Reach.ANY,
    Action.CHANGE_FAMILY: Reach.OWN,
    Action.REGISTER_SNAPSHOT: Reach.OWN,
    Action.PRINT_DOSSIER: Reach.OWN,
    Action.READ_FIGURES: Reach.OWN,
    Action.EXPORT: Reach.NONE,
    Action.IMPORT: Reach.NONE,
    Action.CHANGE_SETTINGS: Reach.NONE,
}
_COORDINATOR = dict.fromkeys(Action, Reach.ANY) | {Action.CHANGE_SETTINGS: Reach.NONE}
_ADMINISTRATOR = dict.fromkeys(Action, Reach.NONE) | {Action.CHANGE_SETTINGS: Reach.ANY}

TABLE: Mapping[OfficeRole, Mapping[Action, Reach]] = {
    OfficeRole.COACH: _COACH,
    OfficeRole.COORDINATOR: _COORDINATOR,
    OfficeRole.ADMINISTRATOR: _ADMINISTRATOR,
}


def reach(roles: Iterable[OfficeRole], action: Action) -> Reach:
    """The widest reach that any of `roles` gives."""
    return max((TABLE[role][action] for role in roles), default=Reach.NONE)
