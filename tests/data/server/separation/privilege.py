"""What `domain.permission` says of each table of a server's office: who may do what in which rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Any

from gezinscoach_desktop.domain.action import ActionInput
from gezinscoach_desktop.domain.appointment import AppointmentInput
from gezinscoach_desktop.domain.consent import ConsentInput
from gezinscoach_desktop.domain.contact import ContactInput
from gezinscoach_desktop.domain.directory import ContactPersonInput, ServiceInput
from gezinscoach_desktop.domain.document import DocumentInput
from gezinscoach_desktop.domain.expense import BudgetInput, ExpenseInput
from gezinscoach_desktop.domain.index_profile import IndexProfileInput
from gezinscoach_desktop.domain.intake import IntakeInput
from gezinscoach_desktop.domain.letting_go import DisposalInput, OwnViewInput, PersonRequestInput
from gezinscoach_desktop.domain.network import BondInput, ServiceReferralInput, TieInput
from gezinscoach_desktop.domain.organisation import (
    AbsenceInput,
    MunicipalityInput,
    OrganisationInput,
    StaffInput,
)
from gezinscoach_desktop.domain.permission import Action, OfficeRole, Reach, reach
from gezinscoach_desktop.domain.published_figures import PublishedFiguresInput
from gezinscoach_desktop.domain.referral import ReferralInput, ReferredPersonInput, WaitingContactInput
from gezinscoach_desktop.domain.request import GoalInput, RequestInput
from gezinscoach_desktop.domain.right import RightInput, RightStepInput
from gezinscoach_desktop.domain.signal import SignalInput
from gezinscoach_desktop.domain.signal_bundle import SignalBundleInput
from gezinscoach_desktop.domain.story import StoryInput
from gezinscoach_desktop.domain.transfer import ExportRecordInput, ImportRunInput
from gezinscoach_desktop.domain.yearly_report import ReportYearInput

A = Action


@dataclass(frozen=True)
class Rule:
    """Who may do one thing with a table."""

    action: Action | None = None
    """The action of the program that it is part of; None is nobody, whatever the role."""
    everybody: bool = False
    """Whether whoever works here may, in any row."""
    at_least: Reach = Reach.OWN
    recovery: bool = False
    closed: bool = False
    """Whether also an open session of an account that was closed may: what says nothing."""
    columns: frozenset[str] | None = None
    """Only these; None is all."""

    def reach(self, roles: Iterable[OfficeRole]) -> Reach:
        if self.everybody:
            return Reach.ANY
        found = Reach.NONE if self.action is None else reach(roles, self.action)
        return found if found >= self.at_least else Reach.NONE


NOBODY = Rule()
EVERYBODY = Rule(everybody=True, recovery=True)
STAFF = Rule(everybody=True)
READ, CHANGE = Rule(A.READ_FAMILY), Rule(A.CHANGE_FAMILY)


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True)
class Privileges:
    select: Rule = NOBODY
    insert: Rule = NOBODY
    update: Rule = NOBODY
    delete: Rule = NOBODY
    more: tuple[Rule, ...] = field(default=())
    """Other rules for update, of other columns."""


_FAMILY = words(
    "name municipality neighbourhood address household_type languages needs_interpreter is_newcomer income_source "
    "housing_kind found_via started_on remarks phone email reach_note search_text sort_name version changed_at changed_by"
)
_MEMBER = words(
    "code given_name family_name role birth_date gender relation living lives_with diploma school phone email "
    "version changed_at changed_by"
)
_WAITING, _OFFICE = Rule(A.READ_WAITING_LIST), Rule(A.READ_ORGANISATION)
_ACCOUNTS = Rule(A.MANAGE_ACCOUNTS)

_WHO_AND_WHEN = words("version changed_at changed_by removed_at")


def kept(action: Action, details: type[Any], read: Rule = READ) -> Privileges:
    """Records that are added, changed and taken away but never deleted: what was filled in may change, whose it is not."""
    columns = frozenset(field.name for field in fields(details)) | _WHO_AND_WHEN
    return Privileges(read, Rule(action), Rule(action, columns=columns))


PRIVILEGES: dict[str, Privileges] = {
    # a family and what hangs on it
    "family": Privileges(
        READ,
        # A new family is nobody's yet: who may add one, may.
        Rule(A.ADD_FAMILY),
        Rule(A.CHANGE_FAMILY, columns=_FAMILY),
        more=(Rule(A.CHANGE_FAMILY, at_least=Reach.ANY, columns=words("code")),),
    ),
    "member": Privileges(READ, CHANGE, Rule(A.CHANGE_FAMILY, columns=_MEMBER)),
    "stay": Privileges(READ, CHANGE, NOBODY, CHANGE),
    "phase": Privileges(READ, CHANGE, Rule(A.CHANGE_FAMILY, columns=words("phase reason closing_reason"))),
    # Who assigns decides for every family; a coach only for a family just added (its own test).
    "assignment": Privileges(
        READ,
        Rule(A.ASSIGN),
        Rule(A.ASSIGN, columns=words("kind until")),
    ),
    "snapshot": Privileges(READ, Rule(A.REGISTER_SNAPSHOT)),
    "score": Privileges(READ, Rule(A.REGISTER_SNAPSHOT)),
    # A referral becomes a family's once there is one.
    "referral": replace(
        kept(A.REGISTER_REFERRAL, ReferralInput, _WAITING),
        more=(Rule(A.REGISTER_REFERRAL, columns=words("family_id")),),
    ),
    "person_request": kept(A.HANDLE_PERSON_REQUEST, PersonRequestInput),
    "own_view": kept(A.HANDLE_PERSON_REQUEST, OwnViewInput),
    "contact": kept(A.REGISTER_CONTACT, ContactInput),
    "appointment": kept(A.CHANGE_PLAN, AppointmentInput),
    "request": kept(A.CHANGE_PLAN, RequestInput),
    "goal": kept(A.CHANGE_PLAN, GoalInput),
    "action": kept(A.CHANGE_PLAN, ActionInput),
    "right_step": kept(A.REGISTER_RIGHTS, RightStepInput),
    "tie": kept(A.CHANGE_NETWORK, TieInput),
    "bond": kept(A.CHANGE_NETWORK, BondInput),
    "service_referral": kept(A.CHANGE_NETWORK, ServiceReferralInput),
    "document": kept(A.KEEP_DOCUMENTS, DocumentInput),
    "document_content": Privileges(READ, Rule(A.KEEP_DOCUMENTS)),
    "consent": kept(A.CHANGE_CONSENT, ConsentInput),
    "expense": kept(A.REGISTER_EXPENSE, ExpenseInput),
    "budget": kept(A.SET_BUDGET, BudgetInput),
    "story": kept(A.TELL_STORY, StoryInput),
    "intake": kept(A.CHANGE_FAMILY, IntakeInput),
    # told with or without a family
    "signal": kept(A.READ_SIGNALS, SignalInput, Rule(A.READ_SIGNALS)),
    # of the office
    "service": kept(A.CHANGE_DIRECTORY, ServiceInput, Rule(A.READ_DIRECTORY)),
    "contact_person": kept(A.CHANGE_DIRECTORY, ContactPersonInput, Rule(A.READ_DIRECTORY)),
    "office_right": kept(A.CHANGE_RIGHTS_LIST, RightInput, Rule(A.READ_RIGHTS_LIST)),
    "municipality": kept(A.CHANGE_ORGANISATION, MunicipalityInput, _OFFICE),
    "organisation": kept(A.CHANGE_ORGANISATION, OrganisationInput, _OFFICE),
    "staff": kept(A.CHANGE_ORGANISATION, StaffInput, Rule(A.CHANGE_ORGANISATION)),
    "index_profile": kept(A.CHANGE_INDEX_PROFILES, IndexProfileInput, _OFFICE),
    # of coordinators
    "referred_person": kept(A.REGISTER_REFERRAL, ReferredPersonInput, _WAITING),
    "waiting_contact": kept(A.REGISTER_REFERRAL, WaitingContactInput, _WAITING),
    "absence": kept(A.READ_CASELOAD, AbsenceInput, Rule(A.READ_CASELOAD)),
    "signal_bundle": kept(A.BUNDLE_SIGNALS, SignalBundleInput, Rule(A.BUNDLE_SIGNALS)),
    "report_year": kept(A.MAKE_REPORT, ReportYearInput, Rule(A.MAKE_REPORT)),
    "export_record": kept(A.EXPORT, ExportRecordInput, Rule(A.EXPORT)),
    "import_run": kept(A.IMPORT, ImportRunInput, Rule(A.IMPORT)),
    "published_figures": kept(A.PUBLISH_FIGURES, PublishedFiguresInput, Rule(A.PUBLISH_FIGURES)),
    "disposal": kept(A.LET_GO, DisposalInput, Rule(A.LET_GO)),
    "account": Privileges(
        Rule(A.READ_ACCOUNTS, recovery=True),
        _ACCOUNTS,
        Rule(A.MANAGE_ACCOUNTS, columns=words("display_name roles deactivated_at")),
    ),
    "setting": Privileges(EVERYBODY, Rule(A.CHANGE_SETTINGS), Rule(A.CHANGE_SETTINGS)),
    "office": Privileges(EVERYBODY),
    "schema": Privileges(EVERYBODY),
    "alembic_version": Privileges(Rule(everybody=True, recovery=True, closed=True)),
    "instrument": Privileges(EVERYBODY),
    # of whoever writes: own rows, which the attacks try
    "operation": Privileges(NOBODY, STAFF),
    "audit_entry": Privileges(NOBODY, STAFF),
    "audit_anchor": Privileges(EVERYBODY, STAFF),
    # The rows are of colleagues: own ones anybody may write (the attacks try which).
    "key_slot": Privileges(
        EVERYBODY,
        Rule(A.RESET_PASSWORD),
        Rule(A.RESET_PASSWORD),
        Rule(A.RESET_PASSWORD),
    ),
    # of the server alone
    "login_wish": Privileges(),
    "code_secret": Privileges(),
}
"""Every table there is, in the metadata or in the database alone."""

VIEWS: dict[str, Rule] = {
    "audit_seal": EVERYBODY,
    "trail": Rule(A.READ_AUDIT, recovery=True),
    "caseload": Rule(A.READ_ACCOUNTS),
}
"""What is read instead of a table; rows of others."""
