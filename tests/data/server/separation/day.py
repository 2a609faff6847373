"""Rows of what is kept of families and of the office, for every table: made from the tables, so that none is forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Enum, Table
from sqlalchemy.dialects.postgresql import dialect

from gezinscoach_desktop.data.tables import Base, DocumentContentRow, DocumentRow, table_of

KEPT: tuple[Table, ...] = tuple(
    table for table in Base.metadata.sorted_tables if {"removed_at", "version"} <= set(table.columns.keys())
)
"""Every table of records that are added, changed and taken away."""
CONTENT, DOCUMENT = table_of(DocumentContentRow), table_of(DocumentRow)
OF_A_FAMILY: tuple[str, ...] = tuple(table.name for table in (*KEPT, CONTENT) if "family_id" in table.columns)
OF_THE_OFFICE: tuple[str, ...] = tuple(table.name for table in KEPT if "family_id" not in table.columns)
OF_COORDINATORS = ("referred_person", "waiting_contact", "absence", "signal_bundle", "report_year", "export_record",
    "import_run", "published_figures", "disposal")  # fmt: skip
"""Of these without a family, what is told about one all the same, and nobody but coordinators may see."""
SERVICE = UUID("5e4c1ce0-0000-4000-8000-000000000001")
"""A service of the directory, which everybody who supports families may know."""
_REFERENCES = {
    "member": "%(member)s",
    "service": f"'{SERVICE}'",
    "referral": "%(referral)s",
    "organisation": "NULL",
    "document": "%(document)s",
}
"""What a reference that has to be there points to."""


def kind(table: str) -> str:
    """The first four digits of the ids of this table."""
    return f"da{[each.name for each in KEPT].index(table):02x}"


def row(table: Table, **given: str) -> str:
    """`(columns) SELECT …` for one row, of the family `%(id)s`, with `%(text)s` in every text; `given` says more."""
    values = {column.name: given.get(column.name) or _value(column) for column in table.columns}
    names = ", ".join(f'"{name}"' for name in values)
    made = ", ".join(f"{value}::{_type(table.columns[name])}" for name, value in values.items())
    return f"({names}) SELECT {made}"


def seeds(table: Table) -> str:
    """A statement that adds a row in which everything says whose it is, with the id `%(row)s`."""
    given = {"id": "%(row)s", "document_id": "%(document)s"} if table is CONTENT else {"id": "%(row)s"}
    made = {"created_by": "%(maker)s", "changed_by": "%(maker)s", **_holder(table, "%(maker)s")}
    made |= {
        "report_year": {"year": "%(number)s"},
        "disposal": {"code": "%(code)s", "subject_id": "%(id)s"},
    }.get(table.name, {})
    return f'INSERT INTO "{table.name}" {row(table, **given, **made)}'


def without_family() -> str:
    """A signal that was told without saying about whom."""
    made = {"id": "%(row)s", "family_id": "NULL", "created_by": "%(maker)s", "changed_by": "%(maker)s"}
    return f"INSERT INTO signal {row(Base.metadata.tables['signal'], **made)}"


def waiting() -> str:
    """A referral of a family that waits: it is no family's yet."""
    made = {"id": "%(row)s", "family_id": "NULL", "created_by": "%(maker)s", "changed_by": "%(maker)s"}
    made["decision"] = "'waiting'"
    return f"INSERT INTO referral {row(Base.metadata.tables['referral'], **made)}"


def _holder(table: Table, account: str) -> dict[str, str]:
    """Whose it is, for what is about somebody who works here."""
    is_needed = "account_id" in table.columns and not table.columns["account_id"].nullable
    return {"account_id": account} if is_needed else {}


def additions() -> Mapping[str, str]:
    """Per table a row that may be added by who may add there, as `(columns) SELECT …`."""
    me = {"created_by": "me()", "changed_by": "me()"}
    nothing = dict.fromkeys(("families", "snapshots", "members"), "'[]'")
    more = {
        "budget": {"year": "2"},
        "index_profile": {"number": "2"},
        "report_year": {"year": "9999"},
        "disposal": {"asked_by": "me()"},
        "import_run": nothing,
    }
    found = {
        each.name: row(each, id="gen_random_uuid()", **me, **_holder(each, "me()"), **more.get(each.name, {}))
        for each in KEPT
    }
    found[CONTENT.name] = row(CONTENT, document_id="%(empty)s")
    return found


def _value(column: Column[Any]) -> str:
    if column.name == "family_id":
        return "%(id)s"
    if column.foreign_keys and not column.nullable:
        return _REFERENCES[_other(column)]
    if column.nullable:
        return "NULL"
    if isinstance(column.type, Enum):
        return f"'{column.type.enums[0]}'"
    name = _type(column)
    return _VALUES[name]


def _other(column: Column[Any]) -> str:
    """The table that a column refers to."""
    return next(iter({key.column.table.name for key in column.foreign_keys} - {"family"}))


_DIALECT = dialect()  # type: ignore[no-untyped-call]
_VALUES = {
    "TEXT": "%(text)s",
    "JSONB": "jsonb_build_array(%(text)s::text)",
    "BYTEA": "convert_to(%(text)s, 'UTF8')",
    "DATE": "'2026-05-05'",
    "TIMESTAMP WITH TIME ZONE": "now()",
    "BOOLEAN": "false",
    "UUID": "gen_random_uuid()",
    "INTEGER": "1",
}


def _type(column: Column[Any]) -> str:
    return str(column.type.compile(_DIALECT)).upper()
