"""Figures: every block of one small office, who may see what, the families behind a number, and being up to date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.contact import CONTACTS
from gezinscoach_desktop.data.expense import EXPENSES
from gezinscoach_desktop.data.network import SERVICE_REFERRALS, TIES
from gezinscoach_desktop.data.office import Operation
from gezinscoach_desktop.data.organisation import ORGANISATIONS, STAFF
from gezinscoach_desktop.data.referral import REFERRALS
from gezinscoach_desktop.data.right import RIGHT_STEPS
from gezinscoach_desktop.data.signal import SIGNALS
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.contact import ContactInput, ContactKind
from gezinscoach_desktop.domain.directory import ServiceInput
from gezinscoach_desktop.domain.errors import InvalidInput, NotFound
from gezinscoach_desktop.domain.expense import ExpenseInput
from gezinscoach_desktop.domain.family import Diploma, FoundVia, HouseholdType, IncomeSource
from gezinscoach_desktop.domain.figures import FigureBlock, FigureFilter, Figures, TimeInSupport, keys
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.network import (
    ReferralOutcome,
    ServiceReferralInput,
    TieInput,
    TieKind,
)
from gezinscoach_desktop.domain.organisation import OrganisationInput, StaffInput
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput
from gezinscoach_desktop.domain.referral import ReferralInput
from gezinscoach_desktop.domain.right import RightState, RightStepInput
from gezinscoach_desktop.domain.signal import SignalInput
from gezinscoach_desktop.domain.trajectory import (
    AssignmentKind,
    ClosingReason,
    Decision,
    Phase,
    PhaseStart,
)
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services import directory
from gezinscoach_desktop.services import figures as figure_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.evolution import family_page
from gezinscoach_desktop.services.exchange import import_file, preview_import
from gezinscoach_desktop.services.family import add_family, change_phase
from gezinscoach_desktop.services.figures import (
    families_behind,
    figure_choices,
    figures,
    per_municipality,
    save_figure,
    table_as_csv,
)
from gezinscoach_desktop.services.office import close_office, lock, open_office, unlock
from gezinscoach_desktop.services.right_list import shipped_rights
from tests.data.office_factory import TODAY, add_colleague, assign, at_desk, register
from tests.factories import CONSENT
from tests.offices import ON_FILE, PASSWORD, USER, NewDesk
from tests.services.test_family import counted_queries
from tests.services.test_start import keep

YEAR = FigureFilter(date(2026, 1, 1), date(2027, 1, 1))
MARCH, MAY = date(2026, 3, 2), date(2026, 5, 4)
RIGHT = shipped_rights()[0]


@pytest.fixture
def has_own_login() -> bool:
    """Colleagues work over the connection of one login."""
    return False


@dataclass(frozen=True)
class World:
    """An sees everything; Bart coaches the first family only."""

    an: Desk
    bart: Desk
    first: UUID
    second: UUID
    gone: UUID
    service: UUID
    organisation: UUID


def keep_apart(desk: Desk, table: object, *records: object) -> list[UUID]:
    """Records that are of no family."""
    ids = [uuid4() for _ in records]

    def run(session: Session) -> Done:
        at = datetime(2026, 11, 1, tzinfo=UTC)
        for record_id, record in zip(ids, records, strict=True):
            table.add(session, record_id, record, at=at, by=desk.account.id)  # type: ignore[attr-defined]
        return Done(Change(frozenset()))

    desk.office.write(Operation("test", run, account_id=desk.account.id))
    return ids


def a_family(desk: Desk, details: FamilyInput, *members: MemberInput, phase: Phase, since: date) -> UUID:
    done = add_family(at_desk(desk, since), details, members, CONSENT)
    assert done.id is not None
    change_phase(desk, done.id, PhaseStart(phase, since))
    return done.id


@pytest.fixture
def world(new_desk: NewDesk) -> World:
    an = replace(at_desk(new_desk()), now=lambda: datetime(2026, 11, 22, 10, tzinfo=UTC))
    bart = add_colleague(an, "Bart", OfficeRole.COACH)
    first = a_family(
        an,
        FamilyInput(
            name="Nagy",
            municipality="Mol",
            household_type=HouseholdType.COUPLE,
            languages="Arabisch, nederlands en Frans",
            needs_interpreter=True,
            income_source=IncomeSource.WORK,
            started_on=MARCH,
        ),
        MemberInput("Ada", role=Role.ADULT, diploma=Diploma.HIGHER),
        MemberInput("Bo", role=Role.ADULT),
        MemberInput(role=Role.CHILD, birth_date=date(2024, 6, 1)),
        MemberInput(role=Role.CHILD, birth_date=date(2014, 11, 23)),
        phase=Phase.INTENSIVE,
        since=MARCH,
    )
    second = a_family(
        an,
        FamilyInput(name="Claes", municipality="Geel", started_on=date(2024, 1, 1)),
        MemberInput("Bo", role=Role.ADULT),
        phase=Phase.LESS_INTENSIVE,
        since=date(2024, 1, 1),
    )
    gone = a_family(an, FamilyInput(name="Weg"), phase=Phase.INTENSIVE, since=date(2025, 2, 1))
    change_phase(an, gone, PhaseStart(Phase.CLOSED, MAY, closing_reason=ClosingReason.MOVED))
    assign(an, first, bart, AssignmentKind.SECOND, MARCH)
    register(an, second, date(2026, 2, 1), {(None, "income"): 1, (None, "debts"): 4})
    register(an, second, date(2026, 8, 3), {(None, "income"): 3, (None, "debts"): 2})
    service = directory.add_service(an, ServiceInput("CAW")).id
    assert service is not None
    fill(an, first, second, service)
    (organisation,) = keep_apart(an, ORGANISATIONS, OrganisationInput("OCMW"))
    keep_apart(an, STAFF, StaffInput(bart.account.id, organisation))
    return World(an, bart, first, second, gone, service, organisation)


def fill(an: Desk, first: UUID, second: UUID, service: UUID) -> None:
    visit = ContactInput(ContactKind.HOME_VISIT, MARCH, minutes=90)
    keep(an, CONTACTS, first, visit, replace(visit, on=MAY, minutes=None))
    keep(an, CONTACTS, second, replace(visit, kind=ContactKind.TO_SERVICE, minutes=45))
    keep(an, CONTACTS, second, replace(visit, on=date(2025, 12, 31)))
    keep(an, EXPENSES, first, ExpenseInput(650, "ijsje", MARCH), ExpenseInput(350, "bus", MARCH))
    step = RightStepInput(RIGHT.id, RightState.TO_EXPLORE, MARCH)
    granted = replace(step, state=RightState.GRANTED, on=MAY, monthly_cents=5000, once_cents=2500)
    keep(an, RIGHT_STEPS, first, step, replace(step, state=RightState.APPLIED, on=MARCH), granted)
    keep(an, TIES, first, TieInput(TieKind.SERVICE, service_id=service), TieInput(TieKind.PERSON, name="oma"))
    keep(an, TIES, second, TieInput(TieKind.SERVICE, name="eigen dienst"))
    out = ServiceReferralInput(service, MARCH, outcome=ReferralOutcome.STARTED, domain=LifeDomain.HOUSING)
    keep(an, SERVICE_REFERRALS, first, replace(out, answered_on=date(2026, 3, 12)))
    keep(an, SERVICE_REFERRALS, second, replace(out, outcome=ReferralOutcome.WAITING, domain=None))
    keep(an, SIGNALS, first, SignalInput(LifeDomain.HOUSING, "Geen woning", MARCH))
    keep_apart(an, SIGNALS, SignalInput(LifeDomain.HEALTH, "Geen dokter", MAY))
    accepted = ReferralInput(
        MARCH,
        municipality="Mol",
        decision=Decision.ACCEPTED,
        decided_on=date(2026, 3, 12),
        first_contact_on=date(2026, 3, 22),
    )
    keep(an, REFERRALS, first, accepted)
    waiting = ReferralInput(date(2026, 11, 2), FoundVia.OUTREACH, name="Wachtend", municipality="Geel")
    keep_apart(an, REFERRALS, replace(waiting, decision=Decision.WAITING), waiting)


def told(found: Figures, key: str) -> dict[str, dict[str, int | None]]:
    """The cells of a table that say something, by row and column."""
    table = found.table(key)
    rows = {
        row.key: {
            column.key: cell.value for column, cell in zip(table.columns, cells, strict=True) if cell.families
        }
        for row, cells in zip(table.rows, table.cells, strict=True)
    }
    return {key: columns for key, columns in rows.items() if columns}


def one_column(found: Figures, key: str) -> dict[str, int | None]:
    return {row: columns["count"] for row, columns in told(found, key).items()}


@ON_FILE
def test_every_block_counts_what_is_in_the_office(world: World) -> None:
    found = figures(world.an, YEAR)
    assert found.families == 3
    assert one_column(found, keys.FLOW) == {
        "active_at_start": 2,
        "new": 1,
        "closed": 1,
        "active_at_end": 2,
        "supported": 3,
    }
    assert one_column(found, keys.PEOPLE) == {"adults": 3, "children": 2}
    assert one_column(found, keys.PHASE) == {"intensive": 1, "less_intensive": 1, "closed": 1, "total": 3}
    assert told(found, keys.LENGTH)["under_1_year"] == {"active": 1}
    assert told(found, keys.LENGTH)["under_2_years"] == {"closed": 1}
    assert told(found, keys.LENGTH)["from_2_years"] == {"active": 1}
    assert one_column(found, keys.CLOSING) == {"moved": 1, "total": 1}
    me, bart = str(world.an.account.id), str(world.bart.account.id)
    assert told(found, keys.CASELOAD) == {me: {"responsible": 2}, bart: {"second": 1}}
    assert one_column(found, keys.HOUSEHOLD) == {"couple": 1, "unknown": 2, "total": 3}
    assert one_column(found, keys.CHILDREN) == {"0": 2, "2": 1, "total": 3}
    assert one_column(found, keys.AGES) == {"0_2": 1, "6_11": 1, "total": 2}
    assert one_column(found, keys.LANGUAGES) == {"arabisch": 1, "frans": 1, "nederlands": 1, "unknown": 2}
    assert told(found, keys.LANGUAGE_HELP)["interpreter"] == {"yes": 1, "no": 2, "total": 3}
    assert one_column(found, keys.EDUCATION) == {"higher": 1, "unknown": 2, "total": 3}
    assert one_column(found, keys.INCOME) == {"work": 1, "unknown": 2, "total": 3}
    assert one_column(found, keys.CONTACTS) == {"home_visit": 2, "to_service": 1, "total": 3}
    assert one_column(found, keys.TIME) == {"home_visit": 90, "to_service": 45, "total": 135}
    assert one_column(found, keys.CONTACT_MONTHS) == {"2026-03": 2, "2026-05": 1, "total": 3}
    assert one_column(found, keys.FREQUENCY) == {"none": 1, "1_3": 2, "total": 3}
    assert one_column(found, keys.EXPENSES) == {"2026-03": 1000, "total": 1000}
    right = str(RIGHT.id)
    assert told(found, keys.RIGHT_STATES)[right] == {"explored": 1, "applied": 1, "granted": 1}
    assert told(found, keys.WORTH)[right] == {"monthly": 5000, "once": 2500}
    assert one_column(found, keys.SERVICES) == {str(world.service): 1, "other": 1}
    assert one_column(found, keys.REFERRED_OUT) == {"started": 1, "waiting": 1, "total": 2}
    assert told(found, keys.WAITING_OUT)["answered"] == {"mean": 10, "longest": 10, "n": 1}
    assert told(found, keys.WAITING_OUT)["waiting"]["longest"] == (TODAY - MARCH).days
    assert one_column(found, keys.REFERRED_DOMAINS) == {"housing": 1, "unknown": 1, "total": 2}
    assert [cells[0].value for cells in found.table(keys.THEMES).cells][-1] == 2
    assert told(found, keys.CHANGES)["income"] == {"up": 1, "total": 1}
    assert told(found, keys.CHANGES)["debts"] == {"down": 1, "total": 1}
    assert one_column(found, keys.MOMENTS) == {"baseline": 1, "later": 1, "follow_6": 1}
    assert one_column(found, keys.IN_TIME) == {"overdue": 1, "never_measured": 1, "total": 2}
    assert one_column(found, keys.GAPS) == {
        "no_baseline": 2,
        "overdue": 1,
        "undetermined": 1,
        "no_municipality": 1,
        "no_household_type": 2,
    }


@ON_FILE
def test_of_a_year_that_is_not_over_the_future_does_not_count_as_zero(world: World) -> None:
    begun = [f"2026-{month:02}" for month in range(1, 12)]
    found = figures(world.an, YEAR)
    for key in (keys.MONTHS, keys.CONTACT_MONTHS, keys.EXPENSES):
        assert [row.key for row in found.table(key).rows] == [*begun, "total"], key
    assert (found.last_day, found.is_over) == (TODAY, False)
    assert "het einde is hier 22/11/2026" in found.table(keys.FLOW).note
    before = figures(world.an, FigureFilter(date(2025, 1, 1), date(2026, 1, 1)))
    assert (before.last_day, before.is_over) == (date(2025, 12, 31), True)
    assert len(before.table(keys.MONTHS).rows) == 13
    assert "het einde is hier" not in before.table(keys.FLOW).note


def test_what_is_noted_of_a_day_to_come_waits_until_that_day(world: World) -> None:
    keep(world.an, EXPENSES, world.first, ExpenseInput(900, "kamp", date(2026, 12, 24)))
    keep_apart(world.an, REFERRALS, ReferralInput(date(2026, 12, 1), name="Later", municipality="Geel"))
    found = figures(world.an, YEAR)
    assert one_column(found, keys.EXPENSES)["total"] == 1000
    assert one_column(found, keys.MONTHS)["total"] == found.table(keys.MONTHS).n == 3


def test_levels_are_counted_over_the_families_that_have_any(world: World) -> None:
    found = figures(world.an, YEAR)
    places = found.table(keys.LEVELS)
    [household] = [
        line for row, line in zip(places.rows, places.cells, strict=True) if row.key == "household"
    ]
    assert places.n == household[-1].families == 1
    assert household[-1].value == 8


@ON_FILE
def test_access_counts_referrals_and_each_family_once(world: World) -> None:
    found = figures(world.an, YEAR, (FigureBlock.ACCESS,))
    assert one_column(found, keys.MONTHS) == {"2026-03": 1, "2026-11": 2, "total": 3}
    assert told(found, keys.SOURCE) == {
        "partner": {"accepted": 1, "total": 1},
        "outreach": {"waiting": 1, "open": 1, "total": 2},
        "total": {"accepted": 1, "waiting": 1, "open": 1, "total": 3},
    }
    assert told(found, keys.REFERRED_FROM)["Geel"] == {"waiting": 1, "open": 1, "total": 2}
    assert told(found, keys.WAITING) == {
        "decision": {"mean": 10, "longest": 10, "n": 1},
        "start": {"mean": 20, "longest": 20, "n": 1},
        "on_list": {"mean": 20, "longest": 20, "n": 2},
    }
    behind = families_behind(world.an, YEAR, keys.SOURCE, "outreach", "total")
    assert [(line.family_id, line.name) for line in behind] == [(None, "Wachtend")] * 2
    assert [line.family_id for line in families_behind(world.an, YEAR, keys.MONTHS, "2026-03", "count")] == [
        world.first
    ]
    of_bart = figures(world.an, replace(YEAR, coaches=(world.bart.account.id,)), (FigureBlock.ACCESS,))
    assert one_column(of_bart, keys.MONTHS) == {"2026-03": 1, "total": 1}


@ON_FILE
def test_filters_leave_families_out(world: World) -> None:
    bart = (world.bart.account.id,)
    for wanted, expected in (
        (replace(YEAR, municipalities=("Mol", "")), {"Nagy", "Weg"}),
        (replace(YEAR, phases=(Phase.LESS_INTENSIVE,)), {"Claes"}),
        (replace(YEAR, time_in_support=(TimeInSupport.UNDER_1_YEAR,)), {"Nagy"}),
        (replace(YEAR, since=date(2026, 5, 5)), {"Nagy", "Claes"}),
        (replace(YEAR, until=MARCH), {"Claes", "Weg"}),
        (replace(YEAR, coaches=bart), {"Nagy"}),
        (replace(YEAR, organisations=(world.organisation,)), {"Nagy"}),
        (replace(YEAR, coaches=bart, municipalities=("Geel",)), set()),
    ):
        behind = families_behind(world.an, wanted, keys.FLOW, "supported", "count")
        assert {line.name for line in behind} == expected
        assert figures(world.an, wanted, (FigureBlock.REACH,)).families == len(expected)


def test_a_coach_counts_own_families_and_hears_nothing_of_others(world: World) -> None:
    found = figures(world.bart, YEAR)
    assert found.families == 1
    assert found.of(FigureBlock.ACCESS) == ()
    assert keys.CASELOAD not in {table.key for table in found.tables}
    everything = repr(found)
    assert "An" not in {row.text for table in found.tables for row in table.rows}
    assert "Wachtend" not in everything
    assert one_column(found, keys.THEMES) == {"housing": 1, "total": 1}
    choices = figure_choices(world.bart)
    assert (choices.municipalities, choices.coaches, choices.organisations) == (("Mol",), (), ())
    with pytest.raises(NotFound):
        families_behind(world.bart, YEAR, keys.SOURCE, "partner", "total")
    seen = figure_choices(world.an)
    assert [name for _, name in seen.coaches] == sorted([world.an.account.display_name, "Bart"])
    assert seen.organisations == ((world.organisation, "OCMW"),)


@ON_FILE
def test_municipalities_add_up_and_have_the_same_tables(world: World) -> None:
    found = per_municipality(world.an, YEAR)
    assert list(found.municipalities) == ["Geel", "Mol", ""]
    for key in (keys.FLOW, keys.CONTACTS, keys.EXPENSES, keys.MONTHS, keys.GAPS, keys.SIGNS):
        whole = found.total.table(key)
        for row, cells in enumerate(whole.cells):
            for column, cell in enumerate(cells):
                parts = [each.table(key).cells[row][column] for each in found.municipalities.values()]
                assert cell.value == sum(part.value or 0 for part in parts)
                assert cell.families == sum(part.families for part in parts)


def test_figures_follow_what_changes_and_read_only_that_again(world: World) -> None:
    before = figures(world.an, YEAR, (FigureBlock.RESULTS,))
    with counted_queries() as few:
        figures(world.an, YEAR, (FigureBlock.RESULTS,))
    family_page(world.an, world.second)  # is noted in the trail, and changes nothing
    with counted_queries() as looked:
        assert figures(world.an, YEAR, (FigureBlock.RESULTS,)) == before
    assert not any("FROM score" in statement for statement in (*few, *looked))
    register(world.an, world.second, date(2026, 11, 3), {(None, "income"): 1})
    after = figures(world.an, YEAR, (FigureBlock.RESULTS,))
    assert told(after, keys.CHANGES)["income"] == {"same": 1, "total": 1}
    with counted_queries() as whole:
        figures(world.bart, YEAR)
    for _ in range(3):
        a_family(world.an, FamilyInput(name="Extra"), phase=Phase.INTENSIVE, since=MARCH)
    assert figures(world.an, YEAR, (FigureBlock.REACH,)).families == 6
    with counted_queries() as again:
        figures(world.bart, YEAR)
    assert len(again) == len(whole)


@ON_FILE
def test_a_period_that_ends_before_it_begins_is_refused(world: World) -> None:
    with pytest.raises(InvalidInput) as caught:
        figures(world.an, FigureFilter(MAY, MAY))
    assert caught.value.field == "until"
    for key in ("reach.nothing", "nothing"):
        with pytest.raises(NotFound):
            families_behind(world.an, YEAR, key, "x", "y")


@ON_FILE
def test_a_saved_figure_is_noted_and_runs_nothing(world: World, tmp_path: Path) -> None:
    path = tmp_path / "cijfer.csv"
    save_figure(world.an, path, keys.FLOW, table_as_csv([["Titel", "n"], ["=1+1", "3"]]))
    assert path.read_bytes().decode("utf-8-sig") == "Titel;n\r\n'=1+1;3\r\n"


# ---------------------------------------------------------------------------------------------------------- the pilots
@pytest.fixture(scope="module")
def pilot(file_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GEZINSCOACH_HOME", str(tmp_path_factory.mktemp("home")))
        folder = tmp_path_factory.mktemp("pilot")
        for file in file_template.parent.iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
        desk = open_office(str(folder / file_template.name), user_name=USER, password=PASSWORD)
        import_file(desk, preview_import(desk, resource_path("practice", "pilot-90.csv")))
        yield desk
        close_office(desk)


PILOT_YEARS = FigureFilter(date(2021, 1, 1), date(2025, 1, 1))


def test_the_pilots_own_result_stands_in_the_tables(pilot: Desk) -> None:
    found = figures(pilot, PILOT_YEARS, (FigureBlock.RESULTS,))
    six = {row: columns["follow_6"] for row, columns in told(found, keys.CLASSES).items()}
    assert six.pop("total") == 56
    worse = sum(value or 0 for row, value in six.items() if row.startswith("worsened"))
    assert worse == 11
    assert {row: value for row, value in six.items() if not row.startswith("worsened")} == {
        "improved_out": 4,
        "improved_not_deprived": 2,
        "improved_still_deprived": 16,
        "stable_not_deprived": 4,
        "stable_deprived": 19,
    }
    assert {row: columns["follow_6"] for row, columns in told(found, keys.SIGNS).items()} == {
        "better": 22,
        "same": 23,
        "worse": 11,
        "total": 56,
    }
    assert told(found, keys.LEFT_OUT)["no_follow_up"]["follow_6"] == 34


def test_behind_every_number_stand_as_many_families_as_it_says(pilot: Desk) -> None:
    found = figures(pilot, PILOT_YEARS)
    for table in found.tables:
        for row, cells in zip(table.rows, table.cells, strict=True):
            for column, cell in zip(table.columns, cells, strict=True):
                if cell.families and (row.is_total or column.is_total or cell.families % 7 == 0):
                    lines = families_behind(pilot, PILOT_YEARS, table.key, row.key, column.key)
                    assert len({line.family_id for line in lines}) == cell.families


def test_a_lock_lets_go_of_what_was_read_and_coming_back_counts_the_same(desk: Desk) -> None:
    desk = at_desk(desk)
    add_family(desk, FamilyInput(name="Nagy", municipality="Mol"))
    wanted = FigureFilter(date(2026, 1, 1), date(2027, 1, 1))
    before = figures(desk, wanted)
    assert figure_service._reads.get(desk.office) is not None
    lock(desk)
    assert figure_service._reads.get(desk.office) is None
    unlock(desk, PASSWORD)
    assert figures(desk, wanted) == before
