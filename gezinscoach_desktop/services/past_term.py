"""Which files are past the office's own terms, or asked to be let go of: what may be proposed, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.data import letting_go as kept
from gezinscoach_desktop.data import setting
from gezinscoach_desktop.data.letting_go import ClosedFile, OldReferral
from gezinscoach_desktop.domain.file_term import PARTS, FileTerms, TermKind, terms_from
from gezinscoach_desktop.domain.letting_go import DisposalKind, DisposalReason, DisposalSubject

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session


@dataclass(frozen=True, slots=True)
class Candidate:
    """What could be let go, and why."""

    subject: DisposalSubject
    subject_id: UUID
    code: str
    name: str
    municipality: str
    since: date
    """Since when it is closed, decided or asked."""
    past_on: date
    """The day on which its term ended, or on which it was asked."""
    reason: DisposalReason
    kind: DisposalKind
    """What is proposed; for a file past its term somebody may choose to erase instead."""
    parts: tuple[TermKind, ...] = ()
    closing: str = ""
    """Why it was closed or declined, in words."""


def read_file_terms(session: Session) -> FileTerms:
    """The office's terms, within a running query."""
    return terms_from(setting.settings(session).get(setting.FILE_TERMS, {}))


def all_candidates(session: Session, terms: FileTerms, today: date) -> tuple[Candidate, ...]:
    """Past their term or asked for, the longest first; also what somebody proposed already."""
    closed = {each.family_id: each for each in kept.closed_files(session, today)}
    found = [*_wished(session, closed, today), *_old_referrals(session, terms, today)]
    taken = {each.subject_id for each in found}
    parts = {} if terms.is_empty else kept.with_parts(session)
    found += [
        made
        for file in closed.values()
        if file.family_id not in taken and (made := _past(file, terms, parts, today)) is not None
    ]
    return tuple(sorted(found, key=lambda each: (each.past_on, each.code, each.subject_id)))


def _past(
    file: ClosedFile, terms: FileTerms, parts: Mapping[TermKind, frozenset[UUID]], today: date
) -> Candidate | None:
    kind, term = DisposalKind.ANONYMISE, TermKind.FILE
    gone: tuple[TermKind, ...] = ()
    if not terms.is_past(TermKind.FILE, file.closed_on, today):
        past = [
            each
            for each in PARTS
            if terms.is_past(each, file.closed_on, today) and file.family_id in parts[each]
        ]
        if not past:
            return None
        kind, gone = DisposalKind.THIN, tuple(past)
        term = min(past, key=lambda each: (terms.of(each) or 0, each))
    past_on = terms.ends_on(term, file.closed_on)
    if past_on is None:
        return None
    return Candidate(
        DisposalSubject.FAMILY,
        file.family_id,
        file.code,
        file.name,
        file.municipality,
        file.closed_on,
        past_on,
        DisposalReason.TERM_PASSED,
        kind,
        gone,
        file.closing_reason.label if file.closing_reason else "",
    )


def _wished(session: Session, closed: Mapping[UUID, ClosedFile], today: date) -> list[Candidate]:
    wishes = kept.wished(session)
    families = frozenset(each.family_id for each in wishes)
    again = kept.running(session, families, today)
    known = kept.names(session, families)
    found: dict[UUID, Candidate] = {}
    for wish in wishes:
        if wish.family_id not in known or (wish.after is not None and wish.family_id in again):
            continue
        code, name, municipality = known[wish.family_id]
        file = closed.get(wish.family_id)
        reason = DisposalReason.PERSON_ASKED if wish.after is None else DisposalReason.CONSENT_WITHDRAWN
        kind = DisposalKind.ERASE if wish.after is None else DisposalKind(wish.after.value)
        closing = file.closing_reason.label if file and file.closing_reason else ""
        found[wish.family_id] = Candidate(
            DisposalSubject.FAMILY, wish.family_id, code, name, municipality,
            file.closed_on if file else wish.since, wish.since, reason, kind, (), closing,
        )  # fmt: skip
    return list(found.values())


def _old_referrals(session: Session, terms: FileTerms, today: date) -> list[Candidate]:
    if terms.referral is None:
        return []

    def made(each: OldReferral, past_on: date) -> Candidate:
        return Candidate(
            DisposalSubject.REFERRAL, each.referral_id, "", each.name, each.municipality, each.decided_on,
            past_on, DisposalReason.TERM_PASSED, DisposalKind.ERASE, (), each.decision.label,
        )  # fmt: skip

    return [
        made(each, past_on)
        for each in kept.old_referrals(session)
        if (past_on := terms.ends_on(TermKind.REFERRAL, each.decided_on)) is not None and past_on <= today
    ]
