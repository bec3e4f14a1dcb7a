"""MUNI's exceptions, one tree.

MuniError
├── BadInputError                 the citizen's or operator's input; says what to do next
│   ├── EmptyTextError
│   ├── TextTooLongError
│   ├── UnknownPayloadError
│   ├── UnknownMunicipalityError
│   └── UnknownTopicError
├── ConversationError
│   ├── ConversationNotFoundError
│   ├── ConversationDeletedError
│   ├── ConversationMovedError
│   ├── MessageNotFoundError
│   └── WrongTokenError
├── PipelineNotFoundError         the spaCy pipeline in the settings is not there
├── ContentError                  files under data/ that break their own rules
├── DialogueError                 the dialogue model failed in a turn
│   ├── ModelNotFoundError
│   └── TurnTimeoutError
├── SmsError                      a text message can't be sent
└── UnsafeSettingError            a setting that production must not have
"""


class MuniError(Exception):
    """Root of all; ``title`` is Danish and may be shown to whoever asked."""

    title = "Der skete en fejl"


class BadInputError(MuniError):
    """What came in can't be used."""

    title = "Det kan MUNI ikke bruge"


class EmptyTextError(BadInputError):
    """Nothing was written."""

    title = "Beskeden er tom. Skriv dit spørgsmål, og send igen"


class TextTooLongError(BadInputError):
    """More than the limit of characters."""

    title = "Beskeden er for lang. Skriv højst 2.000 tegn"


class UnknownPayloadError(BadInputError):
    """A quick reply that MUNI never offered."""

    title = "Det valg findes ikke. Skriv i stedet dit spørgsmål"


class UnknownMunicipalityError(BadInputError):
    """Not one of the 98 municipalities or Christiansø."""

    title = "Kommunen findes ikke. Brug en kommunekode med fire cifre, fx 0751"


class UnknownTopicError(BadInputError):
    """Not a topic of data/topics.yml."""

    title = "Emnet findes ikke. Se listen på /api/v1/topics"


class ConversationError(MuniError):
    """The conversation can't be used so."""

    title = "Samtalen kan ikke bruges"


class ConversationNotFoundError(ConversationError):
    """No such conversation."""

    title = "Samtalen findes ikke. Start en ny"


class ConversationDeletedError(ConversationError):
    """It was deleted; nothing of it is left but the fact."""

    title = "Samtalen er slettet. Start en ny"


class ConversationMovedError(ConversationError):
    """An answer was prepared, and the conversation went on before it was stored."""

    title = "Samtalen er gået videre imens. Prøv igen"


class MessageNotFoundError(ConversationError):
    """No such bot message in this conversation."""

    title = "Beskeden findes ikke i samtalen"


class WrongTokenError(ConversationError):
    """The bearer token does not open this conversation."""

    title = "Du har ikke adgang til samtalen"


class PipelineNotFoundError(MuniError):
    """The setting names no folder with a spaCy pipeline and no installed package."""

    title = "Den danske sprogmodel mangler. Kør: make spacy-model, eller sæt MUNI_SPACY_PIPELINE"


class ContentError(MuniError):
    """A file under data/ breaks its own rules; the text says which and how to mend it."""

    title = "Der er fejl i indholdet"


class DialogueError(MuniError):
    """The dialogue model failed in a turn."""

    title = "MUNI kan ikke svare lige nu. Prøv igen om lidt"


class ModelNotFoundError(DialogueError):
    """No trained model is there."""

    title = "Der er ingen trænet model. Kør: muni train"


class TurnTimeoutError(DialogueError):
    """The turn took longer than a citizen should wait."""

    title = "Det tog for lang tid. Prøv igen"


class SmsError(MuniError):
    """A text message can't be sent, to this number or just now."""

    title = "SMS'en kunne ikke sendes. Prøv igen om lidt"


class UnsafeSettingError(MuniError):
    """Production was started with settings that are only safe on a developer's machine."""

    title = "Usikre indstillinger i drift"

    def __init__(self, names: list[str]) -> None:
        """Name the settings to change."""
        super().__init__(f"set these for production: {', '.join(names)} (see docs/settings.md)")
