"""Keeping and letting go: which files are past the office's own terms, and what two people decide about each.

Somebody proposes, somebody else approves, and with that it is done: made anonymous, erased or thinned, at once and for
good. An office with one coordinator says so plainly; the trail then tells that nobody else looked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from gezinscoach_desktop.data import account as accounts
from gezinscoach_desktop.data import letting_go as kept
from gezinscoach_desktop.data import setting
from gezinscoach_desktop.data.erasure import erase_families, erase_referrals, thin_family
from gezinscoach_desktop.data.letting_go import DISPOSALS
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import InvalidInput, NotAllowed
from gezinscoach_desktop.domain.file_term import FileTerms as FileTerms
from gezinscoach_desktop.domain.file_term import TermKind, checked_terms
from gezinscoach_desktop.domain.letting_go import (
    DisposalInput,
    DisposalKind,
    DisposalRecord,
    DisposalSubject,
    checked_putting_off,
)
from gezinscoach_desktop.domain.permission import Action, OfficeRole, Reach, reach
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.draft import forget_family
from gezinscoach_desktop.services.guard import require
from gezinscoach_desktop.services.kept import changed_meanwhile, missing
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.past_term import Candidate as Candidate
from gezinscoach_desktop.services.past_term import all_candidates, read_file_terms

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

_WHAT = "dit voorstel"
_NOUNS = frozenset({Noun.LETTING_GO})
_GONE = frozenset(Noun) - {Noun.SETTING, Noun.ACCOUNT}
REFERRAL_CODE = "aanmelding"
"""What is typed for what has no code of a family."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A disposal with what the screen says of it."""

    record: DisposalRecord
    name: str
    """Of the family, as long as it is there; else empty."""
    asked_by: str
    approved_by: str
    is_mine: bool
    """Proposed by who looks: somebody else decides, unless the office has nobody else."""


@dataclass(frozen=True, slots=True)
class LettingGo:
    """Everything on the page."""

    terms: FileTerms
    candidates: tuple[Candidate, ...]
    """Past their term or asked for, the longest first; nobody proposed anything yet."""
    proposals: tuple[Proposal, ...]
    """Waiting for somebody to approve."""
    put_off: tuple[Proposal, ...]
    done: tuple[Proposal, ...]
    """The newest first."""
    is_alone: bool
    """One coordinator only: nobody else can approve."""
    may_change_terms: bool


def read_letting_go(desk: Desk) -> LettingGo:
    """What is past its term, proposed, kept longer and done; raises NotAllowed."""
    require(desk, Action.LET_GO)
    return desk.office.read(lambda session: _reading(desk, session))


def _reading(desk: Desk, session: Session) -> LettingGo:
    today = desk.today()
    terms = read_file_terms(session)
    records = kept.disposals(session)
    busy = {
        (each.details.subject_id, each.details.parts)
        for each in records
        if each.details.done_on is None and _is_in_force(each.details, today)
    }
    families = frozenset(each.details.subject_id for each in records)
    known = kept.names(session, families)
    people = accounts.display_names(session)

    def proposal(record: DisposalRecord) -> Proposal:
        details = record.details
        return Proposal(
            record,
            known.get(details.subject_id, ("", "", ""))[1],
            people.get(details.asked_by, "") if details.asked_by else "",
            people.get(details.approved_by, "") if details.approved_by else "",
            details.asked_by == desk.account.id,
        )

    open_ones = [each for each in records if not each.details.is_refused and each.details.done_on is None]
    put_off = [each for each in records if each.details.is_refused and _is_in_force(each.details, today)]
    return LettingGo(
        terms=terms,
        candidates=tuple(each for each in all_candidates(session, terms, today) if not _is_busy(each, busy)),
        proposals=tuple(map(proposal, open_ones)),
        put_off=tuple(map(proposal, put_off)),
        done=tuple(proposal(each) for each in records if each.details.done_on is not None),
        is_alone=is_alone(session),
        may_change_terms=reach(desk.account.roles, Action.CHANGE_SETTINGS) is not Reach.NONE,
    )


def _is_in_force(details: DisposalInput, today: date) -> bool:
    """Whether nothing new is to be proposed because of it: it waits, or it was kept for longer."""
    if not details.is_refused:
        return True
    return details.put_off_until is not None and today < details.put_off_until


def _is_busy(candidate: Candidate, busy: set[tuple[UUID, tuple[TermKind, ...]]]) -> bool:
    """A file that is to go whole need not be thinned; one that is to be thinned may still be to go whole."""
    whole = (candidate.subject_id, ()) in busy
    return whole or (bool(candidate.parts) and any(id_ == candidate.subject_id for id_, _ in busy))


