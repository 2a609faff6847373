"""The tables of an office. Scores, snapshots, operations and the audit trail are append-only: the database refuses more."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, cast
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Computed,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from gezinscoach_desktop.data.types import Day, Id, LongText, UtcDateTime, json_type, words
from gezinscoach_desktop.domain.family import (
    Diploma,
    FoundVia,
    Gender,
    HouseholdType,
    HousingKind,
    IncomeSource,
)
from gezinscoach_desktop.domain.household import Living, Role
from gezinscoach_desktop.domain.snapshot import Reason, Setback
from gezinscoach_desktop.domain.trajectory import AssignmentKind, Decision, Phase

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


_NUMBER = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    """Every table of an office."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: Id(),
        dt.date: Day(),
        dt.datetime: UtcDateTime(),
        str: Text(),
        bytes: LargeBinary(),
        dict[str, Any]: json_type(),
        list[str]: json_type(),
    }


class SchemaRow(Base):
    """Which programs may read and write this database: the numbers of the schema, one row."""

    __tablename__ = "schema"
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    min_reader: Mapped[int]
    min_writer: Mapped[int]


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
    number: Mapped[int] = mapped_column(_NUMBER, primary_key=True, autoincrement=False)
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
    number: Mapped[int] = mapped_column(_NUMBER)
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


class FamilyRow(Base):
    """A family, with what search and sorting need worked out beforehand."""

    __tablename__ = "family"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    municipality: Mapped[str]
    neighbourhood: Mapped[str]
    address: Mapped[str]
    household_type: Mapped[HouseholdType | None] = mapped_column(words(HouseholdType, "household_type"))
    languages: Mapped[str]
    needs_interpreter: Mapped[bool]
    is_newcomer: Mapped[bool]
    income_source: Mapped[IncomeSource | None] = mapped_column(words(IncomeSource, "income_source"))
    housing_kind: Mapped[HousingKind | None] = mapped_column(words(HousingKind, "housing_kind"))
    found_via: Mapped[FoundVia | None] = mapped_column(words(FoundVia, "found_via"))
    started_on: Mapped[dt.date | None]
    remarks: Mapped[str] = mapped_column(LongText())
    search_text: Mapped[str] = mapped_column(LongText())
    sort_name: Mapped[str]
    version: Mapped[int] = mapped_column()
    created_at: Mapped[dt.datetime]
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[dt.datetime]
    changed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own way


