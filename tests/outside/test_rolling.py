"""A server behind the deployed nginx is restarted while citizens write, and nobody notices."""

from pathlib import Path

import pytest

from bench.rolling import roll


@pytest.mark.long
@pytest.mark.timeout(600)
async def test_no_request_fails_and_none_is_lost_or_doubled(tmp_path: Path) -> None:
    result = await roll(tmp_path, citizens=3, both=False)
    assert result.turns > 30
    assert (result.failed, result.lost, result.doubled) == ([], 0, 0)
    log = (tmp_path / "nginx" / "logs" / "muni.log").read_text(encoding="utf-8")
    assert '"request_id":"' in log
    # The log of the proxy tells of no citizen's address or words.
    assert "koster" not in log
