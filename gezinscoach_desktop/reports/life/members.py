"""Who belongs to the family, with what an intake tells of everybody."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus.doctemplate import CondPageBreak
from reportlab.platypus.flowables import Flowable, Spacer

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.genogram import genogram_of
from gezinscoach_desktop.domain.household import Living
from gezinscoach_desktop.domain.phone import shown_phone
from gezinscoach_desktop.domain.record import MemberRecord
from gezinscoach_desktop.reports.charts.genogram import genogram_chart
from gezinscoach_desktop.reports.charts.pdf import Chart
from gezinscoach_desktop.reports.fonts import Face
from gezinscoach_desktop.reports.life.redaction import Seen
from gezinscoach_desktop.reports.life.words import who
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.bands import Band
from gezinscoach_desktop.reports.paper.blocks import table
from gezinscoach_desktop.reports.paper.headings import section
from gezinscoach_desktop.reports.paper.measures import SMALL, WIDTH
from gezinscoach_desktop.reports.paper.table import Column, Words, row

_COLUMNS = (Column(0, 132), Column(140, 84), Column(232, 84), Column(324, WIDTH - 324))


def composition(seen: Seen) -> list[Flowable]:
    """Everybody who belongs or belonged to the family, with age, relation and where they live."""
    if not seen.life.members:
        return []
    bands = [_member(seen, member) for member in seen.life.members]
    names = ("naam", "leeftijd", "wie", "")
    return [*section("Het gezin", keeps=72), table(_COLUMNS, names, bands), *_genogram(seen)]


def is_here(seen: Seen, member: MemberRecord) -> bool:
    return member.person.is_present(seen.content.made_on)


def _genogram(seen: Seen) -> list[Flowable]:
    """Who belongs with whom, once somebody noted it; it tells too much of a family without names."""
    if not (seen.life.bonds and seen.options.with_charts and seen.options.with_names):
        return []
    bonds = [bond.details for bond in seen.life.bonds]
    drawing = genogram_chart(
        genogram_of(seen.life.members, bonds, seen.content.made_on), width=WIDTH, text_size=SMALL
    )
    return [Spacer(0, 12), CondPageBreak(min(drawing.height, 560)), Chart(drawing)]


def _member(seen: Seen, member: MemberRecord) -> Band:
    details = member.details
    age = seen.ages.get(member.id, "")
    born = details.birth_date
    if seen.options.with_names and born is not None and born <= seen.content.made_on:
        age = f"{age}\n{format_date(born)}"
    return row(_COLUMNS, (
        Words(who(seen, member.id), face=Face.SEMIBOLD, at_most=2), Words(age),
        Words(details.relation or details.role.label, at_most=2),
        Words("\n".join(_remarks(seen, member)), PAPER.secondary, at_most=8),
    ))  # fmt: skip


def _remarks(seen: Seen, member: MemberRecord) -> Iterator[str]:
    details = member.details
    if not is_here(seen, member):
        yield "Hoort nu niet bij het huishouden."
    if details.living is not Living.HERE:
        yield f"{details.living.label}{f', anders bij {details.lives_with}' if details.lives_with else ''}"
    if details.school:
        yield details.school
    if details.diploma is not None:
        yield f"Diploma: {details.diploma.label.lower()}"
    if details.phone or details.email:
        yield " · ".join(filter(None, (shown_phone(details.phone), details.email)))
