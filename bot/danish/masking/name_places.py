"""When a name is a street's, a school's, a company's or a king's."""

from bot.danish.masking.name_cues import NameCues
from bot.danish.masking.name_lists import Proof
from bot.danish.masking.name_pieces import Piece

_COMPANIES = (["a", "/", "s"], ["i", "/", "s"], ["k", "/", "s"])
_STREETS = frozenset({
    "vej", "vejen", "gade", "gaden", "allé", "alle", "boulevard", "plads", "torv", "stræde",
    "vænge", "park",
})  # fmt: skip
_REIGN = frozenset({
    "d", "den", ".", "'", "s", "fjerdes", "femtes", "sjettes", "niendes", "syvendes", "tiendes",
})  # fmt: skip
_LONGEST_REIGN = 6


def is_place_before(pieces: list[Piece], at: int, cues: NameCues) -> bool:
    """Whether the word before ``at`` makes the name a place's or a king's."""
    if at == 0 or pieces[at].newline:
        return False
    before = at - 2 if pieces[at - 1].lower == "." and at > 1 else at - 1
    return pieces[before].lower in cues.not_person_before


def is_place_after(pieces: list[Piece], end: int, cues: NameCues) -> bool:
    """Whether what follows the name that ends before ``end`` makes it a place's or a firm's."""
    end = _past_reign(pieces, end)
    for index in range(end, min(end + 2, len(pieces))):
        piece = pieces[index]
        if piece.newline:
            return False
        if _is_company(pieces, index):
            return True
        verdict = _verdict(piece, cues, genitive=pieces[index - 1].genitive)
        if verdict is not None:
            return verdict
        if not piece.capital or piece.proof is not Proof.NONE:
            return False
        if index == end and pieces[end - 1].genitive:
            return not piece.opens
    return False


def _past_reign(pieces: list[Piece], end: int) -> int:
    """Past the "d. 6's" of "Frederik d. 6's Allé", if a street follows."""
    at = end
    while at < min(end + _LONGEST_REIGN, len(pieces)):
        word = pieces[at].lower
        if not (word in _REIGN or word[0].isdigit()):
            break
        at += 1
    street = at < len(pieces) and pieces[at].lower in _STREETS
    return at if street and at > end else end


def _verdict(piece: Piece, cues: NameCues, *, genitive: bool) -> bool | None:
    """What one word after the name says: a place, none, or nothing."""
    head, _, tail = piece.lower.rpartition("-")
    if head and tail in cues.not_person_after:
        return True
    if piece.lower not in cues.not_person_after:
        return None
    street = genitive and piece.lower in _STREETS
    return piece.capital or street or piece.lower in cues.not_person_after_small


def _is_company(pieces: list[Piece], at: int) -> bool:
    words = [piece.lower for piece in pieces[at : at + 3]]
    if words[0] == "&":
        partner = pieces[at + 1] if at + 1 < len(pieces) else None
        return partner is None or partner.given is not Proof.NAME
    return words[0] in {"aps", "as"} or words in _COMPANIES