def is_alone(session: Session) -> bool:
    """Whether the office has one coordinator only."""
    return sum(OfficeRole.COORDINATOR in each.roles for each in accounts.everybody(session)) < 2


# -------------------------------------------------------------------------------------------------------------- terms
def change_file_terms(desk: Desk, terms: FileTerms) -> Done:
    """Keep how long each kind of data stays; raises InvalidInput (field: the kind)."""
    return _change_file_terms(desk, checked_terms(terms))


@operation(AuditAction.CHANGE_SETTINGS)
def _change_file_terms(work: Work, terms: FileTerms) -> Done:
    require(work, Action.CHANGE_SETTINGS)
    if read_file_terms(work.session) != terms:
        setting.put(work.session, setting.FILE_TERMS, terms.kept())
        work.note(AuditAction.CHANGE_SETTINGS, details={setting.FILE_TERMS: terms.kept()})
    return Done(Change(frozenset({Noun.SETTING, Noun.LETTING_GO})))


# ---------------------------------------------------------------------------------------------------------- proposing
def propose(desk: Desk, candidates: tuple[Candidate, ...], kind: DisposalKind | None = None) -> Done:
    """Propose to let these go, each as it is proposed or whole files otherwise as `kind` says."""
    asked = tuple(
        DisposalInput(
            subject_id=each.subject_id,
            code=each.code,
            kind=kind if kind is not None and _may_choose(each) else each.kind,
            reason=each.reason,
            asked_on=desk.today(),
            asked_by=desk.account.id,
            subject=each.subject,
            parts=each.parts,
        )
        for each in candidates
    )
    return _propose(desk, tuple(uuid4() for _ in asked), asked)


def _may_choose(candidate: Candidate) -> bool:
    return candidate.subject is DisposalSubject.FAMILY and candidate.kind is not DisposalKind.THIN


@operation(AuditAction.CHANGE_DISPOSAL)
def _propose(work: Work, ids: tuple[UUID, ...], asked: tuple[DisposalInput, ...]) -> Done:
    require(work, Action.LET_GO)
    waiting = {
        (each.details.subject_id, each.details.parts)
        for each in kept.disposals(work.session)
        if not each.details.is_refused and each.details.done_on is None
    }
    if any((each.subject_id, each.parts) in waiting for each in asked):
        raise InvalidInput("Voor een van deze dossiers wacht al een voorstel; kies de andere.")
    rows = [
        DISPOSALS.new_row(id_, details, at=work.now(), by=work.account.id)
        for id_, details in zip(ids, asked, strict=True)
    ]
    DISPOSALS.add_all(work.session, rows)
    work.note(AuditAction.CHANGE_DISPOSAL, details={"proposed": len(asked)})
    return Done(Change(_NOUNS), ids[0] if len(ids) == 1 else None, {"proposed": len(ids)})


def put_off(desk: Desk, candidate: Candidate, until: date | None, note: str) -> Done:
    """Keep a file that is past its term for longer, with the reason; raises InvalidInput (until or note)."""
    day, why = checked_putting_off(until, note, desk.today())
    details = DisposalInput(
        subject_id=candidate.subject_id,
        code=candidate.code,
        kind=candidate.kind,
        reason=candidate.reason,
        asked_on=desk.today(),
        asked_by=desk.account.id,
        decided_on=desk.today(),
        is_refused=True,
        note=why,
        subject=candidate.subject,
        put_off_until=day,
        parts=candidate.parts,
    )
    return _put_off(desk, uuid4(), details)


@operation(AuditAction.CHANGE_DISPOSAL)
def _put_off(work: Work, disposal_id: UUID, details: DisposalInput) -> Done:
    require(work, Action.LET_GO)
    DISPOSALS.add(work.session, disposal_id, details, at=work.now(), by=work.account.id)
    work.note(AuditAction.CHANGE_DISPOSAL, details={"put_off": 1})
    return Done(Change(_NOUNS), disposal_id)


def refuse(desk: Desk, disposal_id: UUID, version: int, until: date | None, note: str) -> Done:
    """Keep a proposed file after all, until a day and with the reason; raises InvalidInput, ChangedMeanwhile."""
    day, why = checked_putting_off(until, note, desk.today())
    return _refuse(desk, disposal_id, version, day, why)


@operation(AuditAction.CHANGE_DISPOSAL)
def _refuse(work: Work, disposal_id: UUID, version: int, until: date, note: str) -> Done:
    found = _waiting(work, disposal_id)
    refused = replace(found.details, is_refused=True, decided_on=work.today(), put_off_until=until, note=note)
    _keep(work, found, version, refused)
    work.note(AuditAction.CHANGE_DISPOSAL, details={"refused": 1})
    return Done(Change(_NOUNS), disposal_id)


