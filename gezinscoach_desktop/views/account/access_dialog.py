"""A one-time code, shown once: to read aloud, to copy, or to hand over on paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.views.account.code_view import CodeView
from gezinscoach_desktop.views.account.slip import Slip, print_slip
from gezinscoach_desktop.views.account.words import CODE_RULES
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import button, paragraph, set_tone
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.joining.words import breakable
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_LINK = "Om te openen: dubbelklikken op “{}” in {}. Dat staat ook op het briefje."


class AccessDialog(FormDialog):
    """The code itself is kept nowhere: whoever closes this too soon makes another one."""

    link_wanted = Signal()
    """There is no shortcut yet that the slip could name."""

    def __init__(self, dialogs: Dialogs, slip: Slip, *, parent: QWidget | None = None) -> None:
        super().__init__(
            f"Eenmalige code voor {slip.display_name}",
            "Klaar",
            bar="Eenmalige code",
            intro=f"Om aan te melden als “{slip.user_name}”. Je ziet deze code maar één keer.",
            parent=parent,
        )
        self._dialogs = dialogs
        self._slip = slip
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.code_view = CodeView()
        self.code_view.show_code(slip.code)
        self.copy_button = button("Kopiëren", icon_name="copy")
        self.print_button = button("Briefje afdrukken…", icon_name="print")
        self.told_label = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(grid(2))
        line.addWidget(self.copy_button)
        line.addWidget(self.print_button)
        line.addWidget(self.told_label, 1)
        self.form.add_wide(self.code_view)
        self.form.add_wide(row)
        self.form.add_wide(paragraph(CODE_RULES))
        self.link_label = paragraph("")
        self.link_button = button("Snelkoppeling voor collega’s maken…", "link", "link")
        self.form.add_wide(self.link_label)
        self.form.add_wide(self.link_button)
        self.link_label.hide()
        self.link_button.hide()
        self.link_button.clicked.connect(self.link_wanted)
        self.cancel_button.hide()
        self.copy_button.clicked.connect(self._copy)
        self.print_button.clicked.connect(self._print)
        self.submitted.connect(self.accept)
        self.submit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_link(self, path: Path | None) -> None:
        """Which file to double-click, on the slip as well; or that there is none yet."""
        if path is not None:
            self._slip = replace(self._slip, link=str(path))
            self.link_label.setText(_LINK.format(path.name, breakable(str(path.parent))))
            self.submit_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.link_label.setVisible(path is not None)
        self.link_button.setVisible(path is None)
        self._fit()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._slip.code)
        self._tell("Staat op het klembord, een minuut lang.", Tone.GOOD)

    def _print(self) -> None:
        printer = self._dialogs.choose_printer("Briefje afdrukken")
        if printer is None:
            return
        if print_slip(self._slip, printer):
            self._tell("Naar de printer gestuurd.", Tone.GOOD)
        else:
            self._tell("De printer nam het briefje niet aan.", Tone.ERROR)

    def _tell(self, sentence: str, tone: Tone) -> None:
        self.told_label.setText(sentence)
        set_tone(self.told_label, tone)
