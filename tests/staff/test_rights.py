"""Who may do what where: the table cell by cell, and how grants reach."""

import pytest

from bot.errors import ForbiddenError
from bot.staff.rights import ALLOWED, Action, Rights, Role
from tests.staff.making import grant

TABLE = """
                  reader agent editor publisher administrator
read_content      x      x     x      x         x
read_questions    x      x     x      x         -
read_statistics   x      x     x      x         -
handle_questions  -      -     x      x         -
edit_content      -      -     x      x         -
publish_content   -      -     x      x         -
handle_chats      -      x     -      -         -
train             -      -     -      x         -
publish_models    -      -     -      x         -
manage_users      -      -     -      -         x
read_audit        -      -     -      -         x
set_retention     -      -     -      -         x
erase_conversations  -   x     x      x         x
"""
_HEAD, *_ROWS = (line.split() for line in TABLE.strip().splitlines())
CELLS = [
    (role, action, mark == "x")
    for action, *marks in _ROWS
    for role, mark in zip(_HEAD, marks, strict=True)
]


def test_the_table_names_every_role_and_action() -> None:
    assert {role for role, _, _ in CELLS} == {role.value for role in Role} == set(_HEAD)
    assert {action for _, action, _ in CELLS} == {action.value for action in Action}
    assert set(ALLOWED) == set(Role)


@pytest.mark.parametrize(("role", "action", "allowed"), CELLS)
def test_a_role_for_all_reaches_everywhere(role: str, action: str, allowed: bool) -> None:
    rights = Rights([grant(role)])
    for place in ("0751", "0101", None):
        assert rights.can(Action(action), place) is allowed
    assert rights.can_somewhere(Action(action)) is allowed
    assert rights.everywhere(Action(action)) is allowed


@pytest.mark.parametrize(("role", "action", "allowed"), CELLS)
def test_a_role_for_one_municipality_stays_there(role: str, action: str, allowed: bool) -> None:
    rights = Rights([grant(role, "0751")])
    assert rights.can(Action(action), "0751") is allowed
    assert not rights.can(Action(action), "0740")
    assert not rights.can(Action(action), None), "what is shared is nobody's own"
    assert rights.can_somewhere(Action(action)) is allowed
    assert rights.municipalities(Action(action)) == ({"0751"} if allowed else set())


def test_grants_add_up_and_do_not_mix() -> None:
    rights = Rights([grant("editor", "0751"), grant("administrator", "0740")])
    assert rights.can(Action.EDIT_CONTENT, "0751")
    assert not rights.can(Action.EDIT_CONTENT, "0740")
    assert not rights.can(Action.MANAGE_USERS, "0751")


def test_nobody_has_a_right_without_a_grant() -> None:
    assert not any(Rights([]).can_somewhere(action) for action in Action)


def test_check_refuses_with_an_error() -> None:
    Rights([grant("editor", "0751")]).check(Action.EDIT_CONTENT, "0751")
    with pytest.raises(ForbiddenError):
        Rights([grant("editor", "0751")]).check(Action.EDIT_CONTENT, "0740")


def test_a_local_administrator_gives_rights_at_home_alone() -> None:
    rights = Rights([grant("administrator", "0751")])
    assert rights.may_give(grant("publisher", "0751"))
    assert not rights.may_give(grant("reader", "0740"))
    assert not rights.may_give(grant("reader"))


def test_nobody_manages_who_reaches_further_than_they_do() -> None:
    local = Rights([grant("administrator", "0751")])
    assert local.may_manage(Rights([grant("editor", "0751")]))
    assert not local.may_manage(Rights([grant("editor", "0751"), grant("reader", "0740")]))
    assert not local.may_manage(Rights([grant("administrator")]))
    assert not local.may_manage(Rights([])), "one without rights is the hotline's"
    assert Rights([grant("administrator")]).may_manage(Rights([grant("administrator")]))
    assert not Rights([grant("publisher")]).may_manage(Rights([grant("reader", "0751")]))
