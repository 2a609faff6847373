"""Documents of a family: taken in, listed, opened in a private folder, taken away."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from gezinscoach_desktop.data import document as documents
from gezinscoach_desktop.data import family as families
from gezinscoach_desktop.data.document import DOCUMENTS
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.document import (
    LARGEST,
    DocumentInput,
    DocumentKind,
    DocumentRecord,
    recognised,
)
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import header_of
from gezinscoach_desktop.services.guard import require_coached, require_family
from gezinscoach_desktop.services.kept import changed_meanwhile, found_of_family, missing
from gezinscoach_desktop.services.leftovers import opened_files
from gezinscoach_desktop.services.operation import Work, operation, write_at_once

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

_WHAT = "dit document"
_DOCUMENT = frozenset({Noun.DOCUMENT})
_LONGEST_TITLE = 200


def read_documents(desk: Desk, family_id: UUID) -> tuple[DocumentRecord, ...]:
    """Every document of the family without its content, the newest first."""

    def query(session: Session) -> tuple[DocumentRecord, ...]:
        require_family(desk, session, Action.READ_FAMILY, family_id)
        return documents.of_family(session, family_id)

    return desk.office.read(query)


def add_document(desk: Desk, family_id: UUID, path: Path, document: DocumentInput) -> Done:
    """Take a file in. Its kind is told by what is in it; without a title it is called after the file.

    Refused while a share or server is away: it is too large to wait on this PC. Raises InvalidInput (field path, title).
    """
    content = _read(path)
    kept = replace(
        _checked(replace(document, title=document.title.strip() or path.stem)),
        media_type=recognised(content),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    document_id = uuid4()

    def run(work: Work) -> Done:
        require_family(work, work.session, Action.KEEP_DOCUMENTS, family_id)
        if kept.kind is not DocumentKind.CONSENT:  # the signed consent itself may be there first
            require_coached(work, work.session, Action.KEEP_DOCUMENTS, family_id)
        if not families.lock(work.session, family_id):
            raise missing("dit gezin")
        documents.add(
            work.session, document_id, kept, content, family_id=family_id, at=work.now(), by=work.account.id
        )
        work.note(AuditAction.ADD_DOCUMENT, family_id=family_id, details={"kind": kept.kind.value})
        return Done(Change(_DOCUMENT, family_id), document_id)

    return write_at_once(desk, AuditAction.ADD_DOCUMENT, run)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(LARGEST + 1)
    except FileNotFoundError:
        raise InvalidInput("Dit bestand bestaat niet (meer).", field="path") from None
    except OSError:
        raise InvalidInput(
            "Dit bestand kan niet gelezen worden; kopieer het eerst naar deze pc.", field="path"
        ) from None


def _checked(document: DocumentInput) -> DocumentInput:
    title = " ".join(document.title.split())
    if not title:
        raise InvalidInput("Geef het document een naam.", field="title")
    if len(title) > _LONGEST_TITLE:
        raise InvalidInput(f"Kies een naam van hoogstens {_LONGEST_TITLE} tekens.", field="title")
    return replace(document, title=title, note=document.note.strip())


def change_document(desk: Desk, document_id: UUID, version: int, document: DocumentInput) -> Done:
    """Another title, kind, date or note; the content never changes."""
    return _change_document(desk, document_id, version, _checked(document))


@operation(AuditAction.CHANGE_DOCUMENT)
def _change_document(work: Work, document_id: UUID, version: int, document: DocumentInput) -> Done:
    kept = _found(work, document_id, version)
    asis = kept.details
    was_consent = asis.kind is DocumentKind.CONSENT and document.kind is not DocumentKind.CONSENT
    if (
        was_consent and kept.family_id is not None
    ):  # what came in before the family consented becomes nothing else
        require_coached(work, work.session, Action.KEEP_DOCUMENTS, kept.family_id)
    changed = replace(document, media_type=asis.media_type, size=asis.size, sha256=asis.sha256)
    if not DOCUMENTS.change(work.session, document_id, version, changed, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, kept)
    return _noted(work, kept)


def remove_document(desk: Desk, document_id: UUID, version: int) -> Done:
    """Take a document away; it can be brought back."""
    return _remove_document(desk, document_id, version)


@operation(AuditAction.CHANGE_DOCUMENT)
def _remove_document(work: Work, document_id: UUID, version: int) -> Done:
    kept = _found(work, document_id, version)
    if not DOCUMENTS.remove(work.session, document_id, version, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, kept)
    return _noted(work, kept)


def bring_back_document(desk: Desk, document_id: UUID, version: int) -> Done:
    """Undo taking it away; `version` as it was before that."""
    return _bring_back_document(desk, document_id, version)


@operation(AuditAction.CHANGE_DOCUMENT)
def _bring_back_document(work: Work, document_id: UUID, version: int) -> Done:
    kept = _found(work, document_id, version + 1)
    if not DOCUMENTS.bring_back(work.session, document_id, version + 1, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, kept)
    return _noted(work, kept)


def open_document(desk: Desk, document_id: UUID) -> Path:
    """The document as a file that only this user can read, gone when the program ends; noted in the audit trail."""

    def query(session: Session) -> tuple[DocumentRecord, str, bytes]:
        kept = DOCUMENTS.one(session, document_id)
        # Who reaches only own families hears the same of a document elsewhere and of one that is not there.
        family_id = document_id if kept is None or kept.family_id is None else kept.family_id
        require_family(desk, session, Action.READ_FAMILY, family_id)
        content = documents.content(session, document_id)
        if kept is None or kept.removed_at is not None or content is None:
            raise missing(_WHAT)
        return kept, header_of(session, family_id).record.code, content

    kept, code, content = desk.office.read(query)
    if hashlib.sha256(content).hexdigest() != kept.details.sha256:
        raise InvalidInput("Dit document is beschadigd; zet het terug uit een reservekopie.")
    if kept.family_id is not None:
        _note_opening(desk, kept.family_id)
    return opened_files().put(_file_name(code, kept), content)


@operation(AuditAction.OPEN_DOCUMENT, is_urgent=False)
def _note_opening(work: Work, family_id: UUID) -> Done:
    require_family(work, work.session, Action.READ_FAMILY, family_id)
    work.note(AuditAction.OPEN_DOCUMENT, family_id=family_id)
    return Done(Change(frozenset(), family_id))


def _file_name(code: str, kept: DocumentRecord) -> str:
    """`G-2026-017-toestemming-2026-11-22.pdf`: the code, never a name."""
    details = kept.details
    day = (details.dated or kept.created_at.date()).isoformat()
    return f"{code}-{details.kind.value}-{day}{details.media_type.suffix}"


def _found(work: Work, document_id: UUID, version: int) -> DocumentRecord:
    kept = found_of_family(work, DOCUMENTS, document_id, Action.KEEP_DOCUMENTS, _WHAT, is_coached=False)
    if kept.version != version:
        raise changed_meanwhile(work, _WHAT, kept)
    return kept


def _noted(work: Work, kept: DocumentRecord) -> Done:
    work.note(AuditAction.CHANGE_DOCUMENT, family_id=kept.family_id)
    return Done(Change(_DOCUMENT, kept.family_id), kept.id)
