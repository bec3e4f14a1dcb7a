"""One training from content to a candidate in the register.

It runs in a process of its own, so that it can be ended at any moment and its memory is given back.
"""

import asyncio
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.dialogue.model_files import ModelFile, card_path, list_models
from bot.errors import DialogueError
from bot.knowledge import get_live_content
from bot.publishing.pointer import read_pointer
from bot.publishing.registry import ModelRegistry
from bot.publishing.signing import signature_path
from bot.publishing.speech import speech_for, speech_path
from bot.settings import Settings
from bot.store.database import Database
from bot.training.comparing import Judgement, Made, compare
from bot.training.comparison import Comparison, Speech
from bot.training.compose_data import compose_training_data
from bot.training.judging import Questions, judge, scores
from bot.training.learnable_now import LearnableNow
from bot.training.progress import Progress
from bot.training.readiness import Learnable, check_learnable
from bot.training.speech_building import build_speech
from bot.training.staff_questions import read_staff_questions
from bot.training.train import train_model

log = structlog.get_logger(__name__)
_USUAL_S = 110.0
"""How long training took on two cores, before a model's card tells it of this machine."""
_SPEECH_S = 20.0


@dataclass(frozen=True, slots=True)
class Job:
    """A training; ``folder`` is empty, private, and removed when it is over."""

    settings: Settings
    database: Database
    progress: Progress
    folder: Path
    by: str | None

    def run(self) -> str:
        """Do it all; gives a Danish sentence on how it ended.

        Raises TrainingRefusedError, ContentError, DialogueError, SQLAlchemyError, OSError.
        """
        with self.progress.stage("compose", 5):
            questions, learnable = self._compose()
        with self.progress.stage("train", self._usual_seconds()):
            made = train_model(
                self.settings, self.folder, self.folder / "models", self.progress.say
            )
        with self.progress.stage("speech", _SPEECH_S):
            speech = self._let_it_be_heard(made.path)
        with self.progress.stage("evaluate", 30):
            judged = judge(made.path, questions, self.settings)
        with self.progress.stage("compare", 30):
            how = Made(
                made.card["training_seconds"], learnable.examples, learnable.left_out, speech
            )
            understood = self._register(made, judged, questions, how).tests.top_1
        share = f"{understood * 100:.1f}".replace(".", ",")
        return f"Modellen {made.id} er klar. Den forstår {share} % af testspørgsmålene."

    def _compose(self) -> tuple[Questions, Learnable]:
        live = get_live_content()
        # Followed until the process ends: what a model is asked must know its topics.
        live.follow(self.database)
        staff = asyncio.run(read_staff_questions(self.database))
        now = LearnableNow.gather(self.settings.data_folder, live.content, staff)
        questions, learnable = now.questions, now.learnable
        check_learnable(learnable)
        compose_training_data(self.folder, live.base, learnable.content)
        self.progress.say(
            f"{learnable.examples} eksempler i {len(live.content.topics.intents)} emner."
            f" Måles på {len(questions.tests)} testspørgsmål og {len(questions.staff)},"
            " som medarbejdere har mærket."
        )
        if learnable.left_out:
            self.progress.say(f"Udeladt, fordi der måles på dem: {learnable.left_out}.")
        return questions, learnable

    def _register(
        self, made: ModelFile, judged: Judgement, questions: Questions, how: Made
    ) -> Comparison:
        registry = ModelRegistry(self.database)
        before, against = self._judge_present(registry, questions)
        comparison = compare(judged, before, against, how)
        model = self._moved(made.path)
        asyncio.run(
            registry.add(model, made.card, self.by, scores(judged, questions), comparison.to_json())
        )
        self.progress.registered(made.id)
        return comparison

    def _judge_present(
        self, registry: ModelRegistry, questions: Questions
    ) -> tuple[Judgement | None, str | None]:
        pointer = asyncio.run(read_pointer(self.database))
        if pointer is None:
            return None, None
        try:
            judged = judge(self.settings.models_folder / pointer.file, questions, self.settings)
        except (DialogueError, OSError) as broken:
            log.warning("present_model_not_judged", why=type(broken).__name__)
            self.progress.say("Den nuværende model kan ikke læses, så der er intet at måle mod.")
            return None, None
        asyncio.run(registry.measured(pointer.model_id, scores(judged, questions)))
        return judged, pointer.model_id

    def _moved(self, model: Path) -> Path:
        """Out of the private folder; the model last, so that whoever sees it finds all of it."""
        home = self.settings.models_folder
        home.mkdir(parents=True, exist_ok=True)
        for part in (speech_path(model), card_path(model), signature_path(model), model):
            if part.exists():
                arriving = home / f".{part.name}.new"
                shutil.move(part, arriving)
                arriving.replace(home / part.name)
        return home / model.name

    def _let_it_be_heard(self, model: Path) -> Speech | None:
        """What the telephone hears with this model; the chat can do with a model that has none."""
        shipped = self.settings.speech_model
        pointer = asyncio.run(read_pointer(self.database))
        present = (
            speech_for(self.settings.models_folder / pointer.file, shipped) if pointer else shipped
        )
        speech = build_speech(shipped, speech_path(model), self.folder / "data", present)
        self.progress.say(
            f"Telefonen kender {speech.words} ord, {speech.added_count} af dem er nye."
            if speech
            else "Telefonen hører de samme ord som før."
        )
        return speech

    def _usual_seconds(self) -> float:
        with suppress(OSError, ValueError):
            for model in list_models(self.settings.models_folder):
                if seconds := model.card.get("training_seconds"):
                    return float(seconds)
        return _USUAL_S


def lowest_priority() -> None:
    """Citizens' questions go first on the machine."""
    with suppress(OSError):
        os.nice(10)
