"""MUNI's exceptions, one tree.

MuniError
├── BadInputError                 the citizen's or operator's input; says what to do next
│   ├── EmptyTextError
│   ├── TextTooLongError
│   ├── UnknownPayloadError
│   ├── UnknownMunicipalityError
│   ├── UnknownTopicError
│   ├── UnusableContactError
│   └── BadPeriodError
├── ConversationError
│   ├── ConversationNotFoundError
│   ├── NobodyAskedForError
│   ├── ConversationDeletedError
│   ├── ConversationMovedError
│   ├── MessageNotFoundError
│   └── WrongTokenError
├── PipelineNotFoundError         the spaCy pipeline in the settings is not there
├── ContentError                  files under data/ that break their own rules
├── DialogueError                 the dialogue model failed in a turn
│   ├── ModelNotFoundError
│   ├── ModelRefusedError
│   └── TurnTimeoutError
├── PublishingError               a model can't be published so (bot/publishing/errors.py)
│   └── UnknownModelError, ReasonNeededError, NothingBeforeError, PointerMovedError
├── TrainingError                 a model can't be trained so (bot/training/errors.py)
├── InboxError                    a question can't be handled so (bot/inbox/errors.py)
├── DonationError                 a conversation can't be given so (bot/donation/errors.py)
├── SayError                      a suggestion can't be handled so (bot/say/errors.py)
├── SmsError                      a text message can't be sent
├── StaffError                    a member of staff can't do this so
│   ├── SignInNeededError
│   ├── ForbiddenError
│   ├── WrongSignInError
│   ├── WrongCodeError
│   ├── TooManyTriesError
│   ├── WeakPasswordError
│   ├── LinkExpiredError
│   ├── FormExpiredError
│   ├── WrongMomentError
│   ├── UserExistsError
│   ├── UserNotFoundError
│   ├── LastAdministratorError
│   ├── RetentionOutOfBoundsError (bot/retention/errors.py)
│   ├── ChatError                 a chat can't be taken over so (bot/live/errors.py)
│   │   ├── ChatNotFoundError
│   │   ├── ChatTakenError
│   │   └── NotYourChatError
│   ├── CannedAnswerError
│   └── ProviderError             the OpenID provider gave no usable sign-in
├── BackupError                   a backup can't be made or restored so (bot/backup/errors.py)
├── KeyFileError                  a file with a key of MUNI's own can't be used
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


class BadPeriodError(BadInputError):
    """No such period: unknown, too long, or it ends before it begins."""

    title = "Vælg en periode, der begynder, før den slutter, og er på højst ti år"


class UnusableContactError(BadInputError):
    """Neither a telephone number nor an e-mail address."""

    title = "Skriv et telefonnummer med otte cifre eller en mailadresse"


class ConversationError(MuniError):
    """The conversation can't be used so."""

    title = "Samtalen kan ikke bruges"


class NobodyAskedForError(ConversationError):
    """A contact was left where no person was asked for."""

    title = "Bed først om at tale med et menneske"


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


class ModelRefusedError(DialogueError):
    """The file is not as MUNI signed it, or was never signed; it is not even opened."""

    title = "Modellen er ødelagt eller ikke underskrevet af MUNI. Træn en ny: muni train"


class TurnTimeoutError(DialogueError):
    """The turn took longer than a citizen should wait."""

    title = "Det tog for lang tid. Prøv igen"


class SmsError(MuniError):
    """A text message can't be sent, to this number or just now."""

    title = "SMS'en kunne ikke sendes. Prøv igen om lidt"


class StaffError(MuniError):
    """A member of staff can't do this so; the title says what to do instead."""

    title = "Det kan ikke lade sig gøre"


class SignInNeededError(StaffError):
    """Nobody is signed in, or not any more."""

    title = "Log ind for at fortsætte"


class ForbiddenError(StaffError):
    """The user's rights do not reach so far."""

    title = "Det har du ikke rettighed til"


class WrongSignInError(StaffError):
    """E-mail and password do not belong together; which of them is wrong is not told."""

    title = "E-mail eller adgangskode er forkert"


class WrongCodeError(StaffError):
    """A code of the authenticator, or a recovery code, that is wrong or was used."""

    title = "Koden er forkert eller brugt. Vent på en ny, og prøv igen"


class TooManyTriesError(StaffError):
    """Wrong too often; ``seconds`` is how long to wait."""

    title = "Du har prøvet for mange gange. Vent et kvarter, og prøv igen"

    def __init__(self, seconds: int) -> None:
        """Say how long."""
        super().__init__()
        self.seconds = seconds


class WeakPasswordError(StaffError):
    """A password that breaks a rule; ``str`` of it is the rule, in Danish."""

    title = "Adgangskoden er for svag"


class LinkExpiredError(StaffError):
    """A one-time link that was used, replaced or is too old."""

    title = "Linket er brugt eller for gammelt. Bed en administrator om et nyt"


class FormExpiredError(StaffError):
    """A form that this browser was not given, or not lately."""

    title = "Siden var for gammel. Gå tilbage, genindlæs, og prøv igen"


class WrongMomentError(StaffError):
    """A date and time that can't be used; ``str`` of it says why, in Danish."""

    title = "Tidspunktet kan ikke bruges"


class UserExistsError(StaffError):
    """Somebody has that e-mail already."""

    title = "Der er allerede en bruger med den e-mail"


class UserNotFoundError(StaffError):
    """No such user, or none that you may see."""

    title = "Brugeren findes ikke"


class LastAdministratorError(StaffError):
    """Nobody would be left to manage the users."""

    title = "Der skal altid være mindst én administrator for hele hotlinen"


class ProviderError(StaffError):
    """The OpenID provider gave no sign-in that can be trusted; ``str`` says why, for the log."""

    title = "Login hos jeres login-løsning mislykkedes. Prøv igen"


class KeyFileError(MuniError):
    """A key file that others can read, or that holds no key; the text says which."""

    title = "MUNI's nøglefil kan ikke bruges"


class UnsafeSettingError(MuniError):
    """Production was started with settings that are only safe on a developer's machine."""

    title = "Usikre indstillinger i drift"

    def __init__(self, names: list[str]) -> None:
        """Name the settings to change."""
        super().__init__(f"set these for production: {', '.join(names)} (see docs/settings.md)")
