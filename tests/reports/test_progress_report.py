"""What a reader of the progress report may rely on."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from gezinscoach_desktop.domain.errors import Cancelled
from gezinscoach_desktop.domain.household import Living, Person, Role, Stay
from gezinscoach_desktop.domain.instrument import Subject
from gezinscoach_desktop.domain.snapshot import Reason, Score, Setback
from gezinscoach_desktop.reports.content import Extent, PaperOptions, ReportMember
from gezinscoach_desktop.reports.progress import progress_report
from gezinscoach_desktop.reports.progress.first_better import improvements
from gezinscoach_desktop.reports.progress.gather import gather
from tests.reports.content import (
    EMRE,
    FIRST_DAY,
    SOFIE,
    big_family,
    instrument,
    make_content,
    make_snapshot,
    renamed,
    small_family,
)
from tests.reports.reading import bookmarks_of, pages_of, properties_of, text_boxes_of, text_of


def test_text_is_selectable_and_tells_who_when_and_what() -> None:
    text = text_of(progress_report(small_family()))

    assert "Gezin Peeters – Yilmaz" in text
    assert "Evolutieverslag · 20/11/2025 tot 18/02/2026" in text
    assert "Sofie Peeters" in text
    assert "Inkomen is nipt toereikend" in text
    assert "Verhoogde tegemoetkoming toegekend" in text
    assert "Deels hier (co-ouderschap)" in text


def test_the_first_steps_forward_stand_on_the_first_page() -> None:
    first = pages_of(progress_report(small_family()))[0]

    assert "Eerste stappen vooruit" in first
    assert "18/02/2026 Huishouden Inkomen" in first.replace("\r\n", " ")


def test_carried_values_say_since_when_they_hold() -> None:
    text = text_of(progress_report(small_family()))

    assert "Beperkt ongewettigd afwezig 20/11/2025" in text


def test_every_page_carries_the_imprint_and_its_number() -> None:
    pages = pages_of(progress_report(big_family(adults=2, children=1, snapshots=4)))

    assert len(pages) > 3
    for place, page in enumerate(pages, start=1):
        assert f"pagina {place} van {len(pages)}" in page
        for word in ("OCMW Ninove", "G-2024-017", "An De Smet", "Vertrouwelijk", "Gezinscoach Desktop"):
            assert word in page


def test_bookmarks_lead_to_every_section() -> None:
    titles = [title for level, title in bookmarks_of(progress_report(small_family())) if level == 0]

    assert titles == [
        "Het gezin",
        "Eerste stappen vooruit",
        "Per persoon en domein",
        "Nulmeting en nu",
        "Verloop per item",
        "Score per item en per momentopname",
        "Kansarmoede-index",
        "Waar het terugliep, en waardoor",
        "Bronnen",
        "Wat niet is opgenomen",
        "Opmerkingen van het gezin",
        "Handtekeningen",
    ]


def test_properties_hold_the_code_and_the_organisation_but_no_name() -> None:
    pdf = progress_report(small_family())
    properties = properties_of(pdf)

    assert properties["Title"] == "Evolutieverslag G-2024-017"
    assert properties["Author"] == "OCMW Ninove"
    assert properties["CreationDate"].startswith("D:20260218")
    assert not any(word in str(properties) for word in ("Peeters", "Yilmaz", "De Smet", "root"))
    assert b"/Lang (nl-BE)" in pdf


def test_the_same_content_gives_the_same_bytes() -> None:
    assert progress_report(small_family()) == progress_report(small_family())


def test_without_names_no_name_is_anywhere() -> None:
    content = renamed(small_family(), "Kanarievogel")
    pdf = progress_report(content, PaperOptions(with_names=False))
    text = text_of(pdf)

    assert "Kanarievogel" not in text
    assert b"Kanarievogel" not in pdf
    assert "Kanarievogel" not in str(bookmarks_of(pdf)) + str(properties_of(pdf))
    assert "Gezin G-2024-017" in text
    assert "Volwassene 1" in text
    assert "Kind 1" in text


def test_without_names_the_birthday_of_a_baby_is_not_told() -> None:
    born = FIRST_DAY + timedelta(days=40)
    baby = ReportMember(Person(UUID(int=7), Role.CHILD, born, (Stay(born),)), "Mila")
    content = small_family()
    content = replace(content, members=(*content.members, baby))

    assert "30/12/2025" in text_of(progress_report(content))
    assert "30/12/2025" not in text_of(progress_report(content, PaperOptions(with_names=False)))


def test_notes_are_off_without_names_unless_asked_and_then_warned_for() -> None:
    quiet = text_of(progress_report(small_family(), PaperOptions(with_names=False)))
    asked = text_of(progress_report(small_family(), PaperOptions(with_names=False, with_notes=True)))

    assert "leefloon" not in quiet
    assert "Wacht op leefloon" in asked
    assert "Daarin kunnen namen staan. Lees ze na" in asked


def test_notes_can_be_left_out() -> None:
    text = text_of(progress_report(small_family(), PaperOptions(with_notes=False)))

    assert "leefloon" not in text
    assert (
        "Toelichtingen bij de items, en wat in eigen woorden genoteerd is Gekozen bij het afdrukken." in text
    )


def test_only_chosen_domains_are_shown_and_the_index_does_not_tell_about_the_rest() -> None:
    chosen = PaperOptions(domains=frozenset({(Subject.HOUSEHOLD, "finances")}))
    text = text_of(progress_report(small_family(), chosen))

    assert "Inkomen is nipt toereikend" in text
    for hidden in ("Verblijfplaats", "Stress", "Aanwezigheid school", "Zwakke domeinen nu"):
        assert hidden not in text
    assert "Er wegen items in mee die niet in dit verslag staan" in text
    assert "Huishouden: Wonen, Voeding en Veiligheid" in text


def test_without_health_and_justice_neither_shows_up_also_not_as_a_reason() -> None:
    content = small_family()
    text = text_of(progress_report(content, PaperOptions(without_health_and_justice=True)))
    before_the_left_out = text.split("Wat niet is opgenomen")[0].lower()

    for hidden in ("stress", "strafblad", "gezondheid", "justitie"):
        assert hidden not in before_the_left_out


def test_charts_and_index_can_be_left_out() -> None:
    titles = [
        title for _level, title in bookmarks_of(
            progress_report(small_family(), PaperOptions(with_charts=False, with_index=False))
        )
    ]  # fmt: skip

    assert "Per persoon en domein" in titles
    assert not {"Nulmeting en nu", "Verloop per item", "Kansarmoede-index"} & set(titles)


def test_the_index_names_its_profile_and_is_an_interval_while_domains_are_unknown() -> None:
    text = text_of(progress_report(small_family()))

    assert "Profiel: Standaard (eigen operationalisering), versie 1." in text
    assert "tussen 1 en 4 zwakke domeinen van de 6" in text


def test_setbacks_are_listed_with_their_reason() -> None:
    text = text_of(progress_report(small_family()))

    assert "18/02/2026 Sofie Peeters Stress 4 3 gezondheid" in text


def test_a_revised_baseline_is_what_now_is_compared_with() -> None:
    revised = make_snapshot(
        2, FIRST_DAY + timedelta(days=30), Score(None, "income", 4), is_revised_baseline=True
    )
    content = make_content(
        make_snapshot(1, FIRST_DAY, Score(None, "income", 1)), revised,
        make_snapshot(3, FIRST_DAY + timedelta(days=120), Score(None, "income", 4)),
    )  # fmt: skip
    text = text_of(progress_report(content))

    assert "Nulmeting 20/12/2025 (herzien)" in text
    assert "0 beter 1 gelijk 0 minder goed" in text


def test_who_left_keeps_a_history_but_is_not_counted() -> None:
    content = small_family()
    sofie, emre, lina = content.members
    gone = replace(sofie, person=replace(sofie.person, stays=(Stay(None, FIRST_DAY + timedelta(days=60)),)))
    text = text_of(progress_report(replace(content, members=(gone, emre, lina))))

    assert "1 beter 3 gelijk 0 minder goed" in text
    assert "Sofie Peeters, in de tellingen en bij nu" in text
    assert "tot 19/01/2026" in text


def test_snapshots_after_the_period_stay_out_and_are_mentioned() -> None:
    content = replace(small_family(), period_to=FIRST_DAY)
    text = text_of(progress_report(content))

    assert "Verhoogde tegemoetkoming" not in text
    assert "1 momentopname Van na 20/11/2025" in text


def test_a_single_snapshot_makes_a_report_without_empty_sections() -> None:
    content = make_content(make_snapshot(1, FIRST_DAY, Score(SOFIE, "dutch", 2)))
    titles = [title for _level, title in bookmarks_of(progress_report(content))]

    assert "De balans per persoon en domein" in titles
    assert "Eerste stappen vooruit" not in titles
    assert "Nulmeting en nu" not in titles


def test_a_family_without_snapshots_still_gets_paper() -> None:
    assert "Nog geen" in text_of(progress_report(make_content()))


def test_the_instrument_is_named_with_its_owner() -> None:
    assert "Sociale Balans, CEBUD (Thomas More)" in text_of(progress_report(small_family()))


def test_progress_is_told_and_may_stop_the_work() -> None:
    told: list[tuple[int, int]] = []
    progress_report(small_family(), progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]

    def stop(done: int, _total: int) -> None:
        if done > 3:
            raise Cancelled("Gestopt.")

    with pytest.raises(Cancelled):
        progress_report(small_family(), progress=stop)


def test_twelve_persons_and_twenty_snapshots_fit_on_their_pages() -> None:
    pdf = progress_report(big_family(adults=5, children=7, snapshots=20))

    assert_inside_the_margins(pdf)


def test_a_note_of_a_hundred_pages_of_text_goes_on_over_the_pages() -> None:
    note = "woord " * 4000 + "x" * 4000 + "\n\nEinde van de toelichting."
    content = make_content(make_snapshot(1, FIRST_DAY, Score(None, "income", 2, note)))
    pdf = progress_report(content)

    assert "Einde van de toelichting." in text_of(pdf)
    assert_inside_the_margins(pdf)


def test_endless_names_are_cut_with_an_ellipsis() -> None:
    content = renamed(small_family(), "Vandenbroucke-Van Den Berghe " * 40)
    content = replace(
        content, office="Organisatie " * 60, author="Coach " * 60, municipality="Gemeente " * 60
    )
    pdf = progress_report(content)

    assert "…" in text_of(pdf)
    assert_inside_the_margins(pdf)


def test_importing_reports_and_charts_does_not_load_reportlab() -> None:
    package = "gezinscoach_desktop.reports"
    modules = ("progress", "palette", "charts.step", "charts.dumbbell", "charts.timeline", "charts.index_steps",
               "charts.category", "charts.svg")  # fmt: skip
    imports = ", ".join(f"{package}.{module}" for module in modules)
    code = f"import {imports}, sys; print('reportlab' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert told.stdout.strip() == "False"


def assert_inside_the_margins(pdf: bytes) -> None:
    for left, bottom, right, top in text_boxes_of(pdf):
        assert left >= 54
        assert right <= 542
        assert bottom >= 30
        assert top <= 812


def test_what_a_grown_child_was_measured_with_is_history_and_no_change() -> None:
    later = FIRST_DAY + timedelta(days=90)
    content = make_content(
        make_snapshot(1, FIRST_DAY, Score(SOFIE, "learning", 1), Score(SOFIE, "education", 2)),
        make_snapshot(2, later, Score(SOFIE, "learning", 4)),
        make_snapshot(3, later + timedelta(days=90), Score(SOFIE, "education", 3)),
    )
    facts = gather(content, PaperOptions())

    assert [change.place[1] for change in facts.changes] == ["education"]
    assert [better.item for better in improvements(facts)] == ["Opleiding"]
    (learning,) = (row for group in facts.groups for row in group.rows if row.item.key == "learning")
    assert [cell and cell.level for cell in learning.cells] == [1, 4, None]


def test_what_went_up_and_came_back_is_no_step_forward() -> None:
    """As many first steps as the first page counts as better."""
    content = make_content(
        make_snapshot(1, FIRST_DAY, Score(None, "income", 3), Score(SOFIE, "adult_stress", 2)),
        make_snapshot(2, FIRST_DAY + timedelta(days=90), Score(None, "income", 4), Score(SOFIE, "adult_stress", 3)),
        make_snapshot(3, FIRST_DAY + timedelta(days=180), Score(None, "income", 3)),
    )  # fmt: skip

    assert [better.item for better in improvements(gather(content, PaperOptions()))] == ["Stress"]
    assert "1 beter 1 gelijk 0 minder goed" in text_of(progress_report(content))


def test_only_what_really_got_worse_is_a_setback() -> None:
    later = FIRST_DAY + timedelta(days=90)
    content = make_content(
        make_snapshot(
            1, FIRST_DAY, Score(None, "income", 3), Score(SOFIE, "adult_stress", 4), Score(EMRE, "adult_stress", 4)
        ),
        make_snapshot(
            2, later,
            Score(None, "income", 2, None, Reason.CHANGED, Setback.INCOME),
            Score(SOFIE, "adult_stress", 3, None, Reason.INSIGHT),
            Score(EMRE, "adult_stress", 3, None, Reason.CORRECTION),
        ),
    )  # fmt: skip
    text = text_of(progress_report(content))
    worse = text.split("Waar het terugliep, en waardoor")[1].split("Anders ingeschat")[0]
    anew = text.split("Anders ingeschat")[1].split("Bronnen")[0]

    assert "Inkomen 3 2 inkomen veranderde" in worse
    assert "Stress" not in worse
    assert f"Sofie Peeters Stress 4 3 {Reason.INSIGHT.label.lower()}" in anew
    assert f"Emre Yilmaz Stress 4 3 {Reason.CORRECTION.label.lower()}" in anew
    assert "Inkomen" not in anew


def test_signatures_come_last_so_that_nobody_signs_before_the_sources() -> None:
    text = text_of(progress_report(small_family()))

    places = [
        text.index(title) for title in ("Bronnen", "Wat niet is opgenomen", "Opmerkingen van het gezin")
    ]
    assert places == sorted(places)
    assert "datum en handtekening" in text.split("Opmerkingen van het gezin")[1]


def test_a_family_does_not_read_about_what_the_program_cannot_do() -> None:
    assert "programma nog niets" not in text_of(progress_report(small_family()))


def test_the_index_tells_in_words_from_where_an_item_weighs() -> None:
    content = make_content(make_snapshot(1, FIRST_DAY, Score(None, "income", 1)))

    assert "Inkomen: niveau 1, telt zwak op 1 tot 2" in text_of(progress_report(content))


def test_the_column_about_the_household_is_there_only_when_it_says_something() -> None:
    content = small_family()
    everybody_here = tuple(replace(member, living=Living.HERE) for member in content.members)

    assert "in het gezin" in text_of(progress_report(content))
    assert "in het gezin" not in text_of(progress_report(replace(content, members=everybody_here)))


def short(*, with_names: bool = True) -> PaperOptions:
    return PaperOptions(extent=Extent.SHORT, with_names=with_names)


def test_a_short_report_tells_what_changed_and_how_much_did_not() -> None:
    text = text_of(progress_report(small_family(), short()))

    assert "Verhoogde tegemoetkoming toegekend" in text
    assert "Verblijfplaats" not in text.split("Wat niet is opgenomen")[0]
    assert "2 momentopnamen, ingevuld door An De Smet: 20/11/2025 (nulmeting) en 18/02/2026." in text
    assert "1 beter 4 gelijk 1 minder goed" in text
    assert "Ongewijzigde items: 4" in text


def test_a_short_report_has_the_sections_of_a_conversation_and_ends_with_signatures() -> None:
    pdf = progress_report(small_family(), short())

    assert [title for level, title in bookmarks_of(pdf) if level == 0] == [
        "Het gezin",
        "Eerste stappen vooruit",
        "Wat veranderde, per persoon",
        "Nulmeting en nu",
        "Kansarmoede-index",
        "Waar het terugliep, en waardoor",
        "Bronnen",
        "Wat niet is opgenomen",
        "Opmerkingen van het gezin",
        "Handtekeningen",
    ]
    assert "Profiel: Standaard" in text_of(pdf)
    assert "telt zwak op" not in text_of(pdf)


def test_a_short_report_of_a_first_measurement_shows_all_of_it() -> None:
    content = make_content(make_snapshot(1, FIRST_DAY, Score(SOFIE, "dutch", 2)))
    text = text_of(progress_report(content, short()))

    assert "De balans per persoon en domein" in text
    assert "Ongewijzigde items" not in text


def test_a_short_report_in_which_nothing_changed_says_so() -> None:
    content = make_content(
        make_snapshot(1, FIRST_DAY, Score(None, "income", 3)),
        make_snapshot(2, FIRST_DAY + timedelta(days=90), Score(None, "income", 3)),
    )

    assert "Geen enkel item staat nu hoger of lager dan bij de nulmeting." in text_of(
        progress_report(content, short())
    )


def test_a_short_report_keeps_to_its_margins_and_hides_names_too() -> None:
    pdf = progress_report(big_family(adults=5, children=7, snapshots=20), short())
    nameless = text_of(progress_report(renamed(small_family(), "Kanarievogel"), short(with_names=False)))

    assert_inside_the_margins(pdf)
    assert "Kanarievogel" not in nameless
    assert "Code, gemeente en gezinscoach staan er wel in." in nameless


def test_a_short_report_of_a_family_of_four_is_at_most_five_pages() -> None:
    content = big_family(adults=2, children=2, snapshots=2)

    assert len(pages_of(progress_report(content, short()))) <= 5


def test_a_short_chart_leaves_no_setback_out_however_much_went_forward() -> None:
    forward = [(SOFIE, item.key) for item in instrument().items_of(Subject.ADULT)][:18]
    back = [(EMRE, "adult_stress"), (EMRE, "dutch")]
    content = make_content(
        make_snapshot(1, FIRST_DAY, *(Score(*place, 3) for place in (*forward, *back))),
        make_snapshot(
            2,
            FIRST_DAY + timedelta(days=90),
            *(Score(*place, 4, None, Reason.CHANGED) for place in forward),
            *(Score(*place, 2, None, Reason.CHANGED, Setback.HEALTH) for place in back),
        ),
    )
    text = text_of(progress_report(content, short()))

    chart = text.split("Nulmeting en nu Nog")[1].split("Kansarmoede-index")[0]
    assert chart.startswith(" 6 stappen vooruit staan in de tabel per persoon.")
    assert "Emre Yilmaz · Stress" in chart
    assert "Emre Yilmaz · Nederlands" in chart
    assert chart.count("Sofie Peeters · ") == 12


def test_signatures_and_remarks_stand_on_one_page_in_both_versions() -> None:
    for extent in Extent:
        content = big_family(adults=2, children=2, snapshots=3)
        last = pages_of(progress_report(content, PaperOptions(extent=extent)))[-1]

        assert "Opmerkingen van het gezin" in last
        assert "datum en handtekening" in last
