"""Working through the queue: one family after the other is read and made, while the window goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.reports.papers.part import Binding, Maker, NotMade, Part
from gezinscoach_desktop.services import dossier as dossier_service
from gezinscoach_desktop.services import paper_queue
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.dossier import Outlet, Papers
from gezinscoach_desktop.services.paper_queue import LetGo, LineState, Made, QueueLine, Wanted
from gezinscoach_desktop.views.tasks import Tasks

_BROKE = "Er ging iets mis in het programma bij dit gezin."


@dataclass(frozen=True, slots=True)
class Order:
    """What the queue makes: these papers of these families, bound so. Without a folder they become one file."""

    lines: tuple[QueueLine, ...]
    wanted: Wanted
    binding: Binding
    maker: Maker
    folder: Path | None = None
    kept: frozenset[str] = frozenset()
    """Files of the folder that stay as they are."""

    @property
    def file_names(self) -> tuple[str, ...]:
        """Every file that may come in the folder."""
        return tuple(
            paper_queue.file_of(line.code, kind, self.maker.made_on)
            for line in self.lines
            for kind in self.wanted
        )


@dataclass(slots=True)
class _Result:
    """What is there by now. Of papers in a folder nothing is kept here."""

    parts: dict[UUID, tuple[Part, ...]] = field(default_factory=dict)
    problems: dict[UUID, tuple[NotMade, ...]] = field(default_factory=dict)
    sheets: int = 0
    files: int = 0


class BatchRun(QObject):
    """Reads on the database worker and draws on its own; of one family at a time more than its finished pages is kept."""

    moved = Signal()
    """A line is further than it was."""
    ended = Signal()
    """Every line that could be done is done, or it was stopped."""

    def __init__(self, tasks: Tasks, desk: Desk, order: Order, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self.order = order
        self._lines = {line.family_id: line for line in order.lines}
        self._result = _Result()
        self._now: UUID | None = None
        self._is_stopping = False

    @property
    def lines(self) -> tuple[QueueLine, ...]:
        return tuple(self._lines.values())

    @property
    def parts(self) -> tuple[Part, ...]:
        """What was made, in the order in which it was."""
        return tuple(part for parts in self._result.parts.values() for part in parts)

    @property
    def not_made(self) -> tuple[NotMade, ...]:
        """What is missing, in the order of the list."""
        return tuple(each for id_ in self._lines for each in self._result.problems.get(id_, ()))

    @property
    def let_go(self) -> tuple[LetGo, ...]:
        """What has to be noted before the whole leaves the program."""
        return tuple(
            LetGo.of(id_, part.kind, self.order.wanted[part.kind])
            for id_, parts in self._result.parts.items()
            for part in parts
        )

    @property
    def files(self) -> int:
        """How many files were written in the folder."""
        return self._result.files

    @property
    def settled(self) -> int:
        """How many lines need no more work."""
        return sum(line.state not in (LineState.WAITING, LineState.BUSY) for line in self.lines)

    @property
    def is_running(self) -> bool:
        return self._now is not None

    @property
    def is_stopping(self) -> bool:
        return self._is_stopping

    def start(self) -> None:
        """Begin with the first that waits."""
        self._is_stopping = False
        self._next()

    def stop(self) -> None:
        """After the family that is being made now."""
        self._is_stopping = True
        self.moved.emit()

    def retry(self) -> None:
        """Once more what did not work or was stopped; what is made comes behind the rest."""
        for id_, line in self._lines.items():
            if line.can_be_retried and id_ not in self._result.parts:
                self._result.problems.pop(id_, None)
                self._lines[id_] = replace(line, state=LineState.WAITING, told="")
        self.start()

    def _next(self) -> None:
        waiting = [line for line in self.lines if line.state is LineState.WAITING]
        if self._is_stopping:
            for line in waiting:
                self._lines[line.family_id] = replace(line, state=LineState.STOPPED)
            waiting = []
        if not waiting:
            self._now = None
            self._is_stopping = False
            self.moved.emit()
            self.ended.emit()
            return
        line = waiting[0]
        self._now = line.family_id
        self._settle(line.family_id, LineState.BUSY, "")
        self._tasks.query(
            dossier_service.papers,
            self._desk,
            line.family_id,
            then=self._make,
            failed=self._note_failure,
            owner=self,
        )

    def _make(self, found: Papers) -> None:
        self._tasks.compute(
            paper_queue.make_parts,
            found,
            self.order.wanted,
            self._result.sheets if self.order.folder is None else None,
            self.order.binding,
            then=self._take,
            failed=self._note_failure,
            owner=self,
        )

    def _take(self, made: Made) -> None:
        """Keep it for the whole; or note it and write it, and keep nothing."""
        if self._now is None:
            return
        if self.order.folder is None or not made.parts:
            self._finish(made, 0)
            return
        papers = tuple(LetGo.of(self._now, part.kind, self.order.wanted[part.kind]) for part in made.parts)
        self._tasks.run(
            paper_queue.note_prints,
            self._desk,
            papers,
            Outlet.FILE,
            then=partial(self._write, self.order.folder, made),
            failed=self._note_failure,
            owner=self,
        )

    def _write(self, folder: Path, made: Made, _: Done) -> None:
        self._tasks.compute(
            paper_queue.write_parts,
            folder,
            made.parts,
            self.order.maker.made_on,
            self.order.kept,
            then=partial(self._finish, made),
            failed=self._note_failure,
            owner=self,
        )

    def _finish(self, made: Made, files: int) -> None:
        if self._now is None:
            return
        id_, result = self._now, self._result
        result.files += files
        if made.parts and self.order.folder is None:
            result.parts[id_] = made.parts
            result.sheets = made.parts[-1].last_sheet
        if made.problems:
            result.problems[id_] = made.problems
        pages = counted(sum(part.pages for part in made.parts), "pagina", "pagina's")
        whys = [f"{each.what}: {_lowered(each.why)}" for each in made.problems]
        told = " · ".join([pages, *whys] if made.parts else whys)
        self._settle(id_, LineState.DONE if made.parts else LineState.PROBLEM, told)
        self._next()

    def _note_failure(self, error: Exception) -> bool:
        """The queue goes on; a bug is told as ever besides."""
        if self._now is None:
            return False
        is_expected = isinstance(error, UserError)
        why = error.message if isinstance(error, UserError) else _BROKE
        line = self._lines[self._now]
        self._result.problems[self._now] = tuple(
            NotMade(line.code, kind.label, why) for kind in self.order.wanted
        )
        self._settle(self._now, LineState.PROBLEM, why)
        self._next()
        return is_expected

    def _settle(self, id_: UUID, state: LineState, told: str) -> None:
        self._lines[id_] = replace(self._lines[id_], state=state, told=told)
        self.moved.emit()


def queue_lines(families: Sequence[paper_queue.Candidate]) -> tuple[QueueLine, ...]:
    """A line for each family, in the order of the list."""
    return tuple(QueueLine(each.id, each.row.code, each.row.name) for each in families)


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
