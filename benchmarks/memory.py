"""Memory of the program with a large office open: the list of families shown, then the page of one family."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.generated import PASSWORD, USER_NAME, office_of, own_copy
from benchmarks.measure import Line

_PROGRAM = """
import json, os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from benchmarks.generated import family_id
from gezinscoach_desktop import app
from gezinscoach_desktop.services.office import open_office
from gezinscoach_desktop.views.family import places
from gezinscoach_desktop.views.frame import FAMILIES
from gezinscoach_desktop.views.page import Destination

def resident():
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0

def start(program):
    place, user, password = sys.argv[1:]
    desk = open_office(place, user_name=user, password=password)
    program.enter(desk)
    steps = [
        lambda: program.frame.go(Destination(FAMILIES)),
        lambda: program.frame.go(places.family_page(family_id(7))),
    ]
    found = []

    def next_step():
        if program.tasks.is_busy:
            return
        found.append(resident())
        if steps:
            steps.pop(0)()
        else:
            print(json.dumps(found), flush=True)
            os._exit(0)

    timer = QTimer(program)
    timer.timeout.connect(next_step)
    timer.start(1500)

app.run(start)
"""


def run(families: int) -> list[Line]:
    """Resident memory of a program of its own, two seconds after each page was shown."""
    with own_copy(office_of(families)) as office:
        arguments = [sys.executable, "-c", _PROGRAM, str(office.path), USER_NAME, PASSWORD]
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path.cwd())}
        ran = subprocess.run(
            arguments, env=environment, check=True, capture_output=True, text=True, timeout=120
        )
    _, with_list, with_page = json.loads(ran.stdout)
    return [
        Line("list in memory", f"memory with the list of {families} families", with_list, 200, unit="MB"),
        Line("memory", "memory with the list and a family page", with_page, 200, unit="MB"),
    ]
