"""The maskers that masking's tests share: on a blank pipeline, and on MUNI's own if built."""

from functools import lru_cache

import spacy

from bot.danish.masking.masker import Masker
from bot.danish.pipeline import load_pipeline
from bot.errors import PipelineNotFoundError

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
def trained_masker() -> Masker | None:
    """On MUNI's pipeline with its entity recogniser, or none when it isn't built."""
    try:
        return Masker(load_pipeline(), keep=KEPT)
    except PipelineNotFoundError:
        return None


def masked(text: str) -> str:
    """The text as the blank pipeline's masker leaves it."""
    return blank_masker().mask(text).text
