"""Which roles somebody has: a check for each, with what it may."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.views.account.words import ROLE_HINTS
from gezinscoach_desktop.views.elements import paragraph
from gezinscoach_desktop.views.fields import CheckField
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid


class RolesField(QWidget):
    """One person may hold several."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.checks = {role: CheckField(role.label) for role in OfficeRole}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for role, check in self.checks.items():
            hint = paragraph(ROLE_HINTS[role], TextStyle.SMALL, Tone.SECONDARY)
            hint.setContentsMargins(grid(6.5), 0, 0, grid(1.5))
            check.setAccessibleDescription(ROLE_HINTS[role])
            check.edited.connect(self.edited)
            column.addWidget(check)
            column.addWidget(hint)
        self.setFocusProxy(self.checks[OfficeRole.COACH])

    def value(self) -> frozenset[OfficeRole]:
        return frozenset(role for role, check in self.checks.items() if check.value())

    def set_value(self, roles: frozenset[OfficeRole]) -> None:
        for role, check in self.checks.items():
            check.set_value(role in roles)
