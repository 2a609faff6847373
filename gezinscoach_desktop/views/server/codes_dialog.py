"""The codes with which everybody comes into an office that moved to a server: shown once, printed one slip each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from gezinscoach_desktop.views.account.code_view import spelled
from gezinscoach_desktop.views.account.slip import Slip, print_slips
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import button, label, paragraph, set_tone
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.setup.step_page import show_kind
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_INTRO = (
    "Op de server heeft iedereen een eigen login. Daarom meldt iedereen zich één keer aan met een code, en kiest dan een "
    "wachtwoord; dat mag hetzelfde zijn als vroeger."
)
_ONCE = "Je ziet deze codes maar één keer. Druk de briefjes af en geef ze zelf aan elke collega; hou dat van jou bij."
_NOT_PRINTED = "Je drukte nog niets af. Zonder code kan niemand binnen; alleen met het herstelblad kan je er nieuwe maken."
_DONE = "Klaar"
_SURELY_DONE = "Toch sluiten"


class CodesDialog(FormDialog):
    """Closing before anything was printed is asked once more."""

    keeps = False

    def __init__(
        self, dialogs: Dialogs, slips: Sequence[Slip], *, own: str = "", parent: QWidget | None = None
    ) -> None:
        """`own` is the user name of who moved the office: one of the codes is for himself."""
        super().__init__("Codes voor iedereen", _DONE, intro=_INTRO, parent=parent)
        self._dialogs = dialogs
        self.slips = tuple(slips)
        self._is_safe = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.print_button = button("Briefjes afdrukken…", "primary", "print")
        self._told = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self._warning = paragraph(_ONCE, TextStyle.TEXT, Tone.WARNING)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(grid(2))
        line.addWidget(self.print_button)
        line.addWidget(self._told, 1)
        self.form.add_wide(self._warning)
        self.form.add_wide(row)
        self.form.add_wide(_list_of(self.slips, own))
        self.cancel_button.hide()
        show_kind(self.submit_button, is_primary=False)  # leaving loses the codes; printing does not
        self.print_button.clicked.connect(self._print)
        self.submitted.connect(self._finish)
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def warning(self) -> str:
        return self._warning.text()

    def _print(self) -> None:
        printer = self._dialogs.choose_printer("Briefjes afdrukken")
        if printer is None:
            return
        if print_slips(self.slips, printer):
            self._is_safe = True
            show_kind(self.print_button, is_primary=False, icon_name="print")
            show_kind(self.submit_button, is_primary=True)
            self._tell("Naar de printer gestuurd. Kijk na of alle briefjes leesbaar zijn.", Tone.GOOD)
        else:
            self._tell("De printer nam de briefjes niet aan.", Tone.ERROR)

    def _tell(self, sentence: str, tone: Tone) -> None:
        self._told.setText(sentence)
        set_tone(self._told, tone)

    def _finish(self) -> None:
        if self._is_safe:
            self.accept()
            return
        self._is_safe = True
        self._warning.setText(_NOT_PRINTED)
        set_tone(self._warning, Tone.ERROR)
        self.submit_button.setText(_SURELY_DONE)
        self.submit_button.setAccessibleName(_SURELY_DONE)
        self._fit()

    def reject(self) -> None:
        """Esc and the cross ask as well."""
        self._finish()


def _list_of(slips: Sequence[Slip], own: str) -> QWidget:
    made = QWidget()
    table = QGridLayout(made)
    table.setContentsMargins(0, 0, 0, 0)
    table.setHorizontalSpacing(grid(6))
    table.setVerticalSpacing(grid(1.5))
    table.setColumnStretch(2, 1)
    for column, title in enumerate(("Naam", "Gebruikersnaam", "Code")):
        table.addWidget(label(title, TextStyle.SMALL, Tone.SECONDARY), 0, column)
    for line, slip in enumerate(slips, start=1):
        table.addWidget(
            label(f"{slip.display_name} (jij)" if slip.user_name == own else slip.display_name), line, 0
        )
        table.addWidget(label(slip.user_name), line, 1)
        table.addWidget(_code(slip), line, 2)
    return made


def _code(slip: Slip) -> QLabel:
    made = label(slip.code, TextStyle.STRONG)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    made.setAccessibleName(f"Code van {slip.display_name}: {spelled(slip.code)}")
    return made
