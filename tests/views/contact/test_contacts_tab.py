"""The timeline of a family: told, looked through, changed, and where it leads."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, OfficeUnavailable
from gezinscoach_desktop.domain.intensity import intensity_by_month
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.timeline import LineKind
from gezinscoach_desktop.domain.trajectory import Phase, PhaseStart
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.contact.change_dialog import ChangeContactDialog
from gezinscoach_desktop.views.contact.filter import Met, Period
from gezinscoach_desktop.views.contact.intensity_card import draw_intensity
from gezinscoach_desktop.views.contact.words import intensity_sentence
from gezinscoach_desktop.views.family.contacts_tab import ContactsTab
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.merge_dialog import MergeDialog
from gezinscoach_desktop.views.fields import ComboField
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.contact.conftest import ContactServices
from tests.views.contact.samples import CALL, FAMILY, GROUP, KARIM, VISIT, make_page
from tests.views.family.samples import EMRE, SOFIE, TODAY
from tests.views.family.samples import make_page as make_family
from tests.views.looks import LOOKS


class TabOnScreen:
    """A shown tab with where it wanted to go."""

    def __init__(self, tab: ContactsTab) -> None:
        self.tab = tab
        self.went: list[Destination] = []
        tab.left_for.connect(self.went.append)

    @property
    def ids(self) -> list[object]:
        """The lines shown, from the top."""
        model = self.tab.list.timeline
        rows = (model.row_at(place) for place in range(model.rowCount()))
        return [row.line.id for row in rows if row is not None]

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.tab.list, key)

    def dialog(self) -> ChangeContactDialog:
        return next(each for each in self.tab.findChildren(ChangeContactDialog) if each.isVisible())


@pytest.fixture
def shown(
    services: ContactServices,
    desk: Desk,
    tasks: InlineTasks,
    messages: Messages,
    said: list[Message],
    show: Callable[[QWidget], None],
) -> TabOnScreen:
    tab = ContactsTab(tasks, desk, messages)
    tab.resize(1298, 600)
    show(tab)
    tab.show_family(FamilyData.of(make_family(), TODAY))
    tab.list.setFocus()
    return TabOnScreen(tab)


def choose(field: ComboField, value: object) -> None:  # type: ignore[type-arg]
    field.set_value(value)
    field.edited.emit()


def test_the_newest_stands_first_under_its_month_with_all_that_went_along(shown: TabOnScreen) -> None:
    assert shown.ids[:3] == [VISIT, CALL, UUID(int=501)]
    told = shown.tab.list.current
    assert told is not None
    assert (told.day, told.time, told.title) == ("za 14", "14:00", "Huisbezoek · 1 u 15")
    assert told.about == "met Sofie, Emre · Huisvesting"
    assert told.with_it == (
        "€\u00a03,50 IJsje",
        "Opvolging: Attest vragen",
        "Volgende afspraak 21/11/2026 10:00",
        "Momentopname",
    )
    assert shown.tab.list.timeline.month_at(0) == date(2026, 11, 1)
    assert shown.tab.count_label.text() == "3 contactmomenten, samen 3 u 25"


def test_phases_snapshots_and_pride_stand_on_the_same_line_through_time(shown: TabOnScreen) -> None:
    model = shown.tab.list.timeline
    kinds = {row.line.kind for place in range(model.rowCount()) if (row := model.row_at(place)) is not None}
    assert kinds == set(LineKind)
    assert UUID(int=402) not in shown.ids  # told with the contact it was begun from


@pytest.mark.parametrize(
    ("text", "found"), [("cafe zoe", [CALL]), ("HUUR", [VISIT]), ("fietst", [UUID(int=501)]), ("niets", [])]
)
def test_search_looks_in_the_notes_whatever_the_accents(
    shown: TabOnScreen, text: str, found: list[UUID]
) -> None:
    assert shown.tab.find_here()
    QTest.keyClicks(shown.tab.search_field, text)
    assert shown.ids == found


def test_filters_leave_what_is_asked_and_the_count_follows(shown: TabOnScreen) -> None:
    tab = shown.tab
    choose(tab.kind_field, LineKind.CONTACT)
    assert shown.ids == [VISIT, CALL, GROUP]
    choose(tab.kind_field, ContactKind.PHONE)
    assert shown.ids == [CALL]
    assert tab.count_label.text() == "1 contactmoment, samen 10 min, met deze filters"
    choose(tab.kind_field, None)
    choose(tab.domain_field, LifeDomain.LEISURE)
    assert shown.ids == [GROUP]
    choose(tab.domain_field, None)
    choose(tab.who_field, Met(member_id=EMRE))
    assert shown.ids == [VISIT]
    choose(tab.who_field, Met(account_id=KARIM))
    assert shown.ids == [CALL]
    choose(tab.who_field, None)
    choose(tab.period_field, Period.LAST_YEAR)
    assert GROUP in shown.ids
    assert VISIT not in shown.ids


@pytest.mark.parametrize(
    ("period", "day", "is_in"),
    [
        (Period.ALWAYS, date(2001, 1, 1), True),
        (Period.MONTH, date(2026, 10, 23), True),
        (Period.MONTH, date(2026, 10, 22), False),
        (Period.QUARTER, date(2026, 8, 23), True),
        (Period.QUARTER, date(2026, 8, 22), False),
        (Period.YEAR, date(2026, 1, 1), True),
        (Period.YEAR, date(2025, 12, 31), False),
        (Period.LAST_YEAR, date(2025, 12, 31), True),
    ],
)
def test_a_period_reaches_so_far_back(period: Period, day: date, is_in: bool) -> None:
    assert period.holds(day, TODAY) is is_in


def test_m_begins_a_snapshot_at_this_contact_and_does_nothing_elsewhere(shown: TabOnScreen) -> None:
    shown.press(Qt.Key.Key_M)
    assert shown.went == [Destination("snapshot", FAMILY, f"contact/{VISIT}")]
    shown.tab.list.choose(UUID(int=501))
    shown.press(Qt.Key.Key_M)
    assert len(shown.went) == 1


def test_enter_opens_a_contact_to_change_it(shown: TabOnScreen, services: ContactServices) -> None:
    shown.press(Qt.Key.Key_Return)
    dialog = shown.dialog()
    assert dialog.about.note.value() == "De huur is betaald."
    assert set(dialog.parts.value()[0].members) == {SOFIE, EMRE}
    dialog.about.note.set_value("De huur is helemaal betaald.")
    dialog.when.length.chips.chips[0].click()
    dialog.submit()

    ((contact_id, version, details),) = services.changed
    assert (contact_id, version) == (VISIT, 3)
    assert (details.note, details.minutes) == ("De huur is helemaal betaald.", 15)
    assert not dialog.isVisible()


def test_what_does_not_fit_or_cannot_be_done_is_said_in_the_window(
    shown: TabOnScreen, services: ContactServices
) -> None:
    shown.press(Qt.Key.Key_Return)
    dialog = shown.dialog()
    dialog.when.begins_at.setText("26:00")
    dialog.submit()
    assert dialog.form.error_of("on")
    dialog.when.begins_at.setText("14:00")
    services.refusal = OfficeUnavailable("De gedeelde map is niet bereikbaar.")
    dialog.submit()
    assert dialog.error_label.text().startswith("De gedeelde map")
    assert dialog.isVisible()


def test_when_a_colleague_was_first_both_versions_stand_beside_each_other(
    shown: TabOnScreen, services: ContactServices
) -> None:
    shown.press(Qt.Key.Key_Return)
    dialog = shown.dialog()
    dialog.about.note.set_value("De huur is helemaal betaald.")
    dialog.when.begins_at.setText("15:00")
    first = services.page.lines[0].contact
    assert first is not None
    theirs = replace(first.details, note="De huur is nog niet betaald.", members=(SOFIE,), minutes=90)
    services.newer = replace(first, version=4, details=theirs, changed_by="Karim Belkacem")
    services.refusal = ChangedMeanwhile("Karim wijzigde dit contactmoment intussen, om 14:32.")
    dialog.submit()
    (choice,) = dialog.findChildren(MergeDialog)
    (card,) = choice.cards
    assert card.field.name == "note"
    assert any("Aanwezig" in line and "Sofie" in line for line in choice.automatic_lines)
    card.mine_field.setChecked(True)
    services.refusal = None
    choice.submit()

    ((contact_id, version, details),) = services.changed
    assert (contact_id, version) == (VISIT, 4)
    assert (details.note, details.begins_at) == ("De huur is helemaal betaald.", 15 * 60)
    assert (details.members, details.minutes) == ((SOFIE,), 90)


def test_a_member_who_left_stays_with_the_contact_when_it_is_changed(
    services: ContactServices, shown: TabOnScreen
) -> None:
    gone = UUID(int=999)
    (first, *rest) = services.page.lines
    assert first.contact is not None
    details = replace(first.contact.details, members=(SOFIE, gone))
    line = replace(first, contact=replace(first.contact, details=details))
    services.page = replace(services.page, lines=(line, *rest))
    shown.tab.show_family(FamilyData.of(make_family(), TODAY))
    shown.press(Qt.Key.Key_Return)
    shown.dialog().submit()
    assert services.changed[0][2].members == (SOFIE, gone)


def test_delete_takes_a_contact_away_at_once_and_it_can_be_brought_back(
    shown: TabOnScreen, services: ContactServices, said: list[Message]
) -> None:
    shown.press(Qt.Key.Key_Delete)
    assert services.removed == [((VISIT, 3),)]
    undo = said[-1].action
    assert undo is not None
    undo()
    assert services.brought_back == [((VISIT, 4),)]


def test_the_window_of_a_contact_can_take_it_away_as_well(
    shown: TabOnScreen, services: ContactServices
) -> None:
    shown.press(Qt.Key.Key_Return)
    shown.dialog().remove_button.click()
    assert services.removed == [((VISIT, 3),)]


def test_other_lines_lead_to_where_they_are_kept(shown: TabOnScreen, services: ContactServices) -> None:
    shown.tab.list.choose(UUID(int=401))
    shown.press(Qt.Key.Key_Return)
    shown.tab.list.choose(UUID(int=501))
    shown.press(Qt.Key.Key_Return)
    shown.press(Qt.Key.Key_Delete)
    assert [each.part for each in shown.went] == ["snapshots", "dossier"]
    assert services.removed == []


def test_a_destination_shows_its_contact_whatever_the_filters(shown: TabOnScreen) -> None:
    choose(shown.tab.kind_field, ContactKind.GROUP)
    shown.tab.go_to(str(CALL))
    assert shown.tab.list.current is not None
    assert shown.tab.list.current.line.id == CALL
    assert shown.tab.chosen_filter.is_empty


def test_an_empty_timeline_says_what_will_stand_there_and_how_to_begin(
    shown: TabOnScreen, services: ContactServices
) -> None:
    services.page = make_page(is_empty=True)
    shown.tab.show_family(FamilyData.of(make_family(), TODAY))
    assert "elk contact" in shown.tab.empty.sentence
    shown.tab.empty.button.click()
    assert shown.went == [Destination("contact", FAMILY)]
    assert shown.tab.first_focus() is shown.tab.empty.button


def test_ctrl_n_registers_one(shown: TabOnScreen) -> None:
    assert shown.tab.new_here()
    assert shown.went == [Destination("contact", FAMILY)]


def test_without_consent_nothing_is_offered(shown: TabOnScreen, services: ContactServices) -> None:
    services.page = make_page(may_register=False)
    shown.tab.show_family(FamilyData.of(make_family(), TODAY))
    assert not shown.tab.new_button.isEnabled()


@LOOKS
def test_a_long_note_is_clipped_and_the_list_fits_every_width(
    shown: TabOnScreen, services: ContactServices
) -> None:
    (first, *rest) = services.page.lines
    assert first.contact is not None
    long = replace(first.contact.details, note="Een heel lang verhaal. " * 80)
    line = replace(first, contact=replace(first.contact, details=long))
    services.page = replace(services.page, lines=(line, *rest))
    shown.tab.show_family(FamilyData.of(make_family(), TODAY))
    shown.tab.resize(930, 600)
    index = shown.tab.list.timeline.index(1)
    assert shown.tab.list.visualRect(index).height() < 300
    assert not shown.tab.grab().isNull()


def test_contacts_and_phase_that_say_the_opposite_are_told_calmly() -> None:
    phases = (PhaseStart(Phase.LESS_INTENSIVE, date(2026, 9, 1)),)
    weekly = tuple(date(2026, 10, day) for day in (1, 8, 15, 22))
    months = intensity_by_month(weekly, phases, TODAY)

    assert intensity_sentence(months) == (
        "In oktober 2026 was er op 4 dagen contact: intensief. De fase die je noteerde is minder intensief. "
        "Kijk gerust na of die nog klopt."
    )
    assert "twee weken" in intensity_sentence(())


@pytest.mark.parametrize("is_dark", [False, True])
@pytest.mark.parametrize("width", [160, 288, 800])
def test_the_chart_tells_every_month_in_words_as_well(width: int, is_dark: bool) -> None:
    days = tuple(date(2026, month, 5) for month in range(1, 12))
    months = intensity_by_month(days, (PhaseStart(Phase.INTENSIVE, date(2026, 1, 1)),), TODAY)
    drawn = draw_intensity(months, width, is_dark)

    assert "november 2026 1 dag" in drawn.description
    assert drawn.svg.startswith(b"<svg")
    for word in (b"elke week", b"minder intensief", b"2026", b">nov<"):
        assert word in drawn.svg


@pytest.mark.parametrize("width", [288, 800])
def test_no_word_in_the_chart_is_smaller_than_eleven_pixels(width: int) -> None:
    days = tuple(date(2026, month, day) for month in range(1, 11) for day in (5, 12, 19, 26)[: month % 5])
    months = intensity_by_month(days, (PhaseStart(Phase.INTENSIVE, date(2026, 1, 1)),), TODAY)
    svg = draw_intensity(months, width, False).svg.decode()

    sizes = {float(size) for size in re.findall(r'font-size="([\d.]+)', svg)}
    assert sizes
    assert min(sizes) >= 11
    assert "mrt" in svg


def test_every_widget_says_what_it_is(shown: TabOnScreen) -> None:
    assert_every_focusable_widget_is_named(shown.tab)
    shown.press(Qt.Key.Key_Return)
    assert_every_focusable_widget_is_named(shown.dialog())


def test_arrows_and_home_walk_over_lines_and_never_stop_on_a_month(shown: TabOnScreen) -> None:
    walked = [shown.tab.list.current]
    for _ in range(3):
        shown.press(Qt.Key.Key_Down)
        walked.append(shown.tab.list.current)
    assert [each.line.id for each in walked if each is not None] == shown.ids[:4]
    shown.press(Qt.Key.Key_End)
    assert shown.tab.list.current is not None
    assert shown.tab.list.current.line.id == shown.ids[-1]
    shown.press(Qt.Key.Key_Home)
    assert shown.tab.list.current is not None
    assert shown.tab.list.current.line.id == shown.ids[0]
