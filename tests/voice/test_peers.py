"""Who may speak to a line."""

import pytest

from voice.errors import LineError
from voice.peers import Peers


def test_peers_are_addresses_and_networks() -> None:
    peers = Peers(["127.0.0.1", "10.1.0.0/16", "2001:db8::/32"])
    for inside in ("127.0.0.1", "10.1.255.4", "2001:db8::7", "::ffff:10.1.2.3"):
        assert peers.allows(inside)
    for outside in ("127.0.0.2", "10.2.0.1", "2001:db9::1", "::ffff:10.2.0.1", "", "x", None):
        assert not peers.allows(outside)
    assert not Peers([]).allows("127.0.0.1")


def test_a_misspelt_network_says_how_to_write_it() -> None:
    with pytest.raises(LineError, match=r"Skriv fx 10\.0\.0\.5"):
        Peers(["10.0.0.0/33"])
    with pytest.raises(LineError):
        Peers(["switchboard.example.dk"])
