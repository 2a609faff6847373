"""What the checklist asks before there is an office; imported on the worker, once the window is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office_file import PlaceFindings, Proposal
    from gezinscoach_desktop.services.desk import Desk


class SetupServices(Protocol):
    """All of it blocks: only for a worker."""

    def propose_place(self, office_name: str) -> Proposal: ...

    def examine_file(self, place: str) -> PlaceFindings: ...

    def name_municipalities(self, desk: Desk, names: tuple[str, ...]) -> None: ...


class RealSetupServices:
    """The real ones."""

    def propose_place(self, office_name: str) -> Proposal:
        from gezinscoach_desktop.services import setup

        return setup.propose_place(office_name)

    def examine_file(self, place: str) -> PlaceFindings:
        from gezinscoach_desktop.services import setup

        return setup.examine_file(place)

    def name_municipalities(self, desk: Desk, names: tuple[str, ...]) -> None:
        from gezinscoach_desktop.services import setup

        setup.name_municipalities(desk, names)
