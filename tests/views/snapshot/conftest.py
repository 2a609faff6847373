"""The form on a screen that is not there, with services that remember."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gezinscoach_desktop.services import snapshot as snapshot_service
from gezinscoach_desktop.services.snapshot import SnapshotForm
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.snapshot.page import SnapshotPage
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.snapshot.samples import FAMILY, FakeService, make_desk, make_form
from tests.views.waiting import PATIENCE_MS


class FormOnScreen:
    """A shown page with what it said, where it went and what was kept."""

    def __init__(self, service: FakeService, *, width: int = 1298, height: int = 728) -> None:
        self.service = service
        self.tasks = InlineTasks()
        self.messages = Messages()
        self.said: list[Message] = []
        self.went: list[Destination] = []
        self.messages.said.connect(self.said.append)
        self.tasks.refused.connect(self.messages.show_refusal)
        self.page = SnapshotPage(self.tasks, self.messages, make_desk(), FAMILY)
        self.page.left_for.connect(self.went.append)
        self.page.resize(width, height)
        self.page.show()
        self.page.activateWindow()
        assert QTest.qWaitForWindowActive(self.page, PATIENCE_MS)
        self.page.load()

    def close(self) -> None:
        self.page.close()
        for thing in (self.page, self.messages, self.tasks):
            thing.deleteLater()


ShowForm = Callable[..., FormOnScreen]


@pytest.fixture
def show_form(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[ShowForm]:
    """Opens the form; everything is destroyed afterwards."""
    opened: list[FormOnScreen] = []

    def show(
        form: SnapshotForm | None = None,
        *,
        service: FakeService | None = None,
        width: int = 1298,
        height: int = 728,
    ) -> FormOnScreen:
        used = service or FakeService(form or make_form())
        for name in ("open_form", "draft_to_keep", "draft_to_drop", "finish"):
            monkeypatch.setattr(snapshot_service, name, getattr(used, name))
        made = FormOnScreen(used, width=width, height=height)
        opened.append(made)
        return made

    yield show
    for made in opened:
        made.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
