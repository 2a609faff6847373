"""The audit trail: who did what to which family; never any content. Every entry seals the one before it.

An entry's hash is SHA-256 over the hash before it and the entry itself, so that whoever changes, swaps, removes or adds
an entry in the middle has to make every later hash again; a tail that was cut off is noticed by `data/anchor.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NoReturn
from uuid import UUID

from sqlalchemy import Connection, Engine, FromClause, bindparam, column, event, insert, select, table, text
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.tables import AuditEntryRow, table_of

HASH_BYTES = 32
_BATCH = 2_000
_SHOWN = 20
_LOWEST = -(2**63)
_HEAD = "SELECT number, hash FROM {seals} ORDER BY number DESC LIMIT 1"
_BROKEN = text("SELECT audit_broken(:after, :known)")
_KEEPER = text("SELECT is_keeper()")
_READABLE = text("SELECT has_table_privilege('audit_entry', 'SELECT')")

_WAITING = "entries of the audit trail that wait for the end of the transaction"

_TABLE = table_of(AuditEntryRow)
_C = _TABLE.c
_SEALED = {"number", "hash"}
_SEAL = table("audit_seal", column("number", _C.number.type), column("hash", _C.hash.type))
_TRAIL = table("trail", *(column(each.name, each.type) for each in _C if each.name != "hash"))
_INSERT = insert(_TABLE)
_TELL = insert(
    table("audit_entry", *(column(each.name, each.type) for each in _C if each.name not in _SEALED))
)
_COLUMNS = (_C.at, _C.account_id, _C.action, _C.family_id, _C.operation_id, _C.details)
_NEXT = (
    select(_C.number, _C.hash, *_COLUMNS)
    .where(_C.number > bindparam("after"))
    .order_by(_C.number)
    .limit(bindparam("size"))
)
_SEALS = (
    select(_C.number, _C.hash)
    .where(_C.number > bindparam("after"))
    .order_by(_C.number)
    .limit(bindparam("size"))
)


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the trail. `details` hold counts and kinds, never names, notes or levels, and no broken numbers."""

    at: datetime
    account_id: UUID | None
    action: str
    family_id: UUID | None = None
    operation_id: UUID | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry of a trail: its number and the hash that seals everything up to it."""

    number: int
    hash: bytes


EMPTY = Head(0, bytes(HASH_BYTES))


def head(session: Session) -> Head:
    """The newest entry; EMPTY when there is none."""
    return _head(session.connection())


def hash_of(session: Session, number: int) -> bytes | None:
    """The hash of an entry; None when there is no entry by that number."""
    seals = seals_of(session)
    return session.execute(select(seals.c.hash).where(seals.c.number == number)).scalar()


def seals_of(session: Session) -> FromClause:
    """Where numbers and hashes stand for everybody who works in the office."""
    return _SEAL if is_on_server(session) else _TABLE


def trail_of(session: Session) -> FromClause:
    """Where entries stand, without their hashes, as far as the account may see them: on a server the server decides."""
    return _TRAIL if is_on_server(session) else _TABLE


def sees_everything(session: Session) -> bool:
    """Whether no part of the office is kept from this connection."""
    return not is_on_server(session) or bool(session.execute(_KEEPER).scalar_one())


def is_on_server(session: Session) -> bool:
    """Whether the office's database is a server, which seals the entries itself."""
    return session.connection().dialect.name == "postgresql"


