"""Every service function, tried as every role alone: what domain/permission.py says is what happens.

A new service function that is not in the table below fails the first test.
"""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, time, timedelta
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar
from uuid import UUID, uuid4

import pytest

import gezinscoach_desktop.services as services_package
from gezinscoach_desktop.domain.action import ActionInput, ActionState
from gezinscoach_desktop.domain.appointment import AppointmentInput, AppointmentState
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.consent import ConsentForm, Withdrawal
from gezinscoach_desktop.domain.document import DocumentInput, DocumentKind
from gezinscoach_desktop.domain.duplicate import Wanted
from gezinscoach_desktop.domain.errors import NotAllowed, UserError
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.index import Profile
from gezinscoach_desktop.domain.intake import IntakeInput
from gezinscoach_desktop.domain.letting_go import (
    DisposalKind,
    DisposalReason,
    DisposalSubject,
    PersonRequestKind,
)
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.network import BondKind, TieKind
from gezinscoach_desktop.domain.paper import PaperKind
from gezinscoach_desktop.domain.permission import Action, OfficeRole, Reach, reach
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput
from gezinscoach_desktop.domain.referral import ReferralInput, ReferralRecord, Ruling, WaitingContactInput
from gezinscoach_desktop.domain.request import GoalInput, RequestInput, RequestState
from gezinscoach_desktop.domain.right_file import RightWanted
from gezinscoach_desktop.domain.signal_bundle import SignalBundleInput
from gezinscoach_desktop.domain.trajectory import AssignmentKind, ClosingReason, Decision, Phase, PhaseStart
from gezinscoach_desktop.domain.update import Refusal
from gezinscoach_desktop.reports.content import PaperOptions
from gezinscoach_desktop.reports.papers.text import shipped_texts
from gezinscoach_desktop.services import (
    about,
    absence,
    access_file,
    account,
    action,
    agenda,
    appointment,
    archive,
    audit,
    backup,
    backup_list,
    caseload,
    check,
    consent,
    contact,
    contact_form,
    device_key,
    directory,
    document,
    dossier,
    draft,
    evolution,
    exchange,
    expense,
    export,
    export_log,
    family,
    family_form,
    figures,
    find,
    glance,
    goal,
    guard,
    import_run,
    import_wizard,
    index_profile,
    intake,
    leaving,
    letter,
    letting_go,
    matching,
    move,
    network,
    new_keys,
    office,
    office_link,
    operation,
    organisation,
    own_view,
    paper_queue,
    paper_text,
    part,
    person_request,
    plan,
    practice_clock,
    practice_contact,
    practice_dossier,
    practice_export,
    practice_family,
    practice_letting_go,
    practice_more,
    practice_network,
    practice_plan,
    practice_referral,
    practice_report,
    practice_right,
    practice_signal,
    practice_team,
    published_figures,
    recovery,
    redistribution,
    referral,
    referral_form,
    referral_sheet,
    request,
    restore,
    right,
    right_list,
    setting,
    setup,
    sharing,
    sign_in,
    signal,
    signal_bundle,
    snapshot,
    start,
    story,
    trajectory,
    update_setting,
    waiting_list,
    whole,
    yearly,
    yearly_report,
)
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.snapshot import Draft, DraftEntry
from tests.data.office_factory import TODAY, add_colleague, assign, at_desk, register
from tests.factories import CONSENT
from tests.offices import PASSWORD, USER, FileOffices

T = TypeVar("T")
_THIS_YEAR = figures.FigureFilter(date(TODAY.year, 1, 1), date(TODAY.year + 1, 1, 1))
OWN, OTHER = "Janssens", "Vandevelde"
ACTION = ActionInput("Bellen", due_on=TODAY)
AGREED = AppointmentInput(TODAY, 540)
GOAL = GoalInput("income", level_wished=4)
REQUEST = RequestInput("Een groter huis")
MEMBER = MemberInput(role=Role.ADULT, given_name="Eva")
EXPENSE = expense.ExpenseInput(650, "ijsje", TODAY)
EXPORTED = export.ExportChoice(project="Onderzoek", recipient="UGent")
EXPORT_RECORD = export_log.ExportRecordInput(export.ExportKind.XLSX, TODAY, "Onderzoek")
BUNDLE = SignalBundleInput("Wachten", LifeDomain.HOUSING)
SIGNAL = signal.SignalInput(LifeDomain.HOUSING, "De wachtlijst is lang.", TODAY)
REFERRED = ReferralInput(TODAY, name="Nagy")
RULING = Ruling(Decision.WAITING, TODAY, "Vol")
OWN_VIEW = own_view.OwnViewInput(TODAY, "Ik zie het anders.")
ASKED = person_request.PersonRequestInput(PersonRequestKind.ACCESS, TODAY, TODAY, who="de moeder")
STORY = story.StoryInput(story.StoryKind.PRIDE, "Alles is betaald.", TODAY)


@dataclass(frozen=True)
class World:
    """An office with a colleague who has one role: a family of that colleague, and one of somebody else."""

    place: str
    an: Desk
    desk: Desk
    role: OfficeRole
    own: family.FamilyHeader
    other: family.FamilyHeader
    folder: Path

    def file(self, ending: str) -> Path:
        return self.folder / f"{uuid4().hex}.{ending}"

    def somebody(self) -> UUID:
        return add_colleague(self.an, f"Iemand {uuid4().hex}", OfficeRole.COACH).account.id

    def member_of(self, family_id: UUID) -> UUID:
        found = {header.record.id: header for header in (self.own, self.other)}
        return found[family_id].members[0].id if family_id in found else uuid4()

    def expense_of(self, family_id: UUID) -> UUID:
        known = family_id in {self.own.record.id, self.other.record.id}
        return (expense.add_expense(self.an, family_id, EXPENSE).id if known else None) or uuid4()

    def signal_of(self, family_id: UUID) -> UUID:
        known = family_id in {self.own.record.id, self.other.record.id}
        return (signal.tell_signal(self.an, SIGNAL, family_id).id if known else None) or uuid4()

    def story_of(self, family_id: UUID) -> UUID:
        known = family_id in {self.own.record.id, self.other.record.id}
        return (story.add_story(self.an, family_id, STORY).id if known else None) or uuid4()

    def consent_of(self, family_id: UUID) -> UUID:
        if family_id not in (self.own.record.id, self.other.record.id):
            return uuid4()
        return consent.read_consents(self.an, family_id).records[0].id

    def document_of(self, family_id: UUID) -> UUID:
        if family_id not in (self.own.record.id, self.other.record.id):
            return uuid4()
        document.add_document(
            self.an, family_id, self.scan(), DocumentInput("Formulier", DocumentKind.CONSENT)
        )
        return document.read_documents(self.an, family_id)[0].id

    def kept_of(self, family_id: UUID, add: Callable[[Desk, UUID, T], Done], details: T) -> UUID:
        """A new record of this family; an id that says nothing for no family."""
        known = family_id in {self.own.record.id, self.other.record.id}
        return (add(self.an, family_id, details).id if known else None) or uuid4()

    def kept_of_both(self, add: Callable[[Desk, UUID, T], Done], details: T) -> bool:
        """A new record of either family; False, so that what follows `or` is what counts."""
        for header in (self.own, self.other):
            add(self.an, header.record.id, details)
        return False

    def referral(self) -> ReferralRecord:
        referral_id = uuid4()
        referral.register_referral(self.an, referral_id, REFERRED)
        return referral.read_referral(self.an, referral_id).record

    def called(self) -> WaitingContactInput:
        return WaitingContactInput(self.referral().id, TODAY, what="Gebeld")

    def waiting_contact(self) -> UUID:
        return waiting_list.add_waiting_contact(self.an, self.called()).id or uuid4()

    def scan(self) -> Path:
        path = self.file("pdf")
        path.write_bytes(b"%PDF-1.7 " + b"x" * 100)
        return path

    def named(self, found: set[str], name_of: Callable[[family.FamilyRecord], str]) -> set[UUID]:
        """The families whose code, name or the like is in `found`."""
        return {each.record.id for each in (self.own, self.other) if name_of(each.record) in found}

    def desk_of_its_own(self) -> Desk:
        return replace(
            office.open_office(self.place, user_name=USER, password=PASSWORD), account=self.desk.account
        )


Call = Callable[[World, Desk, UUID], object]
"""The function as a colleague calls it; about a family, or with an id that says nothing."""


@dataclass(frozen=True)
class Case:
    """Which action a function is; without one it is for everybody, since it reaches nothing of others."""

    action: Action | None
    call: Call
    of_family: bool = False
    seen: Callable[[Any], set[UUID]] | None = None
    """Of a list: which families are in what it gives."""
    sees_all: bool = True
    """Whether who reaches any family sees all of them in it."""


def of_family(action: Action, call: Call) -> Case:
    return Case(action, call, of_family=True)


def everybody(call: Call) -> Case:
    return Case(None, call)


def _ids(rows: Any) -> set[UUID]:
    return {row.id for row in rows}


def _new_draft(family_id: UUID) -> Draft:
    return Draft(uuid4(), family_id, TODAY, {(None, "income"): DraftEntry(2, has_level=True)})


def _new_entry(family_id: UUID) -> contact.ContactEntry:
    part = contact.FamilyContact(family_id)
    return contact.ContactEntry(uuid4(), contact.ContactKind.PHONE, TODAY, (part,))


def _contact_input() -> contact.ContactInput:
    return contact.ContactInput(contact.ContactKind.MESSAGE, TODAY)


def _contact_draft(family_id: UUID) -> contact_form.ContactDraft:
    part = contact.FamilyContact(family_id)
    return contact_form.ContactDraft(uuid4(), (part,), contact.ContactKind.PHONE, "22/11/2026")


def _referral_draft() -> referral_form.ReferralDraft:
    return referral_form.ReferralDraft(uuid4(), REFERRED, "22/11/2026")


def _registered(world: World, family_id: UUID) -> UUID:
    """A contact with that family as An registered it; an id that says nothing where there is no such family."""
    if family_id not in {world.own.record.id, world.other.record.id}:
        return family_id
    return contact.register(world.an, _new_entry(family_id)).id or family_id


