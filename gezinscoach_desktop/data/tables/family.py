"""The tables of a family, who supports it, and its scores."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Computed,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from gezinscoach_desktop.data.tables.base import Base
from gezinscoach_desktop.data.types import LongText, words
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
from gezinscoach_desktop.domain.trajectory import AssignmentKind, ClosingReason, Phase


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
    phone: Mapped[str] = mapped_column(server_default="")
    email: Mapped[str] = mapped_column(server_default="")
    reach_note: Mapped[str] = mapped_column(LongText(), server_default="")
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
    phone: Mapped[str] = mapped_column(server_default="")
    email: Mapped[str] = mapped_column(server_default="")
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
    reason: Mapped[str] = mapped_column(server_default="")


class PhaseRow(Base):
    """A phase of a family's trajectory; it lasts until the next one."""

    __tablename__ = "phase"
    __table_args__ = (UniqueConstraint("family_id", "since"),)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    family_id: Mapped[UUID] = mapped_column(ForeignKey("family.id"))
    phase: Mapped[Phase] = mapped_column(words(Phase, "phase"))
    since: Mapped[dt.date]
    reason: Mapped[str | None]
    closing_reason: Mapped[ClosingReason | None] = mapped_column(words(ClosingReason, "closing_reason"))


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
    # The contact it was made at. No foreign key: the snapshot is append-only and was there before contacts were.
    contact_id: Mapped[UUID | None]
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
