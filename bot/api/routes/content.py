"""What the bot knows, open to all: municipalities, topics, answers."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from bot.api.deps import LimitsDep
from bot.api.schemas import PROBLEMS, Municipalities, MunicipalityView, Topics, TopicView
from bot.knowledge import get_composer, get_municipalities, get_topics
from bot.turn import Message

router = APIRouter(prefix="/api/v1", tags=["indhold"], responses=PROBLEMS)


@router.get("/municipalities")
def municipalities(limits: LimitsDep) -> Municipalities:
    """The 98 municipalities and Christiansø."""
    return Municipalities(
        municipalities=[
            MunicipalityView(
                code=place.code,
                name=place.name,
                full_name=place.full_name,
                website=place.website,
                telephone=place.telephone.value if place.telephone else None,
            )
            for place in get_municipalities().by_code.values()
        ]
    )


@router.get("/topics")
def topics(limits: LimitsDep) -> Topics:
    """All topics."""
    return Topics(
        topics=[
            TopicView(id=t.id, category=t.category, question=t.question, local=t.local)
            for t in get_topics().topics.values()
        ]
    )


@router.get("/answers/{topic}")
def answer(
    topic: str,
    limits: LimitsDep,
    municipality: Annotated[str | None, Query(pattern=r"^\d{4}$")] = None,
    channel: Literal["web", "voice"] = "web",
) -> Message:
    """The answer to a topic, for a municipality and a channel."""
    composed = get_composer().compose(topic, municipality, channel)
    return Message(
        text=composed.text,
        topic=topic,
        links=list(composed.links),
        source=composed.source,
        municipality=municipality,
    )
