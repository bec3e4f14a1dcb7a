"""How far a name goes once it has begun: middle names, initials, particles, last names."""

from collections.abc import Callable

from bot.danish.masking.name_context import PARTICLES, NameContext
from bot.danish.masking.name_cues import NameCues
from bot.danish.masking.name_lists import Proof
from bot.danish.masking.name_pieces import Piece

_MOST_PIECES = 6


class NameExtent:
    """Finds where names end; all places are indices of pieces."""

    def __init__(self, context: NameContext, cues: NameCues, blocked: set[int]) -> None:
        """``blocked``: tokens that belong to something else."""
        self._context = context
        self._cues = cues
        self._blocked = blocked

    def whatever(self, at: int) -> int | None:
        """The end of the name that "jeg hedder" announces, whether known or not."""
        end = self._walk(at, at, lambda place: self._may_be_part(place, begins=place == at))
        return end if end > at else None

    def extend(self, at: int, *, announced: bool) -> int:
        """The end of the name whose first piece at ``at`` is known for one."""
        first = self._context.pieces[at]
        if first.genitive:
            return at + 1
        capital = first.capital
        return self._walk(
            at, at + 1, lambda place: self._belongs(place, capital=capital, announced=announced)
        )

    def _walk(self, at: int, end: int, belongs: Callable[[int], bool]) -> int:
        pieces = self._context.pieces
        while end < len(pieces) and end - at < _MOST_PIECES:
            piece = pieces[end]
            apart = end > at and piece.newline
            if not piece.word or piece.first in self._blocked or apart or not belongs(end):
                break
            end += 1
            if piece.genitive and piece.proof is not Proof.NONE:
                break
        while end > at + 1 and self._dangles(pieces[end - 1]):
            end -= 1
        return end

    def _dangles(self, piece: Piece) -> bool:
        return piece.lower in PARTICLES and piece.proof is Proof.NONE

    def _may_be_part(self, at: int, *, begins: bool) -> bool:
        """Whether a piece after "jeg hedder" may be of the name."""
        piece = self._context.pieces[at]
        if piece.initial:
            return True
        if piece.lower in PARTICLES and not (begins and piece.given):
            return self._context.particle_goes_on(at)
        if piece.lower in self._cues.never:
            return begins and piece.given is not Proof.NONE
        if piece.proof is not Proof.NONE:
            firm = piece.capital or piece.proof > Proof.FUNCTION
            return begins or firm or self.ends_well(at) or self._in_the_middle(at)
        odd = piece.capital and not piece.opens and piece.lower not in PARTICLES
        return piece.unknown or odd or (not begins and self._in_the_middle(at))

    def _in_the_middle(self, at: int) -> bool:
        """Whether a word stands between a first and a last name: vibeke skov andersen."""
        before = self._context.pieces[at - 1]
        return before.given is Proof.NAME and self._context.family_follows(at)

    def ends_well(self, at: int) -> bool:
        """Whether the name may end at ``at``: a small word or nothing follows."""
        following = self._context.next(at)
        if following is None or self._context.ends(at):
            return True
        return following.lower in self._cues.never

    def _belongs(self, at: int, *, capital: bool, announced: bool) -> bool:
        """Whether a piece after the first is of the name."""
        piece = self._context.pieces[at]
        if piece.initial:
            return True
        if piece.lower in PARTICLES and (piece.capital or capital):
            return self._context.particle_goes_on(at)
        if piece.capital:
            letter = len(piece.lower) == 1 and self._context.ends(at)
            return letter or self._capital_belongs(piece)
        return self._small_belongs(at, capital=capital, announced=announced)

    def _capital_belongs(self, piece: Piece) -> bool:
        named = piece.proof is not Proof.NONE and piece.proof is not Proof.MONTH
        surname = piece.family is not Proof.NONE
        place = piece.lower in self._cues.not_person_after and not surname
        return (named or piece.unknown) and not place

    def _small_belongs(self, at: int, *, capital: bool, announced: bool) -> bool:
        piece = self._context.pieces[at]
        if piece.lower in self._cues.never:
            return False
        if announced and len(piece.lower) == 1 and self._context.next(at) is None:
            return True
        if capital and not (piece.unknown and announced):
            return piece.family is Proof.NAME
        if piece.proof is Proof.NAME or piece.family is Proof.WORD:
            return True
        if piece.family is Proof.FUNCTION:
            return self._in_the_middle(at) or (announced and self.ends_well(at))
        return piece.surname_like or (announced and piece.unknown and not capital)

    def initials(self, at: int) -> int | None:
        """The end of "H.C. Hansen", or none when no last name follows the initials."""
        pieces = self._context.pieces
        end = at
        while end < len(pieces) and pieces[end].initial and end - at < 3:
            end += 1
        if end == at or end >= len(pieces):
            return None
        piece = pieces[end]
        family = piece.family >= Proof.WORD or piece.surname_like
        if piece.capital and family and not piece.newline:
            return self.extend(end, announced=False)
        return None
