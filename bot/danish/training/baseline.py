"""The baseline to beat: the entities of the training set, found again by their surface form."""

from collections import Counter, defaultdict
from collections.abc import Iterable

import spacy
from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

from bot.danish.training.chat_tokenizer import mend_tokenizer
from bot.danish.training.labelled import Labelled


class Gazetteer:
    """Longest match from the left; each form has the label it bears most often in training."""

    def __init__(self, training: Iterable[Labelled], *, any_case: bool = False) -> None:
        """Learn the forms of ``training``; with ``any_case`` "odense" is found too."""
        self._nlp = spacy.blank("da")
        mend_tokenizer(self._nlp)
        labels: dict[str, Counter[str]] = defaultdict(Counter)
        for text in training:
            for start, end, label in text.spans:
                form = text.text[start:end]
                labels[form.lower() if any_case else form][label] += 1
        self._matcher = PhraseMatcher(self._nlp.vocab, attr="LOWER" if any_case else "ORTH")
        for form, count in labels.items():
            self._matcher.add(count.most_common(1)[0][0], [self._nlp.make_doc(form)])

    def __call__(self, texts: list[str]) -> list[list[tuple[int, int, str]]]:
        """What is found in each text."""
        found = (
            filter_spans(self._matcher(self._nlp.make_doc(text), as_spans=True)) for text in texts
        )
        return [[(s.start_char, s.end_char, s.label_) for s in spans] for spans in found]