def _preview(world: World) -> exchange.ImportPreview:
    path = world.file("csv")
    exchange.export_file(world.an, path)
    return exchange.preview_import(world.an, path)


def _sheet(world: World) -> tuple[import_wizard.Looked, import_wizard.Chosen]:
    path = world.file("csv")
    path.write_text("Gezinsnaam;Gemeente\nNagy;Mol\n", encoding="utf-8")
    looked = import_wizard.look_at(world.an, path)
    mapping = import_wizard.propose_mapping(world.an, looked, 0).mapping
    return looked, import_wizard.Chosen(0, 0, mapping, {})


def _undo(world: World) -> import_run.UndoPlan:
    done = import_wizard.import_sheet(world.an, import_wizard.try_sheet(world.an, *_sheet(world)))
    assert done.run_id is not None
    return import_run.read_undo(world.an, done.run_id)


def _put(world: World, desk: Desk, _: UUID) -> object:
    with backup.prepared_now(desk, BackupReason.MANUAL, None) as prepared:
        return backup.put(desk, prepared)


def _prepare(_world: World, desk: Desk, _: UUID) -> object:
    with backup.prepared_now(desk, BackupReason.MANUAL, None) as prepared:
        return prepared


def _confirm(world: World, desk: Desk, _: UUID) -> object:
    sheet = recovery.make_recovery_sheet(world.an)
    return recovery.confirm_recovery_sheet(desk, sheet, sheet.code)


def _lock_and_unlock(world: World, _desk: Desk, _: UUID) -> object:
    """At a desk of its own, which the other functions do without."""
    own = world.desk_of_its_own()
    office.lock(own)
    with pytest.raises(UserError):
        office.unlock(own, "niet het wachtwoord")
    office.close_office(own)
    return None


def _keep_script(world: World, desk: Desk, _: UUID) -> object:
    script = practice_family.read_scripts(setting.shipped_instrument(), TODAY)[0]
    return practice_family.keep(desk, replace(script, details=replace(script.details, code=uuid4().hex)))


def _evolution(world: World, desk: Desk, _: UUID) -> object:
    page = evolution.family_page(world.an, world.own.record.id)
    return evolution.evolution_of(
        desk, page.header, page.evolution.snapshots, desk.office.read(setting.read_terms)
    )


def _counted(world: World, desk: Desk, _: UUID) -> set[UUID]:
    """Who counts as many as An, who sees everything, has the other family among them."""
    everything, counted = (evolution.cohort(each)[0].families for each in (world.an, desk))
    own, other = world.own.record.id, world.other.record.id
    return {own, other} if counted == everything else {own}


def _see_the_whole(world: World, desk: Desk, family_id: UUID) -> object:
    """A login that reaches everything already needs no other one; what it does then asks for itself."""
    with whole.whole_office(desk, "", "") as found:
        assert found is desk
    return None


def _right() -> right_list.Right:
    return right_list.shipped_rights()[0]


def _right_step() -> right.RightStepInput:
    return right.RightStepInput(_right().id, right.RightState.HAS, TODAY)


def _step_of(world: World, family_id: UUID) -> UUID:
    """A step of that family; of none there is, an id that says nothing."""
    if family_id not in (world.own.record.id, world.other.record.id):
        return family_id
    step = right.register_steps(world.an, family_id, (_right_step(),)).id
    assert step is not None
    return step


def _rights_file() -> right_list.RightsFile:
    wanted = RightWanted(None, 0, replace(_right().details, name=uuid4().hex), is_new=True)
    return right_list.RightsFile((wanted,), 0, ())


def _settle(desk: Desk) -> object:
    with pytest.raises(LookupError):  # nothing waits in an office on this PC or on a server
        sharing.settle(desk, uuid4(), again=False)
    return None


def _write_nothing(_world: World, desk: Desk, _: UUID) -> object:
    return operation.write_at_once(desk, AuditAction.IMPORT, lambda work: Done(Change(frozenset())))


def _service(world: World) -> UUID:
    return _two_services(world)[0].id


TIE = network.TieInput(TieKind.PERSON, "Oma")


def _bond(member_id: UUID) -> network.BondInput:
    return network.BondInput(BondKind.EX_PARTNERS, member_id, other_name=uuid4().hex)


@dataclass(frozen=True)
class InNetwork:
    """A record of each kind around a family; ids that say nothing where there is no such family."""

    tie: UUID
    bond: UUID
    referral: UUID


def _in_network(world: World, family_id: UUID) -> InNetwork:
    if family_id not in (world.own.record.id, world.other.record.id):
        return InNetwork(uuid4(), uuid4(), uuid4())
    an, made = world.an, network.ServiceReferralInput(_service(world), TODAY)
    tie = network.add_tie(an, family_id, TIE).id
    bond = network.add_bonds(an, family_id, (_bond(world.member_of(family_id)),)).id
    referral = network.add_referral(an, family_id, made).id
    assert tie is not None
    assert bond is not None
    assert referral is not None
    return InNetwork(tie, bond, referral)


def _two_services(world: World) -> tuple[directory.ServiceRecord, directory.ServiceRecord]:
    for _ in range(2):
        directory.add_service(world.an, directory.ServiceInput(uuid4().hex))
    found = directory.read_directory(world.an).entries
    return found[0].record, found[-1].record


def _with_expenses(world: World, desk: Desk) -> set[UUID]:
    for header in (world.own, world.other):
        world.expense_of(header.record.id)
    return {line.family_id for line in expense.expenses_of_year(desk, TODAY.year).lines}


def _with_signals(world: World, desk: Desk) -> set[UUID | None]:
    for header in (world.own, world.other):
        world.signal_of(header.record.id)
    return {line.record.family_id for line in signal.list_signals(desk)}


_CLOSING = PhaseStart(Phase.CLOSED, TODAY, None, ClosingReason.MOVED)


def _taken_over(world: World) -> bool:
    """Both families came with an import, and are open."""
    for header in (world.own, world.other):
        if family.read_family(world.an, header.record.id).phase is Phase.CLOSED:
            trajectory.reopen_family(world.an, header.record.id)
        taken_over = replace(CONSENT, form=ConsentForm.IMPORT)
        consent.add_consents(world.an, header.record.id, taken_over)
    return True


def _five(world: World) -> list[UUID]:
    return [world.somebody() for _ in range(5)]


def _own_view(world: World, family_id: UUID) -> UUID:
    return world.kept_of(family_id, own_view.add_own_view, OWN_VIEW)


def _asked(world: World, family_id: UUID) -> UUID:
    return world.kept_of(family_id, person_request.add_person_request, ASKED)


def _past(world: World) -> letting_go.Candidate:
    return letting_go.Candidate(
        DisposalSubject.FAMILY,
        uuid4(),
        "x",
        "x",
        "",
        TODAY,
        TODAY,
        DisposalReason.TERM_PASSED,
        DisposalKind.ERASE,
    )


def _absent(world: World) -> tuple[UUID, int]:
    """An absence and its version."""
    id_ = absence.register_absence(world.an, absence.AbsenceInput(world.somebody(), TODAY)).id
    assert id_ is not None
    return id_, 1


def _move(world: World) -> redistribution.Move:
    """The other family, to somebody new, as things stand now."""
    running = family.read_family(world.an, world.other.record.id).assignments
    seen = next((each.account_id for each in running if each.until is None), None)
    return redistribution.Move(world.other.record.id, world.somebody(), None, seen)


def _own_profile(world: World) -> index_profile.ProfileVersion:
    """A new one of the office's own."""
    made = index_profile.new_profile(world.an, _profile(), based_on="standaard", why="").id
    return next(each for each in index_profile.list_profiles(world.an).versions if each.record_id == made)


def _profile() -> Profile:
    return setting.shipped_profile("standaard", setting.shipped_instrument())


def _bundle(world: World) -> UUID:
    id_ = signal_bundle.add_bundle(world.an, BUNDLE).id
    assert id_ is not None
    return id_


def _municipality(world: World) -> tuple[UUID, int, organisation.MunicipalityInput]:
    """One that is there, as it is."""
    details = organisation.MunicipalityInput(uuid4().hex)
    id_ = organisation.add_municipality(world.an, details).id
    assert id_ is not None
    return id_, 1, details


def _organisation(world: World) -> tuple[UUID, int, organisation.OrganisationInput]:
    """One that is there, as it is."""
    details = organisation.OrganisationInput(uuid4().hex)
    id_ = organisation.add_organisation(world.an, details).id
    assert id_ is not None
    return id_, 1, details


