"""The body of a suggestion."""

from pydantic import ConstrainedStr, Field, StrictStr

from bot.api.schemas import Body, Kommunekode


class TopicId(ConstrainedStr):
    """As in /api/v1/topics."""

    strict = True
    min_length = 1
    max_length = 64


class SuggestionBody(Body):
    """What should be corrected in the answer to a topic; nothing of who says so."""

    topic: TopicId = Field(..., description="Se /api/v1/topics")
    municipality: Kommunekode | None = Field(None, description="Kommunekode, fx 0751")
    # The pattern stands in the document only: such text has an error of its own, in Danish.
    text: StrictStr = Field(..., description="Højst 2.000 tegn", pattern=r"\S")
