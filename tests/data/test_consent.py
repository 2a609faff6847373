"""Whether a family may be coached: the store says on every day what the domain says, whatever was agreed and taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import consent as consents
from gezinscoach_desktop.data.consent import CONSENTS
from gezinscoach_desktop.data.office import Operation
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.consent import ConsentForm, ConsentInput, ConsentKind, may_be_coached
from gezinscoach_desktop.domain.errors import NeedsConsent
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family
from gezinscoach_desktop.services.guard import require_coached
from tests.data.office_factory import TODAY, at_desk

AT = datetime(2026, 1, 2, tzinfo=UTC)
DAY = timedelta(days=1)
DAYS = st.dates(TODAY - 3 * DAY, TODAY + 3 * DAY)
AGREED = st.builds(
    ConsentInput,
    kind=st.sampled_from(
        [ConsentKind.COACHING, ConsentKind.COACHING, ConsentKind.SHARING, ConsentKind.MANDATE]
    ),
    given_on=DAYS,
    form=st.sampled_from(ConsentForm),
    until=st.none() | DAYS,
    withdrawn_on=st.none() | DAYS,
)


def add(desk: Desk, *agreed: tuple[ConsentInput, bool]) -> UUID:
    """A family with consents, each kept or taken away."""
    family_id = add_family(desk, FamilyInput(name="Peeters")).id
    assert family_id is not None

    def run(session: Session) -> Done:
        for consent, is_kept in agreed:
            consent_id = uuid4()
            CONSENTS.add(session, consent_id, consent, family_id=family_id, at=AT, by=desk.account.id)
            if not is_kept:
                assert CONSENTS.remove(session, consent_id, 1, at=AT, by=desk.account.id)
        return Done(Change(frozenset()))

    desk.office.write(Operation("test", run, desk.account.id))
    return family_id


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(agreed=st.lists(st.tuples(AGREED, st.booleans()), max_size=4))
def test_on_every_day_the_store_says_what_the_domain_says(
    desk: Desk, agreed: list[tuple[ConsentInput, bool]]
) -> None:
    family_id = add(at_desk(desk), *agreed)
    days = [TODAY + n * DAY for n in range(-4, 5)]
    kept = [consent for consent, is_kept in agreed if is_kept]

    def asked(session: Session) -> list[bool]:
        return [consents.may_be_coached(session, family_id, day) for day in days]

    assert desk.office.read(asked) == [may_be_coached(kept, day) for day in days]


TODAYS = ConsentInput(ConsentKind.COACHING, TODAY)
CASES: dict[str, tuple[tuple[ConsentInput, bool], bool]] = {
    "given today": ((TODAYS, True), True),
    "taken over with an import": ((replace(TODAYS, form=ConsentForm.IMPORT), True), True),
    "withdrawn today": ((replace(TODAYS, withdrawn_on=TODAY), True), False),
    "to be withdrawn tomorrow": ((replace(TODAYS, withdrawn_on=TODAY + DAY), True), True),
    "ended today": ((replace(TODAYS, given_on=TODAY - DAY, until=TODAY), True), False),
    "given for tomorrow": ((replace(TODAYS, given_on=TODAY + DAY), True), False),
    "taken away": ((TODAYS, False), False),
    "for something else": ((replace(TODAYS, kind=ConsentKind.SHARING), True), False),
}


@pytest.mark.parametrize("case", CASES)
def test_the_guard_lets_register_only_while_a_consent_to_be_coached_runs(desk: Desk, case: str) -> None:
    desk = at_desk(desk)
    agreed, is_allowed = CASES[case]
    family_id = add(desk, agreed)
    ask: Callable[[Session], None] = lambda session: require_coached(  # noqa: E731
        desk, session, Action.REGISTER_CONTACT, family_id
    )
    if is_allowed:
        desk.office.read(ask)
    else:
        with pytest.raises(NeedsConsent):
            desk.office.read(ask)
