"""The tables of what a coach does in a day: contacts, requests, rights, network, consent and what goes with them."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gezinscoach_desktop.data.tables.base import Base
from gezinscoach_desktop.data.types import LongText, words
from gezinscoach_desktop.domain.action import ActionOwner, ActionState
from gezinscoach_desktop.domain.appointment import AppointmentState
from gezinscoach_desktop.domain.consent import AfterWithdrawal, ConsentForm, ConsentKind
from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.document import DocumentKind
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.network import BondKind, Direction, ReferralOutcome, Strength, TieKind
from gezinscoach_desktop.domain.request import GoalState, RequestState
from gezinscoach_desktop.domain.right import RightState
from gezinscoach_desktop.domain.signal import HowOften
from gezinscoach_desktop.domain.story import StoryKind

# The columns of details bear the names of the input dataclasses in `domain/`, so that `data/kept.py` can carry them over.


class KeptRow(Base):
    """What every editable record has: a version for who changes it at the same time, and who did what when.

    `removed_at` instead of deleting: nothing about a family is gone before the guarded erasure, and a mistake is undone.
    """

    __abstract__ = True
    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    created_at: Mapped[dt.datetime]
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[dt.datetime]
    changed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    removed_at: Mapped[dt.datetime | None]


class OfFamilyRow(KeptRow):
    """A record that belongs to one family."""

    __abstract__ = True
    family_id: Mapped[UUID] = mapped_column(ForeignKey("family.id"))


def of_same_family(table: str, *, by: str = "") -> ForeignKeyConstraint:
    """A reference that never leads to another family's row, whoever writes it."""
    return ForeignKeyConstraint(["family_id", by or f"{table}_id"], [f"{table}.family_id", f"{table}.id"])


class ContactRow(OfFamilyRow):
    """A contact with a family."""

    __tablename__ = "contact"
    __table_args__ = (
        UniqueConstraint("family_id", "id"),
        Index(None, "family_id", "on"),
        Index(None, "group_id"),
    )
    kind: Mapped[ContactKind] = mapped_column(words(ContactKind, "kind"))
    on: Mapped[dt.date]
    begins_at: Mapped[int | None]
    minutes: Mapped[int | None]
    members: Mapped[list[str]]
    others: Mapped[str]
    domains: Mapped[list[str]]
    note: Mapped[str] = mapped_column(LongText())
    service_id: Mapped[UUID | None] = mapped_column(ForeignKey("service.id"))
    group_id: Mapped[UUID | None]


class AppointmentRow(OfFamilyRow):
    """Something agreed for later."""

    __tablename__ = "appointment"
    __table_args__ = (
        of_same_family("contact"),
        Index(None, "family_id", "on"),
        Index(None, "account_id", "on"),
    )
    on: Mapped[dt.date]
    begins_at: Mapped[int | None]
    minutes: Mapped[int | None]
    kind: Mapped[ContactKind] = mapped_column(words(ContactKind, "kind"))
    what: Mapped[str]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    state: Mapped[AppointmentState] = mapped_column(words(AppointmentState, "state"))
    contact_id: Mapped[UUID | None]


class RequestRow(OfFamilyRow):
    """What a family asks, in its own words."""

    __tablename__ = "request"
    __table_args__ = (UniqueConstraint("family_id", "id"),)
    text: Mapped[str] = mapped_column(LongText())
    domain: Mapped[LifeDomain | None] = mapped_column(words(LifeDomain, "domain"))
    priority: Mapped[int]
    raised_on: Mapped[dt.date | None]
    state: Mapped[RequestState] = mapped_column(words(RequestState, "state"))
    closed_on: Mapped[dt.date | None]
    outcome: Mapped[str] = mapped_column(LongText())


class GoalRow(OfFamilyRow):
    """A level that a family wishes to come to."""

    __tablename__ = "goal"
    __table_args__ = (
        of_same_family("member"),
        of_same_family("request"),
        Index(None, "family_id"),
        CheckConstraint("level_wished BETWEEN 1 AND 5", name="level_wished"),
        CheckConstraint("level_then BETWEEN 1 AND 5", name="level_then"),
    )
    item: Mapped[str]
    member_id: Mapped[UUID | None]
    level_then: Mapped[int | None]
    level_wished: Mapped[int]
    set_on: Mapped[dt.date | None]
    hoped_on: Mapped[dt.date | None]
    request_id: Mapped[UUID | None]
    note: Mapped[str] = mapped_column(LongText())
    state: Mapped[GoalState] = mapped_column(words(GoalState, "state"))
    closed_on: Mapped[dt.date | None]


