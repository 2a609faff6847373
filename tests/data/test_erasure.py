"""Nothing of a family that was let go is left and everything of others is; and nothing goes that nobody approved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from sqlalchemy import delete, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import erasure
from gezinscoach_desktop.data import family as families
from gezinscoach_desktop.data import member as members_of
from gezinscoach_desktop.data import snapshot as snapshots_of
from gezinscoach_desktop.data.anonymous import RECORDS, WORDS, anonymise_family, anonymous_code
from gezinscoach_desktop.data.audit import AuditEntry, note
from gezinscoach_desktop.data.letting_go import DISPOSALS
from gezinscoach_desktop.data.office import OfficeKind, Operation
from gezinscoach_desktop.data.tables import Base, DocumentContentRow, ScoreRow, SnapshotRow, table_of
from gezinscoach_desktop.data.transfer import IMPORT_RUNS
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.errors import NotAllowed
from gezinscoach_desktop.domain.household import Stay
from gezinscoach_desktop.domain.letting_go import DisposalInput, DisposalKind, DisposalReason
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.domain.snapshot import Score
from gezinscoach_desktop.domain.trajectory import AssignmentKind, ClosingReason, Phase, PhaseStart
from gezinscoach_desktop.domain.transfer import ImportRunInput
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.office import close_office
from gezinscoach_desktop.services.setting import read_terms
from tests.data.kept_samples import Sample, filled
from tests.offices import EVERY_KIND

AT = datetime(2026, 2, 20, 9, 30, tzinfo=UTC)
DAY = date(2026, 11, 22)
T = TypeVar("T")
NOT_OF_A_FAMILY = frozenset(
    {
        "absence", "account", "audit_anchor", "audit_entry", "contact_person", "disposal", "export_record", "import_run",
        "index_profile", "instrument", "key_slot", "municipality", "office", "office_right", "operation", "organisation",
        "published_figures", "report_year", "schema", "service", "setting", "signal_bundle", "staff",
    }
)  # fmt: skip
"""What stays when a family goes. A new table belongs here, or has to name its family."""


@pytest.fixture
def has_own_login() -> bool:
    return True  # on a server the policies decide, so everybody is who they are


def write(desk: Desk, run: Callable[[Session], T]) -> T:
    found: list[T] = []

    def done(session: Session) -> Done:
        found[:] = [run(session)]
        return Done(Change(frozenset()))

    desk.office.write(Operation("test", done, desk.account.id))
    return found[0]


def lay(desk: Desk, text: str) -> Sample:
    """A family of which something is kept in every table, with `text` wherever words go."""
    sample = filled(text, desk.account.id, NOT_OF_A_FAMILY)
    by = desk.account.id

    def run(session: Session) -> None:
        sample.lay(session, at=AT, by=by)
        family_id = sample.family_id
        kept = families.row(session, family_id)
        assert kept is not None
        kept.remarks = kept.address = kept.search_text = text
        members_of.add_members(
            session, [], [members_of.stay_values(family_id, sample.ids["member"], Stay(date(2026, 2, 3)))]
        )
        families.assign(session, family_id, by, AssignmentKind.RESPONSIBLE, date(2026, 2, 3), reason=text)
        families.begin_phase(session, family_id, PhaseStart(Phase.INTENSIVE, date(2026, 2, 3), text))
        closed = PhaseStart(Phase.CLOSED, date(2026, 3, 9), text, ClosingReason.MOVED)
        families.begin_phase(session, family_id, closed)
        content = {"document_id": sample.ids["document"], "family_id": family_id, "content": text.encode()}
        session.execute(insert(table_of(DocumentContentRow)), content)
        instrument_id = read_terms(session).instrument_id
        for month, level in ((3, 4), (2, 1)):  # registered afterwards: of an earlier day
            snapshots_of.add(
                session,
                snapshots_of.NewSnapshot(
                    id=uuid4(),
                    family_id=family_id,
                    date=date(2026, month, 17),
                    scores=(
                        Score(None, "income", level, text, None),
                        Score(sample.ids["member"], "health", 2, text, None),
                    ),
                    is_revised_baseline=False,
                    author_id=by,
                    recorded_at=AT,
                    instrument_id=instrument_id,
                    operation_id=uuid4(),
                ),
            )
        note(session, AuditEntry(AT, by, "import", None, None, {}))

    write(desk, run)
    return sample


def approve(session: Session, desk: Desk, subject: UUID, kind: DisposalKind = DisposalKind.ERASE) -> None:
    """Alone, since there is nobody else in this office."""
    by, disposal_id = desk.account.id, uuid4()
    asked = DisposalInput(subject, "", kind, DisposalReason.TERM_PASSED, DAY, by)
    DISPOSALS.add(session, disposal_id, asked, at=AT, by=by)
    decided = DisposalInput(
        subject, "", kind, DisposalReason.TERM_PASSED, DAY, by, approved_by=by, decided_on=DAY
    )
    assert DISPOSALS.change(session, disposal_id, 1, decided, at=AT, by=by)


def everything(desk: Desk) -> dict[str, list[str]]:
    """Every row of every table, as it reads."""

    def read(session: Session) -> dict[str, list[str]]:
        found = {}
        for name, table in Base.metadata.tables.items():
            if name in ("audit_entry", "operation", "account", "key_slot"):  # not this connection's to read
                continue
            rows = session.execute(select(table).order_by(*table.primary_key)).mappings()
            found[name] = [str({key: _readable(value) for key, value in row.items()}) for row in rows]
        return found

    return desk.office.read(read)


def _readable(value: object) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)


def where(desk: Desk, *words: str) -> set[str]:
    """The tables in which one of these words stands."""
    return {
        table for table, rows in everything(desk).items() for row in rows for word in words if word in row
    }


@EVERY_KIND
def test_of_an_erased_family_nothing_is_left_and_of_others_everything(desk: Desk) -> None:
    gone, other = lay(desk, "Zzgone"), lay(desk, "Zzother")
    before = everything(desk)
    assert {table for table, rows in before.items() if _tells(rows, gone)} == erasure.covered()

    def run(session: Session) -> int:
        approve(session, desk, gone.family_id)
        note(session, AuditEntry(AT, desk.account.id, "erase_family", gone.family_id, None, {}))
        return erasure.erase_families(session, [gone.family_id])

    assert write(desk, run) == 1
    after = everything(desk)
    # That a file was let go, by the id that nothing else has any more.
    assert where(desk, "Zzgone", *_ids(gone)) == {"disposal"}
    for table in erasure.covered():
        assert after[table] == [row for row in before[table] if _tells([row], other)], table
    assert write(desk, run) == 0


def _ids(sample: Sample) -> list[str]:
    of_families = erasure.covered() & {*sample.ids} | {"member", "other"}
    return [str(sample.family_id), *(str(sample.ids[name]) for name in of_families)]


def _tells(rows: list[str], sample: Sample) -> bool:
    return any(each in row for row in rows for each in _ids(sample))


def test_every_table_either_goes_with_the_family_or_is_known_to_stay() -> None:
    every = set(Base.metadata.tables)
    assert erasure.covered() | NOT_OF_A_FAMILY == every
    assert not erasure.covered() & NOT_OF_A_FAMILY
    assert {name for name in NOT_OF_A_FAMILY if "family_id" in Base.metadata.tables[name].c} == set(
        erasure.STAYS
    )


@EVERY_KIND
def test_what_nobody_approved_is_not_deleted(desk: Desk) -> None:
    sample, other = lay(desk, "Zzkept"), lay(desk, "Zzother")
    before = everything(desk)

    def without(session: Session) -> None:
        erasure.erase_families(session, [sample.family_id])

    def for_another(session: Session) -> None:
        approve(session, desk, other.family_id)
        erasure.erase_families(session, [sample.family_id])

    def proposed_only(session: Session) -> None:
        asked = DisposalInput(
            sample.family_id, "", DisposalKind.ERASE, DisposalReason.TERM_PASSED, DAY, desk.account.id
        )
        DISPOSALS.add(session, uuid4(), asked, at=AT, by=desk.account.id)
        erasure.erase_families(session, [sample.family_id])

    def behind_its_back(session: Session) -> None:
        for table in (ScoreRow, SnapshotRow):
            if session.connection().execute(delete(table_of(table))).rowcount == 0:
                raise erasure.NotReleased  # a server shows nothing that may be deleted

    for attempt in (without, for_another, proposed_only, behind_its_back):
        with pytest.raises((DBAPIError, erasure.NotReleased)):
            write(desk, attempt)
        assert everything(desk) == before


@EVERY_KIND
def test_a_file_made_anonymous_keeps_what_is_counted_and_nothing_of_who_it_was(desk: Desk) -> None:
    gone, other = lay(desk, "Zzgone"), lay(desk, "Zzother")
    before = everything(desk)
    new_id = uuid4()
    levels = desk.office.read(lambda session: snapshots_of.balance(session, gone.family_id, DAY))

    def run(session: Session) -> bool:
        approve(session, desk, gone.family_id, DisposalKind.ANONYMISE)
        note(session, AuditEntry(AT, desk.account.id, "anonymise_family", gone.family_id, None, {}))
        return anonymise_family(session, gone.family_id, new_id=new_id, by=desk.account.id, day=DAY)

    assert write(desk, run)
    after = everything(desk)
    # Besides that, only words of the program and the municipality, in which this test wrote the same.
    assert where(desk, "Zzgone", *_ids(gone)) == {"disposal", *(table for table, _ in WORDS)}
    assert where(desk, str(new_id)) <= erasure.covered()
    new = desk.office.read(lambda session: families.header(session, new_id))
    assert new is not None
    assert (new.record.code, new.record.details.name) == (anonymous_code(new_id), "Anoniem")
    now = desk.office.read(lambda session: snapshots_of.balance(session, new_id, DAY))
    assert sorted(value.level for value in now.values.values() if value.level) == sorted(
        value.level for value in levels.values.values() if value.level
    )
    assert {value.date for value in now.values.values()} == {date(2026, 1, 1)}
    for table in erasure.covered():
        rows = [row for row in after[table] if str(new_id) in row]
        is_kept = table in {*RECORDS, "family", "member", "stay", "assignment", "phase", "snapshot", "score"}
        assert bool(rows) == is_kept, table
        assert all("2026-02" not in row and "2026-03" not in row and "2026-05" not in row for row in rows), (
            table
        )
        assert [row for row in after[table] if row in before[table]] == [
            row for row in before[table] if _tells([row], other)
        ]


@pytest.mark.parametrize("office_kind", [OfficeKind.THIS_PC], indirect=True)
def test_the_bytes_of_what_was_erased_are_gone_from_the_file(desk: Desk) -> None:
    sample = lay(desk, "Zzgone" * 500)
    place, key = desk.place, desk.office.keys.database
    desk.office.copy_database(copy := Path(f"{place}.copy"), key)
    assert b"Zzgone" in decrypted(copy, key)

    def run(session: Session) -> None:
        approve(session, desk, sample.family_id)
        erasure.erase_families(session, [sample.family_id])

    write(desk, run)
    close_office(desk)
    assert b"OCMW Proefdorp" in decrypted(Path(place), key)
    assert b"Zzgone" not in decrypted(Path(place), key)


def decrypted(place: Path, key: bytes) -> bytes:
    """Every page of the file as SQLite sees it, also those that nothing points to."""
    content = place.read_bytes()
    pages = []
    for start in range(0, len(content), 4096):
        page = content[start : start + 4096]
        sealed, vector = page[16 if start == 0 else 0 : 4096 - 80], page[4096 - 80 : 4096 - 64]
        decryptor = Cipher(AES(key), CBC(vector)).decryptor()
        pages.append(decryptor.update(sealed) + decryptor.finalize())
    return b"".join(pages)


@EVERY_KIND
def test_what_an_import_added_goes_without_a_second_person_and_nothing_else(desk: Desk) -> None:
    other, by, day = lay(desk, "Zzother"), desk.account.id, DAY
    before = everything(desk)
    family_id, run_id = uuid4(), uuid4()
    added = ImportRunInput("x.csv", "", day, families=(family_id,))
    claimed = replace(added, families=(other.family_id,))

    def bring_in(session: Session) -> None:
        IMPORT_RUNS.add(session, run_id, added, at=AT, by=by)
        values = families.family_values(family_id, "Z9", FamilyInput(name="Zzadded"), (), at=AT, by=by)
        families.add_families(session, [values])
        note(session, AuditEntry(AT, by, "import", None, None, {}))

    def undo(session: Session) -> None:
        run = IMPORT_RUNS.one(session, run_id)
        assert run is not None
        erasure.undo_import(session, run, at=AT, by=by, day=day)
        note(session, AuditEntry(AT, by, "undo_import", None, None, {}))

    def claim(session: Session) -> None:
        IMPORT_RUNS.add(session, uuid4(), claimed, at=AT, by=by)

    write(desk, bring_in)
    assert where(desk, "Zzadded") == {"family"}
    write(desk, undo)
    assert where(desk, "Zzadded") == set()
    after = everything(desk)
    assert {name for name in after if after[name] != before[name]} == {"disposal", "import_run"}
    if desk.office.kind is OfficeKind.POSTGRESQL:  # elsewhere who holds the key can say anything
        with pytest.raises(NotAllowed):
            write(desk, claim)
