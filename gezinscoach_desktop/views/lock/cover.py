"""What is seen of a locked office: whose it is, and a field for the password. Nothing else."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import TooSoon, UserError
from gezinscoach_desktop.views.account.countdown import Countdown
from gezinscoach_desktop.views.busy import BusyLine
from gezinscoach_desktop.views.elements import button, centred, label, paragraph, set_tone
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.password_field import PasswordField
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_WIDTH = 95
_UNLOCK = "Ontgrendelen"
_SAFE = "Wat je invulde, is bewaard."
_CALM = "Er werd enkele keren een fout wachtwoord getypt. We wachten even, zodat niemand kan blijven raden."
_WRONG = "Dit wachtwoord klopt niet."


class LockCover(QWidget):
    """Asks for the password of who works here; another account starts from the opening window."""

    unlock_wanted = Signal(str)
    """The password."""
    other_wanted = Signal()

    def __init__(self, office_name: str, display_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build(office_name, display_name)
        self._connect()

    def _build(self, office_name: str, display_name: str) -> None:
        self._title = label("Vergrendeld", TextStyle.TITLE)
        self.sentence_label = paragraph(_SAFE, TextStyle.TEXT, Tone.SECONDARY)
        self.form = Form()
        self.password_field = self.form.add_row(
            "password", f"Wachtwoord van {display_name}".replace("&", "&&"), PasswordField()
        )
        self.password_field.setAccessibleName(f"Wachtwoord van {display_name}")
        self.caps_label = paragraph("Caps Lock staat aan.", TextStyle.SMALL, Tone.WARNING)
        self.form.add_wide(self.caps_label)
        self.caps_label.hide()
        self.error_label = paragraph("", TextStyle.TEXT, Tone.ERROR)
        self.unlock_button = button(_UNLOCK, "primary", "lock-open")
        self.other_button = button("Ander account of ander kantoor", "link", "sign-out")
        self.countdown = Countdown(self.unlock_button, parent=self)
        card = QFrame()
        card.setProperty("kind", "card")
        card.setFixedWidth(grid(_WIDTH))
        column = QVBoxLayout(card)
        column.setContentsMargins(grid(8), grid(7), grid(8), grid(6))
        column.setSpacing(grid(3))
        column.addWidget(self._title)
        column.addWidget(label(office_name, TextStyle.SMALL, Tone.SECONDARY))
        column.addWidget(self.sentence_label)
        column.addWidget(self.form)
        column.addWidget(self.error_label)
        column.addWidget(self.unlock_button)
        column.addWidget(self.other_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.error_label.hide()
        self._busy = BusyLine()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._busy)
        whole.addWidget(centred(card), 1)

    def _connect(self) -> None:
        self.unlock_button.clicked.connect(self.submit)
        self.other_button.clicked.connect(self.other_wanted)
        self.password_field.edited.connect(self._clear)
        self.password_field.caps_lock_noticed.connect(self.caps_label.setVisible)
        self.countdown.finished.connect(self._clear)

    def submit(self) -> None:
        """Ask for the office with what was typed."""
        if not self.unlock_button.isEnabled() or self.unlock_button.isHidden():
            return
        if not self.password_field.value():
            self.password_field.setFocus()
            return
        self._clear()
        self.set_busy(True)
        self.unlock_wanted.emit(self.password_field.value())

    def show_sentence(self, sentence: str) -> None:
        """Why it is locked, when that is not clear of itself."""
        self.sentence_label.setText(f"{sentence} {_SAFE}" if sentence else _SAFE)

    def show_closed(self, sentence: str) -> None:
        """There is nothing to unlock any more; only the way out is left."""
        self._title.setText("Dit kantoor is dicht")
        self.sentence_label.setText(sentence)
        self.form.hide()
        self.unlock_button.hide()
        self.other_button.setText("Naar het openingsscherm")
        self.other_button.setAccessibleName("Naar het openingsscherm")
        self.other_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_error(self, error: Exception) -> bool:
        """Calmly: a wrong password, how long to wait, or why the office cannot be reached."""
        self.set_busy(False)
        if not isinstance(error, UserError):
            self._tell("Het lukte niet om te ontgrendelen. Probeer het nog eens.", Tone.ERROR)
            return False
        if isinstance(error, TooSoon):
            self.wait(error.seconds)
        else:
            self._tell(error.message, Tone.ERROR)
        self.take_focus()
        return True

    def say_wrong(self) -> None:
        """The name stands there, so only the password can be wrong."""
        self.set_busy(False)
        self._tell(_WRONG, Tone.ERROR)
        self.take_focus()

    def wait(self, seconds: int) -> None:
        """Before the next try; nothing to wait for is fine."""
        if seconds > 0:
            self._tell(_CALM, Tone.WARNING)
            self.countdown.start(seconds)

    def take_focus(self) -> None:
        """To the password, to type it or to type it over."""
        self.password_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.password_field.selectAll()

    def set_busy(self, is_busy: bool) -> None:
        self._busy.set_busy(is_busy)
        self.unlock_button.setEnabled(not is_busy)
        self.other_button.setEnabled(not is_busy)

    def _tell(self, sentence: str, tone: Tone) -> None:
        self.error_label.setText(sentence)
        set_tone(self.error_label, tone)
        self.error_label.show()

    def _clear(self) -> None:
        if not self.countdown.is_running:
            self.error_label.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
            return
        super().keyPressEvent(event)
