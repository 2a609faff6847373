"""The window of Ctrl+K: type a few letters, and go there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.find import Findable, FindIndex, FoundKind, Hit, best, most_used
from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.services import find as find_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.find import MOST, Catalogue
from gezinscoach_desktop.views.elements import button, divider, label, paragraph
from gezinscoach_desktop.views.fields import SearchField
from gezinscoach_desktop.views.find.hits_view import ROW, HitsView
from gezinscoach_desktop.views.tasks import Tasks, is_expected
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_WIDTH = 156
_LINES = 8
_PAGE = 6
_OF_EACH = 6
_FAMILIES = frozenset({FoundKind.FAMILY, FoundKind.MEMBER})
_HINT = "Enter: openen"
_HINT_OF_FAMILY = f"{_HINT}   ·   Ctrl+Enter: nieuw contactmoment met dit gezin"
_NOTHING = (
    "Niets gevonden. Zoek op een naam, een code, een straat, een telefoonnummer, een dienst of een scherm."
)


class Palette(QDialog):
    """Made anew each time, so that nothing of what was found stays behind. `near` is what needs no office to be found."""

    chosen = Signal(object)
    """The Findable to go to."""
    read = Signal(object)
    """The Catalogue, once it was read and made ready: whoever keeps it is quicker the next time."""
    contact_wanted = Signal(object)
    """The Findable of the family, or of one of its members, to register a contact with."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        near: Sequence[Findable],
        known: Catalogue | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._tasks = tasks
        self._desk = desk
        self._near = FindIndex(near)
        self._catalogue = known
        self._has_looked = False
        self._build()
        self._connect()
        self._look("")

    def load(self) -> None:
        """Read what there is to find, unless that is known."""
        if self._catalogue is None:
            self._tasks.query(find_service.catalogue, self._desk, then=self._take_catalogue, key="catalogue")

    def _build(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Zoeken en openen")
        self.field = SearchField("Zoek een gezin, persoon, dienst, actie of scherm")
        self.hits = HitsView()
        self._nothing = paragraph(_NOTHING, TextStyle.TEXT, Tone.SECONDARY)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setContentsMargins(grid(8), 0, grid(8), 0)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.hits)
        self._stack.addWidget(self._nothing)
        self.hint = label(_HINT, TextStyle.SMALL, Tone.SECONDARY)
        self.close_button = button("Sluiten", "link")
        self.close_button.setToolTip("Esc")
        below = QHBoxLayout()
        below.setContentsMargins(grid(3), grid(1.5), grid(3), grid(1.5))
        below.addWidget(self.hint)
        below.addStretch(1)
        below.addWidget(self.close_button)
        frame = QFrame()
        frame.setProperty("kind", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        above = QVBoxLayout()
        above.setContentsMargins(grid(3), grid(3), grid(3), grid(3))
        above.addWidget(self.field)
        inside.addLayout(above)
        inside.addWidget(divider())
        inside.addWidget(self._stack, 1)
        inside.addWidget(divider())
        inside.addLayout(below)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._look)
        self.field.installEventFilter(self)
        self.hits.opened.connect(self._open)
        self.hits.marked.connect(self._tell_keys)
        self.close_button.clicked.connect(self.reject)

    # --------------------------------------------------------------------------------------------------- looking

    def _take_catalogue(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._look(self.field.text())
        self._tasks.compute(find_service.prepare, catalogue, then=self.read.emit, key="prepare", owner=self)

    def _look(self, text: str) -> None:
        if not text.strip():
            self._show_used()
            return
        self._has_looked = True
        if self._catalogue is None:
            self._show_hits(())
        elif self._catalogue.is_whole:  # everything is here: no need to wait for what reads the office
            self._tasks.compute(
                find_service.find, self._desk, self._catalogue, text, then=self._show_hits, key="find"
            )
        else:
            self._tasks.query(
                find_service.find, self._desk, self._catalogue, text, then=self._show_hits, key="find"
            )

    def _show_hits(self, hits: tuple[Hit, ...]) -> None:
        text = self.field.text()
        if not text.strip():  # emptied while it was looked up
            return
        found = best((*hits, *self._near.find(text, MOST)), MOST)
        self.hits.show_entries([hit.entry for hit in found])
        self._tell_keys()
        is_empty = not found and self._catalogue is not None
        self._stack.setCurrentIndex(1 if is_empty else 0)

    def _show_used(self) -> None:
        """Nothing was typed: the families and the screens that I open most; at first, what there is to do."""
        families = () if self._catalogue is None else self._catalogue.most_used[:_OF_EACH]
        near = most_used(self._near.entries, _OF_EACH) or tuple(
            entry for entry in self._near.entries if entry.kind is not FoundKind.HELP
        )
        self.hits.show_entries((*families, *near)[:MOST])
        self._stack.setCurrentIndex(0)

    # --------------------------------------------------------------------------------------------------- choosing

    def _open(self, entry: Findable) -> None:
        self.accept()
        self.chosen.emit(entry)

    def _tell_keys(self) -> None:
        """Only the keys that do something with the line that is chosen."""
        entry = self.hits.current
        is_family = entry is not None and entry.kind in _FAMILIES
        self.hint.setText(_HINT_OF_FAMILY if is_family else _HINT)

    def _begin_contact(self) -> None:
        entry = self.hits.current
        if entry is not None and entry.kind in _FAMILIES:
            self.accept()
            self.contact_wanted.emit(entry)

    def _handle_key(self, event: QKeyEvent) -> bool:
        is_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match event.key():
            case Qt.Key.Key_Down:
                self.hits.move_by(1)
            case Qt.Key.Key_Up:
                self.hits.move_by(-1)
            case Qt.Key.Key_PageDown:
                self.hits.move_by(_PAGE)
            case Qt.Key.Key_PageUp:
                self.hits.move_by(-_PAGE)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if is_control:
                self._begin_contact()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if self.hits.current is not None:
                    self._open(self.hits.current)
            case Qt.Key.Key_Escape:
                self.reject()
            case _:
                return False
        return True

    def _note(self) -> None:
        """Whoever looks through families is seen, as who opens one is."""
        may_look = reach(self._desk.account.roles, Action.LIST_FAMILIES) is not Reach.NONE
        if self._has_looked and may_look:
            found = sum(entry.kind in _FAMILIES for entry in self.hits.entries)
            self._tasks.run(find_service.note_search, self._desk, found, failed=is_expected)

    def done(self, result: int) -> None:
        self._note()
        self._has_looked = False
        super().done(result)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._handle_key(event)
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        over = self.parentWidget()
        if not event.spontaneous() and over is not None:
            window = over.window()
            width = min(grid(_WIDTH), window.width() - grid(8))
            height = min(grid(ROW * _LINES) + grid(28), window.height() - grid(24))
            self.resize(width, height)
            self.move(window.mapToGlobal(QPoint((window.width() - width) // 2, grid(16))))
        super().showEvent(event)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
