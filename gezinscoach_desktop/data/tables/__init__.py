"""The tables of an office. Scores, snapshots, operations and the audit trail are append-only: the database refuses more."""

from __future__ import annotations

from gezinscoach_desktop.data.tables.base import NAMING as NAMING
from gezinscoach_desktop.data.tables.base import NUMBER as NUMBER
from gezinscoach_desktop.data.tables.base import Base as Base
from gezinscoach_desktop.data.tables.base import table_of as table_of
from gezinscoach_desktop.data.tables.coordinator import AbsenceRow as AbsenceRow
from gezinscoach_desktop.data.tables.coordinator import DisposalRow as DisposalRow
from gezinscoach_desktop.data.tables.coordinator import ExportRecordRow as ExportRecordRow
from gezinscoach_desktop.data.tables.coordinator import ImportRunRow as ImportRunRow
from gezinscoach_desktop.data.tables.coordinator import IndexProfileRow as IndexProfileRow
from gezinscoach_desktop.data.tables.coordinator import MunicipalityRow as MunicipalityRow
from gezinscoach_desktop.data.tables.coordinator import OrganisationRow as OrganisationRow
from gezinscoach_desktop.data.tables.coordinator import OwnViewRow as OwnViewRow
from gezinscoach_desktop.data.tables.coordinator import PersonRequestRow as PersonRequestRow
from gezinscoach_desktop.data.tables.coordinator import PublishedFiguresRow as PublishedFiguresRow
from gezinscoach_desktop.data.tables.coordinator import ReferralRow as ReferralRow
from gezinscoach_desktop.data.tables.coordinator import ReferredPersonRow as ReferredPersonRow
from gezinscoach_desktop.data.tables.coordinator import ReportYearRow as ReportYearRow
from gezinscoach_desktop.data.tables.coordinator import SignalBundleRow as SignalBundleRow
from gezinscoach_desktop.data.tables.coordinator import StaffRow as StaffRow
from gezinscoach_desktop.data.tables.coordinator import WaitingContactRow as WaitingContactRow
from gezinscoach_desktop.data.tables.family import AssignmentRow as AssignmentRow
from gezinscoach_desktop.data.tables.family import FamilyRow as FamilyRow
from gezinscoach_desktop.data.tables.family import MemberRow as MemberRow
from gezinscoach_desktop.data.tables.family import PhaseRow as PhaseRow
from gezinscoach_desktop.data.tables.family import ScoreRow as ScoreRow
from gezinscoach_desktop.data.tables.family import SnapshotRow as SnapshotRow
from gezinscoach_desktop.data.tables.family import StayRow as StayRow
from gezinscoach_desktop.data.tables.office import AccountRow as AccountRow
from gezinscoach_desktop.data.tables.office import AuditAnchorRow as AuditAnchorRow
from gezinscoach_desktop.data.tables.office import AuditEntryRow as AuditEntryRow
from gezinscoach_desktop.data.tables.office import InstrumentRow as InstrumentRow
from gezinscoach_desktop.data.tables.office import KeySlotRow as KeySlotRow
from gezinscoach_desktop.data.tables.office import OfficeRow as OfficeRow
from gezinscoach_desktop.data.tables.office import OperationRow as OperationRow
from gezinscoach_desktop.data.tables.office import SchemaRow as SchemaRow
from gezinscoach_desktop.data.tables.office import SettingRow as SettingRow
from gezinscoach_desktop.data.tables.support import ActionRow as ActionRow
from gezinscoach_desktop.data.tables.support import AppointmentRow as AppointmentRow
from gezinscoach_desktop.data.tables.support import BondRow as BondRow
from gezinscoach_desktop.data.tables.support import BudgetRow as BudgetRow
from gezinscoach_desktop.data.tables.support import ConsentRow as ConsentRow
from gezinscoach_desktop.data.tables.support import ContactPersonRow as ContactPersonRow
from gezinscoach_desktop.data.tables.support import ContactRow as ContactRow
from gezinscoach_desktop.data.tables.support import DocumentContentRow as DocumentContentRow
from gezinscoach_desktop.data.tables.support import DocumentRow as DocumentRow
from gezinscoach_desktop.data.tables.support import ExpenseRow as ExpenseRow
from gezinscoach_desktop.data.tables.support import GoalRow as GoalRow
from gezinscoach_desktop.data.tables.support import IntakeRow as IntakeRow
from gezinscoach_desktop.data.tables.support import KeptRow as KeptRow
from gezinscoach_desktop.data.tables.support import OfFamilyRow as OfFamilyRow
from gezinscoach_desktop.data.tables.support import OfficeRightRow as OfficeRightRow
from gezinscoach_desktop.data.tables.support import RequestRow as RequestRow
from gezinscoach_desktop.data.tables.support import RightStepRow as RightStepRow
from gezinscoach_desktop.data.tables.support import ServiceReferralRow as ServiceReferralRow
from gezinscoach_desktop.data.tables.support import ServiceRow as ServiceRow
from gezinscoach_desktop.data.tables.support import SignalRow as SignalRow
from gezinscoach_desktop.data.tables.support import StoryRow as StoryRow
from gezinscoach_desktop.data.tables.support import TieRow as TieRow

APPEND_ONLY = ("operation", "audit_entry", "audit_anchor", "snapshot", "score")
