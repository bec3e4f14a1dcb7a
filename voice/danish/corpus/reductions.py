"""How Danes shorten words in running speech, as changes to a row of phones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from voice.danish.phones import VOWELS

Phones = tuple[str, ...]

SCHWA: Final = "@-"
SONORANTS: Final = frozenset({"l", "n", "m", "N", "D", "j", "w"})
_VOWELS: Final = frozenset(VOWELS)


def schwa_assimilated(phones: Sequence[str]) -> Phones:
    """Schwa swallowed beside a sonorant: "gaden" [gaːðən] as [gaːðn], "kommunen" as [-nn]."""
    kept: list[str] = []
    for i, phone in enumerate(phones):
        before = phones[i - 1] if i else ""
        after = phones[i + 1] if i + 1 < len(phones) else ""
        beside = before in SONORANTS or after in SONORANTS
        if phone == SCHWA and i and beside and (after or before in SONORANTS):
            continue
        kept.append(phone)
    return tuple(kept)


def final_schwa_dropped(phones: Sequence[str]) -> Phones:
    """The last schwa gone: "ikke" as "ik", "skulle" as "skul"."""
    if len(phones) > 2 and phones[-1] == SCHWA:
        return tuple(phones[:-1])
    return tuple(phones)


def soft_d_dropped(phones: Sequence[str]) -> Phones:
    """The last soft d gone: "hvad" as "hva", "med" as "me", "noget" as "noge"."""
    if len(phones) > 1 and phones[-1] == "D" and phones[-2] in _VOWELS:
        return tuple(phones[:-1])
    return tuple(phones)


def final_t_softened(phones: Sequence[str]) -> Phones:
    """An unstressed "-et" with a soft d: "huset" as [huːsəð]."""
    if len(phones) > 3 and phones[-1] == "t" and phones[-2] in {SCHWA, "?e", "e"}:
        return (*phones[:-2], SCHWA, "D")
    return tuple(phones)


def g_softened(phones: Sequence[str]) -> Phones:
    """A g between vowels as j or nothing: "kage", "bruge"."""
    for i in range(1, len(phones) - 1):
        if phones[i] == "g" and phones[i - 1] in _VOWELS and phones[i + 1] == SCHWA:
            return (*phones[:i], *phones[i + 1 :])
    return tuple(phones)


def r_vocalised(phones: Sequence[str]) -> Phones:
    """R with schwa as one open sound: "lærer" and "lære" alike."""
    kept: list[str] = []
    for i, phone in enumerate(phones):
        if phone == SCHWA and i and phones[i - 1] in {"r", "R", "3-"}:
            kept[-1] = "3-" if kept else SCHWA
            continue
        kept.append(phone)
    return tuple(kept)


REDUCTIONS: Final[tuple[Callable[[Sequence[str]], Phones], ...]] = (
    schwa_assimilated,
    final_schwa_dropped,
    soft_d_dropped,
    final_t_softened,
    g_softened,
    r_vocalised,
)


def reduced(phones: Sequence[str]) -> list[Phones]:
    """All different shorter forms that one reduction, or all of them together, gives."""
    forms: list[Phones] = []
    everything = tuple(phones)
    for reduce in REDUCTIONS:
        everything = reduce(everything)
        forms.append(reduce(phones))
    forms.append(everything)
    seen = {tuple(phones)}
    different: list[Phones] = []
    for form in forms:
        if form and form not in seen:
            seen.add(form)
            different.append(form)
    return different
