"""The left of the form: who, which domain of life, where something changed, and the keys."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.views.elements import divider, label, paragraph, scrolling
from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.signs import Shape, paint_shape
from gezinscoach_desktop.views.snapshot.route import Section, Who
from gezinscoach_desktop.views.snapshot.text_block import face, metrics
from gezinscoach_desktop.views.theme import TextStyle, Tone, color, grid, palette

WIDTH = 58
_KEYS = (
    "1–5 niveau     0 n.v.t.     ←→ stap",
    "↑↓ of Enter item     T toelichting",
    "Backspace terug naar vorige",
    "Tab verder in het item     F6 ander deel",
    "PgUp/PgDn andere persoon     F1 uitleg",
    "Ctrl+F zoek een item     Esc uit toelichting",
    "Ctrl+Z ongedaan     Ctrl+Enter afronden",
)


class SideRow(QAbstractButton):
    """A line to click: a name, a few words behind it, a dot where something changed."""

    stepped = Signal(int)
    """↑ or ↓ was pressed."""

    def __init__(self, text: str, trailing: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self._trailing = trailing
        self._is_touched = False
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name_it()

    @property
    def is_touched(self) -> bool:
        return self._is_touched

    def mark(self, *, is_chosen: bool, is_touched: bool) -> None:
        """Whether this is what is shown, and whether something in it changed."""
        if (is_chosen, is_touched) == (self.isChecked(), self._is_touched):
            return
        self.setChecked(is_chosen)
        self._is_touched = is_touched
        self._name_it()
        self.update()

    def _name_it(self) -> None:
        words = [self.text(), self._trailing, "gewijzigd" if self._is_touched else ""]
        self.setAccessibleName(", ".join(word for word in words if word))

    def nextCheckState(self) -> None:
        """What is chosen is decided by who listens."""

    def sizeHint(self) -> QSize:
        return QSize(grid(54), grid(8.25))

    def minimumSizeHint(self) -> QSize:
        """Narrower where a scroll bar needs the room: a long name then ends in …."""
        return QSize(grid(40), grid(8.25))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_on = self.isChecked()
        fill = colors.accent_soft if is_on else colors.hover if self.underMouse() else colors.side
        painter.setPen(QPen(color(colors.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(color(fill))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        box = self.rect().adjusted(grid(2), 0, -grid(2), 0)
        dot = grid(2)
        if self._is_touched:
            spot = QRectF(box.right() - dot, (self.height() - dot) / 2, dot, dot)
            paint_shape(painter, Shape.DOT, spot, fill=colors.accent)
        box.setRight(box.right() - dot - grid(1.5) if self._is_touched else box.right())
        painter.setFont(face(TextStyle.SMALL))
        painter.setPen(color(colors.secondary))
        painter.drawText(
            box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._trailing
        )
        used = metrics(TextStyle.SMALL).horizontalAdvance(self._trailing) if self._trailing else 0
        name_box = QRect(box.left(), 0, box.width() - used - (grid(2) if used else 0), self.height())
        painter.setFont(face(TextStyle.TEXT, strong=is_on))
        painter.setPen(color(colors.accent_soft_text if is_on else colors.text))
        shown = metrics(TextStyle.TEXT, strong=is_on).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, name_box.width()
        )
        painter.drawText(name_box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()


class SideList(QFrame):
    """Jumps to a person or a domain; ↑ and ↓ walk through it."""

    person_chosen = Signal(object)
    """UUID of the member; None is the household."""
    domain_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: dict[UUID | None, SideRow] = {}
        self._domains: dict[str, SideRow] = {}
        self._shown_people: tuple[Who, ...] = ()
        self._shows_absent = False
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setProperty("kind", "side")
        self.setFixedWidth(grid(WIDTH))
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(grid(2), grid(3), grid(2), grid(2))
        self._column.setSpacing(0)
        self._column.addWidget(_caption("Wie"))
        self._people_column = QVBoxLayout()
        self._people_column.setSpacing(0)
        self._column.addLayout(self._people_column)
        self._absent_button = QPushButton()
        self._absent_button.setProperty("kind", "link")
        self._absent_button.setAutoDefault(False)
        self._absent_button.setIconSize(QSize(14, 14))
        self._column.addWidget(self._absent_button)
        self._absent_column = QVBoxLayout()
        self._absent_column.setSpacing(0)
        self._column.addLayout(self._absent_column)
        self._column.addSpacing(grid(2))
        self._column.addWidget(_caption("Levensdomein"))
        self._domain_column = QVBoxLayout()
        self._domain_column.setSpacing(0)
        self._column.addLayout(self._domain_column)
        self._column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._scroll = scrolling(content)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(divider())
        whole.addWidget(self._make_hints())

    def _make_hints(self) -> QWidget:
        made = paragraph("\n".join(_KEYS), TextStyle.TINY, Tone.SECONDARY)
        made.setContentsMargins(grid(4), grid(2), grid(2), grid(3))
        made.setAccessibleName("Toetsen: " + "; ".join(_KEYS))
        return made

    def _connect(self) -> None:
        self._absent_button.clicked.connect(self._toggle_absent)

    # -------------------------------------------------------------------------------------------------- showing

    def show_people(self, people: Sequence[Who]) -> None:
        """The household and the members; who is not present on the date is folded behind “Ook …”."""
        if tuple(people) == self._shown_people:
            return
        self._shown_people = tuple(people)
        _empty(self._people_column)
        _empty(self._absent_column)
        self._people.clear()
        for who in people:
            row = SideRow(who.name, who.age)
            row.clicked.connect(self._choose_person)
            row.stepped.connect(self._step)
            self._people[who.id] = row
            (self._people_column if who.is_present else self._absent_column).addWidget(row)
            row.show()
        self._show_absent()

    def show_domains(self, sections: Sequence[Section]) -> None:
        """The domains of the person shown."""
        if [section.key for section in sections] == list(self._domains):
            return
        _empty(self._domain_column)
        self._domains.clear()
        for section in sections:
            row = SideRow(section.name)
            row.clicked.connect(self._choose_domain)
            row.stepped.connect(self._step)
            self._domains[section.key] = row
            self._domain_column.addWidget(row)
            row.show()

    def mark(
        self, person: UUID | None, domain: str, *, touched_people: set[UUID | None], touched_domains: set[str]
    ) -> None:
        """What is shown now, and where something changed."""
        for owner, row in self._people.items():
            row.mark(is_chosen=owner == person, is_touched=owner in touched_people)
        for key, row in self._domains.items():
            row.mark(is_chosen=key == domain, is_touched=key in touched_domains)
        if domain in self._domains:
            self._scroll.ensureWidgetVisible(self._domains[domain], 0, grid(2))
        absent = {who.id for who in self._shown_people if not who.is_present}
        if not self._shows_absent and (person in absent or absent & touched_people):
            self._shows_absent = True
            self._show_absent()

    def focus_chosen(self) -> None:
        """Bring the keyboard to the person shown."""
        chosen = next((row for row in self._people.values() if row.isChecked()), None)
        if chosen is not None:
            chosen.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def person_row(self, person: UUID | None) -> SideRow:
        return self._people[person]

    def domain_row(self, key: str) -> SideRow:
        return self._domains[key]

    @property
    def absent_button(self) -> QPushButton:
        return self._absent_button

    @property
    def rows(self) -> list[SideRow]:
        """Every row that can be seen, from top to bottom."""
        return [row for row in (*self._people.values(), *self._domains.values()) if not row.isHidden()]

    # ---------------------------------------------------------------------------------------------------- slots

    def _toggle_absent(self) -> None:
        self._shows_absent = not self._shows_absent
        self._show_absent()

    def _show_absent(self) -> None:
        absent = [who for who in self._shown_people if not who.is_present]
        self._absent_button.setVisible(bool(absent))
        names = ", ".join(who.name for who in absent)
        text = f"Ook {names}" if len(absent) == 1 else f"Ook {counted(len(absent), 'ander', 'anderen')}"
        self._absent_button.setText(text)
        self._absent_button.setToolTip(f"Niet in het gezin op deze datum: {names}")
        self._absent_button.setAccessibleName(f"{text}, niet in het gezin op deze datum")
        self._absent_button.setIcon(icon("chevron-down" if self._shows_absent else "chevron-right", "accent"))
        for who in absent:
            self._people[who.id].setVisible(self._shows_absent)

    def _choose_person(self) -> None:
        pressed = self.sender()
        for person, row in self._people.items():
            if row is pressed:
                self.person_chosen.emit(person)
                return

    def _choose_domain(self) -> None:
        pressed = self.sender()
        for key, row in self._domains.items():
            if row is pressed:
                self.domain_chosen.emit(key)
                return

    def _step(self, step: int) -> None:
        rows: list[QAbstractButton] = list(self.rows)
        pressed = self.sender()
        for place, row in enumerate(rows):
            if row is pressed:
                rows[(place + step) % len(rows)].setFocus(Qt.FocusReason.TabFocusReason)
                return


def _caption(text: str) -> QWidget:
    made = label(text, TextStyle.SMALL, Tone.SECONDARY)
    made.setContentsMargins(grid(2), 0, 0, 0)
    made.setFixedHeight(grid(8))
    made.setProperty("textStyle", TextStyle.STRONG.value)
    return made


def _empty(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
