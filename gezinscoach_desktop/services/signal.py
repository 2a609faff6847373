"""Signals: something structural that fails, told in one form from anywhere; coordinators see what everybody told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from gezinscoach_desktop.data import signal as signals_of
from gezinscoach_desktop.data.signal import SIGNALS
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import NotAllowed
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.signal import HowOften as HowOften
from gezinscoach_desktop.domain.signal import SignalInput as SignalInput
from gezinscoach_desktop.domain.signal import SignalRecord as SignalRecord
from gezinscoach_desktop.domain.signal import checked_signal
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import header_of
from gezinscoach_desktop.services.guard import reaches_own_only, require, require_coached, require_family
from gezinscoach_desktop.services.kept import changed_meanwhile, missing
from gezinscoach_desktop.services.operation import Work, operation

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

_WHAT = "dit signaal"


@dataclass(frozen=True, slots=True)
class SignalLine:
    """A signal in the list; the family only by its code, for who may see it."""

    record: SignalRecord
    service: str
    """How the service is called, from the directory or as it was written; empty when it is about none."""
    family_code: str = ""


@dataclass(frozen=True, slots=True)
class FamilyNames:
    """How a family is known to who may read it."""

    called: str
    """By its name, or by its code while it has none."""
    to_leave_out: tuple[str, ...]
    """What a text about it that others read should not hold."""


def list_signals(desk: Desk) -> tuple[SignalLine, ...]:
    """What I told and what came up with my families, or everything for who reaches it; three queries."""
    only = reaches_own_only(desk, Action.READ_SIGNALS)

    def query(session: Session) -> tuple[SignalLine, ...]:
        services, codes = signals_of.names_of_services(session), signals_of.codes_of_families(session)
        found = signals_of.seen_by(session, desk.account.id, own_only=only, today=desk.today())
        return tuple(
            SignalLine(
                record,
                services.get(record.details.service_id, "")
                if record.details.service_id is not None
                else record.details.service,
                "" if record.family_id is None else codes.get(record.family_id, ""),
            )
            for record in found
        )

    return desk.office.read(query)


def names_to_leave_out(desk: Desk, family_id: UUID) -> FamilyNames:
    """By which names the family is known."""

    def query(session: Session) -> FamilyNames:
        require_family(desk, session, Action.READ_FAMILY, family_id)
        header = header_of(session, family_id)
        people = (f"{each.details.given_name} {each.details.family_name}" for each in header.members)
        name, code = header.record.details.name, header.record.details.code
        return FamilyNames(name or code, tuple(each for each in (name, *people) if each.strip()))

    return desk.office.read(query)


def tell_signal(desk: Desk, details: SignalInput, family_id: UUID | None = None) -> Done:
    """Tell what fails, with the family it came up with or without one; raises InvalidInput (field what or on)."""
    return _tell_signal(desk, uuid4(), checked_signal(details, desk.today()), family_id)


@operation(AuditAction.REGISTER_SIGNAL)
def _tell_signal(work: Work, signal_id: UUID, details: SignalInput, family_id: UUID | None) -> Done:
    require(work, Action.TELL_SIGNAL)
    if family_id is not None:
        require_coached(work, work.session, Action.READ_SIGNALS, family_id)
    SIGNALS.add(work.session, signal_id, details, family_id=family_id, at=work.now(), by=work.account.id)
    work.note(AuditAction.REGISTER_SIGNAL, family_id=family_id)
    return _done(signal_id)


def change_signal(desk: Desk, signal_id: UUID, version: int, details: SignalInput) -> Done:
    """Keep changed details; raises InvalidInput, and ChangedMeanwhile when `version` is no longer the kept one."""
    return _change_signal(desk, signal_id, version, checked_signal(details, desk.today()))


@operation(AuditAction.CHANGE_SIGNAL)
def _change_signal(work: Work, signal_id: UUID, version: int, details: SignalInput) -> Done:
    kept = _found(work, signal_id)
    if not SIGNALS.change(work.session, signal_id, version, details, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, kept)
    return _changed(work, kept)


def remove_signal(desk: Desk, signal_id: UUID, version: int) -> Done:
    """Take a signal away; `bring_back_signal` with the next version undoes it. Raises ChangedMeanwhile."""
    return _remove_signal(desk, signal_id, version)


@operation(AuditAction.CHANGE_SIGNAL)
def _remove_signal(work: Work, signal_id: UUID, version: int) -> Done:
    kept = _found(work, signal_id)
    if not SIGNALS.remove(work.session, signal_id, version, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, kept)
    return _changed(work, kept)


def bring_back_signal(desk: Desk, signal_id: UUID, version: int) -> Done:
    """Undo taking it away; raises ChangedMeanwhile."""
    return _bring_back_signal(desk, signal_id, version)


@operation(AuditAction.CHANGE_SIGNAL)
def _bring_back_signal(work: Work, signal_id: UUID, version: int) -> Done:
    kept = _found(work, signal_id)
    if not SIGNALS.bring_back(work.session, signal_id, version, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, kept)
    return _changed(work, kept)


def _found(work: Work, signal_id: UUID) -> SignalRecord:
    """The signal, as far as the account may see it; who sees own ones hears the same of others and of none at all."""
    require(work, Action.TELL_SIGNAL)
    kept = SIGNALS.one(work.session, signal_id)
    if kept is not None and kept.family_id is not None:
        require_family(work, work.session, Action.READ_SIGNALS, kept.family_id)
        return kept
    if reaches_own_only(work, Action.READ_SIGNALS) and (
        kept is None or kept.created_by_id != work.account.id
    ):
        raise NotAllowed("Dit signaal gaf jij niet, en het hoort niet bij jouw gezinnen.")
    if kept is None:
        raise missing(_WHAT)
    return kept


def _changed(work: Work, kept: SignalRecord) -> Done:
    work.note(AuditAction.CHANGE_SIGNAL, family_id=kept.family_id)
    return _done(kept.id)


def _done(signal_id: UUID) -> Done:
    """Of no family in particular: lists over all of them show signals."""
    return Done(Change(frozenset({Noun.SIGNAL})), signal_id)
