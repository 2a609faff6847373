"""Which tests ask a server something that no other asks it: `pytest -p tests.asked_of_server -n 0 -k postgresql …`.

A test that asks nothing of its own (the same SQL, sent in the same roles, that met rows or none, or was refused) says as
much on a file: it can bear `ON_FILE`, which makes it several times cheaper. The cheapest tests that together ask everything
are kept; whether a test is about something that SQL does not show, such as two people at once, is for people to judge.
"""

from __future__ import annotations

import re
import time
from collections import defaultdict
from collections.abc import Generator
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import ExceptionContext

_NUMBER, _VALUES = re.compile(r"\d+"), re.compile(r"(%\([a-z_#]+\)s(::\w+)?(, )?)+")
_ROLES = (
    "SELECT granted.rolname FROM pg_auth_members JOIN pg_roles AS granted ON granted.oid = roleid "
    "JOIN pg_roles AS person ON person.oid = member WHERE person.rolname = %s"
)
Asked = tuple[str, str, str]
"""In which roles, what came of it, and the SQL without its values."""
_now: set[Asked] = set()
_asked: dict[str, set[Asked]] = defaultdict(set)
_seconds: dict[str, float] = defaultdict(float)


def _sql(statement: str) -> str:
    return _VALUES.sub("%", _NUMBER.sub("#", statement))


def _roles(engine: Engine) -> str:
    from tests.offices import _RUNNING

    user = engine.url.username
    if not user or not _RUNNING:
        return "superuser"
    rows = _RUNNING[0]._connection().execute(_ROLES, [user]).fetchall()
    return " ".join(sorted(name.rpartition("_")[2] for (name,) in rows))


@event.listens_for(Engine, "after_cursor_execute")
def _note(connection: Connection, cursor: Any, statement: str, *_: Any) -> None:
    if connection.dialect.name == "postgresql":
        _now.add((_roles(connection.engine), "met" if cursor.rowcount > 0 else "none", _sql(statement)))


@event.listens_for(Engine, "handle_error")
def _note_refused(context: ExceptionContext) -> None:
    if context.engine is not None and context.dialect.name == "postgresql":
        error = type(context.original_exception).__name__
        _now.add((_roles(context.engine), error, _sql(context.statement or "")))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    name, begun = item.nodeid.partition("[")[0], time.process_time()
    _now.clear()
    result = yield
    _asked[name] |= _now
    _seconds[name] += time.process_time() - begun
    return result


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    left, rest, kept = set().union(*_asked.values()), dict(_asked), []
    while left:
        best = max(rest, key=lambda name: len(rest[name] & left) / (_seconds[name] + 0.05))
        kept.append((best, len(rest[best] & left)))
        left -= rest.pop(best)
    terminalreporter.section("asked of a server")
    for name, count in sorted(kept):
        terminalreporter.write_line(f"{count:4} asked only here: {name}")
    for name in sorted(rest):
        terminalreporter.write_line(f"   nothing of its own: {name}")
