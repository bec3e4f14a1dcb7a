"""Why a chat can't be taken over so; part of MUNI's tree of exceptions, see bot/errors.py."""

from bot.errors import StaffError


class ChatError(StaffError):
    """A chat can't be taken over so."""

    title = "Det kan ikke lade sig gøre i denne samtale"


class ChatNotFoundError(ChatError):
    """No such chat: the citizen deleted it, or it was never here."""

    title = "Samtalen findes ikke længere. Borgeren har måske slettet den"


class ChatTakenError(ChatError):
    """A colleague was first, or nobody waits in it any more."""

    title = "Samtalen er allerede taget af en kollega, eller den er slut"


class NotYourChatError(ChatError):
    """Only who has the chat can do this."""

    title = "Du har ikke samtalen længere. Den kan være givet videre eller sendt tilbage i køen"


class CannedAnswerError(StaffError):
    """A standard answer that is not there, or breaks a rule; ``str`` says which, in Danish."""

    title = "Standardsvaret kan ikke bruges"
