"""Follow-up questions without a subject, and questions that have one."""

import pytest

from bot.dialogue.follow_up import FollowUps
from bot.knowledge import get_normaliser
from bot.settings import get_settings


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("hvad koster det", "pris"),
        ("hva kst det?", "pris"),
        ("Er det gratis?", "pris"),
        ("hvor lang tid tager det", "tid"),
        ("hvor længe skal jeg vente", "tid"),
        ("hvad med mit barn?", "barn"),
        ("skal jeg have noget med", "medbring"),
        ("hvad skal jeg medbringe", "medbring"),
        ("hvornår er fristen", "frist"),
        ("hvor gør jeg det", "hvor"),
        ("kan jeg gøre det på nettet", "online"),
        ("kan jeg klage", "klage"),
        ("hvem bestemmer det", "hvem"),
    ],
)
def test_aspect(text: str, aspect: str) -> None:
    follow_ups = FollowUps.load(get_settings().data_folder)
    assert follow_ups.aspect(text, get_normaliser()) == aspect


@pytest.mark.parametrize(
    "text",
    [
        "hvad koster et pas",
        "hvor lang tid tager en byggesag",
        "kan jeg klage over min nabos hund",
        "hej",
        "hvad",
        "",
        "mit barn skal have nyt pas inden sommerferien og jeg ved ikke hvad det koster",
    ],
)
def test_a_question_with_a_subject_is_no_follow_up(text: str) -> None:
    follow_ups = FollowUps.load(get_settings().data_folder)
    assert follow_ups.aspect(text, get_normaliser()) is None
