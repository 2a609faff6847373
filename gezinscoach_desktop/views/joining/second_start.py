"""What a second start asks of a program that runs already: come forward, and offer what was double-clicked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

if TYPE_CHECKING:
    from gezinscoach_desktop.domain.call import Call


class SecondStart(QObject):
    """What is asked waits until it can be seen: after a form that is open, the lock, and an office that is being opened."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window: QWidget | None = None
        self._take: Callable[[str], None] | None = None
        self._is_covered: Callable[[], bool] = _never
        self._is_asking: Callable[[str], bool] = _none
        self._wanted = ""

    def stand_in(
        self,
        window: QWidget,
        take: Callable[[str], None],
        *,
        is_covered: Callable[[], bool] | None = None,
        is_asking: Callable[[str], bool] | None = None,
    ) -> None:
        """This window is the one to bring forward, and `take` gets what was double-clicked.

        With `is_asking` it says what it is busy with already: the form that is open may be about that.
        """
        self._window, self._take = window, take
        self._is_covered, self._is_asking = is_covered or _never, is_asking or _none
        self.offer()

    def stand_down(self) -> None:
        """There is no window any more."""
        self._window, self._take = None, None
        self._is_covered, self._is_asking = _never, _none

    def answer(self, call: Call) -> None:
        """Come forward now; of what was asked the last holds."""
        from gezinscoach_desktop.views.one_window import bring_forward

        if self._window is None:
            return
        self._wanted = call.path or self._wanted
        bring_forward(self._window)
        form = QApplication.activeModalWidget()
        if form is not None:
            bring_forward(form)
        self.offer()

    def offer(self) -> None:
        """Offer what was asked, as soon as nothing stands before it."""
        if not self._wanted or self._take is None or self._is_covered():
            return
        if self._is_asking(self._wanted):
            self._wanted = ""
            return
        form = QApplication.activeModalWidget()
        if isinstance(form, QDialog):
            form.finished.connect(self._offer_after, Qt.ConnectionType.QueuedConnection)
            return
        path, self._wanted = self._wanted, ""
        self._take(path)

    def _offer_after(self, _: int) -> None:
        self.offer()


def _never() -> bool:
    return False


def _none(_: str) -> bool:
    return False
