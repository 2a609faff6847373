"""What the referrer hears: proposed from what the family agreed to, changed at will, and warned of when it says more."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.referral import Feedback, ReferralRecord
from gezinscoach_desktop.domain.referral_feedback import proposed_feedback, says_more
from gezinscoach_desktop.services import referral as referral_service
from gezinscoach_desktop.services import referral_sheet
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.referral import ReferralFile
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import button, label, paragraph
from gezinscoach_desktop.views.fields import DateField, NoteField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

if TYPE_CHECKING:
    from gezinscoach_desktop.views.printing.preview import PrintPreview


class FeedbackDialog(FormDialog):
    """The letter can be copied into a mail; when it was told is kept beside it."""

    saved = Signal(object)
    """The referral as it was before."""

    def __init__(
        self, tasks: Tasks, desk: Desk, dialogs: Dialogs, file: ReferralFile, *, parent: QWidget | None = None
    ) -> None:
        details = file.record.details
        agreed = details.feedback.label
        intro = f"Het gezin sprak af wat de aanmelder mag horen: {agreed[0].lower()}{agreed[1:]}."
        super().__init__(
            "Terugmelden aan de aanmelder", "Bewaren", intro=intro, bar="Terugmelden", parent=parent
        )
        self._tasks = tasks
        self._desk = desk
        self._dialogs = dialogs
        self._file = file
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_rows()
        self.text.set_value(details.fed_back or proposed_feedback(file.told))
        self.on.set_value(details.fed_back_on or desk.today())
        self.text.edited.connect(self._warn)
        self.submitted.connect(self._save)
        self._warn()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_rows(self) -> None:
        self.text = self.form.add_row(
            "fed_back", "Wat je &vertelt", NoteField(fewest_lines=6, most_lines=16), is_required=True
        )
        self.warning = paragraph("", TextStyle.SMALL, Tone.WARNING)
        self.form.add_wide(self.warning)
        self.copy_button = button("Tekst kopiëren", icon_name="copy")
        self.print_button = button("Afdrukken…", icon_name="print")
        self.again_button = button("Opnieuw voorstellen", "link")
        self._copied = label("", TextStyle.SMALL, Tone.SECONDARY)
        self.copy_button.clicked.connect(self._copy)
        self.print_button.clicked.connect(self._make_letter)
        self.again_button.clicked.connect(self._propose)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(grid(2))
        for widget in (self.copy_button, self.print_button, self.again_button, self._copied):
            line.addWidget(widget)
        line.addStretch(1)
        self.form.add_wide(row)
        self.on = self.form.add_row(
            "fed_back_on", "&Teruggemeld op", DateField(today=self._desk.today),
            help_text="Leeg: nog niet teruggemeld.",
        )  # fmt: skip

    def _warn(self) -> None:
        found = says_more(self.text.value(), self._file.told)
        self.warning.setText(" ".join(("Dit vertelt meer dan het gezin afsprak.", *found)) if found else "")
        self.warning.setVisible(bool(found))
        nothing = self._file.record.details.feedback is Feedback.NOTHING
        for made in (self.copy_button, self.print_button):
            made.setEnabled(not nothing)
        self._copied.setText("")
        self._fit()

    def _propose(self) -> None:
        self.text.set_value(proposed_feedback(self._file.told))
        self._warn()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.value())
        self._copied.setText("Gekopieerd; na een minuut is het weg.")

    def _make_letter(self) -> None:
        self._tasks.query(
            referral_sheet.feedback_letter,
            self._desk,
            self.text.value(),
            then=self._show_letter,
            failed=self.show_error,
            owner=self,
        )

    def _show_letter(self, pdf: bytes) -> None:
        from gezinscoach_desktop.views.printing.preview import PrintPreview

        preview = PrintPreview(self._tasks, self._dialogs, "Brief aan wie aanmeldde", pdf, parent=self)
        preview.printer_chosen.connect(partial(self._print, preview))
        preview.open()

    def _print(self, preview: PrintPreview, printer: object) -> None:
        """Noted first: no letter leaves the program that the trail does not know of."""
        self._tasks.run(
            referral_sheet.note_letter,
            self._desk,
            self._file.record.id,
            then=partial(_print_noted, preview, printer),
            failed=self.show_error,
            owner=preview,
        )

    def _save(self) -> None:
        self.save(self._tasks, self._keeping, then=self._close_saved)

    def _keeping(self) -> Callable[[], Done]:
        record, on = self._file.record, self.on.value()
        if on is not None and self._file.record.details.feedback is Feedback.NOTHING:
            raise InvalidInput(
                "Het gezin wil dat de aanmelder niets hoort; wijzig eerst die afspraak als ze veranderde.",
                field="fed_back",
            )
        return partial(
            referral_service.tell_referrer, self._desk, record.id, record.version, on, self.text.value()
        )

    def _close_saved(self, _: Done) -> None:
        before: ReferralRecord = self._file.record
        self.accept()
        self.saved.emit(before)


def _print_noted(preview: PrintPreview, printer: object, _: Done) -> None:
    preview.print_on(printer)  # type: ignore[arg-type]