class ActionRow(OfFamilyRow):
    """What is to be done."""

    __tablename__ = "action"
    __table_args__ = (
        of_same_family("request"),
        of_same_family("contact"),
        Index(None, "family_id"),
        Index(None, "account_id", "state", "due_on"),
    )
    what: Mapped[str] = mapped_column(LongText())
    owner: Mapped[ActionOwner] = mapped_column(words(ActionOwner, "owner"))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    service_id: Mapped[UUID | None] = mapped_column(ForeignKey("service.id"))
    due_on: Mapped[dt.date | None]
    domain: Mapped[LifeDomain | None] = mapped_column(words(LifeDomain, "domain"))
    request_id: Mapped[UUID | None]
    contact_id: Mapped[UUID | None]
    state: Mapped[ActionState] = mapped_column(words(ActionState, "state"))
    closed_on: Mapped[dt.date | None]
    result: Mapped[str] = mapped_column(LongText())


class OfficeRightRow(KeptRow):
    """A right of the office's list: one it added, or what it changed about one that was shipped (the same id)."""

    __tablename__ = "office_right"
    name: Mapped[str]
    description: Mapped[str] = mapped_column(LongText())
    domains: Mapped[list[str]]
    granted_by: Mapped[str]
    checked_on: Mapped[dt.date | None]
    retired_on: Mapped[dt.date | None]


class RightStepRow(OfFamilyRow):
    """Where a right came to stand for a family or one person. The right may be a shipped one, which is in no table."""

    __tablename__ = "right_step"
    __table_args__ = (of_same_family("member"), Index(None, "family_id", "right_id"))
    right_id: Mapped[UUID]
    state: Mapped[RightState] = mapped_column(words(RightState, "state"))
    on: Mapped[dt.date]
    member_id: Mapped[UUID | None]
    monthly_cents: Mapped[int | None]
    once_cents: Mapped[int | None]
    not_taken_up: Mapped[str]
    note: Mapped[str] = mapped_column(LongText())


class ServiceRow(KeptRow):
    """A service of the directory."""

    __tablename__ = "service"
    name: Mapped[str]
    organisation: Mapped[str]
    what: Mapped[str] = mapped_column(LongText())
    domains: Mapped[list[str]]
    municipality: Mapped[str]
    address: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    website: Mapped[str]
    waiting: Mapped[str]
    waiting_noted_on: Mapped[dt.date | None]
    retired_on: Mapped[dt.date | None]
    # Looked at when all is written: an archive or a move brings services in by their id, not the kept one first.
    merged_into: Mapped[UUID | None] = mapped_column(
        ForeignKey("service.id", deferrable=True, initially="DEFERRED")
    )


class ContactPersonRow(KeptRow):
    """Somebody who works at a service."""

    __tablename__ = "contact_person"
    __table_args__ = (Index(None, "service_id"),)
    service_id: Mapped[UUID] = mapped_column(ForeignKey("service.id"))
    name: Mapped[str]
    role: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    retired_on: Mapped[dt.date | None]


class TieRow(OfFamilyRow):
    """A person or service around a family."""

    __tablename__ = "tie"
    __table_args__ = (
        of_same_family("member"),
        Index(None, "family_id"),
        CheckConstraint("ring BETWEEN 1 AND 3", name="ring"),
    )
    kind: Mapped[TieKind] = mapped_column(words(TieKind, "kind"))
    name: Mapped[str]
    service_id: Mapped[UUID | None] = mapped_column(ForeignKey("service.id"))
    member_id: Mapped[UUID | None]
    relation: Mapped[str]
    ring: Mapped[int]
    strength: Mapped[Strength] = mapped_column(words(Strength, "strength"))
    is_tense: Mapped[bool]
    direction: Mapped[Direction] = mapped_column(words(Direction, "direction"))
    domains: Mapped[list[str]]
    reach: Mapped[str]
    note: Mapped[str] = mapped_column(LongText())
    since: Mapped[dt.date | None]
    until: Mapped[dt.date | None]
    angle: Mapped[int | None]


class BondRow(OfFamilyRow):
    """How two people of a household belong together."""

    __tablename__ = "bond"
    __table_args__ = (
        of_same_family("member"),
        of_same_family("member", by="other_id"),
        Index(None, "family_id"),
    )
    kind: Mapped[BondKind] = mapped_column(words(BondKind, "kind"))
    member_id: Mapped[UUID]
    other_id: Mapped[UUID | None]
    other_name: Mapped[str]
    since: Mapped[dt.date | None]
    until: Mapped[dt.date | None]


class ServiceReferralRow(OfFamilyRow):
    """A family was referred to a service."""

    __tablename__ = "service_referral"
    __table_args__ = (of_same_family("member"), Index(None, "family_id"))
    service_id: Mapped[UUID] = mapped_column(ForeignKey("service.id"))
    asked_on: Mapped[dt.date]
    member_id: Mapped[UUID | None]
    domain: Mapped[LifeDomain | None] = mapped_column(words(LifeDomain, "domain"))
    outcome: Mapped[ReferralOutcome] = mapped_column(words(ReferralOutcome, "outcome"))
    answered_on: Mapped[dt.date | None]
    note: Mapped[str] = mapped_column(LongText())


