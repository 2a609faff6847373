"""Who may do what, cell by cell."""

import pytest

from gezinscoach_desktop.domain.permission import TABLE, Action, OfficeRole, Reach, reach

COACH, COORDINATOR, ADMINISTRATOR = OfficeRole
NONE, OWN, ANY = Reach


@pytest.mark.parametrize(
    ("action", "coach", "coordinator", "administrator"),
    [
        (Action.LIST_FAMILIES, OWN, ANY, NONE),
        (Action.READ_FAMILY, OWN, ANY, NONE),
        (Action.ADD_FAMILY, ANY, ANY, NONE),
        (Action.CHANGE_FAMILY, OWN, ANY, NONE),
        (Action.REGISTER_SNAPSHOT, OWN, ANY, NONE),
        (Action.PRINT_DOSSIER, OWN, ANY, NONE),
        (Action.READ_FIGURES, OWN, ANY, NONE),
        (Action.READ_WAITING_LIST, NONE, ANY, NONE),
        (Action.IMPORT, NONE, ANY, NONE),
        (Action.EXPORT, NONE, ANY, NONE),
        (Action.READ_ACCOUNTS, NONE, ANY, ANY),
        (Action.MANAGE_ACCOUNTS, NONE, NONE, ANY),
        (Action.RESET_PASSWORD, NONE, ANY, ANY),
        (Action.CHANGE_SETTINGS, NONE, NONE, ANY),
        (Action.READ_AUDIT, NONE, ANY, ANY),
        (Action.READ_FAMILY_AUDIT, NONE, ANY, NONE),
        (Action.BACK_UP, ANY, ANY, ANY),
        (Action.RESTORE, NONE, NONE, ANY),
        (Action.VERIFY, NONE, ANY, ANY),
        (Action.EXPORT_OFFICE, NONE, NONE, ANY),
        (Action.MOVE_OFFICE, NONE, NONE, ANY),
    ],
)
def test_each_role_reaches_as_far_as_its_work(
    action: Action, coach: Reach, coordinator: Reach, administrator: Reach
) -> None:
    reached = [reach([role], action) for role in (COACH, COORDINATOR, ADMINISTRATOR)]
    assert reached == [coach, coordinator, administrator]


def test_several_roles_reach_as_far_as_the_widest() -> None:
    assert reach([ADMINISTRATOR, COACH], Action.READ_FAMILY) is OWN
    assert reach([COACH, COORDINATOR], Action.READ_FAMILY) is ANY
    assert reach([COACH, ADMINISTRATOR], Action.CHANGE_SETTINGS) is ANY


@pytest.mark.parametrize("action", Action)
def test_without_a_role_nothing_is_allowed(action: Action) -> None:
    assert reach([], action) is NONE


def test_no_action_is_forgotten_in_the_table() -> None:
    assert {role: set(actions) for role, actions in TABLE.items()} == {
        role: set(Action) for role in OfficeRole
    }


def test_every_action_is_called_something_else() -> None:
    assert len({action.label for action in Action}) == len(Action)
