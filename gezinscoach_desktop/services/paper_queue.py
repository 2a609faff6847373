"""Papers of many families after each other: who can be chosen, making one after the other, and letting them go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.data import family_list, paper_trail
from gezinscoach_desktop.data import setting as settings
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.index import Profile
from gezinscoach_desktop.domain.instrument import Instrument
from gezinscoach_desktop.domain.paper import BULK_KINDS, PaperKind, is_due_again
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.record import FamilyRow
from gezinscoach_desktop.reports.content import PaperOptions
from gezinscoach_desktop.reports.papers.part import Binding, Maker, NotMade, Part
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.dossier import Outlet, Papers, file_name
from gezinscoach_desktop.services.family import looking
from gezinscoach_desktop.services.guard import reaches_own_only, require, require_family
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.output_file import write_file
from gezinscoach_desktop.services.setting import read_terms

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

Wanted = Mapping[PaperKind, PaperOptions]
"""Which papers of each family, in the order in which they come, with what their reader may see."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A family of which papers can be made, with when each kind was last let go."""

    row: FamilyRow
    made_on: Mapping[PaperKind, date]

    @property
    def id(self) -> UUID:
        return self.row.id

    def is_due(self, kinds: Iterable[PaperKind], today: date) -> bool:
        """Whether one of these papers has something new to tell."""
        return any(is_due_again(self.made_on.get(kind), self.row.last_snapshot, today) for kind in kinds)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Every family that the account may print, by name, and what the choice of domains is made from."""

    families: tuple[Candidate, ...]
    instrument: Instrument
    profile: Profile
    maker: Maker


def candidates(desk: Desk) -> Candidates:
    """Raises NotAllowed. A coach knows of own papers only: what a colleague printed is not a coach's to see."""
    require(desk, Action.PRINT_DOSSIER)
    own_only = reaches_own_only(desk, Action.PRINT_DOSSIER)
    look = looking(desk)

    def query(session: Session) -> Candidates:
        printed = paper_trail.last_printed(session, by=desk.account.id if own_only else None)
        terms = read_terms(session)
        rows = family_list.rows(session, look(session))
        found = tuple(Candidate(row, _made_on(row.id, printed)) for row in rows)
        maker = Maker(settings.office(session).name, desk.account.display_name, desk.today())
        return Candidates(found, terms.instrument, terms.profile, maker)

    return desk.office.read(query)


def _made_on(family_id: UUID, printed: Mapping[tuple[UUID, str], datetime]) -> Mapping[PaperKind, date]:
    return {
        kind: printed[family_id, kind.value].astimezone().date()
        for kind in BULK_KINDS
        if (family_id, kind.value) in printed
    }


class LineState(StrEnum):
    """How far a family of the queue is."""

    WAITING = "waiting"
    BUSY = "busy"
    DONE = "done"
    PROBLEM = "problem"
    """Something of it could not be made; the queue went on."""
    STOPPED = "stopped"

    @property
    def label(self) -> str:
        return {
            "waiting": "Wacht",
            "busy": "Bezig",
            "done": "Klaar",
            "problem": "Niet gelukt",
            "stopped": "Gestopt",
        }[self.value]


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One family of the queue."""

    family_id: UUID
    code: str
    name: str
    state: LineState = LineState.WAITING
    told: str = ""
    """How many pages, or why it did not work."""

    @property
    def can_be_retried(self) -> bool:
        return self.state in (LineState.PROBLEM, LineState.STOPPED)


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one family: its papers, and those that could not be made with the reason."""

    parts: tuple[Part, ...] = ()
    problems: tuple[NotMade, ...] = ()


def make_parts(found: Papers, wanted: Wanted, after: int | None, binding: Binding) -> Made:
    """The papers of one family, to come after so many pages of a bundle; None for files of their own.

    Nothing is noted yet: nothing leaves yet.
    """
    from gezinscoach_desktop.reports.papers.bundle import make_part

    parts: list[Part] = []
    problems: list[NotMade] = []
    for kind, options in wanted.items():
        if reason := found.why_not(kind):
            problems.append(NotMade(found.content.code, kind.label, reason))
            continue
        part = make_part(kind, found.content, options, found.texts, after=after, binding=binding)
        after = None if after is None else part.last_sheet
        parts.append(part)
    return Made(tuple(parts), tuple(problems))


def make_bundle(
    parts: Sequence[Part], maker: Maker, binding: Binding, not_made: Sequence[NotMade] = ()
) -> bytes:
    """All papers in one PDF, with a front, a list of contents and bookmarks."""
    from gezinscoach_desktop.reports.papers.bundle import bundled

    return bundled(parts, maker, binding=binding, not_made=not_made)


@dataclass(frozen=True, slots=True)
class LetGo:
    """What the audit trail notes of one paper."""

    family_id: UUID
    kind: str
    names: bool
    notes: bool

    @classmethod
    def of(cls, family_id: UUID, kind: PaperKind, options: PaperOptions) -> LetGo:
        return cls(family_id, kind.value, options.with_names, bool(options.shows_notes))


def note_prints(desk: Desk, papers: tuple[LetGo, ...], outlet: Outlet) -> Done:
    """Note every paper by itself before any of them leaves the program; all or none.

    Raises NotAllowed when one of the families is no longer the account's.
    """
    return _note_prints(desk, papers, outlet.value)


@operation(AuditAction.PRINT, is_urgent=False)
def _note_prints(work: Work, papers: tuple[LetGo, ...], outlet: str) -> Done:
    require(work, Action.PRINT_DOSSIER)
    for family_id in dict.fromkeys(paper.family_id for paper in papers):
        require_family(work, work.session, Action.PRINT_DOSSIER, family_id)
    for paper in papers:
        details = {"kind": paper.kind, "outlet": outlet, "names": paper.names, "notes": paper.notes}
        work.note(AuditAction.PRINT, family_id=paper.family_id, details={**details, "in_bulk": True})
    return Done(Change(frozenset()), counts={"papers": len(papers)})


def file_of(code: str, kind: PaperKind, day: date) -> str:
    """The name of a paper in a folder: the code, never a name."""
    return file_name(code, kind.word, day.isoformat())


def taken(folder: Path, names: Iterable[str]) -> frozenset[str]:
    """Which of these files are there already."""
    return frozenset(name for name in names if (folder / name).exists())


def write_parts(folder: Path, parts: Iterable[Part], day: date, kept: frozenset[str] = frozenset()) -> int:
    """Each paper in a file of its own, but for those in `kept`, which stay as they are; gives how many were written.

    Raises InvalidInput when the folder cannot be written to.
    """
    written = 0
    for part in parts:
        name = file_of(part.code, part.kind, day)
        if name not in kept:
            write_file(folder / name, part.pdf)
            written += 1
    return written
