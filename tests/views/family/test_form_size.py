"""A form opens as large as what has to be filled in, on any screen that has the room."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.trajectory import Phase
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.family.edit_family import EditFamilyDialog
from gezinscoach_desktop.views.family.member_form import MemberDialog
from gezinscoach_desktop.views.family.phase_dialog import PhaseDialog
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.family.conftest import Answers
from tests.views.looks import LOOKS

pytestmark = LOOKS

Show = Callable[[QWidget], None]
FIELDS = (QLineEdit, QComboBox, QPlainTextEdit, QAbstractSpinBox)


def _make(name: str, tasks: InlineTasks, desk: Desk, answers: Answers) -> FormDialog:
    header = answers.page.header
    match name:
        case "phase":
            return PhaseDialog(tasks, desk, header.record.id, Phase.INTENSIVE)
        case "member":
            return MemberDialog.for_new(tasks, desk, header)
        case "member with stays":
            return MemberDialog.for_change(tasks, desk, header, header.members[0])
    return EditFamilyDialog(tasks, desk, header.record)


def _outside(dialog: FormDialog) -> list[str]:
    viewport = dialog.area.viewport()
    sight = QRect(QPoint(0, 0), viewport.size())
    return [
        f"{type(field).__name__} {field.accessibleName()}"
        for field in dialog.area.findChildren(QWidget)
        if isinstance(field, FIELDS)
        and field.isVisible()
        and not isinstance(field.parent(), QComboBox)
        and not sight.contains(QRect(field.mapTo(viewport, QPoint(0, 0)), field.size()))
    ]


SMALL, LARGE = QSize(1366, 728), QSize(1920, 1040)


@pytest.mark.parametrize(
    ("name", "room"),
    [("phase", SMALL), ("member", SMALL), ("member with stays", SMALL), ("family", LARGE)],
)
def test_every_field_of_a_form_is_in_sight(
    name: str,
    room: QSize,
    answers: Answers,
    tasks: InlineTasks,
    desk: Desk,
    show: Show,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(FormDialog, "available_size", lambda dialog: room)
    dialog = _make(name, tasks, desk, answers)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    show(dialog)
    assert dialog.height() <= room.height() * 0.88
    assert dialog.width() <= room.width() * 0.88
    assert _outside(dialog) == []


def test_a_form_grows_when_it_has_to_say_something(
    answers: Answers, tasks: InlineTasks, desk: Desk, show: Show
) -> None:
    dialog = _make("phase", tasks, desk, answers)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    show(dialog)
    dialog.show_error(InvalidInput("Een fase begint vandaag of vroeger.", field="since"))
    assert _outside(dialog) == []
