"""Made-up families as the services hand them to the views: few lines, nothing that needs an office."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Hashable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from uuid import UUID

from gezinscoach_desktop.domain.balance import balance_at
from gezinscoach_desktop.domain.due import Due, DueState, due_of
from gezinscoach_desktop.domain.evolution import (
    baseline_of,
    changes_of,
    count_directions,
    domain_moves,
    follow_up_of,
)
from gezinscoach_desktop.domain.family import (
    Diploma,
    FoundVia,
    Gender,
    HouseholdType,
    HousingKind,
    IncomeSource,
)
from gezinscoach_desktop.domain.household import Living, Person, Role, Stay
from gezinscoach_desktop.domain.index import Profile, index_of, parse_profile
from gezinscoach_desktop.domain.instrument import Instrument, Subject, parse_instrument
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.snapshot import Reason, Score, Setback, Snapshot, in_order
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.domain.trajectory import AssignmentKind, Phase, PhaseStart
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services.desk import Account, Desk
from gezinscoach_desktop.services.evolution import Evolution, FamilyPage
from gezinscoach_desktop.services.family import (
    AssignmentRecord,
    FamilyHeader,
    FamilyInput,
    FamilyRecord,
    FamilyRow,
    MemberInput,
    MemberRecord,
)
from gezinscoach_desktop.services.start import EditedLine, Today
from tests.views.no_office import NoOffice

TODAY = date(2026, 11, 22)
SOFIE, EMRE, LINA, NOAH = (UUID(int=number) for number in range(101, 105))
HOUSEHOLD = None
ACCOUNT = UUID(int=7)


def make_desk() -> Desk:
    """An office opened by An on a Sunday in November."""
    roles = frozenset({OfficeRole.COACH, OfficeRole.COORDINATOR})
    return Desk(
        NoOffice(),
        Account(ACCOUNT, "an", "An De Smet", roles),
        today=lambda: TODAY,
        now=lambda: datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
    )


def make_today(rows: tuple[FamilyRow, ...]) -> Today:
    """The start page over `rows`."""
    mine = [row for row in rows if row.is_mine]
    due = sorted(
        (row for row in mine if row.due.state.is_due),
        key=lambda row: (row.due.state is not DueState.OVERDUE, row.due.days or 0),
    )
    return Today(
        "An De Smet",
        len(mine),
        tuple(due),
        tuple(row for row in mine if row.due.state is DueState.SOON),
        tuple(row for row in mine if row.has_draft),
        edited=tuple(
            EditedLine(row, datetime(2026, 11, 21, 9, 0, tzinfo=UTC)) for row in mine if row.last_snapshot
        )[:10],
    )


@cache
def instrument() -> Instrument:
    """The instrument that ships with the program."""
    (path,) = resource_path("instruments").glob("sociale-balans-*.toml")
    return parse_instrument(tomllib.loads(path.read_text("utf-8")), source=path.name)


@cache
def profile() -> Profile:
    """The profile with which an office begins, of those that ship with the program."""
    path = resource_path("index", "standaard-1.toml")
    return parse_profile(tomllib.loads(path.read_text("utf-8")), instrument(), source=path.name)


def make_row(number: int = 1, **changed: object) -> FamilyRow:
    """A line of the list of families; every argument of FamilyRow can be given another value."""
    name = str(changed.get("name", "Peeters – Yilmaz"))
    municipality = str(changed.get("municipality", "Mol"))
    last = changed.get("last_snapshot", date(2026, 9, 1))
    assert last is None or isinstance(last, date)
    values: dict[str, object] = {
        "id": UUID(int=number),
        "code": f"G-2026-{number:03}",
        "name": name,
        "municipality": municipality,
        "neighbourhood": "",
        "phase": Phase.INTENSIVE,
        "responsible": "An De Smet",
        "second": None,
        "is_mine": True,
        "adults": 2,
        "children": 2,
        "snapshots": 0 if last is None else 3,
        "last_snapshot": last,
        "due": due_of(last, today=TODAY, interval_months=3, is_closed=False),
        "has_draft": False,
    } | changed
    texts = (name, values["code"], municipality, values["neighbourhood"])
    values.setdefault("search_text", fold(" ".join(str(text) for text in texts)))
    values.setdefault("sort_name", fold(name))
    return FamilyRow(**values)  # type: ignore[arg-type]


_NAMES = (
    "Peeters – Yilmaz", "Janssens", "De Smedt – Okafor", "El Amrani", "Vanhoutte", "Çelik", "Dubois", "Maes",
    "Van den Broeck", "Nguyen", "Kowalski – Wouters", "Benali", "De Clercq", "Müller", "Haddad", "Verstraeten",
    "Diallo – Mertens", "Özdemir", "Lefèvre", "Goossens", "Ahmadi", "Willems", "Popescu", "Desmet – Traoré",
)  # fmt: skip
_PLACES = ("Mol", "Balen", "Dessel", "Retie", "Geel", "Heist-op-den-Berg", "Turnhout")
_COACHES = ("An De Smet", "Karim Belkacem", "Leen Vandeputte", "Ruth Jacobs")


def make_rows(count: int = 104, *, seed: int = 1) -> tuple[FamilyRow, ...]:
    """An office's list of families, by name."""
    rng = random.Random(seed)
    rows = []
    for number in range(1, count + 1):
        never, closed = rng.random() < 0.06, rng.random() < 0.1
        last = None if never else TODAY - timedelta(days=int(rng.triangular(0, 180, 40)))
        coach = rng.choice(_COACHES)
        rows.append(
            make_row(
                number,
                name=rng.choice(_NAMES) if rng.random() < 0.97 else "",
                municipality=rng.choice(_PLACES),
                neighbourhood=rng.choice(("", "", "Ginderbuiten", "Achterbos", "Centrum")),
                phase=Phase.CLOSED if closed else rng.choice(tuple(Phase)[:5]),
                responsible=coach,
                second=rng.choice((None, None, "Leen Vandeputte")),
                is_mine=coach == "An De Smet",
                adults=rng.choice((1, 1, 2, 2, 3)),
                children=rng.choice((0, 1, 2, 2, 3, 4)),
                snapshots=0 if last is None else rng.randint(1, 14),
                last_snapshot=last,
                due=due_of(last, today=TODAY, interval_months=3, is_closed=closed),
                has_draft=rng.random() < 0.03,
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.sort_name, row.code)))


