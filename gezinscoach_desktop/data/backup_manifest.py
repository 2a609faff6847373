"""What a backup says about itself, signed with the office's backup key."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from gezinscoach_desktop.data import seal
from gezinscoach_desktop.domain.backup import BackupReason, Contents

FORMAT = 1
LARGEST = 1_000_000
_HEX_64 = re.compile(r"[0-9a-f]{64}")
_WORD = re.compile(r"[a-z][a-z_]{0,63}")
_HIGHEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the file, as it has to be."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in a backup and where it comes from. Trust it only after `is_signed_with`."""

    made_at: datetime
    account_id: UUID | None
    program: str
    reason: BackupReason
    sequence: int
    epoch: int
    contents: Contents
    parts: tuple[Part, ...]
    signature: bytes = b""

    def signed_with(self, backup_key: bytes) -> bytes:
        """The manifest as it stands in the file."""
        body = self._body()
        return _canonical({**body, "hmac": _mac(backup_key, self.contents.office_id, body).hex()})

    def is_signed_with(self, backup_key: bytes) -> bool:
        """Whether somebody with this office's key of that epoch wrote every word of it."""
        return hmac.compare_digest(self.signature, _mac(backup_key, self.contents.office_id, self._body()))

    def part(self, name: str) -> Part | None:
        return next((part for part in self.parts if part.name == name), None)

    def _body(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "office": str(self.contents.office_id),
            "sequence": self.sequence,
            "made_at": self.made_at.astimezone(UTC).isoformat(),
            "account": None if self.account_id is None else str(self.account_id),
            "program": self.program,
            "schema": self.contents.schema,
            "reason": self.reason.value,
            "epoch": self.epoch,
            "counts": dict(self.contents.counts),
            "audit": {"number": self.contents.audit_number, "hash": self.contents.audit_hash},
            "parts": [{"name": part.name, "size": part.size, "sha256": part.sha256} for part in self.parts],
        }


def read_manifest(text: bytes) -> Manifest:
    """The manifest in `text`; raises ValueError unless it is written exactly as this program writes one."""
    try:
        raw = json.loads(text)
        manifest = _manifest(raw)
    except (KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise ValueError("manifest") from error
    if _canonical({**manifest._body(), "hmac": manifest.signature.hex()}) != text:
        raise ValueError("not as written")
    return manifest


def _manifest(raw: Mapping[str, Any]) -> Manifest:
    if raw["format"] != FORMAT:
        raise ValueError("format")
    counts = raw["counts"]
    if not all(_WORD.fullmatch(name) for name in counts):
        raise ValueError("counts")
    audit = raw["audit"]
    return Manifest(
        made_at=_moment(raw["made_at"]),
        account_id=None if raw["account"] is None else UUID(raw["account"]),
        program=_text(raw["program"]),
        reason=BackupReason(raw["reason"]),
        sequence=_number(raw["sequence"]),
        epoch=_number(raw["epoch"]),
        contents=Contents(
            office_id=UUID(raw["office"]),
            schema=_text(raw["schema"]),
            counts={name: _number(count) for name, count in counts.items()},
            audit_number=_number(audit["number"]),
            audit_hash=_text(audit["hash"]),
        ),
        parts=tuple(Part(_text(part["name"]), _number(part["size"]), _sha256(part)) for part in raw["parts"]),
        signature=bytes.fromhex(raw["hmac"]),
    )


def _mac(backup_key: bytes, office_id: UUID, body: Mapping[str, Any]) -> bytes:
    key = seal.derive(backup_key, "gezinscoach backup manifest 1", office_id.bytes)
    return hmac.digest(key, _canonical(body), "sha256")


def _canonical(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, ensure_ascii=True, indent=1).encode("ascii")


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("moment without zone")
    return moment


def _sha256(part: Mapping[str, Any]) -> str:
    text = _text(part["sha256"])
    if not _HEX_64.fullmatch(text):
        raise ValueError("sha256")
    return text


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > 200:
        raise ValueError("text expected")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _HIGHEST:
        raise ValueError("number expected")
    return value
