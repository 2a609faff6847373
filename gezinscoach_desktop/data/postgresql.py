"""The office on a PostgreSQL server, as plain storage: separating colleagues there comes with an issue of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, insert, make_url, select, update
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import account as accounts
from gezinscoach_desktop.data import schema, seal
from gezinscoach_desktop.data.founding import Founding, lay
from gezinscoach_desktop.data.keys import KeyRing, SlotStore, create_ring, open_ring, wrong_password
from gezinscoach_desktop.data.keys.finding import missing_keys
from gezinscoach_desktop.data.keys.slots import MemorySlots, contents
from gezinscoach_desktop.data.keys.table_slots import SLOTS, TableSlots
from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.data.sql_office import Failure, SqlOffice
from gezinscoach_desktop.data.tables import AccountRow, OfficeRow
from gezinscoach_desktop.domain.account import Account
from gezinscoach_desktop.domain.errors import OfficeUnavailable, UserError

CONNECT_SECONDS = 10
_POOL = 2
# Of https://www.postgresql.org/docs/current/errcodes-appendix.html
_SOMEBODY_WAS_FIRST = {"40001", "40P01", "23505", "55P03"}
_LOGIN_REFUSED = {"28000", "28P01"}
_MEANINGS = {
    "53100": "De schijf van de server is vol; wat bewaard was, is veilig.",
    "42501": "Deze gebruiker van de server heeft geen toegang tot het kantoor.",
    "25006": "De server laat nu alleen lezen toe.",
    "3D000": "Deze databank bestaat niet op de server.",
    schema.TOO_OLD_STATE: schema.UPDATED_ELSEWHERE,
}
_UNREACHABLE = "De server van het kantoor is niet bereikbaar."
# What an unknown user costs, so that the clock does not tell who has an account.
_NOBODY = b"\0" * 16


def create(place: str, founding: Founding, password: str) -> None:
    """Lay an office in an empty database; raises OfficeUnavailable when it is not empty or out of reach."""
    url = parse(place, user_name=founding.account.user_name, password=password)
    with _engine(url) as engine, _translated(), Session(engine) as session, session.begin():
        if not schema.is_empty(session.connection()):
            raise OfficeUnavailable("De databank is niet leeg; er wordt niets overschreven.")
        schema.upgrade(session.connection())
        lay(session, founding)
        slots = MemorySlots({})
        create_ring(
            slots,
            office_id=founding.office_id,
            account_id=founding.account.id,
            user_name=founding.account.user_name,
            password=password,
        )
        rows = [{"name": name, "content": content} for name, content in contents(slots).items()]
        session.execute(insert(SLOTS), rows)


def open_url(place: str, *, user_name: str, password: str) -> tuple[SqlOffice, Account]:
    """Open an existing office; raises WrongPassword or OfficeUnavailable."""
    url = parse(place, user_name=user_name, password=password)
    office, account = _open(url, lambda engine: _unlock(engine, user_name, password))
    if account is None:
        raise wrong_password()
    return office, account


def open_with(place: str, unlock: Callable[[SlotStore], KeyRing]) -> tuple[SqlOffice, Account | None]:
    """As `open_url`, by another way than a password, which asks for a URL that has the server's login in it."""
    url = parse(place, user_name="", password="")
    return _open(url, lambda engine: unlock(TableSlots(engine, _translated)))


def has_login(place: str) -> bool:
    """Whether the server lets this program in without asking its user's password."""
    return bool(parse(place, user_name="", password="").username)


def _open(url: URL, unlock: Callable[[Engine], KeyRing]) -> tuple[SqlOffice, Account | None]:
    engine = make_engine(url)
    try:
        with _translated():
            read_only = schema.prepare(engine, engine)
            keys = unlock(engine)
            name, account = _first_look(engine, keys)
    except BaseException:
        engine.dispose()
        raise
    office = ServerOffice(
        engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True),
        engine,
        explain,
        office_id=keys.office_id,
        name=name,
        kind=OfficeKind.POSTGRESQL,
        place=shown(url),
        keys=keys,
        is_shared_connection=False,
        read_only=read_only,
    )
    return office, account


class ServerOffice(SqlOffice):
    """An office on a server."""

    def replace_database(self, source: Path, key: bytes) -> None:
        """In one transaction of the server; the key slots stay those of now."""
        from gezinscoach_desktop.data.archive_place import replace_on_server

        with _translated():
            replace_on_server(self._writer, source, key)


