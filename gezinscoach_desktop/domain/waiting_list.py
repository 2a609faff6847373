"""Who waits, in which order: by urgency and day, but for whom a coordinator gave a place by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.referral import ReferralInput, ReferralLine, ReferralRecord
from gezinscoach_desktop.domain.trajectory import Decision

CALL_AFTER_DAYS = 30
"""A family that waits hears from somebody once in so long, or the list says so."""


def is_waiting(details: ReferralInput) -> bool:
    """Whether the family is on the list."""
    return details.decision is Decision.WAITING


def in_line(records: Iterable[ReferralRecord]) -> tuple[ReferralRecord, ...]:
    """Those who wait: the most urgent first, then who was referred first; who has a place by hand stands there."""
    waiting = [record for record in records if is_waiting(record.details)]
    line = sorted((each for each in waiting if not each.details.place_in_line), key=_usual)
    placed = sorted((each for each in waiting if each.details.place_in_line), key=_by_hand)
    for record in placed:
        line.insert(record.details.place_in_line - 1, record)
    return tuple(line)


def moved(records: Iterable[ReferralRecord], referral_id: UUID, place: int) -> Mapping[UUID, int]:
    """The places that change when a referral comes on `place` (from 1), by their ids.

    Everybody who has a place by hand is numbered anew, so that no two have the same one. With 0 it has none any more.
    """
    line = [record.id for record in in_line(records)]
    by_id = {record.id: record.details.place_in_line for record in records}
    if place:
        line.remove(referral_id)
        line.insert(min(place, len(line) + 1) - 1, referral_id)
    wanted = {
        each: number for number, each in enumerate(line, 1) if by_id[each] or (each == referral_id and place)
    }
    if not place:
        wanted[referral_id] = 0
    return {each: number for each, number in wanted.items() if by_id[each] != number}


def waiting_days(details: ReferralInput, today: date) -> int:
    """How long the family has been waiting: since it was referred, not since that was decided."""
    return max((today - details.received_on).days, 0)


def silent_days(line: ReferralLine, today: date) -> int:
    """How long nobody spoke with the family: since the last contact, or since it was referred."""
    return max((today - (line.last_contact_on or line.details.received_on)).days, 0)


def waiting_lines(lines: Sequence[ReferralLine]) -> tuple[ReferralLine, ...]:
    """The same order for lines as lists show them."""
    by_id = {line.id: line for line in lines}
    return tuple(by_id[record.id] for record in in_line(line.record for line in lines))


def _usual(record: ReferralRecord) -> tuple[int, date, str, str]:
    details = record.details
    return -details.urgency, details.received_on, details.name.casefold(), record.id.hex


def _by_hand(record: ReferralRecord) -> tuple[int, tuple[int, date, str, str]]:
    return record.details.place_in_line, _usual(record)
