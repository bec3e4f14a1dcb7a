"""Reads the training data that lies in MUNI's rooms, and no other YAML under data/.

Rasa's own importer opens every YAML file with a slow parser to see what it is; data/ also
holds answers and municipalities, so that took minutes.
"""

from pathlib import Path
from typing import Any

import rasa.shared.utils.io
from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers import utils
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.answers.examples import read_examples


class ContentImporter(TrainingDataImporter):
    """Examples from ``nlu/``, rules from ``rules/``, stories from ``stories/``."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        """Look for the rooms below each of ``training_data_paths`` (files are taken as given)."""
        paths = (
            [training_data_paths] if isinstance(training_data_paths, str) else training_data_paths
        )
        self._paths = [Path(path) for path in paths or []]
        self._domain_path = domain_path
        self._config_file = config_file

    def get_domain(self) -> Domain:
        """The domain file."""
        return Domain.load([self._domain_path]) if self._domain_path else Domain.empty()

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """Rules and stories."""
        files = [str(path) for room in ("rules", "stories") for path in self._files(room)]
        return utils.story_graph_from_paths(files, self.get_domain(), exclusion_percentage)

    def get_conversation_tests(self) -> StoryGraph:
        """Whole conversations; `rasa test` reads them from tests/."""
        return utils.story_graph_from_paths([], self.get_domain())

    def get_config(self) -> dict[str, Any]:
        """config.yml."""
        if not self._config_file:
            return {}
        config: dict[str, Any] = rasa.shared.utils.io.read_model_configuration(self._config_file)
        return config

    def get_config_file_for_auto_config(self) -> str | None:
        """config.yml."""
        return self._config_file

    def get_nlu_data(self, language: str | None = "da") -> TrainingData:
        """Every example; raises ContentError."""
        examples = []
        for path in self._files("nlu"):
            for intent, texts in read_examples(path).items():
                examples += [Message.build(text, intent) for text in texts]
        return TrainingData(examples)

    def _files(self, room: str) -> list[Path]:
        found: list[Path] = []
        for path in self._paths:
            if path.is_file():
                found += [path] if room == "nlu" and path.suffix == ".yml" else []
            elif path.name == room or room in path.parts:
                found += sorted(path.rglob("*.yml"))
            else:
                found += sorted((path / room).rglob("*.yml"))
        return found
