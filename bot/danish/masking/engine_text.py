"""The NLP engine under Presidio: the spaCy pipeline given, and MUNI's own reading of the text."""

import re

from presidio_analyzer.nlp_engine import NlpArtifacts, SpacyNlpEngine
from spacy.language import Language
from spacy.tokens import Doc

from bot.danish.masking.lexicon import Lexicon
from bot.danish.masking.reading import Reading

_LONG_WORD = re.compile(r"\S{60}|(?:[^\w\s]|_){10}")
"""Where a word is long or made of signs, spaCy's tokeniser takes time by its square."""
_NEEDED = frozenset({"tok2vec", "transformer", "ner"})


class ReadArtifacts(NlpArtifacts):
    """What Presidio hands to recognisers, with ``reading`` beside it."""

    def __init__(self, reading: Reading, engine: SpacyNlpEngine, language: str) -> None:
        """Without lemmas and keywords: no recogniser here asks Presidio for context."""
        super().__init__(
            entities=[], tokens=reading.doc, tokens_indices=[], lemmas=[], nlp_engine=engine,
            language=language,
        )  # fmt: skip
        self.reading = reading


class DanishNlpEngine(SpacyNlpEngine):
    """Presidio's spaCy engine around a pipeline that is loaded already."""

    def __init__(self, nlp: Language, lexicon: Lexicon, language: str) -> None:
        """``nlp``: any Danish pipeline; one with ``ner`` is asked for persons (PER)."""
        super().__init__(models=[{"lang_code": language, "model_name": nlp.meta["name"]}])
        self.nlp = {language: nlp}
        self._lexicon = lexicon
        self._recognises = "ner" in nlp.pipe_names
        self._unneeded = [name for name in nlp.pipe_names if name not in _NEEDED]

    def process_text(self, text: str, language: str) -> ReadArtifacts:
        """Read the text; the pipeline runs only where its opinion can matter."""
        reading = Reading(text, self._lexicon)
        nlp = self.nlp[language]
        asks = self._recognises and reading.has_doubtful_capitals
        if asks and not _LONG_WORD.search(text):
            reading.doc = nlp(text, disable=self._unneeded)
        else:
            reading.doc = Doc(nlp.vocab)
        return ReadArtifacts(reading, self, language)