class DocumentRow(OfFamilyRow):
    """A document without its content, so that a list never reads one."""

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("family_id", "id"),)
    title: Mapped[str]
    kind: Mapped[DocumentKind] = mapped_column(words(DocumentKind, "kind"))
    dated: Mapped[dt.date | None]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    note: Mapped[str]


class DocumentContentRow(Base):
    """The bytes of a document."""

    __tablename__ = "document_content"
    __table_args__ = (of_same_family("document"),)
    document_id: Mapped[UUID] = mapped_column(primary_key=True)
    family_id: Mapped[UUID]
    content: Mapped[bytes]


class ConsentRow(OfFamilyRow):
    """What a family agreed to."""

    __tablename__ = "consent"
    __table_args__ = (of_same_family("document"), Index(None, "family_id"))
    kind: Mapped[ConsentKind] = mapped_column(words(ConsentKind, "kind"))
    given_on: Mapped[dt.date]
    form: Mapped[ConsentForm] = mapped_column(words(ConsentForm, "form"))
    given_by: Mapped[str]
    partner: Mapped[str]
    service_id: Mapped[UUID | None] = mapped_column(ForeignKey("service.id"))
    who: Mapped[str]
    purpose: Mapped[str]
    content: Mapped[str]
    until: Mapped[dt.date | None]
    withdrawn_on: Mapped[dt.date | None]
    withdrawn_why: Mapped[str]
    after_withdrawal: Mapped[AfterWithdrawal | None] = mapped_column(
        words(AfterWithdrawal, "after_withdrawal")
    )
    confirmed_on: Mapped[dt.date | None]
    document_id: Mapped[UUID | None]


class ExpenseRow(OfFamilyRow):
    """A small expense."""

    __tablename__ = "expense"
    __table_args__ = (of_same_family("contact"), Index(None, "family_id", "on"))
    cents: Mapped[int]
    what: Mapped[str]
    on: Mapped[dt.date]
    contact_id: Mapped[UUID | None]


class BudgetRow(OfFamilyRow):
    """What may be spent for a family in a year."""

    __tablename__ = "budget"
    __table_args__ = (UniqueConstraint("family_id", "year"),)
    year: Mapped[int]
    cents: Mapped[int]


class SignalRow(KeptRow):
    """Something structural that fails."""

    __tablename__ = "signal"
    __table_args__ = (Index(None, "family_id"),)
    family_id: Mapped[UUID | None] = mapped_column(ForeignKey("family.id"))
    theme: Mapped[LifeDomain] = mapped_column(words(LifeDomain, "theme"))
    what: Mapped[str] = mapped_column(LongText())
    on: Mapped[dt.date]
    service_id: Mapped[UUID | None] = mapped_column(ForeignKey("service.id"))
    service: Mapped[str]
    how_often: Mapped[HowOften] = mapped_column(words(HowOften, "how_often"))
    example: Mapped[str] = mapped_column(LongText())


class StoryRow(OfFamilyRow):
    """A moment of pride or a story."""

    __tablename__ = "story"
    __table_args__ = (of_same_family("member"), Index(None, "family_id"))
    kind: Mapped[StoryKind] = mapped_column(words(StoryKind, "kind"))
    text: Mapped[str] = mapped_column(LongText())
    on: Mapped[dt.date]
    title: Mapped[str]
    member_id: Mapped[UUID | None]
    is_released: Mapped[bool]
    released_on: Mapped[dt.date | None]
    public_text: Mapped[str] = mapped_column(LongText())


class IntakeRow(OfFamilyRow):
    """What a coach learned while getting to know a family."""

    __tablename__ = "intake"
    __table_args__ = (UniqueConstraint("family_id"),)
    story: Mapped[str] = mapped_column(LongText())
    strengths: Mapped[str] = mapped_column(LongText())
    needs: Mapped[dict[str, Any]]
    absent_parent: Mapped[str] = mapped_column(LongText())
    services: Mapped[str] = mapped_column(LongText())
    safety: Mapped[str] = mapped_column(LongText())
    expectations: Mapped[str] = mapped_column(LongText())
    pace: Mapped[str] = mapped_column(LongText())
    boundaries: Mapped[str] = mapped_column(LongText())
    matters: Mapped[str] = mapped_column(LongText())
    avoid: Mapped[str] = mapped_column(LongText())
    family_view: Mapped[str] = mapped_column(LongText())
    ahead: Mapped[str] = mapped_column(LongText())
    next_step: Mapped[str] = mapped_column(LongText())
    next_on: Mapped[dt.date | None]
