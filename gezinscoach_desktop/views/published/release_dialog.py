"""Which municipality, which year; then it is counted, small numbers are hidden, and it is kept as it was released."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.services import published_figures as published_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.fields import ComboField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks

_YEARS = 6
_INTRO = (
    "Alleen totalen, met kleine aantallen verborgen. Wie de cijfers van een jaar al zag, kan ze vergelijken: geef een jaar "
    "liefst één keer vrij, als het om is."
)


class ReleaseDialog(FormDialog):
    """The year that is over is proposed."""

    released = Signal(object)
    """UUID of the release."""

    def __init__(self, tasks: Tasks, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Cijfers vrijgeven voor een gemeente", "Vrijgeven", intro=_INTRO, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tasks = tasks
        self._desk = desk
        this = desk.today().year
        self.place_field: ComboField[str] = self.form.add_row("municipality", "&Gemeente", ComboField())
        self.year_field: ComboField[int] = self.form.add_row(
            "year", "&Jaar", ComboField([(str(year), year) for year in range(this, this - _YEARS, -1)])
        )
        self.year_field.set_value(this - 1)
        self.submitted.connect(self._release)
        tasks.query(
            published_service.releasable, desk, then=self._show_places, key="municipalities", owner=self
        )

    def _show_places(self, names: tuple[str, ...]) -> None:
        self.place_field.set_choices([(name, name) for name in names])
        self.place_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _release(self) -> None:
        self.set_busy(True)
        self._tasks.run(
            partial(
                published_service.release,
                self._desk,
                self.place_field.value() or "",
                self.year_field.value() or self._desk.today().year,
            ),
            then=self._close,
            failed=self.show_error,
            owner=self,
        )

    def _close(self, done: Done) -> None:
        self.released.emit(done.id)
        self.accept()
