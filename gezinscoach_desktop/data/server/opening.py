"""Making an office on a server, and opening it."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Engine, insert, select, update
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import account as accounts
from gezinscoach_desktop.data import schema, seal
from gezinscoach_desktop.data.founding import Founding, lay
from gezinscoach_desktop.data.keys import KeyRing, SlotStore, create_ring, open_ring, wrong_password
from gezinscoach_desktop.data.keys.finding import missing_keys
from gezinscoach_desktop.data.keys.slots import MemorySlots, contents
from gezinscoach_desktop.data.keys.table_slots import SLOTS, TableSlots
from gezinscoach_desktop.data.server.address import Address, parse
from gezinscoach_desktop.data.server.engine import connected, make_engine
from gezinscoach_desktop.data.server.errors import translated
from gezinscoach_desktop.data.server.office import ServerOffice
from gezinscoach_desktop.data.tables import AccountRow, OfficeRow
from gezinscoach_desktop.domain.account import Account
from gezinscoach_desktop.domain.errors import OfficeUnavailable

# What an unknown user costs, so that the clock does not tell who has an account.
_NOBODY = b"\0" * 16


def create(place: str, founding: Founding, password: str) -> None:
    """Lay an office in an empty database; raises OfficeUnavailable when it is not empty or out of reach."""
    address = parse(place, user_name=founding.account.user_name, password=password)
    with connected(address) as engine, Session(engine) as session, session.begin():
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


def open_url(place: str, *, user_name: str, password: str) -> tuple[ServerOffice, Account]:
    """Open an existing office; raises WrongPassword or OfficeUnavailable."""
    address = parse(place, user_name=user_name, password=password)
    office, account = _open(address, lambda engine: _unlock(engine, user_name, password))
    if account is None:
        raise wrong_password()
    return office, account


def open_with(
    place: str, unlock: Callable[[SlotStore], KeyRing], *, user_name: str = "", password: str = ""
) -> tuple[ServerOffice, Account | None]:
    """As `open_url`, by another way than the account's own password in its key slot."""
    address = parse(place, user_name=user_name, password=password)
    return _open(address, lambda engine: unlock(TableSlots(engine, translated)))


def _open(address: Address, unlock: Callable[[Engine], KeyRing]) -> tuple[ServerOffice, Account | None]:
    engine = make_engine(address)
    try:
        with translated():
            read_only = schema.prepare(engine, engine)
            keys = unlock(engine)
            name, account = _first_look(engine, keys)
    except BaseException:
        engine.dispose()
        raise
    return ServerOffice(engine, address, keys, name=name, read_only=read_only), account


def _unlock(engine: Engine, user_name: str, password: str) -> KeyRing:
    store = TableSlots(engine, translated)
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
