"""What is copied from this program stays out of clipboard histories and the cloud, and does not stay for long."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

KEPT_MS = 60_000
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
_NO = bytes(4)  # a DWORD 0
# https://learn.microsoft.com/windows/win32/dataxchg/clipboard-formats: what history and cloud look at.
_MARKS = {
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"\1",
    _WINDOWS.format("CanIncludeInClipboardHistory"): _NO,
    _WINDOWS.format("CanUploadToCloudClipboard"): _NO,
    "x-kde-passwordManagerHint": b"secret",
}
MARK = "application/x-gezinscoach"
"""On whatever this program copied, by which it knows its own."""


class ClipboardGuard(QObject):
    """Marks everything the program copies, from any field, and clears it after a minute or at the end."""

    def __init__(
        self,
        owns: Callable[[], bool] | None = None,
        *,
        kept_ms: int = KEPT_MS,
        parent: QObject | None = None,
    ) -> None:
        """`owns` tells whether the clipboard is this program's now; Qt's offscreen platform never says so."""
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._owns = owns or self._clipboard.ownsClipboard
        self._clock = QTimer(self, singleShot=True, interval=kept_ms)
        self._clock.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._mark)
        self._is_listening = True

    @property
    def is_waiting(self) -> bool:
        """True while something of this program stands on the clipboard."""
        return self._clock.isActive()

    def clear(self) -> None:
        """Take what this program copied off the clipboard; what another program put there stays."""
        self._clock.stop()
        if self._is_ours():
            self._clipboard.clear()

    def stop(self) -> None:
        """At the end of the program; calling it again does nothing."""
        if self._is_listening:
            self._is_listening = False
            self._clipboard.dataChanged.disconnect(self._mark)
            self.clear()

    def _is_ours(self) -> bool:
        content = self._content()
        return self._owns() and content is not None and content.hasFormat(MARK)

    def _content(self) -> QMimeData | None:
        """None once it was cleared, which PySide6's stubs do not tell."""
        return self._clipboard.mimeData()

    def _mark(self) -> None:
        if not self._owns():
            self._clock.stop()  # somebody copied elsewhere: nothing of ours is left
            return
        copied = self._content()
        if copied is None or copied.hasFormat(MARK) or not copied.formats():
            return
        marked = QMimeData()
        for kind in copied.formats():
            marked.setData(kind, copied.data(kind))
        if copied.hasText():
            marked.setText(copied.text())
        for kind, value in _MARKS.items():
            marked.setData(kind, value)
        marked.setData(MARK, b"1")
        self._clock.start()
        self._clipboard.setMimeData(marked)
