"""The list of rights: what is shipped, what an office made of it, and the way out and in as a file."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.right import RightInput
from gezinscoach_desktop.domain.right_file import RightsFileError, read_rights, shipped_of, write_rights
from gezinscoach_desktop.domain.right_hint import keys_with_rules
from gezinscoach_desktop.domain.right_list import Origin, Right, check_right, merged, right_id
from gezinscoach_desktop.resource import resource_path
from tests.domain.rights import TODAY, kept_of, make_right

D = LifeDomain
SHIPPED = shipped_of(resource_path("rights", "rechten.csv").read_bytes())
HEADER = "naam;levensdomein;toegekend door\r\n"


def test_every_shipped_right_has_a_name_a_key_and_a_domain_of_the_program() -> None:
    assert len(SHIPPED) == 40
    assert len({right.id for right in SHIPPED}) == 40
    for right in SHIPPED:
        assert right.id == right_id(right.key)
        assert check_right(right.details, TODAY) == right.details


def test_an_id_never_changes_since_offices_keep_it() -> None:
    assert str(right_id("leefloon")) == "1ff5d5e1-b22a-5bad-9e67-9643424a2b56"


def test_rules_speak_only_of_rights_that_are_shipped() -> None:
    assert set(keys_with_rules()) <= {right.key for right in SHIPPED}
    assert len(set(keys_with_rules())) == len(keys_with_rules())


def test_what_the_office_changed_takes_the_place_of_what_was_shipped() -> None:
    first, second = make_right("a"), make_right("b")
    found = merged([first, second], [kept_of(second, name="Anders")])
    assert [(each.details.name, each.origin) for each in found] == [
        ("a", Origin.SHIPPED),
        ("Anders", Origin.CHANGED),
    ]
    assert found[1].key == "b"


def test_a_shipped_right_that_was_only_checked_still_says_what_was_shipped() -> None:
    right = make_right("a")
    (found,) = merged([right], [kept_of(right, checked_on=TODAY)])
    assert (found.origin, found.version, found.details.checked_on) == (Origin.SHIPPED, 1, TODAY)


def test_what_the_office_added_stands_under_its_life_domain() -> None:
    money, home = make_right("a"), make_right("b", "", D.HOUSING)
    added = make_right("eigen", "Eigen recht", D.FINANCES)
    found = merged([money, home], [kept_of(added)])
    assert [each.details.name for each in found] == ["a", "Eigen recht", "b"]
    assert (found[1].origin, found[1].key) == (Origin.ADDED, "")


def test_taking_a_change_back_shows_what_was_shipped_again() -> None:
    right = make_right("a")
    kept = kept_of(right, name="Anders")
    assert merged([right], [replace(kept, removed_at=kept.created_at)]) == (right,)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"description": "x" * 2001}, "description"),
        ({"domains": ()}, "domains"),
        ({"checked_on": date(2027, 1, 1)}, "checked_on"),
        ({"retired_on": date(2027, 1, 1)}, "retired_on"),
    ],
)
def test_a_right_that_cannot_be_is_refused_at_its_field(changed: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_right(replace(make_right("a").details, **changed), TODAY)  # type: ignore[arg-type]
    assert caught.value.field == field


def test_what_is_written_reads_back_as_no_change() -> None:
    found = read_rights(write_rights(SHIPPED), SHIPPED, today=TODAY)
    assert (found.wanted, found.unchanged, found.problems) == ((), 40, ())


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30)
details = st.builds(
    RightInput,
    name=texts.map(lambda text: f"=R{text}"),
    description=texts,
    domains=st.sets(st.sampled_from(D), min_size=1).map(tuple),
    granted_by=texts,
    checked_on=st.one_of(st.none(), st.dates(min_value=date(1990, 1, 1), max_value=TODAY)),
)


@given(details)
def test_anything_an_office_writes_comes_back_as_it_was_and_runs_as_no_formula(
    given_details: RightInput,
) -> None:
    kept = check_right(given_details, TODAY)
    right = Right(right_id("x"), kept, "x")
    content = write_rights([right])
    blank = Right(right.id, RightInput("leeg", domains=(D.SAFETY,)), "x")
    (wanted,) = read_rights(content, [blank], today=TODAY).wanted
    assert wanted.details == kept
    assert b";'=R" in content.replace(b'"', b"")


def test_commas_and_the_words_of_the_shared_list_are_read_too() -> None:
    content = b"name,description,life_domain,granted_by\nPamperbank,Luiers,Financieel / Opvoeding,OCMW\n"
    (wanted,) = read_rights(content, (), today=TODAY).wanted
    assert wanted.details == RightInput("Pamperbank", "Luiers", (D.FINANCES, D.PARENTING), "OCMW")
    assert wanted.is_new


def test_a_column_that_is_not_there_leaves_what_is_known() -> None:
    right = make_right("a", "Recht A")
    known = replace(right, details=replace(right.details, description="Uitleg", checked_on=TODAY))
    (wanted,) = read_rights(b"naam;toegekend door\nRecht A;OCMW\n", [known], today=TODAY).wanted
    assert wanted.details == replace(known.details, granted_by="OCMW")
    assert (wanted.id, wanted.is_new) == (right.id, False)


def test_every_wrong_line_says_where_what_and_what_was_expected() -> None:
    content = (
        b"sleutel;naam;levensdomein;nagekeken op\r\n"
        b";Goed recht;Huisvesting;14/11/2026\r\n"
        b";Slecht domein;Wonen;\r\n"
        b";Slechte dag;Huisvesting;32/13/2026\r\n"
        b"onbekend;Recht;Huisvesting;\r\n"
        b";;Huisvesting;\r\n"
        b";Goed recht;Huisvesting;\r\n"
        b";Morgen;Huisvesting;23/11/2026\r\n"
    )
    found = read_rights(content, (), today=TODAY)
    assert [problem.line for problem in found.problems] == [3, 4, 5, 6, 7, 8]
    sentences = [problem.sentence for problem in found.problems]
    assert sentences[0].startswith("Regel 3, kolom “levensdomein”: “Wonen” gevonden, verwacht één van: ")
    assert "“32/13/2026” gevonden, verwacht een datum" in sentences[1]
    assert "“onbekend” gevonden, verwacht een sleutel" in sentences[2]
    assert "kolom “naam”: niets ingevuld" in sentences[3]
    assert "staat ook al in regel 2" in sentences[4]
    assert "kolom “nagekeken op”" in sentences[5]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "geen kolom"),
        (b"recht op leven\n1;2\n", "geen kolom"),
        ("naam\nCaf\xe9\n".encode("latin-1"), "CSV UTF-8"),
        (b"naam\n\0\n", "geen tekstbestand"),
        (b'naam\n"open\n', "aanhalingstekens"),
        (b"naam;naam\na;b\n", "twee keer"),
        (b"naam\n" + b"x" * 2_000_001, "te groot"),
        (b"naam\n" + b"recht\n" * 2_001, "meer dan 2000 rijen"),
    ],
)
def test_what_is_no_list_of_rights_is_refused_in_one_sentence(content: bytes, what: str) -> None:
    with pytest.raises(RightsFileError, match=what):
        read_rights(content, (), today=TODAY)


@given(st.binary(max_size=300))
def test_any_bytes_give_an_answer_or_a_sentence(content: bytes) -> None:
    with suppress(RightsFileError):  # anything else that is raised is a bug
        found = read_rights(HEADER.encode() + content, SHIPPED, today=TODAY)
        assert all(problem.sentence.startswith("Regel ") for problem in found.problems)
