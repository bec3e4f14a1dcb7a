"""The form of a new topic: what it makes of topic, examples, answer and one local answer."""

from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData

from bot.answers.topics import Topic
from bot.api.staff.answer_form import content_of
from bot.api.staff.content_labels import by_field
from bot.api.staff.editorial import answer_subject, examples_subject
from bot.content.errors import ContentRefusedError
from bot.content.problem import Problem, error
from bot.content.subject import Content, Subject, own_topic, owner_of, topic_id

LOCAL = "lokal_"
"""What the fields of the local answer are called before the names of the answer's fields."""
NAMELESS = "nyt_emne"
"""The id until there is a name to make one of."""


@dataclass(frozen=True, slots=True)
class NewTopic:
    """A topic as the form has it; its contents may break every rule."""

    topic: Subject
    answer: Subject
    override: Subject | None
    """The one municipality's own answer beside the shared one."""
    contents: dict[Subject, Content]
    wrong: dict[str, list[Problem]]
    """What the form itself lacks, by field."""

    @property
    def about(self) -> Topic:
        """The topic as an answer's preview needs it."""
        entry = self.contents[self.topic] or {}
        return Topic(id=self.topic.key, municipality=self.topic.municipality, **entry)

    @property
    def examples(self) -> list[str]:
        """The wordings."""
        return list((self.contents[examples_subject(self.topic.key)] or {})["added"])

    def by_field(self, found: dict[Subject, list[Problem]]) -> dict[str, list[Problem]]:
        """Problems of the contents under the form's fields, those of the form itself first."""
        told = {field: list(problems) for field, problems in self.wrong.items()}
        for subject, problems in found.items():
            local = subject == self.override
            for field, ones in by_field(problems).items():
                # Links and sources that are borrowed from the shared answer are told of there.
                new = [one for one in ones if not (local and one in told.get(field, ()))]
                fresh = new if field in {"links", "sources"} else ones
                told.setdefault(LOCAL + field if local else field, []).extend(fresh)
        return {field: problems for field, problems in told.items() if problems}


def read_form(form: FormData) -> NewTopic:
    """The form's contents; raises ContentRefusedError for a municipality that can't be one."""
    place, wrong = _text(form, "hvis") or None, dict[str, list[Problem]]()
    try:
        name = _text(form, "title")
        key = own_topic(place, name) if place else topic_id(name)
    except ContentRefusedError as refused:
        wrong["title"] = [error("title", str(refused))]
        key = own_topic(place, NAMELESS) if place else NAMELESS
    wordings = (" ".join(line.split()) for line in _text(form, "eksempler").splitlines())
    added = [text for text in dict.fromkeys(wordings) if text]
    if not added:
        wrong["added"] = [error("added", "Skriv mindst ét eksempel")]
    topic, answer, override = Subject("topic", key, place), answer_subject(key, place), None
    shared, local = content_of(form), content_of(form, LOCAL)
    contents: dict[Subject, Content] = {
        topic: topic_content(form, bool(place)),
        examples_subject(key): {"added": added, "removed": []},
        answer: shared,
    }
    code = _text(form, LOCAL + "kommune")
    written = any(local[name] for name in ("text", "spoken", "links", "sources"))
    if place and (code or written):
        told = (
            "Et emne for én kommune har kun sit eget svar. Tøm felterne, eller vælg alle kommuner"
        )
        wrong[LOCAL + "kommune"] = [error("", told)]
    elif written and not code:
        wrong[LOCAL + "kommune"] = [error("", "Vælg, hvilken kommune svaret er for")]
    elif code:
        override = Subject("override", key, code)
        borrowed = {name: local[name] or shared[name] for name in ("links", "sources")}
        contents[override] = local | borrowed
        contents[topic] = topic_content(form, True)
    return NewTopic(topic, answer, override, contents, wrong)


def topic_content(form: FormData, local: bool | None = None) -> dict[str, Any]:
    """A topic's own fields; ``local`` if the form has no say in it."""
    names = ("category", "question", "title", "kle", "scope")
    texts: dict[str, Any] = {name: _text(form, name).strip() for name in names}
    return texts | {"local": local or form.get("local") == "true"}


def unfilled(form: FormData, field: str) -> bool:
    """Has nothing been written in a field of the form yet?"""
    prefix = LOCAL if field.startswith(LOCAL) else ""
    name = field.removeprefix(prefix)
    inputs = {
        "added": ("eksempler",),
        "links": ("link_title", "link_url"),
        "sources": ("source_url", "source_facts"),
    }.get(name, (name,))
    values = [str(value).strip() for one in inputs for value in form.getlist(prefix + one)]
    return name not in {"", "id", "kommune"} and not any(values)


def places_written(new: NewTopic) -> list[str | None]:
    """Whose content the new topic would change: the topic's owner, and the local answer's."""
    found = [owner_of(new.topic.key)]
    return [*found, new.override.municipality] if new.override else found


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""
