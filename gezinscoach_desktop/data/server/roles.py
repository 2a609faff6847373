"""How the roles of one office are called on its server: a cluster keeps several offices, and roles are the cluster's.

The prefix is the name of the database, unless the address of the office gives another one. Group roles own what is
granted; `owner` owns the tables and never signs in; `migrator` signs in for whoever looks after the server, and `recovery`
for the recovery sheet. Every account has a login of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.domain.text import fold

if TYPE_CHECKING:
    from sqlalchemy import Connection

LONGEST = 63
"""PostgreSQL cuts longer names off, and then two people would share one login."""
LONGEST_PREFIX = 40
_PREFIX = re.compile(rf"[a-z_][a-z0-9_]{{0,{LONGEST_PREFIX - 1}}}")
_MARK = 8


_DATABASE = "SELECT datname, pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"


@dataclass(frozen=True, slots=True)
class Roles:
    """The names of one office's roles; raises OfficeUnavailable for a prefix that needs quotes everywhere."""

    prefix: str

    def __post_init__(self) -> None:
        if _PREFIX.fullmatch(self.prefix) is None:
            raise OfficeUnavailable(
                f"“{self.prefix}” kan geen naam van een databank zijn: gebruik kleine letters, cijfers en _, "
                f"hoogstens {LONGEST_PREFIX} tekens, en begin met een letter."
            )

    @property
    def owner(self) -> str:
        return f"{self.prefix}_owner"

    @property
    def migrator(self) -> str:
        return f"{self.prefix}_migrator"

    @property
    def person(self) -> str:
        """Every login of an account is a member: what everybody who works here may."""
        return f"{self.prefix}_person"

    @property
    def coach(self) -> str:
        return f"{self.prefix}_coach"

    @property
    def coordinator(self) -> str:
        return f"{self.prefix}_coordinator"

    @property
    def administrator(self) -> str:
        return f"{self.prefix}_administrator"

    @property
    def recovery(self) -> str:
        return f"{self.prefix}_recovery"

    def login(self, user_name: str) -> str:
        """The login of an account, by its user name; a long one ends in a mark, so that it stays its own."""
        key = fold(user_name)
        name = f"{self.prefix}.{key}"
        if len(name.encode()) <= LONGEST:
            return name
        room = LONGEST - len(self.prefix) - 2 - _MARK
        start = key.encode()[:room].decode(errors="ignore")
        return f"{self.prefix}.{start}~{sha256(key.encode()).hexdigest()[:_MARK]}"


def roles_of(connection: Connection) -> Roles:
    """Whose database this is tells its owner; one that was not set up yet is to be called by its own name."""
    database, owner = connection.exec_driver_sql(_DATABASE).one()
    return Roles(owner.removesuffix("_owner") if owner.endswith("_owner") else database)
