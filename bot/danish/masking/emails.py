"""E-mail addresses: written, written around a robot ("(at)"), and said ("snabel a")."""

import re
from collections.abc import Iterator

from bot.danish.masking.tokens import Kind, Token

_LOCAL = re.compile(r"[\w.+%'&=!#$*/^{|}~-]")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*")
_TOP = frozenset({
    "dk", "com", "net", "org", "eu", "nu", "de", "se", "no", "io", "info", "uk", "me", "gl", "fo",
    "is", "fr", "pl", "ro", "ua", "biz", "edu", "gov", "kom", "live",
})  # fmt: skip
_HOUSES = frozenset({
    "gmail", "hotmail", "outlook", "yahoo", "live", "icloud", "mail", "jubii", "ofir", "stofanet",
    "tdc", "webspeed", "youmail", "protonmail", "proton", "privat", "get2net", "mailme", "msn",
    "kabelmail", "fibermail", "post", "email", "sol", "aol", "gmx", "me", "mac", "googlemail",
    "youSee", "tdcadsl",
})  # fmt: skip
_SPLIT_HOUSES = (["g", "mail"], ["hot", "mail"], ["out", "look"], ["i", "cloud"], ["mail", "me"])
_DOTS = frozenset({"punktum", "dot", "prik", "punkt", "."})
_JOINS = frozenset({
    "punktum", "dot", "prik", "punkt", ".", "bindestreg", "streg", "-", "underscore", "_",
    "understreg", "dash", "minus", "lodret",
})  # fmt: skip
_SIGNS = frozenset({
    "snabela", "snabelat", "snabel", "snable", "(", "[", "@", "krølle", "krøllealfa", "alfakrølle",
    "alfa", "at", "ad", "a",
})  # fmt: skip
_AT_AFTER_SNABEL = frozenset({"a", "at", "alfa"})
_STOPS = frozenset({
    "er", "min", "mit", "mail", "email", "mailen", "mailadresse", "emailadresse", "adresse",
    "adressen", "på", "til", "skriv", "send", "det", "den", "hedder", "med", "og", "eller", "e",
    "kontakt", "mig", "via", "hos", "jeg", "har", "ny", "nye", "gammel", "skrive", "sende", "kan",
    "fra", "altså", "øh", "øhm", "at", "som", "i", "for", "vores", "hans", "hendes", "lyder",
    "bruger", "skal", "is", "my", "so", "så", "mailadressen", "mails", "e-mail", "nu", "her",
})  # fmt: skip
_MOST_LOCAL_WORDS = 4
_MOST_HOST_TOKENS = 9


