"""What stands in the first window: signing in with quiet links, or nothing but the four ways to begin."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.views.account.sign_in_form import SignInForm
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import button, label, paragraph, set_tone
from gezinscoach_desktop.views.setup.choices import Choices
from gezinscoach_desktop.views.setup.draft import is_unfinished, kept_draft
from gezinscoach_desktop.views.setup.ways import NEW, WAYS, Logo, OtherWays
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_WIDTH, _WIDTH_OF_WAYS = 105, 140
_FIRST = "Hoe wil je beginnen?"
_KNOWN = "Open het kantoor van je organisatie."
_UNFINISHED = "Dit kantoor is nog niet helemaal klaar. Na het aanmelden ga je verder waar je stopte."


class OpeningCard(QFrame):
    """Which of the two it shows, and the sentence above them; what is done with it is the window's."""

    def __init__(self, dialogs: Dialogs, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setProperty("kind", "card")
        self._note = paragraph("", TextStyle.TEXT, Tone.ACCENT)
        self.sign_in = SignInForm(dialogs)
        self.links = OtherWays()
        self.ways = Choices(WAYS, name=_FIRST)
        self.help_button = button("Hulp bij het beginnen", "link", "help")
        self.help_button.setToolTip("F1")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(grid(8), grid(7), grid(8), grid(6))
        inside.setSpacing(grid(4))
        inside.addLayout(self._make_top())
        for widget in (self._note, self.sign_in, self.links, self.ways):
            inside.addWidget(widget)
        inside.addWidget(self.help_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._note.hide()
        self.sign_in.place_field.edited.connect(self._follow_place)

    def _make_top(self) -> QHBoxLayout:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        self._subtitle = label("", TextStyle.SMALL, Tone.SECONDARY)
        texts.addWidget(label("Gezinscoach", TextStyle.TITLE))
        texts.addWidget(self._subtitle)
        row = QHBoxLayout()
        row.setSpacing(grid(3))
        row.addWidget(Logo())
        row.addLayout(texts, 1)
        return row

    @property
    def is_choosing(self) -> bool:
        """No office is known here: there is nothing but the four ways."""
        return not self.ways.isHidden()

    def show_form(self, *, is_known: bool) -> None:
        """Signing in, or the four ways."""
        self._subtitle.setText(_KNOWN if is_known else _FIRST)
        self.setFixedWidth(grid(_WIDTH if is_known else _WIDTH_OF_WAYS))
        self.sign_in.setVisible(is_known)
        self.links.setVisible(is_known)
        self.ways.setVisible(not is_known)
        self.help_button.setVisible(not is_known)
        self._follow_place()

    def invite(self) -> None:
        """The four ways, and what was begun here before with the way to go on."""
        draft = kept_draft(self._settings)
        if draft.is_begun:
            name = f"“{draft.name}”" if draft.name else "een nieuw kantoor"
            self.ways.card(NEW).show_sentence(
                f"Je begon aan {name}. Wat je typte, staat er nog: ga hier verder."
            )
        self.ways.take_focus()

    def show_place(self) -> None:
        """What is to be said of the office that is chosen."""
        self._follow_place()

    def tell(self, sentence: str, tone: Tone = Tone.ERROR) -> None:
        """Above the button of who signs in, or above the four ways."""
        if self.is_choosing:
            self._show_note(sentence, tone)
        else:
            self.sign_in.tell(sentence)

    def set_busy(self, is_busy: bool) -> None:
        self.sign_in.set_busy(is_busy)
        for widget in (*self.links.buttons, self.ways):
            widget.setEnabled(not is_busy)

    def _follow_place(self) -> None:
        place = self.sign_in.place_field.value() or ""
        is_told = not self.sign_in.isHidden() and is_unfinished(self._settings, place)
        self._show_note(_UNFINISHED if is_told else "", Tone.ACCENT)

    def _show_note(self, sentence: str, tone: Tone) -> None:
        self._note.setText(sentence)
        set_tone(self._note, tone)
        self._note.setVisible(bool(sentence))
