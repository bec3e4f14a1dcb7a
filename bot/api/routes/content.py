"""What the bot knows, open to all: municipalities, topics, answers; with tags to ask again by."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel

from bot.api.deps import LimitsDep
from bot.api.open.conditional import keeping, unchanged
from bot.api.schemas import PROBLEMS, Municipalities, MunicipalityView, Topics, TopicView
from bot.knowledge import get_composer, get_municipalities, get_topics
from bot.open_data.content_files import tag_of
from bot.open_data.licences import CONTENT
from bot.turn import Message

router = APIRouter(prefix="/api/v1", tags=["indhold"], responses=PROBLEMS)
_FRESH_S = 60
"""Opening hours are told as they are now."""


@router.get("/municipalities", response_model=Municipalities)
def municipalities(request: Request, limits: LimitsDep) -> Response:
    """The 98 municipalities and Christiansø."""
    found = Municipalities(
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
    return _kept(request, found)


@router.get("/topics", response_model=Topics)
def topics(request: Request, limits: LimitsDep) -> Response:
    """All topics."""
    found = Topics(
        topics=[
            TopicView(id=t.id, category=t.category, question=t.question, local=t.local)
            for t in get_topics().topics.values()
        ]
    )
    return _kept(request, found)


@router.get("/answers/{topic}", response_model=Message)
def answer(
    topic: str,
    request: Request,
    limits: LimitsDep,
    municipality: Annotated[str | None, Query(pattern=r"^\d{4}$")] = None,
    channel: Literal["web", "voice"] = "web",
) -> Response:
    """The answer to a topic, for a municipality and a channel, with its source and the day it was
    last checked.
    """
    composed = get_composer().compose(topic, municipality, channel)
    message = Message(
        text=composed.text,
        topic=topic,
        links=list(composed.links),
        source=composed.source,
        municipality=municipality,
    )
    return _kept(request, message)


def _kept(request: Request, found: BaseModel) -> Response:
    """Send it, unless the client has the same."""
    body = found.json(ensure_ascii=False).encode()
    headers = keeping(tag_of(body), seconds=_FRESH_S)
    headers["Link"] = f'<{CONTENT.url}>; rel="license"'
    return unchanged(request, headers) or Response(
        body, media_type="application/json", headers=headers
    )
