"""Measures models/da_muni: ``python -m bot.danish.training.evaluate --data FOLDER``.

Prints a table, writes evaluation.json and CARD.md beside the pipeline. The test sets are read
here and nowhere else.
"""

import json
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import spacy
import typer
from spacy.language import Language

from bot.danish.pipeline import load_pipeline
from bot.danish.training.augment import Augmenter, Lists, lower_case
from bot.danish.training.baseline import Gazetteer
from bot.danish.training.card import card, entity_table
from bot.danish.training.chat_tokenizer import mend_tokenizer
from bot.danish.training.labelled import Labelled
from bot.danish.training.lemma_rival import accuracy, trained_lemmatizer
from bot.danish.training.lemmas import TABLE, published_lemmas
from bot.danish.training.name_scores import recall_by_group
from bot.danish.training.open_data import read_entities, read_treebank
from bot.danish.training.scores import Recogniser, score
from bot.danish.training.token_scores import hasty, token_f1
from bot.danish.training.train import SEED, TRAINING_FILE
from bot.settings import ROOT

_TESTS = {"news": "da_news_test", "arto": "da_arto_test", "twitter": "da_twitter_test"}
_AS_LOC = {"MUNICIPALITY": "LOC", "TOWN": "LOC"}
_WARM_UP = 20


def evaluate(data: Path, path: Path, data_folder: Path) -> dict[str, Any]:
    """All figures of the card."""
    bare = spacy.load(path)
    whole = load_pipeline(str(path))
    messages = Augmenter(Lists.load(data_folder, held_out=True), SEED + 2).messages(500)
    return {
        "entities": _entities(data / "danplus", bare, whole),
        "names": recall_by_group(data_folder, _recogniser(bare)),
        "lemmas": _lemmas(data / "ud_danish_ddt", bare),
        "tokens": _tokens(data / "ud_danish_ddt"),
        "speed": _speed(whole, [message.text for message in messages]),
        "size_mb": round(sum(f.stat().st_size for f in path.rglob("*") if f.is_file()) / 1e6, 1),
    }


def _entities(danplus: Path, bare: Language, whole: Language) -> dict[str, Any]:
    news = read_entities(danplus / "da_news_train.tsv")
    recognisers: dict[str, Recogniser] = {
        "train entities looked up": Gazetteer(news),
        "train entities looked up, any case": Gazetteer(news, any_case=True),
        "da_muni": _recogniser(bare),
        "da_muni with MUNI's lists": _recogniser(whole),
    }
    tests: dict[str, list[Labelled]] = {}
    for name, file in _TESTS.items():
        texts = read_entities(danplus / f"{file}.tsv")
        tests |= {name: texts, f"{name}, lower case": list(map(lower_case, texts))}
    return {
        test: {name: score(texts, recogniser) for name, recogniser in recognisers.items()}
        for test, texts in tests.items()
    }


def _recogniser(nlp: Language) -> Recogniser:
    def recognise(texts: list[str]) -> list[list[tuple[int, int, str]]]:
        return [
            [(e.start_char, e.end_char, _AS_LOC.get(e.label_, e.label_)) for e in doc.ents]
            for doc in nlp.pipe(texts)
        ]

    return recognise


def _lemmas(treebank: Path, bare: Language) -> dict[str, float]:
    dev = read_treebank(treebank / "da_ddt-ud-dev.conllu")
    test = read_treebank(treebank / "da_ddt-ud-test.conllu")
    published = spacy.blank("da")
    lemmatizer: Any = published.add_pipe("lemmatizer", config={"mode": "lookup"})
    published.initialize()
    lemmatizer.lookups.get_table(TABLE).update(published_lemmas())
    with bare.select_pipes(enable="lemmatizer"):
        ours = accuracy(bare, test)
    return {
        "form as written": accuracy(spacy.blank("da"), test),
        "spacy-lookups-data": accuracy(published, test),
        "trainable_lemmatizer": accuracy(trained_lemmatizer(dev, SEED), test),
        "da_muni": ours,
    }


def _tokens(treebank: Path) -> dict[str, dict[str, float]]:
    test = read_treebank(treebank / "da_ddt-ud-test.conllu")
    mended = spacy.blank("da")
    mend_tokenizer(mended)
    texts = {"as printed": test, "typed in haste": hasty(test, SEED)}
    return {
        name: {"spaCy": token_f1(spacy.blank("da"), text), "da_muni": token_f1(mended, text)}
        for name, text in texts.items()
    }


def _speed(nlp: Language, texts: list[str]) -> dict[str, float]:
    spent = [_seconds(partial(nlp, text)) * 1000 for text in texts][_WARM_UP:]
    return {
        "messages": len(texts),
        "characters_median": statistics.median(map(len, texts)),
        "ms_median": round(statistics.median(spent), 2),
        "ms_p95": round(statistics.quantiles(spent, n=20)[-1], 2),
        "docs_per_second_batched": round(len(texts) / _seconds(lambda: list(nlp.pipe(texts)))),
    }


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(
    data: Annotated[Path, typer.Option(help="folder with danplus/ and ud_danish_ddt/")],
    path: Path = ROOT / "models" / "da_muni",
    data_folder: Path = ROOT / "data",
) -> None:
    """Print the scores and write them beside the pipeline."""
    for stale in ("evaluation.json", "CARD.md"):
        (path / stale).unlink(missing_ok=True)
    figures = evaluate(data, path, data_folder)
    training = json.loads((path / TRAINING_FILE).read_text(encoding="utf-8"))
    written = json.dumps(figures, indent=1, ensure_ascii=False) + "\n"
    (path / "evaluation.json").write_text(written, encoding="utf-8")
    (path / "CARD.md").write_text(card(figures, training), encoding="utf-8")
    typer.echo(entity_table(figures["entities"]))


if __name__ == "__main__":
    typer.run(main)
