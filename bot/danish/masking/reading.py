"""One text as all recognisers see it: tokens, runs of numbers, addresses, pieces of names."""

from functools import cached_property

from spacy.tokens import Doc

from bot.danish.masking.addresses import AddressFinder
from bot.danish.masking.identifiers import Identifier, RunReader
from bot.danish.masking.lexicon import Lexicon
from bot.danish.masking.numbers import Run, read_runs
from bot.danish.masking.postal_towns import is_postal
from bot.danish.masking.tokens import Kind, Token, tokenise

_SMALL_WORDS = frozenset({
    "jeg", "vil", "har", "kan", "det", "er", "og", "en", "et", "i", "på", "til", "min", "mit",
    "at", "for", "med", "ikke", "hvor", "skal", "den", "der", "som", "få", "the", "is", "my", "to",
})  # fmt: skip


class Reading:
    """A folded text, read once; all offsets are into it."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        """``text`` must be folded."""
        self.text = text
        self.lexicon = lexicon
        self.tokens: list[Token] = tokenise(text)
        self.doc: Doc | None = None
        """What the spaCy pipeline made of the text, once it has run."""

    @cached_property
    def capitals(self) -> bool:
        """Whether capital letters say anything: not where Every Word Has One."""
        inside = [token for token in self.tokens if token.lower in _SMALL_WORDS and not token.opens]
        capital = sum(token.text[0].isupper() for token in inside)
        return capital < 2 or capital * 2 < len(inside)

    @cached_property
    def has_doubtful_capitals(self) -> bool:
        """Whether a word that no list knows has a capital within a sentence."""
        return self.capitals and any(
            token.kind is Kind.WORD
            and token.capital
            and not token.opens
            and len(token.text) > 2
            and not self.lexicon.is_name(token.lower)
            and self.lexicon.is_unknown(token.lower)
            for token in self.tokens
        )

    @cached_property
    def runs(self) -> list[Run]:
        """All runs of numbers."""
        return read_runs(self.tokens)

    @cached_property
    def identifiers(self) -> list[Identifier]:
        """CPR and telephone numbers."""
        places = self.lexicon.places
        found: list[Identifier] = []
        for run in self.runs:
            reader = RunReader(self.tokens, run, lambda at: is_postal(self.tokens, at, places))
            found += reader.read()
        return found

    @cached_property
    def addresses(self) -> list[tuple[int, int]]:
        """Token ranges of addresses."""
        finder = AddressFinder(self.tokens, self.lexicon, capitals=self.capitals)
        return list(finder.find())

    def offsets(self, first: int, after: int) -> tuple[int, int]:
        """The characters of the tokens ``first`` up to, not including, ``after``."""
        return self.tokens[first].start, self.tokens[after - 1].end

    @cached_property
    def people(self) -> set[int]:
        """Tokens that the pipeline's entity recogniser holds for persons."""
        if self.doc is None:
            return set()
        ranges = [range(e.start_char, e.end_char) for e in self.doc.ents if e.label_ == "PER"]
        words = enumerate(self.tokens)
        return {
            index for index, token in words if token.kind is Kind.WORD
            and any(token.start in each for each in ranges)
        }  # fmt: skip
