"""Life domains as chips that can each be switched on: as many as apply."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.views.snapshot.chips import ChoiceChip
from gezinscoach_desktop.views.theme import grid

_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class DomainsField(QWidget):
    """One stop for Tab; ← and → walk through the chips, space switches one on or off."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips = {domain: ChoiceChip(domain.short, self) for domain in LifeDomain}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for place, (domain, chip) in enumerate(self.chips.items()):
            chip.setAccessibleName(domain.label)
            chip.setToolTip("" if domain.short == domain.label else domain.label)
            chip.setFocusPolicy(Qt.FocusPolicy.ClickFocus if place else Qt.FocusPolicy.StrongFocus)
            chip.clicked.connect(self.edited)
        self.setFocusProxy(self.chips[LifeDomain.ADMINISTRATION])

    def value(self) -> tuple[LifeDomain, ...]:
        """What is on, in the order of the list."""
        return tuple(domain for domain, chip in self.chips.items() if chip.isChecked())

    def set_value(self, domains: Iterable[LifeDomain]) -> None:
        chosen = set(domains)
        for domain, chip in self.chips.items():
            chip.setChecked(domain in chosen)
        self._arrange(self.width(), move=True)

    def _arrange(self, width: int, *, move: bool) -> int:
        """Lay the chips out in lines; returns the height they take."""
        gap, left, top, height = grid(1.5), 0, 0, grid(7)
        for chip in self.chips.values():
            size = chip.sizeHint()
            if left and left + size.width() > width:
                left, top = 0, top + height + gap
            if move:
                chip.setGeometry(QRect(QPoint(left, top), size))
            left += size.width() + gap
        return top + height

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(width, move=False)

    def sizeHint(self) -> QSize:
        return QSize(grid(120), self.heightForWidth(max(self.width(), grid(120))))

    def minimumSizeHint(self) -> QSize:
        return QSize(grid(40), grid(7))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self.width(), move=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chips = list(self.chips.values())
        focused = next((place for place, chip in enumerate(chips) if chip.hasFocus()), None)
        if event.key() in _STEPS and focused is not None:
            following = chips[(focused + _STEPS[Qt.Key(event.key())]) % len(chips)]
            following.setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)