class MemberRow(Base):
    """A member of a family, whatever the time at which one belonged to it."""

    __tablename__ = "member"
    __table_args__ = (
        UniqueConstraint("family_id", "code"),
        UniqueConstraint("family_id", "id"),
        Index(None, "birth_date"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    family_id: Mapped[UUID] = mapped_column(ForeignKey("family.id"))
    code: Mapped[str]
    given_name: Mapped[str]
    family_name: Mapped[str]
    role: Mapped[Role] = mapped_column(words(Role, "role"))
    birth_date: Mapped[dt.date | None]
    gender: Mapped[Gender | None] = mapped_column(words(Gender, "gender"))
    relation: Mapped[str]
    living: Mapped[Living] = mapped_column(words(Living, "living"))
    lives_with: Mapped[str]
    diploma: Mapped[Diploma | None] = mapped_column(words(Diploma, "diploma"))
    school: Mapped[str]
    version: Mapped[int] = mapped_column()
    changed_at: Mapped[dt.datetime]
    changed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own way


class StayRow(Base):
    """A stretch of belonging to the household: joined ≤ date < left."""

    __tablename__ = "stay"
    __table_args__ = (
        ForeignKeyConstraint(["family_id", "member_id"], ["member.family_id", "member.id"]),
        Index(None, "family_id", "member_id", "joined", "left"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    family_id: Mapped[UUID]
    member_id: Mapped[UUID]
    joined: Mapped[dt.date | None]
    left: Mapped[dt.date | None]


class AssignmentRow(Base):
    """Who supports a family since when."""

    __tablename__ = "assignment"
    __table_args__ = (
        Index(None, "family_id", "account_id"),
        Index(
            "uq_assignment_running_responsible",
            "family_id",
            unique=True,
            sqlite_where=text("until IS NULL AND kind = 'responsible'"),
            postgresql_where=text("until IS NULL AND kind = 'responsible'"),
        ),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    family_id: Mapped[UUID] = mapped_column(ForeignKey("family.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    kind: Mapped[AssignmentKind] = mapped_column(words(AssignmentKind, "kind"))
    since: Mapped[dt.date]
    until: Mapped[dt.date | None]


class ReferralRow(Base):
    """A referral of a family and what was decided; those that wait are the waiting list, for coordinators only."""

    __tablename__ = "referral"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    family_id: Mapped[UUID] = mapped_column(ForeignKey("family.id"), index=True)
    received_on: Mapped[dt.date]
    referrer: Mapped[str]
    question: Mapped[str] = mapped_column(LongText())
    decision: Mapped[Decision | None] = mapped_column(words(Decision, "decision"))
    decided_on: Mapped[dt.date | None]
    decision_reason: Mapped[str]
    version: Mapped[int] = mapped_column()
    changed_at: Mapped[dt.datetime]
    changed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own way


class PhaseRow(Base):
    """A phase of a family's trajectory; it lasts until the next one."""

    __tablename__ = "phase"
    __table_args__ = (UniqueConstraint("family_id", "since"),)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    family_id: Mapped[UUID] = mapped_column(ForeignKey("family.id"))
    phase: Mapped[Phase] = mapped_column(words(Phase, "phase"))
    since: Mapped[dt.date]
    reason: Mapped[str | None]


class SnapshotRow(Base):
    """What one author registered for one family on one date."""

    __tablename__ = "snapshot"
    __table_args__ = (
        UniqueConstraint("family_id", "number"),
        UniqueConstraint("family_id", "date", "number"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    family_id: Mapped[UUID] = mapped_column(ForeignKey("family.id"))
    number: Mapped[int]
    date: Mapped[dt.date]
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[dt.datetime]
    instrument_id: Mapped[UUID] = mapped_column(ForeignKey("instrument.id"))
    is_revised_baseline: Mapped[bool]
    # No foreign key: an operation is kept with its effect, so after what it did. Keeping it would then search every
    # snapshot for who was waiting (measured: 35 ms in an office of 80 000), or cost an index that nobody asks.
    operation_id: Mapped[UUID | None]


class ScoreRow(Base):
    """One registered value, kept in the order in which it is carried forward.

    `subject_id` is the member's id, or the family's own for the household, so that it can be part of the key; `level`
    is NULL for n.v.t., which min() and max() then leave out of their own accord.
    """

    __tablename__ = "score"
    __table_args__ = (
        ForeignKeyConstraint(
            ["family_id", "date", "number"], ["snapshot.family_id", "snapshot.date", "snapshot.number"]
        ),
        ForeignKeyConstraint(["family_id", "member_id"], ["member.family_id", "member.id"]),
        CheckConstraint("level BETWEEN 1 AND 5", name="level"),
        {"sqlite_with_rowid": False},
    )
    family_id: Mapped[UUID] = mapped_column(primary_key=True)
    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    date: Mapped[dt.date] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[int | None] = mapped_column(SmallInteger)
    note: Mapped[str | None] = mapped_column(LongText())
    reason: Mapped[Reason | None] = mapped_column(words(Reason, "reason"))
    setback: Mapped[Setback | None] = mapped_column(words(Setback, "setback"))
    member_id: Mapped[UUID | None] = mapped_column(
        Computed("CASE WHEN subject_id = family_id THEN NULL ELSE subject_id END", persisted=True)
    )


def table_of(row: type[Base]) -> Table:
    """The table behind a row class, for statements that need no objects."""
    return cast("Table", row.__table__)


APPEND_ONLY = ("operation", "audit_entry", "audit_anchor", "snapshot", "score")
