"""The screens about referrals: the call, the decision, who waits, and who could go with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gezinscoach_desktop.views.referral.places import Part, referral_form, referrals_page
from tests.journeys.driver import Driver


def around_referrals(driver: Driver, folder: Path) -> Iterator[str]:
    """Nobody was referred yet; then somebody calls about a family that is known."""
    frame = driver.frame
    for part in Part:
        frame.go(referrals_page(part))
        driver.settle()
        yield f"referrals, {part}, none yet"
    driver.press("Ctrl+N")
    yield "referral, a call"
    driver.press("Ctrl+Return")
    yield "referral, refused"
    driver.fill("Naam van het gezin", "Benard")
    driver.fill("Gemeente", "Mol")
    yield "referral, perhaps known"
    driver.click("Dit is het: Gezin Bénard – Çelik")
    yield "referral, linked"
    driver.click("Toch een ander gezin")
    driver.press("Ctrl+Return")
    yield "referrals"
    driver.press("Return")
    yield "referral, to decide"
    driver.press("3")
    yield "referral, sent on"
    driver.press("2")
    driver.fill("Waarom", "Vol")
    driver.click("Bewaren")
    yield "referral, waits"
    driver.click("Terugmelden")
    yield "referral, told to the referrer"
    driver.fill("Wat je vertelt", "Ze staan op de wachtlijst.")
    yield "referral, told too much"
    driver.press("Esc")
    frame.go(referrals_page(Part.WAITING))
    driver.settle()
    yield "waiting list"
    driver.click("Contact noteren")
    yield "waiting list, a contact"
    driver.fill("Wat er gezegd of gedaan is", "Gebeld")
    driver.click("Bewaren")
    yield "waiting list, called"
    frame.go(referrals_page(Part.MATCHING))
    driver.settle()
    yield "matching"
    driver.click("Toewijzen…")
    yield "matching, an assignment"
    driver.click("Het gezin stemt in met begeleiding")
    yield "matching, with consent"
    driver.press("Esc")
    driver.dialogs.will_answer(folder / "aanmeldingsformulier.pdf")
    driver.choose("Meer", "Leeg formulier voor partners…")
    yield "referrals, the blank form"
    frame.go(referral_form())
    driver.settle()
    driver.fill("Naam van het gezin", "Nog iemand")
    frame.go(referrals_page())
    driver.settle()
    frame.go(referral_form())
    driver.settle()
    yield "referral, begun before"
    driver.choose("Meer", "Klad weggooien")
