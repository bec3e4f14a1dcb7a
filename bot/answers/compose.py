"""The answer to a topic: shared text, then local facts or override, then channel."""

import re
from dataclasses import dataclass
from datetime import datetime

from bot.answers.content import Answer
from bot.answers.municipalities import Municipalities, Municipality
from bot.answers.opening_hours import COPENHAGEN
from bot.answers.placeholders import fill, used
from bot.answers.topics import TopicList
from bot.errors import UnknownTopicError
from bot.turn import Channel, Link, Source

HOURS_TOPIC = "kontakt_aabningstider"
PHONE_TOPIC = "kontakt_telefon_post"
ADDRESS_TOPIC = "kontakt_adresse"


@dataclass(frozen=True, slots=True)
class Composed:
    """What is said of a topic to one municipality's citizen on one channel."""

    topic: str
    text: str
    links: tuple[Link, ...]
    source: Source | None
    municipality: str | None
    overridden: bool = False


class Composer:
    """Looks answers up; holds all content in memory."""

    def __init__(
        self, topics: TopicList, answers: dict[str, Answer], municipalities: Municipalities
    ) -> None:
        """From what the loaders read."""
        self.topics = topics
        self.municipalities = municipalities
        self._answers = answers
        self._overrides = {
            (m.code, topic): Answer.parse({"topic": topic, **raw})
            for m in municipalities.by_code.values()
            for topic, raw in m.overrides.items()
        }

    def compose(self, topic: str, municipality: str | None, channel: Channel = "web") -> Composed:
        """The answer; raises UnknownTopicError, UnknownMunicipalityError."""
        answer, place, overridden = self._find(topic, municipality)
        values = self.values(place)
        spoken = channel == "voice"
        text = fill(answer.spoken if spoken else answer.text, values)
        links = answer.links
        if self.topics[topic].local and place is not None:
            if (
                not overridden
                and not spoken
                and place.telephone
                and "telefon" not in used(answer.text)
            ):
                text += f"\n\n{phone_sentence(place)}"
            if not any(link.url.startswith(place.website) for link in links):
                links = (*links, Link(title=f"{place.full_name}s hjemmeside", url=place.website))
        text, source = self._with_local_facts(topic, place, text, answer.source)
        return Composed(
            topic=topic,
            text=text,
            links=links,
            source=source,
            municipality=municipality,
            overridden=overridden,
        )

    def answers(self, topic: str, municipality: str | None = None) -> bool:
        """Has the topic an answer, for a citizen of the municipality if it is known?

        A new topic may be understood before it is answered, and a municipality's own topic
        is answered there alone.
        """
        if topic not in self.topics.topics:
            return False
        if topic in self._answers or (municipality or "", topic) in self._overrides:
            return True
        return municipality is None and self.topics[topic].municipality is not None

    def aspect(self, topic: str, aspect: str, municipality: str | None) -> str | None:
        """The short answer to a follow-up such as ``pris``; none when it isn't known."""
        answer, place, _ = self._find(topic, municipality)
        text = answer.aspects.get(aspect)
        return (fill(text, self.values(place)) or None) if text else None

    def unfilled(self, topic: str, municipality: str | None) -> Answer:
        """The answer with its placeholders; raises UnknownTopicError."""
        return self._find(topic, municipality)[0]

    def source(self, topic: str, municipality: str | None) -> Source | None:
        """The page behind a topic's answer."""
        return self._find(topic, municipality)[0].source

    def links(self, topic: str, municipality: str | None) -> tuple[Link, ...]:
        """The pages a topic's answer links to."""
        return self._find(topic, municipality)[0].links

    def values(self, place: Municipality | None) -> dict[str, str]:
        """What the placeholders stand for, for a citizen of ``place``."""
        if place is None:
            return {"kommune": "din kommune"}
        values = {"kommune": place.full_name, "hjemmeside": _host(place.website)}
        if place.telephone:
            values["telefon"] = place.telephone.value
        if place.address:
            values["adresse"] = place.address.value
        for kind, name in (("telephone", "telefon"), ("citizen_service", "borgerservice")):
            if kind in place.hours:
                values[f"aabningstider_{name}"] = place.hours[kind].hours.week()
        return values | {key: fact.value for key, fact in place.facts.items()}

    def _find(self, topic: str, code: str | None) -> tuple[Answer, Municipality | None, bool]:
        place = self.municipalities.get(code)
        own = self._overrides.get((code or "", topic))
        if own:
            return own, place, True
        if topic not in self._answers:
            raise UnknownTopicError(topic)
        return self._answers[topic], place, False

    def _with_local_facts(
        self, topic: str, place: Municipality | None, text: str, source: Source | None
    ) -> tuple[str, Source | None]:
        """Opening hours, telephone and address bring the page they stood on as their source."""
        if place is None:
            return text, source
        if topic == HOURS_TOPIC:
            for kind, opening in (("citizen_service", ""), ("telephone", "Telefonen: ")):
                hours = place.hours.get(kind)
                if hours:
                    moment = datetime.now(COPENHAGEN)
                    told = [opening + hours.hours.now(moment), hours.hours.special_days(moment)]
                    now = " ".join(filter(None, told))
                    return f"{text}\n\n{now}", Source(url=hours.source, checked=hours.checked)
        fact = {PHONE_TOPIC: place.telephone, ADDRESS_TOPIC: place.address}.get(topic)
        return text, Source(url=fact.source, checked=fact.checked) if fact else source


def phone_sentence(place: Municipality) -> str:
    """How to ring the municipality; needs its telephone."""
    if place.telephone is None:
        return f"Find telefonnummeret på {_host(place.website)}."
    return f"Ring til {place.full_name} på {place.telephone.value}, hvis du vil tale med nogen."


def _host(url: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/")
