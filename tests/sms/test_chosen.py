"""The settings name the way out."""

from pathlib import Path

from bot.settings import Settings
from bot.sms.chosen import chosen_sms
from bot.sms.file_sms import FileSms
from tests.sms.gateway_server import gateway


async def test_the_settings_choose(tmp_path: Path) -> None:
    assert chosen_sms(Settings()) is None
    assert isinstance(chosen_sms(Settings(sms="file", sms_file=tmp_path / "s")), FileSms)
    with gateway() as server:
        sender = chosen_sms(
            Settings(
                sms="gateway",
                sms_gateway_url=server.url,
                sms_gateway_token="hemmelig",
                sms_sender="Aarhus",
            )
        )
        assert sender is not None
        await sender.send("20123456", "hej")
    assert server.got[0][0] == "Bearer hemmelig"
    assert server.got[0][1]["sender"] == "Aarhus"
