"""The rules of a profile, domain by domain, as everybody may read them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.index import Profile
from gezinscoach_desktop.domain.instrument import Instrument
from gezinscoach_desktop.domain.profile_text import CriterionWords, DomainWords, in_words
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.views.elements import heading, label, paragraph
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid


class ProfileRules(QWidget):
    """Text only: it is read, not clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(grid(4))
        self._shown: list[QWidget] = []

    def show_rules(self, profile: Profile, instrument: Instrument) -> None:
        """Those of another profile."""
        for widget in self._shown:
            self._column.removeWidget(widget)
            widget.deleteLater()
        self._shown = [
            self._first(profile),
            *(self._domain(words) for words in in_words(profile, instrument)),
        ]
        for widget in self._shown:
            self._column.addWidget(widget)

    def _first(self, profile: Profile) -> QWidget:
        return paragraph(
            f"Een gezin is kansarm vanaf {counted(profile.deprived_from, 'zwak domein', 'zwakke domeinen')}, "
            f"en zwaar kansarm vanaf {profile.severe_from}. Zonder waarde voor een kernitem is een domein onbekend.",
        )

    def _domain(self, words: DomainWords) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(1))
        column.addWidget(heading(words.name))
        column.addWidget(paragraph(words.rule, TextStyle.SMALL, Tone.SECONDARY))
        lines = QGridLayout()
        lines.setHorizontalSpacing(grid(3))
        lines.setVerticalSpacing(grid(1))
        lines.setColumnStretch(2, 1)
        for row, each in enumerate(words.criteria):
            self._add_line(lines, row, each)
        column.addLayout(lines)
        return made

    def _add_line(self, lines: QGridLayout, row: int, words: CriterionWords) -> None:
        kind = label("Kern" if words.is_core else "Steunend", TextStyle.SMALL, Tone.SECONDARY)
        kind.setFixedWidth(grid(15))
        name = paragraph(words.name, TextStyle.STRONG if words.is_core else TextStyle.TEXT)
        name.setFixedWidth(grid(44))
        cut = f"{words.who}, tot en met {words.weak_to}: {words.level_text}"
        lines.addWidget(kind, row, 0, Qt.AlignmentFlag.AlignTop)
        lines.addWidget(name, row, 1, Qt.AlignmentFlag.AlignTop)
        lines.addWidget(paragraph(cut[:1].upper() + cut[1:], TextStyle.SMALL), row, 2)
