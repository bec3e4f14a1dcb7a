"""Words the bot learns today are heard today: time to rebuild the graph, and what callers get.

A topic is added to a copy of data/, as an editor would, with three words that the speech model has
never had, one each in question, example and answer; `muni voice build` runs on a copy of the model;
test voices then say the words in sentences that nobody wrote into the topic.

Run: python -m bench.new_words
"""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
import yaml

from bot.settings import ROOT, get_settings
from voice.danish.corpus.codecs import to_16_bit
from voice.danish.corpus.telephone import TELEPHONE, apply_fixed
from voice.danish.corpus.voices import draw_test_speaker
from voice.danish.espeak import get_espeak
from voice.engines.checking import load_checked
from voice.recognizer import Final

OUT = Path(__file__).parent / "out"
RATE = 8000
SPEAKERS = 10
SEED = 5
WORDS = ("klimaborgerting", "regnvandslaug", "byttestation")
QUESTION = "Hvordan kommer jeg med i et klimaborgerting?"
EXAMPLE = "hvor ligger den nærmeste byttestation"
ANSWER = "Skriv til kommunen. Et regnvandslaug kan også få støtte."
SAID = (
    "må man sidde i klimaborgerting når man er sytten år",
    "hvem betaler for vores regnvandslaug",
    "er der åbent på en byttestation i dag",
    "jeg vil gerne vide om byttestation tager imod cykler",
)


def main() -> None:
    """Measure, print a table, write JSON."""
    with tempfile.TemporaryDirectory() as temporary:
        data, model = Path(temporary) / "data", Path(temporary) / "model"
        shutil.copytree(ROOT / "data", data)
        shutil.copytree(get_settings().speech_model, model)
        before = _heard(model)
        _add_topic(data)
        done = subprocess.run(
            [Path(sys.executable).parent / "muni", "voice", "build", "--model", model],
            env={**os.environ, "MUNI_DATA_FOLDER": str(data)},
            capture_output=True,
            check=True,
        )
        built = json.loads(done.stdout)
        after = _heard(model)
        said = {word: SPEAKERS * sum(word in text.split() for text in SAID) for word in WORDS}
        found = {
            "load": os.getloadavg()[0],
            "build_s": built["spent_s"],
            "new": [word for word in built["added"] if word in WORDS],
            "said": said,
            "before": before,
            "after": after,
        }
    OUT.mkdir(exist_ok=True)
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    (OUT / "new_words.json").write_text(text, encoding="utf-8")
    print(f"rebuilt in {found['build_s']} s (load {found['load']:.1f})")
    for word in WORDS:
        print(f"{word}: said {said[word]} times, heard {before[word]}, then {after[word]}")


def _add_topic(data: Path) -> None:
    topics = yaml.safe_load((data / "topics.yml").read_text(encoding="utf-8"))
    listed = topics["categories"][0]["topics"]
    listed.append({**listed[0], "id": "nyt_emne", "question": QUESTION, "title": "Nyt emne"})
    _write(data / "topics.yml", topics)
    learnt = {"intent": "nyt_emne", "examples": f"- {EXAMPLE}\n"}
    _write(data / "nlu" / "nyt_emne.yml", {"version": "3.1", "nlu": [learnt]})
    answer = {"topic": "nyt_emne", "text": ANSWER, "spoken": ANSWER, "sources": []}
    _write(data / "answers" / topics["categories"][0]["id"] / "nyt_emne.yml", answer)


def _write(path: Path, content: object) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def _heard(folder: Path) -> dict[str, int]:
    """How many times each word was heard when it was said, by telephone."""
    model = load_checked(folder)
    dice = random.Random(SEED)
    heard: Counter[str] = Counter()
    for sentence in SAID:
        for number in range(SPEAKERS):
            speech = get_espeak().speak(sentence, draw_test_speaker(dice))
            samples = np.pad(speech.samples.astype(np.float32) / 32768, speech.rate // 2)
            line = to_16_bit(apply_fixed(samples, speech.rate, TELEPHONE, number))
            recognizer = model.recognizer(RATE)
            answer = recognizer.accept(line.astype("<i2").tobytes())
            first = f"{answer.text} " if isinstance(answer, Final) else ""
            text = (first + recognizer.finish().text).lower().split()
            heard.update(word for word in WORDS if word in text and word in sentence.split())
    return {word: heard[word] for word in WORDS}


if __name__ == "__main__":
    main()
