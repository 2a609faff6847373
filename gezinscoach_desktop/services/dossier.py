"""Papers (dossiers) of a family: what they are made from, and that whoever lets one go is noted first."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from gezinscoach_desktop.data import action as actions_of
from gezinscoach_desktop.data import appointment as appointments_of
from gezinscoach_desktop.data import consent as consents_of
from gezinscoach_desktop.data import contact as contacts_of
from gezinscoach_desktop.data import directory
from gezinscoach_desktop.data import document as documents_of
from gezinscoach_desktop.data import expense as expenses_of
from gezinscoach_desktop.data import intake as intake_of
from gezinscoach_desktop.data import network as network_of
from gezinscoach_desktop.data import request as requests_of
from gezinscoach_desktop.data import right as rights_of
from gezinscoach_desktop.data import setting as kept
from gezinscoach_desktop.data import signal as signals_of
from gezinscoach_desktop.data import snapshot as snapshots_of
from gezinscoach_desktop.data import story as stories_of
from gezinscoach_desktop.data.letting_go import views_of
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.intake import IntakeInput
from gezinscoach_desktop.domain.paper import PaperKind, why_not
from gezinscoach_desktop.domain.part import Part
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.record import FamilyHeader
from gezinscoach_desktop.reports.content import FamilyContent, FamilyLife, PaperOptions, ReportMember
from gezinscoach_desktop.reports.papers import make_paper, stand_of
from gezinscoach_desktop.reports.papers.text import PaperTexts
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import header_of, note_opening
from gezinscoach_desktop.services.guard import require_family
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.paper_text import texts_in
from gezinscoach_desktop.services.part import off_in
from gezinscoach_desktop.services.right_list import rights_in
from gezinscoach_desktop.services.setting import read_terms

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session


class Outlet(StrEnum):
    """How a paper leaves the program."""

    PAPER = "paper"
    FILE = "file"
    CLIPBOARD = "clipboard"


@dataclass(frozen=True, slots=True)
class Papers:
    """What every paper of one family is made from."""

    content: FamilyContent
    texts: PaperTexts

    def why_not(self, kind: PaperKind) -> str:
        """Why a paper cannot be made yet, as a sentence; empty when it can."""
        return why_not(kind, stand_of(self.content))

    def make(self, kind: PaperKind, options: PaperOptions) -> bytes:
        """The PDF of one that can be made; nothing is noted yet."""
        return make_paper(kind, self.content, options, self.texts)


def papers(desk: Desk, family_id: UUID) -> Papers:
    """Everything that papers can tell of the family, for a preview; noted as an opening. A fixed number of queries."""

    def query(session: Session) -> Papers:
        return Papers(in_use(content_of(desk, session, family_id), off_in(session)), texts_in(session))

    found = desk.office.read(query)
    note_opening(desk, family_id)
    return found


def note_print(desk: Desk, family_id: UUID, kind: PaperKind, options: PaperOptions, outlet: Outlet) -> Done:
    """Note in the audit trail that a paper leaves the program; ask this before letting it go."""
    return _note_print(
        desk, family_id, kind.value, outlet.value, options.with_names, bool(options.shows_notes)
    )


@operation(AuditAction.PRINT, is_urgent=False)
def _note_print(work: Work, family_id: UUID, kind: str, outlet: str, names: bool, notes: bool) -> Done:
    require_family(work, work.session, Action.PRINT_DOSSIER, family_id)
    details = {"kind": kind, "outlet": outlet, "names": names, "notes": notes}
    work.note(AuditAction.PRINT, family_id=family_id, details=details)
    return Done(Change(frozenset(), family_id))


def paper(desk: Desk, family_id: UUID, kind: PaperKind, options: PaperOptions) -> bytes:
    """A paper as PDF, to be written to a file; noted in the audit trail as printed.

    Raises InvalidInput when it cannot be made yet.
    """
    found = papers(desk, family_id)
    if reason := found.why_not(kind):
        raise InvalidInput(reason)
    note_print(desk, family_id, kind, options, Outlet.FILE)
    return found.make(kind, options)


def progress_report(desk: Desk, family_id: UUID, options: PaperOptions) -> bytes:
    """The progress report (evolutieverslag) as PDF; as `paper`."""
    return paper(desk, family_id, PaperKind.PROGRESS, options)


def file_name(code: str, kind: str, day: str) -> str:
    """`GC0012-evolutieverslag-2026-11-22.pdf`: the code, never a name; of a code only what any disk takes."""
    plain = re.sub(r"[^\w.-]+", "-", code).strip(".-") or "gezin"
    return f"{plain}-{kind}-{day}.pdf"


def content_of(desk: Desk, session: Session, family_id: UUID) -> FamilyContent:
    """Everything that is kept of the family, within a running query; raises NotAllowed."""
    require_family(desk, session, Action.PRINT_DOSSIER, family_id)
    header = header_of(session, family_id)
    snapshots = snapshots_of.of_family(session, family_id)
    terms = read_terms(session)
    details = header.record.details
    today = desk.today()
    begins = [start.since for start in header.phases[:1]] + [snapshot.date for snapshot in snapshots[:1]]
    return FamilyContent(
        code=header.record.code,
        name=details.name,
        municipality=details.municipality,
        office=kept.office(session).name,
        author=desk.account.display_name,
        made_on=today,
        period_from=min((*begins, today)),
        period_to=max(today, snapshots[-1].date) if snapshots else today,
        instrument=terms.instrument,
        profile=terms.profile,
        members=tuple(
            ReportMember(member.person, member.display_name, member.details.living)
            for member in header.members
        ),
        snapshots=snapshots,
        phase=header.phases[-1] if header.phases else None,
        life=_life(session, header),
    )


def in_use(content: FamilyContent, off: frozenset[Part]) -> FamilyContent:
    """Without what belongs to parts of the program that the office does without."""
    empty: dict[str, Any] = {name: () for part in off for name in part.on_paper}
    return replace(content, life=replace(content.life, **empty)) if empty else content


def _life(session: Session, header: FamilyHeader) -> FamilyLife:
    """What is kept beside the snapshots; one query for each."""
    family_id = header.record.id
    intake = intake_of.of_family(session, family_id)
    return FamilyLife(
        details=header.record.details,
        members=header.members,
        phases=header.phases,
        assignments=header.assignments,
        intake=IntakeInput() if intake is None else intake.details,
        contacts=contacts_of.of_family(session, family_id),
        appointments=appointments_of.of_family(session, family_id),
        requests=requests_of.of_family(session, family_id),
        goals=requests_of.goals_of_family(session, family_id),
        actions=actions_of.of_family(session, family_id),
        rights={right.id: right.details for right in rights_in(session)},
        right_steps=rights_of.steps_of_family(session, family_id),
        services=directory.meant_services(session),
        contact_persons=directory.contact_persons(session),
        ties=network_of.of_family(session, family_id),
        bonds=network_of.bonds_of_family(session, family_id),
        referrals=network_of.referrals_of_family(session, family_id),
        consents=consents_of.of_family(session, family_id),
        documents=documents_of.of_family(session, family_id),
        expenses=expenses_of.of_family(session, family_id),
        signals=signals_of.of_family(session, family_id),
        stories=stories_of.of_family(session, family_id),
        own_views=views_of(session, family_id),
    )
