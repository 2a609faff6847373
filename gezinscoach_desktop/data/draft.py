"""Drafts kept on this PC: one sealed file per account and family, whole at every moment."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from gezinscoach_desktop.data.seal import SealBroken
from gezinscoach_desktop.data.sealed_files import SealedFiles
from gezinscoach_desktop.domain.draft import Draft, DraftEntry, Seen
from gezinscoach_desktop.domain.snapshot import Place, Reason, Setback

FORMAT = 1


class DraftStore(SealedFiles):
    """The drafts of one account in one office, by family."""

    ending = ".draft"
    purpose = b"draft"

    def save(self, draft: Draft) -> None:
        """Keep the draft; when this returns it survives a killed program and a power cut.

        Raises OfficeUnavailable when this PC does not let it be written.
        """
        self.put(draft.family_id, json.dumps(draft_values(draft)).encode())

    def load(self, family_id: UUID) -> Draft | None:
        """The waiting draft; one that cannot be read is set aside under another name and reported in the log."""
        try:
            content = self.get(family_id)
            if content is None:
                return None
            draft = draft_from(json.loads(content))
            if draft.family_id != family_id:
                raise ValueError("another family's")
        except (SealBroken, ValueError, KeyError, TypeError, AttributeError):
            self.set_aside(family_id)
            return None
        return draft

    def families(self) -> frozenset[UUID]:
        """The families for which a draft waits, without opening any."""
        return self.names()


def draft_values(draft: Draft) -> dict[str, Any]:
    """The draft in what JSON can hold."""
    return {
        "format": FORMAT,
        "id": str(draft.id),
        "family": str(draft.family_id),
        "date": draft.date.isoformat(),
        "is_revised_baseline": draft.is_revised_baseline,
        "resume_at": None if draft.resume_at is None else _place(draft.resume_at),
        "saved_at": None if draft.saved_at is None else draft.saved_at.isoformat(),
        "seen": None if draft.seen is None else _seen(draft.seen),
        "contact": None if draft.contact_id is None else str(draft.contact_id),
        "entries": [
            [*_place(place), entry.level, entry.has_level, entry.note, entry.reason, entry.setback]
            for place, entry in draft.entries.items()
        ],
    }


def draft_from(raw: dict[str, Any]) -> Draft:
    """The draft that `draft_values` gave; raises ValueError, KeyError or TypeError."""
    if raw["format"] != FORMAT:
        raise ValueError("unknown format")
    entries = {
        _place_of(person, item): DraftEntry(
            level,
            bool(has_level),
            note,
            None if reason is None else Reason(reason),
            None if setback is None else Setback(setback),
        )
        for person, item, level, has_level, note, reason, setback in raw["entries"]
    }
    return Draft(
        id=UUID(raw["id"]),
        family_id=UUID(raw["family"]),
        date=date.fromisoformat(raw["date"]),
        entries=entries,
        is_revised_baseline=bool(raw["is_revised_baseline"]),
        resume_at=None if raw["resume_at"] is None else _place_of(*raw["resume_at"]),
        saved_at=None if raw["saved_at"] is None else datetime.fromisoformat(raw["saved_at"]),
        seen=None if raw.get("seen") is None else _seen_from(raw["seen"]),
        contact_id=None if raw.get("contact") is None else UUID(raw["contact"]),
    )


def _seen(seen: Seen) -> dict[str, Any]:
    members = {str(member): version for member, version in seen.members.items()}
    return {"snapshot": seen.snapshot, "family": seen.family, "members": members}


def _seen_from(raw: dict[str, Any]) -> Seen:
    members = {UUID(member): int(version) for member, version in raw["members"].items()}
    return Seen(int(raw["snapshot"]), int(raw["family"]), members)


def _place(place: Place) -> list[str | None]:
    person, item = place
    return [None if person is None else str(person), item]


def _place_of(person: str | None, item: str) -> Place:
    return (None if person is None else UUID(person), item)