def make_members(*, many: int = 0) -> tuple[MemberRecord, ...]:
    """Sofie, Emre, Lina and Noah, `many` more children, and a grandmother who left."""
    details = [
        (SOFIE, "V1", MemberInput("Sofie", "Peeters", Role.ADULT, date(1992, 3, 4), Gender.FEMALE, "moeder",
                                  diploma=Diploma.LOWER_SECONDARY)),
        (EMRE, "V2", MemberInput("Emre", "Yilmaz", Role.ADULT, date(1990, 6, 30), Gender.MALE, "vader")),
        (LINA, "K1", MemberInput("Lina", "Yilmaz", Role.CHILD, date(2018, 5, 2), Gender.FEMALE, "dochter",
                                 living=Living.PARTLY, lives_with="oma in Geel", school="De Toermalijn, 3de leerjaar")),
        (NOAH, "K2", MemberInput("Noah", "Yilmaz", Role.CHILD, date(2024, 8, 20), Gender.MALE, "zoon")),
    ]  # fmt: skip
    for number in range(many):
        child = MemberInput(f"Kind{number + 3}", "Yilmaz", Role.CHILD, date(2015 + number % 9, 2, 1))
        details.append((UUID(int=200 + number), f"K{number + 3}", child))
    unborn = MemberInput("", "Yilmaz", Role.CHILD, date(2027, 3, 12))
    gone = MemberInput(
        "Maria", "Claes", Role.ADULT, date(1961, 1, 9), Gender.FEMALE, "grootmoeder",
        stays=(Stay(date(2024, 1, 1), date(2026, 2, 1)),),
    )  # fmt: skip
    details += [(UUID(int=150), "K9", unborn), (UUID(int=151), "V3", gone)]
    return tuple(MemberRecord(key, code, 1, each) for key, code, each in details)


def make_header(members: tuple[MemberRecord, ...] | None = None, **changed: object) -> FamilyHeader:
    """The family page's header; arguments change FamilyInput."""
    values: dict[str, object] = {
        "name": "Peeters – Yilmaz",
        "code": "G-2024-017",
        "municipality": "Mol",
        "neighbourhood": "Ginderbuiten",
        "address": "Kapellestraat 12",
        "household_type": HouseholdType.COUPLE,
        "languages": "Nederlands, Turks",
        "income_source": IncomeSource.INTEGRATION_INCOME,
        "housing_kind": HousingKind.PRIVATE_RENT,
        "found_via": FoundVia.PARTNER,
        "started_on": date(2024, 11, 4),
    } | changed
    details = FamilyInput(**values)  # type: ignore[arg-type]
    record = FamilyRecord(
        UUID(int=1), details.code, 3, details, datetime(2026, 11, 14, 14, 32, tzinfo=UTC), "An De Smet"
    )
    coaches = (
        AssignmentRecord(ACCOUNT, "An De Smet", AssignmentKind.RESPONSIBLE, date(2024, 11, 4), None),
        AssignmentRecord(UUID(int=8), "Karim Belkacem", AssignmentKind.SECOND, date(2025, 3, 1), None),
    )
    phases = (
        PhaseStart(Phase.GETTING_TO_KNOW, date(2024, 11, 4)),
        PhaseStart(Phase.INTENSIVE, date(2025, 1, 10), "wekelijks huisbezoek"),
    )
    return FamilyHeader(record, make_members() if members is None else members, coaches, phases)


