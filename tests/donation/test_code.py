"""The code of a donation."""

import re

from bot.donation.code import hash_of, new_code


def test_a_code_is_sixteen_signs_that_cannot_be_taken_for_others() -> None:
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", c) for c in codes)


def test_however_it_is_written_it_is_the_same_code() -> None:
    kept = hash_of("7KM0-29QT-WB41-D3FN")
    for written in ("7km0 29qt wb41 d3fn", " 7KMO29QTWB4ID3FN ", "7kmo–29qt–wb4l–d3fn"):
        assert hash_of(written) == kept
    assert hash_of("7KM0-29QT-WB42-D3FN") != kept
