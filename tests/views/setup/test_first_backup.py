"""The first backup is called good only once the copy on the second place itself was read back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.services import backup as backup_service
from gezinscoach_desktop.services import restore as restore_service
from gezinscoach_desktop.services import setup as setup_service
from gezinscoach_desktop.services.backup import set_second_place
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.setup.backup_step import BackupStep, _first_backup
from gezinscoach_desktop.views.tasks import InlineTasks, Progress

pytestmark = pytest.mark.parametrize("office_kind", [OfficeKind.THIS_PC], indirect=True, ids=["file"])


@pytest.fixture
def stick(desk: Desk, tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    set_second_place(desk, made)
    return made


def test_both_places_hold_it_and_the_second_one_was_read(
    desk: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []
    real = restore_service.try_restore

    def noting(desk: Desk, path: Path, report: Progress) -> object:
        read.append(path.parent)
        return real(desk, path, report)

    monkeypatch.setattr(restore_service, "try_restore", noting)
    first = _first_backup(desk, Progress())
    assert (first.problem, first.made.warning, read) == (None, None, [stick])


def test_a_second_place_on_the_disk_of_the_office_is_warned_of_by_name_when_one_comes_back(
    desk: Desk,
    stick: Path,
    tasks: InlineTasks,
    dialogs: ScriptedDialogs,
    show: Callable[[QWidget], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    step = BackupStep(tasks, dialogs, desk)
    show(step)
    step.load()
    assert not step.apart_label.isHidden()
    assert str(stick) in step.apart_label.text().replace("\u200b", "")
    monkeypatch.setattr(setup_service, "is_second_place_apart", lambda _desk, _folder: True)
    step.load()
    assert step.apart_label.isHidden()


def test_a_stick_that_lost_it_is_not_called_good(
    desk: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some sticks say that they have written, and have not."""
    real = backup_service.back_up

    def forgetful(*arguments: object) -> object:
        made = real(*arguments)  # type: ignore[arg-type]
        for each in stick.iterdir():
            each.unlink()
        return made

    monkeypatch.setattr(backup_service, "back_up", forgetful)
    first = _first_backup(desk, Progress())
    assert first.problem is not None
    assert "tweede plaats" in first.problem
