"""Settings of what is open to the public: who publishes it, and whom to write to."""

from pydantic import BaseSettings


class OpenSettings(BaseSettings):
    """What an operator can turn; documented in ``docs/settings.md``."""

    publisher_name: str = "MUNI"
    """Who publishes the statistics and content, as catalogues of data show it."""
    publisher_url: str = ""
    """The publisher's own address, which also names it in catalogues; none takes MUNI's own."""
    contact_email: str = ""
    """Where the public writes about the data and about accessibility."""
    contact_telephone: str = ""
    """Where the public calls about accessibility."""
    source_url: str = ""
    """Where the code lies."""
    accessibility_checked: str = ""
    """The day (ISO) on which somebody last checked the pages for accessibility; none says that it
    wasn't done here yet."""
