"""Bodies of requests and responses about donations."""

import re
from typing import Literal

from pydantic import BaseModel, ConstrainedStr, Field, conlist

from bot.api.schemas import Body

Purpose = Literal["train", "research"]


class Seal(ConstrainedStr):
    """The fingerprint of a gift as it was shown."""

    strict = True
    regex = re.compile(r"^[0-9a-f]{16}$")


class Code(ConstrainedStr):
    """As a person writes it."""

    strict = True
    min_length = 1
    max_length = 60


class GivenMessageView(BaseModel):
    """One message of the copy, the citizen's masked twice."""

    role: Literal["citizen", "bot"]
    text: str


class OfferView(BaseModel):
    """What would be given, and for what."""

    messages: list[GivenMessageView]
    seal: str = Field(description="Fingeraftryk af det viste; kan sendes med, når der gives")
    possible: list[Purpose] = Field(description="Formål, som samtalen kan gives til")
    given: list[Purpose] = Field(description="Formål, som samtalen allerede er givet til")


class DonationBody(Body):
    """What the conversation is given for: nothing is chosen beforehand."""

    purposes: conlist(Purpose, min_items=1, max_items=2, unique_items=True)  # type: ignore[valid-type]
    seal: Seal | None = Field(None, description="Fra det viste: gives kun, hvis det er det samme")


class Donated(BaseModel):
    """A gift that was given; ``code`` takes it back and is shown only here."""

    code: str
    purposes: list[Purpose]
    messages: list[GivenMessageView]


class WithdrawalBody(Body):
    """The code from when the conversation was given."""

    code: Code = Field(..., description="Fx 7KMX-29QT-WB4H-D3FN")


class Withdrawn(BaseModel):
    """The donation is deleted everywhere."""

    withdrawn: Literal[True] = True
