"""What keeping a request, a goal, an action and an appointment have in common: permission, consent, version, trail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar
from uuid import UUID

from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.services.guard import require_coached
from gezinscoach_desktop.services.kept import changed_meanwhile, found_of_family, missing

if TYPE_CHECKING:
    from gezinscoach_desktop.data.kept import KeptTable
    from gezinscoach_desktop.services.operation import Work

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PlanRecord(Generic[T]):
    """One kind of record of the plan; `what` as in “deze actie”."""

    table: KeptTable[T]
    audit: AuditAction
    noun: Noun
    what: str

    def add(self, work: Work, family_id: UUID, record_id: UUID, details: T) -> Done:
        """Keep a new one for a family."""
        require_coached(work, work.session, Action.CHANGE_PLAN, family_id)
        self.table.add(
            work.session, record_id, details, family_id=family_id, at=work.now(), by=work.account.id
        )
        return self.done(work, family_id, record_id)

    def change(self, work: Work, record_id: UUID, version: int, make: Callable[[T], T]) -> Done:
        """Keep what `make` makes of the kept details; raises ChangedMeanwhile, and NotFound for what was taken away."""
        kept = self.found(work, record_id)
        if kept.removed_at is not None:
            raise missing(self.what)
        self._refuse_other(work, kept, version)
        made = make(kept.details)
        return self._done_of(
            work,
            kept,
            is_kept=self.table.change(
                work.session, record_id, version, made, at=work.now(), by=work.account.id
            ),
        )

    def remove(self, work: Work, record_id: UUID, version: int) -> Done:
        """Take it away."""
        kept = self.found(work, record_id)
        self._refuse_other(work, kept, version)
        is_kept = self.table.remove(work.session, record_id, version, at=work.now(), by=work.account.id)
        return self._done_of(work, kept, is_kept=is_kept)

    def bring_back(self, work: Work, record_id: UUID, version: int) -> Done:
        """Undo taking it away."""
        kept = self.found(work, record_id)
        self._refuse_other(work, kept, version)
        is_kept = self.table.bring_back(work.session, record_id, version, at=work.now(), by=work.account.id)
        return self._done_of(work, kept, is_kept=is_kept)

    def found(self, work: Work, record_id: UUID) -> Kept[T]:
        """The record, when the account may change it."""
        return found_of_family(work, self.table, record_id, Action.CHANGE_PLAN, self.what)

    def done(self, work: Work, family_id: UUID, record_id: UUID | None) -> Done:
        """Note it in the trail, and say what was touched."""
        work.note(self.audit, family_id=family_id)
        return Done(Change(frozenset({self.noun}), family_id), record_id)

    def _done_of(self, work: Work, kept: Kept[T], *, is_kept: bool) -> Done:
        if not is_kept:  # on a server somebody may have been first since it was read a moment ago
            raise changed_meanwhile(work, self.what, kept)
        if kept.family_id is None:
            raise LookupError("a record of the plan without a family")
        return self.done(work, kept.family_id, kept.id)

    def _refuse_other(self, work: Work, kept: Kept[T], version: int) -> None:
        if kept.version != version:
            raise changed_meanwhile(work, self.what, kept)
