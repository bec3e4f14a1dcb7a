"""Bodies of requests and responses that are not :class:`bot.turn.Message` itself."""

from typing import Any, Literal

from pydantic import BaseModel, Extra, Field, root_validator

from bot.turn import Message


class Body(BaseModel):
    """A request's body; unknown fields are refused, so that a misspelt one is noticed."""

    class Config:
        """pydantic's."""

        extra = Extra.forbid


class BeginBody(Body):
    """Begins a conversation."""

    municipality: str | None = Field(None, regex=r"^\d{4}$", description="Kommunekode, fx 0751")
    language: Literal["da", "en"] = "da"


class Begun(BaseModel):
    """A begun conversation; ``token`` opens it and is shown only here."""

    id: str
    token: str
    messages: list[Message]


class MessageBody(Body):
    """What the citizen said: words, or a quick reply's payload."""

    text: str | None = Field(None, description="Højst 2.000 tegn")
    payload: str | None = Field(None, max_length=200)
    client_id: str | None = Field(None, regex=r"^[\w-]{8,64}$")

    @root_validator(skip_on_failure=True)
    def _one_of_them(cls, values: dict[str, Any]) -> dict[str, Any]:
        if (values["text"] is None) == (values["payload"] is None):
            raise ValueError("give either text or payload")
        return values


class Messages(BaseModel):
    """Answers."""

    messages: list[Message]


class ConversationView(BaseModel):
    """A whole conversation, the citizen's own messages masked."""

    id: str
    municipality: str | None
    language: str
    messages: list[Message]


class FeedbackBody(Body):
    """What the citizen thought of an answer."""

    rating: Literal["up", "down"]
    comment: str | None = Field(None, max_length=1000)


class MunicipalityView(BaseModel):
    """A municipality."""

    code: str
    name: str
    full_name: str
    website: str
    telephone: str | None


class Municipalities(BaseModel):
    """All of them."""

    municipalities: list[MunicipalityView]


class TopicView(BaseModel):
    """A topic."""

    id: str
    category: str
    question: str
    local: bool


class Topics(BaseModel):
    """All of them."""

    topics: list[TopicView]


class RasaBody(BaseModel):
    """A message on Rasa's own REST channel."""

    sender: str = Field("default", min_length=1, max_length=200)
    message: str = ""
    metadata: dict[str, Any] = Field(default_factory=dict)


class Ready(BaseModel):
    """What is ready."""

    status: Literal["ready"]
    model: str
    database: Literal["writes"]


class Problem(BaseModel):
    """RFC 9457."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str | None


PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": description}
    for status, description in {
        401: "Forkert adgangsnøgle",
        404: "Findes ikke",
        410: "Samtalen er slettet",
        413: "For langt",
        422: "Kan ikke bruges",
        429: "For mange på kort tid",
        503: "MUNI kan ikke svare lige nu",
    }.items()
}
