"""Bewaren en loslaten: what is past its term, what waits for a second person, and what people ask about their data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Done, Noun
from gezinscoach_desktop.domain.letting_go import DisposalKind
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import letting_go as service
from gezinscoach_desktop.services import person_request as request_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.letting_go import Candidate, LettingGo, Proposal
from gezinscoach_desktop.services.person_request import OpenRequest
from gezinscoach_desktop.views.elements import button, paragraph
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.family.places import family_page
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.letting_go.decide_dialogs import ApproveDialog, KeepLongerDialog
from gezinscoach_desktop.views.letting_go.line import Line, of_candidate, of_proposal, of_request
from gezinscoach_desktop.views.letting_go.list_view import ListView
from gezinscoach_desktop.views.letting_go.places import own_data_of
from gezinscoach_desktop.views.letting_go.terms_dialog import TermsDialog
from gezinscoach_desktop.views.letting_go.words import AFTERWARDS, WHAT_IT_IS, terms_text
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_PROPOSE, _PROPOSE_ERASING = "Loslaten voorstellen", "Wissen voorstellen"


class Part(StrEnum):
    """The lists, in the order of their tabs."""

    PAST = "past"
    WAITING = "waiting"
    PUT_OFF = "put_off"
    DONE = "done"
    REQUESTS = "requests"

    @property
    def label(self) -> str:
        return {
            "past": "Voorbij de termijn",
            "waiting": "Wacht op goedkeuring",
            "put_off": "Langer bewaard",
            "done": "Losgelaten",
            "requests": "Vragen over eigen gegevens",
        }[self.value]


class LettingGoPage(Page):
    """Five lists under tabs; nothing happens by itself, and nothing by one person while there are two."""

    nouns: ClassVar[frozenset[Noun]] = frozenset(
        {Noun.LETTING_GO, Noun.FAMILY, Noun.PHASE, Noun.CONSENT, Noun.REFERRAL, Noun.SETTING}
    )
    help_topic: ClassVar[str] = "bewaren-en-loslaten"

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._shown: LettingGo | None = None
        self._is_first = True
        self._build()
        self._connect()

    @property
    def title(self) -> str:
        return "Bewaren en loslaten"

    def _build(self) -> None:
        self.header = PageHeader("Bewaren en loslaten")
        self.header.show_back()
        self.terms_button = self.header.add_command("Bewaartermijnen…", "clock", self.change_terms)
        self.terms_label = paragraph("", TextStyle.TEXT)
        self.what_label = paragraph(WHAT_IT_IS, TextStyle.SMALL, Tone.SECONDARY)
        self.backups_label = paragraph(AFTERWARDS, TextStyle.SMALL, Tone.SECONDARY)
        self.tab_bar = QTabBar()
        self.tab_bar.setAccessibleName("Onderdelen van Bewaren en loslaten")
        self.tab_bar.setDrawBase(False)
        self.tab_bar.setExpanding(False)
        self._build_buttons()
        self.views = {
            Part.PAST: self._list(
                Part.PAST,
                "Voorbij op",
                "Geen enkel dossier is voorbij zijn termijn.",
                (self.propose_button, self.erase_button, self.keep_button),
                has_ticks=True,
            ),
            Part.WAITING: self._list(
                Part.WAITING,
                "Voorgesteld op",
                "Hier wacht wat een coördinator voorstelde, tot een andere het goedkeurt.",
                (self.approve_button, self.refuse_button, self.withdraw_button),
            ),
            Part.PUT_OFF: self._list(
                Part.PUT_OFF,
                "Beslist op",
                "Geen dossier blijft langer dan zijn termijn.",
                (self.again_button,),
            ),
            Part.DONE: self._list(Part.DONE, "Gedaan op", "Er werd nog niets losgelaten."),
            Part.REQUESTS: self._list(
                Part.REQUESTS,
                "Antwoord voor",
                "Niemand wacht op een antwoord over de eigen gegevens. Een vraag noteer je in het dossier van het gezin.",
                (self.answer_button,),
                why="Wie vraagt",
            ),
        }
        self._stack = QStackedWidget()
        for part, view in self.views.items():
            self.tab_bar.addTab(part.label)
            self._stack.addWidget(view)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self._tab_row())
        content = QVBoxLayout()
        content.setContentsMargins(grid(4), grid(3), grid(4), grid(4))
        content.setSpacing(grid(3))
        content.addWidget(self.terms_label)
        content.addWidget(self.what_label)
        content.addWidget(self._stack, 1)
        content.addWidget(self.backups_label)
        whole.addLayout(content, 1)

    def _build_buttons(self) -> None:
        self.propose_button = button(_PROPOSE, "primary")
        self.erase_button = button(_PROPOSE_ERASING)
        self.keep_button = button("Langer bewaren…")
        self.approve_button = button("Goedkeuren…", "primary")
        self.refuse_button = button("Toch bewaren…")
        self.withdraw_button = button("Voorstel intrekken")
        self.again_button = button("Niet langer bewaren")
        self.answer_button = button("Naar de vraag", "primary")

    def _tab_row(self) -> QFrame:
        made = QFrame()
        made.setProperty("kind", "header")
        row = QHBoxLayout(made)
        row.setContentsMargins(grid(4), 0, grid(4), 0)
        row.addWidget(self.tab_bar, 1)
        return made

    def _list(
        self,
        part: Part,
        day: str,
        nothing: str,
        buttons: Sequence[object] = (),
        *,
        has_ticks: bool = False,
        why: str = "Waarom",
    ) -> ListView:
        empty = EmptyState("checkmark-circle", nothing)
        view = ListView(part.label, day, empty, buttons, has_ticks=has_ticks, why=why)  # type: ignore[arg-type]
        view.opened.connect(self._open)
        return view

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self.tab_bar.currentChanged.connect(self._stack.setCurrentIndex)
        self.tab_bar.currentChanged.connect(self._show_choices)
        self.propose_button.clicked.connect(partial(self.propose, None))
        self.erase_button.clicked.connect(partial(self.propose, DisposalKind.ERASE))
        self.keep_button.clicked.connect(self.keep_longer)
        self.approve_button.clicked.connect(self.approve)
        self.refuse_button.clicked.connect(self.refuse)
        self.withdraw_button.clicked.connect(self.take_back)
        self.again_button.clicked.connect(self.take_back)
        self.answer_button.clicked.connect(self.answer)
        self.views[Part.PAST].ticks_changed.connect(self._show_ticks)
        self.views[Part.WAITING].table.row_chosen.connect(self._show_choices)

    @property
    def current(self) -> ListView:
        """The list in sight."""
        return self.views[list(Part)[self.tab_bar.currentIndex()]]

    def go_to(self, part: str) -> None:
        if part in {each.value for each in Part}:
            self.tab_bar.setCurrentIndex([each.value for each in Part].index(part))

    def load(self) -> None:
        self._tasks.query(service.read_letting_go, self._desk, then=self._show, key="letting_go", owner=self)
        self._tasks.query(
            request_service.open_person_requests,
            self._desk,
            then=self._show_requests,
            key="person_requests",
            owner=self,
        )

    def take_focus(self) -> bool:
        self.current.focus_table()
        return True

    def _show(self, found: LettingGo) -> None:
        self._shown = found
        self.terms_label.setText(terms_text(found.terms))
        self.terms_button.setVisible(found.may_change_terms)
        self._fill(Part.PAST, [of_candidate(each) for each in found.candidates])
        self._fill(Part.WAITING, [of_proposal(each) for each in found.proposals])
        self._fill(Part.PUT_OFF, [of_proposal(each) for each in found.put_off])
        self._fill(Part.DONE, [of_proposal(each) for each in found.done])
        self.header.set_title(
            "Bewaren en loslaten",
            counted(len(found.candidates), "dossier", "dossiers") + " voorbij de termijn",
        )
        self._show_choices()
        if self._is_first:
            self._is_first = False
            self.current.focus_table()

    def _show_requests(self, found: Sequence[OpenRequest]) -> None:
        self._fill(Part.REQUESTS, [of_request(each) for each in found])

    def _fill(self, part: Part, lines: Sequence[Line]) -> None:
        self.views[part].show_lines(lines)
        text = f"{part.label} ({len(lines)})" if lines and part is not Part.DONE else part.label
        self.tab_bar.setTabText(list(Part).index(part), text)

    def _show_choices(self, _: object = None) -> None:
        """Who proposed it does not approve it, as long as there is somebody else."""
        is_about_terms = self.current is not self.views[Part.REQUESTS]
        self.terms_label.setVisible(is_about_terms)
        self.backups_label.setVisible(is_about_terms)
        past = self.views[Part.PAST]
        self.what_label.setVisible(self.current is past and bool(past.model.rows))
        line = self.views[Part.WAITING].table.current_row
        proposal = line.about if line is not None else None
        may = isinstance(proposal, Proposal) and self._may_approve(proposal)
        self.approve_button.setEnabled(may)
        self.approve_button.setToolTip("" if may else "Een andere coördinator keurt goed wat jij voorstelde.")

    def _show_ticks(self, number: int) -> None:
        for made, text in ((self.propose_button, _PROPOSE), (self.erase_button, _PROPOSE_ERASING)):
            made.setText(f"{text} ({number})" if number else text)

    def _may_approve(self, proposal: Proposal) -> bool:
        return not proposal.is_mine or (self._shown is not None and self._shown.is_alone)

    def _open(self, line: Line) -> None:
        if isinstance(line.about, OpenRequest):
            self.left_for.emit(own_data_of(line.about.family_id))
        elif line.family_id is not None:
            self.left_for.emit(family_page(line.family_id))

    def answer(self) -> None:
        """Open what somebody asked, in the file of the family."""
        if (line := self.views[Part.REQUESTS].table.current_row) is not None:
            self._open(line)

    def change_terms(self) -> None:
        """Open the form of the terms."""
        if self._shown is not None:
            TermsDialog(self._tasks, self._desk, self._shown.terms, parent=self).open()

    def propose(self, kind: DisposalKind | None, *_: object) -> None:
        """What is ticked, as it stands there or, with a kind, that instead."""
        chosen = tuple(
            line.about for line in self.views[Part.PAST].chosen if isinstance(line.about, Candidate)
        )
        if chosen:
            self._tasks.run(service.propose, self._desk, chosen, kind, then=self._say_proposed, owner=self)

    def _say_proposed(self, done: Done) -> None:
        number = done.counts.get("proposed", 1)
        alone = self._shown is not None and self._shown.is_alone
        who = (
            "Je keurt het zelf goed, want je bent de enige coördinator."
            if alone
            else "Een andere coördinator keurt het goed."
        )
        self._messages.good(f"{counted(number, 'voorstel', 'voorstellen')} gedaan. {who}")

    def keep_longer(self) -> None:
        """The line under the cursor stays until a day, with the reason."""
        line = self.views[Part.PAST].table.current_row
        if line is not None and isinstance(line.about, Candidate):
            keep = partial(service.put_off, self._desk, line.about)
            self._keep_longer(line.name, keep)

    def refuse(self) -> None:
        """What was proposed stays after all."""
        if (proposal := self._proposal()) is not None:
            record = proposal.record

            def keep(until: date | None, note: str) -> Done:
                return service.refuse(self._desk, record.id, record.version, until, note)

            self._keep_longer(proposal.name or record.details.code, keep)

    def _keep_longer(self, name: str, keep: object) -> None:
        KeepLongerDialog(self._tasks, self._desk, name or "Deze aanmelding", keep, parent=self).open()  # type: ignore[arg-type]

    def approve(self) -> None:
        """Open what asks for the code: after it there is no way back."""
        proposal = self._proposal()
        if proposal is not None and self._shown is not None and self._may_approve(proposal):
            ApproveDialog(
                self._tasks,
                self._desk,
                self._messages,
                proposal,
                is_alone=self._shown.is_alone,
                parent=self,
            ).open()

    def take_back(self) -> None:
        """The proposal, or the keeping longer, is off: the file stands among those past their term again."""
        if (proposal := self._proposal()) is not None:
            record = proposal.record
            self._tasks.run(service.take_back, self._desk, record.id, record.version, owner=self)

    def _proposal(self) -> Proposal | None:
        line = self.current.table.current_row
        return line.about if line is not None and isinstance(line.about, Proposal) else None

    def find_here(self) -> None:
        self.current.focus_search()
