"""What happened to a family since somebody last saw it: counted by numbers that only grow, never by clocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gezinscoach_desktop.domain.draft import Draft, Seen
from gezinscoach_desktop.domain.record import FamilyHeader, MemberRecord
from gezinscoach_desktop.domain.snapshot import Place, Snapshot


@dataclass(frozen=True, slots=True)
class Since:
    """What is newer than what was seen."""

    snapshots: tuple[Snapshot, ...] = ()
    """In the order in which they were kept."""
    family_changed_by: str | None = None
    """A colleague who changed the family's details; None when nobody did."""
    members: tuple[MemberRecord, ...] = ()
    """Members that a colleague added or changed."""

    def __bool__(self) -> bool:
        return bool(self.snapshots or self.family_changed_by or self.members)

    @property
    def places(self) -> tuple[Place, ...]:
        """Everything that was registered, each place once."""
        return tuple(dict.fromkeys(score.place for snapshot in self.snapshots for score in snapshot.scores))


def seen_of(header: FamilyHeader, snapshots: Iterable[Snapshot]) -> Seen:
    """Everything there is now."""
    return Seen(
        max((snapshot.number for snapshot in snapshots), default=0),
        header.record.version,
        {member.id: member.version for member in header.members},
    )


def since(draft: Draft, header: FamilyHeader, snapshots: Iterable[Snapshot], *, me: str) -> Since:
    """What came after `draft` was begun or last told; what `me` changed of the record here is no news to him."""
    seen = draft.seen
    if seen is None:
        return _by_clock(draft, snapshots)
    by = header.record.changed_by
    is_changed = header.record.version > seen.family and by is not None and by != me
    return Since(
        tuple(sorted((one for one in snapshots if one.number > seen.snapshot), key=_number)),
        by if is_changed else None,
        tuple(
            member
            for member in header.members
            if member.version > seen.members.get(member.id, 0) and member.changed_by not in (None, me)
        ),
    )


def _by_clock(draft: Draft, snapshots: Iterable[Snapshot]) -> Since:
    """A draft of an older program tells only when it was kept."""
    if draft.saved_at is None:
        return Since()
    newer = [one for one in snapshots if one.recorded_at is not None and one.recorded_at > draft.saved_at]
    return Since(tuple(sorted(newer, key=_number)))


def _number(snapshot: Snapshot) -> int:
    return snapshot.number
