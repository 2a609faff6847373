"""The services of safety, answered without an office."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.data.folder.self_test import Findings
from gezinscoach_desktop.domain.backup import BackupReason, Contents
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services import archive, backup, check, move, office, restore, sharing
from gezinscoach_desktop.services.archive import Exported
from gezinscoach_desktop.services.backup import Backup, BackupState
from gezinscoach_desktop.services.check import Finding, Verification
from gezinscoach_desktop.services.move import Moved
from gezinscoach_desktop.services.restore import FamilyThen, RestorePreview, Trial, Undone
from gezinscoach_desktop.services.sharing import Health, OfficeKind, Stuck
from gezinscoach_desktop.services.whole import Code
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.safety.page import SafetyPage
from gezinscoach_desktop.views.safety.pulse import Pulse
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.safety.samples import AT, COUNTS, PLACE, desk_of, make_backup, make_state

OpenSafety = Callable[..., SafetyPage]


@dataclass
class Services:
    """What the services say, and what they were asked to do."""

    state: BackupState = field(default_factory=make_state)
    backups: tuple[Backup, ...] = field(default_factory=lambda: (make_backup(22), make_backup(20)))
    health: Health = field(default_factory=Health)
    stuck: tuple[Stuck, ...] = ()
    trial: Trial = field(default_factory=lambda: Trial(PLACE, True, AT, COUNTS, None))
    undone: tuple[Undone, ...] = (Undone("An De Smet", "change_family", 3), Undone("", "add_member", 1))
    families: tuple[FamilyThen, ...] | None = None
    findings: tuple[Finding, ...] = ()
    fit: Findings = field(default_factory=lambda: Findings(True, (), (), 200, 1.0))
    codes: tuple[Code, ...] = ()
    warning: str | None = None
    error: UserError | None = None
    done: list[tuple[Any, ...]] = field(default_factory=list)

    def do(self, *what: Any) -> None:
        if self.error is not None:
            raise self.error
        self.done.append(what)

    def back_up(self, desk: object, reason: BackupReason, report: Callable[..., None]) -> Backup:
        report(0, 2, "Kopie maken…")
        self.do("back_up", reason)
        made = make_backup(23)
        self.backups = (made, *self.backups)
        return Backup(made.path, False, made.size, warning=self.warning, is_genuine=True)

    def set_second_place(self, desk: object, path: Path | None) -> Done:
        self.do("second", path)
        self.state = make_state(second=path)
        return Done(Change(frozenset({Noun.SETTING})))

    def preview(self, desk: object, path: Path, report: object) -> RestorePreview:
        self.do("preview", path)
        now = {**COUNTS, "family": 14, "snapshot": 95}
        return RestorePreview(path, AT, BackupReason.START, COUNTS, now, self.undone, self.families)

    def restore(self, desk: object, path: Path, report: object) -> Done:
        self.do("restore", path)
        return Done(Change(frozenset(Noun)), counts={"undone": 4})

    def try_restore(self, desk: object, path: Path, report: object) -> Trial:
        self.do("try", path)
        return self.trial

    def verify(self, desk: object, *, deep: bool, report: object) -> Verification:
        self.do("verify", deep)
        counts = {"families": 12, "members": 41, "snapshots": 80, "scores": 3_200, "audit_entries": 900}
        return Verification(self.findings, counts, datetime(2026, 11, 22, 9, 0, tzinfo=UTC))

    def settle(self, desk: object, operation_id: UUID, *, again: bool) -> None:
        self.do("settle", operation_id, again)
        self.stuck = tuple(one for one in self.stuck if one.id != operation_id)
        self.health = Health(
            conflicts=tuple(
                one for one in self.health.conflicts if one.operation.id in {each.id for each in self.stuck}
            )
        )

    def export_office(self, desk: object, path: Path, password: str, report: object) -> Exported:
        self.do("export", path, password)
        return Exported(path, 5_000_000, COUNTS, "abc")

    def move(self, desk: object, place: str, **named: Any) -> Moved:
        self.do("move", place, named["kind"], named["server_user"], named["server_password"])
        contents = Contents(UUID(int=1), "2", COUNTS)
        return Moved(place, named["kind"], "hier", contents, self.codes)

    def examine(self, place: str, report: Callable[..., None]) -> Findings:
        report(0, 200)
        self.do("examine", place)
        return self.fit


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Services:
    """Replaces every service the page uses."""
    given = Services()
    for module, name, function in (
        (backup, "state", lambda desk: given.state),
        (backup, "list_backups", lambda desk: given.backups),
        (backup, "back_up", given.back_up),
        (backup, "set_second_place", given.set_second_place),
        (restore, "preview_restore", given.preview),
        (restore, "restore", given.restore),
        (restore, "try_restore", given.try_restore),
        (check, "verify", given.verify),
        (sharing, "look", lambda desk: ()),
        (sharing, "health", lambda desk: given.health),
        (sharing, "stuck", lambda desk: given.stuck),
        (sharing, "settle", given.settle),
        (archive, "export_office", given.export_office),
        (move, "move", given.move),
        (office, "examine_folder", given.examine),
    ):
        monkeypatch.setattr(module, name, function)
    return given


@pytest.fixture
def open_safety(
    services: Services, tasks: InlineTasks, dialogs: ScriptedDialogs, show: Callable[[QWidget], None]
) -> OpenSafety:
    """The page for somebody with these roles."""

    def opened(*roles: OfficeRole, kind: OfficeKind = OfficeKind.THIS_PC) -> SafetyPage:
        desk = desk_of(*(roles or (OfficeRole.ADMINISTRATOR,)))
        desk.office.kind = kind  # type: ignore[misc]
        page = SafetyPage(tasks, desk, dialogs, Pulse(tasks, desk, dialogs_owner := QWidget()))
        dialogs_owner.setParent(page)
        page.resize(1298, 900)
        page.load()
        show(page)
        return page

    return opened
