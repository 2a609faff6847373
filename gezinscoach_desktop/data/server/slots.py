"""Key slots in a table of the office's server, and the passwords of the logins that go with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    LargeBinary,
    Text,
    column,
    delete,
    func,
    insert,
    select,
    table,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError

SLOTS = table("key_slot", column("name", Text()), column("content", LargeBinary()))


class TableSlots:
    """The table `key_slot`. `translated` turns errors of the database into those a user understands."""

    def __init__(
        self,
        engine: Engine,
        translated: Callable[[], AbstractContextManager[None]] = nullcontext,
        *,
        password: str | None = None,
    ) -> None:
        self._engine = engine
        self._translated = translated
        self._password = password

    def opened_by(self, password: str) -> TableSlots:
        return TableSlots(self._engine, self._translated, password=password)

    @property
    def called(self) -> str:
        return "De tabel met sleutels op de server"

    def names(self) -> tuple[str, ...]:
        with self._translated(), self._engine.connect() as connection:
            return tuple(connection.scalars(select(SLOTS.c.name)))

    def read(self, name: str) -> bytes | None:
        with self._translated(), self._engine.connect() as connection:
            found = connection.scalar(select(SLOTS.c.content).where(SLOTS.c.name == name))
        return None if found is None else bytes(found)

    def put(self, name: str, content: bytes) -> None:
        with self._translated():
            try:
                with self._engine.begin() as connection:
                    if not _replaced(connection, name, content):
                        _added(connection, name, content)
                    self._set_password(connection, name)
            except IntegrityError:  # somebody made it meanwhile: now it can be replaced
                with self._engine.begin() as connection:
                    _replaced(connection, name, content)
                    self._set_password(connection, name)

    def add(self, name: str, content: bytes) -> None:
        with self._translated():
            try:
                with self._engine.begin() as connection:
                    _added(connection, name, content)
                    self._set_password(connection, name)
            except IntegrityError:
                raise FileExistsError(name) from None

    def begin(self, slots: Mapping[str, bytes]) -> None:
        with self._translated():
            try:
                with self._engine.begin() as connection:
                    if connection.scalar(select(func.count()).select_from(SLOTS)):
                        raise FileExistsError("key_slot")
                    for name, content in slots.items():
                        _added(connection, name, content)
            except IntegrityError:
                raise FileExistsError("key_slot") from None

    def remove(self, name: str) -> None:
        with self._translated(), self._engine.begin() as connection:
            connection.execute(delete(SLOTS).where(SLOTS.c.name == name))

    def _set_password(self, connection: Connection, name: str) -> None:
        if self._password is not None and connection.dialect.name == "postgresql":
            set_login_password(connection, name, self._password)


def set_login_password(connection: Connection, holder: str, password: str) -> None:
    """Let the login of an account (its id) or of the recovery sheet in with `password`; the server gets a verifier of it.

    An account whose row is still to come gets it with its row.
    """
    driver: Any = connection.connection.driver_connection
    verifier = driver.pgconn.encrypt_password(password.encode(), b"", b"scram-sha-256").decode()
    connection.execute(_SET, {"holder": holder, "verifier": verifier})


_SET = text("SELECT set_login_password(:holder, :verifier)")


def _added(connection: Connection, name: str, content: bytes) -> None:
    connection.execute(insert(SLOTS).values(name=name, content=content))


def _replaced(connection: Connection, name: str, content: bytes) -> bool:
    done = connection.execute(update(SLOTS).where(SLOTS.c.name == name).values(content=content))
    return bool(done.rowcount)
