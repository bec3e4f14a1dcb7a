"""E-mail addresses in words: "snabel a", "(at)", "punktum dk"."""

from collections.abc import Iterator
from typing import NamedTuple

from bot.danish.masking.tokens import Kind, Token

_CERTAIN_SIGNS = (
    ("(", "snabel", "-", "a", ")"), ("(", "snabel", "a", ")"), ("[", "snabel", "a", "]"),
    ("(", "at", ")"), ("[", "at", "]"), ("(", "a", ")"), ("[", "a", "]"), ("snabel", "-", "a"),
    ("snabel", "a"), ("snabel", "at"), ("snabel", "alfa"), ("snable", "a"), ("snabela",),
    ("snabelat",), ("alfa", "krølle"), ("alfakrølle",), ("krøllealfa",),
)  # fmt: skip
_DOUBTFUL_SIGNS = frozenset({"@", "krølle", "at", "ad", "a"})
"""Also other words: they need an ending or a known house after them."""
_SIGN_BEGINNINGS = frozenset({sign[0] for sign in _CERTAIN_SIGNS}) | _DOUBTFUL_SIGNS
_DOTS = frozenset({"punktum", "dot", "prik", "punkt"})
_HYPHENS = frozenset({"bindestreg", "streg", "-", "dash", "minus"})
_JOINS = _DOTS | _HYPHENS | {".", "underscore", "_", "understreg", "lodret"}
_BRACKETS = frozenset({"(", "[", ")", "]"})
_TOPS = frozenset({
    "dk", "com", "net", "org", "eu", "nu", "de", "se", "no", "io", "info", "uk", "me", "gl", "fo",
    "is", "fr", "pl", "ro", "ua", "biz", "edu", "gov", "kom", "live",
})  # fmt: skip
_SPELT_TOPS = (["d", "k"], ["de", "kå"], ["de", "k"], ["d", "kå"])
_HOUSES = frozenset({
    "gmail", "hotmail", "outlook", "yahoo", "live", "icloud", "mail", "jubii", "ofir", "stofanet",
    "tdc", "webspeed", "youmail", "protonmail", "proton", "privat", "get2net", "mailme", "msn",
    "kabelmail", "fibermail", "post", "email", "sol", "aol", "gmx", "me", "mac", "googlemail",
    "yousee", "tdcadsl",
})  # fmt: skip
_SPLIT_HOUSES = (["g", "mail"], ["hot", "mail"], ["out", "look"], ["i", "cloud"], ["mail", "me"])
_STOPS = frozenset({
    "er", "min", "mit", "mail", "email", "mailen", "mailadresse", "emailadresse", "adresse",
    "adressen", "på", "til", "skriv", "send", "det", "den", "hedder", "med", "og", "eller", "e",
    "kontakt", "mig", "via", "hos", "jeg", "har", "ny", "nye", "gammel", "skrive", "sende", "kan",
    "fra", "altså", "øh", "øhm", "at", "som", "i", "for", "vores", "hans", "hendes", "lyder",
    "bruger", "skal", "is", "my", "so", "så", "mailadressen", "mails", "nu", "her",
})  # fmt: skip
_MOST_LOCAL_WORDS = 4
_MOST_LABELS = 6


class _Joint(NamedTuple):
    """What joins two labels of a domain, and whether it is a dot said in words."""

    after: int
    said: bool


def find_spoken(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Token ranges, from first up to not including after, of addresses in words."""
    for index in range(len(tokens)):
        if tokens[index].lower not in _SIGN_BEGINNINGS:
            continue
        after, certain = _sign(tokens, index)
        if after is None:
            continue
        end = _host(tokens, after, certain=certain)
        start = _local(tokens, index)
        if end is not None and start is not None:
            yield start, end


def _sign(tokens: list[Token], at: int) -> tuple[int | None, bool]:
    """Where an @ in words ends, and whether it can be nothing else."""
    words = tuple(token.lower for token in tokens[at : at + 5])
    for sign in _CERTAIN_SIGNS:
        if words[: len(sign)] == sign:
            return at + len(sign), True
    return (at + 1 if words[0] in _DOUBTFUL_SIGNS else None), False


def _host(tokens: list[Token], at: int, *, certain: bool) -> int | None:
    """Where the domain ends, or none when what follows the sign is none."""
    end = _label(tokens, at)
    if end is None:
        return None
    known = tokens[at].lower in _HOUSES
    dotted = topped = False
    for _ in range(_MOST_LABELS):
        joint = _joint(tokens, end, certain=certain)
        following = joint.after if joint else end
        top = _top(tokens, following)
        label = top or (_label(tokens, following) if joint else None)
        if label is None:
            break
        topped = top is not None
        dotted = dotted or (joint is not None and joint.said)
        end = label
    return end if certain or (topped and (dotted or known)) else None


def _label(tokens: list[Token], at: int) -> int | None:
    """Past one part of a domain; a house may be heard as two words: "g mail", "post 8"."""
    if at >= len(tokens) or tokens[at].kind not in {Kind.WORD, Kind.NUMBER}:
        return None
    words = [token.lower for token in tokens[at : at + 3]]
    numbered = len(words) == 3 and words[2] in _DOTS and tokens[at + 1].kind is Kind.NUMBER
    return at + 2 if words[:2] in _SPLIT_HOUSES or numbered else at + 1


def _top(tokens: list[Token], at: int) -> int | None:
    """Past an ending such as dk, also spelt "d k"."""
    if [token.lower for token in tokens[at : at + 2]] in _SPELT_TOPS:
        return at + 2
    return at + 1 if at < len(tokens) and tokens[at].lower in _TOPS else None


def _joint(tokens: list[Token], at: int, *, certain: bool) -> _Joint | None:
    """What joins two parts, if they are joined; a full stop before a new sentence doesn't."""
    words = [token.lower for token in tokens[at : at + 3]]
    if words[:1] and words[0] in _DOTS:
        return _Joint(at + 1, said=True)
    if len(words) > 1 and words[0] in _BRACKETS and words[1] in _DOTS:
        return _Joint(at + 3, said=True)
    if words[:1] and words[0] in _HYPHENS:
        return _Joint(at + 1, said=False)
    if words[:1] == ["."] and len(words) > 1:
        spaced = bool(tokens[at + 1].gap)
        joined = not spaced or (certain and words[1] in _TOPS)
        return _Joint(at + 1, said=False) if joined else None
    return None


def _local(tokens: list[Token], sign: int) -> int | None:
    """Where the part before the @ begins: words joined by signs, spelt letters, numbers."""
    index, words = sign, 0
    while index > 0 and not (index < sign and "\n" in tokens[index].gap):
        token = tokens[index - 1]
        joined = index < sign and tokens[index].lower in _JOINS
        if token.lower in _JOINS:
            if not _joins_local(tokens, index, sign):
                break
        elif token.kind is Kind.WORD or token.kind is Kind.NUMBER:
            words += not joined and len(token.text) > 1
            stop = token.lower in _STOPS and not joined and index < sign
            if stop or words > _MOST_LOCAL_WORDS:
                break
        else:
            break
        index -= 1
    while index < sign and tokens[index].lower in _JOINS:
        index += 1
    return index if index < sign else None


def _joins_local(tokens: list[Token], index: int, sign: int) -> bool:
    """Whether the sign before ``tokens[index]`` joins it to a word before."""
    if index >= sign or tokens[index].lower in _JOINS:
        return False
    return not (tokens[index - 1].text in ".-_" and tokens[index].gap)
