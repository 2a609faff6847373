"""The practice office: invented families to try everything on, in a file of its own."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from gezinscoach_desktop.data import exchange as store
from gezinscoach_desktop.data import practice as kept
from gezinscoach_desktop.data.home import home
from gezinscoach_desktop.domain.account import Account
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.domain.exchange import read_exchange
from gezinscoach_desktop.domain.import_plan import plan_import
from gezinscoach_desktop.domain.instrument import Instrument
from gezinscoach_desktop.domain.invention import Invented, invent
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.trajectory import AssignmentKind
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.office import close_office, new_office, open_office
from gezinscoach_desktop.services.operation import Work, write_at_once
from gezinscoach_desktop.services.practice_contact import keep_contacts, keep_contacts_of_colleague
from gezinscoach_desktop.services.practice_dossier import keep_dossiers
from gezinscoach_desktop.services.practice_export import keep_exports
from gezinscoach_desktop.services.practice_family import keep, read_scripts
from gezinscoach_desktop.services.practice_letting_go import choose_terms, keep_old_files
from gezinscoach_desktop.services.practice_more import keep_more
from gezinscoach_desktop.services.practice_network import keep_network
from gezinscoach_desktop.services.practice_plan import keep_plans
from gezinscoach_desktop.services.practice_referral import keep_referrals
from gezinscoach_desktop.services.practice_report import keep_report
from gezinscoach_desktop.services.practice_right import keep_rights, keep_rights_list
from gezinscoach_desktop.services.practice_signal import keep_signals
from gezinscoach_desktop.services.practice_team import keep_team
from gezinscoach_desktop.services.setting import read_terms

if TYPE_CHECKING:
    pass

USER_NAME = "oefenen"
PASSWORD = "oefenen"  # noqa: S105 - everybody may know it: there is nothing behind it
DISPLAY_NAME = "An De Smet"
OFFICE_NAME = "Oefenkantoor"
OWN_FAMILIES = 14
SECOND_OF = 3
COLLEAGUE = 1
"""Which coach of names.toml, from 0, has something new to tell: `second` of the family it is about."""

Report = Callable[[int, int], None]


def open_practice(*, reset: bool = False, report: Report | None = None) -> Desk:
    """Open the practice office in its own file, building it first when missing or when `reset`."""
    file = practice_file()
    if reset or not file.exists():
        _build_beside(file, report)
    return open_office(str(file), user_name=USER_NAME, password=PASSWORD)


def practice_file() -> Path:
    """Where the practice office of this user of the PC is, made or not."""
    return home() / "oefenkantoor" / "oefenkantoor.gezinscoach"


def is_practice_place(place: str) -> bool:
    """True for the file of the practice office."""
    return Path(place) == practice_file()


def _build_beside(file: Path, report: Report | None) -> None:
    """Make a whole new office in a folder of its own, and only then let it take the place of the old one."""
    folder, token = file.parent, uuid4().hex[:8]
    fresh = folder.with_name(f"{folder.name}-{token}.tmp")
    old = folder.with_name(f"{folder.name}-{token}.old")
    try:
        build(fresh / file.name, report=report)
        if folder.exists():
            folder.rename(old)
        fresh.rename(folder)
    except OSError as error:
        if old.exists() and not folder.exists():
            old.rename(folder)
        raise OfficeUnavailable(
            "Het oefenkantoor kan niet vernieuwd worden; sluit het overal en probeer opnieuw."
        ) from error
    finally:
        for leftover in (fresh, old):
            with suppress(OSError):
                shutil.rmtree(leftover)


def build(file: Path, *, today: date | None = None, report: Report | None = None) -> None:
    """Make a practice office at `file`, the same for the same day."""
    new_office(
        str(file),
        name=OFFICE_NAME,
        user_name=USER_NAME,
        password=PASSWORD,
        display_name=DISPLAY_NAME,
        is_practice=True,
    )
    desk = open_office(str(file), user_name=USER_NAME, password=PASSWORD)
    if today is not None:
        day = today
        desk = replace(desk, today=lambda: day)
    try:
        _fill(desk, report)
    finally:
        close_office(desk)


def _fill(desk: Desk, report: Report | None) -> None:
    today = desk.today()
    instrument = desk.office.read(read_terms).instrument
    names = tomllib.loads(resource_path("practice", "names.toml").read_text(encoding="utf-8"))
    invented = _invented(instrument, names, today)
    scripts = read_scripts(instrument, today)
    steps = len(scripts) + 2

    def step(done: int) -> None:
        if report is not None:
            report(done, steps)

    step(0)
    coaches: list[UUID] = []
    own = OWN_FAMILIES - len(scripts)
    write_at_once(desk, AuditAction.IMPORT, lambda work: _keep_all(work, invented, names, own, coaches))
    seconds = []
    families: dict[str, UUID] = {}
    for place, script in enumerate(scripts):
        step(place + 1)
        family_id = keep(desk, script)
        families[script.details.name] = family_id
        if script.second is not None:
            since = script.phases[0].since
            seconds.append((family_id, coaches[script.second], AssignmentKind.SECOND, since))

    def add_seconds(work: Work) -> Done:
        kept.add_assignments(work.session, seconds)
        return Done(Change(frozenset({Noun.ASSIGNMENT})))

    keep_contacts(desk, families)
    keep_plans(desk, families)
    keep_rights_list(desk)
    keep_rights(desk, families)
    keep_more(desk, families)
    keep_signals(desk)
    keep_exports(desk)
    keep_dossiers(desk, families, coaches)
    keep_network(desk, families)
    keep_referrals(desk, families)
    keep_report(desk)
    step(steps - 1)
    write_at_once(desk, AuditAction.CHANGE_FAMILY, add_seconds)
    keep_contacts_of_colleague(desk, families, _coach(coaches[COLLEAGUE], names["coaches"][COLLEAGUE]))
    keep_team(desk, coaches)
    choose_terms(desk)
    keep_old_files(desk, families, coaches)
    step(steps)


def _coach(account_id: UUID, name: str) -> Account:
    """The account of an invented coach, as whoever signs in with it would have."""
    return Account(account_id, name, name, frozenset({OfficeRole.COACH}))


def _invented(instrument: Instrument, names: dict[str, object], today: date) -> list[Invented]:
    with resource_path("practice", "pilot-90.csv").open("rb") as stream:
        pilot = read_exchange(stream, instrument, today=today)
    return [invent(family, names, today=today) for family in pilot.families]


def _keep_all(
    work: Work,
    invented: list[Invented],
    names: dict[str, list[str]],
    own: int,
    coaches: list[UUID],
) -> Done:
    """The pilot's families under their invented names, spread over the coaches."""
    session = work.session
    coaches[:] = kept.add_coaches(session, names["coaches"], at=work.now())
    terms = read_terms(session)
    writing = store.Writing(work.account.id, work.id, work.now(), terms.instrument_id)
    ids = store.keep_families(
        session,
        plan_import((each.family for each in invented), {}, terms.instrument).families,
        writing,
        described={each.family.code: (each.details, each.members) for each in invented},
    ).ids
    me = work.account.id
    by_age = sorted(invented, key=lambda each: (each.family.snapshots[-1].date, each.family.code))
    mine = {
        each.family.code for each in by_age[3 :: len(by_age) // own][:own]
    }  # some late, some soon, some fresh
    second = {each.family.code for each in by_age[5 :: len(by_age) // SECOND_OF][:SECOND_OF]}
    assignments = []
    for place, each in enumerate(invented):
        code, family_id, since = each.family.code, ids[each.family.code], each.phases[0].since
        coach = me if code in mine else coaches[place % len(coaches)]
        assignments.append((family_id, coach, AssignmentKind.RESPONSIBLE, since))
        if code in second and code not in mine:
            assignments.append((family_id, me, AssignmentKind.SECOND, since))
        elif place % 7 == 0:
            other = coaches[(place + 1) % len(coaches)]
            assignments.append((family_id, other, AssignmentKind.SECOND, since))
    kept.add_assignments(session, assignments)
    kept.add_phases(session, {ids[each.family.code]: each.phases for each in invented})
    work.note(AuditAction.IMPORT, details={"families": len(invented)})
    return Done(Change(frozenset(Noun)))
