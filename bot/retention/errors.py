"""Why somebody can't choose so."""

from bot.errors import StaffError


class RetentionOutOfBoundsError(StaffError):
    """Fewer or more days than the law or sense allows; ``str`` of it is which, in Danish."""

    title = "Antallet af dage er for lavt eller for højt"

    def __init__(self, what: str, least: int, most: int) -> None:
        """Say the bounds."""
        super().__init__(f"{what}: vælg mellem {least} og {most} dage")
