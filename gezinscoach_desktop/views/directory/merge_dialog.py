"""Two services that are one: which stays, and which was its double."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.directory import Directory, ServiceRecord
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.services import directory as directory_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.directory.service_field import ServiceField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks

_INTRO = (
    "Alles wat de dubbele noemt (acties, netwerk, doorverwijzingen, contactpersonen) hoort daarna bij de dienst die "
    "blijft. Wat alleen de dubbele wist, wordt aangevuld."
)


class MergeServicesDialog(FormDialog):
    """Prefilled with a pair that looks alike, or with one service."""

    merged = Signal(object)
    """Both records as they were, to take them apart again: (kept, double)."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        directory: Directory,
        kept_id: UUID,
        double_id: UUID | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Diensten samenvoegen", "Samenvoegen", intro=_INTRO, parent=parent)
        self._tasks = tasks
        self._desk = desk
        self._directory = directory
        self._pair: tuple[ServiceRecord, ServiceRecord] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.kept = self.form.add_row(
            "kept", "&Deze dienst blijft", ServiceField(tasks, desk, may_add=False), is_required=True
        )
        self.double = self.form.add_row(
            "double", "D&it is dezelfde, en verdwijnt uit de lijst",
            ServiceField(tasks, desk, may_add=False), is_required=True,
        )  # fmt: skip
        self.kept.set_value(kept_id)
        self.double.set_value(double_id)
        self.submitted.connect(self._save)
        (self.double if double_id is None else self.submit_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        kept = self._directory.entry(self.kept.value())
        double = self._directory.entry(self.double.value())
        if kept is None or double is None:
            field = "kept" if kept is None else "double"
            self.show_error(InvalidInput("Kies een dienst uit de lijst.", field=field))
            return
        self._pair = (kept.record, double.record)
        self.set_busy(True)
        self._tasks.run(
            directory_service.merge_services, self._desk, kept.record, double.record,
            then=self._close_merged, failed=self.show_error, owner=self,
        )  # fmt: skip

    def _close_merged(self, done: Done) -> None:
        self.merged.emit(self._pair)
        self.accept()
