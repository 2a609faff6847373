"""A form that starts long work and shows how far it is; who closes it stops the work."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gezinscoach_desktop.views.busy import ProgressView
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Progress


class LongDialog(FormDialog):
    """Goes when it is closed. Call `hold_parts` once its parts are there."""

    def __init__(
        self, title: str, verb: str, *, intro: str = "", bar: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(title, verb, intro=intro, bar=bar, parent=parent)
        self._progress: Progress | None = None
        self._held: Sequence[QWidget] = ()
        self.progress_view = ProgressView("")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def hold_parts(self, *parts: QWidget) -> None:
        """Nothing changes in these while it works; below them stands how far it is."""
        self._held = parts
        self.form.add_wide(self.progress_view)
        self.progress_view.hide()

    def add_button(self, made: QPushButton) -> None:
        """One more, left of the others; hidden until it makes sense."""
        buttons = self._bottom.layout()
        if isinstance(buttons, QHBoxLayout):
            buttons.insertWidget(0, made)
        made.hide()

    def begin(self, title: str) -> Progress:
        """Long work starts: what it is given to tell how far it is."""
        progress = self._progress = Progress()
        self.set_busy(True)
        self.progress_view.follow(progress, title)
        self.progress_view.show()
        self._fit()
        return progress

    def set_busy(self, is_busy: bool) -> None:
        super().set_busy(is_busy)
        for part in self._held:
            part.setEnabled(not is_busy)
        if not is_busy:
            self._progress = None
            self.progress_view.hide()

    def reject(self) -> None:
        if self._progress is not None:
            self._progress.cancel()
        super().reject()
