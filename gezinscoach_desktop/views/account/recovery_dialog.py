"""Making the recovery sheet: print or save it, and type its code back once. Only then does it count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain import recovery_code
from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.views.account.code_field import CodeField
from gezinscoach_desktop.views.account.code_view import CodeView
from gezinscoach_desktop.views.account.paper import Paper
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import button, paragraph, set_tone
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

if TYPE_CHECKING:
    from gezinscoach_desktop.domain.account import RecoverySheet
    from gezinscoach_desktop.services.desk import Desk
    from gezinscoach_desktop.views.account.entrance import RecoveryServices

_INTRO = (
    "Met dit blad kan een beheerder of coördinator het kantoor openen als alle wachtwoorden vergeten zijn. "
    "Bewaar het op papier, achter slot. Wie het blad heeft, kan alles openen."
)
_GO_ON = "Verder: code overtypen"
_CHECK = "Code nakijken"
_NAME = "herstelblad-gezinscoach"


class RecoveryDialog(FormDialog):
    """First the code, then the field to type it back, without the code beside it."""

    confirmed = Signal(object)
    """Done: the sheet counts from now on."""

    def __init__(
        self,
        tasks: Tasks,
        dialogs: Dialogs,
        services: RecoveryServices,
        desk: Desk,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Herstelblad", _GO_ON, intro=_INTRO, parent=parent)
        self._tasks = tasks
        self._services = services
        self._desk = desk
        self._sheet: RecoverySheet | None = None
        self._pdf = b""
        self._is_typing = False
        self._paper = Paper(tasks, dialogs, parent=self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build_steps()
        self._connect_steps()
        self._make()

    def _build_steps(self) -> None:
        self.code_view = CodeView()
        self.print_button = button("Afdrukken…", icon_name="print")
        self.save_button = button("Opslaan als PDF…", icon_name="document-pdf")
        self._told = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self._shown = QWidget()
        column = QVBoxLayout(self._shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(3))
        column.addWidget(self.code_view)
        row = QHBoxLayout()
        row.setSpacing(grid(2))
        row.addWidget(self.print_button)
        row.addWidget(self.save_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._told)
        self.form.add_wide(self._shown)
        self.code_field = self.form.add_row(
            "code",
            "Typ de code over van het blad dat je afdrukte",
            CodeField(),
            help_text="Zo weten we zeker dat het blad leesbaar is. Plakken mag, maar overtypen is de echte proef.",
        )
        self.again_button = button("Toon de code nog eens", "link", "arrow-left")
        self.form.add_wide(self.again_button)
        self._enable(is_ready=False)
        self._show_code()

    def _connect_steps(self) -> None:
        self.submitted.connect(self._go_on)
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save)
        self.again_button.clicked.connect(self._show_code)
        self._paper.told.connect(self._tell)

    @property
    def is_typing(self) -> bool:
        """True in the second step."""
        return self._is_typing

    def _make(self) -> None:
        self.set_busy(True)
        self._tasks.run(
            _made, self._services, self._desk, then=self._take_sheet, failed=self.show_error, owner=self
        )

    def _take_sheet(self, made: tuple[RecoverySheet, bytes]) -> None:
        self._sheet, self._pdf = made
        self.code_view.show_code(self._sheet.code)
        self.set_busy(False)
        self._enable(is_ready=True)
        for holder in (self._shown, self.form):  # or the room for a code on two lines is not yet asked for
            if (layout := holder.layout()) is not None:
                layout.activate()
        self._fit()
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enable(self, *, is_ready: bool) -> None:
        for widget in (self.print_button, self.save_button, self.submit_button):
            widget.setEnabled(is_ready)

    def _show_code(self) -> None:
        self._switch(is_typing=False)
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _switch(self, *, is_typing: bool) -> None:
        self._is_typing = is_typing
        self._shown.setVisible(not is_typing)
        self.form.set_row_visible("code", is_typing)
        self.again_button.setVisible(is_typing)
        verb = _CHECK if is_typing else _GO_ON
        self.submit_button.setText(verb)
        self.submit_button.setAccessibleName(verb)

    def _go_on(self) -> None:
        if self._sheet is None:
            return
        if not self.is_typing:
            self._switch(is_typing=True)
            self.code_field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        try:
            recovery_code.parse(self.code_field.value())
        except InvalidInput as error:
            self.show_error(error)
            return
        self.set_busy(True)
        self._tasks.run(
            self._services.confirm_recovery_sheet,
            self._desk,
            self._sheet,
            self.code_field.value(),
            then=self._finish,
            failed=self.show_error,
            owner=self,
        )

    def _finish(self, done: Done) -> None:
        self.set_busy(False)
        self.confirmed.emit(done)
        self.accept()

    def _print(self) -> None:
        self._paper.print_pdf(self._pdf, pages=1, title="Herstelblad afdrukken")

    def _save(self) -> None:
        self._paper.save_pdf(self._pdf, suggested=f"{_NAME}.pdf", title="Herstelblad opslaan")

    def _tell(self, sentence: str, tone: Tone) -> None:
        self._told.setText(sentence)
        set_tone(self._told, tone)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_P and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.print_button.click()
            return
        super().keyPressEvent(event)


def _made(services: RecoveryServices, desk: Desk) -> tuple[RecoverySheet, bytes]:
    """On the worker: the sheet and its paper."""
    sheet = services.make_recovery_sheet(desk)
    return sheet, services.recovery_sheet_pdf(sheet)
