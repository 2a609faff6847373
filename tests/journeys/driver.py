"""Drives the real windows by keys and clicks, counts them, and reads what is on the screen.

Built on the tour's Guide; what differs is that it waits no longer than it takes, counts, and can find things by the
name that a screen reader says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QMenu, QScrollArea, QWidget

from gezinscoach_desktop.app import Program
from gezinscoach_desktop.tour.guide import Guide, TourStuck
from gezinscoach_desktop.views.dialogs import FileKind, ScriptedDialogs
from tests.journeys.screen import hidden_behind, is_in_sight, seen_in, visible_widgets
from tests.views.checks import accessible_name

PATIENCE_MS = 60_000
_QUIET_ROUNDS = 3
_BUSY_MS = 2
_MOST_TABS = 200
_MOST_CHOICES = 60

# The digit row of a Belgian keyboard without Shift, as Qt reports it.
BELGIAN_DIGITS = {
    "&": Qt.Key.Key_Ampersand,
    "é": Qt.Key.Key_Eacute,
    '"': Qt.Key.Key_QuoteDbl,
    "'": Qt.Key.Key_Apostrophe,
    "(": Qt.Key.Key_ParenLeft,
    "à": Qt.Key.Key_Agrave,
}


class Answers(ScriptedDialogs):
    """A folder as answer to where to save means: there, under the name that the program proposes."""

    def save_file(self, title: str, kind: FileKind, *, suggested: str) -> Path | None:
        answer = super().save_file(title, kind, suggested=suggested)
        return answer / suggested if answer is not None and answer.is_dir() else answer


class Driver(Guide):
    """A person at the keyboard. `interactions` counts every key and click."""

    def __init__(self, application: QApplication, program: Program, dialogs: ScriptedDialogs) -> None:
        super().__init__(application, program, Path())
        self.dialogs = dialogs
        self.interactions = 0
        self._is_waiting = False

    # ------------------------------------------------------------------------------------------------- waiting

    def settle(self) -> None:
        """Until no worker is busy and nothing is waiting to be shown; never longer."""
        loop = QEventLoop()
        quiet = 0

        def look() -> None:
            nonlocal quiet
            quiet = 0 if self.program.tasks.is_busy else quiet + 1
            is_done = quiet >= _QUIET_ROUNDS and not _is_a_button_down()
            if is_done:
                loop.quit()
            # A worker gets on the better for not being asked all the time.
            wanted = _BUSY_MS if not quiet or (quiet >= _QUIET_ROUNDS and not is_done) else 0
            if idle.interval() != wanted:
                idle.setInterval(wanted)

        idle = QTimer(interval=0)  # fires each time Qt has nothing else to do
        idle.timeout.connect(look)
        limit = QTimer(singleShot=True, interval=PATIENCE_MS)
        limit.timeout.connect(loop.quit)
        idle.start()
        limit.start()
        loop.exec()
        idle.stop()
        if self.broken:
            raise TourStuck(self.broken[0])
        if quiet < _QUIET_ROUNDS:
            raise TourStuck("The program did not come to rest.")

    def wait_until(self, holds: Callable[[], bool]) -> None:
        """Let the window live until something a timer does has happened."""
        assert self._wait(holds)

    def _wait(self, holds: Callable[[], bool]) -> bool:
        """Whether it came to hold: what is asked after that may have begun something new."""
        held = False

        def check() -> None:
            nonlocal held
            held = held or holds()
            if held:
                loop.quit()

        self._is_waiting = True  # who looks while waiting does not wait in its turn
        loop = QEventLoop()
        look = QTimer(interval=2)
        look.timeout.connect(check)
        QTimer.singleShot(PATIENCE_MS, loop, loop.quit)
        look.start()
        loop.exec()
        look.stop()
        self._is_waiting = False
        return held

    @contextmanager
    def expecting_breakdown(self) -> Iterator[None]:
        """Something breaks on purpose; outside this a bug in the program ends the journey."""
        self.program.tasks.broke.disconnect(self._note_breakdown)
        try:
            yield
        finally:
            self.program.tasks.broke.connect(self._note_breakdown)

    # --------------------------------------------------------------------------------------------------- keys

    def press(self, keys: str, *, times: int = 1) -> None:
        """A key or combination on whatever has the focus."""
        for _ in range(times):
            self.interactions += 1
            super().press(keys)

    def type_text(self, text: str) -> None:
        """Each letter goes where the focus is by then, and counts."""
        self.interactions += len(text)
        for letter in text:
            self._letter(letter)
        self.settle()

    def write_note(self, text: str) -> None:
        """A note counts as one interaction, however long it is."""
        before = self.interactions
        self.type_text(text)
        self.interactions = before + 1

    def press_belgian(self, letter: str) -> None:
        """A key of the digit row of a Belgian keyboard, without Shift."""
        self.interactions += 1
        QTest.sendKeyEvent(
            QTest.KeyAction.Click,
            self._focused(),
            BELGIAN_DIGITS[letter],
            letter,
            Qt.KeyboardModifier.NoModifier,
        )
        self.settle()

    def tab_to(self, name: str) -> None:
        """Press Tab until the focus is on what is called `name`."""
        for _ in range(_MOST_TABS):
            if self._is_called(self._focused(), name):
                return
            self.press("Tab")
        raise TourStuck(f"Tab does not reach “{name}”.")

    # ------------------------------------------------------------------------------------------------- clicks

    def click(self, name: str) -> None:
        """Click in the middle of what is called `name`, after scrolling to it where needed."""
        self.interactions += 1
        widget = self.find(name)
        reveal(widget)
        if not is_in_sight(widget):
            raise TourStuck(f"“{name}” cannot be brought in sight.")
        over = hidden_behind(widget)
        if over is not None:
            raise TourStuck(f"{over} lies over “{name}”.")
        popup = QApplication.activePopupWidget()
        if popup is not None:  # a click beside it closes it
            popup.close()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()

    def choose(self, menu: str, line: str) -> None:
        """Open the menu called `menu` with a click and choose a line of it by keys."""
        QTimer.singleShot(0, self.program, lambda: self._choose_line(line))
        self.click(menu)

    def fill(self, name: str, text: str) -> None:
        """Click the field called `name` and type over what stands there."""
        self.click(name)
        self.press("Ctrl+A")
        self.type_text(text)

    def pick(self, name: str, choice: str) -> None:
        """Choose in the combo box called `name` by its arrow keys."""
        box = self.find(name)
        assert isinstance(box, QComboBox)
        reveal(box)
        box.setFocus(Qt.FocusReason.TabFocusReason)
        self.press("Home")
        for _ in range(_MOST_CHOICES):
            if box.currentText() == choice:
                return
            self.press("Down")
        raise TourStuck(f"“{name}” has no choice “{choice}”.")

    # ------------------------------------------------------------------------------------------------- looking

    @property
    def window(self) -> QWidget:
        """The window or dialog in front."""
        return self._own_dialog() or self._own_window()

    @property
    def seen(self) -> list[str]:
        """Everything that can be read now."""
        return seen_in(self.window)

    def sees(self, text: str) -> bool:
        """True when `text` stands somewhere on the screen, once what was asked of the network has answered."""
        if not self._is_waiting and not self._stands(text):
            quiet = 0

            def is_over() -> bool:
                nonlocal quiet
                quiet = quiet + 1 if self.program.tasks.is_at_rest else 0
                return self._stands(text) or quiet >= _QUIET_ROUNDS

            self._wait(is_over)
        return self._stands(text)

    def _stands(self, text: str) -> bool:
        return any(text in one for one in self.seen)

    def find(self, name: str) -> QWidget:
        """What is shown under this accessible name; a shorter name is found when nothing bears it in full."""
        shown = visible_widgets(self.window)
        named = [(widget, name_of(widget)) for widget in shown if _can_be_used(widget)]
        for fits in (name.__eq__, lambda full: full.startswith(name)):
            found = [widget for widget, full in named if fits(full)]
            if found:
                return next((widget for widget in found if widget.isEnabled()), found[0])
        raise TourStuck(f"“{name}” is not on the screen; there are {sorted({full for _, full in named})}.")

    def said_of(self, name: str) -> str:
        """What a screen reader says after the name: the value of an item, the help of a field."""
        return self.find(name).accessibleDescription()

    def is_shown(self, name: str) -> bool:
        """True when something of this name is on the screen."""
        try:
            self.find(name)
        except TourStuck:
            return False
        return True

    @property
    def focused_name(self) -> str:
        """What a screen reader says of where the keyboard is."""
        return name_of(self._focused())

    # ------------------------------------------------------------------------------------------------- innards

    def _letter(self, letter: str) -> None:
        key = QTest.asciiToKey(ord(letter)) if letter.isascii() else Qt.Key.Key_unknown
        QTest.sendKeyEvent(
            QTest.KeyAction.Click, self._focused(), key, letter, Qt.KeyboardModifier.NoModifier
        )

    def come_forward(self) -> QWidget:
        """Make the window in front the active one, as a click on its title bar would."""
        window = self.window
        if QApplication.activeWindow() is not window:
            window.activateWindow()
            self.settle()
        return window

    def _focused(self) -> QWidget:
        window = self.come_forward()
        for widget in (QApplication.activePopupWidget(), QApplication.focusWidget()):
            if isinstance(widget, QWidget):
                return widget
        return window

    def _own_window(self) -> QWidget:
        window = self.program.opening or self.program.frame
        if window is None:
            raise TourStuck("No window is open.")
        return window

    def _own_dialog(self) -> QWidget | None:
        dialogs = [
            widget
            for widget in QApplication.topLevelWidgets()
            if widget.isVisible()
            and widget.windowType() is Qt.WindowType.Dialog
            and _belongs_to(widget, self._own_window())
        ]
        # One that opened over another is the one in front; Qt lists them in any order.
        above = [one for one in dialogs if not any(it is not one and _belongs_to(it, one) for it in dialogs)]
        return above[-1] if above else None

    def _choose_line(self, line: str) -> None:
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu):
            raise TourStuck("No menu opened.")
        for _ in menu.actions():
            self.interactions += 1
            QTest.keyClick(menu, Qt.Key.Key_Down)
            if menu.activeAction().text() == line:
                QTest.keyClick(menu, Qt.Key.Key_Return)
                return
        texts = [action.text() for action in menu.actions()]
        menu.close()
        raise TourStuck(f"“{line}” is not in the menu {texts}.")

    @staticmethod
    def _is_called(widget: QWidget, name: str) -> bool:
        return name_of(widget).startswith(name)


def reveal(widget: QWidget) -> None:
    """Scroll as a person would who looks for it."""
    holder = widget.parentWidget()
    while holder is not None:
        if isinstance(holder, QScrollArea):
            holder.ensureWidgetVisible(widget)
        holder = holder.parentWidget()


def _is_a_button_down() -> bool:
    """A button pressed by its shortcut stays down for a moment before it is clicked."""
    window = QApplication.activeWindow()
    shown = visible_widgets(window) if window is not None else []
    return any(isinstance(widget, QAbstractButton) and widget.isDown() for widget in shown)


def name_of(widget: QWidget) -> str:
    """The name that was given; for a combo box Qt on Linux would say its value instead."""
    return widget.accessibleName() or accessible_name(widget)


def _can_be_used(widget: QWidget) -> bool:
    return widget.focusPolicy() is not Qt.FocusPolicy.NoFocus


def _belongs_to(widget: QWidget, window: QWidget) -> bool:
    holder: QWidget | None = widget
    while holder is not None:
        if holder is window:
            return True
        holder = holder.parentWidget()
    return False
