"""Why a question of the inbox can't be handled so; part of MUNI's tree of exceptions.

MuniError
└── InboxError
    ├── InboxRowNotFoundError
    └── AlreadyHandledError
"""

from bot.errors import MuniError


class InboxError(MuniError):
    """A question of the inbox can't be handled so."""

    title = "Spørgsmålet kan ikke behandles sådan"


class InboxRowNotFoundError(InboxError):
    """No such question, or its conversation is deleted, or it is another municipality's."""

    title = "Spørgsmålet findes ikke mere"


class AlreadyHandledError(InboxError):
    """Somebody else handled it since it was opened; nothing was changed."""

    title = "En kollega har behandlet spørgsmålet imens. Der er ikke ændret noget"
