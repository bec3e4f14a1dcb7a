"""What a training would learn from at this moment, and what it would be measured with."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

from bot.content.incoming import Incoming
from bot.content.layered import Base, LayeredContent
from bot.content.subject import Content, Subject
from bot.training.compose_data import compose_training_data
from bot.training.judging import STAFF, Questions
from bot.training.readiness import Learnable, with_labelled, without_measured
from bot.training.staff_questions import StaffQuestions


@dataclass(frozen=True, slots=True)
class LearnableNow:
    """The content with what staff labelled, and the questions that are kept out of it."""

    present: LayeredContent
    learnable: Learnable
    questions: Questions

    @classmethod
    def gather(cls, data: Path, present: LayeredContent, staff: StaffQuestions) -> "LearnableNow":
        """Of a data folder, what is published over it, and the labels. Raises ContentError."""
        questions = Questions.gather(data, staff.held_out, present.topics)
        taught = with_labelled(present, staff.learnt)
        return cls(present, without_measured(taught, questions.kept_apart), questions)

    def export(self, folder: Path, base: Base) -> list[Path]:
        """Write the project that a training learns from, with all it is measured with beside it.

        Gives the files that differ from MUNI's own. Raises FileExistsError, OSError.
        """
        changed = compose_training_data(folder, base, self.learnable.content)
        if self.questions.staff:
            path = folder / "data" / STAFF
            rows = ({"text": row.text, "topic": row.topic} for row in self.questions.staff)
            lines = (json.dumps(row, ensure_ascii=False) for row in rows)
            path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
            changed.append(path)
        return changed

    def without_own(self, incoming: Incoming) -> Incoming:
        """Undo :meth:`export` in what comes back: examples as exported are those that stand.

        Labelled questions and those measured with are no edits, though an export shows them.
        """
        contents = {one: self._as_edited(one, what) for one, what in incoming.contents.items()}
        return replace(incoming, contents=contents)

    def _as_edited(self, subject: Subject, content: Content) -> Content:
        exported = self.learnable.content.raw.at(subject)
        return self.present.raw.at(subject) if content == exported else content
