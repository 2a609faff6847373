"""The access file on paper: everything of one person, nothing of another, and a table of what was left out."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from gezinscoach_desktop.domain.access_file import AccessFile
from gezinscoach_desktop.domain.action import ActionInput
from gezinscoach_desktop.domain.appointment import AppointmentInput
from gezinscoach_desktop.domain.consent import ConsentInput
from gezinscoach_desktop.domain.contact import ContactInput
from gezinscoach_desktop.domain.directory import ContactPersonInput, ServiceInput
from gezinscoach_desktop.domain.document import DocumentInput
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.letting_go import (
    PersonRequestInput,
    PersonRequestKind,
)
from gezinscoach_desktop.domain.network import BondInput, BondKind, TieKind
from gezinscoach_desktop.domain.record import FamilyInput, MemberRecord
from gezinscoach_desktop.domain.request import GoalInput
from gezinscoach_desktop.domain.right import RightInput
from gezinscoach_desktop.domain.signal import SignalInput
from gezinscoach_desktop.domain.story import StoryInput
from gezinscoach_desktop.domain.third_party import OMITTED, Decision, Verdict
from gezinscoach_desktop.reports.content import FamilyContent
from gezinscoach_desktop.reports.papers.access import access_paper
from gezinscoach_desktop.reports.papers.access_sections import Beside, Look, access_sections, withheld
from tests.reports.content import EMRE, SOFIE
from tests.reports.life import FAMILY, kept, rich_family, written
from tests.reports.reading import bookmarks_of, pages_of, properties_of, text_of

_AT = datetime(2026, 2, 1, 9, 0, tzinfo=UTC)
LOOKS = (Look(date(2026, 2, 1), "Gezinscoach", "Gezin geopend", 3),)
BESIDE = Beside(
    requests=(
        Kept(FAMILY, FAMILY, 1, PersonRequestInput(PersonRequestKind.ACCESS, date(2026, 2, 3), date(2026, 3, 3), SOFIE),
             _AT, None, "An", _AT, "An"),
    ),
    looks=LOOKS,
    prints=(Look(date(2026, 1, 5), "Coördinator", "Dossier afgedrukt of bewaard"),),
)  # fmt: skip


def file_of(content: FamilyContent, person: Any = SOFIE, beside: Beside = BESIDE) -> AccessFile:
    member = next(each for each in content.life.members if each.id == person)
    return AccessFile(
        code=content.code,
        office=content.office,
        author=content.author,
        made_on=content.made_on,
        person=member.display_name,
        sections=access_sections(content, member, beside),
        withheld=withheld(content, member, beside),
        asked_on=date(2026, 2, 3),
    )


def test_as_proposed_nothing_of_anybody_else_is_left() -> None:
    told = text_of(access_paper(file_of(rich_family()), {}))
    for name in ("Emre", "Lina", "Yilmaz", "Fatma", "Dirk", "0470 99 88 77", "oma"):
        assert not re.search(rf"\b{name}\b", told), name
    for own in (
        "Sofie Peeters", "Vlierbesstraat 17", "0477 12 34 56", "Ze lachen veel samen.", "Een droog huis",
        "Inkomen te hoog", "Vocht", "Ik zie dat anders", "Dat vroeg je op 03/02/2026", OMITTED,
        "Gezinscoach 01/02/2026 gezin geopend (3 keer)", "An De Smet, gezinscoach",
    ):  # fmt: skip
        assert own in told, own


def test_what_was_left_out_stands_at_the_end_with_the_reason() -> None:
    file = file_of(rich_family())
    story = next(passage for passage in file.passages if passage.key == "intake/story")
    assert story.found == ("Emre",)
    told = text_of(access_paper(file, {"intake/story": Decision(Verdict.LEAVE_OUT)}))
    last = told[told.index("Wat niet is opgenomen") :]
    assert "Kennismaking: jullie verhaal De hele tekst gaat over iemand anders." in last
    assert "2 andere gezinsleden Dit gaat over iemand anders." in last
    assert "Een deel van de tekst gaat over iemand anders." in last
    assert "kwamen hier in 2019 wonen" not in told
    kept = text_of(access_paper(file, {"intake/story": Decision(Verdict.KEEP)}))
    assert "Sofie en Emre kwamen hier in 2019 wonen." in kept


def test_scores_contacts_and_rights_of_others_are_counted_and_not_told() -> None:
    content = rich_family()
    file = file_of(content, EMRE, replace(BESIDE, looks=None, prints=None))
    told = text_of(access_paper(file, {}))
    assert "Vocht" not in told
    assert "Inkomen te hoog" not in told
    assert "1 contactmoment zonder jou" in told
    assert "1 stap bij een recht van iemand anders" in told
    assert "Dat deel kan alleen een coördinator geven." in told
    assert "Wie het dossier bekeek of wijzigde" not in [
        title for _, title in bookmarks_of(access_paper(file, {}))
    ]


def test_who_looked_is_told_by_role_the_last_day_first() -> None:
    looks = (
        Look(date(2026, 2, 1), "Coördinator", "Gezin geopend"),
        Look(date(2026, 2, 3), "Gezinscoach", "Actie gewijzigd", 2),
        Look(date(2026, 1, 9), "Gezinscoach", "Gezin geopend"),
        Look(date(2026, 2, 3), "Gezinscoach", "Gezin geopend"),
    )
    told = text_of(access_paper(file_of(rich_family(), SOFIE, replace(BESIDE, looks=looks)), {}))
    assert (
        "Gezinscoach 03/02/2026 actie gewijzigd (2 keer), gezin geopend 09/01/2026 gezin geopend "
        "Coördinator 01/02/2026 gezin geopend"
    ) in told


def test_a_bond_between_members_is_no_person_around_the_family() -> None:
    content = rich_family()
    bonds = tuple(kept(BondInput(BondKind.PARTNERS, SOFIE, EMRE), number) for number in range(3))
    content = replace(content, life=replace(content.life, bonds=bonds))
    told = text_of(access_paper(file_of(content), {}))
    assert "1 persoon rond het gezin" in told
    assert "3 familiebanden" in told


def test_what_was_measured_stands_in_the_order_of_the_instrument() -> None:
    content = rich_family()
    turned = replace(content.snapshots[0], scores=content.snapshots[0].scores[::-1])
    told = text_of(access_paper(file_of(replace(content, snapshots=(turned,))), {}))
    measured = told.split("Metingen over het gezin")[1]
    assert measured.index("Verblijfplaats") < measured.index("Inkomen")


NOT_ABOUT_ANYBODY = {
    *((ServiceInput, name) for name in (
        "organisation", "what", "municipality", "address", "phone", "email", "website", "waiting",
    )),
    *((ContactPersonInput, name) for name in ("name", "role", "phone", "email")),
    *((RightInput, name) for name in ("description", "granted_by")),
    (MemberRecord, "code"), (MemberRecord, "changed_by"), (FamilyInput, "code"), (DocumentInput, "sha256"),
    (GoalInput, "item"), (SignalInput, "service"),
    (StoryInput, "public_text"),
}  # fmt: skip
"""What the office knows of services and rights, what a machine made, and the anonymous wording of a story."""


def test_every_text_that_is_kept_about_the_person_or_the_household_is_in_it() -> None:
    """The control of completeness: a field that is added to a record later fails here until it is told."""
    content = rich_family()
    tokens: dict[str, tuple[type, str]] = {}

    def token(kind: type, name: str, _: str) -> str:
        word = f"Q{len(tokens)}Z"
        tokens[word] = (kind, name)
        return word

    told_life = written(content.life, token)
    first = told_life.members[0]
    file = file_of(replace(content, life=told_life), first.id)
    keep_all = {passage.key: Decision(Verdict.KEEP) for passage in file.passages}
    told = text_of(access_paper(file, keep_all))
    around = [tie.details for tie in told_life.ties if tie.details.kind is TieKind.PERSON]
    around += [bond.details for bond in told_life.bonds] + [each.details for each in told_life.members[1:]]
    others = {value for details in around for value in vars_of(details)}
    missing = {
        where for word, where in tokens.items()
        if not re.search(rf"\b{word}\b", told) and word not in others and where not in NOT_ABOUT_ANYBODY
    }  # fmt: skip
    assert missing == set()
    assert {ActionInput, AppointmentInput, ConsentInput, ContactInput} <= {
        kind for kind, _ in tokens.values()
    }


def vars_of(details: Any) -> list[str]:
    return [value for name in details.__slots__ if isinstance(value := getattr(details, name), str)]


def test_the_file_bears_the_code_and_no_name() -> None:
    pdf = access_paper(file_of(rich_family()), {})
    assert properties_of(pdf)["Title"] == "Inzagedossier G-2024-017"
    assert "Wat wij over jou bewaren" in pages_of(pdf)[0]


@pytest.mark.parametrize("length", [1, 5_000, 40_000])
def test_a_text_of_any_length_fits(length: int) -> None:
    content = rich_family()
    intake = replace(content.life.intake, strengths="sterk " * length)
    pdf = access_paper(file_of(replace(content, life=replace(content.life, intake=intake))), {})
    assert text_of(pdf).count("sterk") >= length
