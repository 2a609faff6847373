"""A new family with its members on one page; says at once when it may be known already."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import InvalidInput, KeptForLater, UserError
from gezinscoach_desktop.domain.family import Likeness, is_server_code
from gezinscoach_desktop.services import family as family_service
from gezinscoach_desktop.services import organisation as organisation_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyInput
from gezinscoach_desktop.views.consent.new_family_block import NewFamilyConsent
from gezinscoach_desktop.views.elements import Card, paragraph, scrolling
from gezinscoach_desktop.views.family import places
from gezinscoach_desktop.views.family.family_fields import FamilyFields
from gezinscoach_desktop.views.family.likeness_view import LikenessView
from gezinscoach_desktop.views.family.quick_members import QuickMembers
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_WIDEST = 190
_BESIDE = 78


class NewFamilyPage(Page):
    """What was typed stays until the family has really been added."""

    help_topic: ClassVar[str] = "gezinnen"

    def __init__(self, tasks: Tasks, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._proposed = ""
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader("Nieuw gezin", "Een naam of een gezinslid is genoeg. De rest kan later.")
        self.header.show_back()
        self.add_button = self.header.add_command(
            "Gezin toevoegen", "checkmark", self.submit, kind="primary", hint="Ctrl+Enter"
        )
        self.add_button.setShortcut("Ctrl+Return")
        self.form = Form()
        self.members = QuickMembers(self._desk.today)
        self.fields = FamilyFields(self.form, self._desk.today, between=("Gezinsleden", self.members))
        self.likenesses = LikenessView()
        self.consent = NewFamilyConsent(self._desk.today)
        self.error_label = paragraph("", TextStyle.TEXT, Tone.ERROR)
        self.error_label.hide()
        details = Card()
        details.add(self.form)
        details.add(self.error_label)
        left = QWidget()
        left.setMaximumWidth(grid(_WIDEST))
        cards = QVBoxLayout(left)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(grid(4))
        cards.addWidget(details)
        cards.addStretch(1)
        beside = QWidget()
        beside.setFixedWidth(grid(_BESIDE))
        hints = QVBoxLayout(beside)
        hints.setContentsMargins(0, 0, 0, 0)
        hints.setSpacing(grid(4))
        hints.addWidget(self.consent)
        hints.addWidget(self.likenesses)
        hints.addStretch(1)
        inside = QWidget()
        inside.setProperty("kind", "page")
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        columns.setSpacing(grid(4))
        columns.addWidget(left, 1)
        columns.addWidget(beside)
        columns.addStretch(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(scrolling(inside), 1)

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self.likenesses.opened.connect(self._open_family)
        for field in (self.fields.name, self.fields.address):
            field.edited.connect(self._look_for_likeness)
        self.members.edited.connect(self._look_for_likeness)

    @property
    def title(self) -> str:
        return "Nieuw gezin"

    def load(self) -> None:
        self._tasks.query(family_service.proposed_code, self._desk, then=self._propose_code, key="code")
        self._tasks.query(
            family_service.known_municipalities,
            self._desk,
            then=self.fields.complete_municipalities,
            key="municipalities",
            owner=self,
        )
        self._tasks.query(
            organisation_service.municipality_names,
            self._desk,
            then=self.fields.show_municipalities,
            key="municipality names",
            owner=self,
        )
        self.fields.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Add the family; what does not fit is shown where it was typed."""
        self.form.clear_errors()
        self.error_label.hide()
        try:
            details = self.fields.value()
        except InvalidInput as error:
            self.form.show_error(error)
            return
        try:
            members = self.members.value()
        except InvalidInput as error:
            self.members.show_error(error)
            return
        self.consent.form.clear_errors()
        try:
            consents = self.consent.value()
        except InvalidInput as error:
            self.consent.form.show_error(error)
            return
        if details.code == self._proposed and not is_server_code(details.code):
            # Nobody chose it: should a colleague have taken the number meanwhile, the next one does as well.
            details = replace(details, code="")
        self.add_button.setEnabled(False)
        self._tasks.run(
            family_service.add_family,
            self._desk,
            details,
            members,
            *consents,
            then=self._added,
            failed=self._refused,
        )

    def _propose_code(self, code: str) -> None:
        if self.fields.code.value() in ("", self._proposed):
            self.fields.code.set_value(code)
        self._proposed = code

    def _look_for_likeness(self) -> None:
        details = FamilyInput(name=self.fields.name.value(), address=self.fields.address.value())
        self._tasks.query(
            family_service.likely_duplicates,
            self._desk,
            details,
            self.members.birth_dates(),
            then=self._show_likenesses,
            key="likeness",
        )

    def _show_likenesses(self, found: tuple[Likeness, ...]) -> None:
        self.likenesses.show_likenesses(found)

    def _added(self, done: Done) -> None:
        self.add_button.setEnabled(True)
        self._begin_again()
        self.load()
        if done.id is not None:
            self.left_for.emit(places.family_page(done.id))

    def _begin_again(self) -> None:
        """Empty fields: what stood there is kept."""
        self.fields.set_value(FamilyInput())
        self.members.reset()
        self.consent.reset()
        self.likenesses.show_likenesses(())
        self._proposed = ""

    def _refused(self, error: Exception) -> bool:
        self.add_button.setEnabled(True)
        if isinstance(error, KeptForLater):
            self._begin_again()
            return False
        if self.form.show_error(error) or self.consent.form.show_error(error):
            return True
        if not isinstance(error, UserError):
            return False
        self.error_label.setText(error.message)
        self.error_label.show()
        return True

    def _open_family(self, family_id: UUID) -> None:
        self.left_for.emit(places.family_page(family_id))
