"""Letters as a service: nothing of what was not agreed to, and no letter once the consent is gone."""

from __future__ import annotations

from datetime import date

import pytest

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.domain.action import ActionInput, ActionOwner
from gezinscoach_desktop.domain.consent import ConsentInput, ConsentKind, Withdrawal
from gezinscoach_desktop.domain.directory import ContactPersonInput, ServiceInput
from gezinscoach_desktop.domain.errors import InvalidInput, NotAllowed
from gezinscoach_desktop.domain.letter import LetterBlock, LetterInput, plain_text
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import MemberInput
from gezinscoach_desktop.services.action import add_action
from gezinscoach_desktop.services.consent import add_consents, withdraw_consent
from gezinscoach_desktop.services.contact import contacts_page
from gezinscoach_desktop.services.directory import add_contact_person, add_service
from gezinscoach_desktop.services.dossier import Outlet
from gezinscoach_desktop.services.letter import (
    keep_letter_as_contact,
    letter_basis,
    make_letter_paper,
    note_letter,
)
from tests.data.office_factory import TODAY, add_colleague, add_home, at_desk
from tests.offices import NewDesk
from tests.reports.reading import properties_of, text_of


def test_a_letter_holds_what_was_agreed_and_goes_only_while_it_is(new_desk: NewDesk) -> None:
    desk = at_desk(new_desk())
    home = add_home(desk, MemberInput("Sofie", "Peeters", birth_date=date(1990, 5, 1)))
    family, sofie = home.record.id, home.members[0].id
    ocmw, caw = (add_service(desk, ServiceInput(name)).id for name in ("Sociale dienst", "CAW"))
    assert ocmw is not None
    assert caw is not None
    person = add_contact_person(desk, ContactPersonInput(ocmw, "Inge Maes")).id
    agreed = ConsentInput(
        ConsentKind.SHARING, TODAY, given_by="Sofie", service_id=ocmw, purpose="huurpremie", content="vraag en afspraken",
    )  # fmt: skip
    consent = add_consents(desk, family, agreed).id
    assert consent is not None
    for service, what in ((ocmw, "Attest vragen"), (caw, "Gesprek over schulden")):
        add_action(desk, family, ActionInput(what, ActionOwner.COACH, service_id=service))
    letter = LetterInput(
        ocmw, consent, person, sofie, frozenset({LetterBlock.QUESTION, LetterBlock.AGREEMENTS}), question="Is de premie rond?",
    )  # fmt: skip

    basis = letter_basis(desk, family)
    assert [each.id for each in basis.consents(ocmw)] == [consent]
    assert basis.consents(caw) == ()
    assert basis.people(ocmw) == ((person, "Inge Maes"),)
    made = basis.compose(letter)
    pdf = make_letter_paper(made)
    for told in (text_of(pdf), plain_text(made)):
        for said in (
            "Dag Inge Maes,",
            "Sofie Peeters, geboren op 01/05/1990",
            "Is de premie rond?",
            "Attest vragen",
        ):
            assert said in told
        assert "Gesprek over schulden" not in told
        assert "huurpremie" in told
    assert properties_of(pdf)["Title"] == f"Brief {home.record.code}"

    note_letter(desk, family, letter, Outlet.CLIPBOARD)
    last = desk.office.read(audit.entries)[-1]
    assert (last.action, last.family_id) == ("print", family)
    assert dict(last.details) == {
        "kind": "letter", "outlet": "clipboard", "names": True, "notes": True, "blocks": ["question", "agreements"],
    }  # fmt: skip
    keep_letter_as_contact(desk, family, letter)
    assert "Is de premie rond?" in str(contacts_page(desk, family))

    withdraw_consent(desk, consent, 1, Withdrawal(TODAY))
    with pytest.raises(InvalidInput, match="Er loopt geen toestemming om met Sociale dienst"):
        note_letter(desk, family, letter, Outlet.PAPER)
    with pytest.raises(InvalidInput, match="Er loopt geen toestemming"):
        letter_basis(desk, family).compose(letter)
    bert = add_colleague(desk, "Bert", OfficeRole.COACH)
    with pytest.raises(NotAllowed):
        letter_basis(bert, family)
