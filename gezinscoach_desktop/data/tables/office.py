"""The tables of the office itself: settings, accounts, keys, operations and the audit trail."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gezinscoach_desktop.data.tables.base import NUMBER, Base
from gezinscoach_desktop.data.types import LongText, json_type


class SchemaRow(Base):
    """Which programs may read and write this database: the numbers of the schema, one row."""

    __tablename__ = "schema"
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    min_reader: Mapped[int]
    min_writer: Mapped[int]
    program: Mapped[str | None]
    """The version of the program that brought the tables here: what an older one asks its user to install."""


class OfficeRow(Base):
    """The organisation whose database this is: one row."""

    __tablename__ = "office"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    is_practice: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[dt.datetime]


class SettingRow(Base):
    """A setting of the office."""

    __tablename__ = "setting"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(json_type())


class AccountRow(Base):
    """Somebody who may open the office. The password's hash and the draft key are of PostgreSQL offices of before 0.2."""

    __tablename__ = "account"
    __table_args__ = (Index("uq_account_login", "login", unique=True),)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_name: Mapped[str]
    user_key: Mapped[str] = mapped_column(unique=True)  # the user name folded: An and an are one
    display_name: Mapped[str]
    roles: Mapped[list[str]]
    password_hash: Mapped[str | None]
    draft_key: Mapped[bytes | None]
    created_at: Mapped[dt.datetime]
    deactivated_at: Mapped[dt.datetime | None]
    login: Mapped[str | None]  # the role on the server that this account signs in with; NULL elsewhere


class OperationRow(Base):
    """A write with its effect, so that a repeat is recognised and answered the same."""

    __tablename__ = "operation"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[dt.datetime]
    effect: Mapped[dict[str, Any]]
    # The writer version of the program; NULL is 1. A trigger refuses a row under schema.min_writer, and every write
    # of every program adds one: so the database refuses the whole write of a program that is too old.
    writer: Mapped[int | None]


class AuditEntryRow(Base):
    """Who did what to which family, when; never any content. Each entry seals the one before it with its hash."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index(None, "family_id", "number"), Index(None, "action", "account_id", "number"))
    number: Mapped[int] = mapped_column(NUMBER, primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    action: Mapped[str]
    family_id: Mapped[UUID | None]  # no foreign key: the entry outlives an erased family
    operation_id: Mapped[UUID | None]  # no foreign key: see SnapshotRow
    details: Mapped[dict[str, Any]]
    hash: Mapped[bytes]


class AuditAnchorRow(Base):
    """What the trail's newest entry was when somebody signed for it: a tail cut off later is noticed by it.

    Without foreign keys: an anchor has to outlive what it testifies to.
    """

    __tablename__ = "audit_anchor"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(NUMBER)
    hash: Mapped[bytes]
    account_id: Mapped[UUID]
    at: Mapped[dt.datetime]
    public_key: Mapped[bytes]
    signature: Mapped[bytes]


class KeySlotRow(Base):
    """A sealed key slot, for offices that have no folder to keep it in."""

    __tablename__ = "key_slot"
    name: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes]


class InstrumentRow(Base):
    """A version of the instrument as it was when first used; old snapshots keep theirs."""

    __tablename__ = "instrument"
    __table_args__ = (UniqueConstraint("key", "version"),)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str]
    version: Mapped[str]
    definition: Mapped[str] = mapped_column(LongText())
