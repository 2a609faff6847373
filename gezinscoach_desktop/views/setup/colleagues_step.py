"""Colleagues: an account with a code for each, and the shortcut with which they find the office."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.account import AccountRow
from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.setup import SetupState, SetupStep, StepState
from gezinscoach_desktop.services import account as account_service
from gezinscoach_desktop.services import setup as setup_service
from gezinscoach_desktop.services.account import NewAccess
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.account.account_dialog import AddAccountDialog
from gezinscoach_desktop.views.account.code_steps import CodeSteps
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import button, label, paragraph, set_tone
from gezinscoach_desktop.views.setup.step_page import StepPage, show_kind
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_INTRO = (
    "Elke collega krijgt een eigen account. Je geeft een code mee op een briefje; daarmee kiest je collega zelf een"
    " wachtwoord. In het programma zien coaches alleen hun eigen gezinnen."
)
_WHERE = {
    OfficeKind.THIS_PC: (
        "Dit kantoor staat op deze pc: collega’s werken op deze pc, om beurten. Wil je op meer pc’s werken, verhuis het"
        " dan bij Veiligheid naar een gedeelde map of een server."
    ),
    OfficeKind.FOLDER: (
        "Je collega’s openen het kantoor met een snelkoppeling: een klein bestand dat zegt waar het staat. Er zit geen"
        " wachtwoord in, dus je mag het mailen."
    ),
    OfficeKind.POSTGRESQL: (
        "Je collega’s openen het kantoor met een snelkoppeling: een klein bestand dat zegt op welke server het staat. Er"
        " zit geen wachtwoord in, dus je mag het mailen."
    ),
}
_ALONE = "Je koos om alleen te werken. Een collega toevoegen kan altijd nog."


class ColleaguesStep(StepPage):
    """Any number of colleagues, or alone on purpose."""

    def __init__(self, tasks: Tasks, dialogs: Dialogs, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(SetupStep.COLLEAGUES.value, _INTRO, parent)
        self._tasks, self._desk = tasks, desk
        self._codes = CodeSteps(tasks, dialogs, desk, self)
        self._codes.made.connect(self._tell_link)
        self._build()
        self.add_button.clicked.connect(self._add)
        self.link_button.clicked.connect(self._codes.make_link)
        self.alone_button.clicked.connect(self._work_alone)

    def _build(self) -> None:
        self.add_button = button("Collega toevoegen…", "primary")
        self.alone_button = button("Ik werk alleen")
        row = QHBoxLayout()
        row.setSpacing(grid(2))
        row.addWidget(self.add_button)
        row.addWidget(self.alone_button)
        row.addStretch(1)
        self._state = paragraph("", TextStyle.TEXT, Tone.SECONDARY)
        self._names = paragraph("", TextStyle.TEXT)
        self._heading = label("Snelkoppeling voor je collega’s", TextStyle.HEADING)
        self.link_button = button("Snelkoppeling maken…", icon_name="link")
        link_row = QHBoxLayout()
        link_row.addWidget(self.link_button)
        link_row.addStretch(1)
        self._told = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        kind = self._desk.office.kind
        self.body.addLayout(row)
        self.body.addWidget(self._state)
        self.body.addWidget(self._names)
        self.body.addSpacing(grid(2))
        self.body.addWidget(self._heading)
        self.body.addWidget(paragraph(_WHERE[kind], TextStyle.TEXT, Tone.SECONDARY))
        self.body.addLayout(link_row)
        self.body.addWidget(self._told)
        has_link = kind is not OfficeKind.THIS_PC
        self._heading.setVisible(has_link)
        self.link_button.setVisible(has_link)
        for hidden in (self._state, self._names, self._told):
            hidden.hide()

    def load(self) -> None:
        self._tasks.query(account_service.list_accounts, self._desk, then=self._show_names, key="accounts")

    def show_state(self, state: SetupState) -> None:
        """As the office tells it."""
        line = state.line_of(SetupStep.COLLEAGUES)
        is_skipped = line is not None and line.state is StepState.SKIPPED
        self._state.setText(_ALONE if is_skipped else "")
        self._state.setVisible(is_skipped)
        is_to_do = line is not None and line.state is StepState.TO_DO
        self.alone_button.setVisible(is_to_do)
        show_kind(self.add_button, is_primary=is_to_do)

    def take_focus(self) -> None:
        self._focus(self.add_button)

    def _show_names(self, rows: tuple[AccountRow, ...]) -> None:
        colleagues = [row for row in rows if row.is_active and not row.is_me]
        self._names.setText("\n".join(_line(row) for row in colleagues))
        self._names.setVisible(bool(colleagues))

    def _add(self) -> None:
        dialog = AddAccountDialog(self._tasks, self._desk, parent=self)
        dialog.added.connect(partial(self._show_code, dialog))
        dialog.open()

    def _show_code(self, adding: AddAccountDialog, access: NewAccess) -> None:
        self._codes.show_code(adding.display_name, adding.user_name, access)
        self.load()

    def _tell_link(self, path: Path) -> None:
        self._told.setText(f"“{path.name}” staat klaar: je collega’s dubbelklikken erop.")
        set_tone(self._told, Tone.GOOD)
        self._told.show()
        self.grown.emit(self._told)

    def _work_alone(self) -> None:
        self._tasks.run(
            setup_service.skip_step,
            self._desk,
            SetupStep.COLLEAGUES,
            then=self._go_on,
            failed=self.show_error,
            owner=self,
        )

    def _go_on(self, _: Done) -> None:
        self.done.emit()


def _line(row: AccountRow) -> str:
    waits = " (heeft de code nog niet gebruikt)" if row.has_one_time_code else ""
    return f"•  {row.display_name}, meldt aan als “{row.user_name}”{waits}"