_NOTES = (
    "Leefloon aangevraagd en toegekend. Kinderopvangtoeslag bekijken we samen in juni.",
    "Verhoogde tegemoetkoming toegekend sinds 1 oktober. Emre werkt 3 dagen per week via interim.",
    "Afspraak met de huisarts is gemaakt, we gaan samen.",
    "Geen inkomen sinds september door wegvallen contract.",
)


def make_snapshots(persons: Sequence[Person], *, count: int = 5, seed: int = 4) -> tuple[Snapshot, ...]:
    """A history of `count` snapshots: everything at first, then what changed."""
    rng = random.Random(seed)
    levels: dict[tuple[UUID | None, str], int | None] = {}
    snapshots = []
    for number in range(1, count + 1):
        day = date(2024, 11, 20) + timedelta(days=round((TODAY - timedelta(days=8) - date(2024, 11, 20)).days
                                                        * (number - 1) / max(count - 1, 1)))  # fmt: skip
        scores = []
        for subject_id, items in [(None, instrument().domains_of(_subject(None)))] + [
            (person.id, instrument().domains_of(_subject(person)))
            for person in persons
            if person.is_present(day)
        ]:
            for item in (item for domain in items for item in domain.items):
                place = (subject_id, item.key)
                if number > 1 and place in levels and rng.random() > 0.22:
                    continue
                before = levels.get(place)
                if before is None:
                    level = None if rng.random() < 0.05 else rng.choice((1, 2, 2, 3, 3, 4))
                else:
                    level = min(5, max(1, before + rng.choice((-1, 0, 1, 1, 1))))
                levels[place] = level
                dropped = before is not None and level is not None and level < before
                scores.append(
                    Score(
                        subject_id, item.key, level, rng.choice(_NOTES) if rng.random() < 0.15 else None,
                        Reason.CHANGED if number > 1 and level != before else None,
                        Setback.INCOME if dropped else None,
                    )
                )  # fmt: skip
        snapshots.append(
            Snapshot(
                UUID(int=1000 + number), number, day, tuple(scores), number == 2 and count > 3,
                "An De Smet" if number % 3 else "Karim Belkacem",
                datetime(day.year, day.month, day.day, 15, 2, tzinfo=UTC),
            )
        )  # fmt: skip
    return tuple(snapshots)


def _subject(person: Person | None) -> Subject:
    return Subject.HOUSEHOLD if person is None else person.role.subject


def make_evolution(persons: tuple[Person, ...], snapshots: tuple[Snapshot, ...]) -> Evolution:
    """What the service computes over `snapshots`, by the same domain functions."""
    baseline = baseline_of(snapshots)
    if baseline is None:
        never = Due(due_of(None, today=TODAY, interval_months=3, is_closed=False).state, None, None)
        return Evolution(
            instrument(), profile(), persons, (), None, None, None, None, (), (), {}, (), None, None, (), None, never
        )  # fmt: skip
    ordered = in_order(snapshots)
    days = tuple(dict.fromkeys(snapshot.date for snapshot in ordered))
    now = balance_at(ordered, days[-1])
    previous = balance_at(ordered, days[-1] - timedelta(days=1)) if len(days) > 1 else None
    before = balance_at(ordered, baseline.date)
    since = changes_of(before, now, instrument(), persons)
    indexes = tuple(index_of(profile(), balance_at(ordered, day), persons) for day in days)
    first = index_of(profile(), before, persons)
    return Evolution(
        instrument=instrument(),
        profile=profile(),
        persons=persons,
        snapshots=ordered,
        baseline=baseline,
        balance_baseline=before,
        balance_previous=previous,
        balance_now=now,
        since_baseline=since,
        since_previous=() if previous is None else changes_of(previous, now, instrument(), persons),
        counts=count_directions(since),
        indexes=indexes,
        index_baseline=first,
        index_now=indexes[-1],
        moves=domain_moves(first, indexes[-1]),
        follow_up=follow_up_of(ordered, 6),
        due=due_of(days[-1], today=TODAY, interval_months=3, is_closed=False),
    )


@lru_cache(maxsize=50)
def make_page(
    *, snapshots: int = 5, many: int = 0, has_draft: bool = False, **changed: Hashable
) -> FamilyPage:
    """A family page with a history of `snapshots`; the same one for who asks the same, since nobody can change it."""
    members = make_members(many=many)
    persons = tuple(
        Person(member.id, member.details.role, member.details.birth_date, member.details.stays)
        for member in members
    )
    present = tuple(
        person for person in persons if person.birth_date is not None and person.birth_date < TODAY
    )
    history = make_snapshots(present, count=snapshots) if snapshots else ()
    return FamilyPage(make_header(members, **changed), make_evolution(persons, history), has_draft)
