"""The rooms of the window: which there are, for whom, and what each page is made with.

A page's module is imported on the first visit, so that the first window does not wait for all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QSettings

from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.views.access_file.places import ACCESS_FILE
from gezinscoach_desktop.views.account.places import ACCOUNTS
from gezinscoach_desktop.views.agenda.places import ACTIONS, AGENDA
from gezinscoach_desktop.views.bulk.places import BULK
from gezinscoach_desktop.views.consent.places import CONSENTS
from gezinscoach_desktop.views.contact.places import CONTACT
from gezinscoach_desktop.views.directory.places import DIRECTORY
from gezinscoach_desktop.views.expense.places import EXPENSES
from gezinscoach_desktop.views.family.places import EXPORT, FAMILY, IMPORT, NEW_FAMILY, REPORT, SNAPSHOT
from gezinscoach_desktop.views.figures.places import FIGURES
from gezinscoach_desktop.views.frame import FAMILIES, HELP
from gezinscoach_desktop.views.letter.places import LETTER
from gezinscoach_desktop.views.letting_go.places import LETTING_GO
from gezinscoach_desktop.views.licences.places import LICENCES
from gezinscoach_desktop.views.organisation.places import ORGANISATION
from gezinscoach_desktop.views.parts import PartsKeeper
from gezinscoach_desktop.views.profile.places import PROFILE_EDITOR, PROFILES
from gezinscoach_desktop.views.published.places import PUBLISHED
from gezinscoach_desktop.views.referral.places import REFERRAL_FORM, REFERRALS
from gezinscoach_desktop.views.right.places import RIGHTS_LIST, RIGHTS_WALK
from gezinscoach_desktop.views.safety.places import AUDIT, SAFETY
from gezinscoach_desktop.views.signal.places import BUNDLE, BUNDLES, SIGNALS
from gezinscoach_desktop.views.team.places import TEAM
from gezinscoach_desktop.views.trouble.places import TROUBLE, trouble_page
from gezinscoach_desktop.views.yearly.places import YEARLY

if TYPE_CHECKING:
    from gezinscoach_desktop.services.desk import Desk
    from gezinscoach_desktop.services.move import Moved
    from gezinscoach_desktop.views.dialogs import Dialogs
    from gezinscoach_desktop.views.frame import Frame
    from gezinscoach_desktop.views.messages import Messages
    from gezinscoach_desktop.views.page import Destination, Page
    from gezinscoach_desktop.views.safety.pulse import Pulse
    from gezinscoach_desktop.views.tasks import Tasks
    from gezinscoach_desktop.views.update.keeper import UpdateKeeper

START = "start"
SETTINGS = "settings"


class Rooms:
    """Makes each page with what it needs; a page's module is imported on the first visit."""

    def __init__(
        self,
        desk: Desk,
        tasks: Tasks,
        messages: Messages,
        dialogs: Dialogs,
        settings: QSettings,
        *,
        leave: Callable[[], None],
        open_moved: Callable[[Moved], None],
        updates: UpdateKeeper,
        repair: Callable[[], None] | None = None,
        practise: Callable[[], None] | None = None,
    ) -> None:
        self._desk = desk
        self._tasks = tasks
        self.messages = messages
        self._dialogs = dialogs
        self._settings = settings
        self._leave = leave
        self._open_moved = open_moved
        self._updates = updates
        self._repair = repair
        self._practise = practise

    def furnish(self, frame: Frame, pulse: Pulse, *, is_practice: bool) -> None:
        """Put every room in the window that the account may enter."""
        from gezinscoach_desktop.views.help.keys_sheet import KeysKeeper

        self._parts = PartsKeeper(frame, self._tasks, self._desk)
        frame.add_room(START, "Start", "home", partial(self.start, frame, pulse, is_practice=is_practice))
        above = FAMILIES if self._may(Action.LIST_FAMILIES) else START
        if above == FAMILIES:
            frame.add_room(FAMILIES, "Gezinnen", "people", self.families)
        else:  # keys still lead there, and are answered with why it stays empty
            frame.add_page(FAMILIES, self.families, under=above)
        if self._may(Action.READ_FAMILY):
            frame.add_room(AGENDA, "Agenda", "calendar", self.agenda)
            frame.add_room(ACTIONS, "Acties", "task-list", self.actions)
        if self._may(Action.READ_FIGURES):
            frame.add_room(FIGURES, "Cijfers", "data-bar-vertical", self.figures)
        if self._may(Action.READ_WAITING_LIST):
            frame.add_room(REFERRALS, "Aanmeldingen", "handshake", self.referrals)
            frame.add_page(REFERRAL_FORM, self.referral_form, under=REFERRALS)
        if self._may(Action.READ_CASELOAD):
            frame.add_room(TEAM, "Team", "people-community", self.team)
        if self._may(Action.READ_SIGNALS):
            if self._may(Action.BUNDLE_SIGNALS):
                frame.add_room(SIGNALS, "Signalen", "megaphone", self.signals)
                frame.add_page(BUNDLES, self.bundles, under=SIGNALS)
                frame.add_page(BUNDLE, self.bundle, under=SIGNALS)
            else:
                frame.add_page(SIGNALS, self.signals, under=START)
        if self._may(Action.READ_DIRECTORY):
            frame.add_room(DIRECTORY, "Diensten", "book-contacts", self.directory)
        frame.add_room(
            SAFETY, "Veiligheid", "shield", partial(self.safety, pulse), is_low=True, can_fold=True
        )
        if self._may(Action.READ_ACCOUNTS):
            frame.add_room(ACCOUNTS, "Accounts", "people-team", self.accounts, is_low=True, can_fold=True)
        if self._may(Action.READ_AUDIT):
            frame.add_room(AUDIT, "Logboek", "history", self.audit, is_low=True, can_fold=True)
        frame.add_room(HELP, "Hulp", "help", self.help, is_low=True)
        self._keys = KeysKeeper(frame, self._tasks, self._dialogs)
        frame.add_page(TROUBLE, self.trouble, under=HELP)
        self.messages.offer_report(partial(frame.go, trouble_page()))
        frame.add_room(SETTINGS, "Instellingen", "settings", self.preferences, is_low=True)
        for room, make in (
            (FAMILY, self.family),
            (NEW_FAMILY, self.new_family),
            (SNAPSHOT, self.snapshot),
            (CONTACT, self.contact),
            (REPORT, self.report),
            (BULK, self.papers_in_bulk),
            (ACCESS_FILE, self.access_file),
            (LETTER, self.letter),
            (IMPORT, self.bring_in),
            (CONSENTS, self.consents),
        ):
            frame.add_page(room, make, under=above)
        if self._may(Action.LET_GO):
            frame.add_page(LETTING_GO, self.letting_go, under=above)
        if self._may(Action.EXPORT):
            frame.add_page(EXPORT, self.bring_out, under=FIGURES)
        if self._may(Action.MAKE_REPORT):
            frame.add_page(YEARLY, self.yearly, under=FIGURES)
            if self._may(Action.PUBLISH_FIGURES):
                frame.add_page(PUBLISHED, self.published, under=FIGURES)
        frame.gate.rooms = frozenset({NEW_FAMILY, SNAPSHOT, CONTACT, REFERRAL_FORM, RIGHTS_WALK})
        frame.add_page(LICENCES, self.licences, under=HELP)
        frame.add_page(RIGHTS_WALK, self.rights_walk, under=above)
        frame.add_page(RIGHTS_LIST, self.rights_list, under=SETTINGS)
        frame.add_page(PROFILES, self.profiles, under=SETTINGS)
        if self._may(Action.CHANGE_ORGANISATION):
            frame.add_page(ORGANISATION, self.organisation, under=SETTINGS)
        if self._may(Action.CHANGE_INDEX_PROFILES):
            frame.add_page(PROFILE_EDITOR, self.profile_editor, under=SETTINGS)
        if self._may(Action.REGISTER_EXPENSE):
            frame.add_page(EXPENSES, self.expenses, under=START)

    def _may(self, action: Action) -> bool:
        return reach(self._desk.account.roles, action) is not Reach.NONE

    def start(self, frame: Frame, pulse: Pulse, _: Destination, *, is_practice: bool) -> Page:
        from gezinscoach_desktop.views.page import Destination
        from gezinscoach_desktop.views.setup.opener import Checklist
        from gezinscoach_desktop.views.start.first_steps import FirstSteps, Step
        from gezinscoach_desktop.views.start.page import StartPage

        if is_practice:
            return StartPage(self._tasks, self._desk, pulse)
        actions: dict[Step, Callable[[], None]] = {
            Step.READ: partial(frame.go, Destination(HELP, part=StartPage.help_topic)),
            Step.KEYS: self._keys.open,
        }
        if self._practise is not None:
            actions[Step.PRACTISE] = self._practise
        return StartPage(
            self._tasks,
            self._desk,
            pulse,
            checklist=Checklist(self._tasks, self._dialogs, self._settings, self._desk),
            first_steps=FirstSteps(self._settings, self._desk, actions),
        )

    def families(self, _: Destination) -> Page:
        from gezinscoach_desktop.views.family.list_page import FamilyListPage

        return FamilyListPage(self._tasks, self._desk)

    def family(self, place: Destination) -> Page:
        from gezinscoach_desktop.views.family.view import FamilyView

        return FamilyView(self._tasks, self._desk, self._dialogs, self.messages, _subject(place))

    def agenda(self, _: Destination) -> Page:
        from gezinscoach_desktop.views.agenda.page import AgendaPage

        return AgendaPage(self._tasks, self._desk, self._dialogs, self.messages)

    def actions(self, _: Destination) -> Page:
        from gezinscoach_desktop.views.action.page import ActionsPage

        return ActionsPage(self._tasks, self._desk, self.messages)

    def new_family(self, _: Destination) -> Page:
        from gezinscoach_desktop.views.family.new_family_page import NewFamilyPage

        return NewFamilyPage(self._tasks, self.messages, self._desk)

    def snapshot(self, place: Destination) -> Page:
        from gezinscoach_desktop.views.snapshot.page import SnapshotPage

        return SnapshotPage(self._tasks, self.messages, self._desk, _subject(place))

    def contact(self, place: Destination) -> Page:
        from gezinscoach_desktop.views.contact.page import ContactPage

        return ContactPage(self._tasks, self.messages, self._desk, place.subject)

    def report(self, place: Destination) -> Page:
        from gezinscoach_desktop.views.dossier.report_page import ReportPage

        return ReportPage(
            self._tasks, self._desk, self._dialogs, self.messages, self._settings, _subject(place)
        )

    def access_file(self, place: Destination) -> Page:
        from gezinscoach_desktop.views.access_file.page import AccessFilePage

        return AccessFilePage(self._tasks, self._desk, self._dialogs, self.messages, _subject(place))

    def letter(self, place: Destination) -> Page:
        from gezinscoach_desktop.views.letter.page import LetterPage

        return LetterPage(self._tasks, self._desk, self._dialogs, self.messages, _subject(place))

    def papers_in_bulk(self, _: Destination) -> Page:
        from gezinscoach_desktop.views.bulk.page import BulkPage

        return BulkPage(self._tasks, self._desk, self._dialogs, self.messages, self._settings)

    def letting_go(self, _: Destination) -> Page:
        from gezinscoach_desktop.views.letting_go.page import LettingGoPage

        return LettingGoPage(self._tasks, self._desk, self.messages)

    def expenses(self, _: Destination) -> Page:
        from gezinscoach_desktop.views.expense.page import ExpensesPage

        return ExpensesPage(self._tasks, self._desk, self._dialogs, self.messages)

    def signals(self, _: Destination) -> Page:
        from gezinscoach_desktop.views.signal.page import SignalsPage

        return SignalsPage(self._tasks, self._desk, self.messages)

    def bundles(self, _: Destination) -> Page:
        from gezinscoach_desktop.views.signal.bundles_page import BundlesPage

        return BundlesPage(self._tasks, self._desk, self._dialogs, self.messages)

    def bundle(self, place: Destination) -> Page:
        from gezinscoach_desktop.views.signal.bundle_page import BundlePage

        return BundlePage(self._tasks, self._desk, self._dialogs, self.messages, _subject(place))

    def bring_in(self, _: Destination) -> Page:
        from gezinscoach_desktop.views.exchange.import_page import ImportPage

        return ImportPage(self._tasks, self._desk, self._dialogs)

    def bring_out(self, _: Destination) -> Page:
        from gezinscoach_desktop.views.exchange.export_page import ExportPage

        return ExportPage(self._tasks, self._desk, self._dialogs)

    def yearly(self, _: Destination) -> Page:
        from gezinscoach_desktop.views.yearly.page import YearlyPage

        return YearlyPage(self._tasks, self._desk, self._dialogs)

    def trouble(self, _: Destination) -> Page:
        from gezinscoach_desktop.views.trouble.page import TroublePage

        return TroublePage(self._tasks, self._desk, self._dialogs, self._settings)

    def rights_list(self, _: Destination) -> Page:
        from gezinscoach_desktop.views.right.list_page import RightsListPage

        return RightsListPage(self._tasks, self._desk, self._dialogs, self.messages)

    def profiles(self, _: Destination) -> Page:
        from gezinscoach_desktop.views.profile.page import ProfilesPage

        return ProfilesPage(self._tasks, self._desk, self.messages)

    def profile_editor(self, _: Destination) -> Page:
        from gezinscoach_desktop.views.profile.editor import ProfileEditorPage

        return ProfileEditorPage(self._tasks, self._desk, self.messages)

    def published(self, _: Destination) -> Page:
        from gezinscoach_desktop.views.published.page import PublishedPage

        return PublishedPage(self._tasks, self._desk, self.messages)

    def rights_walk(self, place: Destination) -> Page:
        from gezinscoach_desktop.views.right.walk_page import WalkPage

        return WalkPage(self._tasks, self._desk, self.messages, _subject(place))

    def referrals(self, _: Destination) -> Page:
        from gezinscoach_desktop.views.referral.page import ReferralsPage

        return ReferralsPage(self._tasks, self._desk, self._dialogs, self.messages)

    def referral_form(self, place: Destination) -> Page:
        from gezinscoach_desktop.views.referral.form_page import ReferralFormPage

        return ReferralFormPage(self._tasks, self.messages, self._desk, place.subject)

    def figures(self, _: Destination) -> Page:
        from gezinscoach_desktop.views.figures.page import FiguresPage

        return FiguresPage(self._tasks, self._desk, self._dialogs, self.messages)

    def directory(self, _: Destination) -> Page:
        from gezinscoach_desktop.views.directory.page import DirectoryPage

        return DirectoryPage(self._tasks, self._desk, self.messages)

    def organisation(self, _: Destination) -> Page:
        from gezinscoach_desktop.views.organisation.page import OrganisationPage

        return OrganisationPage(self._tasks, self._desk, self.messages)

    def team(self, _: Destination) -> Page:
        from gezinscoach_desktop.views.team.page import TeamPage

        return TeamPage(self._tasks, self._desk, self.messages)

    def safety(self, pulse: Pulse, _: Destination) -> Page:
        from gezinscoach_desktop.views.safety.page import SafetyPage

        page = SafetyPage(self._tasks, self._desk, self._dialogs, pulse)
        page.move_done.connect(self._open_moved)
        if self._repair is not None:
            page.repair_wanted.connect(self._repair)
        return page

    def audit(self, _: Destination) -> Page:
        from gezinscoach_desktop.views.audit.page import AuditPage

        return AuditPage(self._tasks, self._desk, self._dialogs)

    def accounts(self, _: Destination) -> Page:
        from gezinscoach_desktop.views.account.page import AccountsPage

        return AccountsPage(self._tasks, self._desk, self._dialogs, self.messages)

    def consents(self, _: Destination) -> Page:
        from gezinscoach_desktop.views.consent.confirm_page import ConsentsToConfirmPage

        return ConsentsToConfirmPage(self._tasks, self._desk, self.messages)

    def help(self, _: Destination) -> Page:
        from gezinscoach_desktop.views.help_page import HelpPage

        return HelpPage(self._tasks, self._desk, self._dialogs, self.messages)

    def licences(self, _: Destination) -> Page:
        from gezinscoach_desktop.views.licences.page import LicencesPage

        return LicencesPage(self._tasks)

    def preferences(self, _: Destination) -> Page:
        from gezinscoach_desktop.views.settings_page import SettingsPage
        from gezinscoach_desktop.views.update.card import UpdateCard

        page = SettingsPage(self._tasks, self._desk, self._settings, self.messages)
        page.office_left.connect(self._leave)
        page.add_card(UpdateCard(self._tasks, self._desk, self._dialogs, self.messages, self._updates))
        return page


def _subject(place: Destination) -> UUID:
    if place.subject is None:
        raise ValueError(f"The room {place.room} is about one family.")
    return place.subject