def note(session: Session, *entries: AuditEntry) -> None:
    """Add entries to the trail, in the transaction of what they tell about.

    On SQLite that transaction began as the only one that writes. A PostgreSQL server puts in number and hash itself, and
    who it was; from the first entry on it lets one in at a time until the transaction ends, so that no two seal the same
    one. There they are written down last, right before the commit: what everybody waits for takes no longer than it must.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        session.info.setdefault(_WAITING, []).extend(_values(entry) for entry in entries)
        if not isinstance(session.get_bind(), Engine):
            _tell(session)  # somebody else's transaction: its end is not seen here
        return
    last = _head(connection)
    rows = []
    for entry in entries:
        values = _values(entry)
        last = Head(last.number + 1, seal_of(last.hash, last.number + 1, entry, values["details"]))
        rows.append({**values, "number": last.number, "hash": last.hash})
    connection.execute(_INSERT, rows)


@event.listens_for(Session, "before_commit")
def _tell(session: Session) -> None:
    values = session.info.pop(_WAITING, None)
    if values:
        session.flush()
        session.connection().execute(_TELL, values)


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_WAITING, None)


def _values(entry: AuditEntry) -> dict[str, Any]:
    return {
        "at": entry.at,
        "account_id": entry.account_id,
        "action": entry.action,
        "family_id": entry.family_id,
        "operation_id": entry.operation_id,
        "details": _plain(entry.details),
    }


def entries(session: Session) -> tuple[AuditEntry, ...]:
    """The whole trail, from old to new, as far as it may be seen."""
    trail = trail_of(session)
    query = select(*(trail.c[each.name] for each in _COLUMNS)).order_by(trail.c.number)
    return tuple(AuditEntry(*row) for row in session.execute(query))


def broken(session: Session, after: Head = EMPTY) -> tuple[int, ...]:
    """The numbers (the first of them) whose hash does not fit what stands there, from the entry after `after` on.

    Never fails on what it finds: an entry that cannot be read does not fit.
    """
    if is_on_server(session) and not session.execute(_READABLE).scalar_one():
        start = _LOWEST if after == EMPTY else after.number
        return tuple(session.execute(_BROKEN, {"after": start, "known": after.hash}).scalars())
    found: list[int] = []
    previous = after.hash
    for number, stored, entry in _read(session, _LOWEST if after == EMPTY else after.number):
        if not _fits(previous, number, entry, stored):
            found.append(number)
            if len(found) == _SHOWN:
                break
        previous = stored
    return tuple(found)


def _fits(previous: bytes, number: int, entry: AuditEntry | None, stored: bytes) -> bool:
    try:
        return entry is not None and seal_of(previous, number, entry, entry.details) == stored
    except (ValueError, TypeError, AttributeError):  # not even of the kind that a program writes
        return False


def seal_of(previous: bytes, number: int, entry: AuditEntry, details: Mapping[str, Any]) -> bytes:
    """The hash of an entry after the one sealed by `previous`; the same on every database and every PC."""
    content = [
        number,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        _hex(entry.account_id),
        entry.action,
        _hex(entry.family_id),
        _hex(entry.operation_id),
        details,
    ]
    return sha256(previous + _CANONICAL(content).encode()).digest()


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def _plain(details: Mapping[str, Any]) -> dict[str, Any]:
    """The details as they will be read back, whichever database keeps them."""
    if not details:
        return {}
    plain: dict[str, Any] = json.loads(json.dumps(dict(details)), parse_float=_refuse_float)
    return plain


def _refuse_float(text: str) -> NoReturn:
    # PostgreSQL keeps 1e22 as 10000000000000000000000: read back it would no longer fit its own hash.
    raise TypeError(f"details of the audit trail hold whole numbers only, not {text}")


def _hex(value: UUID | None) -> str | None:
    return None if value is None else value.hex


def _head(connection: Connection) -> Head:
    seals = "audit_seal" if connection.dialect.name == "postgresql" else "audit_entry"
    row = connection.exec_driver_sql(_HEAD.format(seals=seals)).first()
    return EMPTY if row is None else Head(row[0], bytes(row[1]))


def _read(session: Session, after: int) -> Iterator[tuple[int, bytes, AuditEntry | None]]:
    while True:
        seals = session.execute(_SEALS, {"after": after, "size": _BATCH}).all()
        if not seals:
            return
        try:
            rows = session.execute(_NEXT, {"after": after, "size": _BATCH}).all()
            yield from ((row[0], row[1], AuditEntry(*row[2:])) for row in rows)
        except (ValueError, TypeError):  # somebody wrote what no program writes
            yield from (_one(session, number, stored) for number, stored in seals)
        after = seals[-1][0]


def _one(session: Session, number: int, stored: bytes) -> tuple[int, bytes, AuditEntry | None]:
    try:
        row = session.execute(_NEXT, {"after": number - 1, "size": 1}).one()
        return number, stored, AuditEntry(*row[2:])
    except (ValueError, TypeError):
        return number, stored, None
