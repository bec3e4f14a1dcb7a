"""Which way text messages go, from the settings."""

from bot.settings import Settings
from bot.sms.file_sms import FileSms
from bot.sms.gateway import GatewaySms
from bot.sms.port import SmsSender


def chosen_sms(settings: Settings) -> SmsSender | None:
    """The sender that the settings name; none when SMS is off."""
    if settings.sms == "file":
        return FileSms(settings.sms_file, settings.sms_sender)
    if settings.sms == "gateway":
        return GatewaySms(
            settings.sms_gateway_url,
            settings.sms_gateway_token.get_secret_value(),
            settings.sms_sender,
        )
    return None