def parse(place: str, *, user_name: str, password: str) -> URL:
    """The URL to connect with; without a user in it the user and password given are the server's login as well."""
    try:
        url = make_url(place)
    except (ArgumentError, ValueError):
        raise OfficeUnavailable(
            "Dit adres van de server wordt niet herkend: verwacht postgresql://server/databank."
        ) from None
    url = url.set(drivername="postgresql+psycopg")
    return url if url.username else url.set(username=user_name, password=password)


def shown(url: URL) -> str:
    """The URL for people: without any password, also not one among the options behind the question mark."""
    query = {key: value for key, value in url.query.items() if "password" not in key.lower()}
    plain = URL.create("postgresql", url.username, None, url.host, url.port, url.database, query)
    return plain.render_as_string(hide_password=True)


def make_engine(url: URL) -> Engine:
    """An engine with a few connections, each looked at before it is used again."""
    return create_engine(
        url,
        pool_size=_POOL,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"connect_timeout": CONNECT_SECONDS, "application_name": "gezinscoach-desktop"},
    )


def explain(error: DBAPIError) -> Failure | UserError:
    """What an error of PostgreSQL means."""
    state = getattr(error.orig, "sqlstate", None)
    if state in _SOMEBODY_WAS_FIRST:
        return Failure.RETRY
    if state in _LOGIN_REFUSED:
        return wrong_password()
    if state in _MEANINGS:
        return OfficeUnavailable(_MEANINGS[state])
    if error.connection_invalidated or (state or "")[:2] in {"08", "57"}:
        return Failure.RETRY  # an operation whose answer was lost is recognised by its id
    if state is None and _is_operational(error):
        return _login_or_unreachable(error)
    return Failure.BUG


def _is_operational(error: DBAPIError) -> bool:
    import psycopg

    return isinstance(error.orig, psycopg.OperationalError)


def _login_or_unreachable(error: DBAPIError) -> UserError:
    # While connecting psycopg gives no code, only what the server said.
    said = str(error.orig).lower()
    if "password authentication failed" in said or "no password supplied" in said:
        return wrong_password()
    return OfficeUnavailable(_UNREACHABLE)


@contextmanager
def connected(url: URL) -> Iterator[Engine]:
    """An engine for a while; its errors come as those a user understands."""
    with _engine(url) as engine, _translated():
        yield engine


@contextmanager
def _engine(url: URL) -> Iterator[Engine]:
    engine = make_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        meaning = explain(error)
        if isinstance(meaning, UserError):
            raise meaning from None  # the original may hold the URL
        if meaning is Failure.RETRY:
            raise OfficeUnavailable(_UNREACHABLE) from None
        raise


def _unlock(engine: Engine, user_name: str, password: str) -> KeyRing:
    store = TableSlots(engine, _translated)
    with Session(engine) as session:
        row = accounts.row_by_user_name(session, user_name)
    if row is not None and row.password_hash is not None and store.read(str(row.id)) is None:
        return _adopt(engine, store, row, password)
    if not store.names():
        seal.stretch(password, _NOBODY, seal.STANDARD)
        raise wrong_password()
    return open_ring(store, user_name=user_name, password=password)


def _adopt(engine: Engine, store: TableSlots, row: AccountRow, password: str) -> KeyRing:
    """The account of an office of program 0.1, which kept a hash of the password and a draft key: now it gets a slot."""
    if not seal.is_password(row.password_hash or "", password):
        raise wrong_password()
    with Session(engine) as session, session.begin():
        office_id = session.scalars(select(OfficeRow.id)).one()
    try:
        keys = create_ring(
            store,
            office_id=office_id,
            account_id=row.id,
            user_name=row.user_name,
            password=password,
            draft_key=row.draft_key,
        )
    except FileExistsError:
        raise missing_keys(store) from None
    with engine.begin() as connection:
        kept = update(AccountRow).where(AccountRow.id == row.id)
        connection.execute(kept.values(password_hash=None, draft_key=None))
    return keys


def _first_look(engine: Engine, keys: KeyRing) -> tuple[str, Account | None]:
    with Session(engine) as session:
        office_id, name = session.execute(select(OfficeRow.id, OfficeRow.name)).one()
        account = None if keys.account_id is None else accounts.by_id(session, keys.account_id)
    if office_id != keys.office_id:
        raise OfficeUnavailable("De sleutels op de server horen bij een ander kantoor.")
    if account is None and keys.account_id is not None:
        raise wrong_password()
    return name, account
