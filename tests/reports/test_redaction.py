"""What a reader may not see is in no paper: every text of every record, one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from uuid import UUID

import pytest

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.household import Person, Role
from gezinscoach_desktop.domain.instrument import Subject
from gezinscoach_desktop.domain.intake import IntakeInput
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.paper import PaperKind
from gezinscoach_desktop.domain.record import MemberInput
from gezinscoach_desktop.domain.right import RightState
from gezinscoach_desktop.domain.snapshot import Score
from gezinscoach_desktop.reports.content import FamilyContent, FamilyLife, PaperOptions, ReportMember
from gezinscoach_desktop.reports.life.mask import role_only
from gezinscoach_desktop.reports.life.redaction import NAMES, OPEN, PLACES, RELATIONS, TEXTS, seen_by
from gezinscoach_desktop.reports.papers import make_paper
from gezinscoach_desktop.reports.papers.text import shipped_texts
from tests.reports.content import SOFIE, make_snapshot
from tests.reports.life import BIRTH, LATER, closed_family, life, member, rich_family, written
from tests.reports.reading import bookmarks_of, properties_of, text_of

CANARY = "Kanarievogel"
TABLES: Mapping[str, Mapping[type, frozenset[str]]] = {
    "names": NAMES, "texts": TEXTS, "places": PLACES, "relations": RELATIONS, "open": OPEN,
}  # fmt: skip


def paper(kind: PaperKind, content: FamilyContent, options: PaperOptions | None = None) -> bytes:
    return make_paper(kind, content, options or PaperOptions(), shipped_texts())


def everything_in(pdf: bytes) -> str:
    return f"{text_of(pdf)} {bookmarks_of(pdf)} {properties_of(pdf)}"


def with_canaries(content: FamilyContent, *tables: Mapping[type, frozenset[str]]) -> FamilyContent:
    """The family with a canary in every field that one of the tables names."""

    def text(kind: type, field: str, as_it_was: str) -> str:
        is_hidden = any(field in table.get(kind, ()) for table in tables) or field == "needs"
        return f"{CANARY} {field}" if is_hidden else as_it_was

    named = tuple(replace(each, name=CANARY) for each in content.members)
    return replace(content, name=CANARY, members=named, life=written(content.life, text))


def test_every_text_of_every_record_is_in_one_of_the_tables() -> None:
    seen: dict[type, set[str]] = {}

    def note(kind: type, field: str, as_it_was: str) -> str:
        seen.setdefault(kind, set()).add(field)
        return as_it_was

    written(life(), note)
    apart = {"MemberRecord", "Kept"}  # codes and who changed it: no section gets to see those
    unknown = {
        f"{kind.__name__}.{field}"
        for kind, names in seen.items()
        for field in names
        if kind.__name__ not in apart and field != "needs"
        if not any(field in table.get(kind, ()) for table in TABLES.values())
    }

    assert unknown == set()


def test_the_tables_name_only_what_is_there() -> None:
    gone = {
        f"{name}: {kind.__name__}.{field}"
        for name, table in TABLES.items()
        for kind, names in table.items()
        for field in names - {each.name for each in fields(kind)}
    }

    assert gone == set()


@pytest.mark.parametrize("kind", PaperKind)
def test_the_control_a_canary_is_read_where_names_and_notes_may_be_seen(kind: PaperKind) -> None:
    content = with_canaries(closed_family(), NAMES, TEXTS)
    is_anonymous = kind is PaperKind.CASE

    assert (CANARY in everything_in(paper(kind, content))) is not is_anonymous


@pytest.mark.parametrize("is_plain", [False, True])
@pytest.mark.parametrize("kind", PaperKind)
def test_without_names_no_name_and_no_typed_text_is_anywhere(kind: PaperKind, is_plain: bool) -> None:
    content = with_canaries(closed_family(), NAMES, TEXTS)
    pdf = paper(kind, content, PaperOptions(with_names=False, is_plain=is_plain))

    assert CANARY not in everything_in(pdf)
    assert CANARY.encode() not in pdf


@pytest.mark.parametrize("kind", PaperKind)
def test_without_notes_names_stay_and_typed_texts_go(kind: PaperKind) -> None:
    content = with_canaries(closed_family(), TEXTS)
    content = replace(content, name="", members=tuple(replace(each, name="") for each in content.members))
    pdf = paper(kind, content, PaperOptions(with_notes=False))

    assert CANARY not in everything_in(pdf)


def test_a_case_print_has_no_names_places_or_birth_dates() -> None:
    content = with_canaries(closed_family(), NAMES, TEXTS, PLACES, RELATIONS)
    content = replace(content, municipality=CANARY, office=f"OCMW {CANARY}")
    told = everything_in(paper(PaperKind.CASE, content))

    assert CANARY not in told
    assert not [day for day in BIRTH.values() if format_date(day) in told]
    assert "pagina 1 van" in told
    assert "G-2024-017" in told


def test_a_case_print_does_not_tell_in_which_month_a_baby_comes() -> None:
    content = rich_family()
    due, baby = date(2026, 7, 9), UUID(int=77)
    unborn = ReportMember(Person(baby, Role.CHILD, due), "Mila")
    record = member(baby, MemberInput("Mila", role=Role.CHILD, birth_date=due))
    content = replace(
        content,
        members=(*content.members, unborn),
        life=replace(content.life, members=(*content.life.members, record)),
    )

    assert "verwacht 07/2026" in text_of(paper(PaperKind.INTAKE, content))
    told = text_of(paper(PaperKind.CASE, content))
    assert "07/2026" not in told
    assert "ongeboren" in told


def test_the_question_of_the_coach_loses_the_names_and_places_that_are_known() -> None:
    question = "Hoe krijg ik Emre en oma Fatma in Ninove mee? Bel 0477 12 34 56."
    told = text_of(paper(PaperKind.CASE, rich_family(), PaperOptions(question=question)))

    assert "Hoe krijg ik … en oma … in … mee? Bel …." in told
    assert "Namen en plaatsen in de vraag zijn weggelaten." in told


def test_texts_without_names_hide_the_names_they_hold_and_warn() -> None:
    options = PaperOptions(with_names=False, with_notes=True)
    told = text_of(paper(PaperKind.INTAKE, rich_family(), options))

    assert "… en … kwamen hier in 2019 wonen." in told
    assert not [name for name in ("Sofie", "Emre", "Lina", "Fatma") if name in told]
    assert "Daarin kunnen namen staan. Lees ze na" in told


def test_without_health_nothing_of_the_domain_health_is_told() -> None:
    options = PaperOptions(without_health_and_justice=True)
    for kind in (PaperKind.INTAKE, PaperKind.PROGRESS, PaperKind.HANDOVER, PaperKind.CONVERSATION):
        told = text_of(paper(kind, rich_family(), options))
        assert "kinderpsychiater" not in told
        assert "Zorgbudget" not in told
        assert "droog huis" in told


def test_a_record_of_two_domains_of_which_one_is_hidden_stays_without_its_text() -> None:
    content = rich_family()
    contact = content.life.contacts[0]
    both = replace(contact.details, domains=(LifeDomain.HOUSING, LifeDomain.HEALTH))
    content = replace(content, life=replace(content.life, contacts=(replace(contact, details=both),)))
    seen = seen_by(content, PaperOptions(without_health_and_justice=True)).life.contacts[0].details

    assert (seen.domains, seen.note) == ((LifeDomain.HOUSING,), "")


def test_with_chosen_domains_only_those_are_told_and_the_rest_is_counted() -> None:
    options = PaperOptions(domains=frozenset({(Subject.HOUSEHOLD, "housing")}))
    told = text_of(paper(PaperKind.PROGRESS, rich_family(), options))

    assert "Een droog huis" in told
    for hidden in (
        "Hulp met de papieren",
        "Sociale toeslag",
        "zwembrevet",
        "beter dan vorig jaar",
        "Huurpremie vragen",
    ):
        assert hidden not in told
    assert "Van een domein dat niet gekozen is." in told
    assert "zonder levensdomein" in told


def test_notes_beside_scores_lose_the_names_they_hold_too() -> None:
    content = rich_family()
    note = Score(None, "nutrition", 2, "Oma Fatma kookt voor Lina")
    content = replace(content, snapshots=(*content.snapshots, make_snapshot(3, LATER, note)))
    told = text_of(paper(PaperKind.PROGRESS, content, PaperOptions(with_names=False, with_notes=True)))

    assert "Oma … kookt voor …" in told


@pytest.mark.parametrize(
    ("relation", "left"),
    [
        ("oma", "oma"), ("zorgjuf Katrien van Lina", "zorgjuf"), ("Moeder van Jef", "moeder"),
        ("vriend van de buren", "vriend van de buren"), ("OCMW", "ocmw"), ("", ""),
    ],
)  # fmt: skip
def test_what_somebody_is_stays_without_the_name_behind_it(relation: str, left: str) -> None:
    assert role_only(relation) == left


def test_a_relation_with_a_name_in_it_is_told_without() -> None:
    content = rich_family()
    tie = content.life.ties[0]
    teacher = replace(tie, details=replace(tie.details, name="Juf", relation=f"zorgjuf {CANARY} van Lina"))
    content = replace(content, life=replace(content.life, ties=(teacher,)))
    told = text_of(paper(PaperKind.INTAKE, content, PaperOptions(with_names=False)))

    assert "zorgjuf" in told
    assert CANARY not in told


def test_letters_the_font_lacks_are_mentioned_wherever_they_were_typed() -> None:
    content = rich_family()
    intake = replace(content.life.intake, story="Ze zei שלום.")
    told = text_of(paper(PaperKind.INTAKE, replace(content, life=replace(content.life, intake=intake))))

    assert told.count("Het lettertype van dit verslag kent ze niet.") == 1


def test_who_made_a_record_reaches_no_section() -> None:
    lived = seen_by(rich_family(), PaperOptions()).life

    assert {*(each.changed_by for each in lived.contacts), *(each.changed_by for each in lived.ties)} == {
        None
    }


def test_nothing_is_taken_out_when_everything_may_be_seen() -> None:
    content = rich_family()
    lived = seen_by(content, PaperOptions()).life
    plain = [
        record.details
        for name in ("contacts", "requests", "actions", "ties")
        for record in getattr(lived, name)
    ]
    before = [
        record.details
        for name in ("contacts", "requests", "actions", "ties")
        for record in getattr(content.life, name)
    ]

    assert plain == before
    assert lived.intake == content.life.intake
    assert FamilyLife() == seen_by(replace(content, life=FamilyLife()), PaperOptions()).life


def test_needs_go_with_their_domain_and_with_the_notes() -> None:
    content = rich_family()
    needs = IntakeInput(needs={"housing": "droog", "health": "tandarts"})
    content = replace(content, life=replace(content.life, intake=needs))

    assert dict(seen_by(content, PaperOptions(without_health_and_justice=True)).life.intake.needs) == {
        "housing": "droog"
    }
    assert dict(seen_by(content, PaperOptions(with_notes=False)).life.intake.needs) == {}


def test_the_worth_of_rights_is_told_by_month_and_once() -> None:
    told = text_of(paper(PaperKind.PROGRESS, rich_family()))

    assert "Met de begeleiding gekregen: € 120,50 per maand en € 200,00 eenmalig (1 recht)." in told.replace(
        "\xa0", " "
    )
    assert RightState.REFUSED.label in told
    assert "Inkomen te hoog" in told
    assert str(SOFIE) not in told
