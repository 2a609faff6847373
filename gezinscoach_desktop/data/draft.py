"""Drafts kept on this PC: one sealed file per account and family, whole at every moment."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from gezinscoach_desktop.data.disk import replace_file
from gezinscoach_desktop.data.home import home
from gezinscoach_desktop.data.seal import SealBroken, seal, unseal
from gezinscoach_desktop.domain.draft import Draft, DraftEntry, Seen
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.domain.snapshot import Place, Reason, Setback

FORMAT = 1
_ENDING = ".draft"
_SET_ASIDE = ".unreadable"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, repr=False)
class DraftStore:
    """The drafts of one account in one office. File names are UUIDs only; the office's key and both ids seal them."""

    office_id: UUID
    account_id: UUID
    key: bytes

    def save(self, draft: Draft) -> None:
        """Keep the draft; when this returns it survives a killed program and a power cut.

        Raises OfficeUnavailable when this PC does not let it be written.
        """
        path = self._path(draft.family_id)
        sealed = seal(self.key, json.dumps(draft_values(draft)).encode(), self._bound_to(draft.family_id))
        try:
            _replace(path, sealed)
        except OSError as error:
            raise OfficeUnavailable(
                "Het klad kan niet op deze pc geschreven worden; misschien is de schijf vol."
            ) from error

    def load(self, family_id: UUID) -> Draft | None:
        """The waiting draft; one that cannot be read is set aside under another name and reported in the log."""
        path = self._path(family_id)
        try:
            sealed = path.read_bytes()
        except FileNotFoundError:
            return None
        try:
            draft = draft_from(json.loads(unseal(self.key, sealed, self._bound_to(family_id))))
            if draft.family_id != family_id:
                raise ValueError("another family's")
        except (SealBroken, ValueError, KeyError, TypeError, AttributeError):
            aside = path.with_name(f"{path.name}.{uuid4().hex}{_SET_ASIDE}")
            path.replace(aside)
            _log.warning("A draft could not be read and was set aside as %s", aside.name)
            return None
        return draft

    def discard(self, family_id: UUID) -> None:
        """Throw the draft away; none is fine."""
        self._path(family_id).unlink(missing_ok=True)

    def families(self) -> frozenset[UUID]:
        """The families for which a draft waits, without opening any."""
        try:
            names = [path.stem for path in self._folder().iterdir() if path.suffix == _ENDING]
        except FileNotFoundError:
            return frozenset()
        return frozenset(UUID(name) for name in names if _is_uuid(name))

    def _folder(self) -> Path:
        return home() / "drafts" / str(self.office_id) / str(self.account_id)

    def _path(self, family_id: UUID) -> Path:
        return self._folder() / f"{family_id}{_ENDING}"

    def _bound_to(self, family_id: UUID) -> bytes:
        return b"draft" + self.office_id.bytes + self.account_id.bytes + family_id.bytes


def _replace(path: Path, sealed: bytes) -> None:
    try:
        replace_file(path, sealed)
    except FileNotFoundError:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(path, sealed)


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


def _is_uuid(name: str) -> bool:
    try:
        UUID(name)
    except ValueError:
        return False
    return True
