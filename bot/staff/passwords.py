"""Passwords: hashed with argon2id, and refused when they are short or among the commonest."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bot.errors import WeakPasswordError

SHORTEST = 12
LONGEST = 128
_HASHER = PasswordHasher()
_ONE_AT_A_TIME = ThreadPoolExecutor(1, thread_name_prefix="password")
"""A hash takes a core and 64 MiB for a moment: a flood of sign-ins must not take the machine."""

_COMMON = frozenset(
    (Path(__file__).parent / "common_passwords.txt").read_text(encoding="utf-8").split()
)
"""What guessing programs try first, in English and Danish, without figures and signs."""
_LEET = str.maketrans("013457@$!", "oieastasi")
_ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_SERIES = "01234567890123456789 98765432109876543210 abcdefghijklmnopqrstuvwxyzæøå qwertyuiopå"


def check_strength(password: str, *belongings: str) -> None:
    """Refuse what is guessed first; ``belongings`` are the user's own name and e-mail.

    Length and a list of the commonest, and no rules of signs, as NIST SP 800-63B 5.1.1.2 has it.
    Raises WeakPasswordError with the rule, in Danish.
    """
    if len(password) < SHORTEST:
        raise WeakPasswordError(f"Brug mindst {SHORTEST} tegn. Gerne flere ord efter hinanden")
    if len(password) > LONGEST:
        raise WeakPasswordError(f"Brug højst {LONGEST} tegn")
    folded = password.casefold()
    if len(set(folded)) < 5 or folded in _SERIES:
        raise WeakPasswordError("Den har for få forskellige tegn eller er en række")
    bare = {_ENDS.sub("", folded), _ENDS.sub("", folded.translate(_LEET))}
    bare.add(_ENDS.sub("", _ENDS.sub("", folded).translate(_LEET)))
    if bare & _COMMON or "" in bare:
        raise WeakPasswordError("Den er blandt de mest brugte og bliver gættet først")
    own = {part for text in belongings for part in re.split(r"\W+", text.casefold())}
    left = folded
    for part in sorted((one for one in own if len(one) > 2), key=len, reverse=True):
        left = left.replace(part, "")
    if len(_ENDS.sub("", left)) < SHORTEST - 8:
        raise WeakPasswordError("Den ligner dit navn eller din e-mail for meget")


async def hash_password(password: str) -> str:
    """The argon2id hash, with its own salt and parameters in it (RFC 9106)."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_ONE_AT_A_TIME, _HASHER.hash, password)


async def verify_password(stored: str | None, password: str) -> bool:
    """Whether it is the password; takes as long when there is none to compare with."""
    loop = asyncio.get_running_loop()
    known = stored or _NOBODYS
    return await loop.run_in_executor(_ONE_AT_A_TIME, _matches, known, password) and bool(stored)


def needs_rehash(stored: str) -> bool:
    """Whether it was hashed with parameters that are weaker than today's."""
    return _HASHER.check_needs_rehash(stored)


def _matches(stored: str, password: str) -> bool:
    try:
        return _HASHER.verify(stored, password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False


_NOBODYS = _HASHER.hash("nobody has this password")
