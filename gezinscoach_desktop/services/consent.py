"""Consent and mandate: what a family agreed to, confirmed and taken back. Taking back that it is coached closes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from gezinscoach_desktop.data import consent as consents
from gezinscoach_desktop.data import directory
from gezinscoach_desktop.data import document as documents
from gezinscoach_desktop.data import family as families
from gezinscoach_desktop.data.consent import CONSENTS
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.consent import (
    ConsentInput,
    ConsentKind,
    ConsentRecord,
    ToConfirm,
    Withdrawal,
    checked_consent,
    reinstated,
    withdrawn,
)
from gezinscoach_desktop.domain.document import DocumentRecord
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.trajectory import ClosingReason, Phase, PhaseStart
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import header_of
from gezinscoach_desktop.services.guard import reaches_own_only, require_family
from gezinscoach_desktop.services.kept import changed_meanwhile, found_of_family, missing
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.trajectory import close

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

_WHAT = "deze toestemming"
_CONSENT = frozenset({Noun.CONSENT})
_CLOSING = _CONSENT | {Noun.FAMILY, Noun.PHASE}
_ENDS_WITH_COACHING = (ConsentKind.COACHING, ConsentKind.SHARING, ConsentKind.MANDATE)


@dataclass(frozen=True, slots=True)
class Consents:
    """Every consent of a family, from old to new, with what they refer to."""

    records: tuple[ConsentRecord, ...]
    services: Mapping[UUID, str]
    """Every service of the directory by name."""
    documents: Mapping[UUID, DocumentRecord]

    def partner(self, consent: ConsentInput) -> str:
        """With whom, by name."""
        named = "" if consent.service_id is None else self.services.get(consent.service_id, "")
        return consent.partner or named


def read_consents(desk: Desk, family_id: UUID) -> Consents:
    """What the family agreed to; raises NotAllowed."""

    def query(session: Session) -> Consents:
        require_family(desk, session, Action.READ_FAMILY, family_id)
        return Consents(
            consents.of_family(session, family_id),
            directory.service_names(session),
            {each.id: each for each in documents.of_family(session, family_id)},
        )

    return desk.office.read(query)


def consents_to_confirm(desk: Desk) -> tuple[ToConfirm, ...]:
    """Taken-over consents that nobody confirmed yet, of the families the account may see."""
    own_only = reaches_own_only(desk, Action.LIST_FAMILIES)
    return desk.office.read(
        lambda session: consents.to_confirm(
            session, account_id=desk.account.id, own_only=own_only, today=desk.today()
        )
    )


def add_consents(desk: Desk, family_id: UUID, *given: ConsentInput) -> Done:
    """Keep what the family agreed to (with the privacy information that was given along); `id` is of the first."""
    rows = tuple((uuid4(), checked_consent(each, desk.today())) for each in given)
    if not rows:
        raise InvalidInput("Vul in wat het gezin toestaat.", field="kind")
    return _add_consents(desk, family_id, rows)


@operation(AuditAction.CHANGE_CONSENT)
def _add_consents(work: Work, family_id: UUID, given: tuple[tuple[UUID, ConsentInput], ...]) -> Done:
    require_family(work, work.session, Action.CHANGE_CONSENT, family_id)
    if not families.lock(work.session, family_id):
        raise missing("dit gezin")
    rows = [
        CONSENTS.new_row(consent_id, consent, family_id=family_id, at=work.now(), by=work.account.id)
        for consent_id, consent in given
    ]
    CONSENTS.add_all(work.session, rows)
    for _, consent in given:
        work.note(AuditAction.CHANGE_CONSENT, family_id=family_id, details={"kind": consent.kind.value})
    return Done(Change(_CONSENT, family_id), given[0][0])


def change_consent(desk: Desk, consent_id: UUID, version: int, consent: ConsentInput) -> Done:
    """Put right what was noted; taking back is `withdraw_consent`."""
    return _change_consent(desk, consent_id, version, checked_consent(consent, desk.today()))


@operation(AuditAction.CHANGE_CONSENT)
def _change_consent(work: Work, consent_id: UUID, version: int, consent: ConsentInput) -> Done:
    kept = _found(work, consent_id, version)
    asis = kept.details
    _keep(
        work,
        kept,
        replace(
            consent,
            kind=asis.kind,
            withdrawn_on=asis.withdrawn_on,
            withdrawn_why=asis.withdrawn_why,
            after_withdrawal=asis.after_withdrawal,
        ),
    )
    return Done(Change(_CONSENT, kept.family_id), consent_id)


def confirm_consent(desk: Desk, consent_id: UUID, version: int, on: date | None) -> Done:
    """The family confirmed on a day what was taken over; None takes that back."""
    if on is not None and on > desk.today():
        raise InvalidInput("Bevestigen kan vandaag of vroeger.", field="confirmed_on")
    return _confirm_consent(desk, consent_id, version, on)


@operation(AuditAction.CHANGE_CONSENT)
def _confirm_consent(work: Work, consent_id: UUID, version: int, on: date | None) -> Done:
    kept = _found(work, consent_id, version)
    _keep(work, kept, replace(kept.details, confirmed_on=on))
    return Done(Change(_CONSENT, kept.family_id), consent_id)


def withdraw_consent(desk: Desk, consent_id: UUID, version: int, withdrawal: Withdrawal) -> Done:
    """The family takes a consent back. The one to be coached takes the others with it, and closes the family.

    What the family wants with its file is remembered; erasing it is something else. Raises InvalidInput.
    """
    if withdrawal.on > desk.today():
        raise InvalidInput("De toestemming is vandaag of vroeger ingetrokken.", field="on")
    return _withdraw_consent(desk, consent_id, version, withdrawal)


@operation(AuditAction.CHANGE_CONSENT)
def _withdraw_consent(work: Work, consent_id: UUID, version: int, withdrawal: Withdrawal) -> Done:
    kept = _found(work, consent_id, version)
    family_id = kept.family_id
    if kept.details.withdrawn_on is not None:
        raise InvalidInput("Deze toestemming is al ingetrokken.")
    if withdrawal.on < kept.details.given_on:
        raise InvalidInput("Ze kan niet ingetrokken zijn voor ze gegeven werd.", field="on")
    if kept.details.kind is not ConsentKind.COACHING or family_id is None:
        _keep(work, kept, withdrawn(kept.details, withdrawal))
        return Done(Change(_CONSENT, family_id), consent_id)
    if withdrawal.after is None:
        raise InvalidInput("Kies wat er met het dossier gebeurt.", field="after")
    families.lock(work.session, family_id)
    for each in consents.of_family(work.session, family_id):
        ends = each.details.ends_on
        still_runs = each.details.withdrawn_on is None and (ends is None or ends > withdrawal.on)
        if each.details.kind in _ENDS_WITH_COACHING and still_runs:
            _keep(work, each, withdrawn(each.details, withdrawal))
    _close(work, family_id, withdrawal)
    return Done(Change(_CLOSING, family_id), consent_id)


def _close(work: Work, family_id: UUID, withdrawal: Withdrawal) -> None:
    """After the last phase: what came in between stays as it was."""
    header = header_of(work.session, family_id)
    if header.phase is Phase.CLOSED:
        return
    since = max([withdrawal.on, *(each.since for each in header.phases)])
    why = withdrawal.why.strip() or None
    close(work, family_id, PhaseStart(Phase.CLOSED, since, why, ClosingReason.CONSENT_WITHDRAWN))


def undo_withdrawal(desk: Desk, consent_id: UUID, phase_before: PhaseStart | None) -> Done:
    """What was taken back together with this consent runs again, and the family goes on in `phase_before`."""
    return _undo_withdrawal(desk, consent_id, phase_before)


@operation(AuditAction.CHANGE_CONSENT)
def _undo_withdrawal(work: Work, consent_id: UUID, phase_before: PhaseStart | None) -> Done:
    kept = found_of_family(work, CONSENTS, consent_id, Action.CHANGE_CONSENT, _WHAT, is_coached=False)
    family_id = kept.family_id
    if kept.details.withdrawn_on is None or family_id is None:
        raise changed_meanwhile(work, _WHAT, kept)
    together = [kept]
    if kept.details.kind is ConsentKind.COACHING:
        families.lock(work.session, family_id)
        together = [
            each
            for each in consents.of_family(work.session, family_id)
            if each.details.withdrawn_on is not None and each.changed_at == kept.changed_at
        ]
        _go_on(work, family_id, phase_before)
    for each in together:
        _keep(work, each, reinstated(each.details))
    return Done(Change(_CLOSING, family_id), consent_id)


def _go_on(work: Work, family_id: UUID, before: PhaseStart | None) -> None:
    """In the phase there was, on the day of the closing."""
    phases = header_of(work.session, family_id).phases
    if before is None or not phases or phases[-1].closing_reason is not ClosingReason.CONSENT_WITHDRAWN:
        return
    last = phases[-1].since
    families.begin_phase(
        work.session, family_id, before if before.since == last else PhaseStart(before.phase, last)
    )


def attach_document(desk: Desk, consent_id: UUID, version: int, document_id: UUID | None) -> Done:
    """The signed paper that goes with a consent."""
    return _attach_document(desk, consent_id, version, document_id)


@operation(AuditAction.CHANGE_CONSENT)
def _attach_document(work: Work, consent_id: UUID, version: int, document_id: UUID | None) -> Done:
    kept = _found(work, consent_id, version)
    _keep(work, kept, replace(kept.details, document_id=document_id))
    return Done(Change(_CONSENT | {Noun.DOCUMENT}, kept.family_id), consent_id)


def remove_consent(desk: Desk, consent_id: UUID, version: int) -> Done:
    """Take away what was noted by mistake; a consent that ended is withdrawn instead."""
    return _remove_consent(desk, consent_id, version)


@operation(AuditAction.CHANGE_CONSENT)
def _remove_consent(work: Work, consent_id: UUID, version: int) -> Done:
    kept = _found(work, consent_id, version)
    if not CONSENTS.remove(work.session, consent_id, version, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, kept)
    work.note(AuditAction.CHANGE_CONSENT, family_id=kept.family_id, details={"kind": kept.details.kind.value})
    return Done(Change(_CONSENT, kept.family_id), consent_id)


def bring_back_consent(desk: Desk, consent_id: UUID, version: int) -> Done:
    """Undo taking it away; `version` as it was before that."""
    return _bring_back_consent(desk, consent_id, version)


@operation(AuditAction.CHANGE_CONSENT)
def _bring_back_consent(work: Work, consent_id: UUID, version: int) -> Done:
    kept = _found(work, consent_id, version + 1)
    if not CONSENTS.bring_back(work.session, consent_id, version + 1, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, kept)
    work.note(AuditAction.CHANGE_CONSENT, family_id=kept.family_id, details={"kind": kept.details.kind.value})
    return Done(Change(_CONSENT, kept.family_id), consent_id)


def _found(work: Work, consent_id: UUID, version: int) -> ConsentRecord:
    """Consents are about a family that may not have consented yet: nothing else is asked."""
    kept = found_of_family(work, CONSENTS, consent_id, Action.CHANGE_CONSENT, _WHAT, is_coached=False)
    if kept.version != version:
        raise changed_meanwhile(work, _WHAT, kept)
    return kept


def _keep(work: Work, kept: ConsentRecord, consent: ConsentInput) -> None:
    if not CONSENTS.change(work.session, kept.id, kept.version, consent, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, kept)
    work.note(AuditAction.CHANGE_CONSENT, family_id=kept.family_id, details={"kind": consent.kind.value})
