"""All word lists that masking reads, loaded once a process."""

from dataclasses import dataclass
from functools import lru_cache

from bot.answers.yaml_files import read_yaml
from bot.danish.masking.name_lists import NameLists, Proof, load_name_lists, plain
from bot.danish.masking.place_names import PlaceNames, load_place_names
from bot.danish.masking.street_words import StreetWords, load_street_words
from bot.danish.masking.vocabulary import Vocabulary, danish_vocabulary
from bot.settings import get_settings


@dataclass(frozen=True)
class Lexicon:
    """Names, places, street words and a Danish dictionary."""

    names: NameLists
    places: PlaceNames
    streets: StreetWords
    vocabulary: Vocabulary
    not_names: frozenset[str]
    """Countries, brands and words of municipal life, lower case."""
    body_endings: frozenset[str]
    """Endings of offices' and institutions' names."""

    def first_proof(self, lower: str) -> Proof:
        """What a word in lower case proves as a first name."""
        proof = self.names.first_proof(plain(lower))
        return min(proof, Proof.WORD) if lower in self.not_names else proof

    def last_proof(self, lower: str) -> Proof:
        """What a word in lower case proves as a last name; one that is a town proves less."""
        proof = self.names.last_proof(plain(lower))
        other = lower in self.not_names or self.places.is_town(lower)
        return min(proof, Proof.WORD) if other else proof

    def is_name(self, lower: str) -> bool:
        """Whether the word, or the word without its genitive -s, is in the lists."""
        bare = plain(lower)
        return self.names.known(bare) or (bare.endswith("s") and self.names.known(bare[:-1]))

    def is_everyday(self, lower: str) -> bool:
        """Whether the word is a first name used in Danish families."""
        return plain(lower) in self.names.everyday_first

    def is_unknown(self, lower: str) -> bool:
        """Whether the word is in no dictionary and no list: a rare name or a slip."""
        known = lower in self.not_names or lower in self.vocabulary
        return not (known or self.places.is_town(lower) or self._is_body(lower))

    def _is_body(self, lower: str) -> bool:
        return any(lower[cut:] in self.body_endings for cut in range(3, len(lower) - 2))


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """From data/ and the dictionary; raises ContentError."""
    groups = dict(read_yaml(get_settings().data_folder / "lists" / "not_names.yml"))
    endings = frozenset(groups.pop("endings"))
    return Lexicon(
        load_name_lists(), load_place_names(), load_street_words(), danish_vocabulary(),
        frozenset(word for words in groups.values() for word in words), endings,
    )  # fmt: skip
