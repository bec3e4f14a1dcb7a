"""How evenly people are recognised: recall of first names by the group they come from."""

from pathlib import Path

from bot.answers.yaml_files import read_yaml
from bot.danish.training.augment import Lists, lower_case
from bot.danish.training.labelled import Labelled, rebuild
from bot.danish.training.scores import Recogniser

IN_NO_LIST = "in no list"
_HOLE = "{first}"


def recall_by_group(data_folder: Path, recognise: Recogniser) -> dict[str, dict[str, float]]:
    """Each held-out name in each held-out sentence that has room for one name.

    Half of the texts are in lower case. A name counts as found where a PER has its borders.
    The last group, IN_NO_LIST, are names from data/tests that no list has.
    """
    lists = Lists.load(data_folder, held_out=True)
    groups = read_yaml(data_folder / "lists" / "first_names.yml")
    sentences = [sentence for sentence in lists.sentences["names"] if _has_room_for_one(sentence)]
    listed = {name.lower() for names in groups.values() for name in names}
    unlisted = read_yaml(data_folder / "tests" / "unlisted_first_names.yml")
    measured = dict(zip(groups, lists.first, strict=True))
    measured[IN_NO_LIST] = tuple(name for name in unlisted if name.lower() not in listed)
    return {
        group: _recall([text for name in names for text in _texts(name, sentences)], recognise)
        for group, names in measured.items()
    }


def _has_room_for_one(sentence: str) -> bool:
    return sentence.count("{") == 1 and _HOLE in sentence and f"{_HOLE}s" not in sentence


def _texts(name: str, sentences: list[str]) -> list[Labelled]:
    written = []
    for sentence in sentences:
        before, _, after = sentence.partition(_HOLE)
        written.append(rebuild([(before, ""), (name, "PER"), (after, "")]))
    return [*written, *map(lower_case, written)]


def _recall(texts: list[Labelled], recognise: Recogniser) -> dict[str, float]:
    found = recognise([text.text for text in texts])
    hits = sum(
        text.spans[0] in set(spans) for text, spans in zip(texts, found, strict=True) if text.spans
    )
    return {"recall": round(hits / len(texts), 4), "texts": len(texts)}
