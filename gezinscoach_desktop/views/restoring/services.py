"""What restoring asks of the services; they are imported on the worker, once the window is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import OfficeKind
    from gezinscoach_desktop.domain.repair import Diagnosis, RemedyKind, Repaired
    from gezinscoach_desktop.services.archive import Arrived
    from gezinscoach_desktop.services.loose_backup import BackupContents, LooseBackup
    from gezinscoach_desktop.views.restoring.keys_fields import TypedKeys

Report = Callable[[int, int, str], None]


class RestoreServices(Protocol):
    """Finding backups, seeing what is in one, making it an office. It blocks: only for a worker."""

    def find_backups(
        self, places: Sequence[str], report: Report | None = None
    ) -> tuple[LooseBackup, ...]: ...

    def open_backup_with(
        self,
        path: Path,
        *,
        user_name: str = "",
        password: str = "",
        recovery_code: str = "",
        report: Report | None = None,
    ) -> BackupContents: ...

    def restore_as_new(
        self,
        path: Path,
        place: str,
        *,
        user_name: str = "",
        password: str = "",
        recovery_code: str = "",
        kind: OfficeKind | None = None,
        server_user: str = "",
        server_password: str = "",
        report: Report | None = None,
    ) -> Arrived: ...

    def examine_office(self, place: str, keys: TypedKeys, report: Report | None = None) -> Diagnosis: ...

    def repair_office(
        self, place: str, remedy: RemedyKind, keys: TypedKeys, report: Report | None = None
    ) -> Repaired: ...


class RestoringServices:
    """The real ones."""

    def find_backups(self, places: Sequence[str], report: Report | None = None) -> tuple[LooseBackup, ...]:
        from gezinscoach_desktop.services import loose_backup

        return loose_backup.find_backups(places, report)

    def open_backup_with(
        self,
        path: Path,
        *,
        user_name: str = "",
        password: str = "",
        recovery_code: str = "",
        report: Report | None = None,
    ) -> BackupContents:
        from gezinscoach_desktop.services import loose_backup

        return loose_backup.open_backup_with(
            path, user_name=user_name, password=password, recovery_code=recovery_code, report=report
        )

    def restore_as_new(
        self,
        path: Path,
        place: str,
        *,
        user_name: str = "",
        password: str = "",
        recovery_code: str = "",
        kind: OfficeKind | None = None,
        server_user: str = "",
        server_password: str = "",
        report: Report | None = None,
    ) -> Arrived:
        from gezinscoach_desktop.services import loose_backup

        return loose_backup.restore_as_new(
            path,
            place,
            user_name=user_name,
            password=password,
            recovery_code=recovery_code,
            kind=kind,
            server_user=server_user,
            server_password=server_password,
            report=report,
        )

    def examine_office(self, place: str, keys: TypedKeys, report: Report | None = None) -> Diagnosis:
        from gezinscoach_desktop.services import repair

        return repair.examine(place, repair.Keys(keys.user_name, keys.password, keys.recovery_code), report)

    def repair_office(
        self, place: str, remedy: RemedyKind, keys: TypedKeys, report: Report | None = None
    ) -> Repaired:
        from gezinscoach_desktop.services import repair

        return repair.repair(
            place, remedy, repair.Keys(keys.user_name, keys.password, keys.recovery_code), report
        )
