"""How hard a Danish text is to read: LIX (Björnsson 1968)."""

import re

_WORD = re.compile(r"\w[\w-]*")
_SENTENCE_END = re.compile(r"[.!?:]+(?=\s|$)|\n\n")
_LONG = 6
# Full stops that end no sentence.
_ABBREVIATIONS = re.compile(r"\b(d|kl|kr|fx|nr|tlf|ca|bl|evt|inkl|dvs|stk|pga)\.", re.IGNORECASE)
_ORDINAL = re.compile(r"(\d)\.(?=\s[a-zæøå])")
_NUMBER = re.compile(r"(\d)\.(?=\d)")
_ADDRESS = re.compile(r"\b[\w-]+(\.[\w-]+)*\.(dk|com|org|eu)\b")


def lix(text: str) -> float:
    """Words a sentence plus the percentage of words over six letters; 40 is a newspaper."""
    plain = _ADDRESS.sub("side", text)
    for pattern, replacement in ((_ABBREVIATIONS, r"\1"), (_ORDINAL, r"\1"), (_NUMBER, r"\1")):
        plain = pattern.sub(replacement, plain)
    words = _WORD.findall(plain)
    if not words:
        return 0.0
    sentences = [part for part in _SENTENCE_END.split(plain) if part and part.strip()]
    long_words = sum(len(word) > _LONG for word in words)
    return len(words) / max(1, len(sentences)) + 100 * long_words / len(words)
