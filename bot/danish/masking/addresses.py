"""Addresses: a street by its name with the number of a house after it."""

from collections.abc import Iterator

from bot.danish.masking.house_numbers import Tail, read_tail
from bot.danish.masking.lexicon import Lexicon
from bot.danish.masking.name_lists import Proof
from bot.danish.masking.numbers import read_number
from bot.danish.masking.spoken_numbers import read_word
from bot.danish.masking.tokens import Kind, Token

_ENOUGH = 2
_MOST_WORDS = 5
_STOPS = frozenset({
    "på", "i", "ved", "fra", "til", "bor", "boede", "er", "adresse", "adressen", "min", "mit",
    "vores", "og", "ude", "her", "hos", "flytter", "flyttet", "hjemme", "lige", "nu", "jeg", "vi",
    "han", "hun", "de", "den", "det", "at", "for", "om", "hej", "hul", "som", "in", "live",
    "address", "my", "is", "navn", "mvh", "hilsen", "naboen", "hele", "sted", "stedet", "med",
    "af", "et", "en", "der", "hvor", "skal", "bopæl", "kommer", "har", "kan", "når",
    "fordi", "men", "tak", "lejlighed", "vil", "havde", "hedder", "a", "moved", "from", "to",
    "the", "of", "gaden", "vejen", "under", "nær", "omkring", "mod",
})  # fmt: skip
_PLACED = frozenset({"Ved", "Over", "Bag", "Under", "Langs", "Mellem", "Bagved", "Foran"})
"""Prepositions that begin a street's name: Ved Skoven 12."""
_BETWEEN = frozenset({"den", "det", "de", "af", "von", "og", "van", "la"})
_NUMBER_WORDS = frozenset({"nr", "nummer", "no", "husnummer", "hus"})
_BARE = frozenset({
    "vej", "vejen", "gade", "gaden", "plads", "pladsen", "torv", "torvet", "allé", "alle",
    "boulevard", "stræde", "strædet", "vænge", "vænget", "park", "parken", "have", "haven", "kaj",
    "kajen", "toft", "toften", "bakke", "bakken", "lund", "lunden", "passage", "gård", "gården",
    "promenade", "sti", "stien", "bro", "havn", "mark", "marken", "banke", "høj", "skov", "eng",
    "engen", "dal", "kær", "krog", "vang", "skoven", "dalen", "kæret", "krogen", "vangen",
    "banken", "højen", "stranden", "porten", "kilden", "broen", "havnen", "søen", "åen", "kirken",
    "møllen", "hegnet", "leddet", "bækken", "svinget", "landevej", "brink", "brinken", "alléen",
    "kvarter", "gang", "slippe", "led", "hegn", "strand", "port", "kilde",
})  # fmt: skip
_BOR_PAA = (frozenset({"bor", "bo", "boede", "boet", "live", "lives", "residing", "bopæl"}),
            frozenset({"på", "i", "ved", "at", "on", "in"}))  # fmt: skip


