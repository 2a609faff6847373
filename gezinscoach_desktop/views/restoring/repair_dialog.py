"""Het kantoor opent niet: looking what is wrong, and repairing it, step by step."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.errors import Cancelled, InvalidInput, UserError
from gezinscoach_desktop.domain.repair import Diagnosis, Remedy, Repaired
from gezinscoach_desktop.views.elements import button, heading, paragraph
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.joining.words import breakable
from gezinscoach_desktop.views.recent_offices import office_label
from gezinscoach_desktop.views.restoring.diagnosis_view import DiagnosisView
from gezinscoach_desktop.views.restoring.keys_fields import KeysFields, TypedKeys
from gezinscoach_desktop.views.restoring.long_dialog import LongDialog
from gezinscoach_desktop.views.restoring.services import RestoreServices
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import Tone, grid

_INTRO = (
    "Het programma kijkt na wat er mis is met “{}”. Er verandert niets voor jij iets kiest, en eerst komt er altijd een kopie "
    "van alles zoals het nu is. Sluit het kantoor in andere vensters."
)
_NOT_ALL = "Klaar, maar niet alles is zoals het was"
_LOST = "Dit kwam niet terug zoals het was:"
_MAY_GO = "Alles van daarvoor staat in deze map. Is na enkele dagen alles in orde, dan mag ze weg."
_KEEP_THAT = "Alles van daarvoor staat in deze map. Bewaar ze tot niemand nog iets mist."
_EXAMINE, _REPAIR, _ON = "Nakijken", "Herstellen", "Kantoor openen"


class RepairDialog(LongDialog):
    """Who you are, what is wrong, what was done."""

    repaired = Signal(str, str)
    """The place and the user name: to sign in with."""
    restore_wanted = Signal()
    """Rather a backup from elsewhere."""

    def __init__(
        self,
        tasks: Tasks,
        services: RestoreServices,
        place: str,
        user_name: str = "",
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "Kantoor nakijken en herstellen",
            _EXAMINE,
            intro=_INTRO.format(office_label(place)),
            bar="Kantoor herstellen",
            parent=parent,
        )
        self._tasks = tasks
        self._services = services
        self._place = place
        self._keys = TypedKeys()
        self.diagnosis: Diagnosis | None = None
        self.outcome: Repaired | None = None
        self._build_parts(user_name)
        self.submitted.connect(self._go_on)
        self.keys.changed.connect(self._fit)
        self.elsewhere_button.clicked.connect(self._go_elsewhere)
        self.open_kept_button.clicked.connect(self._open_kept)
        self.keys.take_focus()

    def _build_parts(self, user_name: str) -> None:
        self.first = Form()
        self.first.add_group("Wie ben je?")
        self.keys = KeysFields(self.first, user_name=user_name)
        self.form.add_wide(self.first)
        self.view = DiagnosisView()
        self.form.add_wide(self.view)
        self.view.hide()
        self.elsewhere_button = button("Een reservekopie van elders terugzetten…", "link")
        self.add_button(self.elsewhere_button)
        self.open_kept_button = button("Map openen", icon_name="folder-open")
        self.add_button(self.open_kept_button)
        self.hold_parts(self.first, self.view, self.elsewhere_button)

    # ------------------------------------------------------------------------------------------------------- going on

    def submit(self) -> None:
        self.first.clear_errors()
        super().submit()

    def _go_on(self) -> None:
        if self.outcome is not None:
            self.repaired.emit(self.outcome.place, self.outcome.user_name)
            self.accept()
        elif self.diagnosis is None:
            self._examine()
        elif self.view.chosen is not None:
            self._repair(self.view.chosen)
        else:
            self.accept()

    def _examine(self) -> None:
        try:
            self._keys = self.keys.typed()
        except InvalidInput as error:
            self.show_error(error)
            return
        progress = self.begin("Nakijken")
        self._tasks.run(  # after what is still being closed
            partial(self._services.examine_office, self._place, self._keys, progress),
            then=self._show_diagnosis,
            failed=self.show_error,
            progress=progress,
            owner=self,
        )

    def _show_diagnosis(self, diagnosis: Diagnosis) -> None:
        self.set_busy(False)
        self.diagnosis = diagnosis
        self.first.hide()
        self.view.show_diagnosis(diagnosis)
        self.view.show()
        self.elsewhere_button.setVisible(bool(diagnosis.problems))
        self._name_verb(_REPAIR if diagnosis.remedies else "Sluiten")
        self.cancel_button.setVisible(bool(diagnosis.remedies))
        self._fit()
        if not self.view.take_focus():
            self.submit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _repair(self, remedy: Remedy) -> None:
        progress = self.begin(remedy.title)
        self._tasks.run(
            partial(self._services.repair_office, self._place, remedy.kind, self._keys, progress),
            then=self._show_done,
            failed=self.show_error,
            progress=progress,
            owner=self,
        )

    def _show_done(self, done: Repaired) -> None:
        self.set_busy(False)
        self.outcome = done
        self.keys.clear()
        self._keys = TypedKeys()
        for what_was_asked in (self.intro_label, self.view, self.elsewhere_button):
            what_was_asked.hide()
        self.cancel_button.hide()
        lines = [heading(_NOT_ALL if done.losses else "Klaar"), *map(paragraph, done.sentences)]
        if done.losses:
            lines.append(
                paragraph("\n".join((_LOST, *(f"· {line}" for line in done.losses))), tone=Tone.WARNING)
            )
        if done.kept:
            advice = _KEEP_THAT if done.losses else _MAY_GO
            lines += [paragraph(advice), paragraph(breakable(done.kept), tone=Tone.SECONDARY)]
        for line in lines:
            self.form.add_wide(line)
            line.show()
        self.open_kept_button.setVisible(bool(done.kept))
        self._name_verb(_ON)
        self.resize(self.width(), grid(60))
        self._fit()
        self.submit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_kept(self) -> None:
        if self.outcome is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self.outcome.kept))

    def _go_elsewhere(self) -> None:
        self.reject()
        self.restore_wanted.emit()

    def _name_verb(self, verb: str) -> None:
        self.submit_button.setText(verb)
        self.submit_button.setAccessibleName(verb)

    # -------------------------------------------------------------------------------------------------------- telling

    def show_error(self, error: Exception) -> bool:
        self.set_busy(False)
        if isinstance(error, Cancelled):
            return True
        if self.first.show_error(error):
            self._fit()
            return True
        is_shown = super().show_error(error)
        if isinstance(error, UserError):
            self.elsewhere_button.show()
            self.area.ensureWidgetVisible(self.error_label)
        return is_shown
