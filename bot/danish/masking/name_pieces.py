"""Names are made of pieces: words with their hyphens, initials, and what each proves."""

from dataclasses import dataclass

from bot.danish.masking.lexicon import Lexicon
from bot.danish.masking.name_lists import Proof, plain
from bot.danish.masking.tokens import Kind, Token

_SURNAME_ENDINGS = (
    "sen", "sson", "gaard", "gård", "lund", "holm", "strup", "rup", "bjerg", "berg", "skov", "bæk",
    "beck", "kjær", "kær", "toft", "høj", "mann", "stein", "ović", "ovic", "evic", "ević", "ic",
    "ić", "ski", "sky", "ska", "enko", "chuk", "oglu", "oğlu", "ova", "eva", "escu", "zadeh",
    "pour", "ullah", "yan", "ian", "shvili", "quist", "kvist", "ström", "strøm", "gren", "dottir",
    "dóttir", "feldt", "borg", "ager", "vang", "wicz", "czyk", "auskas", "datter",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, an initial, a mark or a number; tokens ``first`` up to, not including, ``after``."""

    lower: str
    first: int
    after: int
    word: bool
    initial: bool
    """A capital letter with its full stop."""
    capital: bool
    """Whether it has a capital that means something in this text."""
    opens: bool
    newline: bool
    """Whether it begins a line."""
    spaced: bool
    """Whether white space stands before it."""
    given: Proof
    family: Proof
    genitive: bool
    unknown: bool
    """Whether it is in no dictionary and no list."""
    everyday: bool
    """Whether it is a first name of Danish families."""

    @property
    def proof(self) -> Proof:
        """The most it proves, as a first or a last name."""
        return max(self.given, self.family)

    @property
    def surname_like(self) -> bool:
        """Whether an unknown word ends as last names do."""
        return self.unknown and len(self.lower) > 5 and self.lower.endswith(_SURNAME_ENDINGS)


def read_pieces(tokens: list[Token], lexicon: Lexicon, *, capitals: bool) -> list[Piece]:
    """The pieces of a text; ``capitals``: whether its capital letters say anything."""
    pieces: list[Piece] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        after = _end(tokens, at)
        if token.kind is Kind.WORD:
            pieces.append(_piece(tokens, at, after, lexicon, capitals=capitals))
        else:
            pieces.append(_mark(token, at))
        at = after
    return pieces


def _mark(token: Token, at: int) -> Piece:
    return Piece(
        lower=token.lower, first=at, after=at + 1, word=False, initial=False, capital=False,
        opens=token.opens, newline="\n" in token.gap, spaced=bool(token.gap), given=Proof.NONE,
        family=Proof.NONE, genitive=False, unknown=False, everyday=False,
    )  # fmt: skip


def _end(tokens: list[Token], at: int) -> int:
    """Past the word with its hyphens and apostrophes, or past an initial's full stop."""
    after = at + 1
    if tokens[at].kind is not Kind.WORD:
        return after
    while after + 1 < len(tokens) and tokens[after].text in "-'" and not tokens[after].gap:
        following = tokens[after + 1]
        if following.kind is not Kind.WORD or following.gap:
            break
        after += 2
    if after == at + 1 and _is_initial(tokens, at):
        return after + 1
    return after


def _is_initial(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    dotted = at + 1 < len(tokens) and tokens[at + 1].text == "." and not tokens[at + 1].gap
    if len(token.text) != 1 or not token.text.isalpha() or not dotted:
        return False
    return token.text.isupper() or _between_words(tokens, at)


def _between_words(tokens: list[Token], at: int) -> bool:
    """Whether a small letter with a full stop stands in a row of words: "anja e. foldager"."""
    if not 0 < at < len(tokens) - 2:
        return False
    before, following = tokens[at - 1], tokens[at + 2]
    return before.kind is Kind.WORD and following.kind is Kind.WORD and bool(following.gap)


def _piece(tokens: list[Token], at: int, after: int, lexicon: Lexicon, *, capitals: bool) -> Piece:
    token = tokens[at]
    initial = after == at + 2 and tokens[at + 1].text == "."
    parts = [tokens[index].lower for index in range(at, after, 2)]
    possessive = len(parts) > 1 and tokens[after - 2].text == "'" and parts[-1] == "s"
    parts = parts[:-1] if possessive else parts
    parts = parts[1:] if len(parts) > 1 and len(parts[0]) == 1 else parts
    lower = "-".join(parts)
    capital = token.capital and capitals
    given, family, genitive = _proofs(parts, lower, lexicon, capital=capital)
    unknown = (
        given is family is Proof.NONE
        and len(lower) > 1
        and not _camel(token.text)
        and all(lexicon.is_unknown(part) for part in parts)
        and not (lower.endswith("s") and not lexicon.is_unknown(lower[:-1]))
    )
    return Piece(
        lower=lower, first=at, after=after, word=True, initial=initial, capital=capital,
        opens=token.opens, newline="\n" in token.gap, spaced=bool(token.gap), given=given,
        family=family, genitive=genitive or possessive, unknown=unknown,
        everyday=lexicon.is_everyday(lower),
    )  # fmt: skip


def _proofs(
    parts: list[str], lower: str, lexicon: Lexicon, *, capital: bool
) -> tuple[Proof, Proof, bool]:
    """What the word proves as first and as last name, and whether in the genitive."""
    given, family = _whole(parts, lower, lexicon)
    if given or family or len(lower) < 4 or lower[-1] != "s" or lower in lexicon.not_names:
        return given, family, False
    if not capital and lower in lexicon.vocabulary:
        return given, family, False
    bare = [*parts[:-1], parts[-1][:-1]]
    given, family = _whole(bare, lower[:-1], lexicon)
    if lower in lexicon.vocabulary:
        given, family = min(given, Proof.WORD), min(family, Proof.WORD)
    return given, family, bool(given or family)


def _whole(parts: list[str], lower: str, lexicon: Lexicon) -> tuple[Proof, Proof]:
    given, family = lexicon.first_proof(lower), lexicon.last_proof(lower)
    if len(parts) == 1 or given or family:
        return given, family
    firsts = [lexicon.first_proof(part) for part in parts]
    lasts = [lexicon.last_proof(part) for part in parts]
    known = [first or last for first, last in zip(firsts, lasts, strict=True)]
    if firsts[0] and all(known) and max(firsts[0], *known) >= Proof.WORD:
        given = Proof.NAME
    if lasts[-1] and (all(known) or plain(parts[0]) in {"al", "el", "abu", "ben", "von"}):
        family = Proof.NAME
    return given, family


def _camel(word: str) -> bool:
    """Whether capitals stand inside the word, as in MitID; McDonald is a name."""
    return (
        word[2:].lower() != word[2:] and not word.isupper() and not word.startswith(("Mc", "Mac"))
    )
