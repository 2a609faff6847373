"""Statements are turned into SQL once in a test run, and not again by each of the thousands of engines that tests make.

SQLAlchemy keeps that work per engine, as a program has one; only who keeps it differs here, and the SQL is the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from sqlalchemy import URL, Dialect, Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

_STATEMENTS = 4000
_Kind = tuple[object, ...]
_MEMOS: dict[_Kind, WeakKeyDictionary[Any, Any]] = {}
"""How values go to and from the driver."""
_COMPILED: LRUCache[Any, Any] = LRUCache(_STATEMENTS)


@pytest.fixture(scope="session", autouse=True)
def statements_compiled_once() -> Iterator[None]:
    """For the whole run."""

    def joined(engine: Engine, own: object) -> None:
        """A new engine, with its own place to keep statements."""
        kind = _kind(engine.dialect, engine.url)
        memos = _MEMOS.setdefault(kind, WeakKeyDictionary())
        vars(engine.dialect).update(_kind_in_tests=kind, _type_memos=memos)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Engine, "_compiled_cache", property(lambda engine: _COMPILED, joined), raising=False)
        patch.setattr(DefaultDialect, "__hash__", lambda dialect: hash(_kind_of(dialect)))
        patch.setattr(DefaultDialect, "__eq__", lambda one, other: _kind_of(one) == _kind_of(other))
        yield


@pytest.fixture
def compiled_anew() -> Iterator[None]:
    """For a test that changes how values go to and from the driver."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    _COMPILED.clear()
    for memos in _MEMOS.values():
        memos.clear()


def _kind(dialect: Dialect, url: URL) -> _Kind:
    """What SQL depends on: the kind of database, and its version, one per server."""
    server = (url.host, url.port, url.query.get("host")) if dialect.name == "postgresql" else ()
    return type(dialect), *server


def _kind_of(dialect: object) -> object:
    """One that no engine has yet is only like itself; what a program sets on it afterwards tells it from others."""
    own = vars(dialect)
    return own.get("_kind_in_tests", id(dialect)), own.get("use_insertmanyvalues_wo_returning", False)
