"""Putting an office back from a backup, on a computer where it does not stand (any more)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.errors import Cancelled, InvalidInput, UserError
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import button
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.place_chooser import ChosenPlace, PlaceChooser
from gezinscoach_desktop.views.restoring.choice import BackupChoice
from gezinscoach_desktop.views.restoring.contents import ContentsView
from gezinscoach_desktop.views.restoring.keys_fields import KeysFields, TypedKeys
from gezinscoach_desktop.views.restoring.long_dialog import LongDialog
from gezinscoach_desktop.views.restoring.suggestion import suggested_place
from gezinscoach_desktop.views.tasks import Progress, Tasks

if TYPE_CHECKING:
    from pathlib import Path

    from gezinscoach_desktop.services.archive import Arrived
    from gezinscoach_desktop.services.loose_backup import BackupContents
    from gezinscoach_desktop.views.account.entrance import Entrance

_INTRO = (
    "Kies een reservekopie en zeg wie je bent. Je ziet eerst wat erin staat; pas daarna komt het kantoor terug. "
    "De reservekopie zelf blijft zoals ze is."
)
_INTRO_SECOND = (
    "Is dit de goede? Kies dan waar het kantoor komt. Wat na die dag bijkwam, staat er niet in. De reservekopie zelf "
    "blijft zoals ze is."
)
_LOOK, _RESTORE = "Inkijken", "Terugzetten"
_THAT_DAY = "Je wachtwoord van de dag waarop de reservekopie gemaakt is."
_HELP = {
    OfficeKind.THIS_PC: "Eén versleuteld bestand dat alleen deze pc gebruikt.",
    OfficeKind.FOLDER: "Een lege map op een netwerkschijf of NAS. Ze wordt eerst uitgeprobeerd.",
    OfficeKind.POSTGRESQL: "Een lege databank. Iedereen meldt zich daar één keer aan met een code, die je meteen ziet.",
}


class RestoreOfficeDialog(LongDialog):
    """First which backup and who, then what is in it and where it comes; closes once the office stands there."""

    restored = Signal(str, str)
    """Where it stands, and under which user name it was opened (empty with the recovery sheet)."""

    def __init__(
        self,
        tasks: Tasks,
        dialogs: Dialogs,
        entrance: Entrance,
        *,
        known: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        """`known` are the places of offices that this computer opened: their backups are proposed at once."""
        super().__init__("Een reservekopie terugzetten", _LOOK, intro=_INTRO, parent=parent)
        self._tasks = tasks
        self._dialogs = dialogs
        self._entrance = entrance
        self._contents: BackupContents | None = None
        self._keys = TypedKeys()
        self._build_first(known)
        self._build_second()
        self._connect_parts()
        self.second.hide()
        self.choice.look_here()

    # ------------------------------------------------------------------------------------------------------ building

    def _build_first(self, known: Sequence[str]) -> None:
        self.first = Form()
        self.choice = BackupChoice(self._tasks, self._dialogs, self._entrance, known)
        self.first.add_group("Welke reservekopie?")
        self.first.add_wide(self.choice)
        self.first.add_group("Wie ben je?")
        self.keys = KeysFields(self.first, help_text=_THAT_DAY)
        self.form.add_wide(self.first)

    def _build_second(self) -> None:
        self.second = Form()
        self.contents_view = ContentsView()
        self.second.add_group("Wat erin staat")
        self.second.add_wide(self.contents_view)
        self.where = PlaceChooser(
            self.second,
            self._tasks,
            self._dialogs,
            self._entrance,
            text="Waar komt het kantoor?",
            helps=_HELP,
            file_name=self._file_name,
        )
        self.form.add_wide(self.second)
        self.back_button = button("Andere reservekopie")
        self.add_button(self.back_button)
        self.hold_parts(self.first, self.second, self.back_button)

    def _connect_parts(self) -> None:
        self.submitted.connect(self._go_on)
        self.keys.changed.connect(self._fit)
        self.back_button.clicked.connect(self._go_back)
        self.choice.opened.connect(self.keys.take_focus)
        self.choice.chosen_changed.connect(self._fit_to_list)
        self.where.grown.connect(self._show_more)
        self.where.failed.connect(self.show_error)

    def _file_name(self) -> str:
        return self._contents.office_name if self._contents is not None else "kantoor"

    def _fit_to_list(self) -> None:
        self._fit()
        if self.choice.chosen is not None and not self.choice.browse_button.hasFocus():
            self.keys.take_focus()

    def _show_more(self, shown: QWidget) -> None:
        if self._contents is not None:
            self.reveal(shown)

    # ------------------------------------------------------------------------------------------------------- going on

    def submit(self) -> None:
        self.first.clear_errors()
        self.second.clear_errors()
        super().submit()

    def _go_on(self) -> None:
        try:
            if self._contents is None:
                self._look()
            else:
                self._restore(self._contents, self.where.chosen())
        except InvalidInput as error:
            self.show_error(error)

    def _look(self) -> None:
        chosen = self.choice.chosen
        if chosen is None:
            raise InvalidInput("Kies eerst een reservekopie die gelezen kan worden.", field="path")
        self._keys = self.keys.typed()
        progress = self.begin("De reservekopie nakijken")
        self._tasks.tend(
            partial(_opened, self._entrance, chosen.path, self._keys, progress),
            then=self._show_contents,
            failed=self.show_error,
            progress=progress,
            owner=self,
        )

    def _show_contents(self, found: tuple[BackupContents, str]) -> None:
        contents, place = found
        self.set_busy(False)
        self._contents = contents
        self.contents_view.show_contents(contents, datetime.now(UTC).astimezone().date())
        if self.where.kind is OfficeKind.THIS_PC:
            self.where.place_field.set_value(place)
        self._show_part()
        self.submit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_back(self) -> None:
        self._contents = None
        self.where.stop()
        self._show_part()
        self.choice.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_part(self) -> None:
        is_second = self._contents is not None
        self.first.setVisible(not is_second)
        self.second.setVisible(is_second)
        self.back_button.setVisible(is_second)
        self.intro_label.setText(_INTRO_SECOND if is_second else _INTRO)
        verb = _RESTORE if is_second else _LOOK
        self.submit_button.setText(verb)
        self.submit_button.setAccessibleName(verb)
        self.error_label.hide()
        self._fit()

    def _restore(self, contents: BackupContents, chosen: ChosenPlace) -> None:
        progress = self.begin("Terugzetten")
        self._tasks.run(
            partial(_placed, self._entrance, contents.path, chosen, self._keys, progress),
            then=partial(self._finish, contents),
            failed=self.show_error,
            progress=progress,
            owner=self,
        )

    def _finish(self, contents: BackupContents, arrived: Arrived) -> None:
        self.set_busy(False)
        self.keys.clear()
        self.where.clear_password()
        self._keys = TypedKeys()
        if not arrived.codes:
            self._tell_restored(contents, arrived)
            return
        from gezinscoach_desktop.views.account.slip import Slip
        from gezinscoach_desktop.views.server.codes_dialog import CodesDialog

        slips = tuple(
            Slip(contents.office_name, arrived.place, one.display_name, one.user_name, one.code)
            for one in arrived.codes
        )
        dialog = CodesDialog(self._dialogs, slips, parent=self)
        dialog.finished.connect(partial(self._tell_after_codes, contents, arrived))
        dialog.open()

    def _tell_after_codes(self, contents: BackupContents, arrived: Arrived, _: int) -> None:
        self._tell_restored(contents, arrived)

    def _tell_restored(self, contents: BackupContents, arrived: Arrived) -> None:
        self.restored.emit(arrived.place, contents.user_name)
        self.accept()

    # -------------------------------------------------------------------------------------------------------- telling

    def show_error(self, error: Exception) -> bool:
        self.set_busy(False)
        if isinstance(error, Cancelled):
            return True
        at_its_row = self.where.at_its_row(error)
        if self.first.show_error(at_its_row) or self.second.show_error(at_its_row):
            self._fit()
            return True
        is_shown = super().show_error(error)
        if isinstance(error, UserError):
            self.area.ensureWidgetVisible(self.error_label)
        if self._contents is None and isinstance(error, UserError):
            self.keys.password_field.selectAll()
        return is_shown

    def reject(self) -> None:
        self.choice.stop()
        self.where.stop()
        super().reject()


def _opened(
    entrance: Entrance, path: Path, keys: TypedKeys, progress: Progress
) -> tuple[BackupContents, str]:
    """On the worker: what is in it, and where it could stand."""
    contents = entrance.open_backup_with(
        path,
        user_name=keys.user_name,
        password=keys.password,
        recovery_code=keys.recovery_code,
        report=progress,
    )
    return contents, suggested_place(contents.office_name)


def _placed(
    entrance: Entrance, path: Path, chosen: ChosenPlace, keys: TypedKeys, progress: Progress
) -> Arrived:
    """On the worker."""
    return entrance.restore_as_new(
        path,
        chosen.place,
        user_name=keys.user_name,
        password=keys.password,
        recovery_code=keys.recovery_code,
        kind=chosen.kind,
        server_user=chosen.server_user,
        server_password=chosen.server_password,
        report=progress,
    )
