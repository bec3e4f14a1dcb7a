"""Varies labelled texts towards chat: lower case, other names, ae/oe/aa, made-up messages."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.answers.yaml_files import read_yaml
from bot.danish.training.labelled import Labelled, rebuild

_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})
_BARE = str.maketrans({"æ": "e", "ø": "o", "å": "a", "Æ": "E", "Ø": "O", "Å": "A"})
_HOLE_LABELS = {"first": "PER", "last": "PER", "full": "PER", "org": "ORG"}
_WORD = re.compile(r"\w{3,}")
_HOLE_LISTS = {
    "town": "towns",
    "country": "countries",
    "org": "orgs",
    "role": "roles",
    "tail": "tails",
}
_JOINTS = (". ", " ", ", ", "! ", "\n", " og ", "? ")


@dataclass(frozen=True)
class Lists:
    """Names and made-up sentences from data/lists."""

    first: tuple[tuple[str, ...], ...]
    """First names by group; the Danish ones are the first group."""
    last: tuple[tuple[str, ...], ...]
    sentences: dict[str, tuple[str, ...]]

    @classmethod
    def load(cls, data_folder: Path, *, held_out: bool) -> "Lists":
        """Every fifth name and sentence is held out, to measure on what was never practised."""
        lists = data_folder / "lists"

        def part(values: Sequence[str]) -> tuple[str, ...]:
            kept = (value for i, value in enumerate(values) if (i % 5 == 2) == held_out)
            return tuple(kept)

        def groups(name: str) -> tuple[tuple[str, ...], ...]:
            return tuple(part(names) for names in read_yaml(lists / name).values())

        raw = read_yaml(lists / "name_sentences.yml")
        split = {"names", "plain"}
        return cls(
            first=groups("first_names.yml"),
            last=groups("last_names.yml"),
            sentences={k: part(v) if k in split else tuple(v) for k, v in raw.items()},
        )


class Augmenter:
    """All variation comes from one seeded random source, so that a run can be repeated."""

    def __init__(self, lists: Lists, seed: int) -> None:
        """Draw from ``lists``."""
        self._lists = lists
        self._random = random.Random(seed)  # noqa: S311, repeatable is the point

    def with_other_names(self, text: Labelled) -> Labelled:
        """Every PER replaced by a name of as many words."""
        return rebuild(
            (self._name_like(piece), label) if label == "PER" else (piece, label)
            for piece, label in text.pieces()
        )

    def roughened(self, text: Labelled) -> Labelled:
        """Half in lower case, some in capitals, a few misspelt throughout."""
        chance = self._random.random()
        if chance < 0.5:
            text = lower_case(text)
        elif chance < 0.53:
            text = _each(text, str.upper)
        return self.misspelt(text) if self._random.random() < 0.2 else text

    def misspelt(self, text: Labelled) -> Labelled:
        """Every eighth word outside of names is wrong; at times æ, ø, å are missing everywhere."""
        alphabet = self._random.choices((_ASCII, _BARE, None), (2, 1, 6))[0]
        if alphabet:
            text = _each(text, lambda piece: piece.translate(alphabet))
        return rebuild(
            (piece if label else _WORD.sub(self._misspell, piece), label)
            for piece, label in text.pieces()
        )

    def _misspell(self, match: re.Match[str]) -> str:
        word = match.group()
        if self._random.random() > 0.12:
            return word
        at = self._random.randrange(1, len(word))
        return self._random.choice(
            (
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
                word[:at] + self._random.choice("aeinrst") + word[at + 1 :],
            )
        )

    def messages(self, count: int) -> Iterator[Labelled]:
        """Made-up chat messages of one to three sentences."""
        for _ in range(count):
            pieces: list[tuple[str, str]] = []
            for i in range(self._random.choices((1, 2, 3), (6, 3, 1))[0]):
                if i:
                    pieces.append((self._random.choice(_JOINTS), ""))
                kind = "names" if self._random.random() < 0.5 else "plain"
                pieces += self._filled(self._random.choice(self._lists.sentences[kind]))
            if self._random.random() < 0.4:
                pieces.append((self._random.choice((".", "?", "!", "...", "???")), ""))
            message = rebuild(pieces)
            if message.text[0].islower() and self._random.random() < 0.4:
                first, *rest = message.pieces()
                message = rebuild([(first[0][0].upper() + first[0][1:], first[1]), *rest])
            yield self.roughened(message)

    def _filled(self, sentence: str) -> Iterator[tuple[str, str]]:
        for hole in ("{role}", "{tail}"):
            while hole in sentence:
                word = self._random.choice(self._lists.sentences[_HOLE_LISTS[hole[1:-1]]])
                sentence = sentence.replace(hole, word, 1)
        while "{" in sentence:
            before, _, rest = sentence.partition("{")
            hole, _, sentence = rest.partition("}")
            value = self._value(hole)
            if sentence.startswith("s ") and _HOLE_LABELS.get(hole) == "PER":
                value, sentence = value + "s", sentence[1:]
            yield before, ""
            yield value, _HOLE_LABELS.get(hole, "LOC")
        yield sentence, ""

    def _value(self, hole: str) -> str:
        pick, sentences = self._random.choice, self._lists.sentences
        if hole == "first":
            return self._from(self._lists.first)
        if hole == "last":
            return self._from(self._lists.last)
        if hole == "full":
            middle = self._random.choices((0, 1, 2), (6, 2, 1))[0]
            between = [self._from(pick((self._lists.first, self._lists.last)))] * min(middle, 1)
            return " ".join([self._value("first"), *between, self._value("last")])
        if hole == "street":
            street = pick(sentences["streets"]) + pick(sentences["street_endings"])
            return f"{street} {self._random.randint(1, 180)}"
        return pick(sentences[_HOLE_LISTS[hole]])

    def _from(self, groups: tuple[tuple[str, ...], ...]) -> str:
        danish = self._random.random() < 0.6
        return self._random.choice(groups[0] if danish else self._random.choice(groups))

    def _name_like(self, name: str) -> str:
        words = name.split()
        first = len(words) > 1 or self._random.random() < 0.6
        new = [self._value("first" if first else "last")]
        new += [self._value("first" if self._random.random() < 0.3 else "last") for _ in words[2:]]
        new += [self._value("last") for _ in words[1:2]]
        genitive = "s" if name.endswith("s") and not new[-1].endswith("s") else ""
        return " ".join(new) + genitive


def lower_case(text: Labelled) -> Labelled:
    """As most citizens write in a chat."""
    return _each(text, str.lower)


def _each(text: Labelled, change: Callable[[str], str]) -> Labelled:
    return rebuild((change(piece), label) for piece, label in text.pieces())