def take_back(desk: Desk, disposal_id: UUID, version: int) -> Done:
    """Take a proposal or a putting off away: the file stands among those past their term again. Raises ChangedMeanwhile."""
    return _take_back(desk, disposal_id, version)


@operation(AuditAction.CHANGE_DISPOSAL)
def _take_back(work: Work, disposal_id: UUID, version: int) -> Done:
    require(work, Action.LET_GO)
    found = DISPOSALS.one(work.session, disposal_id)
    if found is None or found.details.done_on is not None:
        raise missing(_WHAT)
    if not DISPOSALS.remove(work.session, disposal_id, version, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, found)
    work.note(AuditAction.CHANGE_DISPOSAL, details={"taken_back": 1})
    return Done(Change(_NOUNS), disposal_id)


# ---------------------------------------------------------------------------------------------------------- letting go
def approve(desk: Desk, disposal_id: UUID, version: int, typed: str) -> Done:
    """Approve a proposal of somebody else, and let go at once and for good; `typed` is the code of the file.

    Raises InvalidInput (typed) for another code, NotAllowed for a proposal of one's own while somebody else could
    approve, ChangedMeanwhile. Refused while a share or server is away.
    """
    done = _approve(desk, disposal_id, version, typed.strip(), uuid4())
    if done.change.family_id is not None:
        forget_family(desk, done.change.family_id)
    return done


def code_to_type(details: DisposalInput) -> str:
    """What has to be typed before this is let go."""
    return details.code or REFERRAL_CODE


@operation(AuditAction.CHANGE_DISPOSAL, can_wait=False)
def _approve(work: Work, disposal_id: UUID, version: int, typed: str, new_id: UUID) -> Done:
    found = _waiting(work, disposal_id)
    details = found.details
    wanted = code_to_type(details)
    if typed.casefold() != wanted.casefold():
        raise InvalidInput(
            f"Typ “{wanted}” om te bevestigen: dit kan niet ongedaan gemaakt worden.", field="typed"
        )
    alone = details.asked_by == work.account.id
    if alone and not is_alone(work.session):
        raise NotAllowed("Jij stelde dit zelf voor; een andere coördinator keurt het goed.")
    approved = replace(details, approved_by=work.account.id, decided_on=work.today())
    _keep(work, found, version, approved)
    family_id = details.subject_id if details.subject is DisposalSubject.FAMILY else None
    _let_go(work, details, new_id)
    # Only once it is done: until here the proposal says what is to be done.
    _keep(work, found, version + 1, replace(approved, done_on=work.today(), note=""))
    noted = {"alone": True} if alone else {}
    work.note(AuditAction.CHANGE_DISPOSAL, details={"approved": 1, **noted})
    if family_id is not None:
        work.note(_ACTIONS[details.kind], family_id=family_id, details=noted)
    nouns = _GONE if family_id is not None else _NOUNS | {Noun.REFERRAL}
    return Done(Change(nouns, family_id), disposal_id)


_ACTIONS = {
    DisposalKind.ANONYMISE: AuditAction.ANONYMISE_FAMILY,
    DisposalKind.ERASE: AuditAction.ERASE_FAMILY,
    DisposalKind.THIN: AuditAction.CHANGE_DISPOSAL,
}


def _let_go(work: Work, details: DisposalInput, new_id: UUID) -> None:
    from gezinscoach_desktop.data.anonymous import anonymise_family

    session, subject_id, by = work.session, details.subject_id, work.account.id
    if details.subject is DisposalSubject.REFERRAL:
        erase_referrals(session, [subject_id])
    elif details.kind is DisposalKind.THIN:
        thin_family(session, subject_id, details.parts, at=work.now(), by=by)
    elif details.kind is DisposalKind.ANONYMISE:
        anonymise_family(session, subject_id, new_id=new_id, by=by, day=work.today())
    else:
        erase_families(session, [subject_id])


def _waiting(work: Work, disposal_id: UUID) -> DisposalRecord:
    require(work, Action.LET_GO)
    found = DISPOSALS.one(work.session, disposal_id)
    if found is None or found.removed_at is not None or found.details.is_refused or found.details.done_on:
        raise missing(_WHAT)
    return found


def _keep(work: Work, found: DisposalRecord, version: int, details: DisposalInput) -> None:
    if not DISPOSALS.change(work.session, found.id, version, details, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, found)