class AddressFinder:
    """Finds the addresses of one text."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon, *, capitals: bool) -> None:
        """``capitals``: whether a capital letter in this text says anything."""
        self._tokens = tokens
        self._lexicon = lexicon
        self._capitals = capitals

    def find(self) -> Iterator[tuple[int, int]]:
        """Token ranges, from first up to not including after, in order."""
        at = 0
        while at < len(self._tokens):
            found = self._at(at)
            if found is None:
                at += 1
                continue
            yield found
            at = found[1]

    def _at(self, at: int) -> tuple[int, int] | None:
        """The address whose street ends at ``tokens[at]``."""
        token = self._tokens[at]
        never = token.lower in self._lexicon.streets.never or read_word(token.lower) is not None
        if token.kind is not Kind.WORD or never:
            return None
        number_at = self._number_at(at + 1)
        if token.text == "alle" and number_at and self._tokens[number_at].kind is Kind.WORD:
            return None
        tail = self._tail(number_at) if number_at is not None else None
        if tail is None:
            return self._number_before(at)
        street = self._street(at)
        first, worth = street if street else (at, 0)
        announced = self._announced(first)
        if street is None:
            unnamed = self._unnamed(at, announced=announced, tail=tail)
            return (unnamed, tail.after) if unnamed is not None else None
        private = announced or tail.floor or not self._of_public_place(first)
        if not (private and self._is_number_of_house(number_at, tail, announced)):
            return None
        worth += announced + tail.letter + 2 * tail.floor + 2 * tail.postal + tail.town
        return (first, tail.after) if worth >= _ENOUGH else None

    def _is_number_of_house(self, at: int | None, tail: Tail, announced: int) -> bool:
        """Whether a number in words isn't a count: "på nørregade to store huller"."""
        if at is None or self._tokens[at].kind is Kind.NUMBER or announced == _ENOUGH:
            return True
        if tail.letter or tail.floor or tail.postal or tail.town:
            return True
        following = self._tokens[tail.after] if tail.after < len(self._tokens) else None
        ends = following is None or following.kind is not Kind.WORD or following.lower in _STOPS
        counts = self._tokens[at].lower in {"en", "et", "én", "ét"}
        return not counts and (ends or bool(announced))

    def _tail(self, at: int) -> Tail | None:
        return read_tail(self._tokens, at, self._lexicon.places)

    def _number_at(self, at: int) -> int | None:
        """Where the house number stands, past a comma and "nr."."""
        named = False
        while at < len(self._tokens):
            token = self._tokens[at]
            if token.lower in _NUMBER_WORDS:
                named = True
            elif not (token.text == "," or (token.text == "." and named)):
                break
            at += 1
        if at >= len(self._tokens) or "\n" in self._tokens[at].gap:
            return None
        return at if read_number(self._tokens, at) else None

    def _street(self, at: int) -> tuple[int, int] | None:
        """Where the street's name begins and how surely it is one, or none."""
        token = self._tokens[at]
        streets = self._lexicon.streets
        if token.lower in _BARE:
            first = self._names_before(at)
            return None if first == at else (first, 2)
        known = token.lower in self._lexicon.vocabulary
        capital = token.capital and self._capitals and not (token.opens and known)
        if token.lower in streets.also_streets:
            return self._prefixes_before(at), 2
        if streets.ends_surely(token.lower):
            return self._prefixes_before(at), 1 if known and not capital else 2
        if streets.ends_maybe(token.lower):
            town = self._lexicon.places.is_town(token.lower) or self._lexicon.is_name(token.lower)
            if town or (known and not capital):
                return self._prefixes_before(at), 0
            first = self._prefixes_before(at)
            proper = token.capital and self._capitals and (not known or self._at_place(first))
            return first, 2 if proper else 1
        return None

    def _at_place(self, first: int) -> bool:
        """Whether "på", "i" or their like stands before."""
        return first > 0 and self._tokens[first - 1].lower in {"på", "i", "ved", "til", "fra"}

    def _prefixes_before(self, at: int) -> int:
        """Past "Gl.", "Ny" and capital words such as the Lersø of Lersø Parkallé."""
        first = at
        while first > 0 and at - first < _MOST_WORDS:
            step = self._abbreviation(first)
            if step is None:
                word = self._tokens[first - 1]
                if not self._adjoins(first) or word.kind is not Kind.WORD:
                    break
                prefix = word.lower in self._lexicon.streets.before and len(word.text) > 1
                proper = self._proper(word) or self._lexicon.places.is_town(word.lower)
                if not prefix and (not proper or self._lexicon.is_name(word.lower)):
                    break
                step = first - 1
            first = step
        return first

    def _names_before(self, at: int) -> int:
        """Past the names of a street whose last word is "Vej" or its like."""
        first, last_was_prefix = at, False
        if at and self._tokens[at - 1].text in _PLACED and self._tokens[at].capital:
            return at - 1
        while first > 0 and at - first < _MOST_WORDS + 3:
            step = self._numeral(first) or self._abbreviation(first)
            if step is not None:
                first = step
                continue
            word = self._tokens[first - 1]
            if (
                not self._adjoins(first)
                or word.kind is not Kind.WORD
                or word.lower in _STOPS - _BETWEEN
            ):
                break
            prefix = word.lower in self._lexicon.streets.before
            street = self._tokens[at]
            both = word.capital and street.capital and not street.opens
            titled = self._capitals and first == at and both
            if not (prefix or titled or self._part_of_name(word, first == at, last_was_prefix)):
                break
            last_was_prefix = prefix
            first -= 1
        while first < at and self._tokens[first].lower in _BETWEEN | _STOPS:
            first += 1
        return first

    def _part_of_name(self, word: Token, beside_street: bool, after_prefix: bool) -> bool:
        lower = word.lower
        if lower in _BETWEEN or (len(lower) == 1 and not after_prefix):
            return not beside_street
        unknown = lower not in self._lexicon.vocabulary
        name = self._lexicon.is_name(lower)
        if beside_street:
            genitive = lower.endswith("s") and (unknown or name)
            return genitive or self._proper(word) or (unknown and len(lower) > 2)
        if after_prefix:
            return self._proper(word) and not name
        return self._proper(word) or (name and (unknown or self._firm_name(lower)))

    def _firm_name(self, lower: str) -> bool:
        return self._lexicon.first_proof(lower) >= Proof.WORD

    def _proper(self, word: Token) -> bool:
        """Whether the word has a capital that means something."""
        if not (word.capital and self._capitals) or word.lower in _STOPS:
            return False
        known = word.lower in self._lexicon.vocabulary
        return not (word.opens and known and not self._lexicon.is_name(word.lower))

    def _adjoins(self, first: int) -> bool:
        return "\n" not in self._tokens[first].gap and bool(self._tokens[first].gap)

    def _numeral(self, first: int) -> int | None:
        """Where the 4s of "Christian den 4s Vej" or the X's of "Christian X's Vej" begins."""
        tokens = self._tokens
        if first < 3 or tokens[first - 1].lower != "s" or tokens[first - 1].gap:
            return None
        at = first - 3 if tokens[first - 2].text in "'." else first - 2
        roman = not set(tokens[at].lower) - set("ivx")
        return at if tokens[at].kind is Kind.NUMBER or roman else None

    def _abbreviation(self, first: int) -> int | None:
        """Where "Gl.", "Nr." or an initial such as "H.C." before ``first`` begins."""
        tokens = self._tokens
        if first < 2 or "\n" in tokens[first].gap:
            return None
        dot, word = tokens[first - 1], tokens[first - 2]
        if dot.text in ".-" and word.kind is Kind.WORD and not dot.gap:
            short = len(word.text) == 1 or word.lower in self._lexicon.streets.before
            hyphened = dot.text == "-" and not tokens[first].gap
            if (dot.text == "." and short) or (hyphened and self._proper(word)):
                return first - 2
        return None

    def _of_public_place(self, first: int) -> bool:
        """Whether "biblioteket på" or "biblioteket ligger på" stands before the street."""
        before = [token.lower for token in self._tokens[max(0, first - 3) : first]]
        if not before or before[-1] not in {"på", "i", "ved"}:
            return False
        at = -3 if len(before) == 3 and before[-2] in {"ligger", "lå"} else -2
        return len(before) >= -at and before[at] in self._lexicon.streets.public

    def _announced(self, first: int) -> int:
        """How much the words before the street say that an address comes."""
        before = [token.lower for token in self._tokens[max(0, first - 5) : first]]
        if not before:
            return 0
        if any(word.startswith(("adresse", "bopæl", "adr")) for word in before):
            return 2
        for index, word in enumerate(before):
            if word in _BOR_PAA[0] and before[index + 1 :] and before[-1] in _BOR_PAA[1]:
                return 2
        return int(any(word in self._lexicon.streets.announcing for word in before))

    def _unnamed(self, at: int, *, announced: int, tail: Tail) -> int | None:
        """Where a street without an ending of streets begins: "bor på Lindely 12"."""
        first = at + 1
        while first > 0 and at - first < 3 and self._may_be_street(first - 1):
            first -= 1
            if first > 0 and "\n" in self._tokens[first].gap:
                break
        if first > at:
            return None
        announced = max(announced, self._announced(first))
        worth = tail.letter + 2 * tail.floor + 2 * tail.postal
        on_it = first > 0 and self._tokens[first - 1].lower in {"på", "ved", ":", "er", "on", "at"}
        lived_in = (tail.postal or tail.floor) and self._proper(self._tokens[at])
        enough = (announced == _ENOUGH and (worth or on_it)) or lived_in
        return self._prefixes_before(first) if enough else None

    def _may_be_street(self, index: int) -> bool:
        token = self._tokens[index]
        if token.kind is not Kind.WORD or token.lower in _STOPS or len(token.text) < 3:
            return False
        if self._lexicon.places.is_town(token.lower):
            return False
        return self._proper(token) or self._lexicon.is_unknown(token.lower)

    def _number_before(self, at: int) -> tuple[int, int] | None:
        """An address said the other way round: "nr. 12 på Nørregade"."""
        street = self._street(at)
        if street is None or street[1] < _ENOUGH or street[0] < 3:
            return None
        tokens, place = self._tokens, street[0] - 1
        if tokens[place].lower not in {"på", "i", "ved"}:
            return None
        for number in range(place - 1, max(0, place - 4), -1):
            named = tokens[number - 1].lower in _NUMBER_WORDS | {"."} and number > 0
            if named and read_number(tokens, number):
                tail = self._tail(number)
                start = number - 2 if tokens[number - 1].text == "." else number - 1
                spelled = tokens[max(start, 0)].lower in _NUMBER_WORDS
                if tail and tail.after >= place and spelled:
                    return start, at + 1
        return None
