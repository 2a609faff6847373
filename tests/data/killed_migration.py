"""Bringing copies of an old office up to date in processes that are killed with kill -9 before a given statement."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

# One process loads the program, without threads; each migration is a fork of it.
NURSERY = """
import os, signal, sys
from pathlib import Path
import alembic.command, alembic.config
from sqlalchemy import event
from gezinscoach_desktop.data import schema
from tests.data.old_office import opened_file

def upgrade(path, stop_at):
    store = opened_file(Path(path))
    seen = 0
    def before(*arguments):
        nonlocal seen
        seen += 1
        if seen == stop_at:
            os.kill(os.getpid(), signal.SIGKILL)
    event.listen(store.writer, "before_cursor_execute", before)
    with store.writer.begin() as connection:
        schema.upgrade(connection)
    store.reader.dispose()

for path, stop_at in zip(sys.argv[1::2], map(int, sys.argv[2::2])):
    child = os.fork()
    if not child:
        upgrade(path, stop_at)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    print(int(os.WIFSIGNALED(status)))
"""


def killed_copies(office: Path, stops: Sequence[int]) -> list[tuple[Path, bool]]:
    """A copy of the closed `office` for each of `stops`, with whether its migration was killed before it was done."""
    copies = [office.with_name(f"copy-{place}-{stop_at}") for place, stop_at in enumerate(stops)]
    for copy in copies:
        shutil.copy(office, copy)
    arguments = [
        part for copy, stop_at in zip(copies, stops, strict=True) for part in (str(copy), str(stop_at))
    ]
    nursery = subprocess.run(
        [sys.executable, "-c", NURSERY, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        check=True,
        timeout=600,
    )
    killed = [line == "1" for line in nursery.stdout.split()]
    return list(zip(copies, killed, strict=True))
