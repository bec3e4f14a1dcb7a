"""What the words near a number say that it is."""

from bot.danish.masking.number_words import Cue, load_number_words
from bot.danish.masking.tokens import Kind, Token

__all__ = ["Cue", "cue_after", "cue_before", "is_unit", "says_other_after"]

_NUMBER_WORDS = frozenset({"nr", "nummer", "nummeret", "no"})
_OWNERS = frozenset({"mit", "min", "hans", "hendes", "deres", "my"})
_COMPANY_NUMBERS = ("cvr", "ean", "gln")
_AFTER_MINUTES = frozenset({
    "og", "eller", "til", "før", "efter", "i", "på", "om", "pr", "per", "ad", "for", "fra", "så",
    "siden", "senere", "gang", "gange", "med", "hver", "ekstra", "kørsel", "gåtur",
})  # fmt: skip
_REACH = 7
_REACH_AFTER = 4
_STOPS = frozenset(".!?;")


def cue_before(tokens: list[Token], at: int) -> Cue | None:
    """What the nearest telling word before ``tokens[at]`` announces, within a few words.

    A word for a number that is nobody's tells only with small words between: in "sagen
    haster, ring 20304050" the number isn't the case's.
    """
    neutral = load_number_words().neutral
    clear = True
    for index in range(at - 1, max(-1, at - 1 - _REACH), -1):
        token = tokens[index]
        clear = clear and token.kind is not Kind.NUMBER
        if token.text in _STOPS and _sentence_ends(tokens, index):
            return None
        if token.kind is not Kind.WORD and token.text != "§":
            continue
        cue = _cue(tokens, index)
        if cue is not None and (clear or cue is not Cue.OTHER):
            return cue
        clear = clear and token.lower in neutral
    return None


def cue_after(tokens: list[Token], after: int) -> Cue | None:
    """What "er mit cpr-nummer" or "er min telefon" after a number says of it."""
    pointing = load_number_words().pointing
    for index in range(after, min(after + _REACH_AFTER, len(tokens))):
        token = tokens[index]
        if token.kind is not Kind.WORD and token.text in ",(":
            continue
        cue = _cue(tokens, index) if token.kind is Kind.WORD else None
        if cue in {Cue.CPR, Cue.PHONE}:
            return cue
        if cue is not None or token.lower not in pointing:
            return None
    return None


def says_other_after(tokens: list[Token], after: int) -> bool:
    """Whether a unit follows at once ("kr", "kvm"), or "er vores cvr" within a few words."""
    words = load_number_words()
    following = tokens[after : after + _REACH_AFTER + 1]
    if not following:
        return False
    dash = [token.text for token in following[:2]] == [",", "-"]
    if is_unit(tokens, after) or dash:
        return True
    for token in following:
        if token.kind is Kind.WORD and token.lower.startswith(_COMPANY_NUMBERS):
            return True
        unclear = token.kind is Kind.WORD and token.lower not in words.neutral
        if token.kind is Kind.NUMBER or token.text in _STOPS or unclear:
            return False
    return False


def is_unit(tokens: list[Token], at: int) -> bool:
    """Whether ``tokens[at]`` makes an amount of the number before it.

    "min" is short for minutes, but not in "20304050 min adresse er".
    """
    if at >= len(tokens) or tokens[at].lower not in load_number_words().units:
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if tokens[at].lower != "min" or following is None or following.kind is not Kind.WORD:
        return True
    return following.lower in _AFTER_MINUTES


def _sentence_ends(tokens: list[Token], index: int) -> bool:
    """Whether the mark at ``index`` ends a sentence, not an abbreviation such as "tlf."."""
    before = tokens[index - 1].lower if index else ""
    short = before.endswith("nr") or len(before) == 1
    abbreviated = short or before in load_number_words().abbreviated
    return index + 1 < len(tokens) and bool(tokens[index + 1].gap) and not abbreviated


def _cue(tokens: list[Token], index: int) -> Cue | None:
    word = tokens[index].lower
    if _spelt_cpr(tokens, index):
        return Cue.CPR
    if word in _NUMBER_WORDS:
        return _numbered(tokens, index)
    words = load_number_words()
    if word in words.other_with_nr:
        following = {token.lower for token in tokens[index + 1 : index + 4]}
        return Cue.OTHER if following & _NUMBER_WORDS else None
    return words.cue(word)


def _numbered(tokens: list[Token], index: int) -> Cue | None:
    """What "nr" is the number of: "sags nr" is a case's, "mit nr" a telephone's, if no CPR."""
    before = tokens[index - 1].lower if index else ""
    if before == "kort":
        return Cue.CARD
    if before in _OWNERS:
        return Cue.PHONE
    return Cue.OTHER if before in load_number_words().numbered else None


def _spelt_cpr(tokens: list[Token], index: int) -> bool:
    """Whether a speech recogniser heard the letters: "c p r"."""
    if tokens[index].lower != "r" or index < 2:
        return False
    return tokens[index - 1].lower in {"p", "pe"} and tokens[index - 2].lower in {"c", "ce", "se"}
