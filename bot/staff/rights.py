"""What each role may: one table of role and action, and the grants of one user over it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.errors import ForbiddenError
from bot.staff.tables import EVERYWHERE


class Role(StrEnum):
    """What a user is to the hotline, in one municipality or everywhere."""

    READER = "reader"
    AGENT = "agent"
    EDITOR = "editor"
    PUBLISHER = "publisher"
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    """What can be done in the console."""

    READ_CONTENT = "read_content"
    """See topics, answers and examples."""
    READ_QUESTIONS = "read_questions"
    """See what citizens asked, masked."""
    READ_STATISTICS = "read_statistics"
    HANDLE_QUESTIONS = "handle_questions"
    """Decide what an unanswered question should lead to."""
    EDIT_CONTENT = "edit_content"
    """Draft answers, facts, examples and topics, and import them."""
    PUBLISH_CONTENT = "publish_content"
    """Let drafts go live, and take them back."""
    HANDLE_CHATS = "handle_chats"
    """Take over a conversation and write with the citizen."""
    TRAIN = "train"
    """Begin and cancel a training."""
    PUBLISH_MODELS = "publish_models"
    """Publish a trained model, and roll back."""
    MANAGE_USERS = "manage_users"
    """Invite users, give them rights, disable them, reset their sign-in."""
    READ_AUDIT = "read_audit"
    """See who did what."""
    SET_RETENTION = "set_retention"
    """Choose how long things are kept."""
    ERASE_CONVERSATIONS = "erase_conversations"
    """Delete a citizen's conversation on their behalf, by its id and unread."""


_READER = frozenset({Action.READ_CONTENT, Action.READ_QUESTIONS, Action.READ_STATISTICS})
_EDITOR = _READER | {
    Action.HANDLE_QUESTIONS,
    Action.EDIT_CONTENT,
    Action.PUBLISH_CONTENT,
    Action.ERASE_CONVERSATIONS,
}

ALLOWED: dict[Role, frozenset[Action]] = {
    Role.READER: _READER,
    Role.AGENT: _READER | {Action.HANDLE_CHATS, Action.ERASE_CONVERSATIONS},
    Role.EDITOR: _EDITOR,
    Role.PUBLISHER: _EDITOR | {Action.TRAIN, Action.PUBLISH_MODELS},
    # Whoever gives rights need not see what citizens wrote.
    Role.ADMINISTRATOR: frozenset(
        {
            Action.READ_CONTENT,
            Action.MANAGE_USERS,
            Action.READ_AUDIT,
            Action.SET_RETENTION,
            Action.ERASE_CONVERSATIONS,
        }
    ),
}
"""The table."""


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """A role for one municipality (kommunekode), or for all (``*``)."""

    role: Role
    municipality: str


class Rights:
    """What one user may, by the grants given."""

    def __init__(self, grants: Iterable[Grant]) -> None:
        """No grants, no rights."""
        self.grants = frozenset(grants)

    def can(self, action: Action, municipality: str | None) -> bool:
        """Whether ``action`` is allowed on what belongs to ``municipality``.

        None is what belongs to the whole hotline, such as the shared answers, the model and
        conversations whose municipality nobody knows: only a grant for all covers it.
        """
        covering = {EVERYWHERE, municipality or EVERYWHERE}
        return any(
            action in ALLOWED[grant.role] and grant.municipality in covering
            for grant in self.grants
        )

    def can_somewhere(self, action: Action) -> bool:
        """Whether ``action`` is allowed on anything at all."""
        return any(action in ALLOWED[grant.role] for grant in self.grants)

    def everywhere(self, action: Action) -> bool:
        """Whether ``action`` is allowed in every municipality and on what is shared."""
        return self.can(action, None)

    def municipalities(self, action: Action) -> frozenset[str]:
        """The kommunekoder that ``action`` is granted for by name.

        Ask :meth:`everywhere` first: this is no list of all when a grant holds for all.
        """
        return frozenset(
            grant.municipality
            for grant in self.grants
            if action in ALLOWED[grant.role] and grant.municipality != EVERYWHERE
        )

    def check(self, action: Action, municipality: str | None) -> None:
        """Raises ForbiddenError unless :meth:`can`."""
        if not self.can(action, municipality):
            raise ForbiddenError

    def may_give(self, grant: Grant) -> bool:
        """Whether this user may give or take ``grant``: only where they manage users."""
        place = None if grant.municipality == EVERYWHERE else grant.municipality
        return self.can(Action.MANAGE_USERS, place)

    def may_manage(self, other: "Rights") -> bool:
        """Whether this user may reset or disable someone with ``other``'s grants.

        All of them must lie where this user manages users; else a local administrator could
        take over an account that reaches further than their own.
        """
        if not other.grants:
            return self.everywhere(Action.MANAGE_USERS)
        return all(self.may_give(grant) for grant in other.grants)
