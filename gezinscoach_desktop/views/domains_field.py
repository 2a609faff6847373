"""Life domains as chips that can each be switched on: as many as apply."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.views.snapshot.chips import ChipFlow, ChoiceChip

_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class DomainsField(ChipFlow):
    """One stop for Tab; ← and → walk through the chips, space switches one on or off."""

    edited = Signal()
    widest: ClassVar[float] = 120

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips = {domain: ChoiceChip(domain.short, self) for domain in LifeDomain}
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

    def _flowing(self) -> Iterable[ChoiceChip]:
        return self.chips.values()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chips = list(self.chips.values())
        focused = next((place for place, chip in enumerate(chips) if chip.hasFocus()), None)
        if event.key() in _STEPS and focused is not None:
            following = chips[(focused + _STEPS[Qt.Key(event.key())]) % len(chips)]
            following.setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)
