"""Names of persons, from three kinds of evidence: lists, announcements, and a recogniser's PER."""

from collections.abc import Iterator

from bot.danish.masking.name_cues import Announced, Firmness, NameCues
from bot.danish.masking.name_lists import Proof
from bot.danish.masking.name_pieces import Piece

_MOST_PIECES = 6
_PARTICLES = frozenset({
    "van", "der", "de", "den", "la", "del", "di", "da", "dos", "von", "af", "el", "al", "bin", "bint", "ben", "abu",
    "ibn", "ter", "le", "du", "e", "y", "zu",
})  # fmt: skip
_SAID_OF_PERSONS = frozenset({
    "er", "har", "skal", "kan", "vil", "får", "fik", "bor", "går", "blev", "bliver", "fylder", "starter", "mangler",
    "må", "var", "som", "der", "og", "skulle", "kunne", "ville", "hedder", "ringer", "kommer", "fyldte", "døde",
    "flytter", "flyttede", "havde", "sagde", "siger", "på", "født", "is", "has", "needs", "ringede", "skrev", "her", "igen",
})  # fmt: skip
_DOES = frozenset(
    {"har", "skal", "vil", "kan", "fik", "bor", "fylder", "starter", "går", "blev", "mangler"}
)
_WHO = frozenset({"der", "som", "jeg"})
_CALLING = frozenset(
    {"ringer", "ringede", "skriver", "skrev", "taler", "snakker", "vil", "har", "er"}
)
_LINKS = frozenset({"og", ",", "&", "and", "samt", "eller"})
_COMPANY = frozenset({"a", "aps", "as", "i", "k", "p"})
_SHORTEST_LONE = 4


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
        piece = self._pieces[at]
        if not piece.word or piece.first in self._blocked:
            return None
        if announced and announced.firmness is Firmness.FULL:
            end = self._whatever(at)
            if end is not None:
                return end
        if self._is_place_before(at):
            return None
        end = self._likely(at, announced) if announced else None
        end = end if end is not None else self._unannounced(at)
        if end is None or self._is_place_after(end):
            return None
        return end

    def _pass_on(self, end: int, announced: Announced | None) -> None:
        """What announces one name announces the next after "og"."""
        pieces = self._pieces
        if announced and end + 1 < len(pieces) and pieces[end].lower in _LINKS:
            self._announced.setdefault(end + 1, Announced(Firmness.KIN, announced.cue, False))

    def _with_apostrophe(self, end: int) -> int:
        """Past the apostrophe of "Lars' pas"."""
        following = self._pieces[end] if end < len(self._pieces) else None
        mark = following is not None and following.lower == "'" and not following.spaced
        return end + 1 if mark and self._pieces[end - 1].lower[-1] in "sxz" else end

    def _with_title(self, at: int, announced: Announced | None) -> int:
        """Where "fru" begins, if that is what announces the name."""
        if announced and announced.firmness is Firmness.TITLE:
            if self._pieces[announced.cue].lower in self._cues.hidden_titles:
                return announced.cue
        return at

    def _whatever(self, at: int) -> int | None:
        """The end of the name that "jeg hedder" announces, whether known or not."""
        end = at
        while end < len(self._pieces) and end - at < _MOST_PIECES:
            piece = self._pieces[end]
            if not piece.word or piece.first in self._blocked or (end > at and piece.newline):
                break
            if not self._may_be_part(end, begins=end == at):
                break
            end += 1
            if piece.genitive and piece.proof is not Proof.NONE:
                break
        while end > at and self._pieces[end - 1].lower in _PARTICLES:
            end -= 1
        return end if end > at else None

    def _may_be_part(self, at: int, *, begins: bool) -> bool:
        piece = self._pieces[at]
        if piece.initial:
            return True
        if piece.lower in self._cues.never:
            named = piece.given is not Proof.NONE and begins
            return named or (not begins and piece.lower in _PARTICLES and self._goes_on(at))
        if piece.proof is not Proof.NONE:
            return begins or piece.capital or piece.proof > Proof.FUNCTION or self._ends_well(at)
        if not begins and piece.lower in _PARTICLES:
            return self._goes_on(at)
        return piece.unknown or (
            piece.capital and not piece.opens and piece.lower not in _PARTICLES
        )

    def _ends_well(self, at: int) -> bool:
        """Whether the name may end here: a small word or nothing follows."""
        following = self._next(at)
        return following is None or not following.word or following.lower in self._cues.never

    def _goes_on(self, at: int) -> bool:
        """Whether a particle is followed by more of the name: the Berg of "van der Berg"."""
        for index in range(at + 1, min(at + 3, len(self._pieces))):
            piece = self._pieces[index]
            if not piece.word or piece.newline:
                return False
            if piece.lower in _PARTICLES:
                continue
            return piece.capital or piece.proof >= Proof.WORD or piece.unknown
        return False

    def _next(self, at: int) -> Piece | None:
        return self._pieces[at + 1] if at + 1 < len(self._pieces) else None

    def _likely(self, at: int, announced: Announced) -> int | None:
        """The end of a name after a softer announcement, if the first word supports it."""
        piece, firmness = self._pieces[at], announced.firmness
        if piece.lower in self._cues.never and not (piece.capital and piece.given):
            return None
        if announced.cue and self._pieces[announced.cue - 1].lower in self._cues.not_person_before:
            return None
        soft = firmness is Firmness.HALF or announced.skipped
        if self._supports(at, firmness, soft=soft):
            end = self._extend(at, announced=firmness > Firmness.HALF)
            return end if self._enough(at, end, firmness) else None
        return None

    def _supports(self, at: int, firmness: Firmness, *, soft: bool) -> bool:
        piece = self._pieces[at]
        proof = piece.proof
        if piece.initial:
            return firmness > Firmness.HALF and self._initials(at) is not None
        if proof is Proof.NAME:
            return True
        if piece.given >= Proof.FUNCTION and self._calls(at):
            return True
        if proof is Proof.WORD:
            return piece.capital or not soft
        if proof is Proof.FUNCTION:
            return (piece.capital and not (soft and piece.opens)) or self._family_follows(at)
        if proof is Proof.MONTH:
            return firmness is Firmness.KIN and not soft and not self._number_follows(at)
        if not piece.unknown or piece.lower in self._cues.not_person_after:
            return False
        return self._unknown_supports(at, firmness, soft=soft)

    def _unknown_supports(self, at: int, firmness: Firmness, *, soft: bool) -> bool:
        piece, following = self._pieces[at], self._next(at)
        if piece.capital and firmness is not Firmness.HALF:
            return True
        if piece.capital:
            second = following is not None and following.capital
            said = following is None or following.lower in _SAID_OF_PERSONS
            return not piece.opens and (second or said or not following.word)
        if len(piece.lower) < _SHORTEST_LONE:
            return False
        if firmness is Firmness.TITLE:
            return self._pieces[at - 1].lower not in {"familie", "familien"}
        if firmness is Firmness.CLOSING:
            return len(self._pieces) - at <= 3
        said = following is not None and following.lower in _SAID_OF_PERSONS
        return firmness is Firmness.KIN and not soft and said and self._owned(at)

    def _owned(self, at: int) -> bool:
        """Whether "min", "vores" stands before the kinship that stands before ``at``."""
        before = {piece.lower for piece in self._pieces[max(0, at - 3) : at]}
        return bool(before & {"min", "mit", "vores", "mine", "hendes", "my"})

    def _enough(self, at: int, end: int, firmness: Firmness) -> bool:
        """A single common word with a capital after "det er" isn't enough."""
        piece = self._pieces[at]
        alone = end == at + 1
        return not (alone and firmness is Firmness.HALF and piece.proof is Proof.MONTH)

    def _family_follows(self, at: int) -> bool:
        following = self._next(at)
        return following is not None and following.family is Proof.NAME and not following.newline

    def _calls(self, at: int) -> bool:
        """Whether "der ringer" or "her" follows: what "det er per" needs to be a person."""
        words = [piece.lower for piece in self._pieces[at + 1 : at + 3]]
        return words[:1] == ["igen"] or (
            words[:1] != [] and words[0] in _WHO and words[1:2] != [] and words[1] in _CALLING
        )

    def _number_follows(self, at: int) -> bool:
        following = self._next(at)
        return following is not None and following.lower[0].isdigit()

    def _unannounced(self, at: int) -> int | None:
        """The end of a name that nothing announces."""
        piece = self._pieces[at]
        if piece.lower in self._cues.never and not piece.capital and not self._family_follows(at):
            return None
        if piece.initial:
            return self._initials(at)
        if piece.given is Proof.NAME and self._stands_alone(piece) and not self._million(at):
            return self._extend(at, announced=False)
        if piece.given is not Proof.NONE and (pair := self._pair(at)):
            return pair
        if self._lone_word(at) or self._lone_family(at) or self._introduces_itself(at):
            return self._extend(at, announced=False)
        return self._unlisted(at)

    def _million(self, at: int) -> bool:
        """Whether "mia" is short for milliards, after a number."""
        before = self._pieces[at - 1].lower if at else ""
        return self._pieces[at].lower == "mia" and before[-1:].isdigit()

    def _stands_alone(self, piece: Piece) -> bool:
        """Short foreign names in small letters look like words."""
        return piece.capital or len(piece.lower) >= _SHORTEST_LONE or piece.everyday

    def _pair(self, at: int) -> int | None:
        """A first name that is also a word, beside a last name."""
        piece, following = self._pieces[at], self._next(at)
        if following is None or not following.word or following.newline or piece.genitive:
            return None
        if following.initial and piece.capital:
            return self._extend(at, announced=False)
        both = piece.capital and following.capital
        if following.family is Proof.NAME and (both or not piece.capital):
            return self._extend(at, announced=False)
        if both and (following.family >= Proof.FUNCTION or following.unknown):
            return self._extend(at, announced=False)
        return None

    def _lone_word(self, at: int) -> bool:
        """Whether a first name that is also a word has a capital within a sentence."""
        piece = self._pieces[at]
        if not piece.capital or piece.opens or piece.given < Proof.FUNCTION:
            return False
        if piece.given is Proof.WORD:
            return True
        following = self._next(at)
        return following is None or not following.word or following.lower in _SAID_OF_PERSONS

    def _introduces_itself(self, at: int) -> bool:
        """Whether "helle her" or "Bjørn skal" begins the text or a sentence."""
        piece, following = self._pieces[at], self._next(at)
        if not piece.opens or piece.given is not Proof.WORD or following is None:
            return False
        if following.lower == "her":
            after = self._next(at + 1)
            return after is None or not after.word or after.lower in _SAID_OF_PERSONS
        return piece.capital and following.lower in _DOES

    def _lone_family(self, at: int) -> bool:
        piece = self._pieces[at]
        if piece.family is not Proof.NAME:
            return False
        patronymic = piece.lower.rstrip("s").endswith(("sen", "zen"))
        return patronymic or piece.capital

    def _unlisted(self, at: int) -> int | None:
        """Two capital words in no list, if the second looks like a name or a recogniser agrees."""
        piece, following = self._pieces[at], self._next(at)
        if following and piece.unknown and not piece.capital and not following.capital:
            both = following.family is Proof.NAME and len(piece.lower) >= _SHORTEST_LONE
            return self._extend(at, announced=False) if both and not following.newline else None
        if not (piece.capital and piece.unknown and following and following.capital):
            return None
        if following.newline or piece.genitive or piece.lower in self._cues.not_person_after:
            return None
        family = following.family is Proof.NAME or following.surname_like
        recognised = piece.first in self._people and following.first in self._people
        if (family and not (piece.opens and following.family is not Proof.NAME)) or (
            recognised and following.unknown
        ):
            return self._extend(at, announced=False)
        return None

    def _initials(self, at: int) -> int | None:
        """The end of "H.C. Hansen"."""
        end = at
        while end < len(self._pieces) and self._pieces[end].initial and end - at < 3:
            end += 1
        if end < len(self._pieces):
            piece = self._pieces[end]
            family = piece.family >= Proof.WORD or piece.surname_like
            if piece.capital and family and not piece.newline:
                return self._extend(end, announced=False)
        return None

    def _extend(self, at: int, *, announced: bool) -> int:
        """The end of the name that begins at ``at``: middle names, particles, last names."""
        end = at + 1
        capital = self._pieces[at].capital
        if self._pieces[at].genitive:
            return end
        while end < len(self._pieces) and end - at < _MOST_PIECES:
            piece = self._pieces[end]
            if not piece.word or piece.newline or piece.first in self._blocked:
                break
            if not self._belongs(end, capital=capital, announced=announced):
                break
            end += 1
            if piece.genitive:
                break
        while end > at + 1 and self._pieces[end - 1].lower in _PARTICLES:
            if self._pieces[end - 1].proof is not Proof.NONE:
                break
            end -= 1
        return end

    def _belongs(self, at: int, *, capital: bool, announced: bool) -> bool:
        piece = self._pieces[at]
        if piece.initial:
            return True
        if piece.lower in _PARTICLES and (piece.capital or capital):
            return self._goes_on(at)
        if piece.capital:
            named = piece.proof is not Proof.NONE and piece.proof is not Proof.MONTH
            surname = piece.family is not Proof.NONE
            place = piece.lower in self._cues.not_person_after and not surname
            return (named or piece.unknown) and not place
        if piece.lower in self._cues.never or (capital and not piece.unknown and not announced):
            return piece.family is Proof.NAME and piece.lower not in self._cues.never
        if piece.proof is Proof.NAME or piece.family is Proof.WORD:
            return True
        if piece.family is Proof.FUNCTION:
            return announced and self._ends_well(at)
        return piece.surname_like or (announced and piece.unknown and not capital)

    def _is_place_before(self, at: int) -> bool:
        before = self._pieces[at - 1] if at else None
        if before is None or self._pieces[at].newline:
            return False
        if before.lower == "." and at > 1:
            before = self._pieces[at - 2]
        return before.lower in self._cues.not_person_before

    def _is_place_after(self, end: int) -> bool:
        """Whether what follows makes the name a street, a school, a company."""
        for index in range(end, min(end + 2, len(self._pieces))):
            piece = self._pieces[index]
            if piece.newline:
                return False
            if piece.lower == "&" and index == end:
                return True
            if piece.lower in _COMPANY and self._is_company(index):
                return True
            tail = piece.lower.rpartition("-")[2]
            if tail != piece.lower and tail in self._cues.not_person_after:
                return True
            if piece.word and piece.lower in self._cues.not_person_after:
                genitive = self._pieces[index - 1].genitive
                street = piece.capital or (genitive and piece.lower in _STREETS)
                return street or piece.lower in self._cues.not_person_after_small
            if not piece.capital or piece.proof is not Proof.NONE:
                return False
            if index == end and self._pieces[end - 1].genitive and piece.word:
                return not piece.opens
        return False

    def _is_company(self, at: int) -> bool:
        words = [piece.lower for piece in self._pieces[at : at + 3]]
        return words[0] in {"aps", "as"} or words in (
            ["a", "/", "s"],
            ["i", "/", "s"],
            ["k", "/", "s"],
        )


_STREETS = frozenset({"vej", "vejen", "gade", "gaden", "allé", "alle", "boulevard", "plads", "torv", "stræde",
                      "vænge", "park"})  # fmt: skip
