"""Hangs the heart beat and what it tells in a window."""

from __future__ import annotations

from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.frame import Frame
from gezinscoach_desktop.views.safety.pulse import Pulse
from gezinscoach_desktop.views.safety.status_line import StatusLine
from gezinscoach_desktop.views.tasks import Tasks


def watch_over(frame: Frame, tasks: Tasks, desk: Desk, *, is_practice: bool = False) -> Pulse:
    """Let the window hear what colleagues write, and say how safe the work is. Start the beat once the rooms are there."""
    pulse = Pulse(tasks, desk, frame, asks_backups=not is_practice)
    line = StatusLine(desk, frame)
    pulse.changed.connect(frame.hear)
    pulse.health_changed.connect(line.show_health)
    pulse.backups_changed.connect(line.show_backups)
    line.left_for.connect(frame.go)
    frame.add_status(line)
    return pulse
