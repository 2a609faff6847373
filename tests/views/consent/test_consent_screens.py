"""Consent on screen, in a real office: noted, confirmed, withdrawn, and asked for before anything is registered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.consent import AfterWithdrawal, ConsentForm, ConsentInput, ConsentKind
from gezinscoach_desktop.domain.trajectory import Phase
from gezinscoach_desktop.services.consent import add_consents, consents_to_confirm, read_consents
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.document import read_documents
from gezinscoach_desktop.services.family import list_families, read_family
from gezinscoach_desktop.views.consent.bar import Standing
from gezinscoach_desktop.views.consent.confirm_page import ConsentsToConfirmPage
from gezinscoach_desktop.views.consent.consent_dialog import ConsentDialog
from gezinscoach_desktop.views.consent.places import consents_of
from gezinscoach_desktop.views.consent.section import ConsentSection
from gezinscoach_desktop.views.consent.withdraw_dialog import WithdrawDialog
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.family.new_family_page import NewFamilyPage
from gezinscoach_desktop.views.family.view import FamilyView
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.snapshot.page import SnapshotPage
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.data.office_factory import TODAY
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.family.conftest import Travels
from tests.views.real_office import COACHING, JUNE, ViewOf, family_of, undo

IMPORTED = replace(COACHING, form=ConsentForm.IMPORT, given_by="")
SHARING = ConsentInput(
    ConsentKind.SHARING, JUNE, partner="OCMW Mol", purpose="budgetbegeleiding", content="inkomen"
)


def standing(view: FamilyView) -> Standing:
    return view.consent_bar.standing


def has_form(page: SnapshotPage) -> bool:
    return page.state is not None


def section_of(view: FamilyView) -> ConsentSection:
    section = view.dossier.section("consent")
    assert isinstance(section, ConsentSection)
    return section


def kinds(desk: Desk, family: UUID) -> set[ConsentKind]:
    return {each.details.kind for each in read_consents(desk, family).records}


def test_without_consent_the_page_says_so_and_a_snapshot_asks_for_it_first(
    view_of: ViewOf, desk: Desk
) -> None:
    family = family_of(desk)
    view = view_of(family)
    left: list[Destination] = []
    view.left_for.connect(left.append)
    assert standing(view) is Standing.NO_CONSENT
    view.new_snapshot()
    assert left == []
    [dialog] = view.findChildren(ConsentDialog)
    dialog.privacy.click()
    QTest.keyClick(dialog.given_by, Qt.Key.Key_Return)
    assert left == [Destination("snapshot", family)]
    assert kinds(desk, family) == {ConsentKind.COACHING, ConsentKind.PRIVACY_INFORMATION}
    assert standing(view) is Standing.FINE


def test_what_was_taken_over_is_confirmed_from_the_bar(
    view_of: ViewOf, desk: Desk, said: list[Message]
) -> None:
    view = view_of(family_of(desk, IMPORTED))
    assert standing(view) is Standing.TO_CONFIRM
    view.consent_bar.button.click()
    assert standing(view) is Standing.FINE
    undo(said)
    assert standing(view) is Standing.TO_CONFIRM


def test_sharing_is_noted_in_three_short_fields(
    view_of: ViewOf, desk: Desk, family: UUID, said: list[Message]
) -> None:
    view = view_of(family, "dossier/consent")
    view.new_here()
    [dialog] = view.findChildren(ConsentDialog)
    assert dialog.kind.value() is ConsentKind.SHARING
    dialog.submit()
    assert dialog.form.error_of("partner") == "Vul in met wie gedeeld wordt."
    QTest.keyClicks(dialog.partner, "OCMW Mol")
    QTest.keyClick(dialog.partner, Qt.Key.Key_Escape)
    dialog.purpose.set_value("budgetbegeleiding")
    dialog.content.set_value("inkomen")
    dialog.submit()
    table = section_of(view).model
    assert [table.data(table.index(row, 0)) for row in range(table.rowCount())] == [
        "Begeleiding",
        "Gegevens delen met OCMW Mol",
    ]
    assert said[-1].text == "De toestemming is genoteerd."
    assert_every_focusable_widget_is_named(view)


def test_withdrawing_asks_what_happens_to_the_file_and_closes_the_family(
    view_of: ViewOf, desk: Desk, family: UUID, said: list[Message]
) -> None:
    add_consents(desk, family, SHARING)
    view = view_of(family, "dossier/consent")
    section = section_of(view)
    coaching = next(each for each in section.model.rows if each.details.kind is ConsentKind.COACHING)
    section.table.choose(coaching.id)
    section.withdraw_button.click()
    [dialog] = view.findChildren(WithdrawDialog)
    dialog.submit()
    assert dialog.form.error_of("after") == "Kies wat er met het dossier gebeurt."
    dialog.after.set_value(AfterWithdrawal.KEEP)
    dialog.submit()
    assert read_family(desk, family).phase is Phase.CLOSED
    assert standing(view) is Standing.CLOSED
    assert said[-1].text == "De toestemming is ingetrokken en het gezin is afgesloten."
    undo(said)
    assert read_family(desk, family).phase is Phase.GETTING_TO_KNOW
    assert standing(view) is Standing.FINE
    assert all(each.details.withdrawn_on is None for each in read_consents(desk, family).records)


def test_delete_takes_a_mistake_away_with_a_way_back(
    view_of: ViewOf, desk: Desk, family: UUID, said: list[Message]
) -> None:
    add_consents(desk, family, SHARING)
    view = view_of(family, "dossier/consent")
    table = section_of(view).table
    assert table.hasFocus()
    QTest.keyClick(table, Qt.Key.Key_End)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert kinds(desk, family) == {ConsentKind.COACHING}
    undo(said)
    assert kinds(desk, family) == {ConsentKind.COACHING, ConsentKind.SHARING}


def test_enter_puts_a_consent_right(view_of: ViewOf, desk: Desk, family: UUID) -> None:
    view = view_of(family, "dossier/consent")
    QTest.keyClick(section_of(view).table, Qt.Key.Key_Return)
    [dialog] = view.findChildren(ConsentDialog)
    assert dialog.given_by.value() == "Sofie"
    dialog.form_field.set_value(ConsentForm.PAPER)
    dialog.submit()
    assert read_consents(desk, family).records[0].details.form is ConsentForm.PAPER


def test_the_signed_paper_is_scanned_in(
    view_of: ViewOf, desk: Desk, family: UUID, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.7 " + b"x" * 100)
    view = view_of(family, "dossier/consent")
    section = section_of(view)
    dialogs.will_answer(scan)
    section.paper_button.click()
    (document,) = read_documents(desk, family)
    assert read_consents(desk, family).records[0].details.document_id == document.id
    assert section.paper_button.text() == "Scan openen"


def test_families_to_confirm_one_key_each(
    desk: Desk,
    tasks: InlineTasks,
    messages: Messages,
    said: list[Message],
    show: Callable[[QWidget], None],
) -> None:
    first, second = (family_of(desk, IMPORTED, name=name) for name in ("Aerts", "Bakker"))
    page = ConsentsToConfirmPage(tasks, desk, messages)
    tasks.changed.connect(page.refresh)
    left: list[Destination] = []
    page.left_for.connect(left.append)
    show(page)
    page.load()
    page.take_focus()
    assert page.header.subtitle == "2 gezinnen"
    QTest.keyClick(page.table, Qt.Key.Key_B)
    assert [each.family_id for each in consents_to_confirm(desk)] == [second]
    undo(said)
    assert [each.family_id for each in consents_to_confirm(desk)] == [first, second]
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert left[-1].subject in (first, second)
    assert left[-1].part == consents_of(first).part
    for _ in range(2):
        QTest.keyClick(page.table, Qt.Key.Key_B)
    assert page.header.subtitle == "0 gezinnen"
    assert_every_focusable_widget_is_named(page)


def test_a_new_family_consents_only_when_that_is_ticked(
    desk: Desk, tasks: InlineTasks, messages: Messages, show: Callable[[QWidget], None]
) -> None:
    page = NewFamilyPage(tasks, messages, desk)
    show(page)
    page.load()
    QTest.keyClicks(page.fields.name, "Zonder")
    page.submit()
    QTest.keyClicks(page.fields.name, "Met")
    page.consent.given.click()
    page.consent.privacy.click()
    page.submit()
    found = {row.name: kinds(desk, row.id) for row in list_families(desk)}
    assert found == {"Zonder": set(), "Met": {ConsentKind.COACHING, ConsentKind.PRIVACY_INFORMATION}}
    assert not page.consent.given.value()
    page.consent.given.click()
    page.consent.given_on.set_value(TODAY.replace(year=2030))
    QTest.keyClicks(page.fields.name, "Later")
    page.submit()
    assert page.consent.form.error_of("given_on") == "De toestemming is vandaag of vroeger gegeven."


def test_the_form_of_a_snapshot_asks_for_consent_first(
    desk: Desk, tasks: InlineTasks, messages: Messages, show: Callable[[QWidget], None]
) -> None:
    family = family_of(desk)
    page = SnapshotPage(tasks, messages, desk, family)
    show(page)
    page.load()
    assert has_form(page) is False
    assert page.consent_needed.button.hasFocus()
    QTest.keyClick(page.consent_needed.button, Qt.Key.Key_Return)
    [dialog] = page.findChildren(ConsentDialog)
    dialog.submit()
    assert has_form(page)
    assert not page.consent_needed.isVisible()
    assert_every_focusable_widget_is_named(page)


def test_the_form_to_sign_is_one_click_away_and_follows_the_chosen_line(
    view_of: ViewOf, desk: Desk, family: UUID
) -> None:
    mandate = ConsentInput(
        ConsentKind.MANDATE, desk.today(), partner="het ziekenfonds", who="de coach", content="brieven"
    )
    add_consents(desk, family, mandate)
    view = view_of(family, "dossier/consent")
    travels = Travels(view)
    section = section_of(view)
    for record in section.model.rows:
        section.table.choose(record.id)
        QTest.mouseClick(section.print_button, Qt.MouseButton.LeftButton)
        wanted = "mandate" if record.details.kind is ConsentKind.MANDATE else "consent"
        assert travels.last == Destination("report", family, wanted)
    assert len(travels.destinations) == 2