def find_written(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of addresses around each ``@``, also with spaces about the signs."""
    last = 0
    for match in re.finditer("@", text):
        if match.start() < last:
            continue
        start = _local_start(text, match.start())
        end = _host_end(text, match.end())
        if start is None or end is None:
            continue
        handle = text[match.start() - 1].isspace()
        if not handle or "." in text[match.end() : end]:
            while text[end : end + 1] == "@" and (more := _host_end(text, end + 1)):
                end = more
            last = end
            yield max(start, 0), end


def _local_start(text: str, at: int) -> int | None:
    end = at
    while end > 0 and text[end - 1] in " \t" and at - end < 2:
        end -= 1
    quoted = text.rfind('"', max(0, end - 64), end - 1) if text[end - 1 : end] == '"' else -1
    if quoted >= 0:
        return quoted
    start = end
    while start > 0 and _LOCAL.match(text[start - 1]) and end - start < 64:
        start -= 1
    while start < end and text[start] in ".'*/|=&{}!#$^-":
        start += 1
    return start if start < end else None


def _host_end(text: str, after: int) -> int | None:
    start = after
    while start < len(text) and text[start] in " \t" and start - after < 2:
        start += 1
    match = _HOST.match(text, start)
    if match is None:
        return None
    end = match.end()
    loose = re.compile(r" ?[.,] ?([A-Za-z]{2,})(?![A-Za-z])").match(text, end)
    if loose and "." not in match.group() and loose.group(1).lower() in _TOP:
        end = loose.end()
    return end


def find_spoken(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Token ranges, from first up to not including after, of addresses in words."""
    for index in range(len(tokens)):
        after_sign, certain = _sign(tokens, index)
        if after_sign is None:
            continue
        end = _host(tokens, after_sign, certain=certain)
        start = _local(tokens, index)
        if end is not None and start is not None:
            yield start, end


def _sign(tokens: list[Token], at: int) -> tuple[int | None, bool]:
    """Where an @ in words ends, and whether it can be nothing else."""
    if tokens[at].lower not in _SIGNS:
        return None, False
    words = [token.lower for token in tokens[at : at + 4]]
    if words[0] in {"snabela", "snabelat"}:
        return at + 1, True
    if words[0] in {"snabel", "snable"} and len(words) > 1:
        if words[1] in _AT_AFTER_SNABEL:
            return at + 2, True
        if len(words) > 2 and words[1] == "-" and words[2] == "a":
            return at + 3, True
    if words[0] in {"(", "["} and words[1:3] in (["at", ")"], ["at", "]"], ["a", ")"], ["a", "]"]):
        return at + 3, True
    if words[0] in {"(", "["} and words[1:2] == ["snabel"]:
        inner, _ = _sign(tokens, at + 1)
        closed = inner is not None and inner < len(tokens) and tokens[inner].text in ")]"
        return (inner + 1 if inner is not None and closed else None), True
    if words[0] in {"@", "krølle", "krøllealfa", "alfakrølle"}:
        return at + 1, False
    if words[0] == "alfa" and words[1:2] == ["krølle"]:
        return at + 2, True
    return (at + 1, False) if words[0] in {"at", "ad", "a"} else (None, False)


def _host(tokens: list[Token], at: int, *, certain: bool) -> int | None:
    """Where the domain ends; in doubt it must have a dot and an ending, or a known house."""
    index, parts, dotted, topped = at, 0, False, False
    known = at < len(tokens) and tokens[at].lower in _HOUSES
    while index < min(at + _MOST_HOST_TOKENS, len(tokens)):
        token = tokens[index]
        if token.lower in _DOTS and parts:
            if token.text == "." and not _goes_on(tokens, index, certain=certain):
                break
            dotted = dotted or token.text != "." or certain or known
        elif token.lower in {"(", "["} and [t.lower for t in tokens[index + 1 : index + 2]] == [
            "dot"
        ]:
            dotted, index = True, index + 2
        elif token.lower in {"bindestreg", "-", "streg"} and parts:
            pass
        elif token.kind is Kind.WORD or token.kind is Kind.NUMBER:
            joined = index > at and tokens[index - 1].lower in _JOINS | {")", "]"}
            last = token.lower in _TOP or _spelt_top(tokens, index)
            split = [each.lower for each in tokens[index - 1 : index + 1]] in _SPLIT_HOUSES
            if parts and not joined and not last and not split:
                break
            parts += 1
            if last and parts > 1:
                topped = True
                index += 2 if _spelt_top(tokens, index) else 1
                if (
                    index < len(tokens)
                    and tokens[index].lower in _DOTS
                    and _goes_on(tokens, index, certain=certain)
                ):
                    if tokens[index + 1].lower in _TOP:
                        index += 2
                break
        else:
            break
        index += 1
    if not parts:
        return None
    if certain or (dotted and topped) or (known and topped):
        while index > at and tokens[index - 1].lower in _JOINS:
            index -= 1
        return index
    return None


def _goes_on(tokens: list[Token], dot: int, *, certain: bool) -> bool:
    """Whether the dot stands inside an address, not at a sentence's end."""
    following = tokens[dot + 1] if dot + 1 < len(tokens) else None
    if following is None or following.kind is not Kind.WORD:
        return False
    return not following.gap or (certain and following.lower in _TOP)


def _spelt_top(tokens: list[Token], at: int) -> bool:
    """Whether the ending is spelt: "d k", "de kå"."""
    pair = [token.lower for token in tokens[at : at + 2]]
    return pair in (["d", "k"], ["de", "kå"], ["de", "k"], ["d", "kå"])


def _local(tokens: list[Token], sign: int) -> int | None:
    """Where the part before the @ begins: words joined by signs, spelt letters, numbers."""
    index, words = sign, 0
    while index > 0:
        token = tokens[index - 1]
        joined = index < sign and tokens[index].lower in _JOINS
        if token.lower in _JOINS and index < sign and tokens[index].lower not in _JOINS:
            if token.text in ".-_" and tokens[index].gap:
                break
            index -= 1
            continue
        own = token.lower not in _STOPS or index == sign
        if token.kind is Kind.NUMBER or (token.kind is Kind.WORD and own):
            words += 0 if joined or len(token.text) == 1 else 1
            if words > _MOST_LOCAL_WORDS or "\n" in (tokens[index].gap if index < sign else ""):
                break
            index -= 1
            continue
        if joined and token.kind is Kind.WORD:
            index -= 1
            continue
        break
    while index < sign and tokens[index].lower in _JOINS:
        index += 1
    return index if index < sign else None
