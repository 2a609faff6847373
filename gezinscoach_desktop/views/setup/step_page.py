"""One step of the checklist: what it is about, its fields, and what is wrong with them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.views.elements import label, paragraph, restyle
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.setup.words import TITLES
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid


def show_kind(made: QPushButton, *, is_primary: bool, icon_name: str = "") -> None:
    """Make a button the one that the eye should find, or one beside it; its icon in the colour of its text."""
    kind = "primary" if is_primary else "secondary"
    if made.property("kind") != kind:  # styling takes milliseconds, and this is asked at every letter
        made.setProperty("kind", kind)
        restyle(made)
        if icon_name:
            made.setIcon(icon(icon_name, "on_accent" if is_primary else "text"))


class StepPage(QWidget):
    """Add to `body`; what belongs to no field is said beneath."""

    edited = Signal()
    """Something was typed or chosen that is worth keeping."""
    grown = Signal(object)
    """QWidget: there is more to show, and this is what the user waits for."""
    done = Signal()
    """The user is ready with this step and wants the next one."""

    def __init__(self, key: str, intro: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.setMinimumHeight(
            1
        )  # texts that wrap ask for more than they need: what counts is their height at this width
        self.form = Form()
        self.error_label = paragraph("", TextStyle.TEXT, Tone.ERROR)
        self.body = QVBoxLayout()
        self.body.setSpacing(grid(3))
        column = QVBoxLayout(self)
        column.setContentsMargins(grid(8), grid(6), grid(8), grid(4))
        column.setSpacing(grid(3))
        column.addWidget(label(TITLES[key], TextStyle.TITLE))
        self.intro_label = paragraph(intro, TextStyle.TEXT, Tone.SECONDARY)
        column.addWidget(self.intro_label)
        column.addLayout(self.body)
        column.addWidget(self.error_label)
        column.addStretch(1)
        self.error_label.hide()
        self.form.edited.connect(self.edited)

    def load(self) -> None:
        """The step is shown: ask for what it needs."""

    def take_focus(self) -> None:
        """Where typing goes on."""
        self.focusNextChild()

    def enter(self) -> None:
        """Enter in a field; in the office nothing is passed by without a button."""

    @property
    def later_verb(self) -> str:
        """What going on is called while this is not done."""
        return "Later doen"

    def pass_by(self) -> bool:
        """Going on while this is not done; False when the page wants something first, and tells `done` itself."""
        return True

    def check(self) -> None:
        """Raises InvalidInput for what is missing before one can go on."""

    def stop(self) -> None:
        """Nobody waits any more for what is being tried out."""

    def show_error(self, error: Exception) -> bool:
        """At its field or beneath; fits as `failed=` of a task."""
        self.clear_errors()
        if self.form.show_error(error):
            return True
        if not isinstance(error, UserError):
            return False
        self.error_label.setText(error.message)
        self.error_label.show()
        self.grown.emit(self.error_label)
        return True

    def clear_errors(self) -> None:
        self.form.clear_errors()
        self.error_label.hide()

    def _focus(self, widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
