"""The columns of the log."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from gezinscoach_desktop.services.audit import AuditLine
from gezinscoach_desktop.views.audit import words
from gezinscoach_desktop.views.table import Column
from gezinscoach_desktop.views.theme import grid


def audit_columns(names: Mapping[UUID, str], *, with_family: bool) -> tuple[Column[AuditLine], ...]:
    """When, who, what, which family (for who may know), and what else was noted. `names` may grow later."""

    def told(line: AuditLine) -> str:
        return words.details(line, names)

    family: Column[AuditLine] = Column("Gezin", _family, width=grid(27))
    return (
        Column("Tijdstip", words.moment, sort_key=_number, width=grid(38)),
        Column("Wie", _who, width=grid(36)),
        Column("Wat", _what, tooltip=_what, width=grid(74), is_strong=True),
        *((family,) if with_family else ()),
        Column("Bijzonderheden", told, tooltip=told),
    )


def _number(line: AuditLine) -> object:
    return line.number


def _who(line: AuditLine) -> str:
    return line.account


def _what(line: AuditLine) -> str:
    return line.label


def _family(line: AuditLine) -> str:
    return line.family_code or ""
