"""Dossiers on paper."""

from __future__ import annotations

from uuid import UUID

from gezinscoach_desktop.reports.progress import ProgressOptions
from gezinscoach_desktop.services.desk import Desk


def progress_report(desk: Desk, family_id: UUID, options: ProgressOptions) -> bytes:
    """The progress report (evolutieverslag) as PDF; noted in the audit trail. Raises InvalidInput without snapshots."""
    raise NotImplementedError


def file_name(code: str, kind: str, day: str) -> str:
    """`GC0012-evolutieverslag-2026-11-22.pdf`: the code, never a name."""
    return f"{code}-{kind}-{day}.pdf"
