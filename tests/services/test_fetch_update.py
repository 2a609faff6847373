"""Fetching an update from a folder where something else is still on its way."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from gezinscoach_desktop.data.update_folder import Sign, patiently
from gezinscoach_desktop.domain.errors import Cancelled
from gezinscoach_desktop.services import update
from gezinscoach_desktop.services.update import fetch_update, look_for_update
from tests.patience import LONG
from tests.updates import TEST_PUBLIC, fill


@pytest.fixture
def folder(own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(update, "trusted_keys", lambda: (TEST_PUBLIC,))
    made = tmp_path / "bijwerkingen"
    fill(made)
    return made


def test_who_waits_its_turn_can_be_stopped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    look = look_for_update(str(folder))
    has_begun, let_go = threading.Event(), threading.Event()

    def hang(_: Sign) -> None:
        has_begun.set()
        let_go.wait()

    def stop(*_: object) -> None:
        raise Cancelled("Gestopt.")

    looking = threading.Thread(target=patiently, args=(str(folder), hang, LONG))
    looking.start()
    try:
        assert has_begun.wait(LONG)
        monkeypatch.setattr(update, "COPY_SECONDS", 0.05)
        with pytest.raises(Cancelled):
            fetch_update(look, stop)
    finally:
        let_go.set()
        looking.join()
