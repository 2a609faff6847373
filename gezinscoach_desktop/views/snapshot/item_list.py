"""The middle of the form: the items of one person under their domains, one of them open."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QScrollArea, QWidget

from gezinscoach_desktop.domain.snapshot import Place
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.views.elements import heading
from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.snapshot.banner import Banner
from gezinscoach_desktop.views.snapshot.card_access import speak_cards
from gezinscoach_desktop.views.snapshot.card_column import CardColumn
from gezinscoach_desktop.views.snapshot.card_editor import CardEditor
from gezinscoach_desktop.views.snapshot.content import CardContent
from gezinscoach_desktop.views.snapshot.item_card import ItemCard, height_of
from gezinscoach_desktop.views.snapshot.past import EarlierNote
from gezinscoach_desktop.views.snapshot.route import Section
from gezinscoach_desktop.views.theme import grid

ContentOf = Callable[[Place], CardContent]


class FoldButton(QPushButton):
    """Shows or hides the items of a domain that do not fit the age."""

    toggled_domain = Signal(str)

    def __init__(self, section: Section, parent: QWidget) -> None:
        super().__init__(parent)
        self._key = section.key
        count = counted(len(section.folded), "item dat", "items die")
        verb = "past" if len(section.folded) == 1 else "passen"
        self.setText(f"{count} niet bij deze leeftijd {verb}")
        self.setProperty("kind", "link")
        self.setAutoDefault(False)
        is_open = section.is_unfolded
        self.setIcon(icon("chevron-down" if is_open else "chevron-right", "accent"))
        self.setIconSize(QSize(14, 14))
        self.setAccessibleName(
            f"{section.name}: {self.text()}, {'opengevouwen' if is_open else 'dichtgevouwen'}"
        )
        self.clicked.connect(self._tell)

    def _tell(self) -> None:
        self.toggled_domain.emit(self._key)


class ItemList(QScrollArea):
    """Builds the cards of one person; the editor with note and reasons moves to the card that is open."""

    commanded = Signal(object)
    """CardCommand."""
    fold_toggled = Signal(str)
    tabbed = Signal(int)
    """Tab (1) went beyond the note of the open item, or Shift+Tab (-1) before its scale."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        speak_cards()
        self._parts: list[tuple[QWidget, int]] = []
        self._cards: dict[Place, ItemCard] = {}
        self._headings: dict[str, QLabel] = {}
        self._open: ItemCard | None = None
        self._banner: Banner | None = None
        self._build()

    def _build(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._column = CardColumn()
        self.setWidget(self._column)
        self.editor = CardEditor(self)
        self.editor.hide()
        self.editor.resized.connect(self._fit_open)

    # -------------------------------------------------------------------------------------------------- showing

    @property
    def cards(self) -> tuple[ItemCard, ...]:
        """The cards from top to bottom."""
        return tuple(self._cards.values())

    @property
    def open_card(self) -> ItemCard | None:
        return self._open

    @property
    def banner(self) -> Banner | None:
        return self._banner

    def card(self, place: Place) -> ItemCard | None:
        return self._cards.get(place)

    def show_banner(self, banner: Banner | None) -> None:
        """A remark above the items, such as that the first measurement may be incomplete."""
        if self._banner is not None:
            self._banner.deleteLater()
        self._banner = banner

    def show_person(self, sections: Sequence[Section], content_of: ContentOf) -> None:
        """Build everything of one person anew; nothing is open afterwards."""
        self._clear()
        if self._banner is not None:
            self._banner.setParent(self._column)
            self._add(self._banner, grid(4))
        for section in sections:
            self._add_section(section, content_of)
        self._arrange()

    def _add_section(self, section: Section, content_of: ContentOf) -> None:
        title = heading(section.name)
        title.setParent(self._column)
        self._headings[section.key] = title
        self._add(title, grid(5) if self._parts else grid(4.5))
        for place in section.shown:
            card = ItemCard(content_of(place), self._column)
            card.commanded.connect(self.commanded)
            self._cards[place] = card
            self._add(card, grid(2))
        if section.folded:
            fold = FoldButton(section, self._column)
            fold.toggled_domain.connect(self.fold_toggled)
            self._add(fold, grid(1.5))

    def show_contents(self, content_of: ContentOf) -> None:
        """Show every card as it is now."""
        for place, card in self._cards.items():
            card.show_content(content_of(place))

    def open_place(
        self, place: Place, earlier: EarlierNote | None, *, keeps_place: bool = False, is_at_top: bool = False
    ) -> None:
        """Open one card and close the other; `keeps_place` leaves it where the mouse is, `is_at_top` brings up its domain."""
        card = self._cards[place]
        before = card.y() - self.verticalScrollBar().value()
        if card is not self._open:
            self._close_open()
            self._open = card
            card.open_with(self.editor)
        self.show_editor(earlier)
        self._arrange()
        if keeps_place:
            self.verticalScrollBar().setValue(card.y() - before)
        if is_at_top:
            self._bring_up(card)
        self._make_visible(card)

    def show_editor(self, earlier: EarlierNote | None) -> None:
        """Bring note and reasons of the open card up to date."""
        if self._open is not None:
            self.editor.show_content(self._open.content, earlier)
            self._fit_open()

    def keep_visible(self) -> None:
        """The open card grew: scroll so that all of it is seen, where there is room."""
        if self._open is not None:
            self._make_visible(self._open)

    def toggle_help(self) -> None:
        """Show or hide what the open item means."""
        if self._open is not None:
            self._open.toggle_help()
            self._arrange()
            self._make_visible(self._open)

    def focus_scale(self) -> None:
        """Bring the keyboard to the open scale."""
        if self._open is not None:
            self._open.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_note(self) -> None:
        """Bring the keyboard to the note of the open card."""
        if self._open is not None:
            self.editor.note_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._make_visible(self._open)

    # ------------------------------------------------------------------------------------------------- walking

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab goes through the open card and then to what lies below it; the cards themselves come and go."""
        focused = QApplication.focusWidget()
        if focused is None or not focused.isVisible():  # Qt also asks when what has the focus is hidden
            return super().focusNextPrevChild(is_next)
        parts = [part for part, _ in self._parts if part.isVisible()]
        here = next((n for n, one in enumerate(parts) if one is focused or one.isAncestorOf(focused)), None)
        if here is None:
            return super().focusNextPrevChild(is_next)
        step = 1 if is_next else -1
        if not self._walk_within(parts[here], focused, step):
            self._walk_on(parts[here + 1 :] if is_next else parts[:here][::-1], step)
        return True

    def _walk_within(self, part: QWidget, focused: QWidget, step: int) -> bool:
        """To the next halt of the open card; False when that lies outside it."""
        if part is not self._open:
            return False
        stops = [part, *self.editor.stops()]
        following = (stops.index(focused) if focused in stops else 0) + step
        if not 0 <= following < len(stops):
            return False
        stops[following].setFocus(_tab_reason(step))
        return True

    def _walk_on(self, beyond: Sequence[QWidget], step: int) -> None:
        """To the next link or button among the cards, or else to the next card, which the form opens."""
        for part in beyond:
            if isinstance(part, ItemCard):
                break
            target = part.action_button if isinstance(part, Banner) else part
            if target.focusPolicy() & Qt.FocusPolicy.TabFocus and target.isVisible():
                self.ensureWidgetVisible(target)
                target.setFocus(_tab_reason(step))
                return
        self.tabbed.emit(step)

    # -------------------------------------------------------------------------------------------------- arranging

    def _clear(self) -> None:
        self._close_open()
        self.editor.setParent(self)  # it would be destroyed with its card
        for widget, _ in self._parts:
            if widget is not self._banner:
                widget.hide()
                widget.deleteLater()
        self._parts.clear()
        self._cards.clear()
        self._headings.clear()
        self.verticalScrollBar().setValue(0)

    def _close_open(self) -> None:
        if self._open is None:
            return
        self.editor.hide()
        self._open.close_card()
        self._open = None

    def _add(self, widget: QWidget, gap: int) -> None:
        self._parts.append((widget, gap))

    def _fit_open(self) -> None:
        if self._open is not None:
            self._open.fit_editor()
            self._arrange()

    def _arrange(self) -> None:
        """Stack everything; by hand, since 200 cards in a layout cost more than the cards themselves."""
        margin = grid(4.5)
        width = max(grid(100), self.viewport().width() - margin - grid(3))
        top = 0
        for widget, gap in self._parts:
            top += gap
            height = (
                height_of(widget, width) if not isinstance(widget, ItemCard) else widget.heightForWidth(width)
            )
            wide = widget.sizeHint().width() if isinstance(widget, FoldButton) else width
            widget.setGeometry(margin, top, wide, height)
            widget.show()
            top += height
        self._column.resize(self.viewport().width(), top + grid(4.5))

    def _bring_up(self, card: ItemCard) -> None:
        title = self._headings.get(card.content.item.domain_key)
        if title is not None:
            self.verticalScrollBar().setValue(title.y() - grid(4.5))

    def _make_visible(self, card: ItemCard) -> None:
        """Scroll as little as needed; a card taller than the view shows its top."""
        bar = self.verticalScrollBar()
        top, bottom = card.y() - grid(2), card.y() + card.height() + grid(2)
        first = card is self.cards[0]
        if top < bar.value():
            bar.setValue(0 if first else top - grid(8))
        elif bottom > bar.value() + self.viewport().height():
            bar.setValue(min(top, bottom - self.viewport().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() or not self._parts:
            self._arrange()
            if self._open is not None:
                self._make_visible(self._open)


def _tab_reason(step: int) -> Qt.FocusReason:
    return Qt.FocusReason.TabFocusReason if step > 0 else Qt.FocusReason.BacktabFocusReason
