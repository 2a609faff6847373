"""Files and folders that are dropped on a window, or pasted in a field: what they are called on disk."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

_DRAGGED = frozenset({QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop})


class DropTarget(QObject):
    """Takes one file or folder at a time, anywhere on the window; lets everything else pass."""

    dropped = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _DRAGGED and isinstance(event, QDropEvent):
            path = _file_in(event.mimeData())
            if path:
                event.acceptProposedAction()
                if event.type() is QEvent.Type.Drop:
                    self.dropped.emit(path)
                return True
        return super().eventFilter(watched, event)


def _file_in(data: QMimeData) -> str:
    """The one file or folder that is dragged; empty for anything else."""
    urls = data.urls()
    return urls[0].toLocalFile() if len(urls) == 1 and urls[0].isLocalFile() else ""


def pasted_path(text: str) -> str:
    """A path as `Als pad kopiëren` of Windows or a browser gives it, without what they put around it."""
    text = text.strip().strip('"').strip()
    return QUrl(text).toLocalFile() if text.lower().startswith("file:") else text
