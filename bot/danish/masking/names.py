"""Names of persons, from three kinds of evidence: lists, announcements, and a recogniser's PER."""

from collections.abc import Iterator

from bot.danish.masking.name_context import NameContext
from bot.danish.masking.name_cues import Announced, Firmness, NameCues
from bot.danish.masking.name_extent import NameExtent
from bot.danish.masking.name_lists import Proof
from bot.danish.masking.name_pieces import Piece
from bot.danish.masking.name_places import is_place_after, is_place_before

_LINKS = frozenset({"og", ",", "&", "and", "samt", "eller"})
_FAMILIES = frozenset({"familie", "familien"})
_SHORTEST_LONE = 4
_CLOSING_REACH = 3


class NameFinder:
    """Finds the names of one text."""

    def __init__(
        self, pieces: list[Piece], cues: NameCues, blocked: set[int], people: set[int]
    ) -> None:
        """``blocked``: tokens of addresses; ``people``: tokens a recogniser holds for persons."""
        self._pieces = pieces
        self._cues = cues
        self._blocked = blocked | {pieces[index].first for index in cues.excluded(pieces)}
        self._people = people
        self._context = NameContext(pieces)
        self._extent = NameExtent(self._context, cues, self._blocked)
        self._announced = cues.find(pieces)

    def find(self) -> Iterator[tuple[int, int]]:
        """Token ranges, from first up to not including after, in order."""
        at = 0
        while at < len(self._pieces):
            announced = self._announced.get(at)
            end = self._at(at, announced)
            if end is None:
                at += 1
                continue
            self._pass_on(end, announced)
            first = self._with_title(at, announced)
            yield self._pieces[first].first, self._pieces[self._with_apostrophe(end) - 1].after
            at = end

    def _at(self, at: int, announced: Announced | None) -> int | None:
        """The end of the name that begins at ``at``, or none."""
        piece = self._pieces[at]
        if not piece.word or piece.first in self._blocked:
            return None
        if announced and announced.firmness is Firmness.FULL:
            end = self._extent.whatever(at)
            if end is not None:
                return end
        if is_place_before(self._pieces, at, self._cues):
            return None
        end = self._likely(at, announced) if announced else None
        end = end if end is not None else self._unannounced(at)
        place = end is not None and is_place_after(self._pieces, end, self._cues)
        return None if place else end

    def _pass_on(self, end: int, announced: Announced | None) -> None:
        """What announces one name announces the next after "og"."""
        pieces = self._pieces
        if announced and end + 1 < len(pieces) and pieces[end].lower in _LINKS:
            self._announced.setdefault(end + 1, Announced(Firmness.KIN, announced.cue, False))

    def _with_title(self, at: int, announced: Announced | None) -> int:
        """Where "fru" begins, if that is what announces the name."""
        titled = announced and announced.firmness is Firmness.TITLE
        if announced and titled and self._cue_word(announced) in self._cues.hidden_titles:
            return announced.cue
        return at

    def _with_apostrophe(self, end: int) -> int:
        """Past the apostrophe of "Lars' pas"."""
        following = self._context.next(end - 1)
        mark = following is not None and following.lower == "'" and not following.spaced
        return end + 1 if mark and self._pieces[end - 1].lower[-1] in "sxz" else end

    def _cue_word(self, announced: Announced) -> str:
        return self._pieces[announced.cue].lower

    def _likely(self, at: int, announced: Announced) -> int | None:
        """The end of a name after a softer announcement, if the first word supports it."""
        piece = self._pieces[at]
        if piece.lower in self._cues.never and not (piece.capital and piece.given):
            return None
        named = self._pieces[announced.cue - 1].lower if announced.cue else ""
        if named in self._cues.not_person_before or not self._supports(at, announced):
            return None
        return self._extent.extend(at, announced=announced.firmness > Firmness.HALF)

    def _supports(self, at: int, announced: Announced) -> bool:
        """Whether the piece may begin the name announced."""
        piece, firmness = self._pieces[at], announced.firmness
        soft = firmness is Firmness.HALF or announced.skipped
        if piece.initial:
            return firmness > Firmness.HALF and self._extent.initials(at) is not None
        if piece.proof is not Proof.NONE:
            return self._known_supports(at, firmness, soft=soft)
        if not piece.unknown or piece.lower in self._cues.not_person_after:
            return False
        if piece.capital:
            return self._capital_supports(at, firmness)
        return self._small_supports(at, announced, soft=soft)

    def _known_supports(self, at: int, firmness: Firmness, *, soft: bool) -> bool:
        piece, proof = self._pieces[at], self._pieces[at].proof
        if piece.given >= Proof.FUNCTION and self._context.calls(at):
            return True
        if proof is Proof.FUNCTION:
            capital = piece.capital and not (soft and piece.opens)
            return capital or self._context.family_follows(at)
        if proof is Proof.MONTH:
            near = firmness in {Firmness.KIN, Firmness.CLOSING} and not soft
            return near and not self._context.number_follows(at)
        following = self._context.next(at)
        of_place = piece.given is Proof.WORD and following and following.lower == "fra"
        return proof is Proof.NAME or piece.capital or not soft or bool(of_place)

    def _capital_supports(self, at: int, firmness: Firmness) -> bool:
        """Whether an unknown word with a capital supports; "det er" needs more than "min søn"."""
        if firmness is not Firmness.HALF:
            return True
        following = self._context.next(at)
        second = following is not None and following.capital
        said = self._context.says_of_person(at, end=True)
        return not self._pieces[at].opens and (second or said)

    def _small_supports(self, at: int, announced: Announced, *, soft: bool) -> bool:
        """Whether an unknown word in small letters supports."""
        if len(self._pieces[at].lower) < _SHORTEST_LONE:
            return False
        if announced.firmness is Firmness.TITLE:
            return self._cue_word(announced) not in _FAMILIES
        if announced.firmness is Firmness.CLOSING:
            return len(self._pieces) - at <= _CLOSING_REACH
        kin = announced.firmness is Firmness.KIN and not soft
        return kin and self._context.says_of_person(at, end=False) and self._context.owned(at)

    def _unannounced(self, at: int) -> int | None:
        """The end of a name that nothing announces."""
        piece = self._pieces[at]
        family_follows = self._context.family_follows(at)
        if piece.lower in self._cues.never and not (piece.capital or family_follows):
            return None
        if piece.initial:
            return self._extent.initials(at)
        known = piece.given is Proof.NAME and self._stands_alone(at)
        if known or self._has_family(at) or self._lone_word(at) or self._lone_family(at):
            return self._extent.extend(at, announced=False)
        if self._context.introduces_itself(at) or self._unlisted(at):
            return self._extent.extend(at, announced=False)
        return None

    def _stands_alone(self, at: int) -> bool:
        """Short foreign names in small letters look like words."""
        piece = self._pieces[at]
        long = len(piece.lower) >= _SHORTEST_LONE
        return (piece.capital or long or piece.everyday) and not self._context.is_million(at)

    def _has_family(self, at: int) -> bool:
        """Whether a first name that is also a word stands beside a last name."""
        piece, following = self._pieces[at], self._context.next_word(at)
        if piece.given is Proof.NONE or following is None or piece.genitive:
            return False
        both = piece.capital and following.capital
        if following.given is Proof.NAME and piece.given is not Proof.FUNCTION:
            return both or not (piece.capital or following.capital)
        if following.initial or following.family is Proof.NAME:
            return both or not (piece.capital or following.initial)
        named = following.family >= Proof.FUNCTION or following.given is Proof.NAME
        return both and (named or following.unknown)

    def _lone_word(self, at: int) -> bool:
        """Whether a first name that is also a word has a capital within a sentence."""
        piece = self._pieces[at]
        if not piece.capital or piece.opens or piece.given < Proof.FUNCTION:
            return False
        return piece.given is Proof.WORD or self._context.says_of_person(at, end=True)

    def _lone_family(self, at: int) -> bool:
        piece = self._pieces[at]
        patronymic = piece.lower.rstrip("s").endswith(("sen", "zen"))
        before = self._pieces[at - 1] if at and piece.spaced and not piece.newline else None
        beside = before is not None and before.capital
        return piece.family is Proof.NAME and (patronymic or (piece.capital and not beside))

    def _recognised(self, at: int) -> bool:
        """Whether the recogniser holds an unknown capital word for a person of whom is spoken."""
        piece = self._pieces[at]
        if piece.first not in self._people or not piece.capital or piece.opens:
            return False
        return len(piece.lower) >= _SHORTEST_LONE and self._context.acts(at)

    def _unlisted(self, at: int) -> bool:
        """Whether an unknown word and what follows look like a first and a last name."""
        piece, following = self._pieces[at], self._context.next_word(at)
        if not piece.unknown or piece.genitive or piece.lower in self._cues.not_person_after:
            return False
        if self._recognised(at):
            return True
        if following is None or piece.capital is not following.capital:
            return False
        if following.family is Proof.NAME:
            return len(piece.lower) >= _SHORTEST_LONE or piece.capital
        both = {piece.first, following.first} <= self._people and following.unknown
        return piece.capital and (both or (following.surname_like and not piece.opens))
