"""What can be wrong with a donation; drawn in bot/errors.py."""

from bot.errors import MuniError


class DonationError(MuniError):
    """It can't be given or taken back so."""

    title = "Samtalen kan ikke gives sådan"


class NothingToGiveError(DonationError):
    """The citizen has not asked anything."""

    title = "Der er ikke noget at give endnu. Stil først et spørgsmål"


class NotForResearchError(DonationError):
    """It is about acute help, and the open set is for everybody to read."""

    title = (
        "Samtalen handler om akut hjælp. Den passer vi ekstra godt på, så den kan ikke komme i "
        "det åbne forskningssæt"
    )


class AlreadyGivenError(DonationError):
    """The conversation was given before."""

    title = "Samtalen er allerede givet. Fortryd først, hvis du vil give den igen"


class ConversationChangedError(DonationError):
    """It is no longer what the citizen was shown."""

    title = "Samtalen er gået videre. Se igen, hvad du giver"


class UnknownCodeError(DonationError):
    """No donation has this code; or it was taken back, which looks the same."""

    title = "Koden passer ikke til nogen donation. Se efter, om den er skrevet rigtigt"


class DonationGoneError(DonationError):
    """What staff look at was taken back, or a colleague has settled it."""

    title = "Teksten er fortrudt af borgeren eller behandlet af en kollega"
