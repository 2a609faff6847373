"""Connections to the server of an office."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, create_engine, event

from gezinscoach_desktop.data.server.address import Address
from gezinscoach_desktop.data.server.errors import translated

CONNECT_SECONDS = 10
IDLE_SECONDS = 120.0
"""Between two questions of one save; more is no longer at work."""
_POOL = 2
_AS_OWNER = """
SELECT set_config('role', quote_ident(pg_get_userbyid(datdba)), false) FROM pg_database
WHERE datname = current_database() AND right(pg_get_userbyid(datdba), 6) = '_owner'
AND pg_has_role(session_user, datdba, 'MEMBER')
"""


def make_engine(address: Address) -> Engine:
    """An engine with a few connections, each looked at before it is used again.

    A login of the server itself works as the owner of the tables, so that what it makes belongs to the office.
    """
    engine = create_engine(
        address.url,
        pool_size=_POOL,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"connect_timeout": CONNECT_SECONDS, "application_name": "gezinscoach-desktop"},
    )
    # Several rows in one INSERT: the policies are asked once per statement, so that twelve scores take 5 ms instead of 25.
    engine.dialect.use_insertmanyvalues_wo_returning = True

    @event.listens_for(engine, "connect")
    def be_brief(connection: Any, _record: Any) -> None:
        # A PC that loses its network in the middle of a save holds locks that everybody waits for; of itself the
        # server would wait two hours for it.
        with connection.cursor() as cursor:
            cursor.execute(f"SET idle_in_transaction_session_timeout = '{IDLE_SECONDS * 1000:.0f}ms'")
        connection.commit()

    if not address.is_personal:

        @event.listens_for(engine, "connect")
        def become_owner(connection: Any, _record: Any) -> None:
            with connection.cursor() as cursor:
                cursor.execute(_AS_OWNER)
            connection.commit()

    return engine


@contextmanager
def connected(address: Address) -> Iterator[Engine]:
    """An engine for a while; its errors come as those a user understands."""
    engine = make_engine(address)
    try:
        with translated():
            yield engine
    finally:
        engine.dispose()
