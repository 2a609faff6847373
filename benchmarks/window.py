"""The first window against a bare window of PySide6: two programs, started in turns, from start to first paint."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

from benchmarks.measure import Line, side_by_side

_UNTIL_PAINTED = """
import os
from PySide6.QtCore import QEvent, QObject, QTimer

class Stop(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, lambda: os._exit(0))  # when every widget of this window has painted
        return False

stop = Stop()
"""
_BARE = (
    """
from PySide6.QtWidgets import QApplication, QMainWindow
"""
    + _UNTIL_PAINTED
    + """
application = QApplication([])
window = QMainWindow()
window.resize(1366, 768)
window.show()
window.installEventFilter(stop)
application.exec()
"""
)
_PROGRAM = (
    """
"""
    + _UNTIL_PAINTED
    + """
from gezinscoach_desktop import app

def start(program):
    program.show_opening()
    program.opening.installEventFilter(stop)

app.run(start)
"""
)


def run(families: int) -> list[Line]:  # noqa: ARG001 - every benchmark gets the size
    """Offscreen, as a screen's own speed is not ours."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "GEZINSCOACH_HOME": home}

        def started(program: str) -> None:
            subprocess.run([sys.executable, "-c", program], env=environment, check=True)

        measured, floor = side_by_side(lambda: started(_PROGRAM), lambda: started(_BARE), times=15)
    return [
        Line(
            "window",
            "start until the first window is painted",
            measured,
            2.5,
            floor=floor,
            floor_is="a bare QMainWindow",
        )
    ]
