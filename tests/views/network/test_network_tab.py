"""Netwerk on the family page: the list, the ecogram turned by hand, the genogram and referrals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from gezinscoach_desktop.domain.errors import ChangedMeanwhile
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.network import BondKind, ReferralOutcome, Ring, Strength, TieKind
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.network import Part
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.merge_dialog import MergeDialog
from gezinscoach_desktop.views.family.network_tab import NetworkPart, NetworkTab
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.network.bond_dialog import BondDialog
from gezinscoach_desktop.views.network.ecogram_canvas import EcogramNode
from gezinscoach_desktop.views.network.referral_dialog import ReferralDialog
from gezinscoach_desktop.views.network.tie_dialog import TieDialog
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.checks import accessible_name, assert_every_focusable_widget_is_named
from tests.views.directory.conftest import BROOD, ONTHAAL
from tests.views.family.samples import EMRE, LINA, NOAH, SOFIE, TODAY
from tests.views.looks import LOOKS
from tests.views.network.conftest import CAW, FAMILY, OMA, RITA, STARTED, WAITS, WIM, NetworkService

D = TypeVar("D", bound=QWidget)
Show = Callable[[QWidget], None]


def names(tab: NetworkTab) -> list[str]:
    model = tab.people.model
    return [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]


def dialog_of(tab: QWidget, kind: type[D]) -> D:
    (found,) = [made for made in tab.window().findChildren(kind) if made.isVisible()]
    assert_every_focusable_widget_is_named(found)
    return found


def seen(widget: QWidget) -> str:
    return " ".join(made.text() for made in widget.findChildren(QLabel) if made.isVisible())


def node(tab: NetworkTab, number: int) -> EcogramNode:
    tab.go_to(NetworkPart.ECOGRAM)
    return tab.ecogram.canvas.nodes[number]


# ----------------------------------------------------------------------------------------------------- the list


def test_the_nearest_stand_first_and_what_ended_last(tab: NetworkTab) -> None:
    assert names(tab) == ["Lea", "Onthaal (CAW De Beemd)", "Rita"]
    model = tab.people.model
    row = [
        str(model.data(model.index(0, column), int(Qt.ItemDataRole.AccessibleTextRole)))
        for column in range(5)
    ]
    assert row == [
        "Naam: Lea, oma · van Lina",
        "Hoe dichtbij: Heel dichtbij",
        "Band: Sterk, gespannen, sinds 01/01/2020",
        "Steun: Naar het gezin",
        "Levensdomeinen: kinderopvang",
    ]
    QTest.mouseClick(tab.people.ended_field, Qt.MouseButton.LeftButton)
    assert names(tab) == ["Lea", "Onthaal (CAW De Beemd)"]


def test_a_name_and_enter_adds_a_person_and_the_cursor_waits_for_the_next(
    tab: NetworkTab, network: NetworkService
) -> None:
    assert tab.new_here()
    QTest.keyClicks(tab.people.who, "Fatima")
    QTest.keyClick(tab.people.who, Qt.Key.Key_Tab)
    QTest.keyClicks(tab.people.relation, "buurvrouw")
    QTest.keyClick(tab.people.relation, Qt.Key.Key_Return)
    details = network.ties[-1].details
    assert (details.kind, details.name, details.relation) == (TieKind.PERSON, "Fatima", "buurvrouw")
    assert (details.ring, details.strength) == (Ring.MIDDLE, Strength.NORMAL)
    assert tab.people.who.hasFocus()
    assert (tab.people.who.shown(), tab.people.relation.value()) == ("", "")
    assert tab.people.table.current_row is network.ties[-1]


def test_a_name_that_looks_like_a_service_is_still_a_person_with_enter(
    tab: NetworkTab, network: NetworkService
) -> None:
    QTest.keyClicks(tab.people.who, "Mand")
    assert tab.people.who.suggestions.texts[0] == "“Mand” toevoegen als persoon"
    QTest.keyClick(tab.people.who, Qt.Key.Key_Return)
    assert (network.ties[-1].details.kind, network.ties[-1].details.name) == (TieKind.PERSON, "Mand")


def test_a_service_of_the_directory_is_chosen_and_added(tab: NetworkTab, network: NetworkService) -> None:
    QTest.keyClicks(tab.people.who, "mandje")
    QTest.keyClick(tab.people.who, Qt.Key.Key_Down)
    QTest.keyClick(tab.people.who, Qt.Key.Key_Return)
    assert network.asked == []
    QTest.keyClick(tab.people.who, Qt.Key.Key_Return)
    details = network.ties[-1].details
    assert (details.kind, details.service_id, details.name) == (TieKind.SERVICE, BROOD.id, "")
    assert names(tab)[1] == "Sociale kruidenier Het Mandje"


def test_nothing_typed_adds_nothing(tab: NetworkTab, network: NetworkService) -> None:
    QTest.mouseClick(tab.people.add_button, Qt.MouseButton.LeftButton)
    assert network.asked == []


def test_enter_opens_the_whole_form_and_keeps_what_was_changed(
    tab: NetworkTab, network: NetworkService
) -> None:
    tab.people.table.setFocus()
    tab.people.choose(OMA.id)
    QTest.keyClick(tab.people.table, Qt.Key.Key_Return)
    dialog = dialog_of(tab, TieDialog)
    QTest.mouseClick(dialog.domains.chips[LifeDomain.HEALTH], Qt.MouseButton.LeftButton)
    dialog.until.setFocus()
    QTest.keyClicks(dialog.until, "vandaag")
    QTest.keyClick(dialog.until, Qt.Key.Key_Return)
    asked, tie_id, version, details = network.asked[-1]
    assert (asked, tie_id, version) == ("change tie", OMA.id, 1)
    assert details == replace(
        OMA.details, domains=(LifeDomain.HEALTH, LifeDomain.CHILDCARE), until=details.until
    )
    assert details.until is not None
    assert names(tab)[0] == "Onthaal (CAW De Beemd)"


def test_the_form_asks_for_a_name_or_a_service_by_what_it_is(
    tab: NetworkTab, network: NetworkService
) -> None:
    QTest.mouseClick(tab.people.more_button, Qt.MouseButton.LeftButton)
    dialog = dialog_of(tab, TieDialog)
    assert dialog.name_field.isVisible()
    assert not dialog.service.isVisible()
    dialog.kind.set_value(TieKind.SERVICE)
    dialog.kind.edited.emit()
    assert dialog.service.isVisible()
    QTest.keyClicks(dialog.service, "Huisarts Maes")
    QTest.keyClick(dialog.service, Qt.Key.Key_Escape)
    dialog.submit()
    assert (network.ties[-1].details.name, network.ties[-1].details.service_id) == ("Huisarts Maes", None)


def test_when_a_colleague_was_first_each_field_is_chosen(tab: NetworkTab, network: NetworkService) -> None:
    network.error = ChangedMeanwhile("Bo wijzigde deze persoon of dienst intussen, om 14:32.")
    tab.people.open_tie(OMA)
    dialog = dialog_of(tab, TieDialog)
    theirs = replace(OMA.details, reach="0470 99 88 77", member_id=NOAH)
    newer = replace(OMA, details=theirs, version=2, changed_by="Bo")
    network.ties = [newer if each.id == OMA.id else each for each in network.ties]
    dialog.member.set_value(None)
    dialog.note.set_value("Belt elke zondag.")
    dialog.submit()
    assert "Bo wijzigde" in seen(dialog)
    merging = dialog_of(tab, MergeDialog)
    (card,) = merging.cards
    assert (card.mine_field.accessibleName(), card.theirs_field.accessibleName()) == (
        "Van wie, Jij: Het hele gezin",
        "Van wie, Bo: Noah Yilmaz",
    )
    network.error = None
    card.theirs_field.click()
    merging.submit()
    assert network.asked[-1] == ("change tie", OMA.id, 2, replace(theirs, note="Belt elke zondag."))


def test_delete_takes_away_and_can_be_undone(
    tab: NetworkTab, network: NetworkService, said: list[Message]
) -> None:
    tab.people.table.setFocus()
    tab.people.choose(RITA.id)
    QTest.keyClick(tab.people.table, Qt.Key.Key_Delete)
    assert network.asked[-1] == ("remove", Part.TIE, RITA.id, 1)
    assert "Rita" not in names(tab)
    assert said[-1].action is not None
    said[-1].action()
    assert network.asked[-1] == ("bring back", Part.TIE, RITA.id, 2)
    assert "Rita" in names(tab)


def test_without_anybody_it_says_what_comes_here(tab: NetworkTab, network: NetworkService) -> None:
    network.ties.clear()
    tab.show_family(FamilyData.of(FAMILY, TODAY))
    tab.people.remove_current()
    assert network.asked == []
    assert "Tik hierboven een naam in" in seen(tab)
    assert tab.first_focus() is tab.people.who
    tab.go_to(NetworkPart.ECOGRAM)
    assert "Voeg eerst mensen en diensten toe" in seen(tab)


# -------------------------------------------------------------------------------------------------- the ecogram


def test_everybody_is_a_place_that_can_be_heard(tab: NetworkTab) -> None:
    tab.go_to(NetworkPart.ECOGRAM)
    assert [accessible_name(each) for each in tab.ecogram.canvas.nodes] == [
        "Lea (oma van Lina), sterk, gespannen, steun naar het gezin, sinds 01/01/2020",
        "Onthaal (CAW De Beemd), gewoon, steun in beide richtingen",
    ]
    assert "Ecogram met 1 persoon en 1 dienst" in tab.ecogram.canvas.accessibleDescription()
    assert_every_focusable_widget_is_named(tab)


def test_what_ended_can_be_drawn_as_well(tab: NetworkTab) -> None:
    tab.go_to(NetworkPart.ECOGRAM)
    QTest.mouseClick(tab.ecogram.ended_field, Qt.MouseButton.LeftButton)
    assert [each.id for each in tab.ecogram.canvas.nodes] == [OMA.id, RITA.id, CAW.id]


def test_the_arrows_turn_by_five_degrees_and_keep_the_focus(tab: NetworkTab, network: NetworkService) -> None:
    oma = node(tab, 0)
    oma.setFocus()
    QTest.keyClick(oma, Qt.Key.Key_Right)
    QTest.keyClick(oma, Qt.Key.Key_Right)
    QTest.keyClick(oma, Qt.Key.Key_Left)
    assert [asked for asked in network.asked if asked[0] == "turn"] == [
        ("turn", OMA.id, 95),
        ("turn", OMA.id, 100),
        ("turn", OMA.id, 95),
    ]
    assert tab.ecogram.canvas.node(OMA.id) is oma
    assert oma.hasFocus()
    QTest.keyClick(oma, Qt.Key.Key_Backspace)
    assert network.asked[-1] == ("turn", OMA.id, None)


def test_arrows_up_and_down_go_to_a_neighbour_and_enter_opens(tab: NetworkTab) -> None:
    oma = node(tab, 0)
    oma.setFocus()
    QTest.keyClick(oma, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is tab.ecogram.canvas.nodes[1]
    QTest.keyClick(tab.ecogram.canvas.nodes[1], Qt.Key.Key_Down)
    assert oma.hasFocus()
    QTest.keyClick(oma, Qt.Key.Key_Return)
    assert dialog_of(tab, TieDialog).relation.value() == "oma"


@LOOKS
def test_where_the_arrows_go_comes_in_sight(tab: NetworkTab) -> None:
    tab.resize(956, 320)
    first = node(tab, 0)
    first.setFocus()
    for _ in tab.ecogram.canvas.nodes:
        focused = QApplication.focusWidget()
        assert focused is not None
        assert not focused.visibleRegion().isEmpty()
        QTest.keyClick(focused, Qt.Key.Key_Down)


@LOOKS
def test_dragging_keeps_the_angle(tab: NetworkTab, network: NetworkService) -> None:
    oma = node(tab, 0)
    layout = oma.layout_of_all
    assert layout is not None
    x, y = layout.point_at(Ring.NEAR, 180)
    there = oma.mapFromParent(QPoint(round(x), round(y)))
    QTest.mousePress(oma, Qt.MouseButton.LeftButton)
    QTest.mouseMove(oma, there)
    QTest.mouseRelease(oma, Qt.MouseButton.LeftButton, pos=there)
    asked, tie_id, angle = network.asked[-1]
    assert (asked, tie_id) == ("turn", OMA.id)
    assert abs(angle - 180) <= 1
    moved = tab.ecogram.canvas.node(OMA.id)
    assert moved is not None
    assert moved.geometry().top() > layout.y


def test_a_click_only_takes_the_focus_and_a_double_click_opens(
    tab: NetworkTab, network: NetworkService
) -> None:
    oma = node(tab, 0)
    QTest.mouseClick(oma, Qt.MouseButton.LeftButton)
    assert oma.hasFocus()
    assert network.asked == []
    QTest.mouseDClick(oma, Qt.MouseButton.LeftButton)
    assert dialog_of(tab, TieDialog).relation.value() == "oma"


# ------------------------------------------------------------------------------------------------- the genogram


def test_who_belongs_with_whom_is_proposed_and_kept_when_somebody_says_so(
    tab: NetworkTab, network: NetworkService
) -> None:
    tab.go_to(NetworkPart.GENOGRAM)
    assert tab.genogram.proposal.startswith(
        "Voorstel uit wat bij de gezinsleden staat: Sofie is partner van Emre; "
    )
    told, before = tab.genogram.proposal.count(";") + 1, len(network.bonds)
    assert "en nog" not in tab.genogram.proposal, "nobody takes over what cannot be read"
    assert tab.first_focus() is tab.genogram.accept_button
    QTest.mouseClick(tab.genogram.accept_button, Qt.MouseButton.LeftButton)
    kinds = {(bond.details.kind, bond.details.member_id, bond.details.other_id) for bond in network.bonds}
    assert (BondKind.PARTNERS, SOFIE, EMRE) in kinds
    assert (BondKind.PARENT, SOFIE, NOAH) in kinds
    assert len(network.bonds) == before + told
    assert not tab.genogram.proposal_bar.isVisible()
    assert "Emre en Sofie zijn partners" in tab.genogram.chart.accessibleDescription()


def test_a_bond_with_somebody_elsewhere_is_added_and_taken_away(
    tab: NetworkTab, network: NetworkService, said: list[Message]
) -> None:
    tab.go_to(NetworkPart.GENOGRAM)
    assert tab.new_here()
    dialog = dialog_of(tab, BondDialog)
    dialog.one.set_value(LINA)
    dialog.kind.set_value(BondKind.CHILD)
    dialog.other.set_value(None)
    dialog.other.edited.emit()
    dialog.submit()
    assert dialog.form.error_of("other_name") == "Vul de naam in."
    QTest.keyClicks(dialog.other_name, "Wim Nijs")
    QTest.keyClick(dialog.other_name, Qt.Key.Key_Return)
    bond = network.bonds[-1].details
    assert (bond.kind, bond.member_id, bond.other_name) == (BondKind.CHILD, LINA, "Wim Nijs")
    tab.genogram.table.setFocus()
    tab.genogram.table.choose(WIM.id)
    QTest.keyClick(tab.genogram.table, Qt.Key.Key_Delete)
    assert network.asked[-1] == ("remove", Part.BOND, WIM.id, 1)
    assert said[-1].text == "De band is weggehaald."


def test_a_bond_is_opened_with_enter(tab: NetworkTab, network: NetworkService) -> None:
    tab.go_to(NetworkPart.GENOGRAM)
    tab.genogram.table.setFocus()
    tab.genogram.table.choose(WIM.id)
    QTest.keyClick(tab.genogram.table, Qt.Key.Key_Return)
    dialog = dialog_of(tab, BondDialog)
    dialog.since.setFocus()
    QTest.keyClicks(dialog.since, "01022020")
    QTest.keyClick(dialog.since, Qt.Key.Key_Return)
    assert network.asked[-1][:3] == ("change bond", WIM.id, 1)
    assert "sinds 01/02/2020" in str(tab.genogram.model.data(tab.genogram.model.index(0, 1)))


# ------------------------------------------------------------------------------------------------ the referrals


def cells(tab: NetworkTab, row: int) -> list[str]:
    model = tab.referrals.model
    return [str(model.data(model.index(row, column))) for column in range(model.columnCount())]


def test_who_still_waits_stands_first_with_the_days(tab: NetworkTab) -> None:
    tab.go_to(NetworkPart.REFERRALS)
    assert cells(tab, 0) == [
        "Onthaal (CAW De Beemd)",
        "Huisvesting",
        "13/10/2026",
        "Gevraagd",
        "wacht al 40 dagen",
    ]
    assert cells(tab, 1)[3:] == ["Gestart", "na 12 dagen"]


def test_it_says_calmly_that_nothing_was_agreed_with_a_service_that_is_waited_for(tab: NetworkTab) -> None:
    tab.go_to(NetworkPart.REFERRALS)
    tab.referrals.table.choose(WAITS.id)
    assert "Er loopt geen mandaat of toestemming" in seen(tab)
    tab.referrals.table.choose(STARTED.id)
    assert "Er loopt geen mandaat" not in seen(tab)


def test_a_referral_is_added_and_answered(tab: NetworkTab, network: NetworkService) -> None:
    tab.go_to(NetworkPart.REFERRALS)
    assert tab.new_here()
    dialog = dialog_of(tab, ReferralDialog)
    dialog.submit()
    assert dialog.form.error_of("service_id")
    QTest.keyClicks(dialog.service, "onthaal")
    QTest.keyClick(dialog.service, Qt.Key.Key_Return)
    assert "Wachttijd: drie weken, gehoord op 01/09/2026. Er loopt geen mandaat" in seen(dialog)
    QTest.keyClick(dialog.service, Qt.Key.Key_Return)
    details = network.referrals[-1].details
    assert (details.service_id, details.outcome, details.answered_on) == (
        ONTHAAL.id,
        ReferralOutcome.ASKED,
        None,
    )
    tab.referrals.table.setFocus()
    tab.referrals.table.choose(WAITS.id)
    QTest.keyClick(tab.referrals.table, Qt.Key.Key_Return)
    dialog = dialog_of(tab, ReferralDialog)
    assert not dialog.answered_on.isVisible()
    dialog.outcome.set_value(ReferralOutcome.REFUSED)
    dialog.outcome.edited.emit()
    assert dialog.answered_on.isVisible()
    dialog.submit()
    assert network.asked[-1][:3] == ("change referral", WAITS.id, 1)
    assert network.asked[-1][3].outcome is ReferralOutcome.REFUSED


def test_a_referral_is_taken_away_and_back(
    tab: NetworkTab, network: NetworkService, said: list[Message]
) -> None:
    tab.go_to(NetworkPart.REFERRALS)
    tab.referrals.table.setFocus()
    tab.referrals.table.choose(STARTED.id)
    QTest.keyClick(tab.referrals.table, Qt.Key.Key_Delete)
    assert network.asked[-1] == ("remove", Part.REFERRAL, STARTED.id, 1)
    assert said[-1].action is not None
    said[-1].action()
    assert len(network.referrals) == 2


# ------------------------------------------------------------------------------------------------------ the tab


def test_the_parts_are_reached_by_keys_and_by_their_place(tab: NetworkTab) -> None:
    tab.parts.focus_chosen()
    QTest.keyClick(tab.parts.chips[0], Qt.Key.Key_Right)
    QTest.keyClick(tab.parts.chips[1], Qt.Key.Key_Space)
    assert tab.parts.value() == NetworkPart.ECOGRAM
    tab.go_to("referrals")
    tab.go_to("nergens")
    assert tab.parts.value() == NetworkPart.REFERRALS


def test_the_keyboard_comes_into_the_list_once_it_is_there(
    tab: NetworkTab, tasks: InlineTasks, desk: Desk, messages: Messages, show: Show
) -> None:
    made = NetworkTab(tasks, desk, messages)
    show(made)
    made.first_focus().setFocus()
    made.show_family(FamilyData.of(FAMILY, TODAY))
    assert made.people.table.hasFocus()


@LOOKS
@pytest.mark.parametrize("part", NetworkPart)
def test_every_part_fits_the_narrowest_window_and_has_names(tab: NetworkTab, part: NetworkPart) -> None:
    tab.resize(956, 480)
    tab.go_to(part)
    assert tab.width() == 956
    assert_every_focusable_widget_is_named(tab)