A = Action
CASES: dict[str, Case] = {
    "access_file.access_file": of_family(
        A.HANDLE_PERSON_REQUEST, lambda w, d, f: access_file.access_file(d, f, w.member_of(f))
    ),
    "access_file.note_access": of_family(
        A.HANDLE_PERSON_REQUEST, lambda w, d, f: access_file.note_access(d, f, dossier.Outlet.PAPER, 0)
    ),
    "account.list_accounts": Case(A.READ_ACCOUNTS, lambda w, d, f: account.list_accounts(d)),
    "account.add_account": Case(
        A.MANAGE_ACCOUNTS,
        lambda w, d, f: account.add_account(
            d, user_name=uuid4().hex, display_name="", roles=frozenset({OfficeRole.COACH})
        ),
    ),
    "account.change_account": Case(
        A.MANAGE_ACCOUNTS,
        lambda w, d, f: account.change_account(
            d, w.somebody(), display_name="", roles=frozenset({OfficeRole.COACH})
        ),
    ),
    "account.reset_password": Case(A.RESET_PASSWORD, lambda w, d, f: account.reset_password(d, w.somebody())),
    "account.close_account": Case(A.MANAGE_ACCOUNTS, lambda w, d, f: account.close_account(d, w.somebody())),
    "account.reopen_account": Case(
        A.MANAGE_ACCOUNTS, lambda w, d, f: account.reopen_account(d, w.somebody())
    ),
    "account.change_password": everybody(
        lambda w, d, f: account.change_password(d, "niet het oude", "een geheel nieuw wachtwoord")
    ),
    "account.check_new_password": everybody(lambda w, d, f: account.check_new_password(d, "kort")),
    "action.add_action": of_family(A.CHANGE_PLAN, lambda w, d, f: action.add_action(d, f, ACTION)),
    "agenda.agenda": Case(
        A.READ_FAMILY,
        lambda w, d, f: (
            w.kept_of_both(action.add_action, ACTION)
            or {
                family_id
                for week in [agenda.agenda(d, TODAY, 1)]
                for family_id in (
                    *(each.family.id for each in week.appointments),
                    *(each.family.id for each in week.actions),
                )
            }
        ),
        seen=set,
    ),
    "agenda.open_actions": Case(
        A.READ_FAMILY,
        lambda w, d, f: (
            w.kept_of_both(action.add_action, ACTION)
            or {each.family.id for each in agenda.open_actions(d).actions}
        ),
        seen=set,
    ),
    "agenda.export_calendar": Case(
        A.READ_FAMILY, lambda w, d, f: agenda.export_calendar(d, w.file("ics"), 4)
    ),
    "goal.add_goal": of_family(A.CHANGE_PLAN, lambda w, d, f: goal.add_goal(d, f, GOAL)),
    "plan.plan": of_family(A.READ_FAMILY, lambda w, d, f: plan.plan(d, f)),
    "request.add_request": of_family(A.CHANGE_PLAN, lambda w, d, f: request.add_request(d, f, REQUEST)),
    "request.order_requests": of_family(A.CHANGE_PLAN, lambda w, d, f: request.order_requests(d, f, ())),
    "appointment.add_appointment": of_family(
        A.CHANGE_PLAN, lambda w, d, f: appointment.add_appointment(d, f, AGREED)
    ),
    "action.change_action": of_family(
        A.CHANGE_PLAN,
        lambda w, d, f: action.change_action(d, w.kept_of(f, action.add_action, ACTION), 0, ACTION),
    ),
    "action.remove_action": of_family(
        A.CHANGE_PLAN, lambda w, d, f: action.remove_action(d, w.kept_of(f, action.add_action, ACTION), 0)
    ),
    "action.bring_back_action": of_family(
        A.CHANGE_PLAN, lambda w, d, f: action.bring_back_action(d, w.kept_of(f, action.add_action, ACTION), 0)
    ),
    "appointment.change_appointment": of_family(
        A.CHANGE_PLAN,
        lambda w, d, f: appointment.change_appointment(
            d, w.kept_of(f, appointment.add_appointment, AGREED), 0, AGREED
        ),
    ),
    "appointment.remove_appointment": of_family(
        A.CHANGE_PLAN,
        lambda w, d, f: appointment.remove_appointment(
            d, w.kept_of(f, appointment.add_appointment, AGREED), 0
        ),
    ),
    "appointment.bring_back_appointment": of_family(
        A.CHANGE_PLAN,
        lambda w, d, f: appointment.bring_back_appointment(
            d, w.kept_of(f, appointment.add_appointment, AGREED), 0
        ),
    ),
    "goal.change_goal": of_family(
        A.CHANGE_PLAN, lambda w, d, f: goal.change_goal(d, w.kept_of(f, goal.add_goal, GOAL), 0, GOAL)
    ),
    "goal.remove_goal": of_family(
        A.CHANGE_PLAN, lambda w, d, f: goal.remove_goal(d, w.kept_of(f, goal.add_goal, GOAL), 0)
    ),
    "goal.bring_back_goal": of_family(
        A.CHANGE_PLAN, lambda w, d, f: goal.bring_back_goal(d, w.kept_of(f, goal.add_goal, GOAL), 0)
    ),
    "request.change_request": of_family(
        A.CHANGE_PLAN,
        lambda w, d, f: request.change_request(d, w.kept_of(f, request.add_request, REQUEST), 0, REQUEST),
    ),
    "request.remove_request": of_family(
        A.CHANGE_PLAN,
        lambda w, d, f: request.remove_request(d, w.kept_of(f, request.add_request, REQUEST), 0),
    ),
    "request.bring_back_request": of_family(
        A.CHANGE_PLAN,
        lambda w, d, f: request.bring_back_request(d, w.kept_of(f, request.add_request, REQUEST), 0),
    ),
    "action.close_action": of_family(
        A.CHANGE_PLAN,
        lambda w, d, f: action.close_action(d, w.kept_of(f, action.add_action, ACTION), 0, ActionState.DONE),
    ),
    "request.close_request": of_family(
        A.CHANGE_PLAN,
        lambda w, d, f: request.close_request(
            d, w.kept_of(f, request.add_request, REQUEST), 0, RequestState.REACHED, ""
        ),
    ),
    "appointment.settle_appointment": of_family(
        A.CHANGE_PLAN,
        lambda w, d, f: appointment.settle_appointment(
            d, w.kept_of(f, appointment.add_appointment, AGREED), 0, AppointmentState.KEPT
        ),
    ),
    "archive.export_office": Case(
        A.EXPORT_OFFICE, lambda w, d, f: archive.export_office(d, w.file("zip"), PASSWORD)
    ),
    "audit.trail": Case(A.READ_AUDIT, lambda w, d, f: audit.trail(d, audit.AuditFilter())),
    "audit.people": Case(A.READ_AUDIT, lambda w, d, f: audit.people(d)),
    "audit.export_trail": Case(
        A.READ_AUDIT, lambda w, d, f: audit.export_trail(d, w.file("csv"), audit.AuditFilter())
    ),
    "audit.looked_at": of_family(A.READ_FAMILY_AUDIT, lambda w, d, f: audit.looked_at(d, f)),
    "index_profile.read_profile": everybody(lambda w, d, f: index_profile.read_profile(d)),
    "index_profile.list_profiles": everybody(lambda w, d, f: index_profile.list_profiles(d)),
    "index_profile.preview_profile": Case(
        A.READ_FIGURES, lambda w, d, f: index_profile.preview_profile(d, _profile())
    ),
    "index_profile.new_profile": Case(
        A.CHANGE_INDEX_PROFILES,
        lambda w, d, f: index_profile.new_profile(d, _profile(), based_on="standaard", why=""),
    ),
    "index_profile.change_profile": Case(
        A.CHANGE_INDEX_PROFILES,
        lambda w, d, f: index_profile.change_profile(d, _profile(), based_on=_own_profile(w).id, why=""),
    ),
    "index_profile.retire_profile": Case(
        A.CHANGE_INDEX_PROFILES,
        lambda w, d, f: index_profile.retire_profile(
            d, _own_profile(w).record_id or uuid4(), 1, is_retired=True
        ),
    ),
    "index_profile.choose_profile": Case(
        A.CHANGE_SETTINGS, lambda w, d, f: index_profile.choose_profile(d, "streng")
    ),
    "signal_bundle.list_bundles": Case(A.BUNDLE_SIGNALS, lambda w, d, f: signal_bundle.list_bundles(d)),
    "signal_bundle.read_bundle": Case(
        A.BUNDLE_SIGNALS, lambda w, d, f: signal_bundle.read_bundle(d, _bundle(w))
    ),
    "signal_bundle.add_bundle": Case(A.BUNDLE_SIGNALS, lambda w, d, f: signal_bundle.add_bundle(d, BUNDLE)),
    "signal_bundle.change_bundle": Case(
        A.BUNDLE_SIGNALS, lambda w, d, f: signal_bundle.change_bundle(d, _bundle(w), 1, BUNDLE)
    ),
    "signal_bundle.remove_bundle": Case(
        A.BUNDLE_SIGNALS, lambda w, d, f: signal_bundle.remove_bundle(d, _bundle(w), 1)
    ),
    "signal_bundle.bring_back_bundle": Case(
        A.BUNDLE_SIGNALS, lambda w, d, f: signal_bundle.bring_back_bundle(d, _bundle(w), 1)
    ),
    "signal_bundle.council_note": Case(
        A.MAKE_REPORT, lambda w, d, f: signal_bundle.council_note(d, (_bundle(w),))
    ),
    "signal_bundle.save_council_note": Case(
        A.MAKE_REPORT, lambda w, d, f: signal_bundle.save_council_note(d, (_bundle(w),), w.file("pdf"))
    ),
    "published_figures.list_released": Case(
        A.PUBLISH_FIGURES, lambda w, d, f: published_figures.list_released(d)
    ),
    "published_figures.releasable": Case(A.PUBLISH_FIGURES, lambda w, d, f: published_figures.releasable(d)),
    "published_figures.release": Case(
        A.PUBLISH_FIGURES, lambda w, d, f: published_figures.release(d, "Mol", TODAY.year + 1)
    ),
    "published_figures.withdraw": Case(
        A.PUBLISH_FIGURES, lambda w, d, f: published_figures.withdraw(d, uuid4(), 1)
    ),
    "published_figures.restore": Case(
        A.PUBLISH_FIGURES, lambda w, d, f: published_figures.restore(d, uuid4(), 1)
    ),
    "caseload.read_caseload": Case(A.READ_CASELOAD, lambda w, d, f: caseload.read_caseload(d)),
    "caseload.free_capacity": Case(A.READ_CASELOAD, lambda w, d, f: caseload.free_capacity(d)),
    "caseload.families_behind": Case(A.READ_CASELOAD, lambda w, d, f: caseload.families_behind(d, (f,))),
    "caseload.change_weights": Case(
        A.CHANGE_SETTINGS, lambda w, d, f: caseload.change_weights(d, caseload.read_weights(d))
    ),
    "update_setting.read_updates": everybody(lambda w, d, f: update_setting.read_updates(d)),
    "update_setting.change_update_folder": Case(
        A.CHANGE_SETTINGS, lambda w, d, f: update_setting.change_update_folder(d, "/mnt/bijwerkingen")
    ),
    "update_setting.note_refused_update": everybody(
        lambda w, d, f: update_setting.note_refused_update(d, Refusal.SIGNATURE)
    ),
    "update_setting.needs_newer_program": everybody(lambda w, d, f: update_setting.needs_newer_program(d)),
    "setting.change_interval": Case(A.CHANGE_SETTINGS, lambda w, d, f: setting.change_interval(d, 3)),
    "part.switched_off": everybody(lambda w, d, f: part.switched_off(d)),
    "part.switch_off": Case(A.CHANGE_SETTINGS, lambda w, d, f: part.switch_off(d, ())),
    "setup.setup_state": Case(A.CHANGE_SETTINGS, lambda w, d, f: setup.setup_state(d)),
    "setup.skip_step": Case(A.CHANGE_SETTINGS, lambda w, d, f: setup.skip_step(d, setup.SetupStep.BACKUP)),
    "setup.bring_back_step": Case(
        A.CHANGE_SETTINGS, lambda w, d, f: setup.bring_back_step(d, setup.SetupStep.BACKUP)
    ),
    "setup.name_municipalities": Case(
        A.CHANGE_ORGANISATION, lambda w, d, f: setup.name_municipalities(d, (uuid4().hex,))
    ),
    "setup.is_second_place_apart": Case(
        A.CHANGE_SETTINGS, lambda w, d, f: setup.is_second_place_apart(d, w.folder)
    ),
    "caseload.read_weights": everybody(lambda w, d, f: caseload.read_weights(d)),
    "absence.absences": Case(A.READ_CASELOAD, lambda w, d, f: absence.absences(d)),
    "absence.families_to_cover": Case(
        A.READ_CASELOAD, lambda w, d, f: absence.families_to_cover(d, w.somebody(), TODAY)
    ),
    "absence.register_absence": Case(
        A.ASSIGN, lambda w, d, f: absence.register_absence(d, absence.AbsenceInput(w.somebody(), TODAY))
    ),
    "absence.change_absence": Case(
        A.ASSIGN, lambda w, d, f: absence.change_absence(d, *_absent(w), absence.AbsenceInput(f, TODAY), ())
    ),
    "absence.remove_absence": Case(A.ASSIGN, lambda w, d, f: absence.remove_absence(d, *_absent(w))),
    "absence.bring_back_absence": Case(
        A.ASSIGN, lambda w, d, f: absence.bring_back_absence(d, *_absent(w), ())
    ),
    "redistribution.redistribute": Case(
        A.ASSIGN,
        lambda w, d, f: redistribution.redistribute(d, (_move(w),), TODAY, ""),
    ),
    "redistribution.take_back_redistribution": Case(
        A.ASSIGN, lambda w, d, f: redistribution.take_back_redistribution(d, uuid4(), (_move(w),), TODAY)
    ),
    "organisation.read_organisation": Case(
        A.READ_ORGANISATION, lambda w, d, f: organisation.read_organisation(d)
    ),
    "organisation.municipality_names": Case(
        A.READ_ORGANISATION, lambda w, d, f: organisation.municipality_names(d)
    ),
    "organisation.add_municipality": Case(
        A.CHANGE_ORGANISATION,
        lambda w, d, f: organisation.add_municipality(d, organisation.MunicipalityInput(uuid4().hex)),
    ),
    "organisation.change_municipality": Case(
        A.CHANGE_ORGANISATION,
        lambda w, d, f: organisation.change_municipality(d, *_municipality(w)),
    ),
    "organisation.respell_families": Case(
        A.ASSIGN, lambda w, d, f: organisation.respell_families(d, (f,), "Gnet", "Gent")
    ),
    "organisation.add_organisation": Case(
        A.CHANGE_ORGANISATION,
        lambda w, d, f: organisation.add_organisation(d, organisation.OrganisationInput(uuid4().hex)),
    ),
    "organisation.change_organisation": Case(
        A.CHANGE_ORGANISATION,
        lambda w, d, f: organisation.change_organisation(d, *_organisation(w)),
    ),
    "organisation.keep_staff": Case(
        A.CHANGE_ORGANISATION,
        lambda w, d, f: organisation.keep_staff(d, organisation.StaffInput(w.somebody())),
    ),
    "backup_list.state": everybody(lambda w, d, f: backup_list.state(d)),
    "backup_list.list_backups": Case(A.BACK_UP, lambda w, d, f: backup_list.list_backups(d)),
    "backup.back_up": Case(A.BACK_UP, lambda w, d, f: backup.back_up(d, BackupReason.MANUAL)),
    "backup.back_up_if_due": everybody(lambda w, d, f: backup.back_up_if_due(d)),
    "backup.back_up_at_exit": everybody(lambda w, d, f: backup.back_up_at_exit(d)),
    "backup.back_up_before_import": everybody(lambda w, d, f: backup.back_up_before_import(d)),
    "backup.set_second_place": Case(A.CHANGE_SETTINGS, lambda w, d, f: backup.set_second_place(d, None)),
    "backup_list.second_place": everybody(lambda w, d, f: backup_list.second_place(d)),
    "backup_list.main_place": everybody(lambda w, d, f: backup_list.main_place(d)),
    "backup.prepared_now": everybody(_prepare),
    "backup.put": everybody(_put),
    "check.verify": Case(A.VERIFY, lambda w, d, f: check.verify(d, deep=False)),
    "check.look_back": everybody(lambda w, d, f: check.look_back(d)),
    "check.sign_trail": everybody(lambda w, d, f: check.sign_trail(d)),
    "contact.contacts_page": of_family(A.READ_FAMILY, lambda w, d, f: contact.contacts_page(d, f)),
    "contact.read_contact": of_family(
        A.READ_FAMILY, lambda w, d, f: contact.read_contact(d, f, _registered(w, f))
    ),
    "contact.register": of_family(A.REGISTER_CONTACT, lambda w, d, f: contact.register(d, _new_entry(f))),
    "contact.change_contact": of_family(
        A.REGISTER_CONTACT,
        lambda w, d, f: contact.change_contact(d, _registered(w, f), 1, _contact_input()),
    ),
    "contact.remove_contacts": of_family(
        A.REGISTER_CONTACT, lambda w, d, f: contact.remove_contacts(d, ((_registered(w, f), 1),))
    ),
    "contact.bring_back_contacts": of_family(
        A.REGISTER_CONTACT, lambda w, d, f: contact.bring_back_contacts(d, ((_registered(w, f), 1),))
    ),
    "contact_form.open_form": of_family(A.REGISTER_CONTACT, lambda w, d, f: contact_form.open_form(d, f)),
    "contact_form.people_of": of_family(A.REGISTER_CONTACT, lambda w, d, f: contact_form.people_of(d, f)),
    "contact_form.register_draft": of_family(
        A.REGISTER_CONTACT, lambda w, d, f: contact_form.register_draft(d, _contact_draft(f))
    ),
    "contact_form.draft_to_keep": Case(
        A.REGISTER_CONTACT, lambda w, d, f: contact_form.draft_to_keep(d, _contact_draft(f))
    ),
    "contact_form.draft_to_drop": everybody(lambda w, d, f: contact_form.draft_to_drop(d, uuid4())),
    "contact_form.store_of": everybody(lambda w, d, f: contact_form.store_of(d)),
    "referral.list_referrals": Case(A.READ_WAITING_LIST, lambda w, d, f: referral.list_referrals(d)),
    "referral.read_referral": Case(
        A.READ_WAITING_LIST, lambda w, d, f: referral.read_referral(d, w.referral().id)
    ),
    "referral.look_alike": Case(A.READ_WAITING_LIST, lambda w, d, f: referral.look_alike(d, Wanted("Nagy"))),
    "referral.note_reading": Case(A.READ_WAITING_LIST, lambda w, d, f: referral.note_reading(d)),
    "referral.register_referral": Case(
        A.REGISTER_REFERRAL, lambda w, d, f: referral.register_referral(d, uuid4(), REFERRED)
    ),
    "referral.change_referral": Case(
        A.REGISTER_REFERRAL, lambda w, d, f: referral.change_referral(d, w.referral().id, 1, REFERRED, ())
    ),
    "referral.decide_referral": Case(
        A.REGISTER_REFERRAL, lambda w, d, f: referral.decide_referral(d, w.referral().id, 1, RULING)
    ),
    "referral.restore_decision": Case(
        A.REGISTER_REFERRAL, lambda w, d, f: referral.restore_decision(d, w.referral().id, 1, REFERRED)
    ),
    "referral.tell_referrer": Case(
        A.REGISTER_REFERRAL, lambda w, d, f: referral.tell_referrer(d, w.referral().id, 1, TODAY, "Bedankt")
    ),
    "referral.remove_referral": Case(
        A.REGISTER_REFERRAL, lambda w, d, f: referral.remove_referral(d, w.referral().id, 1)
    ),
    "referral.bring_back_referral": Case(
        A.REGISTER_REFERRAL, lambda w, d, f: referral.bring_back_referral(d, w.referral().id, 1)
    ),
    "referral_form.open_form": Case(A.REGISTER_REFERRAL, lambda w, d, f: referral_form.open_form(d)),
    "referral_form.draft_to_keep": Case(
        A.REGISTER_REFERRAL, lambda w, d, f: referral_form.draft_to_keep(d, _referral_draft())
    ),
    "referral_form.draft_to_drop": everybody(lambda w, d, f: referral_form.draft_to_drop(d, uuid4())),
    "referral_form.store_of": everybody(lambda w, d, f: referral_form.store_of(d)),
    "referral_form.register_draft": Case(
        A.REGISTER_REFERRAL, lambda w, d, f: referral_form.register_draft(d, _referral_draft())
    ),
    "referral_form.change_by_draft": Case(
        A.REGISTER_REFERRAL,
        lambda w, d, f: referral_form.change_by_draft(d, replace(_referral_draft(), id=w.referral().id), 1),
    ),
    "referral_sheet.sheet": Case(A.REGISTER_REFERRAL, lambda w, d, f: referral_sheet.sheet(d)),
    "referral_sheet.save_sheet": Case(
        A.REGISTER_REFERRAL, lambda w, d, f: referral_sheet.save_sheet(d, w.file("pdf"))
    ),
    "referral_sheet.feedback_letter": Case(
        A.REGISTER_REFERRAL, lambda w, d, f: referral_sheet.feedback_letter(d, "Bedankt")
    ),
    "referral_sheet.note_letter": Case(
        A.REGISTER_REFERRAL, lambda w, d, f: referral_sheet.note_letter(d, w.referral().id)
    ),
    "waiting_list.read_queue": Case(A.READ_WAITING_LIST, lambda w, d, f: waiting_list.read_queue(d)),
    "waiting_list.move_in_line": Case(
        A.REGISTER_REFERRAL, lambda w, d, f: waiting_list.move_in_line(d, w.referral().id, 1)
    ),
    "waiting_list.add_waiting_contact": Case(
        A.REGISTER_REFERRAL, lambda w, d, f: waiting_list.add_waiting_contact(d, w.called())
    ),
    "waiting_list.change_waiting_contact": Case(
        A.REGISTER_REFERRAL,
        lambda w, d, f: waiting_list.change_waiting_contact(d, w.waiting_contact(), 1, w.called()),
    ),
    "waiting_list.remove_waiting_contact": Case(
        A.REGISTER_REFERRAL, lambda w, d, f: waiting_list.remove_waiting_contact(d, w.waiting_contact(), 1)
    ),
    "waiting_list.bring_back_waiting_contact": Case(
        A.REGISTER_REFERRAL,
        lambda w, d, f: waiting_list.bring_back_waiting_contact(d, w.waiting_contact(), 1),
    ),
    "matching.read_matching": Case(
        A.READ_WAITING_LIST, lambda w, d, f: matching.read_matching(d, w.referral().id)
    ),
    "matching.assign_referral": Case(
        A.REGISTER_REFERRAL,
        lambda w, d, f: matching.assign_referral(
            d, w.referral().id, 1, matching.AssignmentInput(w.somebody(), TODAY)
        ),
    ),
    "device_key.device_key_state": everybody(lambda w, d, f: device_key.device_key_state(d)),
    # Refused as long as the office does not allow it: tests/services/test_device_key.py.
    "device_key.keep_device_key": everybody(lambda w, d, f: None),
    "device_key.forget_device_key": everybody(lambda w, d, f: device_key.forget_device_key(d)),
    "directory.read_directory": Case(A.READ_DIRECTORY, lambda w, d, f: directory.read_directory(d)),
    "directory.add_service": Case(
        A.CHANGE_DIRECTORY, lambda w, d, f: directory.add_service(d, directory.ServiceInput("Onthaal"))
    ),
    "directory.change_service": Case(
        A.CHANGE_DIRECTORY,
        lambda w, d, f: directory.change_service(d, f, 1, directory.ServiceInput("Onthaal")),
    ),
    "directory.merge_services": Case(
        A.CHANGE_DIRECTORY, lambda w, d, f: directory.merge_services(d, *_two_services(w))
    ),
    "directory.separate_services": Case(
        A.CHANGE_DIRECTORY, lambda w, d, f: directory.separate_services(d, *_two_services(w))
    ),
    "directory.add_contact_person": Case(
        A.CHANGE_DIRECTORY,
        lambda w, d, f: directory.add_contact_person(d, directory.ContactPersonInput(f, "Inge")),
    ),
    "directory.change_contact_person": Case(
        A.CHANGE_DIRECTORY,
        lambda w, d, f: directory.change_contact_person(d, f, 1, directory.ContactPersonInput(f, "Inge")),
    ),
    "dossier.content_of": of_family(
        A.PRINT_DOSSIER,
        lambda w, d, f: d.office.read(lambda session: dossier.content_of(d, session, f)),
    ),
    "dossier.papers": of_family(A.PRINT_DOSSIER, lambda w, d, f: dossier.papers(d, f)),
    "dossier.paper": of_family(
        A.PRINT_DOSSIER, lambda w, d, f: dossier.paper(d, f, PaperKind.HANDOVER, PaperOptions())
    ),
    "dossier.progress_report": of_family(
        A.PRINT_DOSSIER, lambda w, d, f: dossier.progress_report(d, f, PaperOptions())
    ),
    "dossier.note_print": of_family(
        A.PRINT_DOSSIER,
        lambda w, d, f: dossier.note_print(d, f, PaperKind.INTAKE, PaperOptions(), dossier.Outlet.PAPER),
    ),
    "leaving.leave_office": everybody(lambda w, d, f: leaving.leave_office(w.desk_of_its_own())),
    "letter.letter_basis": of_family(A.PRINT_DOSSIER, lambda w, d, f: letter.letter_basis(d, f)),
    "letter.note_letter": of_family(
        A.PRINT_DOSSIER,
        lambda w, d, f: letter.note_letter(d, f, letter.LetterInput(f, f), dossier.Outlet.PAPER),
    ),
    "letter.keep_letter_as_contact": of_family(
        A.REGISTER_CONTACT,
        lambda w, d, f: letter.keep_letter_as_contact(d, f, letter.LetterInput(_service(w))),
    ),
    "paper_queue.candidates": Case(
        A.PRINT_DOSSIER,
        lambda w, d, f: paper_queue.candidates(d),
        seen=lambda found: {each.id for each in found.families},
    ),
    "paper_queue.note_prints": of_family(
        A.PRINT_DOSSIER,
        lambda w, d, f: paper_queue.note_prints(
            d, (paper_queue.LetGo(f, "intake", True, True),), dossier.Outlet.PAPER
        ),
    ),
    "paper_text.paper_texts": everybody(lambda w, d, f: paper_text.paper_texts(d)),
    "paper_text.change_paper_texts": Case(
        A.CHANGE_SETTINGS, lambda w, d, f: paper_text.change_paper_texts(d, shipped_texts())
    ),
    "draft.store_of": everybody(lambda w, d, f: draft.store_of(d)),
    "draft.families_with_draft": everybody(lambda w, d, f: draft.families_with_draft(d)),
    "evolution.family_page": of_family(A.READ_FAMILY, lambda w, d, f: evolution.family_page(d, f)),
    "evolution.evolution_of": everybody(_evolution),
    "evolution.cohort": Case(A.READ_FIGURES, _counted, seen=set),
    "evolution.office_index": Case(
        A.READ_FIGURES,
        lambda w, d, f: w.named({found.code for found in evolution.office_index(d)}, lambda r: r.code),
        seen=set,
    ),
    "exchange.preview_import": Case(
        A.IMPORT, lambda w, d, f: exchange.preview_import(d, w.folder / "bestaat niet.csv")
    ),
    "exchange.import_file": Case(A.IMPORT, lambda w, d, f: exchange.import_file(d, _preview(w))),
    "import_run.list_imports": Case(A.IMPORT, lambda w, d, f: import_run.list_imports(d)),
    "import_run.read_undo": Case(A.IMPORT, lambda w, d, f: import_run.read_undo(d, _undo(w).run.id)),
    "import_run.undo_import": Case(A.IMPORT, lambda w, d, f: import_run.undo_import(d, _undo(w))),
    "import_wizard.look_at": Case(A.IMPORT, lambda w, d, f: import_wizard.look_at(d, _sheet(w)[0].path)),
    "import_wizard.propose_mapping": Case(
        A.IMPORT, lambda w, d, f: import_wizard.propose_mapping(d, _sheet(w)[0], 0)
    ),
    "import_wizard.try_sheet": Case(A.IMPORT, lambda w, d, f: import_wizard.try_sheet(d, *_sheet(w))),
    "import_wizard.import_sheet": Case(
        A.IMPORT, lambda w, d, f: import_wizard.import_sheet(d, import_wizard.try_sheet(w.an, *_sheet(w)))
    ),
    "import_wizard.save_errors": Case(
        A.IMPORT, lambda w, d, f: import_wizard.save_errors(d, import_wizard.try_sheet(w.an, *_sheet(w)))
    ),
    "figures.supported_families": Case(
        A.READ_FIGURES, lambda w, d, f: figures.supported_families(d, _THIS_YEAR), seen=set
    ),
    "export.check_export": Case(A.EXPORT, lambda w, d, f: export.check_export(d, EXPORTED)),
    "export.export_data": Case(A.EXPORT, lambda w, d, f: export.export_data(d, EXPORTED, w.file("xlsx"))),
    "export.export_municipalities": Case(A.EXPORT, lambda w, d, f: export.export_municipalities(d)),
    "export_log.list_exports": Case(A.EXPORT, lambda w, d, f: export_log.list_exports(d)),
    "export_log.note_export": Case(
        A.EXPORT, lambda w, d, f: export_log.note_export(d, EXPORT_RECORD, with_notes=False)
    ),
    "export_log.pseudonym_key": Case(A.EXPORT, lambda w, d, f: export_log.pseudonym_key(d)),
    "exchange.export_file": Case(A.EXPORT, lambda w, d, f: exchange.export_file(d, w.file("csv"))),
    "expense.expenses_page": of_family(A.READ_FAMILY, lambda w, d, f: expense.expenses_page(d, f)),
    "expense.add_expense": of_family(A.REGISTER_EXPENSE, lambda w, d, f: expense.add_expense(d, f, EXPENSE)),
    "expense.change_expense": of_family(
        A.REGISTER_EXPENSE, lambda w, d, f: expense.change_expense(d, w.expense_of(f), 0, EXPENSE)
    ),
    "expense.remove_expense": of_family(
        A.REGISTER_EXPENSE, lambda w, d, f: expense.remove_expense(d, w.expense_of(f), 0)
    ),
    "expense.bring_back_expense": of_family(
        A.REGISTER_EXPENSE, lambda w, d, f: expense.bring_back_expense(d, w.expense_of(f), 0)
    ),
    "expense.set_budget": of_family(
        A.SET_BUDGET, lambda w, d, f: expense.set_budget(d, f, TODAY.year, 100, None)
    ),
    "expense.expenses_of_year": Case(A.REGISTER_EXPENSE, lambda w, d, f: _with_expenses(w, d), seen=set),
    "expense.export_expenses": Case(
        A.REGISTER_EXPENSE, lambda w, d, f: expense.export_expenses(d, w.file("csv"), TODAY.year)
    ),
    "family.list_families": Case(A.LIST_FAMILIES, lambda w, d, f: family.list_families(d), seen=_ids),
    "family.find_families": Case(
        A.LIST_FAMILIES, lambda w, d, f: family.find_families(d, family.FamilyWanted()).rows, seen=_ids
    ),
    "family.looking": Case(A.LIST_FAMILIES, lambda w, d, f: family.looking(d)),
    "family.read_family": of_family(A.READ_FAMILY, lambda w, d, f: family.read_family(d, f)),
    # A note only, made by functions that asked before: it gives nothing, and must not be refused later.
    "family.note_opening": everybody(lambda w, d, f: family.note_opening(d, w.own.record.id)),
    "family.proposed_code": Case(A.ADD_FAMILY, lambda w, d, f: family.proposed_code(d)),
    "family.known_municipalities": Case(
        A.LIST_FAMILIES,
        lambda w, d, f: w.named(set(family.known_municipalities(d)), lambda r: r.details.municipality),
        seen=set,
    ),
    "family.likely_duplicates": Case(
        A.LIST_FAMILIES,
        lambda w, d, f: w.named(
            {name for name in (OWN, OTHER) if family.likely_duplicates(d, FamilyInput(name=name))},
            lambda r: r.details.name,
        ),
        seen=set,
    ),
    "family_form.begun_before": Case(A.ADD_FAMILY, lambda w, d, f: family_form.begun_before(d)),
    "family_form.draft_to_keep": Case(
        A.ADD_FAMILY, lambda w, d, f: family_form.draft_to_keep(d, family_form.FamilyDraft(uuid4()))
    ),
    "family_form.draft_to_drop": everybody(lambda w, d, f: family_form.draft_to_drop(d, uuid4())),
    "family_form.add_begun": Case(
        A.ADD_FAMILY, lambda w, d, f: family_form.add_begun(d, uuid4(), FamilyInput(name="Nieuw"))
    ),
    "family.add_family": Case(A.ADD_FAMILY, lambda w, d, f: family.add_family(d, FamilyInput(name="Nieuw"))),
    "family.change_family": of_family(
        A.CHANGE_FAMILY, lambda w, d, f: family.change_family(d, f, 0, FamilyInput(name="x"))
    ),
    "family.add_member": of_family(A.CHANGE_FAMILY, lambda w, d, f: family.add_member(d, f, MEMBER)),
    "family.change_member": of_family(
        A.CHANGE_FAMILY, lambda w, d, f: family.change_member(d, w.member_of(f), 0, MEMBER)
    ),
    "family.change_phase": of_family(
        A.CHANGE_FAMILY, lambda w, d, f: family.change_phase(d, f, PhaseStart(Phase.INTENSIVE, TODAY))
    ),
    "consent.read_consents": of_family(A.READ_FAMILY, lambda w, d, f: consent.read_consents(d, f)),
    "consent.consents_to_confirm": Case(
        A.LIST_FAMILIES,
        lambda w, d, f: [
            found.family_id for found in (consent.consents_to_confirm(d) if _taken_over(w) else ())
        ],
        seen=set,
    ),
    "consent.add_consents": of_family(A.CHANGE_CONSENT, lambda w, d, f: consent.add_consents(d, f, CONSENT)),
    "consent.change_consent": of_family(
        A.CHANGE_CONSENT, lambda w, d, f: consent.change_consent(d, w.consent_of(f), 0, CONSENT)
    ),
    "consent.confirm_consent": of_family(
        A.CHANGE_CONSENT, lambda w, d, f: consent.confirm_consent(d, w.consent_of(f), 0, TODAY)
    ),
    "consent.withdraw_consent": of_family(
        A.CHANGE_CONSENT, lambda w, d, f: consent.withdraw_consent(d, w.consent_of(f), 0, Withdrawal(TODAY))
    ),
    "consent.undo_withdrawal": of_family(
        A.CHANGE_CONSENT, lambda w, d, f: consent.undo_withdrawal(d, w.consent_of(f), None)
    ),
    "consent.attach_document": of_family(
        A.CHANGE_CONSENT, lambda w, d, f: consent.attach_document(d, w.consent_of(f), 0, None)
    ),
    "consent.remove_consent": of_family(
        A.CHANGE_CONSENT, lambda w, d, f: consent.remove_consent(d, w.consent_of(f), 0)
    ),
    "consent.bring_back_consent": of_family(
        A.CHANGE_CONSENT, lambda w, d, f: consent.bring_back_consent(d, w.consent_of(f), 0)
    ),
    "document.read_documents": of_family(A.READ_FAMILY, lambda w, d, f: document.read_documents(d, f)),
    "document.add_document": of_family(
        A.KEEP_DOCUMENTS, lambda w, d, f: document.add_document(d, f, w.scan(), DocumentInput("Brief"))
    ),
    "document.change_document": of_family(
        A.KEEP_DOCUMENTS,
        lambda w, d, f: document.change_document(d, w.document_of(f), 0, DocumentInput("Brief")),
    ),
    "document.remove_document": of_family(
        A.KEEP_DOCUMENTS, lambda w, d, f: document.remove_document(d, w.document_of(f), 0)
    ),
    "document.bring_back_document": of_family(
        A.KEEP_DOCUMENTS, lambda w, d, f: document.bring_back_document(d, w.document_of(f), 0)
    ),
    "document.open_document": of_family(
        A.READ_FAMILY, lambda w, d, f: document.open_document(d, w.document_of(f))
    ),
    "intake.read_intake": of_family(A.READ_FAMILY, lambda w, d, f: intake.read_intake(d, f)),
    "intake.keep_intake": of_family(
        A.CHANGE_FAMILY, lambda w, d, f: intake.keep_intake(d, f, 0, IntakeInput(story="Zo"))
    ),
    "trajectory.read_course": of_family(A.READ_FAMILY, lambda w, d, f: trajectory.read_course(d, f)),
    "trajectory.coaches": Case(A.ASSIGN, lambda w, d, f: trajectory.coaches(d)),
    "trajectory.close_family": of_family(
        A.CHANGE_FAMILY, lambda w, d, f: trajectory.close_family(d, f, _CLOSING)
    ),
    "trajectory.reopen_family": of_family(A.CHANGE_FAMILY, lambda w, d, f: trajectory.reopen_family(d, f)),
    "trajectory.correct_phase": of_family(
        A.CHANGE_FAMILY, lambda w, d, f: trajectory.correct_phase(d, f, _CLOSING, _CLOSING)
    ),
    "trajectory.take_back_phase": of_family(
        A.CHANGE_FAMILY, lambda w, d, f: trajectory.take_back_phase(d, f, _CLOSING)
    ),
    "trajectory.hand_over": of_family(
        A.ASSIGN, lambda w, d, f: trajectory.hand_over(d, f, w.somebody(), TODAY, "")
    ),
    "trajectory.take_back_handover": of_family(
        A.ASSIGN, lambda w, d, f: trajectory.take_back_handover(d, f, uuid4(), TODAY, None)
    ),
    "trajectory.step_in": of_family(
        A.ASSIGN, lambda w, d, f: trajectory.step_in(d, f, w.somebody(), TODAY, "")
    ),
    "trajectory.step_out": of_family(
        A.ASSIGN, lambda w, d, f: trajectory.step_out(d, f, w.somebody(), TODAY, None)
    ),
    "figures.figures": Case(A.READ_FIGURES, lambda w, d, f: figures.figures(d, _THIS_YEAR)),
    "figures.per_municipality": Case(
        A.READ_FIGURES,
        lambda w, d, f: w.named(
            set(figures.per_municipality(d, _THIS_YEAR).municipalities), lambda r: r.details.municipality
        ),
        seen=set,
    ),
    "figures.figure_choices": Case(
        A.READ_FIGURES,
        lambda w, d, f: w.named(
            set(figures.figure_choices(d).municipalities), lambda r: r.details.municipality
        ),
        seen=set,
    ),
    "figures.save_figure": Case(
        A.READ_FIGURES, lambda w, d, f: figures.save_figure(d, w.folder / "cijfer.csv", "reach.flow", b"x")
    ),
    "figures.forget_figures": everybody(lambda w, d, f: figures.forget_figures(d)),
    "figures.families_behind": Case(
        A.READ_FIGURES,
        lambda w, d, f: figures.families_behind(d, _THIS_YEAR, "reach.flow", "supported", "count"),
        seen=lambda lines: {line.family_id for line in lines},
    ),
    # Who reaches no family finds none: tests/services/test_find.py.
    "find.catalogue": everybody(lambda w, d, f: find.catalogue(d)),
    "find.find": everybody(lambda w, d, f: find.find(d, find.catalogue(w.an), "x")),
    "find.note_search": Case(A.LIST_FAMILIES, lambda w, d, f: find.note_search(d, 1)),
    "guard.reaches": everybody(
        lambda w, d, f: d.office.read(lambda session: guard.reaches(d, session, A.RESTORE))
    ),
    "guard.require_as_signed_in": Case(A.EXPORT, lambda w, d, f: guard.require_as_signed_in(d, A.EXPORT)),
    "guard.require_whole": everybody(lambda w, d, f: guard.require_whole(d)),
    "guard.require_sign_in": everybody(lambda w, d, f: guard.require_sign_in(d)),
    "move.move": Case(A.MOVE_OFFICE, lambda w, d, f: move.move(d, w.place)),
    "network.network_page": of_family(A.READ_FAMILY, lambda w, d, f: network.network_page(d, f)),
    "network.add_tie": of_family(A.CHANGE_NETWORK, lambda w, d, f: network.add_tie(d, f, TIE)),
    "network.change_tie": of_family(
        A.CHANGE_NETWORK, lambda w, d, f: network.change_tie(d, _in_network(w, f).tie, 1, TIE)
    ),
    "network.turn_tie": of_family(
        A.CHANGE_NETWORK, lambda w, d, f: network.turn_tie(d, _in_network(w, f).tie, 90)
    ),
    "network.add_bonds": of_family(
        A.CHANGE_NETWORK, lambda w, d, f: network.add_bonds(d, f, (_bond(w.member_of(f)),))
    ),
    "network.change_bond": of_family(
        A.CHANGE_NETWORK,
        lambda w, d, f: network.change_bond(d, _in_network(w, f).bond, 1, _bond(w.member_of(f))),
    ),
    "network.add_referral": of_family(
        A.CHANGE_NETWORK,
        lambda w, d, f: network.add_referral(d, f, network.ServiceReferralInput(_service(w), TODAY)),
    ),
    "network.change_referral": of_family(
        A.CHANGE_NETWORK,
        lambda w, d, f: network.change_referral(
            d, _in_network(w, f).referral, 1, network.ServiceReferralInput(_service(w), TODAY)
        ),
    ),
    "network.remove": of_family(
        A.CHANGE_NETWORK, lambda w, d, f: network.remove(d, network.Part.TIE, _in_network(w, f).tie, 1)
    ),
    "network.bring_back": of_family(
        A.CHANGE_NETWORK, lambda w, d, f: network.bring_back(d, network.Part.BOND, _in_network(w, f).bond, 1)
    ),
    "new_keys.renew_keys": Case(A.MANAGE_ACCOUNTS, lambda w, d, f: new_keys.renew_keys(d)),
    "office.close_office": everybody(lambda w, d, f: office.close_office(w.desk_of_its_own())),
    "office.lock": everybody(_lock_and_unlock),
    "office.unlock": everybody(_lock_and_unlock),
    "operation.write_at_once": everybody(_write_nothing),
    "practice_clock.desk_on": everybody(lambda w, d, f: practice_clock.desk_on(d, TODAY, time(tzinfo=UTC))),
    "practice_clock.moment_on": everybody(
        lambda w, d, f: practice_clock.moment_on(d, TODAY, time(tzinfo=UTC))
    ),
    "practice_contact.keep_contacts_of_colleague": everybody(
        lambda w, d, f: practice_contact.keep_contacts_of_colleague(d, {}, d.account)
    ),
    "practice_contact.keep_contacts": everybody(lambda w, d, f: practice_contact.keep_contacts(d, {})),
    "practice_dossier.keep_dossiers": everybody(lambda w, d, f: practice_dossier.keep_dossiers(d, {}, ())),
    "practice_family.keep": Case(A.ADD_FAMILY, _keep_script),
    "practice_network.keep_network": Case(
        A.CHANGE_DIRECTORY, lambda w, d, f: practice_network.keep_network(d, {})
    ),
    "practice_referral.keep_referrals": Case(
        A.REGISTER_REFERRAL, lambda w, d, f: practice_referral.keep_referrals(d, {})
    ),
    "practice_right.keep_rights_list": Case(
        A.CHANGE_RIGHTS_LIST, lambda w, d, f: practice_right.keep_rights_list(d)
    ),
    "practice_letting_go.choose_terms": Case(
        A.CHANGE_SETTINGS, lambda w, d, f: practice_letting_go.choose_terms(d)
    ),
    "practice_letting_go.keep_old_files": Case(
        A.LET_GO, lambda w, d, f: practice_letting_go.keep_old_files(d, {}, _five(w))
    ),
    "practice_plan.keep_plans": everybody(lambda w, d, f: practice_plan.keep_plans(d, {})),
    "practice_right.keep_rights": everybody(lambda w, d, f: practice_right.keep_rights(d, {})),
    "practice_team.keep_team": Case(A.READ_CASELOAD, lambda w, d, f: practice_team.keep_team(d, _five(w))),
    "practice_export.keep_exports": Case(A.EXPORT, lambda w, d, f: practice_export.keep_exports(d)),
    "practice_report.keep_report": Case(A.MAKE_REPORT, lambda w, d, f: practice_report.keep_report(d)),
    "practice_signal.keep_signals": Case(A.BUNDLE_SIGNALS, lambda w, d, f: practice_signal.keep_signals(d)),
    "practice_more.keep_more": Case(A.TELL_SIGNAL, lambda w, d, f: practice_more.keep_more(d, {})),
    "recovery.recovery_state": Case(A.READ_ACCOUNTS, lambda w, d, f: recovery.recovery_state(d)),
    "recovery.make_recovery_sheet": Case(A.MANAGE_ACCOUNTS, lambda w, d, f: recovery.make_recovery_sheet(d)),
    "recovery.confirm_recovery_sheet": Case(A.MANAGE_ACCOUNTS, _confirm),
    "recovery.drop_recovery_sheet": Case(A.MANAGE_ACCOUNTS, lambda w, d, f: recovery.drop_recovery_sheet(d)),
    "restore.try_restore": Case(A.RESTORE, lambda w, d, f: restore.try_restore(d, w.folder / "geen")),
    "restore.preview_restore": Case(A.RESTORE, lambda w, d, f: restore.preview_restore(d, w.folder / "geen")),
    "restore.restore": Case(A.RESTORE, lambda w, d, f: restore.restore(d, w.folder / "geen")),
    "signal.list_signals": Case(A.READ_SIGNALS, lambda w, d, f: _with_signals(w, d), seen=set),
    "signal.names_to_leave_out": of_family(A.READ_FAMILY, lambda w, d, f: signal.names_to_leave_out(d, f)),
    "signal.tell_signal": of_family(A.READ_SIGNALS, lambda w, d, f: signal.tell_signal(d, SIGNAL, f)),
    "signal.change_signal": of_family(
        A.READ_SIGNALS, lambda w, d, f: signal.change_signal(d, w.signal_of(f), 0, SIGNAL)
    ),
    "signal.remove_signal": of_family(
        A.READ_SIGNALS, lambda w, d, f: signal.remove_signal(d, w.signal_of(f), 0)
    ),
    "signal.bring_back_signal": of_family(
        A.READ_SIGNALS, lambda w, d, f: signal.bring_back_signal(d, w.signal_of(f), 0)
    ),
    "letting_go.read_letting_go": Case(A.LET_GO, lambda w, d, f: letting_go.read_letting_go(d)),
    "letting_go.change_file_terms": Case(
        A.CHANGE_SETTINGS, lambda w, d, f: letting_go.change_file_terms(d, letting_go.FileTerms(file=60))
    ),
    "letting_go.propose": Case(A.LET_GO, lambda w, d, f: letting_go.propose(d, (_past(w),))),
    "letting_go.put_off": Case(
        A.LET_GO, lambda w, d, f: letting_go.put_off(d, _past(w), TODAY + timedelta(days=9), "Klacht")
    ),
    "letting_go.refuse": Case(
        A.LET_GO, lambda w, d, f: letting_go.refuse(d, uuid4(), 0, TODAY + timedelta(days=9), "Klacht")
    ),
    "letting_go.take_back": Case(A.LET_GO, lambda w, d, f: letting_go.take_back(d, uuid4(), 0)),
    "letting_go.approve": Case(A.LET_GO, lambda w, d, f: letting_go.approve(d, uuid4(), 0, "x")),
    "draft.forget_family": everybody(lambda w, d, f: draft.forget_family(d, f)),
    "own_view.list_own_views": of_family(A.READ_FAMILY, lambda w, d, f: own_view.list_own_views(d, f)),
    "own_view.add_own_view": of_family(
        A.HANDLE_PERSON_REQUEST, lambda w, d, f: own_view.add_own_view(d, f, OWN_VIEW)
    ),
    "own_view.change_own_view": of_family(
        A.HANDLE_PERSON_REQUEST, lambda w, d, f: own_view.change_own_view(d, _own_view(w, f), 0, OWN_VIEW)
    ),
    "own_view.remove_own_view": of_family(
        A.HANDLE_PERSON_REQUEST, lambda w, d, f: own_view.remove_own_view(d, _own_view(w, f), 0)
    ),
    "own_view.bring_back_own_view": of_family(
        A.HANDLE_PERSON_REQUEST, lambda w, d, f: own_view.bring_back_own_view(d, _own_view(w, f), 0)
    ),
    "person_request.list_person_requests": of_family(
        A.READ_FAMILY, lambda w, d, f: person_request.list_person_requests(d, f)
    ),
    "person_request.open_person_requests": Case(
        A.HANDLE_PERSON_REQUEST,
        lambda w, d, f: (
            w.kept_of_both(person_request.add_person_request, ASKED) or person_request.open_person_requests(d)
        ),
        of_family=False,
        seen=lambda found: {each.family_id for each in found},
    ),
    "person_request.waiting_requests": everybody(
        lambda w, d, f: d.office.read(lambda session: person_request.waiting_requests(d, session))
    ),
    "person_request.add_person_request": of_family(
        A.HANDLE_PERSON_REQUEST, lambda w, d, f: person_request.add_person_request(d, f, ASKED)
    ),
    "person_request.change_person_request": of_family(
        A.HANDLE_PERSON_REQUEST,
        lambda w, d, f: person_request.change_person_request(d, _asked(w, f), 0, ASKED),
    ),
    "person_request.remove_person_request": of_family(
        A.HANDLE_PERSON_REQUEST, lambda w, d, f: person_request.remove_person_request(d, _asked(w, f), 0)
    ),
    "person_request.bring_back_person_request": of_family(
        A.HANDLE_PERSON_REQUEST,
        lambda w, d, f: person_request.bring_back_person_request(d, _asked(w, f), 0),
    ),
    "person_request.may_answer": everybody(lambda w, d, f: person_request.may_answer(d)),
    "story.list_stories": of_family(A.READ_FAMILY, lambda w, d, f: story.list_stories(d, f)),
    "story.add_story": of_family(A.TELL_STORY, lambda w, d, f: story.add_story(d, f, STORY)),
    "story.change_story": of_family(
        A.TELL_STORY, lambda w, d, f: story.change_story(d, w.story_of(f), 0, STORY)
    ),
    "story.remove_story": of_family(A.TELL_STORY, lambda w, d, f: story.remove_story(d, w.story_of(f), 0)),
    "story.bring_back_story": of_family(
        A.TELL_STORY, lambda w, d, f: story.bring_back_story(d, w.story_of(f), 0)
    ),
    "about.about": everybody(lambda w, d, f: about.about(d)),
    "setting.read_settings": everybody(lambda w, d, f: setting.read_settings(d)),
    "setting.read_security": everybody(lambda w, d, f: setting.read_security(d)),
    "setting.change_no_contact_days": Case(
        A.CHANGE_SETTINGS, lambda w, d, f: setting.change_no_contact_days(d, 30)
    ),
    "setting.change_security": Case(
        A.CHANGE_SETTINGS, lambda w, d, f: setting.change_security(d, setting.SecuritySettings(7))
    ),
    "right.rights_page": of_family(A.READ_FAMILY, lambda w, d, f: right.rights_page(d, f)),
    "right.register_steps": of_family(
        A.REGISTER_RIGHTS, lambda w, d, f: right.register_steps(d, f, (_right_step(),))
    ),
    "right.take_back_step": of_family(
        A.REGISTER_RIGHTS, lambda w, d, f: right.take_back_step(d, _step_of(w, f), 1)
    ),
    "right.bring_back_step": of_family(
        A.REGISTER_RIGHTS, lambda w, d, f: right.bring_back_step(d, _step_of(w, f), 1)
    ),
    "right_list.rights": Case(A.READ_RIGHTS_LIST, lambda w, d, f: right_list.rights(d)),
    "right_list.add_right": Case(
        A.CHANGE_RIGHTS_LIST,
        lambda w, d, f: right_list.add_right(d, replace(_right().details, name=uuid4().hex)),
    ),
    "right_list.change_right": Case(
        A.CHANGE_RIGHTS_LIST, lambda w, d, f: right_list.change_right(d, _right().id, 0, _right().details)
    ),
    "right_list.note_checked": Case(
        A.CHANGE_RIGHTS_LIST, lambda w, d, f: right_list.note_checked(d, (_right(),))
    ),
    "right_list.reset_right": Case(
        A.CHANGE_RIGHTS_LIST, lambda w, d, f: right_list.reset_right(d, _right().id, 0)
    ),
    "right_list.preview_rights": Case(
        A.CHANGE_RIGHTS_LIST, lambda w, d, f: right_list.preview_rights(d, w.folder / "geen.csv")
    ),
    "right_list.import_rights": Case(
        A.CHANGE_RIGHTS_LIST, lambda w, d, f: right_list.import_rights(d, _rights_file())
    ),
    "right_list.export_rights": Case(
        A.READ_RIGHTS_LIST, lambda w, d, f: right_list.export_rights(d, w.file("csv"))
    ),
    "office_link.write_link": everybody(lambda w, d, f: office_link.write_link(d, w.folder)),
    "office_link.link_in_office": everybody(lambda w, d, f: office_link.link_in_office(d)),
    "sharing.when_news": everybody(lambda w, d, f: sharing.when_news(d, lambda: None)),
    "sharing.look": everybody(lambda w, d, f: sharing.look(d)),
    "sharing.health": everybody(lambda w, d, f: sharing.health(d)),
    "sharing.stuck": everybody(lambda w, d, f: sharing.stuck(d)),
    "sharing.settle": everybody(lambda w, d, f: _settle(d)),
    "sign_in.door_of": everybody(lambda w, d, f: sign_in.door_of(d)),
    "snapshot.open_form": of_family(A.REGISTER_SNAPSHOT, lambda w, d, f: snapshot.open_form(d, f)),
    "snapshot.draft_to_keep": Case(
        A.REGISTER_SNAPSHOT, lambda w, d, f: snapshot.draft_to_keep(d, _new_draft(w.own.record.id))()
    ),
    "snapshot.drop_finished_draft": everybody(
        lambda w, d, f: snapshot.drop_finished_draft(d, w.own.record.id)
    ),
    "snapshot.draft_to_drop": everybody(lambda w, d, f: snapshot.draft_to_drop(d, w.own.record.id)()),
    "snapshot.finish": of_family(A.REGISTER_SNAPSHOT, lambda w, d, f: snapshot.finish(d, _new_draft(f))),
    "glance.glance": of_family(A.READ_FAMILY, lambda w, d, f: glance.glance(d, f)),
    "whole.whole_office": everybody(_see_the_whole),
    "yearly_report.report_year": Case(
        A.MAKE_REPORT, lambda w, d, f: yearly_report.report_year(d, TODAY.year)
    ),
    "yearly_report.keep_report_year": Case(
        A.MAKE_REPORT,
        lambda w, d, f: yearly_report.keep_report_year(
            d, yearly_report.ReportYearInput(TODAY.year), yearly_report.version_of(w.an, TODAY.year)
        ),
    ),
    "yearly_report.version_of": Case(A.MAKE_REPORT, lambda w, d, f: yearly_report.version_of(d, TODAY.year)),
    "yearly_report.counted_years": Case(
        A.MAKE_REPORT, lambda w, d, f: yearly_report.counted_years(d, TODAY.year)
    ),
    "yearly_report.make_report": Case(
        A.MAKE_REPORT,
        lambda w, d, f: yearly_report.make_report(d, TODAY.year, (yearly_report.ReportFormat.PDF,), w.folder),
    ),
    "yearly.yearly_figures": Case(
        A.READ_FIGURES,
        lambda w, d, f: w.named(
            {place for place, _ in yearly.yearly_figures(d, TODAY.year).municipalities},
            lambda r: r.details.municipality,
        ),
        seen=set,
    ),
    "start.today": Case(
        A.LIST_FAMILIES,
        lambda w, d, f: [
            *(now := start.today(d)).due,
            *now.soon,
            *(line.family for lines in (now.silent, now.edited, now.news, now.states) for line in lines),
        ],
        seen=_ids,
        sees_all=False,  # a coordinator with families of their own begins with these
    ),
}


