"""Bodies of requests and responses that are not :class:`bot.turn.Message` itself."""

import re
from typing import Any, Literal

from pydantic import BaseModel, ConstrainedStr, Extra, Field, StrictStr, root_validator
from pydantic.errors import DictError

from bot.turn import Message


class Kommunekode(ConstrainedStr):
    """Four digits."""

    strict = True
    regex = re.compile(r"^[0-9]{4}$")


class Payload(ConstrainedStr):
    """Rasa's notation for an intent, with or without entities."""

    strict = True
    max_length = 200


class ClientId(ConstrainedStr):
    """The sender's own id of a message."""

    strict = True
    regex = re.compile(r"^[A-Za-z0-9_-]{8,64}$")


class Comment(ConstrainedStr):
    """A few words."""

    strict = True
    max_length = 1000


class Contact(ConstrainedStr):
    """A telephone number or an e-mail address."""

    strict = True
    max_length = 254
    regex = re.compile(
        r"^( *\(?(\+|00)?[0-9]([ .()/-]{0,2}[0-9]){7,12} *"
        r"| *[A-Za-z0-9ÆØÅæøå._%+-]+@[A-Za-z0-9ÆØÅæøå.-]+\.[A-Za-z]{2,} *)$"
    )


class PersonName(ConstrainedStr):
    """What somebody is called."""

    strict = True
    max_length = 100


class Sender(ConstrainedStr):
    """Whoever a Rasa client says it is."""

    strict = True
    min_length = 1
    max_length = 200


class Body(BaseModel):
    """A request's body; unknown fields are refused, so that a misspelt one is noticed."""

    class Config:
        """pydantic's."""

        extra = Extra.forbid

    @classmethod
    def validate(cls, value: Any) -> Any:
        """Refuse what is no object: pydantic 1 would take an empty list for an empty one."""
        if isinstance(value, list):
            raise DictError
        return super().validate(value)


class BeginBody(Body):
    """Begins a conversation."""

    municipality: Kommunekode | None = Field(None, description="Kommunekode, fx 0751")
    language: Literal["da", "en"] = "da"


class Begun(BaseModel):
    """A begun conversation; ``token`` opens it and is shown only here."""

    id: str
    token: str
    messages: list[Message]


class MessageBody(Body):
    """What the citizen said: words, or a quick reply's payload."""

    # The pattern stands in the document only: such text has an error of its own, in Danish.
    text: StrictStr | None = Field(None, description="Højst 2.000 tegn", pattern=r"\S")
    payload: Payload | None = None
    client_id: ClientId | None = None

    @root_validator(skip_on_failure=True)
    def _one_of_them(cls, values: dict[str, Any]) -> dict[str, Any]:
        if (values["text"] is None) == (values["payload"] is None):
            raise ValueError("give either text or payload")
        return values


class Answered(BaseModel):
    """The citizen's own message as it is stored (masked), and the answers."""

    citizen: Message
    messages: list[Message]


class PersonView(BaseModel):
    """How it stands with a person."""

    state: Literal["none", "waiting", "taken"]
    place: int | None = Field(description="Plads i køen, fra 1, mens man venter")
    staffed: bool = Field(description="Om der sidder en medarbejder, mens man venter")
    name: str | None = Field(description="Hvem der svarer, og hvor de arbejder")
    writes: bool = Field(description="Om medarbejderen er ved at skrive")


class ConversationView(BaseModel):
    """A whole conversation, the citizen's own messages masked."""

    id: str
    municipality: str | None
    language: str
    messages: list[Message]
    person: PersonView


class FeedbackBody(Body):
    """What the citizen thought of an answer."""

    rating: Literal["up", "down"]
    comment: Comment | None = None


class ContactBody(Body):
    """How the citizen can be reached."""

    contact: Contact = Field(..., description="Telefonnummer eller mailadresse")
    name: PersonName = PersonName("")


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

    sender: Sender = Sender("default")
    message: StrictStr = Field(..., pattern=r"\S")
    metadata: dict[str, Any] = Field(default_factory=dict)


class Ready(BaseModel):
    """What is ready."""

    status: Literal["ready", "degraded"]
    model: str
    database: Literal["writes"]
    parts: dict[str, str]
    """Part to ``ok``, or what is wrong with it, in Danish."""


class Problem(BaseModel):
    """RFC 9457."""

    type: str = "about:blank"
    title: str
    """What went wrong and what to do, in Danish."""
    status: int
    detail: str | None
    errors: list[dict[str, Any]] | None
    """Which fields are wrong; never what they held."""


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
