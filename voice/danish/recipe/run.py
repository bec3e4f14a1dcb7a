"""Runs the recipe: words, sentences, speech, calls, training, real recordings, model folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch

from voice.danish.build import LEXICON_FILE, Knowledge, build, said_of
from voice.danish.corpus.frames import LabelledFrames
from voice.danish.corpus.heard import hear_corpus
from voice.danish.corpus.manifest import Clip
from voice.danish.corpus.sentences import sentences
from voice.danish.corpus.shards import read_shard
from voice.danish.corpus.speak import speak_corpus
from voice.danish.corpus.synthetic import RATE
from voice.danish.export.folder import write_acoustics
from voice.danish.export.network import Network
from voice.danish.human import fit_corpus
from voice.danish.lexicon import read_lexicon, write_lexicon
from voice.danish.recipe.scale import Scale
from voice.danish.recipe.words import base_lexicon, common_words
from voice.danish.training.batches import load
from voice.danish.training.fold import folded
from voice.danish.training.network import AcousticNetwork
from voice.danish.training.train import Trainer
from voice.errors import CorpusError

Say = Callable[[str], None]

LONGEST_FRAMES = 1000
SHORTEST_FRAMES = 40
FRAMES_A_PHONE = 3


@dataclass(frozen=True)
class Order:
    """What to train from and where: ``clips`` are real recordings, split "train" and others.

    ``work`` keeps what each step made, so that a run that was cut off goes on; ``held_out`` are
    words that no training sentence may have.
    """

    knowledge: Knowledge
    scale: Scale
    work: Path
    model: Path
    clips: Sequence[Clip] = ()
    held_out: Collection[str] = ()
    processes: int = 2


def run(order: Order, say: Say) -> Path:
    """From texts to a model folder that Vosk loads; gives the folder.

    Raises ``VoiceError`` when a step can't be done.
    """
    order.work.mkdir(parents=True, exist_ok=True)
    say("Words: the lexicon ...")
    lexicon_path = order.work / LEXICON_FILE
    common = common_words(order.scale.common_words)
    base_lexicon(lexicon_path, order.knowledge, common, order.scale.observed)
    say("Speech: the sentences, spoken ...")
    heard = _heard(order, _spoken(order, common))
    utterances = usable(load(heard, frozenset(order.held_out)))
    if not utterances:
        raise CorpusError("No sentence gave speech to train from; there must be some questions.")
    hours = sum(len(one.mel) for one in utterances) / 360_000
    say(f"Training: {len(utterances)} utterances, {hours:.1f} hours ...")
    torch.set_num_threads(order.processes)
    trainer = Trainer(order.work / "synthetic", order.scale.shape, order.scale.plan)
    network = trainer.run(utterances)
    human = _human(order, network, lexicon_path, say)
    if human:
        network = _tuned(order, network, utterances, human)
    say(f"Model: {order.model} ...")
    export(network, lexicon_path, order.knowledge, order.model)
    _note(order, len(utterances), hours, len(human))
    return order.model


def export(network: AcousticNetwork, lexicon: Path, knowledge: Knowledge, folder: Path) -> None:
    """Write everything of a model folder: acoustics, lexicon, and the graph built from both."""
    write_acoustics(exported(network), folder)
    write_lexicon(read_lexicon(lexicon), folder / LEXICON_FILE)
    build(folder, knowledge)


def exported(network: AcousticNetwork) -> Network:
    """The network as it hears: nothing dropped out, batch norm as learnt."""
    network.eval()
    return folded(network)


def usable(utterances: Sequence[LabelledFrames]) -> list[LabelledFrames]:
    """Those of ordinary length with time enough for each of their phones."""
    return [
        one
        for one in utterances
        if SHORTEST_FRAMES < len(one.mel) < LONGEST_FRAMES
        and len(one.phones) * FRAMES_A_PHONE < len(one.mel)
    ]


def _spoken(order: Order, common: Sequence[str]) -> list[Path]:
    knowledge, scale = order.knowledge, order.scale
    texts = sentences(
        knowledge.questions,
        knowledge.answers,
        knowledge.general,
        knowledge.names,
        knowledge.streets,
        knowledge.towns,
        common,
        scale.amounts,
        scale.seeds["texts"],
        order.held_out,
    )
    return speak_corpus(texts, order.work / "speech", scale.seeds["speech"], order.processes)


def _heard(order: Order, shards: Sequence[Path]) -> list[Path]:
    seed = order.scale.seeds["calls"]
    return [
        path
        for hearing in range(order.scale.hearings)
        for path in hear_corpus(
            shards, order.work / f"calls-{hearing}", seed + hearing, order.processes
        )
    ]


def _human(order: Order, network: AcousticNetwork, lexicon: Path, say: Say) -> list[LabelledFrames]:
    """The real recordings that fit their text, each heard in many calls where they are few."""
    clips = [clip for clip in order.clips if clip.split == "train"]
    if not clips:
        return []
    aligner = order.work / "aligner.npz"
    exported(network).save(aligner)
    shards = fit_corpus(
        clips,
        aligner,
        lexicon,
        order.knowledge.corrections,
        order.work / "human",
        order.scale.most_lag,
        order.processes,
    )
    lengths = [len(one.samples) for shard in shards for one in read_shard(shard)]
    hours = sum(lengths) / RATE / 3600
    say(f"Real recordings: {len(lengths)} of {len(clips)} fit their text, {hours:.2f} hours")
    if not lengths:
        return []
    copies = min(order.scale.human_copies, max(1, round(order.scale.human_hours / hours)))
    seed = order.scale.seeds["calls"] + 500
    paths = [
        path
        for copy in range(copies)
        for path in hear_corpus(
            shards, order.work / f"calls-human-{copy}", seed + copy, order.processes
        )
    ]
    return [one for one in load(paths) if len(one.mel) < LONGEST_FRAMES]


def _tuned(
    order: Order,
    network: AcousticNetwork,
    synthetic: Sequence[LabelledFrames],
    human: Sequence[LabelledFrames],
) -> AcousticNetwork:
    """Go on with as much synthetic speech as leaves the real its share, so nothing is forgotten."""
    own = sum(len(one.mel) for one in human)
    wanted = own * (1 - order.scale.human_share) / order.scale.human_share
    total = 0
    mixed = list(human)
    for one in synthetic:
        if total >= wanted:
            break
        total += len(one.mel)
        mixed.append(one)
    passes = order.scale.tuning_passes
    steps = round(passes * (own + wanted) / order.scale.tuning.frames_a_batch)
    plan = replace(order.scale.tuning, sequence_steps=steps)
    trainer = Trainer(order.work / "tuned", order.scale.shape, plan)
    trainer.begin_with(network)
    return trainer.run(mixed, [one.phones for one in synthetic])


def _note(order: Order, utterances: int, hours: float, human: int) -> None:
    """What was done, for the model's card."""
    told = asdict(replace(order.scale, seeds=dict(order.scale.seeds)))
    said = said_of(order.knowledge)
    told |= {
        "utterances": utterances,
        "hours": round(hours, 1),
        "human_copies_used": human,
        "questions": len(said.questions),
    }
    (order.work / "recipe.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