@cache
def found_functions() -> dict[str, Callable[..., object]]:
    """Every public function of every service module whose first parameter is a desk."""
    found: dict[str, Callable[..., object]] = {}
    for each in pkgutil.walk_packages(services_package.__path__, f"{services_package.__name__}."):
        module = import_module(each.name)
        for name, value in vars(module).items():
            if not name.startswith("_") and inspect.isfunction(value) and _is_of_desk(module, value):
                found[f"{each.name.removeprefix(services_package.__name__ + '.')}.{name}"] = value
    return found


def _is_of_desk(module: ModuleType, function: Callable[..., object]) -> bool:
    first = next(iter(inspect.signature(function).parameters.values()), None)
    is_here = inspect.unwrap(function).__module__ == module.__name__
    return is_here and first is not None and first.annotation in ("Desk", Desk)


def test_every_service_function_is_in_the_table_and_nothing_else() -> None:
    assert set(CASES) == set(found_functions())


def test_a_function_that_is_forgotten_would_be_found() -> None:
    """The control: introspection sees what a module gains."""

    def forgotten(desk: Desk) -> None: ...

    forgotten.__module__ = family.__name__
    assert _is_of_desk(family, forgotten)
    assert "family.list_families" in found_functions()
    assert len(found_functions()) > 60


