"""The data of one family page against SQL written by hand on the same encrypted file."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from benchmarks.generated import family_id, office_of, own_copy
from benchmarks.measure import Line, side_by_side
from gezinscoach_desktop.data.schema import WRITER
from gezinscoach_desktop.domain.consent import (
    AfterWithdrawal,
    ConsentForm,
    ConsentInput,
    ConsentKind,
    ConsentRecord,
    may_be_coached,
)
from gezinscoach_desktop.domain.household import Living, Role, Stay
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.record import (
    AssignmentRecord,
    FamilyHeader,
    FamilyInput,
    FamilyRecord,
    MemberInput,
    MemberRecord,
    members_in_order,
)
from gezinscoach_desktop.domain.snapshot import Score, Snapshot
from gezinscoach_desktop.domain.trajectory import AssignmentKind, Phase, PhaseStart
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.evolution import FamilyPage, evolution_of, family_page
from gezinscoach_desktop.services.setting import Terms, read_terms


def run(families: int) -> list[Line]:
    """Families are visited one after the other, so that neither side finds its pages warmer than the other."""
    # A copy each: what one connection writes empties the other's cache of pages.
    with own_copy(office_of(families)) as office, own_copy(office_of(families)) as other:
        desk = office.desk()
        by_hand = ByHand(other.raw_connection(), desk)
        wanted = [family_id(number * 37 % families) for number in range(400)]
        services, floors = iter(wanted), iter(wanted)
        ours, theirs = family_page(desk, wanted[0]), by_hand.page(wanted[0])
        assert (ours.evolution, ours.has_consent, ours.goals) == (
            theirs.evolution,
            theirs.has_consent,
            theirs.goals,
        )
        services, floors = iter(wanted), iter(wanted)
        measured, floor = side_by_side(
            lambda: family_page(desk, next(services)), lambda: by_hand.page(next(floors)), times=101
        )
        desk.office.close()
    return [
        Line(
            "family page",
            "data of a family page, noted in the audit trail",
            measured,
            1.5,
            floor=floor,
            floor_is="the same dataclasses and audit entry by hand-written SQL",
        )
    ]


class ByHand:
    """What a careful programmer would write without any layer: the driver, plain SQL, the domain's own rules."""

    def __init__(self, connection: Any, desk: Desk) -> None:
        self._connection = connection
        self._desk = desk
        self._terms: Terms = desk.office.read(read_terms)
        self._account = desk.account.id.bytes

    def page(self, family: UUID) -> FamilyPage:
        """The page's data, its opening noted as the program has to."""
        ask = self._connection.execute
        key = (family.bytes,)
        ask("PRAGMA query_only = ON")
        ask("BEGIN")
        header = self._header(family)
        kept = ask(
            "SELECT number, s.id, date, is_revised_baseline, display_name, recorded_at FROM snapshot s"
            " LEFT JOIN account a ON a.id = author_id WHERE family_id = ? ORDER BY date, number",
            key,
        ).fetchall()
        scores: defaultdict[int, list[Score]] = defaultdict(list)
        for number, member, item, level, note in ask(
            "SELECT number, member_id, item, level, note FROM score WHERE family_id = ?"
            " ORDER BY subject_id, item, date, number",
            key,
        ):
            scores[number].append(Score(UUID(bytes=member) if member else None, item, level, note))
        snapshots = [
            Snapshot(
                UUID(bytes=id_),
                number,
                date.fromordinal(day),
                tuple(scores[number]),
                bool(revised),
                author,
                _moment(recorded),
            )
            for number, id_, day, revised, author, recorded in kept
        ]
        consents = self._consents(family)
        ask(
            "SELECT id, version, item, member_id, level_then, level_wished, set_on, hoped_on, request_id, note, state,"
            " closed_on FROM goal WHERE family_id = ? AND removed_at IS NULL ORDER BY set_on, created_at, id",
            key,
        ).fetchall()  # no family of the generated office has one
        ask("SELECT key, value FROM setting").fetchall()
        ask("COMMIT")
        self._note_opening(family)
        return FamilyPage(
            header,
            evolution_of(self._desk, header, snapshots, self._terms),
            has_draft=False,
            has_consent=may_be_coached((each.details for each in consents), self._desk.today()),
            consent_to_confirm=next((each for each in consents if each.details.is_to_confirm), None),
        )

    def _consents(self, family: UUID) -> list[ConsentRecord]:
        found = self._connection.execute(
            "SELECT c.id, c.version, c.created_at, c.created_by, m.display_name, c.changed_at, n.display_name,"
            " kind, given_on, form, given_by, partner, service_id, who, purpose, content, until, withdrawn_on,"
            " withdrawn_why, after_withdrawal, confirmed_on, document_id FROM consent c"
            " LEFT JOIN account m ON m.id = c.created_by LEFT JOIN account n ON n.id = c.changed_by"
            " WHERE family_id = ? AND removed_at IS NULL ORDER BY given_on, c.created_at, c.id",
            (family.bytes,),
        )
        return [
            Kept(
                UUID(bytes=id_),
                family,
                version,
                ConsentInput(
                    ConsentKind(kind),
                    date.fromordinal(given_on),
                    ConsentForm(form),
                    given_by,
                    partner,
                    None if service is None else UUID(bytes=service),
                    who,
                    purpose,
                    content,
                    _day(until),
                    _day(withdrawn),
                    why,
                    None if after is None else AfterWithdrawal(after),
                    _day(confirmed),
                    None if document is None else UUID(bytes=document),
                ),
                _moment(created_at),
                UUID(bytes=created_by),
                by,
                _moment(changed_at),
                changed_by,
            )
            for (
                id_, version, created_at, created_by, by, changed_at, changed_by, kind, given_on, form, given_by,
                partner, service, who, purpose, content, until, withdrawn, why, after, confirmed, document,
            ) in found
        ]  # fmt: skip

    def _header(self, family: UUID) -> FamilyHeader:
        ask, key = self._connection.execute, (family.bytes,)
        row = ask(
            "SELECT f.code, f.name, municipality, neighbourhood, address, languages, remarks, started_on, phone, email,"
            " reach_note, version, changed_at, display_name FROM family f LEFT JOIN account a ON a.id = changed_by"
            " WHERE f.id = ?",
            key,
        ).fetchone()
        (
            code, name, municipality, neighbourhood, address, languages, remarks, started, phone, email, reach, version,
            at, by,
        ) = row  # fmt: skip
        details = FamilyInput(
            name,
            code,
            municipality,
            neighbourhood,
            address,
            languages=languages,
            remarks=remarks,
            started_on=date.fromordinal(started),
            phone=phone,
            email=email,
            reach_note=reach,
        )
        stays: defaultdict[bytes, list[Stay]] = defaultdict(list)
        for member, joined, left in ask(
            'SELECT member_id, joined, "left" FROM stay WHERE family_id = ?', key
        ):
            stays[member].append(Stay(_day(joined), _day(left)))
        members = [
            MemberRecord(
                UUID(bytes=id_),
                member_code,
                member_version,
                MemberInput(
                    given, surname, Role(role), _day(born), living=Living(living), stays=tuple(stays[id_])
                ),
            )
            for id_, member_code, member_version, given, surname, role, born, living in ask(
                "SELECT id, code, version, given_name, family_name, role, birth_date, living FROM member"
                " WHERE family_id = ?",
                key,
            )
        ]
        assignments = tuple(
            AssignmentRecord(
                UUID(bytes=account), coach, AssignmentKind(kind), date.fromordinal(since), _day(until)
            )
            for account, coach, kind, since, until in ask(
                "SELECT account_id, display_name, kind, since, until FROM assignment"
                " JOIN account a ON a.id = account_id WHERE family_id = ? ORDER BY since",
                key,
            )
        )
        phases = tuple(
            PhaseStart(Phase(phase), date.fromordinal(since), reason)
            for phase, since, reason in ask(
                "SELECT phase, since, reason FROM phase WHERE family_id = ? ORDER BY since", key
            )
        )
        record = FamilyRecord(family, code, version, details, _moment(at), by)
        return FamilyHeader(record, members_in_order(members), assignments, phases)

    def _note_opening(self, family: UUID) -> None:
        ask, now, operation = self._connection.execute, _now(), uuid4().bytes
        ask("PRAGMA query_only = OFF")
        ask("BEGIN IMMEDIATE")
        ask("SELECT effect FROM operation WHERE id = ?", (operation,)).fetchone()
        ask(
            "INSERT INTO audit_entry (at, account_id, action, family_id, operation_id, details, hash)"
            " VALUES (?, ?, 'open_family', ?, ?, '{}', ?)",
            (now, self._account, family.bytes, operation, bytes(32)),
        )
        effect = json.dumps({"nouns": [], "family": str(family), "id": None, "counts": {}})
        ask(
            "INSERT INTO operation (id, kind, account_id, at, effect, writer) VALUES (?, 'open_family', ?, ?, ?, ?)",
            (operation, self._account, now, effect, WRITER),
        )
        ask("COMMIT")


def _day(stored: int | None) -> date | None:
    return None if stored is None else date.fromordinal(stored)


def _moment(stored: str) -> datetime:
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)


def _now() -> str:
    return datetime.now(UTC).replace(tzinfo=None).isoformat(sep=" ")
