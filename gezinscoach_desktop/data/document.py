"""Documents of families; the content apart, so that a list never reads one."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import DocumentRow
from gezinscoach_desktop.domain.document import DocumentInput, DocumentRecord

DOCUMENTS = KeptTable(DocumentRow, DocumentInput)


def of_family(session: Session, family_id: UUID) -> tuple[DocumentRecord, ...]:
    """Every document of the family without its content, the newest first."""
    query = DOCUMENTS.of_family(family_id).order_by(DocumentRow.dated.desc(), DocumentRow.created_at.desc())
    return DOCUMENTS.read(session, query)
