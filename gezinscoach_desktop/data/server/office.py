"""An office on a server, opened."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from gezinscoach_desktop.data.keys import KeyRing
from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.data.server.address import Address
from gezinscoach_desktop.data.server.errors import explain, translated
from gezinscoach_desktop.data.sql_office import SqlOffice


class ServerOffice(SqlOffice):
    """An office on a server."""

    def __init__(
        self, engine: Engine, address: Address, keys: KeyRing, *, name: str, read_only: str | None
    ) -> None:
        super().__init__(
            engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True),
            engine,
            explain,
            office_id=keys.office_id,
            name=name,
            kind=OfficeKind.POSTGRESQL,
            place=address.shown,
            keys=keys,
            is_shared_connection=False,
            read_only=read_only,
        )
        self._address = address

    @property
    def is_partial(self) -> bool:
        return self._address.is_personal

    def replace_database(self, source: Path, key: bytes) -> None:
        """In one transaction of the server; the key slots stay those of now. Only for a login of the server."""
        from gezinscoach_desktop.data.archive_place import replace_on_server

        with translated():
            replace_on_server(self._writer, source, key)
