"""Making an office on a server, and opening it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import Engine, insert, select, update
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import account as accounts
from gezinscoach_desktop.data import news, schema, seal
from gezinscoach_desktop.data.founding import Founding, lay
from gezinscoach_desktop.data.keys import KeyRing, SlotStore, create_ring, open_ring, wrong_password
from gezinscoach_desktop.data.keys.changing import login_password
from gezinscoach_desktop.data.keys.finding import missing_keys, wrong_sheet
from gezinscoach_desktop.data.keys.holder import typed
from gezinscoach_desktop.data.keys.slots import MemorySlots, contents
from gezinscoach_desktop.data.server.address import Address, parse
from gezinscoach_desktop.data.server.engine import connected, make_engine
from gezinscoach_desktop.data.server.errors import translated
from gezinscoach_desktop.data.server.logins import login_for
from gezinscoach_desktop.data.server.office import ServerOffice
from gezinscoach_desktop.data.server.setup import ensure
from gezinscoach_desktop.data.server.slots import SLOTS, TableSlots, set_login_password
from gezinscoach_desktop.data.tables import AccountRow, OfficeRow
from gezinscoach_desktop.domain import recovery_code
from gezinscoach_desktop.domain.account import Account
from gezinscoach_desktop.domain.errors import NeedsServerLogin, OfficeUnavailable, WrongPassword

# What an unknown user costs, so that the clock does not tell who has an account.
_NOBODY = b"\0" * 16


def create(place: str, founding: Founding, password: str) -> None:
    """Lay an office in an empty database, with a login of the server in `place`.

    Raises OfficeUnavailable when it is not empty or out of reach, NeedsServerLogin when the place names nobody.
    """
    address = parse(place)
    if address.is_personal:
        raise NeedsServerLogin(
            "Voor een nieuw kantoor op een server is de login nodig van wie de server beheert."
        )
    name = founding.account.user_name
    with connected(address) as engine, Session(engine) as session, session.begin():
        connection = session.connection()
        if not schema.is_empty(connection):
            raise OfficeUnavailable("De databank is niet leeg; er wordt niets overschreven.")
        ensure(connection, address.roles)
        schema.upgrade(connection)
        lay(session, founding, login=login_for(connection, name))
        slots = MemorySlots({})
        create_ring(
            slots,
            office_id=founding.office_id,
            account_id=founding.account.id,
            user_name=name,
            password=password,
        )
        rows = [{"name": slot, "content": content} for slot, content in contents(slots).items()]
        session.execute(insert(SLOTS), rows)
        set_login_password(connection, str(founding.account.id), password)


def open_url(place: str, *, user_name: str, password: str) -> tuple[ServerOffice, Account]:
    """Open an existing office; raises WrongPassword, OfficeUnavailable, or NeedsServerLogin for one to be updated first."""
    office, account = open_with(
        place,
        lambda store: open_ring(store, user_name=user_name, password=password),
        user_name=user_name,
        password=password,
    )
    if account is None:
        raise wrong_password()
    return office, account


def open_with(
    place: str, unlock: Callable[[SlotStore], KeyRing], *, user_name: str = "", password: str = ""
) -> tuple[ServerOffice, Account | None]:
    """As `open_url`, by another way than the account's own password in its key slot."""
    address = parse(place, user_name=user_name, password=password)
    if not address.is_personal:
        return _open(address, lambda engine: _unlock(engine, unlock, user_name, password))
    try:
        return _open(address, lambda engine: unlock(TableSlots(engine, translated)))
    except WrongPassword:
        code = typed(password, one_time=True)  # a code that was handed over is taken however it is typed
        if code == password:
            raise
        address = parse(place, user_name=user_name, password=code)
        return _open(address, lambda engine: unlock(TableSlots(engine, translated)))


def open_with_recovery(place: str, code: str, unlock: Callable[[SlotStore], KeyRing]) -> ServerOffice:
    """With the login of the recovery sheet, unless the place names another one."""
    address = parse(place)
    if address.is_personal:
        password = login_password(recovery_code.parse(code))
        url = address.url.set(username=address.roles.recovery, password=password)
        address = replace(address, url=url)
    try:
        office, _ = _open(address, lambda engine: unlock(TableSlots(engine, translated)))
    except WrongPassword:
        raise wrong_sheet() from None
    return office


def upgrade(place: str) -> None:
    """Bring an office up to date, with a login of the server in `place`; nothing when it is."""
    address = parse(place)
    with connected(address) as engine:
        schema.prepare(engine, engine)


def _open(address: Address, unlock: Callable[[Engine], KeyRing]) -> tuple[ServerOffice, Account | None]:
    engine = make_engine(address)
    try:
        with translated():
            # Before an update is the moment to say that an own login cannot do it.
            read_only = schema.prepare(engine, engine, _refuse_update if address.is_personal else None)
            keys = unlock(engine)
            name, account, seen = _first_look(engine, keys)
    except BaseException:
        engine.dispose()
        raise
    return ServerOffice(engine, address, keys, name=name, seen=seen, read_only=read_only), account


def _refuse_update() -> None:
    raise NeedsServerLogin(
        "Het kantoor moet eerst bijgewerkt worden voor deze versie van het programma; "
        "dat kan alleen met de login van wie de server beheert."
    )


def _unlock(engine: Engine, unlock: Callable[[SlotStore], KeyRing], user_name: str, password: str) -> KeyRing:
    store = TableSlots(engine, translated)
    if not user_name:
        return unlock(store)
    with Session(engine) as session:
        row = accounts.row_by_user_name(session, user_name)
    if row is not None and row.password_hash is not None and store.read(str(row.id)) is None:
        return _adopt(engine, store, row, password)
    if not store.names():
        seal.stretch(password, _NOBODY, seal.STANDARD)
        raise wrong_password()
    return unlock(store)


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


def _first_look(engine: Engine, keys: KeyRing) -> tuple[str, Account | None, int | None]:
    """The office's name, whose account this is, and where the trail stands, which an account may ask."""
    with Session(engine) as session:
        office_id, name = session.execute(select(OfficeRow.id, OfficeRow.name)).one()
        account = None if keys.account_id is None else accounts.by_id(session, keys.account_id)
        seen = None if account is None else news.last_number(session)
    if office_id != keys.office_id:
        raise OfficeUnavailable("De sleutels op de server horen bij een ander kantoor.")
    if account is None and keys.account_id is not None:
        raise wrong_password()
    return name, account, seen
