"""A letter to a service about a family: the form at the left, the letter as it will be at the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Done, Noun
from gezinscoach_desktop.domain.consent import ConsentInput, ConsentKind
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.errors import InvalidInput, UserError
from gezinscoach_desktop.domain.family import family_title
from gezinscoach_desktop.domain.letter import Letter, LetterInput, plain_text
from gezinscoach_desktop.services import letter as letter_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.dossier import Outlet
from gezinscoach_desktop.services.letter import LetterBasis
from gezinscoach_desktop.views.consent.consent_dialog import ConsentDialog
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.directory.service_field import ServiceField
from gezinscoach_desktop.views.elements import button, heading, label, paragraph, scrolling, set_tone
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.fields import CheckField, ComboField, NoteField
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.letter.block_choice import BlockChoice
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.printing.outlets import Outlets
from gezinscoach_desktop.views.printing.pages_view import PagesView
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_TITLE = "Brief aan een dienst"
_WIDTH = 98
_CHOOSE = "Kies links een dienst. Het programma kijkt na wat het gezin met die dienst laat delen."


class LetterPage(Page):
    """Nothing goes out without a consent that holds today; what is missing is said, and can be noted at once."""

    family_id: UUID
    nouns: ClassVar[frozenset[Noun]] = frozenset(
        {Noun.CONSENT, Noun.SERVICE, Noun.FAMILY, Noun.MEMBER, Noun.REQUEST, Noun.ACTION, Noun.NETWORK}
    )
    help_topic: ClassVar[str] = "brieven"

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
        self._messages = messages
        self._outlets = Outlets(tasks, dialogs, messages, self._note, self)
        self.family_id = family_id
        self._basis: LetterBasis | None = None
        self._letter: Letter | None = None
        self._pdf = b""
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader(_TITLE)
        self.header.show_back()
        self.copy_button = self.header.add_command("Tekst kopiëren", "copy", self.copy_text)
        self.save_button = self.header.add_command("Opslaan als PDF", "save", self.save, hint="Ctrl+S")
        self.print_button = self.header.add_command(
            "Afdrukken", "print", self.print_here, kind="primary", hint="Ctrl+P"
        )
        self.pages = PagesView(self._tasks)
        self.trouble = EmptyState("mail", _CHOOSE)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.trouble)
        self._stack.addWidget(self.pages)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self._build_form())
        body.addWidget(self._stack, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addLayout(body, 1)
        self._enable(is_ready=False)

    def _build_form(self) -> QFrame:
        self.service_field = ServiceField(self._tasks, self._desk, may_add=False)
        self.person_field: ComboField[UUID | None] = ComboField()
        self.about_field: ComboField[UUID | None] = ComboField()
        self.consent_field: ComboField[UUID] = ComboField()
        self.consent_label = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self.consent_button = button("Toestemming noteren…", "secondary", "handshake")
        self.blocks = BlockChoice()
        self.question_field = NoteField(fewest_lines=4, most_lines=14)
        self.timeline_field = CheckField("Ook bij de contacten noteren")
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(grid(4), grid(4), grid(4), grid(3))
        self._column.setSpacing(grid(1))
        self._add("Aan welke dienst", self.service_field)
        self._add("Ter attentie van", self.person_field)
        self._add("Over wie", self.about_field)
        self._column.addWidget(heading("Toestemming"))
        self._add("Waarvoor", self.consent_field)
        self._column.addWidget(self.consent_label)
        self._column.addWidget(self.consent_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addSpacing(grid(2))
        self._column.addWidget(heading("Wat komt erin?"))
        self._column.addWidget(self.blocks)
        self._add("Wat je vraagt of vertelt", self.question_field)
        self._column.addWidget(self.timeline_field)
        self._column.addStretch(1)
        side = QFrame()
        side.setProperty("kind", "side")
        side.setFixedWidth(grid(_WIDTH))
        whole = QVBoxLayout(side)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inside))
        return side

    def _add(self, text: str, field: QWidget) -> None:
        caption = label(text, TextStyle.SMALL, Tone.SECONDARY)
        caption.setBuddy(field)
        field.setAccessibleName(text)
        self._column.addWidget(caption)
        self._column.addWidget(field)
        self._column.addSpacing(grid(1.5))

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self.service_field.edited.connect(self._follow_service)
        self.consent_field.edited.connect(self._follow_consent)
        for field in (self.person_field, self.about_field, self.blocks, self.question_field):
            field.edited.connect(self._rebuild)
        self.consent_button.clicked.connect(self.note_consent)
        self.pages.shown.connect(self._show_ready)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.save)

    @property
    def title(self) -> str:
        """The code: other programs can read it."""
        return _TITLE if self._basis is None else f"{_TITLE} {self._basis.content.code}"

    @property
    def value(self) -> LetterInput | None:
        """What was chosen and written; None without a service."""
        service = self.service_field.value()
        if service is None:
            return None
        return LetterInput(
            service_id=service,
            consent_id=self.consent_field.value(),
            person_id=self.person_field.value(),
            about=self.about_field.value(),
            blocks=self.blocks.blocks,
            confirmed=self.blocks.confirmed,
            question=self.question_field.value(),
        )

    def load(self) -> None:
        self._tasks.query(
            letter_service.letter_basis, self._desk, self.family_id, then=self._take_basis, key="basis"
        )

    def go_to(self, part: str) -> None:
        """`part` is the service."""
        if part:
            self.service_field.set_value(UUID(part))
            self._follow_service()

    def note_consent(self) -> None:
        """Note what the family lets share with this service."""
        dialog = ConsentDialog(
            self._tasks, self._desk, self.family_id, ConsentKind.SHARING, parent=self.window()
        )
        service = self.service_field.value()
        if service is not None:
            dialog.partner.set_value(service)
        dialog.saved.connect(self.load)
        dialog.open()

    def copy_text(self) -> None:
        """As plain text on the clipboard, which the program clears after a minute."""
        if self.copy_button.isEnabled():
            self._note(Outlet.CLIPBOARD, self._copy)

    def save(self) -> None:
        """Ask where, and write it there."""
        if not self.save_button.isEnabled() or self._basis is None:
            return
        suggested = letter_service.letter_file_name(self._basis.content.code, self._desk.today().isoformat())
        path = self._outlets.ask_path("Brief opslaan", suggested)
        if path is not None:
            self._outlets.save(path, self._pdf)

    def print_here(self) -> None:
        if self.print_button.isEnabled():
            self._outlets.print_at_once(self.title, self._pdf, self.pages.page_count)

    # ------------------------------------------------------------------------------------------------------ choosing

    def _take_basis(self, basis: LetterBasis) -> None:
        is_first = self._basis is None
        self._basis = basis
        content = basis.content
        self.header.set_title(_TITLE, f"{family_title(content.name, content.code)} · {content.code}")
        members = [(member.display_name, member.id) for member in content.life.members]
        self.about_field.set_choices([("Het hele gezin", None), *members])
        if self.about_field.currentIndex() < 0:
            self.about_field.setCurrentIndex(0)
        self.title_changed.emit()
        self._follow_service()
        if is_first:
            first = self.service_field if self.service_field.value() is None else self.question_field
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow_service(self) -> None:
        service = self.service_field.value()
        if self._basis is None:
            return
        people = () if service is None else self._basis.people(service)
        self.person_field.set_choices(
            [("Niemand in het bijzonder", None), *((name, id_) for id_, name in people)]
        )
        if self.person_field.currentIndex() < 0:
            self.person_field.setCurrentIndex(0)
        consents = () if service is None else self._basis.consents(service)
        self.consent_field.set_choices([(each.details.purpose, each.id) for each in consents])
        self.consent_field.setEnabled(len(consents) > 0)
        self._follow_consent()

    def _follow_consent(self) -> None:
        consent = self._consent
        self.blocks.show_consent(consent)
        self._say_consent(consent)
        self._rebuild()

    @property
    def _consent(self) -> ConsentInput | None:
        service, chosen = self.service_field.value(), self.consent_field.value()
        if self._basis is None or service is None:
            return None
        return next((each.details for each in self._basis.consents(service) if each.id == chosen), None)

    def _say_consent(self, consent: ConsentInput | None) -> None:
        is_missing = consent is None and self.service_field.value() is not None
        if consent is not None:
            self.consent_label.setText(f"Van {format_date(consent.given_on)}: “{consent.content}”")
        elif is_missing:
            self.consent_label.setText("Er loopt geen toestemming om met deze dienst gegevens te delen.")
        else:
            self.consent_label.setText("")
        set_tone(self.consent_label, Tone.ERROR if is_missing else Tone.SECONDARY)
        self.consent_button.setVisible(self.service_field.value() is not None)

    def _rebuild(self) -> None:
        """Make the letter again; what is missing takes its place."""
        wanted = self.value
        self._letter = None
        self._enable(is_ready=False)
        if self._basis is None or wanted is None:
            self._show_trouble(_CHOOSE)
            return
        try:
            self._letter = self._basis.compose(wanted)
        except InvalidInput as error:
            self._show_trouble(error.message)
            return
        self._tasks.compute(
            letter_service.make_letter_paper,
            self._letter,
            then=self._take_paper,
            failed=self._fail,
            key="letter",
            owner=self,
        )

    def _take_paper(self, pdf: bytes) -> None:
        self._pdf = pdf
        if self._letter is not None:
            self._stack.setCurrentWidget(self.pages)
            self.pages.show_pdf(pdf)

    def _show_ready(self) -> None:
        self._enable(is_ready=self._letter is not None)

    def _fail(self, error: Exception) -> bool:
        if not isinstance(error, UserError):
            return False
        self._show_trouble(error.message)
        return True

    def _show_trouble(self, sentence: str) -> None:
        self.trouble.show_sentence(sentence)
        self._stack.setCurrentWidget(self.trouble)

    def _enable(self, *, is_ready: bool) -> None:
        for made in (self.copy_button, self.save_button, self.print_button):
            made.setEnabled(is_ready)

    # ---------------------------------------------------------------------------------------------------- letting go

    def _note(self, outlet: Outlet, then: Callable[[Done], object]) -> None:
        """Nothing leaves the program before it stands in the audit trail; the consent is looked at once more."""
        wanted = self.value
        if wanted is not None:
            self._tasks.run(
                letter_service.note_letter,
                self._desk,
                self.family_id,
                wanted,
                outlet,
                then=partial(self._let_go, wanted, then),
            )

    def _let_go(self, wanted: LetterInput, then: Callable[[Done], object], done: Done) -> None:
        then(done)
        if self.timeline_field.value():
            self.timeline_field.set_value(False)
            self._tasks.run(letter_service.keep_letter_as_contact, self._desk, self.family_id, wanted)

    def _copy(self, _: Done) -> None:
        if self._letter is not None:
            QGuiApplication.clipboard().setText(plain_text(self._letter))
            self._messages.good("De tekst staat op het klembord; over een minuut is hij daar weg.")
