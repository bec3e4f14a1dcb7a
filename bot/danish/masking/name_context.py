"""What stands beside a piece of a name: asked by all that judge names."""

from bot.danish.masking.name_lists import Proof
from bot.danish.masking.name_pieces import Piece

PARTICLES = frozenset({
    "van", "der", "de", "den", "la", "del", "di", "da", "dos", "von", "af", "el", "al", "bin",
    "bint", "ben", "abu", "ibn", "ter", "le", "du", "e", "y", "zu",
})  # fmt: skip
_SAID_OF_PERSONS = frozenset({
    "er", "har", "skal", "kan", "vil", "får", "fik", "bor", "går", "blev", "bliver", "fylder",
    "starter", "mangler", "må", "var", "som", "der", "og", "skulle", "kunne", "ville", "hedder",
    "ringer", "kommer", "fyldte", "døde", "flytter", "flyttede", "havde", "sagde", "siger", "på",
    "født", "is", "has", "needs", "ringede", "skrev", "her", "igen",
})  # fmt: skip
_DOES = frozenset({
    "har", "skal", "vil", "kan", "fik", "bor", "fylder", "starter", "går", "blev", "mangler",
})  # fmt: skip
_DOES_BEFORE = _DOES | {"får", "må", "skulle", "kunne", "siger", "hjælpe", "og"}
_WHO = frozenset({"der", "som", "jeg"})
_CALLING = frozenset({
    "ringer", "ringede", "skriver", "skrev", "taler", "snakker", "vil", "har", "er",
})  # fmt: skip
_OWNERS = frozenset({"min", "mit", "vores", "mine", "hendes", "my"})


class NameContext:
    """The pieces of a text, and what follows and goes before each."""

    def __init__(self, pieces: list[Piece]) -> None:
        """``pieces`` in the order of the text."""
        self.pieces = pieces

    def next(self, at: int) -> Piece | None:
        """The piece after ``at``."""
        return self.pieces[at + 1] if at + 1 < len(self.pieces) else None

    def next_word(self, at: int) -> Piece | None:
        """The piece after ``at`` if it is a word on the same line."""
        following = self.next(at)
        return following if following and following.word and not following.newline else None

    def ends(self, at: int) -> bool:
        """Whether text or clause end after ``at``; a placeholder says nothing of what it hides."""
        following = self.next(at)
        return following is None or not (following.word or following.lower.startswith("<"))

    def says_of_person(self, at: int, *, end: bool) -> bool:
        """Whether what follows ``at`` is said of persons; with ``end`` nothing need follow."""
        following = self.next(at)
        if following and following.word and following.lower in _SAID_OF_PERSONS:
            return following.lower != "og" or self._is_pair(at)
        return end and self.ends(at)

    def _is_pair(self, at: int) -> bool:
        """Whether another name follows "og": "Per og Lone", not "Bo og naboskab"."""
        other = self.next(at + 1)
        return other is not None and other.given is Proof.NAME

    def family_follows(self, at: int) -> bool:
        """Whether an unmistakable last name follows ``at``."""
        following = self.next_word(at)
        return following is not None and following.family is Proof.NAME

    def number_follows(self, at: int) -> bool:
        """Whether a number follows ``at``."""
        following = self.next(at)
        return following is not None and following.lower[0].isdigit()

    def calls(self, at: int) -> bool:
        """Whether "der ringer" or "igen" follows: what "det er per" needs to be a person."""
        words = [piece.lower for piece in self.pieces[at + 1 : at + 3]]
        called = len(words) == 2 and words[0] in _WHO and words[1] in _CALLING
        return called or words[:1] == ["igen"]

    def introduces_itself(self, at: int) -> bool:
        """Whether "helle her" or "Bjørn skal" begins the text or a sentence."""
        piece, following = self.pieces[at], self.next(at)
        if not piece.opens or piece.given is not Proof.WORD or following is None:
            return False
        if following.lower == "her":
            return self.says_of_person(at + 1, end=True)
        return piece.capital and following.lower in _DOES

    def acts(self, at: int) -> bool:
        """Whether a verb said of persons stands right before or after: "får Xhemile svar"."""
        before = self.pieces[at - 1].lower if at else ""
        following = self.next(at)
        return before in _DOES_BEFORE or (following is not None and following.lower in _DOES)

    def is_million(self, at: int) -> bool:
        """Whether "mia" is short for milliards, after a number."""
        before = self.pieces[at - 1].lower if at else ""
        return self.pieces[at].lower == "mia" and before[-1:].isdigit()

    def owned(self, at: int) -> bool:
        """Whether "min", "vores" stands before the kinship that stands before ``at``."""
        before = {piece.lower for piece in self.pieces[max(0, at - 3) : at]}
        return not _OWNERS.isdisjoint(before)

    def particle_goes_on(self, at: int) -> bool:
        """Whether a particle is followed by more of the name: the Berg of "van der Berg"."""
        for piece in self.pieces[at + 1 : at + 3]:
            if not piece.word or piece.newline:
                return False
            if piece.lower not in PARTICLES:
                return piece.capital or piece.proof >= Proof.WORD or piece.unknown
        return False
