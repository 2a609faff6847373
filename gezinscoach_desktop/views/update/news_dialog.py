"""What an update brings, and what to do about one that is not to be trusted: only to read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.services.update import Look
from gezinscoach_desktop.views.elements import button, label, paragraph
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid
from gezinscoach_desktop.views.update.keeper import UpdateKeeper
from gezinscoach_desktop.views.update.notice import Act

_NOTHING = "Bij deze versie hoort geen lijst van wat er nieuw is."
_TOGETHER = (
    "Deze versie past ook het kantoor aan. Spreek af met je collega’s: wie de oude versie nog heeft, kan daarna alleen lezen"
    " tot ook die pc is bijgewerkt."
)
_SAFE = "Het programma blijft gewoon werken zoals het is."


class NewsDialog(FormDialog):
    """`submitted` when the user wants to install it, if that can be offered."""

    keeps = False

    def __init__(
        self,
        version: str,
        lines: Sequence[str],
        *,
        released: str = "",
        changes_office: bool = False,
        verb: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Without a `verb` there is only something to read."""
        intro = f"Uitgebracht op {released}." if released else ""
        super().__init__(
            f"Wat is er nieuw in versie {version}", verb or "Sluiten", intro=intro, parent=parent
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for line in lines or (_NOTHING,):
            self.form.add_wide(_bullet(line) if lines else paragraph(line, TextStyle.TEXT, Tone.SECONDARY))
        if changes_office:
            self.form.add_wide(paragraph(_TOGETHER, TextStyle.TEXT, Tone.WARNING))
        if verb:
            self.cancel_button.setText("Sluiten")
            self.cancel_button.setAccessibleName("Sluiten")
        else:
            _only_to_read(self, "\n".join(lines or (_NOTHING,)))
        self.submitted.connect(self.accept)


class WhyDialog(FormDialog):
    """Why an update is not installed, and what somebody who looks after the folder can do."""

    keeps = False

    def __init__(self, look: Look, *, parent: QWidget | None = None) -> None:
        super().__init__("Deze bijwerking wordt niet geïnstalleerd", "Sluiten", intro=_SAFE, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, text in (
            ("Wat er mis is", look.sentence),
            ("Wat je doet", look.advice),
            ("Map", look.folder),
        ):
            if text:
                self.form.add_wide(label(name, TextStyle.STRONG))
                self.form.add_wide(_selectable(text))
        _only_to_read(self, f"{look.sentence}\n{look.advice}\n{look.folder}")
        self.submitted.connect(self.accept)


def show_news(keeper: UpdateKeeper, parent: QWidget) -> NewsDialog | None:
    """What the last update brought, or what the next one would; None when nothing is known of either."""
    state = keeper.state
    manifest = None if state.look is None else state.look.manifest
    if state.updated is not None:
        dialog = NewsDialog(str(state.updated.version), state.updated.what_is_new, parent=parent)
    elif manifest is not None:
        dialog = NewsDialog(
            str(manifest.version),
            manifest.what_is_new,
            released=format_date(manifest.released_on),
            changes_office=state.look is not None and state.look.changes_office,
            verb=Act.INSTALL.value if state.can_install else "",
            parent=parent,
        )
        if state.can_install:
            dialog.submitted.connect(keeper.want)
    else:
        return None
    dialog.open()
    return dialog


def _only_to_read(dialog: FormDialog, text: str) -> None:
    """Nothing to decide: the text goes along to whoever can help, and the dialog closes."""
    copy = button("Tekst kopiëren", "link", "copy")
    copy.clicked.connect(partial(_copy, text))
    line = QHBoxLayout()
    line.addWidget(copy)
    line.addStretch(1)
    holder = QWidget()
    holder.setLayout(line)
    line.setContentsMargins(0, 0, 0, 0)
    dialog.form.add_wide(holder)
    dialog.cancel_button.hide()
    dialog.submit_button.setFocus(Qt.FocusReason.OtherFocusReason)


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def _bullet(text: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(grid(2))
    row.addWidget(label("•"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(_selectable(text), 1)
    return made


def _selectable(text: str) -> QWidget:
    made = paragraph(text)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
