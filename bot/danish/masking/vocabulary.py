"""Whether a word is one of a Danish dictionary's: names mostly aren't."""

import gzip
import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from zlib import crc32

import spacy_lookups_data

_KEY = re.compile(rb'"((?:[^"\\]|\\.)+)":')
_TABLE = "da_lemma_lookup.json.gz"


class Vocabulary:
    """A set of half a million words in four bytes each.

    Two words of the same hash are taken for one: one unknown word in some 8,000 counts as
    known, which costs nothing but a little evidence.
    """

    def __init__(self, words: Iterable[bytes]) -> None:
        """``words`` in UTF-8, lower case."""
        self._hashes = array("I", sorted({crc32(word) for word in words}))

    def __contains__(self, word: str) -> bool:
        """Whether ``word`` (lower case) is known."""
        sought = crc32(word.encode())
        at = bisect_left(self._hashes, sought)
        return at < len(self._hashes) and self._hashes[at] == sought


@lru_cache(maxsize=1)
def danish_vocabulary() -> Vocabulary:
    """All inflected forms of spacy-lookups-data's Danish table (MIT); takes half a second."""
    packed = Path(spacy_lookups_data.__file__).parent / "data" / _TABLE
    table = gzip.decompress(packed.read_bytes())
    return Vocabulary(_decoded(match.group(1)) for match in _KEY.finditer(table))


def _decoded(key: bytes) -> bytes:
    """A JSON string's bytes; the table writes letters beyond ASCII as escapes or as UTF-8."""
    return key.decode("unicode_escape").encode() if b"\\u" in key else key
