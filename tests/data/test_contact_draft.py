"""A contact being filled in survives a killed program and opens for its own account only."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from gezinscoach_desktop.data.contact_draft import ContactDraftStore
from gezinscoach_desktop.data.draft import DraftStore
from gezinscoach_desktop.domain.action import ActionOwner
from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.contact_draft import ContactDraft, DraftAction
from gezinscoach_desktop.domain.contact_entry import FamilyContact
from gezinscoach_desktop.domain.life_domain import LifeDomain

KEY = bytes(range(32))
OFFICE, ACCOUNT = UUID(int=1), UUID(int=2)
AT = datetime(2026, 11, 22, 14, 32, tzinfo=UTC)


@pytest.fixture
def store(own_home: Path) -> ContactDraftStore:
    return ContactDraftStore(OFFICE, ACCOUNT, KEY)


def draft(note: str = "Zij belt – “morgen”") -> ContactDraft:
    return ContactDraft(
        uuid4(),
        (FamilyContact(UUID(int=5), (UUID(int=6),), "eigen"),),
        ContactKind.TO_SERVICE,
        "ooit",
        "27:00",
        length="lang",
        domains=(LifeDomain.HOUSING,),
        note=note,
        actions=(DraftAction("Bellen", ActionOwner.SERVICE, "morgen"),),
        amount="3,5",
        expense_family=UUID(int=5),
        has_own_presence=True,
        saved_at=AT,
    )


def file_of(home: Path, ending: str = ".contact") -> Path:
    (file,) = home.rglob(f"*{ending}")
    return file


def test_it_comes_back_as_it_was_typed(store: ContactDraftStore, own_home: Path) -> None:
    kept = draft()
    store.save(kept)
    assert store.load(kept.id) == kept
    assert b"morgen" not in file_of(own_home).read_bytes()
    store.discard(kept.id)
    assert store.all() == ()


def test_the_one_saved_last_comes_first(store: ContactDraftStore) -> None:
    older, newer = draft(), replace(draft(), saved_at=AT + timedelta(minutes=1))
    for each in (newer, older):
        store.save(each)
    assert store.all() == (newer, older)


def test_another_account_or_another_kind_of_draft_does_not_open_it(
    store: ContactDraftStore, own_home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    kept = draft()
    store.save(kept)
    content = file_of(own_home).read_bytes()
    stranger = ContactDraftStore(OFFICE, UUID(int=3), KEY)
    for other in (stranger, DraftStore(OFFICE, ACCOUNT, KEY)):
        path = other._path(kept.id)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        with caplog.at_level(logging.ERROR):
            assert other.load(kept.id) is None
    assert store.load(kept.id) == kept


def test_one_that_cannot_be_read_is_set_aside_and_the_others_stay(
    store: ContactDraftStore, own_home: Path
) -> None:
    broken, whole = draft(), draft()
    store.save(broken)
    file_of(own_home).write_bytes(b"nothing of the kind")
    store.save(whole)

    assert store.all() == (whole,)
    assert file_of(own_home, ".unreadable").read_bytes() == b"nothing of the kind"
