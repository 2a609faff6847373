"""The yearly report: words and choices per block, kept while typing; a preview of the figures; and making it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.errors import Cancelled, UserError
from gezinscoach_desktop.domain.figures import FiguresPerMunicipality
from gezinscoach_desktop.domain.yearly_report import FOREWORD, MOST_YEARS
from gezinscoach_desktop.services import yearly_report as service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.yearly_report import ReportBlock, ReportYear, ReportYearInput
from gezinscoach_desktop.views.busy import BusyLine
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import Card, label, paragraph, scrolling
from gezinscoach_desktop.views.fields import ComboField
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.tasks import Progress, Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid
from gezinscoach_desktop.views.yearly.block_card import BlockCard
from gezinscoach_desktop.views.yearly.choice_card import Choice, ChoiceCard
from gezinscoach_desktop.views.yearly.make_card import MakeCard

_KEEP_AFTER_MS = 1200
_YEARS_BACK = 6
_SIDE = 72
_DETAIL = 220


class YearlyPage(Page):
    """Everything that is typed or ticked is kept by itself, also when the page is left."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.REPORT, Noun.STORY, Noun.SIGNAL})
    help_topic: ClassVar[str] = "jaarverslag"

    def __init__(self, tasks: Tasks, desk: Desk, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._dialogs = dialogs
        self._kept: ReportYear | None = None
        self._made_in: Path | None = None
        self._version: int | None = None
        self._is_dirty = False
        self._is_keeping = False
        self._figures: FiguresPerMunicipality | None = None
        self._wanted_figures: set[str] = set()
        self._clock = QTimer(self, singleShot=True, interval=_KEEP_AFTER_MS)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader("Jaarverslag")
        self.header.show_back()
        self._busy = BusyLine()
        self.blocks = {
            FOREWORD: BlockCard(FOREWORD, "Voorwoord", "Wat je vooraf wilt zeggen.", can_be_left_out=False)
        }
        for block in ReportBlock:
            self.blocks[block.value] = BlockCard(
                block.value,
                block.label,
                block.about,
                has_figures=block.figures is not None,
                can_be_left_out=block is not ReportBlock.METHOD,
            )
        self.stories = ChoiceCard(
            "Welke verhalen",
            "Verhalen waarvan het gezin zei dat ze anoniem in het jaarverslag mogen.",
            "Nog geen enkel verhaal is vrijgegeven. Dat doe je bij het gezin, onder Dossier.",
        )
        self.bundles = ChoiceCard(
            "Welke bundels van signalen",
            "Wat je aankaartte en wat ermee gebeurde, in de woorden van de bundel.",
            "Er zijn nog geen bundels. Die maak je bij Signalen.",
        )
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(grid(4), grid(3), grid(4), grid(4))
        column.setSpacing(grid(3))
        for key, card in self.blocks.items():
            column.addWidget(card)
            if key == ReportBlock.SIGNALS.value:
                column.addWidget(self.bundles)
            elif key == ReportBlock.STORIES.value:
                column.addWidget(self.stories)
        column.addStretch(1)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        self._scroll = scrolling(content)
        body.addWidget(self._scroll, 1)
        body.addWidget(self._build_side())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self._busy)
        whole.addLayout(body, 1)

    def _build_side(self) -> QWidget:
        this_year = self._desk.today().year
        self.year_field: ComboField[int] = ComboField(
            [(str(year), year) for year in range(this_year, this_year - _YEARS_BACK, -1)]
        )
        self.year_field.setAccessibleName("Jaar van het verslag")
        self.compare_field: ComboField[int] = ComboField(
            [(_compared(count), count) for count in range(MOST_YEARS + 1)]
        )
        self.compare_field.setAccessibleName("Vergelijken met vroegere jaren")
        choice = Card("Jaar")
        choice.add(self.year_field)
        self.unfinished_note = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        choice.add(self.unfinished_note)
        choice.add(label("Ernaast", TextStyle.SMALL, Tone.SECONDARY))
        choice.add(self.compare_field)
        self.make = MakeCard()
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, grid(3), grid(4), grid(4))
        column.setSpacing(grid(3))
        column.addWidget(choice)
        column.addWidget(self.make)
        column.addStretch(1)
        made = scrolling(side)
        made.setFixedWidth(grid(_SIDE))
        return made

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self.year_field.edited.connect(self._change_year)
        self.compare_field.edited.connect(self._change_comparison)
        for card in self.blocks.values():
            card.edited.connect(self._edited)
            card.figures_wanted.connect(partial(self._want_figures, card.key))
        self.stories.edited.connect(self._edited)
        self.bundles.edited.connect(self._edited)
        self.make.wanted.connect(self.make_report)
        self.make.open_button.clicked.connect(self.open_folder)
        self._clock.timeout.connect(self.keep)
        save = QShortcut(QKeySequence("Ctrl+S"), self)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save.activated.connect(self.keep)

    @property
    def title(self) -> str:
        return "Jaarverslag"

    @property
    def year(self) -> int:
        return self.year_field.value() or self._desk.today().year

    def load(self) -> None:
        self._busy.set_busy(True)
        self._tasks.query(service.report_year, self._desk, self.year, then=self._show, key="year")

    def refresh(self, change: Change) -> None:
        if not self._is_dirty and not self._is_keeping:
            self.load()

    def take_focus(self) -> bool:
        self.blocks[FOREWORD].text_field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def leave(self) -> None:
        self.keep()

    def print_here(self) -> None:
        self.make_report()

    def go_to(self, part: str) -> None:
        if part in self.blocks:
            self.show_block(part)

    def show_block(self, key: str) -> None:
        """Scroll so that the block stands on top."""
        self._scroll.verticalScrollBar().setValue(self.blocks[key].y() - grid(2))

    def keep(self) -> None:
        """Keep what was typed and ticked, when something was."""
        self._clock.stop()
        if not self._is_dirty or self._is_keeping or self._kept is None:
            return
        self._is_dirty, self._is_keeping = False, True
        self._tasks.run(
            service.keep_report_year,
            self._desk,
            self._details(),
            self._version,
            then=self._say_kept,
            failed=self._say_not_kept,
            owner=self,
        )

    def make_report(self) -> None:
        """Ask where, and write it there."""
        if not self.make.make_button.isEnabled():
            return
        if not self.make.formats:
            self.make.say("Kies minstens één soort bestand: PDF of Word.", Tone.ERROR)
            return
        self.keep()
        folder = self._dialogs.choose_folder("In welke map komt het jaarverslag?")
        if folder is None:
            return
        progress = Progress()
        self.make.show_busy(progress)
        self._tasks.run(
            partial(
                service.make_report,
                self._desk,
                self.year,
                self.make.formats,
                folder,
                only=self.make.only,
                report=progress,
            ),
            then=self._say_made,
            failed=self._say_failed,
            progress=progress,
            owner=self,
        )

    def _show(self, found: ReportYear) -> None:
        self._busy.set_busy(False)
        if self._is_dirty or found.details.year != self.year:
            return
        if self.focusWidget() is self.header.back_button:
            self.take_focus()  # Qt puts the keyboard on the arrow back
        self._kept = found
        self._version = None if found.record is None else found.record.version
        details = found.details
        self.compare_field.set_value(details.compare_years)
        for key, card in self.blocks.items():
            card.show_text(
                details.texts.get(key),
                found.proposed.get(key, ""),
                found.proposed_from,
                is_included=key not in details.left_out,
            )
        self.stories.show_choices([_story(each) for each in found.stories], details.stories)
        self.bundles.show_choices(
            [Choice(each.id, each.title, each.state) for each in found.bundles], details.bundles
        )
        self.make.show_municipalities(found.municipalities)
        is_over = details.year < self._desk.today().year
        self.unfinished_note.setText(
            "" if is_over else f"{details.year} is nog niet om: de cijfers gaan tot en met vandaag."
        )
        self.unfinished_note.setVisible(not is_over)
        self._show_to_read()

    def _details(self) -> ReportYearInput:
        texts = {key: card.text for key, card in self.blocks.items()}
        return ReportYearInput(
            self.year,
            texts={key: text for key, text in texts.items() if text is not None and self._counts(key, text)},
            left_out=tuple(key for key, card in self.blocks.items() if not card.is_included),
            stories=self.stories.chosen,
            bundles=self.bundles.chosen,
            compare_years=self.compare_field.value() or 0,
        )

    def _counts(self, key: str, text: str) -> bool:
        """An empty text is kept where it takes the place of an older one."""
        kept = self._kept
        return bool(text) or (kept is not None and (key in kept.proposed or key in kept.details.texts))

    def _edited(self) -> None:
        self._is_dirty = True
        self.header.show_state("", Tone.SECONDARY)
        self._clock.start()
        self._show_to_read()

    def _show_to_read(self) -> None:
        kept = self._kept
        count = sum(card.text is None for card in self.blocks.values())
        self.make.show_to_read(count, None if kept is None else kept.proposed_from)

    def _say_kept(self, _done: Done) -> None:
        self._is_keeping = False
        self._version = 1 if self._version is None else self._version + 1
        self.header.show_state("Bewaard")
        if self._is_dirty:
            self._clock.start()

    def _say_not_kept(self, error: Exception) -> bool:
        self._is_keeping, self._is_dirty = False, True
        if not isinstance(error, UserError):
            return False
        self.header.show_state("Niet bewaard", Tone.ERROR)
        return False

    def _change_year(self) -> None:
        """What was typed belongs to the year that was shown: it is kept before another one is."""
        self._clock.stop()
        chosen = self.year
        if self._is_dirty and self._kept is not None:
            self.year_field.set_value(self._kept.details.year)
            self.keep()
            self.year_field.set_value(chosen)
        self._is_dirty = False
        self._kept = None
        self._figures = None
        for card in self.blocks.values():
            if card.preview is not None:
                card.preview.hide()
        self.load()

    def _change_comparison(self) -> None:
        """Earlier years beside it hide other figures, or the hidden ones could be worked out from them."""
        self._edited()
        self._figures = None
        for key, card in self.blocks.items():
            if card.preview is not None and not card.preview.isHidden():
                self._want_figures(key)

    def _want_figures(self, key: str) -> None:
        self._wanted_figures.add(key)
        if self._figures is not None:
            self._show_figures()
            return
        self._busy.set_busy(True)
        self._tasks.query(
            service.counted_years,
            self._desk,
            self.year,
            self.compare_field.value() or 0,
            then=self._hide_small,
            key="figures",
        )

    def _hide_small(self, years: Mapping[int, FiguresPerMunicipality]) -> None:
        self._tasks.compute(service.published, years, then=self._take_figures, key="figures")

    def _take_figures(self, years: Mapping[int, FiguresPerMunicipality]) -> None:
        self._busy.set_busy(False)
        if self.year in years:
            self._figures = years[self.year]
            self._show_figures()

    def _show_figures(self) -> None:
        if self._figures is None:
            return
        for key in sorted(self._wanted_figures):
            block = ReportBlock(key).figures
            if block is not None:
                self.blocks[key].show_figures(self._figures.total.of(block))
        self._wanted_figures = set()

    def _say_made(self, paths: tuple[Path, ...]) -> None:
        names = " en ".join(path.name for path in paths)
        verb = "staat" if len(paths) == 1 else "staan"
        self.make.say(f"{names} {verb} in {paths[0].parent}.", Tone.GOOD)
        self._made_in = paths[0].parent
        self.make.open_button.show()

    def open_folder(self) -> None:
        """Show where the report stands."""
        if self._made_in is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._made_in)))

    def _say_failed(self, error: Exception) -> bool:
        if isinstance(error, Cancelled):
            self.make.say("Gestopt. Er is geen bestand gemaakt.", Tone.SECONDARY)
            return True
        if isinstance(error, UserError):
            self.make.say(error.message, Tone.ERROR)
            return True
        self.make.say("", Tone.SECONDARY)
        return False


def _compared(count: int) -> str:
    return (
        "Geen vroegere jaren" if count == 0 else "1 vroeger jaar" if count == 1 else f"{count} vroegere jaren"
    )


def _story(story: service.StoryChoice) -> Choice:
    text = story.text if len(story.text) <= _DETAIL else f"{story.text[:_DETAIL].rstrip()}…"
    return Choice(
        story.id,
        f"{story.title or 'Verhaal'} · {story.family_code} · {format_date(story.on)}",
        text,
        story.warning,
        "" if story.text else "Er is nog geen anonieme tekst; schrijf die bij het verhaal van het gezin.",
    )
