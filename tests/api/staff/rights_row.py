"""One row of the table of rights: a page or deed of the console, and who may."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from bot.staff.rights import Role
from tests.api.staff.rights_world import HERE, World

ALL = frozenset(Role)
READERS = ALL - {Role.ADMINISTRATOR}
EDITORS = frozenset({Role.EDITOR, Role.PUBLISHER})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


class Whose(Enum):
    """What the thing that a row asks for belongs to."""

    ANYBODYS = auto()
    """Opens for who has the role anywhere, and shows or changes only what is theirs."""
    LOCAL = auto()
    """Aarhus: opens for who has the role there or for all."""
    SHARED = auto()
    """The whole hotline: opens for who has the role for all."""


Made = Callable[[World], Awaitable[dict[str, str]]]


async def _nothing(_: World) -> dict[str, str]:
    return {}


@dataclass(frozen=True)
class Row:
    """One page or deed. ``made`` makes what is asked for, and gives what stands in braces in
    ``path`` (as the route has it), in ``query`` and in ``fields``. ``fine`` are statuses of the
    400s that only who may can get.
    """

    method: str
    path: str
    who: frozenset[Role]
    whose: Whose
    made: Made = _nothing
    query: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Any] | None = None
    fine: frozenset[int] = frozenset()
    own: str = ""
    """Words of Aarhus's own: on the page of who has the role there or for all, and no other's."""
    logged: bool = False
    """Opening it is itself written down."""
    slow: bool = False
    """Costs seconds and opens alike everywhere: asked of each role in one place."""

    @property
    def name(self) -> str:
        """How a failure calls it."""
        return f"{self.method} {self.path} {dict(self.query)} {self.whose.name}"

    def allows(self, role: Role, place: str) -> bool:
        """Whether ``role`` for ``place`` (``*`` for all) opens it."""
        reaches = {Whose.ANYBODYS: {place}, Whose.LOCAL: {"*", HERE}, Whose.SHARED: {"*"}}
        return role in self.who and place in reaches[self.whose]

    def tells(self, role: Role, place: str) -> bool:
        """Whether what is Aarhus's own is on the page for ``role`` for ``place``."""
        return role in self.who and place in {"*", HERE}
