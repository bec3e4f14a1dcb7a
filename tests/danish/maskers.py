"""The maskers that masking's tests share: on a blank pipeline, and on MUNI's own."""

from functools import lru_cache

import spacy

from bot.danish.masking.masker import Masker
from bot.danish.pipeline import load_pipeline

KEPT = (
    "87 53 50 00",
    "70 201 201",
    "70 20 00 00",
    "borgerservice@muni.example",
    "Rådhuspladsen 2, 8000 Aarhus C",
)


@lru_cache(maxsize=1)
def blank_masker() -> Masker:
    """On ``spacy.blank("da")``, with some numbers of public bodies kept."""
    return Masker(spacy.blank("da"), keep=KEPT)


@lru_cache(maxsize=1)
def trained_masker() -> Masker:
    """On the shipped pipeline with its entity recogniser."""
    return Masker(load_pipeline(), keep=KEPT)


def masked(text: str) -> str:
    """The text as the blank pipeline's masker leaves it."""
    return blank_masker().mask(text).text
