"""How a service writes: a registered operation, noted in the audit trail in the same transaction.

An operation is a module-level function of a `Work` and of plain arguments. Since both its name and its arguments can be
kept on disk, an office whose share is away keeps it on this PC and does it later, also after the program was closed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, get_type_hints
from uuid import UUID, uuid4

from gezinscoach_desktop.data import account as accounts
from gezinscoach_desktop.data import audit
from gezinscoach_desktop.data.audit import AuditEntry
from gezinscoach_desktop.data.office import KeptOperation, Operation
from gezinscoach_desktop.domain.account import Account
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.errors import AccountClosed, NotAllowed
from gezinscoach_desktop.services.desk import Desk

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Work:
    """An operation while it runs: who asked for it and when, within which transaction.

    `account` is as the transaction finds it, so that a role that was taken away no longer counts; the clock stands at the
    moment of asking, so that running it again gives the same.
    """

    session: Session
    id: UUID
    account: Account
    at: datetime
    day: date

    def today(self) -> date:
        return self.day

    def now(self) -> datetime:
        return self.at

    def note(
        self, action: StrEnum, *, family_id: UUID | None = None, details: Mapping[str, Any] | None = None
    ) -> None:
        """Note in the audit trail what this operation does; `details` hold counts and kinds, never content."""
        audit.note(
            self.session, AuditEntry(self.at, self.account.id, action, family_id, self.id, details or {})
        )


@dataclass(frozen=True)
class Kind(Generic[P]):
    """A registered kind of operation; calling it with a desk does it."""

    action: AuditAction
    name: str
    function: Callable[Concatenate[Work, P], Done]
    can_wait: bool
    is_urgent: bool

    def __call__(self, desk: Desk, *arguments: P.args, **named: P.kwargs) -> Done:
        return self._write(desk, uuid4(), arguments, named)

    def under(self, operation_id: UUID) -> Callable[Concatenate[Desk, P], Done]:
        """The same under an id that the caller made, so that asking twice does it once."""

        def call(desk: Desk, /, *arguments: P.args, **named: P.kwargs) -> Done:
            return self._write(desk, operation_id, arguments, named)

        return call

    @cached_property
    def _types(self) -> Any:
        hints = get_type_hints(self.function)
        code = self.function.__code__
        return tuple[tuple(hints[name] for name in code.co_varnames[1 : code.co_argcount])]  # type: ignore[misc]

    def _write(
        self, desk: Desk, id_: UUID, arguments: tuple[object, ...], named: Mapping[str, object]
    ) -> Done:
        _refuse_code(desk, self.action)
        if named:
            raise TypeError("arguments of an operation are given by place, so that they can be kept by place")
        operation = Operation(
            kind=self.name,
            run=self._bound(arguments, id_, desk.account.id, desk.now(), desk.today()),
            account_id=desk.account.id,
            id=id_,
            at=desk.now(),
            arguments=(lambda: _encode(arguments)) if self.can_wait else None,
            is_urgent=self.is_urgent,
        )
        return desk.office.write(operation)

    def arguments_of(self, kept: KeptOperation) -> tuple[Any, ...]:
        """What it was asked to do, as it was given; raises LookupError when an other program gave something else."""
        import msgspec

        try:
            arguments: tuple[Any, ...] = msgspec.json.decode(kept.arguments, type=self._types)
        except msgspec.MsgspecError as error:
            raise LookupError(kept.kind) from error
        return arguments

    def revived(self, kept: KeptOperation, instead: Callable[[Work], Done] | None = None) -> Operation:
        """The operation as it was when it was kept, or something else in its name."""
        arguments = self.arguments_of(kept)
        if kept.account_id is None:
            raise LookupError("an operation without an account")
        day = kept.at.astimezone().date()
        return Operation(
            kind=self.name,
            run=self._bound(arguments, kept.id, kept.account_id, kept.at, day)
            if instead is None
            else _running(instead, kept.id, kept.account_id, kept.at, day),
            account_id=kept.account_id,
            id=kept.id,
            at=kept.at,
            arguments=lambda: kept.arguments,
            is_urgent=self.is_urgent,
        )

    def _bound(
        self, arguments: tuple[Any, ...], id_: UUID, account_id: UUID, at: datetime, day: date
    ) -> Callable[[Session], Done]:
        function: Callable[..., Done] = self.function
        return _running(lambda work: function(work, *arguments), id_, account_id, at, day)


_WITH_A_CODE = frozenset(
    {
        AuditAction.SIGN_IN,
        AuditAction.SIGN_IN_FAILED,
        AuditAction.SIGN_OUT,
        AuditAction.CHECK_FAILED,
        AuditAction.BACK_UP,
    }
)
"""What the program notes by itself: all that is kept for who signed in with a code and has no password yet."""


def _refuse_code(desk: Desk, action: AuditAction) -> None:
    if desk.must_change_password and action not in _WITH_A_CODE:
        raise NotAllowed("Kies eerst een eigen wachtwoord; de code was voor één keer.")


_KINDS: dict[str, Kind[Any]] = {}


def operation(
    action: AuditAction, *, can_wait: bool = True, is_urgent: bool = True
) -> Callable[[Callable[Concatenate[Work, P], Done]], Kind[P]]:
    """Register a function as an operation of the kind `action`; its arguments are of types that JSON can hold.

    Not `can_wait`: it is refused while a share is away, since it is too large or too far-reaching to be done later.
    Not `is_urgent`: nobody waits until it reached the others.
    """

    def register(function: Callable[Concatenate[Work, P], Done]) -> Kind[P]:
        name = f"{function.__module__.rpartition('.')[2]}.{function.__name__.strip('_')}"
        if name in _KINDS:
            raise ValueError(f"two operations are called {name}")
        kind = Kind(action, name, function, can_wait, is_urgent)
        _KINDS[name] = kind
        return kind

    return register


def write_at_once(desk: Desk, action: AuditAction, run: Callable[[Work], Done]) -> Done:
    """Do what is too large to wait on this PC (an import); refused while the share of the office is away."""
    _refuse_code(desk, action)
    id_, at, day = uuid4(), desk.now(), desk.today()
    return desk.office.write(
        Operation(action.value, _running(run, id_, desk.account.id, at, day), desk.account.id, id_, at)
    )


def revive(kept: KeptOperation) -> Operation:
    """Build an operation that waited on this PC again; raises LookupError for a kind this program does not know."""
    return kind_of(kept).revived(kept)


def note_plainly(kept: KeptOperation) -> Operation:
    """That it was done, and of which families, without asking whether it may be; raises LookupError as `revive` does."""
    kind = kind_of(kept)
    families: tuple[UUID | None, ...] = tuple(dict.fromkeys(_families_in(kind.arguments_of(kept)))) or (None,)

    def note(work: Work) -> Done:
        for family_id in families:
            work.note(kind.action, family_id=family_id)
        return Done(Change(frozenset()))

    return kind.revived(kept, note)


def _families_in(arguments: Iterable[Any]) -> Iterator[UUID]:
    for each in arguments:
        if isinstance(each, UUID):
            yield each
        elif isinstance(each, tuple):
            yield from _families_in(each)
        elif isinstance(found := getattr(each, "family_id", None), UUID):
            yield found


def kind_of(kept: KeptOperation) -> Kind[Any]:
    """The registered kind of an operation that waited; raises LookupError for one this program does not know."""
    if kept.kind not in _KINDS:
        module = kept.kind.partition(".")[0]
        if not module.isidentifier():
            raise LookupError(kept.kind)
        try:
            import_module(f"gezinscoach_desktop.services.{module}")
        except ModuleNotFoundError:
            raise LookupError(kept.kind) from None
    return _KINDS[kept.kind]


def _running(
    function: Callable[[Work], Done], id_: UUID, account_id: UUID, at: datetime, day: date
) -> Callable[[Session], Done]:
    def run(session: Session) -> Done:
        account = accounts.by_id(session, account_id)
        if account is None:
            raise AccountClosed("Je account in dit kantoor is afgesloten; er wordt niets meer bewaard.")
        return function(Work(session, id_, account, at, day))

    return run


def _encode(arguments: tuple[object, ...]) -> bytes:
    import msgspec

    return msgspec.json.encode(arguments)
