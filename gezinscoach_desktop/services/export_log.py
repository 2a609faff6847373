"""What went out of the office: every export has an entry before its file is there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from uuid import UUID, uuid4

from gezinscoach_desktop.data import exchange as store
from gezinscoach_desktop.data.transfer import EXPORT_RECORDS
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.transfer import ExportRecord as ExportRecord
from gezinscoach_desktop.domain.transfer import ExportRecordInput as ExportRecordInput
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require
from gezinscoach_desktop.services.operation import Work, operation

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

_BLOCK = 1 << 20


def list_exports(desk: Desk) -> tuple[ExportRecord, ...]:
    """Every export of the office, the newest first."""
    require(desk, Action.EXPORT)

    def query(session: Session) -> tuple[ExportRecord, ...]:
        columns = EXPORT_RECORDS.table.c
        return EXPORT_RECORDS.read(
            session, EXPORT_RECORDS.kept().order_by(columns.created_at.desc(), columns.id)
        )

    return desk.office.read(query)


def note_export(desk: Desk, details: ExportRecordInput, *, with_notes: bool) -> Done:
    """Keep that this export is made; call it while its file is not in its place yet."""
    return _note_export(desk, uuid4(), details, with_notes)


@operation(AuditAction.EXPORT, is_urgent=False)
def _note_export(work: Work, record_id: UUID, details: ExportRecordInput, with_notes: bool) -> Done:
    require(work, Action.EXPORT)
    EXPORT_RECORDS.add(work.session, record_id, details, at=work.now(), by=work.account.id)
    counts = {"pseudonymised": details.is_pseudonymised, "notes": with_notes, "kind": details.kind.value}
    work.note(AuditAction.EXPORT, details=counts)
    return Done(Change(frozenset({Noun.TRANSFER})), record_id)


def pseudonym_key(desk: Desk) -> bytes:
    """One that no database holds; an office that made one of its own before goes on with that."""
    require(desk, Action.EXPORT)
    return desk.office.read(store.pseudonym_key) or desk.office.keys.pseudonym


def fingerprint(name: str, stream: BinaryIO) -> str:
    """The name of a file with the SHA-256 of what was written."""
    digest = hashlib.sha256()
    stream.flush()
    stream.seek(0)
    while block := stream.read(_BLOCK):
        digest.update(block)
    return f"{name} {digest.hexdigest()}"


def fingerprints(files: Iterable[Path]) -> tuple[str, ...]:
    """The same of several files, by name."""
    found = []
    for path in sorted(files):
        with path.open("rb") as stream:
            found.append(fingerprint(path.name, stream))
    return tuple(found)
