"""The part of a form that asks for a server on which an office comes, and tests the connection first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.views.account.findings_view import FindingsView, FindingWords
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.server.fields import LoginFields, ServerFields
from gezinscoach_desktop.views.server.setup_hint import SetupHint
from gezinscoach_desktop.views.server.typed import TypedServer, address_of
from gezinscoach_desktop.views.tasks import Progress, Tasks
from gezinscoach_desktop.views.trial import Trial

if TYPE_CHECKING:
    from gezinscoach_desktop.services.server import ServerFindings
    from gezinscoach_desktop.views.account.entrance import PlaceServices

_WORDS = FindingWords(
    verb="Verbinding testen",
    waiting="De verbinding wordt getest",
    fit="De verbinding is goed: hier kan het kantoor komen.",
    unfit="Zo kan hier geen kantoor komen.",
)
_TAKEN = "In deze databank staat al een kantoor: kies een lege databank, of open dat kantoor in het eerste venster."


@dataclass(frozen=True, slots=True)
class Tested:
    """A server as it was typed, its address, and what the test said."""

    typed: TypedServer
    address: str
    found: ServerFindings


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an office can come there."""

    is_fit: bool
    problems: tuple[str, ...]
    warnings: tuple[str, ...]


class ServerPlace(QObject):
    """Adds its rows to a form; keep it as long as the form."""

    grown = Signal(object)
    """QWidget: there is more to show than there was, and this is what the user waits for."""
    failed = Signal(object)
    """UserError while the connection was tested."""

    def __init__(self, form: Form, tasks: Tasks, dialogs: Dialogs, services: PlaceServices) -> None:
        super().__init__(form)
        self._form = form
        self._services = services
        self._tested: Tested | None = None
        self.fields = ServerFields(form, dialogs)
        self.login = LoginFields(form)
        self.findings = FindingsView(_WORDS)
        form.add_wide(self.findings)
        self.hint = SetupHint(dialogs)
        form.add_wide(self.hint)
        self._trial = Trial(tasks, self.findings)
        self._trial.failed.connect(self.failed)
        self.findings.examine_button.clicked.connect(self.test)
        self.fields.pasted.connect(self.login.take)
        for rows in (self.fields, self.login):
            rows.edited.connect(self._follow)

    def chosen(self) -> Tested:
        """A server on which an office can come; raises InvalidInput at the row where something is missing."""
        typed = self._typed()
        if self._tested is None or self._tested.typed != typed:
            raise InvalidInput("Test eerst de verbinding.", field="host")
        return self._tested

    def test(self) -> None:
        """Ask the server whether an office can come there."""
        self._form.clear_errors()
        try:
            typed = self._typed()
        except InvalidInput as error:
            self._form.show_error(error)
            return
        self._tested = None
        self._trial.begin(partial(_tested, self._services, typed), self._show)

    def set_visible(self, is_visible: bool) -> None:
        self.fields.set_visible(is_visible)
        self.login.set_visible(is_visible)
        self.findings.setVisible(is_visible)
        self.hint.setVisible(is_visible)

    def forget(self) -> None:
        """What was found, or is being looked for, is about another server."""
        self._tested = None
        self._trial.forget()

    def stop(self) -> None:
        """Nobody waits for the test any more."""
        self._trial.stop()

    def _typed(self) -> TypedServer:
        typed = self.fields.typed()
        user_name, password = self.login.login()
        return replace(typed, user_name=user_name, password=password)

    def _follow(self) -> None:
        self.forget()
        self.hint.show_database(self.fields.database_field.value())

    def _show(self, tested: Tested) -> None:
        verdict = _verdict(tested.found)
        self._tested = tested if verdict.is_fit else None
        self.findings.show_findings(verdict, tested.found.facts)
        self.hint.setVisible(not verdict.is_fit)
        self.grown.emit(self.findings)


def _verdict(found: ServerFindings) -> Verdict:
    problems = (*found.problems, _TAKEN) if found.has_office else found.problems
    return Verdict(found.is_fit and not found.has_office, problems, found.warnings)


def _tested(services: PlaceServices, typed: TypedServer, progress: Progress) -> Tested:
    """On a worker: a server that does not answer takes ten seconds."""
    address = address_of(services, typed)
    found = services.examine_server(
        address, user_name=typed.user_name, password=typed.password, report=progress
    )
    return Tested(typed, address, found)
