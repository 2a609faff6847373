"""The tables of fresh offices: Alembic makes them once in a test run, and later ones get the same statements again.

The migrations give an empty database always the same statements; working these out takes most of the time. Here they are
kept and sent again, on the same connection and in the same transaction. An office that exists is brought up to date by
Alembic itself, always, and so is everything within `real`. tests/data/test_repeated.py proves that both ways give the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, event

from gezinscoach_desktop.data import schema
from gezinscoach_desktop.data.server.roles import roles_of

_migrate: Callable[[Config, str], None] = command.upgrade
_OWN_PREFIX = re.compile(r"gc_[0-9a-f]{20,32}")
"""How tests name a database that lives for one test; its roles are called after it."""
_PREFIX = "gc_the_prefix_of_this_office"


@dataclass(frozen=True)
class Statement:
    """As it went to the driver."""

    sql: str
    parameters: Any
    is_many: bool
    is_plain: bool
    """Sent without parameters: a % is one."""

    def sent(self, connection: Connection, prefix: str) -> None:
        sql = self.sql.replace(_PREFIX, prefix)
        options = {"no_parameters": True} if self.is_plain else {}
        connection.exec_driver_sql(sql, self.parameters or None, execution_options=options)


def _send(statements: Sequence[Statement], connection: Connection) -> None:
    prefix = _prefix(connection)
    is_together = connection.dialect.name == "postgresql"
    for has_own, group in groupby(statements, lambda each: bool(each.parameters) or not is_together):
        if has_own:
            for each in group:
                each.sent(connection, prefix)
        else:  # in one message: the server does one after the other as well
            parts = [each.sql if each.is_plain else each.sql.replace("%%", "%") for each in group]
            Statement(";\n".join(parts), None, is_many=False, is_plain=True).sent(connection, prefix)


_Kind = tuple[str, str, str]
_KNOWN: dict[_Kind, tuple[Statement, ...]] = {}
_is_real = False


@contextmanager
def real() -> Iterator[None]:
    """Within it Alembic makes every office anew."""
    global _is_real  # noqa: PLW0603 - the tests of one process run one after another
    before, _is_real = _is_real, True
    try:
        yield
    finally:
        _is_real = before


@pytest.fixture(scope="session", autouse=True)
def repeated_migrations() -> Iterator[None]:
    """For the whole run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command, "upgrade", _upgrade)
        yield


@pytest.fixture
def real_migrations() -> Iterator[None]:
    """For a test that is about them."""
    with real():
        yield


def _upgrade(config: Config, to: str) -> None:
    connection: Connection = config.attributes["connection"]
    if _is_real or not schema.is_empty(connection):
        _migrate(config, to)
        return
    prefix = _prefix(connection)
    kind = (connection.dialect.name, "" if _OWN_PREFIX.fullmatch(prefix) else prefix, to)
    known = _KNOWN.get(kind)
    if known is None:
        _KNOWN[kind] = recorded(connection, lambda: _migrate(config, to))
        return
    _send(known, connection)


def recorded(connection: Connection, run: Callable[[], None]) -> tuple[Statement, ...]:
    """What `run` sends over the connection."""
    found: list[Statement] = []
    prefix = _prefix(connection)

    def note(_: Any, __: Any, sql: str, parameters: Any, context: Any, is_many: bool) -> None:
        if _OWN_PREFIX.fullmatch(prefix):
            sql = sql.replace(prefix, _PREFIX)
        is_plain = not parameters and bool(context.execution_options.get("no_parameters", False))
        found.append(Statement(sql, parameters, is_many, is_plain))

    event.listen(connection, "before_cursor_execute", note)
    try:
        run()
    finally:
        event.remove(connection, "before_cursor_execute", note)
    return tuple(found)


def _prefix(connection: Connection) -> str:
    return roles_of(connection).prefix if connection.dialect.name == "postgresql" else ""
