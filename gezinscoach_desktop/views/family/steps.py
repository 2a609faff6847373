"""What can be done about the family that is shown, from wherever on its page: each opens its form or goes where it is done."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.part import Part
from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.evolution import FamilyPage
from gezinscoach_desktop.services.family import MemberRecord
from gezinscoach_desktop.views.access_file.places import access_file
from gezinscoach_desktop.views.consent.consent_steps import ConsentSteps
from gezinscoach_desktop.views.family import places
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.letter.places import letter_to_service
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.parts import parts
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.trajectory.coach_steps import CoachSteps
from gezinscoach_desktop.views.trajectory.phase_steps import PhaseSteps


class FamilySteps(QObject):
    """Does nothing before `take` gave what was read, where that is needed."""

    left_for = Signal(object)
    """Destination."""

    def __init__(
        self, tasks: Tasks, desk: Desk, messages: Messages, family_id: UUID, window: QWidget
    ) -> None:
        super().__init__(window)
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._family_id = family_id
        self._window = window
        self._page: FamilyPage | None = None
        self.phases = PhaseSteps(tasks, desk, messages, window)
        self.coaches = CoachSteps(tasks, desk, messages, window)
        self.consents = ConsentSteps(tasks, desk, messages, window)

    def take(self, page: FamilyPage) -> None:
        """The family as it was read last."""
        self._page = page

    def add_to(self, header: PageHeader) -> None:
        """Offer behind `…` what this account may do and the office uses."""
        offered: list[tuple[str, str, Callable[[], None], bool]] = [
            ("Gezinsgegevens wijzigen…", "edit", self.edit_family, True),
            ("Fase wijzigen…", "flag", self.change_phase, True),
            ("Gezin overdragen…", "people-swap", self.hand_over, self._may(Action.ASSIGN)),
            ("Gezinslid toevoegen…", "person-add", self.add_member, True),
            ("Moment van trots noteren…", "star", self.tell_pride, parts().uses(Part.STORIES)),
            ("Onkost noteren…", "receipt", self.note_expense, parts().uses(Part.EXPENSES)),
            ("Signaal geven…", "megaphone", self.tell_signal, parts().uses(Part.SIGNALS)),
            ("Brief aan een dienst…", "mail", self.write_letter, True),
            (
                "Inzagedossier maken…",
                "document-text",
                self.make_access_file,
                self._may(Action.HANDLE_PERSON_REQUEST),
            ),
            ("Wie keek in dit dossier…", "eye", self.show_who_looked, self._may(Action.READ_FAMILY_AUDIT)),
        ]
        for text, icon_name, act, is_offered in offered:
            if is_offered:
                header.add_more(text, icon_name, act)

    def _may(self, action: Action) -> bool:
        return reach(self._desk.account.roles, action) is not Reach.NONE

    # ------------------------------------------------------------------------------------------- going elsewhere

    def new_snapshot(self) -> None:
        """Not without the family's consent: that is asked first, and then it goes on."""
        if self._page is not None and not self._page.has_consent:
            self.consents.add(self._family_id, then=self._go_to_form)
        else:
            self._go_to_form()

    def _go_to_form(self) -> None:
        self.left_for.emit(places.snapshot_form(self._family_id))

    def write_letter(self) -> None:
        """To a service, with what the family lets share."""
        self.left_for.emit(letter_to_service(self._family_id))

    def make_access_file(self) -> None:
        """Everything about one person, for that person."""
        self.left_for.emit(access_file(self._family_id))

    # ------------------------------------------------------------------------------------------- the family itself

    def edit_family(self) -> None:
        """Open the form with the family's details."""
        from gezinscoach_desktop.views.family.edit_family import EditFamilyDialog

        if self._page is not None:
            EditFamilyDialog(self._tasks, self._desk, self._page.header.record, parent=self._window).open()

    def change_phase(self) -> None:
        """Open the small window for another phase."""
        if self._page is not None:
            self.phases.change(self._page.header)

    def reopen(self) -> None:
        """A family that was closed or took a break is supported again."""
        if self._page is not None:
            self.phases.reopen(self._page.header)

    def hand_over(self) -> None:
        """Another responsible coach."""
        if self._page is not None:
            self.coaches.hand_over(self._page.header)

    def note_consent(self) -> None:
        """Note that the family agrees to be coached."""
        self.consents.add(self._family_id)

    def confirm_consent(self) -> None:
        """The family confirmed the consent that was taken over."""
        waiting = None if self._page is None else self._page.consent_to_confirm
        if waiting is not None:
            self.consents.confirm(waiting.id, waiting.version)

    # ------------------------------------------------------------------------------------------- its members

    def add_member(self) -> None:
        """Open the form for a new member."""
        from gezinscoach_desktop.views.family.member_form import MemberDialog

        if self._page is not None:
            MemberDialog.for_new(self._tasks, self._desk, self._page.header, parent=self._window).open()

    def edit_member(self, member: MemberRecord) -> None:
        """Open the form of a member."""
        from gezinscoach_desktop.views.family.member_form import MemberDialog

        if self._page is not None:
            MemberDialog.for_change(
                self._tasks, self._desk, self._page.header, member, parent=self._window
            ).open()

    # ------------------------------------------------------------------------------------------- what is kept of it

    def tell_pride(self) -> None:
        """Open the window with one field."""
        from gezinscoach_desktop.views.story.pride_dialog import PrideDialog

        PrideDialog(self._tasks, self._desk, self._messages, self._family_id, parent=self._window).open()

    def note_expense(self) -> None:
        """Open the window with an amount and what for."""
        from gezinscoach_desktop.views.expense.dialog import ExpenseDialog

        ExpenseDialog(self._tasks, self._desk, self._messages, self._family_id, parent=self._window).open()

    def tell_signal(self) -> None:
        """Open the form of a signal, with this family."""
        from gezinscoach_desktop.views.signal.dialog import SignalDialog

        SignalDialog(self._tasks, self._desk, self._messages, self._family_id, parent=self._window).open()

    def show_who_looked(self) -> None:
        """Open the list of who looked at this family's file."""
        from gezinscoach_desktop.views.audit.looked_dialog import LookedDialog

        LookedDialog(self._tasks, self._desk, self._family_id, parent=self._window).open()
