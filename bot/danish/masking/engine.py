"""Presidio's analyzer with MUNI's recognisers, NLP engine and nothing else."""

from functools import lru_cache
from typing import Any

from presidio_analyzer import AnalyzerEngine, RecognizerRegistry, RecognizerResult
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from spacy.language import Language

from bot.danish.masking.engine_text import DanishNlpEngine
from bot.danish.masking.lexicon import load_lexicon
from bot.danish.masking.name_cues import load_name_cues
from bot.danish.masking.recognisers import (
    LANGUAGE,
    AccountRecogniser,
    AddressRecogniser,
    CardRecogniser,
    CprRecogniser,
    EmailRecogniser,
    NameRecogniser,
    PhoneRecogniser,
)
from bot.danish.masking.spans import Label

_ENTITIES = [label.value for label in Label]


class _NoEnhancer(ContextAwareEnhancer):
    """Leaves scores alone: the recognisers have weighed the words around already."""

    def __init__(self) -> None:
        super().__init__(0, 0, 0, 0)

    def enhance_using_context(self, *_: Any, **given: Any) -> Any:
        return given["raw_results"]


class DanishAnalyzer:
    """Finds personal data in a folded text."""

    def __init__(self, nlp: Language) -> None:
        """``nlp``: any Danish pipeline, also a blank one. Raises ContentError."""
        recognisers = [
            CprRecogniser(), PhoneRecogniser(), EmailRecogniser(), AddressRecogniser(),
            NameRecogniser(load_name_cues()), CardRecogniser(), AccountRecogniser(),
        ]  # fmt: skip
        self._engine = AnalyzerEngine(
            registry=RecognizerRegistry(recognizers=recognisers, supported_languages=[LANGUAGE]),
            nlp_engine=DanishNlpEngine(nlp, load_lexicon(), LANGUAGE),
            supported_languages=[LANGUAGE],
            context_aware_enhancer=_NoEnhancer(),
        )

    def analyze(self, text: str) -> list[RecognizerResult]:
        """All findings, overlaps included."""
        return list(self._engine.analyze(text, LANGUAGE, entities=_ENTITIES))


@lru_cache(maxsize=2)
def analyzer_for(nlp: Language) -> DanishAnalyzer:
    """One analyzer a pipeline and process; raises ContentError."""
    return DanishAnalyzer(nlp)
