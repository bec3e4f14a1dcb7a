"""What is meant for the ear speaks of nothing that only a screen has."""

import re

from bot.answers.content import load_answers
from bot.answers.keys import speaks_key, spoken_keys
from bot.answers.phrases import load_phrases
from bot.dialogue.referrals import load_referrals
from bot.settings import ROOT

SCREEN = re.compile(
    r"\bklik|\bknap|herunder|nedenfor|herover|tommel|https?:|\bwww\.|læs mere her|skriv det med",
    re.IGNORECASE,
)
CHAT_ONLY = {"greeting_web", "greeting_web_municipality", "greeting_english"}


def test_no_spoken_text_needs_a_screen() -> None:
    data = ROOT / "data"
    spoken = {name: p.spoken for name, p in load_phrases(data).items() if name not in CHAT_ONLY}
    for topic, answer in load_answers(data / "answers").items():
        spoken[topic] = answer.spoken
        spoken |= {f"{topic}.{name}": text for name, text in answer.aspects.items()}
    spoken |= {referral.id: referral.text for referral in load_referrals(data)}
    assert len(spoken) > 300
    assert {name: text for name, text in spoken.items() if SCREEN.search(text)} == {}


def test_choices_are_told_with_their_keys() -> None:
    titles = ["Forny kørekort", "MitID på pas", "Mistet kort"]
    told = spoken_keys(titles)
    assert told == (
        "Tryk eller sig 1 for forny kørekort, 2 for MitID på pas eller 3 for mistet kort."
    )
    assert spoken_keys(titles[:1]) == "Tryk eller sig 1 for forny kørekort."
    assert all(speaks_key(told, key, title) for key, title in enumerate(titles, 1))
    assert not speaks_key(told, 2, "Mistet kort")
    assert not speaks_key(told, 4, "Nej")
