"""Makes models/da_muni: ``python -m bot.danish.training.train --data FOLDER``."""

import hashlib
import importlib.metadata
import json
import logging
import shutil
import sys
from pathlib import Path
from typing import Annotated, Any

import spacy
import typer
from spacy.cli.train import train as spacy_train
from spacy.language import Language
from spacy.lookups import Lookups

from bot.danish.training.convert import convert
from bot.danish.training.lemmas import TABLE, lemma_table
from bot.danish.training.lexicon import PRACTISED, lexicon_pipeline
from bot.danish.training.open_data import read_entities, read_treebank
from bot.settings import ROOT

SEED = 20261124
TRAINING_FILE = "training.json"
"""Beside the pipeline: seed, command, versions and a hash of every file read."""
_USED = (
    "danplus/da_news_train.tsv",
    "danplus/da_news_dev.tsv",
    "danplus/da_arto_dev.tsv",
    "danplus/da_twitter_dev.tsv",
    "ud_danish_ddt/da_ddt-ud-dev.conllu",
    "freq/da_50k_2018.txt",
)
_LISTS = ("first_names.yml", "last_names.yml", "name_sentences.yml")
_PACKAGES = ("spacy", "thinc", "numpy", "spacy-lookups-data")
_CONFIG = Path(__file__).with_name("config.cfg")
_log = logging.getLogger(__name__)


def make_pipeline(data: Path, out: Path, work: Path, data_folder: Path) -> None:
    """Convert, train, add lemmas, save at ``out``, replacing what is there.

    ``data`` is the folder of the open data, ``work`` takes what lies between. Test sets are
    not read. Raises FileNotFoundError when a file of the open data is missing.
    """
    missing = [name for name in _USED if not (data / name).is_file()]
    if missing:
        raise FileNotFoundError(f"{data} lacks {', '.join(missing)}; see models/da_muni/CARD.md")
    record = json.dumps(_record(data, data_folder), indent=1, ensure_ascii=False)
    counts = convert(data, data_folder, work, SEED)
    _log.info("converted: %s", counts)
    frequencies = data / "freq" / "da_50k_2018.txt"
    lexicon = lexicon_pipeline(data_folder, frequencies, SEED, marked=PRACTISED)
    lexicon.to_disk(work / "lexicon")
    spacy_train(
        _CONFIG,
        work / "trained",
        overrides={
            "paths.train": str(work / "train.spacy"),
            "paths.dev": str(work / "dev.spacy"),
            "paths.lexicon": str(work / "lexicon"),
            "system.seed": SEED,
        },
    )
    nlp = spacy.load(work / "trained" / "model-best")
    nlp.vocab.vectors = lexicon_pipeline(data_folder, frequencies, SEED).vocab.vectors
    add_lemmas(nlp, data)
    nlp.meta.update(_meta())
    nlp.config = nlp.config.merge({"paths": dict.fromkeys(nlp.config["paths"])})
    shutil.rmtree(out, ignore_errors=True)
    nlp.to_disk(out)
    (out / TRAINING_FILE).write_text(record + "\n", encoding="utf-8")


def add_lemmas(nlp: Language, data: Path) -> None:
    """Add spaCy's lookup lemmatizer with the corrected table."""
    frequencies = (data / "freq" / "da_50k_2018.txt").read_text(encoding="utf-8").splitlines()
    news = read_entities(data / "danplus" / "da_news_train.tsv")
    openers = [word for text in news for word in text.text.split()]
    openers += [line.split()[0] for line in frequencies]
    treebank = read_treebank(data / "ud_danish_ddt" / "da_ddt-ud-dev.conllu")
    lookups = Lookups()
    lookups.add_table(TABLE, lemma_table(treebank, openers))
    lemmatizer: Any = nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    lemmatizer.initialize(lookups=lookups)


def _meta() -> dict[str, object]:
    return {
        "name": "muni",
        "version": "1.0.0",
        "description": "Danish for municipal chat: tokens, lemmas and named entities",
        "license": "MPL-2.0; lemma table and word features CC BY-SA 4.0",
        "sources": [
            {"name": "DaN+", "url": "https://github.com/bplank/DaNplus", "license": "MIT"},
            {
                "name": "UD Danish-DDT",
                "url": "https://github.com/UniversalDependencies/UD_Danish-DDT",
                "license": "CC BY-SA 4.0 or GPL-2.0",
            },
            {
                "name": "FrequencyWords (OpenSubtitles 2018)",
                "url": "https://github.com/hermitdave/FrequencyWords",
                "license": "CC BY-SA 4.0",
            },
            {
                "name": "spacy-lookups-data",
                "url": "https://github.com/explosion/spacy-lookups-data",
                "license": "MIT; Danish tables from the sources named there",
            },
        ],
    }


def _record(data: Path, data_folder: Path) -> dict[str, object]:
    files = {name: data / name for name in _USED}
    files |= {f"data/lists/{name}": data_folder / "lists" / name for name in _LISTS}
    return {
        "seed": SEED,
        "command": "make spacy-model DATA=<folder of the open data>",
        "versions": {name: importlib.metadata.version(name) for name in _PACKAGES},
        "sha256": {name: hashlib.sha256(p.read_bytes()).hexdigest() for name, p in files.items()},
    }


def main(
    data: Annotated[Path, typer.Option(help="folder with danplus/, ud_danish_ddt/ and freq/")],
    out: Path = ROOT / "models" / "da_muni",
    work: Path = ROOT / "var" / "spacy",
    data_folder: Path = ROOT / "data",
) -> None:
    """Train the Danish pipeline; about ten minutes on one core."""
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    try:
        make_pipeline(data, out, work, data_folder)
    except FileNotFoundError as missing:
        raise typer.BadParameter(str(missing)) from missing


if __name__ == "__main__":
    typer.run(main)
