"""What a reader of each paper may rely on."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import example, given, settings

from gezinscoach_desktop.domain.action import ActionInput, ActionOwner
from gezinscoach_desktop.domain.errors import Cancelled
from gezinscoach_desktop.domain.paper import PaperKind, Stand, why_not
from gezinscoach_desktop.domain.request import GoalInput, GoalState
from gezinscoach_desktop.domain.snapshot import Reason, Score
from gezinscoach_desktop.domain.trajectory import Phase
from gezinscoach_desktop.reports.content import Extent, FamilyContent, FamilyLife, PaperOptions
from gezinscoach_desktop.reports.papers import make_paper, stand_of
from gezinscoach_desktop.reports.papers.text import shipped_texts
from tests.reports.content import FIRST_DAY, big_family, make_content, make_snapshot
from tests.reports.life import LATER, closed_family, enormous_family, kept, rich_family, written
from tests.reports.reading import bookmarks_of, pages_of, properties_of, text_boxes_of, text_of
from tests.reports.test_weird_texts import WEIRD

LONG = (
    "Dit is een heel lange tekst over alles wat er gebeurde en wat er nog komt, met komma’s en 12 getallen. "
    * 12
)
NOTHING = replace(make_content(), members=(), name="", municipality="", life=FamilyLife())
FAMILIES = {
    "nothing": NOTHING,
    "rich": rich_family(),
    "closed": closed_family(),
    "enormous": enormous_family(LONG, each=20),  # up to 82 pages
}


_MADE: dict[tuple[PaperKind, str, PaperOptions], bytes] = {}


def paper(kind: PaperKind, content: FamilyContent, options: PaperOptions | None = None) -> bytes:
    return make_paper(kind, content, options or PaperOptions(), shipped_texts())


def paper_of(kind: PaperKind, name: str, options: PaperOptions | None = None) -> bytes:
    """Of one of the families above, made once for all that is asked about it."""
    wanted = (kind, name, options or PaperOptions())
    if wanted not in _MADE:
        _MADE[wanted] = paper(kind, FAMILIES[name], options)
    return _MADE[wanted]


@pytest.mark.parametrize("name", FAMILIES)
@pytest.mark.parametrize("kind", PaperKind)
def test_every_paper_can_be_made_of_any_family_and_stays_on_its_pages(kind: PaperKind, name: str) -> None:
    pdf = paper_of(kind, name)

    for left, bottom, right, top in text_boxes_of(pdf):
        assert 40 < left <= right < 595 - 40
        assert 20 < bottom <= top < 842 - 20


@pytest.mark.parametrize("kind", PaperKind)
def test_every_page_carries_the_imprint_and_its_number(kind: PaperKind) -> None:
    pages = pages_of(paper_of(kind, "rich"))

    for place, page in enumerate(pages, start=1):
        assert f"pagina {place} van {len(pages)}" in page
        for word in ("G-2024-017", "An De Smet", "18/02/2026", "Vertrouwelijk", "Gezinscoach Desktop"):
            assert word in page
        assert kind is PaperKind.CASE or "OCMW Ninove" in page


@pytest.mark.parametrize("kind", PaperKind)
def test_properties_hold_the_kind_and_the_code_but_no_name(kind: PaperKind) -> None:
    properties = properties_of(paper_of(kind, "rich"))

    assert properties["Title"] == f"{kind.label} G-2024-017"
    assert not [word for word in ("Peeters", "Yilmaz", "Sofie", "De Smet") if word in str(properties)]


@pytest.mark.parametrize("kind", PaperKind)
def test_the_same_content_gives_the_same_bytes(kind: PaperKind) -> None:
    assert paper(kind, rich_family()) == paper_of(kind, "rich")


@pytest.mark.parametrize("kind", PaperKind)
def test_what_somebody_stopped_is_not_made(kind: PaperKind) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled("gestopt")

    with pytest.raises(Cancelled):
        make_paper(kind, rich_family(), PaperOptions(), shipped_texts(), progress=stop)


@settings(max_examples=10, deadline=None)
@given(text=WEIRD)
@example(text="<b>Jan</b> & <font size=90>")
@example(text="👨‍👩‍👧‍👦 עברית")
@example(text="١٢ ½ Ⅳ ² 2026")
def test_whatever_was_typed_can_be_printed_in_every_paper(text: str) -> None:
    content = rich_family()
    content = replace(content, life=written(content.life, lambda _kind, _field, _text: text))

    for kind in PaperKind:
        assert paper(kind, content).startswith(b"%PDF")


# ---------------------------------------------------------------------------------------------- handover


@pytest.mark.parametrize("members", [0, 3, 8])
@pytest.mark.parametrize("each", [0, 5, 60])
@pytest.mark.parametrize("text", ["kort", LONG, "ononderbroken" * 40], ids=["short", "long", "unbroken"])
def test_a_handover_sheet_is_one_page_whatever_there_is(members: int, each: int, text: str) -> None:
    content = enormous_family(text, members=members, each=each)

    assert len(pages_of(paper(PaperKind.HANDOVER, content))) == 1
    assert len(pages_of(paper(PaperKind.HANDOVER, content, PaperOptions(with_names=False)))) == 1


def test_a_handover_sheet_says_what_did_not_fit() -> None:
    told = text_of(paper(PaperKind.HANDOVER, enormous_family(LONG)))

    match = re.search(r"Past niet op dit blad: .*?(\d+) acties", told)
    assert match is not None
    shown = told.count("zonder datum") + len(re.findall(r"te laat", told))
    open_actions = 120  # of every three one is done
    assert int(match[1]) + shown == open_actions
    assert "ingekorte teksten" in told


def test_a_handover_sheet_tells_all_that_matters() -> None:
    told = text_of(paper_of(PaperKind.HANDOVER, "rich"))

    for said in (
        "0477 12 34 56", "Na 16 uur, eerst een bericht", "Altijd eerst bellen", "Niet over de familie van Emre beginnen",
        "15/02/2026, te laat · Coach", "Huurpremie vragen", "Ilse Maes 054 00 11 22", "huurpremie", "Samen naar het OCMW",
        "22/02/2026 om 14:30, huisbezoek: brief van de school", "oma · 0470 99 88 77", "Geen zorgen over geweld.",
    ):  # fmt: skip
        assert said in told
    assert "Past niet" not in told
    assert "Bellen naar de huisbaas" not in told


def test_what_matters_and_is_not_known_is_said() -> None:
    told = text_of(paper_of(PaperKind.HANDOVER, "nothing"))

    assert told.count("Nog niets genoteerd.") == 3


# ------------------------------------------------------------------------------------------ conversation


def test_a_conversation_sheet_tells_no_level_by_its_digit() -> None:
    content = replace(big_family(adults=2, children=4, snapshots=4), code="G")
    told = text_of(paper(PaperKind.CONVERSATION, content))
    told = re.sub(r"Gezinscoach Desktop [\d.]+|pagina \d van \d|\d+/\d+/\d+|\d+ augustus 2026", "", told)
    said = re.sub(r"(Ouder Peeters|Kind Yilmaz|Kind|Ouder) \d", "", told)

    assert not re.findall(r"\d", said)
    assert "niveau" not in said


def test_what_must_be_found_again_keeps_its_digits_on_a_conversation_sheet() -> None:
    content = rich_family()
    call = kept(ActionInput("Bel 0477 12 34 56 om 9 uur, het kost € 12,50", ActionOwner.FAMILY), 9)
    content = replace(content, life=replace(content.life, actions=(call,)))

    assert "Jullie: Bel 0477 12 34 56 om 9 uur, het kost € 12,50" in text_of(
        paper(PaperKind.CONVERSATION, content)
    )


def test_what_goes_well_stands_first_and_levels_are_told_in_words() -> None:
    pdf = paper_of(PaperKind.CONVERSATION, "rich")
    told = text_of(pdf)
    titles = [title for _level, title in bookmarks_of(pdf)]

    assert titles[1:3] == ["Waar jullie sterk in zijn", "Wat goed gaat"]
    assert (
        titles.index("Wat goed gaat") < titles.index("Wat nog moeilijk is")
        if "Wat nog moeilijk is" in titles
        else True
    )
    assert "Inkomen: eerst “Inkomen is ontoereikend”, nu “Inkomen is nipt toereikend”" in told
    assert "De coach: Huurpremie vragen (was tegen 15 februari)" in told
    assert "Zondag 22 februari om 14 uur 30, huisbezoek: brief van de school" in told
    assert "Lina kreeg haar zwembrevet" in told


@pytest.mark.parametrize(
    ("wished", "there", "gone"),
    [
        (
            4,
            "Inkomen (samen): nu “Inkomen is nipt toereikend”, op weg naar “Inkomen is toereikend”",
            "zover wilden",
        ),
        (3, "Inkomen (samen): zover wilden jullie komen", "op weg naar"),
    ],
)
@pytest.mark.parametrize("kind", [PaperKind.CONVERSATION, PaperKind.PROGRESS])
def test_a_wish_is_told_as_a_step_from_where_they_are_until_they_are_there(
    kind: PaperKind, wished: int, there: str, gone: str
) -> None:
    content = rich_family()
    goal = kept(GoalInput("income", None, 2, wished, FIRST_DAY))
    content = replace(content, life=replace(content.life, goals=(goal,)))
    told = text_of(paper(kind, content, PaperOptions(is_plain=True)))

    assert there in told
    assert gone not in told


@pytest.mark.parametrize("wished", [2, 3, 4])
@pytest.mark.parametrize("kind", [PaperKind.CONVERSATION, PaperKind.PROGRESS, PaperKind.CLOSING])
def test_a_goal_that_was_reached_is_told_once_whatever_the_level_is_now(kind: PaperKind, wished: int) -> None:
    content = closed_family() if kind is PaperKind.CLOSING else rich_family()
    goal = GoalInput("income", None, 2, wished, FIRST_DAY, state=GoalState.REACHED, closed_on=LATER)
    goals = (kept(goal), kept(replace(goal, level_wished=3), 2))
    told = text_of(
        paper(kind, replace(content, life=replace(content.life, goals=goals)), PaperOptions(is_plain=True))
    )

    assert told.count("Inkomen (samen): zover wilden jullie komen") == 1
    assert "op weg naar" not in told


def test_a_goal_that_was_let_go_is_not_told_as_reached() -> None:
    content = rich_family()
    goal = kept(GoalInput("income", None, 2, 3, FIRST_DAY, state=GoalState.DROPPED, closed_on=LATER))
    content = replace(content, life=replace(content.life, goals=(goal,)))

    assert "zover wilden" not in text_of(paper(PaperKind.CONVERSATION, content))


def test_members_are_called_by_their_given_name_and_numbered_in_words_without_names() -> None:
    content = rich_family()

    assert "(Sofie)" in text_of(paper(PaperKind.CONVERSATION, content))
    nameless = text_of(paper(PaperKind.CONVERSATION, content, PaperOptions(with_names=False)))
    assert "(de tweede volwassene)" in nameless or "(de eerste volwassene)" in nameless


def test_nothing_of_a_record_is_lost_on_paper_that_is_for_the_family() -> None:
    told = text_of(paper_of(PaperKind.CONVERSATION, "rich", PaperOptions(with_notes=False)))

    assert "Wat niet op dit blad staat: wat in eigen woorden genoteerd is." in told


# ------------------------------------------------------------------------------------------- the others


def test_an_intake_report_tells_the_beginning() -> None:
    told = text_of(paper_of(PaperKind.INTAKE, "rich"))

    for said in (
        "Vlierbesstraat 17, Pollare, Ninove", "Sofie en Emre kwamen hier in 2019 wonen.", "Ze lachen veel samen.",
        "Huisvesting Een droge slaapkamer voor Lina", "1 Een droog huis", "anders bij oma Fatma", "Niet poetsen",
        "De vader van Lina woont ver.", "Inkomen is ontoereikend", "Wacht op leefloon", "Samen naar het OCMW (23/02/2026)",
        "Sociale dienst spreken: de coach huurpremie", "De Vlinder delen", "Begeleiding: gegeven op 20/11/2025 door Sofie",
        "Privacy-informatie: nog niets genoteerd", "Opmerkingen van het gezin", "wacht al 90 dagen",
    ):  # fmt: skip
        assert said in told, said
    assert "nipt toereikend" not in told, "only the baseline, not what came later"
    assert "hoe het toen was" in told
    assert "hoe het nu is" not in told
    assert "domein nulmeting wat doorweegt" in told


def test_an_intake_report_in_plain_words_tells_of_the_same_day_as_the_other() -> None:
    content = rich_family()
    better = make_snapshot(3, LATER + timedelta(days=30), Score(None, "income", 5, None, Reason.CHANGED))
    content = replace(
        content, snapshots=(*content.snapshots, better), made_on=better.date, period_to=better.date
    )
    told = text_of(paper(PaperKind.INTAKE, content, PaperOptions(is_plain=True)))

    began = told.split("Wat bij het begin al goed ging")[1].split("Wat jullie vragen")[0]
    assert "Verblijfplaats" in began
    assert "Inkomen" not in began, "that came later"


@pytest.mark.parametrize(
    ("then", "wished", "there"),
    [
        (4, 5, "op weg naar “Eigen woonst zonder gebreken”"),
        (None, 4, "“Eigen woonst met kleine gebreken” houden"),
        (4, 4, "“Eigen woonst met kleine gebreken” houden"),
        (2, 4, "op weg naar “Eigen woonst met kleine gebreken”"),
    ],
    ids=["further", "kept", "kept as it was when chosen", "fallen since"],
)
def test_an_intake_report_in_plain_words_tells_every_wish(then: int | None, wished: int, there: str) -> None:
    content = rich_family()
    goal = kept(GoalInput("residence", None, then, wished, FIRST_DAY))
    content = replace(content, life=replace(content.life, goals=(goal,)))

    assert f"Verblijfplaats (samen): {there}" in text_of(
        paper(PaperKind.INTAKE, content, PaperOptions(is_plain=True))
    )


def test_what_counts_first_is_numbered_without_gaps_for_what_came_to_an_end() -> None:
    told = text_of(paper_of(PaperKind.INTAKE, "rich"))

    assert "1 Een droog huis Huisvesting 20/11/2025 2 Naar de kinderpsychiater" in told


def test_a_goal_tells_where_it_began_where_it_goes_and_where_it_is() -> None:
    told = text_of(paper_of(PaperKind.PROGRESS, "rich"))

    assert "wie item toen, gewenst nu stand wanneer Huishouden Inkomen 2 4 3 Lopend" in told


def test_an_empty_intake_report_says_what_is_still_to_be_told() -> None:
    told = text_of(paper_of(PaperKind.INTAKE, "nothing"))

    assert told.count("Nog niets genoteerd.") == 6
    assert "Netwerk" not in told


def test_a_progress_report_tells_the_period_from_contact_to_what_comes() -> None:
    pdf = paper_of(PaperKind.PROGRESS, "rich")
    titles = [title for level, title in bookmarks_of(pdf) if level == 0]
    told = text_of(pdf)

    wanted = [
        "Het traject", "Contacten en intensiteit", "Wat er gebeurde", "Vragen, doelen en acties", "Rechten",
        "Doorverwijzingen naar diensten", "Netwerk", "Hoe het gezin het zelf ziet", "Momenten van trots", "Veiligheid",
        "Signalen", "Afspraken en intensiteit verder", "Opmerkingen van het gezin", "Handtekeningen",
    ]  # fmt: skip
    assert [title for title in titles if title in wanted] == wanted
    for said in (
        "2 contactmomenten op 2 dagen in deze periode, samen 1 u 45", "Bereikt: Hulp met de papieren", "Alles in orde",
        "Lopend, te laat", "Gestart 20/12/2025 30 dagen", "Huurpremie komt te laat", "Om de twee weken een huisbezoek",
        "Volgende stap: Samen naar het OCMW (23/02/2026).",
    ):  # fmt: skip
        assert said in told, said


def test_a_period_is_cut_to_the_months_that_are_asked_for() -> None:
    content = rich_family()
    later = replace(content, made_on=LATER + timedelta(days=60), period_to=LATER + timedelta(days=60))
    told = text_of(paper(PaperKind.PROGRESS, later, PaperOptions(months=3)))

    assert "Evolutieverslag · 19/01/2026 tot 19/04/2026" in told
    assert "1 contactmoment op 1 dag" in told
    assert "Inkomen 2 3" in told, "levels are compared with the baseline, whatever the period"


def test_a_short_report_stays_short() -> None:
    content = big_family(adults=2, children=2, snapshots=5)
    lived = rich_family().life
    short = paper(PaperKind.PROGRESS, replace(content, life=lived), PaperOptions(extent=Extent.SHORT))
    full = paper(PaperKind.PROGRESS, replace(content, life=lived))

    assert len(pages_of(short)) < len(pages_of(full)) / 1.5
    assert "1 × huisbezoek" in text_of(short)
    assert "Heel dichtbij: Fatma. Gespannen: Sociale dienst." in text_of(short)


def test_a_goal_is_a_diamond_in_the_charts_of_a_progress_report() -> None:
    content = rich_family()
    with_goal = text_of(paper(PaperKind.PROGRESS, content))
    without = text_of(paper(PaperKind.PROGRESS, replace(content, life=replace(content.life, goals=()))))

    assert "wens" in with_goal
    assert "wens" not in without


def test_a_closing_report_gives_the_reason_and_what_still_runs() -> None:
    told = text_of(paper_of(PaperKind.CLOSING, "closed"))

    for said in (
        "Reden Doelen bereikt", "Omstandigheden Ze redden het nu zelf", "Afgesloten 18/02/2026",
        "Huurpremie vragen (Coach, tegen 15/02/2026)", "CAW Ninove: op wachtlijst", "Nazorg Om de twee weken",
        "Hoe tevreden is het gezin?", "Inkomen",
    ):  # fmt: skip
        assert said in told, said


def test_a_case_print_shows_the_balance_and_leaves_room_for_the_question() -> None:
    pdf = paper_of(PaperKind.CASE, "rich")
    titles = [title for level, title in bookmarks_of(pdf) if level == 0]

    assert titles[0] == "De vraag van de coach"
    assert "Score per item en per momentopname" in titles
    assert titles[-1] == "Wat de anderen zien, en ideeën"
    assert "Volwassene 1" in text_of(pdf)


def test_a_consent_form_has_the_texts_of_the_office_and_a_place_for_every_adult() -> None:
    own = shipped_texts().changed({"coaching": "Wij komen bij jou, {coach} van {kantoor}.", "sharing": " "})
    told = text_of(make_paper(PaperKind.CONSENT, rich_family(), PaperOptions(), own))

    assert "Wij komen bij jou, An De Smet van OCMW Ninove." in told
    assert "De coach vertelt niets door zonder dat jullie dat weten." in told
    assert "De Vlinder afspraken rust op school" in told
    assert "Handtekeningen" in told
    signing = told.split("Handtekeningen")[1]
    assert signing.count("datum en handtekening") == 3
    assert "Lina" not in signing


def test_a_mandate_form_is_one_page_with_who_speaks_to_whom_about_what() -> None:
    pdf = paper_of(PaperKind.MANDATE, "rich")

    assert len(pages_of(pdf)) == 1
    assert "Sociale dienst de coach huurpremie" in text_of(pdf)


@pytest.mark.parametrize("kind", [PaperKind.INTAKE, PaperKind.PROGRESS, PaperKind.CLOSING])
def test_the_plain_edition_has_the_same_facts_without_index_or_levels(kind: PaperKind) -> None:
    told = text_of(paper_of(kind, "closed", PaperOptions(is_plain=True)))

    assert f"{kind.label} in gewone taal" in told
    for word in ("ansarmoede", "Sociale Balans", "niveau", "nulmeting"):
        assert word not in told
    assert "Handtekeningen" in told
    assert "Om de twee weken een huisbezoek" in told or kind is PaperKind.INTAKE


# ------------------------------------------------------------------------------------ what can be made


@pytest.mark.parametrize(
    ("stand", "can_be_made"),
    [
        (Stand(False, False), {"consent", "mandate", "intake", "handover"}),
        (Stand(False, True), {"consent", "mandate", "intake", "handover", "conversation"}),
        (Stand(True, False), set(PaperKind) - {"closing"}),
        (Stand(True, False, Phase.INTENSIVE), set(PaperKind) - {"closing"}),
        (Stand(True, False, Phase.WINDING_DOWN), set(PaperKind)),
        (Stand(False, False, Phase.CLOSED), {"consent", "mandate", "intake", "handover", "closing"}),
    ],
)
def test_only_what_there_is_something_to_tell_in_can_be_made(stand: Stand, can_be_made: set[str]) -> None:
    assert {kind.value for kind in PaperKind if not why_not(kind, stand)} == can_be_made
    assert all(why_not(kind, stand).endswith(".") for kind in PaperKind if kind.value not in can_be_made)


def test_where_a_family_stands_is_told_by_its_content() -> None:
    assert stand_of(NOTHING) == Stand(False, False)
    assert stand_of(rich_family()) == Stand(True, True, Phase.INTENSIVE)
