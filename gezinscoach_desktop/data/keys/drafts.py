"""Draft keys of accounts that had drafts before the office had a root secret: kept, so that these stay readable."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from gezinscoach_desktop.data import seal
from gezinscoach_desktop.data.keys.holder import Holder
from gezinscoach_desktop.data.keys.record import Damaged, Newer, read_record, write_record
from gezinscoach_desktop.data.keys.slots import SlotStore, damaged, too_new

_FIELDS: Mapping[str, type] = {"office": UUID, "holder": str, "sealed": bytes}


def draft_name(holder: Holder) -> str:
    return f"{holder.name}.draft"


def write_draft_key(holder: Holder, root: bytes, draft_key: bytes) -> bytes:
    sealed = seal.seal(_key(holder, root), draft_key, _bound(holder))
    return write_record("draft", {**_open_fields(holder), "sealed": sealed})


def read_draft_key(store: SlotStore, holder: Holder, root: bytes) -> bytes | None:
    """None for an account that never had another; raises OfficeUnavailable when it was changed."""
    content = store.read(draft_name(holder))
    if content is None:
        return None
    try:
        raw = read_record("draft", content, _FIELDS)
        return seal.unseal(_key(holder, root), raw["sealed"], _bound(holder))
    except (Damaged, seal.SealBroken):
        raise damaged(store) from None
    except Newer:
        raise too_new(store) from None


def _key(holder: Holder, root: bytes) -> bytes:
    return seal.derive(root, "gezinscoach old draft 1", holder.office_id.bytes)


def _bound(holder: Holder) -> bytes:
    return write_record("draft", _open_fields(holder))


def _open_fields(holder: Holder) -> dict[str, Any]:
    return {"office": holder.office_id, "holder": holder.name}
