"""What a write did: announced once, so that every screen decides for itself whether it is concerned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Noun(StrEnum):
    """The kinds of record a write can touch."""

    FAMILY = "family"
    MEMBER = "member"
    ASSIGNMENT = "assignment"
    PHASE = "phase"
    SNAPSHOT = "snapshot"
    DRAFT = "draft"
    SETTING = "setting"
    ACCOUNT = "account"
    CONTACT = "contact"
    APPOINTMENT = "appointment"
    REQUEST = "request"
    """Requests and goals."""
    ACTION = "action"
    RIGHT = "right"
    """The list of rights, and where they stand for a family."""
    SERVICE = "service"
    """The service directory."""
    NETWORK = "network"
    """Ties, bonds and referrals to services."""
    CONSENT = "consent"
    DOCUMENT = "document"
    EXPENSE = "expense"
    """Expenses and budgets."""
    SIGNAL = "signal"
    STORY = "story"
    INTAKE = "intake"
    REFERRAL = "referral"
    """Referrals and who waits; coordinators only."""
    ORGANISATION = "organisation"
    """Municipalities, partner organisations, staff and absences."""
    REPORT = "report"
    """Texts and choices of yearly reports, and released figures."""
    TRANSFER = "transfer"
    """Exports and imports."""
    LETTING_GO = "letting_go"
    """Requests of people, own views and files that are let go."""
    PROFILE = "profile"
    """Index profiles."""


@dataclass(frozen=True, slots=True)
class Change:
    """Touched nouns; `family_id` None means that any family may be concerned."""

    nouns: frozenset[Noun]
    family_id: UUID | None = None

    def touches(self, *nouns: Noun) -> bool:
        return not self.nouns.isdisjoint(nouns)

    def concerns(self, family_id: UUID) -> bool:
        return self.family_id is None or self.family_id == family_id


@dataclass(frozen=True, slots=True)
class Done:
    """The kept effect of one write, the same when the operation is repeated. `id` is what was made or changed."""

    change: Change
    id: UUID | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
