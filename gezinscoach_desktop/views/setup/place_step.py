"""The second step: where the data comes to stand, with what each place can promise, tried out before it is taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.views.account.entrance import Entrance
from gezinscoach_desktop.views.account.findings_view import FindingsView, FindingWords
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import button, paragraph
from gezinscoach_desktop.views.place_chooser import KINDS, ChosenPlace, PlaceChooser
from gezinscoach_desktop.views.setup.choices import Choice, Choices
from gezinscoach_desktop.views.setup.step_page import StepPage
from gezinscoach_desktop.views.setup.words import PLACE
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office_file import PlaceFindings, Proposal

_INTRO = "Overal staan de gegevens versleuteld. Twijfel je, begin dan op deze pc: verhuizen kan later, met alles erbij."
_PROMISES = {
    OfficeKind.THIS_PC: (
        "Voor wie alleen werkt. Eén bestand, dat een stroompanne overleeft. Gaat de pc stuk, dan red je het met een"
        " reservekopie."
    ),
    OfficeKind.FOLDER: (
        "Voor een team zonder server. Iedereen werkt tegelijk en leest ook als het netwerk even weg is. Wie een account"
        " heeft en het programma omzeilt, kan alles lezen."
    ),
    OfficeKind.POSTGRESQL: (
        "Voor wie een ICT-dienst heeft. Alleen hier houdt de server collega’s echt uit elkaars gezinnen."
    ),
}
_ICONS = {OfficeKind.THIS_PC: "desktop", OfficeKind.FOLDER: "people-team", OfficeKind.POSTGRESQL: "database"}
_HELP = {
    OfficeKind.THIS_PC: "Je hoeft hier niets te veranderen.",
    OfficeKind.FOLDER: "Kies een lege map op een netwerkschijf of NAS, waar al je collega’s in mogen schrijven.",
    OfficeKind.POSTGRESQL: "Je krijgt de gegevens van wie de server beheert.",
}
_WORDS = FindingWords(
    verb="Plaats uitproberen",
    waiting="De plaats wordt uitgeprobeerd",
    fit="Deze plaats is goed.",
    unfit="Op deze plaats kan het kantoor niet staan.",
)
_UNTRIED = "Laat deze plaats eerst uitproberen."


class PlaceStep(StepPage):
    """On this PC a place is proposed and tried out by itself; a folder and a server are tried out when asked."""

    def __init__(
        self,
        tasks: Tasks,
        dialogs: Dialogs,
        entrance: Entrance,
        *,
        office_name: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(PLACE, _INTRO, parent)
        self._tasks = tasks
        self._entrance = entrance
        self._office_name = office_name
        self._proposed = ""
        self._fit_file = ""
        self._build(dialogs)
        self._connect()

    def _build(self, dialogs: Dialogs) -> None:
        self.kinds = Choices(
            [Choice(kind.value, KINDS[kind], _PROMISES[kind], _ICONS[kind]) for kind in OfficeKind],
            name="Waar komt het kantoor?",
            can_stay=True,
        )
        self.kinds.set_value(OfficeKind.THIS_PC.value)
        self.where = PlaceChooser(
            self.form,
            self._tasks,
            dialogs,
            self._entrance,
            text="Waar komt het kantoor?",
            helps=_HELP,
            file_name=self._file_name,
        )
        self.form.set_row_visible("kind", False)
        self.findings = FindingsView(_WORDS)
        self.why_label = paragraph("", TextStyle.SMALL, Tone.WARNING)
        self.propose_button = button("Toch de voorgestelde plaats nemen", "link", "arrow-undo")
        last = QWidget()
        line = QHBoxLayout(last)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.propose_button)
        line.addStretch(1)
        self.form.add_wide(last)
        self.propose_button.hide()
        self.form.add_wide(self.why_label)
        self.form.add_wide(self.findings)
        self.why_label.hide()
        self.findings.hide()
        self.body.addWidget(self.kinds)
        self.body.addWidget(self.form)
        self._show_help()

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._choose_kind)
        self.where.place_field.edited.connect(self._follow_place)
        self.where.browsed.connect(self._follow_browsing)
        self.where.grown.connect(self.grown)
        self.where.failed.connect(self.show_error)
        self.findings.examine_button.clicked.connect(self._examine)
        self.propose_button.clicked.connect(self._propose)

    @property
    def kind(self) -> OfficeKind:
        return self.where.kind

    def chosen(self) -> ChosenPlace:
        """Raises InvalidInput at its row for what is missing, or was not tried out."""
        chosen = self.where.chosen()
        if chosen.kind is OfficeKind.THIS_PC and chosen.place != self._fit_file:
            raise InvalidInput(_UNTRIED, field="place")
        return chosen

    def enter(self) -> None:
        self.done.emit()

    def check(self) -> None:
        self.chosen()

    def load(self) -> None:
        """A place on this PC follows the name of the office as long as nobody chose another one."""
        if self.kind is not OfficeKind.THIS_PC:
            if self.kind is OfficeKind.FOLDER and self.where.place_field.value():
                self.where.examine_unless_known()
            return
        if self.where.place_field.value() in ("", self._proposed):
            self._propose()
        elif self.where.place_field.value() != self._fit_file:
            self._examine()

    def take_focus(self) -> None:
        self.kinds.take_focus()

    def stop(self) -> None:
        self.where.stop()

    @property
    def is_proposed(self) -> bool:
        """Whether the place is the one that the program found."""
        return self.kind is OfficeKind.THIS_PC and self.where.place_field.value() in ("", self._proposed)

    def use(self, kind: OfficeKind, place: str, *, is_proposed: bool) -> None:
        """As it was left last time."""
        self.kinds.set_value(kind.value)
        self.where.choose_kind(kind)
        self._show_kind()
        self.where.place_field.set_value(place)
        self._proposed = place if is_proposed else ""
        self._show_help()

    def at_its_row(self, error: Exception) -> Exception:
        """What a service says about a place, where it was typed."""
        return self.where.at_its_row(error)

    # ---------------------------------------------------------------------------------------------- what and where

    def _file_name(self) -> str:
        return self._office_name() or "kantoor"

    def _choose_kind(self, key: str) -> None:
        self.where.choose_kind(OfficeKind(key))
        self._show_kind()
        self.clear_errors()
        self.edited.emit()
        self.load()

    def _show_kind(self) -> None:
        self.findings.hide()
        self.why_label.hide()
        self._fit_file = ""
        self._show_help()

    def _show_help(self) -> None:
        """On this PC only as long as the place is the proposed one: another one speaks for itself."""
        is_own_choice = self.kind is OfficeKind.THIS_PC and not self.is_proposed
        self.form.set_help("place", "" if is_own_choice else _HELP[self.kind])
        self.propose_button.setVisible(is_own_choice)

    def _follow_place(self) -> None:
        """What was found is about another place."""
        self._fit_file = ""
        self.why_label.hide()
        self.findings.show_nothing()
        is_typed = self.kind is OfficeKind.THIS_PC and bool(self.where.place_field.value())
        self.findings.setVisible(is_typed)
        self._show_help()

    def _follow_browsing(self) -> None:
        self._follow_place()
        self._examine()

    def _propose(self) -> None:
        self._tasks.query(
            self._entrance.propose_place,
            self._office_name() or "kantoor",
            then=self._take,
            key="propose",
            owner=self,
        )

    def _take(self, found: Proposal) -> None:
        if self.kind is not OfficeKind.THIS_PC:
            return
        self._proposed = str(found.path)
        self.where.place_field.set_value(self._proposed)
        self._show_help()
        self.why_label.setText(found.why)
        self.why_label.setVisible(bool(found.why))
        self.edited.emit()
        self._examine()

    def _examine(self) -> None:
        place = self.where.place_field.value()
        if self.kind is OfficeKind.THIS_PC and place:
            self._tasks.query(
                _examined,
                self._entrance,
                place,
                then=self._show,
                failed=self.show_error,
                key="file",
                owner=self,
            )

    def _show(self, found: tuple[str, PlaceFindings]) -> None:
        place, findings = found
        if self.kind is not OfficeKind.THIS_PC or place != self.where.place_field.value():
            return
        self._fit_file = place if findings.is_fit else ""
        self.form.clear_errors()
        self.findings.show_findings(findings, findings.facts)
        self.findings.show()
        self.edited.emit()


def _examined(entrance: Entrance, place: str) -> tuple[str, PlaceFindings]:
    """On the worker: some quick trials beside where the file comes."""
    return place, entrance.examine_file(place)
