"""What the first window asks of the services; they are imported on the worker, once the window is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from gezinscoach_desktop.views.restoring.services import RestoreServices, RestoringServices
from gezinscoach_desktop.views.setup.services import RealSetupServices, SetupServices

if TYPE_CHECKING:
    from gezinscoach_desktop.data.folder.self_test import Findings
    from gezinscoach_desktop.data.office import OfficeKind
    from gezinscoach_desktop.domain.account import RecoverySheet
    from gezinscoach_desktop.domain.change import Done
    from gezinscoach_desktop.domain.office_link import OfficeLink
    from gezinscoach_desktop.services.desk import Desk
    from gezinscoach_desktop.services.office_link import FoundOffice
    from gezinscoach_desktop.services.server import ServerFindings

Report = Callable[[int, int], None]


class RecoveryServices(Protocol):
    """Making the recovery sheet; the module `services.account` has them."""

    def make_recovery_sheet(self, desk: Desk) -> RecoverySheet: ...

    def confirm_recovery_sheet(self, desk: Desk, sheet: RecoverySheet, typed: str) -> Done: ...

    def recovery_sheet_pdf(self, sheet: RecoverySheet) -> bytes: ...


class AddressServices(Protocol):
    """How a server is written in one line; only for a worker, since it loads what knows of databases."""

    def server_address(self, host: str, port: int | None, database: str, ca_file: str) -> str: ...


class PlaceServices(AddressServices, Protocol):
    """Trying out whether an office can stand somewhere. It blocks: only for a worker."""

    def examine_folder(self, path: str, report: Report | None = None) -> Findings: ...

    def examine_server(
        self, place: str, *, user_name: str, password: str, report: Report | None = None
    ) -> ServerFindings: ...


class JoiningServices(AddressServices, Protocol):
    """What stands at a place before it is opened; it may have to wait for the network: only for a worker."""

    def look(self, place: str) -> FoundOffice: ...

    def read_link(self, path: str) -> OfficeLink | None: ...


class Entrance(RecoveryServices, PlaceServices, SetupServices, RestoreServices, JoiningServices, Protocol):
    """Every way into an office. All of it blocks: only for the worker."""

    def open_office(self, place: str, *, user_name: str, password: str) -> Desk: ...

    def seconds_to_wait(self, place: str, user_name: str) -> int: ...

    def open_with_recovery_sheet(
        self, place: str, code: str, *, user_name: str, new_password: str
    ) -> Desk: ...

    def open_with_device_key(self, place: str, user_name: str) -> Desk | None: ...

    def forget_device_key(self, place: str, user_name: str) -> None: ...

    def open_practice(self) -> Desk: ...

    def change_password(self, desk: Desk, old: str, new: str) -> None: ...

    def close_office(self, desk: Desk) -> None: ...

    def new_office(
        self,
        place: str,
        *,
        kind: OfficeKind,
        name: str,
        user_name: str,
        password: str,
        display_name: str = "",
        server_user: str = "",
        server_password: str = "",
    ) -> None: ...

    def upgrade_office(self, place: str, *, server_user: str, server_password: str) -> None: ...


class ServiceEntrance(RestoringServices, RealSetupServices):
    """The real one."""

    def open_office(self, place: str, *, user_name: str, password: str) -> Desk:
        from gezinscoach_desktop.services import office

        return office.open_office(place, user_name=user_name, password=password)

    def seconds_to_wait(self, place: str, user_name: str) -> int:
        from gezinscoach_desktop.services import office

        return office.seconds_to_wait(place, user_name)

    def open_with_recovery_sheet(self, place: str, code: str, *, user_name: str, new_password: str) -> Desk:
        from gezinscoach_desktop.services import office

        return office.open_with_recovery_sheet(place, code, user_name=user_name, new_password=new_password)

    def open_with_device_key(self, place: str, user_name: str) -> Desk | None:
        from gezinscoach_desktop.services import office

        return office.open_with_device_key(place, user_name)

    def forget_device_key(self, place: str, user_name: str) -> None:
        from gezinscoach_desktop.services import device_key

        device_key.forget_key_here(place, user_name)

    def open_practice(self) -> Desk:
        from gezinscoach_desktop.services import practice

        return practice.open_practice()

    def change_password(self, desk: Desk, old: str, new: str) -> None:
        from gezinscoach_desktop.services import account

        account.change_password(desk, old, new)

    def close_office(self, desk: Desk) -> None:
        from gezinscoach_desktop.services import office

        office.close_office(desk)

    def new_office(
        self,
        place: str,
        *,
        kind: OfficeKind,
        name: str,
        user_name: str,
        password: str,
        display_name: str = "",
        server_user: str = "",
        server_password: str = "",
    ) -> None:
        from gezinscoach_desktop.services import office

        office.new_office(
            place,
            kind=kind,
            name=name,
            user_name=user_name,
            password=password,
            display_name=display_name,
            server_user=server_user,
            server_password=server_password,
        )

    def upgrade_office(self, place: str, *, server_user: str, server_password: str) -> None:
        from gezinscoach_desktop.services import server

        server.upgrade_office(place, server_user=server_user, server_password=server_password)

    def examine_folder(self, path: str, report: Report | None = None) -> Findings:
        from gezinscoach_desktop.services import office

        return office.examine_folder(path, report)

    def examine_server(
        self, place: str, *, user_name: str, password: str, report: Report | None = None
    ) -> ServerFindings:
        from gezinscoach_desktop.services import server

        return server.examine_server(place, user_name=user_name, password=password, report=report)

    def server_address(self, host: str, port: int | None, database: str, ca_file: str) -> str:
        from gezinscoach_desktop.services import server

        return server.server_address(host, port, database, ca_file)

    def look(self, place: str) -> FoundOffice:
        from gezinscoach_desktop.services import office_link

        return office_link.look(place)

    def read_link(self, path: str) -> OfficeLink | None:
        from gezinscoach_desktop.services import office_link

        return office_link.read_link(path)

    def make_recovery_sheet(self, desk: Desk) -> RecoverySheet:
        from gezinscoach_desktop.services import account

        return account.make_recovery_sheet(desk)

    def confirm_recovery_sheet(self, desk: Desk, sheet: RecoverySheet, typed: str) -> Done:
        from gezinscoach_desktop.services import account

        return account.confirm_recovery_sheet(desk, sheet, typed)

    def recovery_sheet_pdf(self, sheet: RecoverySheet) -> bytes:
        from gezinscoach_desktop.services import account

        return account.recovery_sheet_pdf(sheet)
