"""Each call gets an even port of its own, until there are no more."""

from __future__ import annotations

import socket

import pytest

from voice.errors import LineError
from voice.rtp.ports import PortRange

HOST = "127.0.0.1"


def test_ports_are_even_within_the_range_and_never_given_twice() -> None:
    ports = PortRange(33_001, 33_060)
    bound = [ports.bind(HOST) for _ in range(30)]
    numbers = [one.getsockname()[1] for one in bound]
    try:
        assert sorted(numbers) == list(range(33_002, 33_061, 2))
        assert numbers != sorted(numbers)
        with pytest.raises(LineError, match="33001 til 33060"):
            ports.bind(HOST)
        bound.pop().close()
        again = ports.bind(HOST)
        bound.append(again)
        assert again.getsockname()[1] == numbers[-1]
    finally:
        for one in bound:
            one.close()


def test_a_port_that_another_program_uses_is_passed_over() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind((HOST, 33_102))
        with PortRange(33_102, 33_104).bind(HOST) as bound:
            assert bound.getsockname()[1] == 33_104


@pytest.mark.parametrize(
    ("first", "last"), [(20_001, 20_001), (30, 40), (9_000, 8_000), (65_534, 70_000)]
)
def test_a_range_without_ports_is_refused(first: int, last: int) -> None:
    with pytest.raises(LineError):
        PortRange(first, last)


@pytest.mark.parametrize("host", ["localhost", "192.0.2.77", ""])
def test_a_host_that_is_no_address_of_this_machine_is_refused(host: str) -> None:
    with pytest.raises(LineError):
        PortRange(33_202, 33_204).bind(host)
