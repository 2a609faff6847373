"""Letters to a service: only what the family lets share goes in, and it is noted before it goes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid4

from gezinscoach_desktop.data import consent as consents_of
from gezinscoach_desktop.data import directory
from gezinscoach_desktop.domain.action import ActionState
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.consent import ConsentRecord
from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.contact_entry import ContactEntry, FamilyContact
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.family import family_title
from gezinscoach_desktop.domain.letter import (
    NO_CONSENT,
    Letter,
    LetterBlock,
    LetterPart,
    checked_letter,
    running_with,
    shared_under,
)
from gezinscoach_desktop.domain.letter import LetterInput as LetterInput
from gezinscoach_desktop.domain.network import ReferralOutcome
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.phone import shown_phone
from gezinscoach_desktop.domain.record import MemberRecord
from gezinscoach_desktop.domain.request import RequestState
from gezinscoach_desktop.reports.content import FamilyContent
from gezinscoach_desktop.services.contact import register
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.dossier import Outlet, content_of, file_name
from gezinscoach_desktop.services.family import note_opening
from gezinscoach_desktop.services.guard import require_family
from gezinscoach_desktop.services.operation import Work, operation

KIND = "letter"
_RUNNING = frozenset({ReferralOutcome.ASKED, ReferralOutcome.WAITING, ReferralOutcome.STARTED})


@dataclass(frozen=True, slots=True)
class LetterBasis:
    """What letters of one family are made from."""

    content: FamilyContent

    def consents(self, service_id: UUID) -> tuple[ConsentRecord, ...]:
        """Under which something may be shared with that service today, the newest first."""
        life = self.content.life
        return running_with(life.consents, life.services, service_id, self.content.made_on)

    def people(self, service_id: UUID) -> tuple[tuple[UUID, str], ...]:
        """Who works there, by name and what they do."""
        return tuple(
            (each.id, " · ".join(filter(None, (each.details.name, each.details.role))))
            for each in self.content.life.contact_persons
            if each.details.service_id == service_id and each.details.retired_on is None
        )

    def compose(self, letter: LetterInput) -> Letter:
        """The letter; raises InvalidInput that says which consent is missing."""
        content, life = self.content, self.content.life
        consent = checked_letter(letter, life.consents, life.services, content.made_on).details
        service = life.services[letter.service_id]
        person = next((each.details for each in life.contact_persons if each.id == letter.person_id), None)
        to = (
            service.name,
            service.organisation,
            "" if person is None else person.name,
            service.address,
            service.municipality,
        )
        return Letter(
            office=content.office,
            author=content.author,
            made_on=content.made_on,
            code=content.code,
            to=tuple(dict.fromkeys(line for line in to if line)),
            greeting="Beste," if person is None else f"Dag {person.name},",
            about=_about(content, letter.about),
            parts=tuple(_parts(content, letter)),
            shared=shared_under(letter, consent),
        )


def letter_basis(desk: Desk, family_id: UUID) -> LetterBasis:
    """Everything letters of the family can tell; noted as an opening. Raises NotAllowed."""
    found = desk.office.read(lambda session: LetterBasis(content_of(desk, session, family_id)))
    note_opening(desk, family_id)
    return found


def make_letter_paper(letter: Letter) -> bytes:
    """The PDF; nothing is noted yet."""
    from gezinscoach_desktop.reports.papers.letter import letter_paper

    return letter_paper(letter)


def note_letter(desk: Desk, family_id: UUID, letter: LetterInput, outlet: Outlet) -> Done:
    """Note that a letter leaves the program; ask this before letting it go.

    Raises InvalidInput when the consent it leans on was taken back meanwhile.
    """
    if letter.consent_id is None:
        raise InvalidInput("Kies waarvoor de dienst dit krijgt.", field="consent_id")
    blocks = tuple(block.value for block in LetterBlock if block in letter.blocks)
    return _note_letter(desk, family_id, letter.service_id, letter.consent_id, blocks, outlet.value)


@operation(AuditAction.PRINT, is_urgent=False)
def _note_letter(
    work: Work, family_id: UUID, service_id: UUID, consent_id: UUID, blocks: tuple[str, ...], outlet: str
) -> Done:
    require_family(work, work.session, Action.PRINT_DOSSIER, family_id)
    services = directory.meant_services(work.session)
    consents = consents_of.of_family(work.session, family_id)
    if consent_id not in {each.id for each in running_with(consents, services, service_id, work.today())}:
        service = services.get(service_id)
        name = "deze dienst" if service is None else service.name
        raise InvalidInput(NO_CONSENT.format(service=name), field="consent_id")
    details = {"kind": KIND, "outlet": outlet, "names": True, "notes": True, "blocks": list(blocks)}
    work.note(AuditAction.PRINT, family_id=family_id, details=details)
    return Done(Change(frozenset(), family_id))


def keep_letter_as_contact(desk: Desk, family_id: UUID, letter: LetterInput) -> Done:
    """Put it on the timeline of the family too: that a letter went to the service, and what was asked."""
    note = f"Brief verstuurd. {letter.question.strip()}".strip()
    part = FamilyContact(family_id, () if letter.about is None else (letter.about,))
    entry = ContactEntry(
        uuid4(), ContactKind.WITH_SERVICE, desk.today(), (part,), note=note, service_id=letter.service_id
    )
    return register(desk, entry)


def letter_file_name(code: str, day: str) -> str:
    """`GC0012-brief-2026-11-22.pdf`: neither a name nor the service."""
    return file_name(code, "brief", day)


def _about(content: FamilyContent, member_id: UUID | None) -> str:
    """Who it is about, in as few words as a service needs to find them."""
    member = next((each for each in content.life.members if each.id == member_id), None)
    if member is None:
        return f"Dit gaat over {_lowered(family_title(content.name, content.code))}."
    born = member.details.birth_date
    told = f", geboren op {format_date(born)}" if born is not None and born <= content.made_on else ""
    return f"Dit gaat over {member.display_name}{told}."


def _lowered(title: str) -> str:
    return title[:1].lower() + title[1:] if title.startswith("Gezin") else title


def _parts(content: FamilyContent, letter: LetterInput) -> Iterator[LetterPart]:
    for block in LetterBlock:
        if block not in letter.blocks:
            continue
        lines = tuple(filter(None, _lines(content, letter, block)))
        yield LetterPart(block.label, lines or ("Hierover is niets genoteerd.",))


def _lines(content: FamilyContent, letter: LetterInput, block: LetterBlock) -> Iterator[str]:
    life = content.life
    match block:
        case LetterBlock.QUESTION:
            yield letter.question.strip()
        case LetterBlock.REACH:
            details = life.details
            yield ", ".join(filter(None, (details.address, details.municipality)))
            yield " · ".join(filter(None, (shown_phone(details.phone), details.email)))
        case LetterBlock.MEMBERS:
            yield from (_member(each) for each in life.members if each.person.is_present(content.made_on))
        case LetterBlock.REQUESTS:
            yield from (
                each.details.text for each in life.requests if each.details.state is RequestState.OPEN
            )
        case LetterBlock.AGREEMENTS:
            yield from _agreements(content, letter.service_id)


def _member(member: MemberRecord) -> str:
    born = member.details.birth_date
    told = "" if born is None else f", {format_date(born)}"
    return f"{member.display_name}{told}"


def _agreements(content: FamilyContent, service_id: UUID) -> Iterator[str]:
    """Of appointments nobody noted with which service they are: those stay out."""
    for action in content.life.actions:
        each = action.details
        if each.service_id == service_id and each.state is ActionState.OPEN:
            yield f"{each.what}{f', tegen {format_date(each.due_on)}' if each.due_on else ''}"
    for referral in content.life.referrals:
        if referral.details.service_id == service_id and referral.details.outcome in _RUNNING:
            yield f"Doorverwezen op {format_date(referral.details.asked_on)}: {referral.details.outcome.label.lower()}"
