"""Signed anchors: what the newest entry of the audit trail was when somebody signed in or left.

The chain of hashes notices what was changed in the trail, but not that its tail is gone: what is left is a whole chain.
So every account signs for the newest entry now and then, and every PC remembers the last one it saw, outside the office.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.data.audit import Head
from gezinscoach_desktop.data.disk import replace_file
from gezinscoach_desktop.data.home import home
from gezinscoach_desktop.data.tables import AuditAnchorRow, table_of

if TYPE_CHECKING:
    from pathlib import Path

    from gezinscoach_desktop.data.keys import KeyRing

_TABLE = table_of(AuditAnchorRow)
_C = _TABLE.c


@dataclass(frozen=True, slots=True)
class Anchor:
    """Somebody's signature under the newest entry of that moment."""

    head: Head
    account_id: UUID
    at: datetime
    public_key: bytes
    signature: bytes


class FaultKind(StrEnum):
    """What can be wrong with the trail."""

    ENTRY = "entry"
    """An entry does not fit the one before it."""
    ANCHOR = "anchor"
    """The entry that was signed for is another one now."""
    SIGNATURE = "signature"
    """An anchor's signature is not that of its key, or two accounts share a key."""
    CUT = "cut"
    """The entry that was signed for is not there (any more)."""
    FORGOTTEN = "forgotten"
    """This PC saw an entry that is not there any more."""
    DIFFERENT = "different"
    """This PC saw another entry by that number."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the trail, and with which entry."""

    kind: FaultKind
    number: int


def sign(keys: KeyRing, head: Head, at: datetime) -> Anchor | None:
    """An anchor for `head`; None when there is nobody to sign for (the recovery sheet) or nothing to sign."""
    if keys.account_id is None or head == audit.EMPTY:
        return None
    content = _content(keys.office_id, head, keys.account_id, at)
    return Anchor(head, keys.account_id, at, keys.public_key, keys.sign(content))


def add(session: Session, anchor: Anchor) -> bool:
    """Keep `anchor`, unless the trail of this transaction has no such entry: one that waited here got another number."""
    if audit.hash_of(session, anchor.head.number) != anchor.head.hash:
        return False
    row = {
        "id": uuid4(),
        "number": anchor.head.number,
        "hash": anchor.head.hash,
        "account_id": anchor.account_id,
        "at": anchor.at,
        "public_key": anchor.public_key,
        "signature": anchor.signature,
    }
    session.connection().execute(insert(_TABLE), row)
    return True


def check(session: Session, office_id: UUID) -> tuple[Fault, ...]:
    """Everything that is wrong with the trail: its chain, the anchors in the office, and what this PC remembers."""
    return (
        *(Fault(FaultKind.ENTRY, number) for number in audit.broken(session)),
        *_wrong_anchors(session, office_id),
        *_forgotten(session, remembered(office_id)),
    )


def check_since(session: Session, known: Head | None) -> tuple[Fault, ...]:
    """What is wrong with the trail since `known`, which this PC remembers: as much work as there are new entries."""
    faults = _forgotten(session, known)
    if faults or known is None:
        return faults
    return tuple(Fault(FaultKind.ENTRY, number) for number in audit.broken(session, known))


def remembered(office_id: UUID) -> Head | None:
    """The newest entry this PC saw of this office; None when it never did."""
    try:
        raw = json.loads(_memory(office_id).read_bytes())
        head = Head(int(raw["number"]), bytes.fromhex(raw["hash"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return head if len(head.hash) == audit.HASH_BYTES else None


def remember(office_id: UUID, head: Head) -> None:
    """Keep what this PC saw; only when the trail fits what it remembered until now, or after that was told.

    Whoever may write in the office's database cannot reach this file.
    """
    path = _memory(office_id)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    replace_file(path, json.dumps({"number": head.number, "hash": head.hash.hex()}).encode())


def _wrong_anchors(session: Session, office_id: UUID) -> Iterator[Fault]:
    owners: dict[bytes, UUID] = {}
    seals = audit.seals_of(session)
    query = (
        select(_C.number, _C.hash, _C.account_id, _C.at, _C.public_key, _C.signature, seals.c.hash)
        .select_from(_TABLE.outerjoin(seals, _C.number == seals.c.number))
        .order_by(_C.number, _C.at, _C.id)
    )
    try:
        rows = session.execute(query).all()
    except (ValueError, TypeError):  # somebody wrote what no program writes
        yield Fault(FaultKind.SIGNATURE, 0)
        return
    for number, hash_, account_id, at, public_key, signature, found in rows:
        if found is None:
            yield Fault(FaultKind.CUT, number)
        elif found != hash_:
            yield Fault(FaultKind.ANCHOR, number)
        try:
            anchor = Anchor(Head(number, hash_), account_id, at, public_key, signature)
            is_signed = owners.setdefault(public_key, account_id) == account_id and _is_signed(
                anchor, office_id
            )
        except (ValueError, TypeError, AttributeError):
            is_signed = False
        if not is_signed:
            yield Fault(FaultKind.SIGNATURE, number)


def _is_signed(anchor: Anchor, office_id: UUID) -> bool:
    from gezinscoach_desktop.data.keys import verify_with

    content = _content(office_id, anchor.head, anchor.account_id, anchor.at)
    return verify_with(anchor.public_key, content, anchor.signature)


def _forgotten(session: Session, known: Head | None) -> tuple[Fault, ...]:
    if known is None:
        return ()
    found = audit.hash_of(session, known.number)
    if found == known.hash:
        return ()
    return (Fault(FaultKind.FORGOTTEN if found is None else FaultKind.DIFFERENT, known.number),)


def _memory(office_id: UUID) -> Path:
    return home() / "anchors" / f"{office_id}.json"


def _content(office_id: UUID, head: Head, account_id: UUID, at: datetime) -> bytes:
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return json.dumps(
        ["gezinscoach anchor 1", office_id.hex, head.number, head.hash.hex(), account_id.hex, moment],
        separators=(",", ":"),
    ).encode()
