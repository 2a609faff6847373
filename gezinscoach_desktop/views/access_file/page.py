"""The access file of a person: every passage about somebody else is decided on first, then it is shown and let go."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.access_file import AccessFile
from gezinscoach_desktop.domain.change import Done, Noun
from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.domain.record import FamilyHeader
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.domain.third_party import Decision, Passage, omissions
from gezinscoach_desktop.services import access_file as access_service
from gezinscoach_desktop.services import family as family_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.dossier import Outlet
from gezinscoach_desktop.views.access_file.passage_view import PassageView
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import Card, button, label, paragraph
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.fields import CheckField, ComboField
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.printing.outlets import Outlets
from gezinscoach_desktop.views.signs import Shape
from gezinscoach_desktop.views.table import Column, Mark, RowsModel, RowsTable
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_TITLE = "Inzagedossier"
_ABOUT = (
    "Wie zijn eigen dossier vraagt, mag niet lezen wat over iemand anders gaat. Kijk elke tekst na waarin het programma "
    "iemand anders vond. Het vindt niet alles: toon ook de andere teksten als je twijfelt."
)


class AccessFilePage(Page):
    """Ctrl+Enter takes a passage over and goes to the next; what was decided is remembered as long as the page is there."""

    family_id: UUID
    nouns: ClassVar[frozenset[Noun]] = frozenset()
    help_topic: ClassVar[str] = "inzagedossier"

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        dialogs: Dialogs,
        messages: Messages,
        family_id: UUID,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._outlets = Outlets(tasks, dialogs, messages, self._note, self)
        self.family_id = family_id
        self._wanted: UUID | None = None
        self._file: AccessFile | None = None
        self.decisions: dict[str, Decision] = {}
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader(_TITLE)
        self.header.show_back()
        self.save_button = self.header.add_command("Opslaan als PDF", "save", self.save, hint="Ctrl+S")
        self.print_button = self.header.add_command(
            "Bekijken en afdrukken", "print", self.print_here, kind="primary", hint="Ctrl+P"
        )
        self.person_field: ComboField[UUID] = ComboField()
        self.person_field.setAccessibleName("Van wie")
        self.everything_field = CheckField("Ook teksten waarin niemand gevonden werd")
        self.accept_button = button("Alle voorstellen overnemen")
        self.count_label = label("", TextStyle.STRONG)
        self.model: RowsModel[Passage] = RowsModel(
            (
                Column("Waar", _about, is_strong=True, detail=_beginning),
                Column("Wat ermee gebeurt", self._verdict, mark=self._mark, tone=self._tone, width=152),
            ),
            row_id=_key,
        )
        self.table = RowsTable(self.model, "Teksten om na te kijken")
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.table)
        self.passage = PassageView()
        self.nothing = EmptyState(
            "checkmark-circle",
            "In geen enkele tekst is iemand anders gevonden. Je kan het dossier bekijken.",
        )
        self._right = QStackedWidget()
        self._right.addWidget(self.passage)
        self._right.addWidget(self.nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        inside = QVBoxLayout()
        inside.setContentsMargins(grid(4), grid(3), grid(4), grid(4))
        inside.setSpacing(grid(3))
        inside.addLayout(self._build_top())
        inside.addWidget(paragraph(_ABOUT, TextStyle.SMALL, Tone.SECONDARY))
        body = QHBoxLayout()
        body.setSpacing(grid(4))
        body.addWidget(card, 1)
        body.addWidget(self._right, 1)
        inside.addLayout(body, 1)
        whole.addLayout(inside, 1)
        self._enable()

    def _build_top(self) -> QHBoxLayout:
        caption = label("Van wie?", TextStyle.TEXT, Tone.SECONDARY)
        caption.setBuddy(self.person_field)
        row = QHBoxLayout()
        row.setSpacing(grid(3))
        row.addWidget(caption)
        row.addWidget(self.person_field)
        row.addWidget(self.everything_field)
        row.addStretch(1)
        row.addWidget(self.count_label)
        row.addWidget(self.accept_button)
        return row

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self.person_field.edited.connect(self._read)
        self.everything_field.edited.connect(self._show_passages)
        self.accept_button.clicked.connect(self.accept_all)
        self.table.row_chosen.connect(self._show_passage)
        self.passage.decided.connect(self._decide)
        self.passage.next_wanted.connect(self._go_on)
        for keys, slot in (("Ctrl+S", self.save), ("Ctrl+Return", self.passage.next_button.click)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    @property
    def title(self) -> str:
        """The code: other programs can read it."""
        return _TITLE if self._file is None else f"{_TITLE} {self._file.code}"

    def load(self) -> None:
        self._tasks.query(
            family_service.read_family, self._desk, self.family_id, then=self._show_people, key="people"
        )

    def go_to(self, part: str) -> None:
        """`part` is the person."""
        if part:
            self._wanted = UUID(part)
            if self.person_field.count():
                self._choose_wanted()

    def accept_all(self) -> None:
        """What the program proposes, for every passage that nobody decided about."""
        if self._file is not None:
            self.decisions |= {each.key: each.proposal for each in self._file.open_passages(self.decisions)}
            self._show_passages()

    def print_here(self) -> None:
        """Show it as it will come out of the printer."""
        if self.print_button.isEnabled():
            self._make(partial(self._outlets.preview, self.title))

    def save(self) -> None:
        """Ask where, and write it there."""
        if not self.save_button.isEnabled() or self._file is None:
            return
        suggested = access_service.access_file_name(self._file.code, self._desk.today().isoformat())
        path = self._outlets.ask_path(f"{_TITLE} opslaan", suggested)
        if path is not None:
            self._make(partial(self._outlets.save, path))

    # ---------------------------------------------------------------------------------------------------- showing

    def _show_people(self, header: FamilyHeader) -> None:
        self.header.set_title(_TITLE, f"{header.title} · {header.record.code}")
        self.person_field.set_choices([(member.display_name, member.id) for member in header.members])
        if not header.members:
            self.nothing.show_sentence("Er staat nog niemand in dit gezin. Voeg eerst een gezinslid toe.")
            self._right.setCurrentWidget(self.nothing)
            return
        self._choose_wanted()

    def _choose_wanted(self) -> None:
        if self._wanted is not None:
            self.person_field.set_value(self._wanted)
        self._wanted = None
        self._read()

    def _read(self) -> None:
        person = self.person_field.value()
        if person is None or self.family_id is None:
            return
        self.decisions = {}
        self._file = None
        self._enable()
        self._tasks.query(
            access_service.access_file,
            self._desk,
            self.family_id,
            person,
            then=self._take,
            failed=self._show_trouble,
            key="file",
        )

    def _take(self, file: AccessFile) -> None:
        self._file = file
        self.title_changed.emit()
        self._show_passages()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_trouble(self, error: Exception) -> bool:
        if not isinstance(error, UserError):
            return False
        self.nothing.show_sentence(error.message)
        self._right.setCurrentWidget(self.nothing)
        return True

    def _show_passages(self) -> None:
        if self._file is None:
            return
        everything = self.everything_field.value()
        self.model.set_rows(self._file.passages if everything else self._file.to_review)
        self._right.setCurrentWidget(self.passage if self.model.rowCount() else self.nothing)
        self._show_passage(self.table.current_row)
        self._enable()

    def _show_passage(self, passage: Passage | None) -> None:
        if passage is not None:
            self.passage.show_passage(passage, self.decisions.get(passage.key, passage.proposal))

    def _decide(self, decision: Decision) -> None:
        passage = self.table.current_row
        if passage is not None:
            self.decisions[passage.key] = decision
            self.table.viewport().update()
            self._enable()

    def _go_on(self) -> None:
        """To the next that nobody decided about; when there is none left, to what comes next."""
        shown, file = self.model.shown_rows, self._file
        if file is None:
            return
        open_keys = {each.key for each in file.open_passages(self.decisions)}
        current = self.table.current_row
        place = 0 if current is None else self.model.place_of(current.key)
        following = next((each for each in (*shown[place:], *shown[:place]) if each.key in open_keys), None)
        if following is not None:
            self.table.choose(following.key)
        else:
            self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enable(self) -> None:
        left = () if self._file is None else self._file.open_passages(self.decisions)
        is_ready = self._file is not None and not left
        for made in (self.save_button, self.print_button):
            made.setEnabled(is_ready)
        self.accept_button.setEnabled(bool(left))
        if self._file is None:
            self.count_label.setText("")
        elif left:
            self.count_label.setText(f"Nog {counted(len(left), 'tekst', 'teksten')} na te kijken")
        else:
            self.count_label.setText("Alles is nagekeken")

    # ---------------------------------------------------------------------------------------------------- letting go

    def _make(self, then: Callable[[bytes], None]) -> None:
        if self._file is not None:
            self._tasks.compute(
                access_service.make_access_paper,
                self._file,
                dict(self.decisions),
                then=then,
                key="paper",
                owner=self,
            )

    def _note(self, outlet: Outlet, then: Callable[[Done], object]) -> None:
        """Nothing leaves the program before it stands in the audit trail."""
        if self._file is not None:
            left_out = len(omissions(self._file.passages, self.decisions))
            self._tasks.run(
                access_service.note_access, self._desk, self.family_id, outlet, left_out, then=then
            )

    # ------------------------------------------------------------------------------------------------------- columns

    def _verdict(self, passage: Passage) -> str:
        decision = self.decisions.get(passage.key)
        if decision is not None:
            return decision.verdict.label
        return "Nog na te kijken" if passage.others else passage.proposal.verdict.label

    def _mark(self, passage: Passage) -> Mark | None:
        if passage.key in self.decisions:
            return Mark(Shape.DOT, "good")
        return Mark(Shape.RING, "warning") if passage.others else None

    def _tone(self, passage: Passage) -> Tone:
        is_open = passage.others and passage.key not in self.decisions
        return Tone.WARNING if is_open else Tone.SECONDARY


def _key(passage: Passage) -> object:
    return passage.key


def _about(passage: Passage) -> str:
    return passage.about


def _beginning(passage: Passage) -> str:
    return " ".join(passage.text.split())[:90]
