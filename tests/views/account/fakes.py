"""Stands in for the services behind the first window and the screens of accounts."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from gezinscoach_desktop.data.folder.self_test import Findings
from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.data.office_file import PlaceFindings, Proposal
from gezinscoach_desktop.domain import recovery_code
from gezinscoach_desktop.domain.account import RecoverySheet
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.services.office_link import FoundOffice

SERVER_FIT = SimpleNamespace(
    is_fit=True,
    problems=(),
    warnings=(),
    facts=("PostgreSQL 16.4", "De verbinding is versleuteld (TLSv1.3)."),
    has_office=False,
)
PASSWORD = "vier gewone woorden samen"
CODE = recovery_code.written(bytes(range(20)))
CODE_DONE = Done(Change(frozenset({Noun.ACCOUNT})))
FILE_FIT = PlaceFindings(is_fit=True, problems=(), warnings=(), facts=("Vrije ruimte: 80 GB.",))
FIT = Findings(is_fit=True, problems=(), warnings=(), races=400, seconds=1.0, free=80 * 1024**3)


def a_desk(*, must_change_password: bool = False, user_name: str = "an") -> Any:
    """As much of a desk as the first window looks at."""
    return SimpleNamespace(
        must_change_password=must_change_password,
        account=SimpleNamespace(user_name=user_name),
        office=SimpleNamespace(
            id=UUID(int=9),
            name="OCMW Ninove",
            place="/kantoren/ninove.gezinscoach",
            kind=OfficeKind.THIS_PC,
            is_partial=False,
        ),
    )


class FakeEntrance:
    """Notes what it was asked; answers with what a test put in it, or fails with `error`."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[Any, ...]]] = []
        self.desk: Any = a_desk()
        self.practice: Any = a_desk(user_name="oefenen")
        self.device_desk: Any = None
        self.findings = FIT
        self.file_findings = FILE_FIT
        self.why_proposed = ""
        self.server_findings: Any = SERVER_FIT
        self.server_login = ("", "")
        self.wait = 0
        self.found: dict[str, Any] = {}
        """What stands at a place: a FoundOffice, or the error that looking raises."""
        self.links: dict[str, Any] = {}
        """What a shortcut says, by its path."""
        self.error: Exception | None = None
        self.errors: dict[str, Exception] = {}
        """By the service that raises it."""
        self.sheet = RecoverySheet(
            CODE, "OCMW Ninove", datetime(2026, 8, 12, 9, 30, tzinfo=UTC), "An De Smet"
        )
        self.gate: threading.Event | None = None
        self.backups: tuple[Any, ...] = ()
        self.backup_contents: Any = None
        self.arrived: Any = None
        self.diagnosis: Any = None
        self.repaired: Any = None

    def calls(self, name: str) -> list[tuple[Any, ...]]:
        """With what a service was asked, in order."""
        return [given for asked, given in self.asked if asked == name]

    def _note(self, name: str, *given: Any) -> None:
        self.asked.append((name, given))
        if self.gate is not None:
            assert self.gate.wait(10)
        error = self.error or self.errors.get(name)
        if error is not None:
            raise error

    def open_office(self, place: str, *, user_name: str, password: str) -> Any:
        self._note("open_office", place, user_name, password)
        return self.desk

    def seconds_to_wait(self, place: str, user_name: str) -> int:
        return self.wait

    def open_with_recovery_sheet(self, place: str, code: str, *, user_name: str, new_password: str) -> Any:
        self._note("open_with_recovery_sheet", place, code, user_name, new_password)
        return self.desk

    def open_with_device_key(self, place: str, user_name: str) -> Any:
        self._note("open_with_device_key", place, user_name)
        return self.device_desk

    def forget_device_key(self, place: str, user_name: str) -> None:
        self._note("forget_device_key", place, user_name)

    def open_practice(self) -> Any:
        self._note("open_practice")
        return self.practice

    def change_password(self, desk: Any, old: str, new: str) -> None:
        self._note("change_password", old, new)

    def close_office(self, desk: Any) -> None:
        self._note("close_office", desk)

    def new_office(
        self,
        place: str,
        *,
        kind: Any,
        name: str,
        user_name: str,
        password: str,
        display_name: str = "",
        server_user: str = "",
        server_password: str = "",
    ) -> None:
        self.server_login = (server_user, server_password)
        self._note("new_office", place, kind, name, user_name, password, display_name)

    def upgrade_office(self, place: str, *, server_user: str, server_password: str) -> None:
        self._note("upgrade_office", place, server_user, server_password)

    def examine_server(self, place: str, *, user_name: str, password: str, report: Any = None) -> Any:
        self._note("examine_server", place, user_name, password)
        if report is not None:
            report(1, 1)
        return self.server_findings

    def server_address(self, host: str, port: int | None, database: str, ca_file: str) -> str:
        where = host if port is None else f"{host}:{port}"
        return f"postgresql://{where}/{database}" + (f"?sslrootcert={ca_file}" if ca_file else "")

    def look(self, place: str) -> Any:
        self._note("look", place)
        found = self.found.get(place)
        if isinstance(found, Exception):
            raise found
        return found or FoundOffice(place, OfficeKind.FOLDER, "")

    def read_link(self, path: str) -> Any:
        self._note("read_link", path)
        return self.links.get(path)

    def examine_folder(self, path: str, report: Any = None) -> Findings:
        self._note("examine_folder", path)
        if report is not None:
            report(200, 400)
        return self.findings

    def find_backups(self, places: Any, report: Any = None) -> Any:
        self._note("find_backups", tuple(places))
        return self.backups

    def open_backup_with(self, path: Any, **named: Any) -> Any:
        self._note("open_backup_with", path, named["user_name"], named["password"], named["recovery_code"])
        return self.backup_contents

    def restore_as_new(self, path: Any, place: str, **named: Any) -> Any:
        self._note("restore_as_new", path, place, named["kind"], named["user_name"], named["password"])
        named["report"](1, 2, "Terugzetten…")
        return self.arrived

    def propose_place(self, office_name: str) -> Proposal:
        self._note("propose_place", office_name)
        return Proposal(Path(f"/documenten/{office_name}.gezinscoach"), self.why_proposed)

    def examine_file(self, place: str) -> PlaceFindings:
        self._note("examine_file", place)
        return self.file_findings

    def name_municipalities(self, desk: Any, names: tuple[str, ...]) -> None:
        self._note("name_municipalities", names)

    def examine_office(self, place: str, keys: Any, report: Any = None) -> Any:
        self._note("examine_office", place, keys.user_name, keys.password)
        return self.diagnosis

    def repair_office(self, place: str, remedy: Any, keys: Any, report: Any = None) -> Any:
        self._note("repair_office", place, remedy, keys.user_name)
        return self.repaired

    def make_recovery_sheet(self, desk: Any) -> RecoverySheet:
        self._note("make_recovery_sheet")
        return self.sheet

    def confirm_recovery_sheet(self, desk: Any, sheet: RecoverySheet, typed: str) -> Done:
        self._note("confirm_recovery_sheet", sheet, typed)
        return CODE_DONE

    def recovery_sheet_pdf(self, sheet: RecoverySheet) -> bytes:
        return b"%PDF-1.7 sheet"
