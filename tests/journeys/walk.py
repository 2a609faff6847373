"""The way round: to every screen there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QTreeWidget

from gezinscoach_desktop.views.family.tab import TabName
from tests.journeys.conftest import unlock
from tests.journeys.contact_screens import around_contacts
from tests.journeys.driver import Driver
from tests.journeys.figures_screens import around_figures
from tests.journeys.identity_screens import around_accounts, around_the_checklist, around_the_opening
from tests.journeys.joining_screens import around_joining, around_shortcuts
from tests.journeys.letting_go_screens import around_letting_go
from tests.journeys.more_screens import around_more
from tests.journeys.network_screens import around_network
from tests.journeys.paper_screens import around_papers
from tests.journeys.plan_screens import around_plans
from tests.journeys.referral_screens import around_referrals
from tests.journeys.rights_screens import around_rights
from tests.journeys.safety_screens import around_safety
from tests.journeys.team_screens import around_team
from tests.journeys.test_import import BAD, offer
from tests.journeys.update_screens import around_updates
from tests.journeys.yearly_screens import around_the_yearly_report


def walk(driver: Driver, folder: Path) -> Iterator[str]:
    """Go to every screen, and say its name each time one is shown."""
    yield "opening"
    yield from around_the_opening(driver, folder)
    yield from around_joining(driver, folder)
    driver.click("Wachtwoord")
    unlock(driver)
    yield "start"
    yield from around_the_families(driver)
    yield from around_one_family(driver)
    yield from around_a_snapshot(driver)
    yield from around_papers(driver)
    yield from around_files(driver, folder)
    yield from around_contacts(driver)
    yield from around_plans(driver)
    yield from around_rights(driver, folder)
    yield from around_network(driver)
    yield from around_referrals(driver, folder)
    yield from around_team(driver)
    yield from around_more(driver, folder)
    yield from around_letting_go(driver)
    yield from around_figures(driver)
    yield from around_the_yearly_report(driver)
    yield from around_accounts(driver)
    yield from around_shortcuts(driver, folder)
    yield from around_safety(driver, folder)
    yield from around_updates(driver, folder)
    yield from around_settings_and_help(driver)
    yield from an_empty_office(driver, folder)


def around_the_families(driver: Driver) -> Iterator[str]:
    driver.press("Ctrl+2")
    yield "families"
    driver.press("Ctrl+F")
    driver.type_text("bestaat niet")
    yield "families, nothing found"
    driver.click("Filters wissen")
    driver.press("Ctrl+N")
    driver.type_text("Benard")
    driver.fill("Geboortedatum, gezinslid 1", "14/03/1990")
    yield "new family, perhaps known"
    driver.fill("Geboortedatum, gezinslid 1", "99/99/1990")
    driver.press("Ctrl+Return")
    yield "new family, a date that cannot be read"


def around_one_family(driver: Driver) -> Iterator[str]:
    driver.press("Ctrl+1")
    driver.click("Te meten")
    driver.press("Return")
    for tab in TabName:
        yield f"family, {tab}"
        driver.press("Ctrl+PgDown")
    yield from around_the_dossier(driver)
    driver.press("Alt+G")
    driver.press("Ctrl+N")
    yield "new member"
    driver.press("Esc")
    driver.click("Gezinsleden")
    driver.press("Return")
    yield "member"
    driver.press("Esc")
    for line in ("Gezinsgegevens wijzigen…", "Fase wijzigen…"):
        driver.choose("Meer", line)
        yield f"family, {line}"
        driver.press("Esc")


def around_the_dossier(driver: Driver) -> Iterator[str]:
    driver.press("Alt+D")
    for section in ("trajectory", "consent", "documents", "intake", "expenses", "stories"):
        yield f"dossier, {section}"
        driver.click("Onderdelen van het dossier")
        driver.press("Down")
    driver.press("Alt+D")


def around_a_snapshot(driver: Driver) -> Iterator[str]:
    driver.press("Ctrl+M")
    yield "snapshot, untouched"
    driver.press("4")
    driver.press("T")
    driver.write_note("Nieuwe woning")
    driver.press("Esc")
    driver.press("Down", times=4)
    driver.press("1")
    yield "snapshot, a drop and its reasons"
    driver.press("F1")
    yield "snapshot, help with the item"
    driver.choose("Meer", "Datum wijzigen…")
    yield "snapshot, date"
    driver.press("Esc")
    driver.press("Ctrl+F")
    driver.type_text("werk")
    yield "snapshot, find"
    driver.press("Esc")
    driver.press("PgDown")
    yield "snapshot, adult"
    driver.press("PgUp")
    driver.press("PgUp")
    yield "snapshot, child"
    driver.press("Alt+Left")
    yield "family, a draft waits"
    driver.press("Ctrl+1")
    yield "start, a draft waits"
    driver.click("Verder met de momentopname")
    driver.press("Return")
    driver.press("Ctrl+Return")
    yield "snapshot, finished"
    driver.press("Ctrl+P")
    yield "report"


def around_files(driver: Driver, folder: Path) -> Iterator[str]:
    driver.press("Ctrl+2")
    driver.choose("Meer", "Registraties inlezen…")
    yield "import, choose"
    offer(driver, folder / "leeg.csv", "")
    driver.click("Bestand kiezen…")
    yield "import, unreadable"
    offer(driver, folder / "fout.csv", BAD)
    driver.click("Bestand kiezen…")
    yield "import, preview with errors"
    driver.click("Goede rijen inlezen, 3 foute rijen overslaan")
    driver.click("Inlezen")
    yield "import, result"
    driver.click("Toon gezinnen")
    driver.choose("Meer", "Registraties exporteren…")
    yield "export"
    driver.type_text("Onderzoek")
    driver.press("Tab")
    driver.type_text("Hogeschool")
    driver.click("Herkenbaar: met namen en codes van het kantoor")
    yield "export, recognisable"
    driver.click("Zonder namen: elk gezin krijgt een code")
    driver.dialogs.will_answer(folder / "uit.xlsx")
    driver.press("Ctrl+Return")
    yield "export, done"
    driver.press("Alt+W")
    yield "export, what went out"


def around_settings_and_help(driver: Driver) -> Iterator[str]:
    driver.click("Instellingen")
    yield "settings"
    driver.click("Hulp")
    topics = driver.find("Onderwerpen")
    assert isinstance(topics, QTreeWidget)
    topics.expandAll()
    topics.setFocus(Qt.FocusReason.TabFocusReason)
    driver.press("Home")
    before = QModelIndex()
    while topics.currentIndex() != before:
        before = topics.currentIndex()
        yield f"help, {before.data()}"
        driver.press("Down")
    driver.click("Instellingen")
    driver.click("Kantoor sluiten")


def an_empty_office(driver: Driver, folder: Path) -> Iterator[str]:
    yield from around_the_checklist(driver, folder)
    yield "start, nobody yet"
    driver.choose("Meer", "Nog te doen voor dit kantoor")
    yield "start, the whole checklist"
    driver.click("Sluiten")
    driver.press("Ctrl+2")
    yield "families, nobody yet"
    driver.press("Ctrl+N")
    driver.type_text("Özdemir")
    driver.press("Ctrl+Return")
    yield "family, no snapshot yet"
    driver.press("Alt+G")
    yield "family, no members yet"
    driver.press("Ctrl+M")
    yield "consent, before anything is registered"
    driver.press("Return")
    yield "snapshot, first measurement"
