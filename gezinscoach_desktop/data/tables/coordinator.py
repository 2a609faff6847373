"""The tables of a coordinator's year: referrals, the organisation, signals for policy, reports, exports, letting go."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gezinscoach_desktop.data.tables.support import KeptRow, OfFamilyRow, of_same_family
from gezinscoach_desktop.data.types import LongText, words
from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.family import FoundVia, HouseholdType
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.letting_go import (
    DisposalKind,
    DisposalReason,
    DisposalSubject,
    PersonRequestKind,
    PersonRequestState,
)
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.organisation import AbsenceKind
from gezinscoach_desktop.domain.referral import Agreement, Feedback
from gezinscoach_desktop.domain.signal_bundle import BundleState
from gezinscoach_desktop.domain.trajectory import Decision
from gezinscoach_desktop.domain.transfer import ExportKind


class MunicipalityRow(KeptRow):
    """A municipality that takes part."""

    __tablename__ = "municipality"
    name: Mapped[str]
    retired_on: Mapped[dt.date | None]


class OrganisationRow(KeptRow):
    """A partner organisation."""

    __tablename__ = "organisation"
    name: Mapped[str]
    contact: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    retired_on: Mapped[dt.date | None]


class StaffRow(KeptRow):
    """What the coordinator has to know of who works here."""

    __tablename__ = "staff"
    __table_args__ = (
        UniqueConstraint("account_id"),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
    )
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    is_volunteer: Mapped[bool]
    percent: Mapped[int]
    most_weight: Mapped[int | None]
    municipalities: Mapped[list[str]]
    languages: Mapped[list[str]]
    since: Mapped[dt.date | None]
    until: Mapped[dt.date | None]


class AbsenceRow(KeptRow):
    """Somebody is away."""

    __tablename__ = "absence"
    __table_args__ = (Index(None, "account_id"),)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    since: Mapped[dt.date]
    until: Mapped[dt.date | None]
    kind: Mapped[AbsenceKind] = mapped_column(words(AbsenceKind, "kind"))
    note: Mapped[str]


class IndexProfileRow(KeptRow):
    """One version of an index profile that the office made."""

    __tablename__ = "index_profile"
    __table_args__ = (UniqueConstraint("key", "number"),)
    key: Mapped[str]
    number: Mapped[int]
    title: Mapped[str]
    definition: Mapped[str] = mapped_column(LongText())
    based_on: Mapped[str]
    why: Mapped[str] = mapped_column(LongText())
    retired_on: Mapped[dt.date | None]


class ReferralRow(KeptRow):
    """A referral and what was decided; those that wait are the waiting list, for coordinators only."""

    __tablename__ = "referral"
    __table_args__ = (
        Index(None, "family_id"),
        CheckConstraint("urgency BETWEEN 1 AND 3", name="urgency"),
    )
    family_id: Mapped[UUID | None] = mapped_column(ForeignKey("family.id"))
    received_on: Mapped[dt.date]
    channel: Mapped[FoundVia] = mapped_column(words(FoundVia, "channel"))
    referrer: Mapped[str]
    referrer_organisation: Mapped[str]
    service_id: Mapped[UUID | None] = mapped_column(ForeignKey("service.id"))
    referrer_phone: Mapped[str]
    referrer_email: Mapped[str]
    agreement: Mapped[Agreement] = mapped_column(words(Agreement, "agreement"))
    agreement_note: Mapped[str]
    feedback: Mapped[Feedback] = mapped_column(words(Feedback, "feedback"))
    name: Mapped[str]
    municipality: Mapped[str]
    neighbourhood: Mapped[str]
    address: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    reach_note: Mapped[str] = mapped_column(LongText())
    household_type: Mapped[HouseholdType | None] = mapped_column(words(HouseholdType, "household_type"))
    languages: Mapped[str]
    needs_interpreter: Mapped[bool]
    question: Mapped[str] = mapped_column(LongText())
    reason: Mapped[str] = mapped_column(LongText())
    domains: Mapped[list[str]]
    urgency: Mapped[int]
    safety: Mapped[str] = mapped_column(LongText())
    wanted_organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    earlier_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("referral.id", deferrable=True, initially="DEFERRED")
    )
    decision: Mapped[Decision | None] = mapped_column(words(Decision, "decision"))
    decided_on: Mapped[dt.date | None]
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    decision_reason: Mapped[str] = mapped_column(LongText())
    referred_to: Mapped[str]
    place_in_line: Mapped[int]
    assigned_on: Mapped[dt.date | None]
    first_contact_on: Mapped[dt.date | None]
    fed_back_on: Mapped[dt.date | None]
    fed_back: Mapped[str] = mapped_column(LongText())


class ReferredPersonRow(KeptRow):
    """Somebody of a family that was referred."""

    __tablename__ = "referred_person"
    __table_args__ = (Index(None, "referral_id"),)
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id"))
    role: Mapped[Role] = mapped_column(words(Role, "role"))
    given_name: Mapped[str]
    family_name: Mapped[str]
    birth_date: Mapped[dt.date | None]
    relation: Mapped[str]


class WaitingContactRow(KeptRow):
    """What was done for a family while it waits."""

    __tablename__ = "waiting_contact"
    __table_args__ = (Index(None, "referral_id"),)
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id"))
    on: Mapped[dt.date]
    kind: Mapped[ContactKind] = mapped_column(words(ContactKind, "kind"))
    what: Mapped[str] = mapped_column(LongText())
    is_bridging: Mapped[bool]


class SignalBundleRow(KeptRow):
    """Signals bundled for policy."""

    __tablename__ = "signal_bundle"
    title: Mapped[str]
    theme: Mapped[LifeDomain] = mapped_column(words(LifeDomain, "theme"))
    signals: Mapped[list[str]]
    service_id: Mapped[UUID | None] = mapped_column(ForeignKey("service.id"))
    service: Mapped[str]
    what: Mapped[str] = mapped_column(LongText())
    asked: Mapped[str] = mapped_column(LongText())
    example: Mapped[str] = mapped_column(LongText())
    state: Mapped[BundleState] = mapped_column(words(BundleState, "state"))
    raised_with: Mapped[str]
    raised_on: Mapped[dt.date | None]
    done: Mapped[str] = mapped_column(LongText())
    answer: Mapped[str] = mapped_column(LongText())
    answered_on: Mapped[dt.date | None]


class ReportYearRow(KeptRow):
    """What was written and chosen for a yearly report."""

    __tablename__ = "report_year"
    __table_args__ = (UniqueConstraint("year"),)
    year: Mapped[int]
    texts: Mapped[dict[str, Any]]
    left_out: Mapped[list[str]]
    stories: Mapped[list[str]]
    bundles: Mapped[list[str]]
    compare_years: Mapped[int]


class ExportRecordRow(KeptRow):
    """An export, to account for it."""

    __tablename__ = "export_record"
    kind: Mapped[ExportKind] = mapped_column(words(ExportKind, "kind"))
    on: Mapped[dt.date]
    project: Mapped[str]
    recipient: Mapped[str]
    purpose: Mapped[str]
    is_pseudonymised: Mapped[bool]
    families: Mapped[int]
    rows: Mapped[int]
    smallest_group: Mapped[int | None]
    coarsened: Mapped[list[str]]
    files: Mapped[list[str]]


class ImportRunRow(KeptRow):
    """An import, to undo it."""

    __tablename__ = "import_run"
    source: Mapped[str]
    sha256: Mapped[str]
    on: Mapped[dt.date]
    mapping: Mapped[dict[str, Any]]
    families: Mapped[list[str]]
    snapshots: Mapped[list[str]]
    members: Mapped[list[str]]
    rows: Mapped[int]
    skipped: Mapped[int]
    undone_on: Mapped[dt.date | None]


class PublishedFiguresRow(KeptRow):
    """Figures that were released for one municipality."""

    __tablename__ = "published_figures"
    municipality: Mapped[str]
    since: Mapped[dt.date]
    until: Mapped[dt.date]
    title: Mapped[str]
    tables: Mapped[dict[str, Any]]


class DisposalRow(KeptRow):
    """A file that is let go. Outlives the family: so without a foreign key to it."""

    __tablename__ = "disposal"
    __table_args__ = (Index(None, "subject_id"),)
    subject_id: Mapped[UUID]
    code: Mapped[str]
    kind: Mapped[DisposalKind] = mapped_column(words(DisposalKind, "kind"))
    reason: Mapped[DisposalReason] = mapped_column(words(DisposalReason, "reason"))
    asked_on: Mapped[dt.date]
    asked_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    approved_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    decided_on: Mapped[dt.date | None]
    is_refused: Mapped[bool]
    done_on: Mapped[dt.date | None]
    note: Mapped[str] = mapped_column(LongText())
    subject: Mapped[DisposalSubject] = mapped_column(words(DisposalSubject, "subject"))
    put_off_until: Mapped[dt.date | None]
    parts: Mapped[list[str]]


class PersonRequestRow(OfFamilyRow):
    """A person asks about the own data."""

    __tablename__ = "person_request"
    __table_args__ = (of_same_family("member"), Index(None, "family_id"))
    kind: Mapped[PersonRequestKind] = mapped_column(words(PersonRequestKind, "kind"))
    asked_on: Mapped[dt.date]
    due_on: Mapped[dt.date]
    member_id: Mapped[UUID | None]
    who: Mapped[str]
    what: Mapped[str] = mapped_column(LongText())
    state: Mapped[PersonRequestState] = mapped_column(words(PersonRequestState, "state"))
    answered_on: Mapped[dt.date | None]
    answer: Mapped[str] = mapped_column(LongText())
    note: Mapped[str] = mapped_column(LongText())


class OwnViewRow(OfFamilyRow):
    """How a person sees what stands in the file."""

    __tablename__ = "own_view"
    __table_args__ = (of_same_family("member"), Index(None, "family_id"))
    on: Mapped[dt.date]
    text: Mapped[str] = mapped_column(LongText())
    about: Mapped[str]
    member_id: Mapped[UUID | None]