@pytest.fixture(scope="module", params=OfficeRole, ids=lambda role: role.value)
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One office for all functions: what is allowed may really happen, so nothing here counts on how it was.

    It is a file: who is refused here is so above the store. What a server refuses besides is in tests/data/server/separation.
    """
    role: OfficeRole = request.param
    folder = tmp_path_factory.mktemp("wereld")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GEZINSCOACH_HOME", str(folder / "home"))
        place = FileOffices(request.getfixturevalue("file_template"), folder).place()
        an = at_desk(office.open_office(place, user_name=USER, password=PASSWORD))
        own, other = (_home(an, name) for name in (OWN, OTHER))
        desk = add_colleague(an, "Bo", role)
        assign(an, own.record.id, desk, AssignmentKind.SECOND, TODAY)
        yield World(place, an, desk, role, own, other, folder)
        office.close_office(an)


def _home(an: Desk, name: str) -> family.FamilyHeader:
    done = family.add_family(an, FamilyInput(name=name, municipality=f"Stad {name}"), (MEMBER,), CONSENT)
    assert done.id is not None
    register(an, done.id, TODAY, {(None, "income"): 3})
    return family.read_family(an, done.id)


def test_each_role_reaches_what_the_table_says_and_nothing_else(world: World) -> None:
    assert [wrong for name, case in CASES.items() for wrong in _wrong(world, name, case)] == []


def _wrong(world: World, name: str, case: Case) -> Iterator[str]:
    """What somebody in the role of this world reaches otherwise than the table says."""
    found = Reach.ANY if case.action is None else reach({world.role}, case.action)
    families = (world.own.record.id, world.other.record.id, uuid4()) if case.of_family else (uuid4(),)
    for place, family_id in enumerate(families):
        is_allowed = found is Reach.ANY or (found is Reach.OWN and (place == 0 or not case.of_family))
        try:
            result, refusal = _tried(case, world, family_id)
        except Exception as error:  # nothing but a refusal is expected, and the other functions are asked too
            yield f"{name}, {_FAMILIES[place]}: {error!r}"
            continue
        if (refusal is None) is not is_allowed:
            yield f"{name}, {_FAMILIES[place]}: {refusal}"
        elif case.seen is not None and is_allowed:
            both = {world.own.record.id, world.other.record.id}
            seen = case.seen(result) & both
            sees = {world.own.record.id} if found is Reach.OWN else both
            if (found is Reach.OWN or case.sees_all) and seen != sees:
                yield f"{name}, {_FAMILIES[place]}: sees {len(seen)} of {len(sees)}"


_FAMILIES = ("own family", "other family", "no family")


def _tried(case: Case, world: World, family_id: UUID) -> tuple[object, NotAllowed | None]:
    """What the call gives, and why it was refused; what fails for another reason was allowed to try."""
    try:
        return case.call(world, world.desk, family_id), None
    except NotAllowed as refusal:
        return None, refusal
    except UserError:
        assert case.seen is None
        return None, None


def test_the_table_of_roles_has_words_for_every_action() -> None:
    coach, coordinator, administrator = OfficeRole
    rows = dict(account.role_table())
    assert list(rows) == [action.label for action in Action]
    assert rows[Action.READ_FAMILY.label] == {
        coach: "eigen gezinnen",
        coordinator: "alle gezinnen",
        administrator: "nee",
    }
    assert rows[Action.MANAGE_ACCOUNTS.label] == {
        coach: "nee",
        coordinator: "nee",
        administrator: "ja",
    }
