"""Documents of families; the content apart, so that a list never reads one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import DocumentContentRow, DocumentRow, table_of
from gezinscoach_desktop.domain.document import DocumentInput, DocumentRecord

DOCUMENTS = KeptTable(DocumentRow, DocumentInput)
_CONTENT = table_of(DocumentContentRow)


def of_family(session: Session, family_id: UUID) -> tuple[DocumentRecord, ...]:
    """Every document of the family without its content, the newest first."""
    query = DOCUMENTS.of_family(family_id).order_by(DocumentRow.dated.desc(), DocumentRow.created_at.desc())
    return DOCUMENTS.read(session, query)


def add(
    session: Session,
    document_id: UUID,
    document: DocumentInput,
    content: bytes,
    *,
    family_id: UUID,
    at: datetime,
    by: UUID | None,
) -> None:
    """Keep a document with its content."""
    DOCUMENTS.add(session, document_id, document, family_id=family_id, at=at, by=by)
    values = {"document_id": document_id, "family_id": family_id, "content": content}
    session.connection().execute(insert(_CONTENT), [values])


def content(session: Session, document_id: UUID) -> bytes | None:
    """The bytes of a document."""
    query = select(_CONTENT.c.content).where(_CONTENT.c.document_id == document_id)
    found = session.connection().execute(query).scalar()
    return None if found is None else bytes(found)
