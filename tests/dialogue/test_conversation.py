"""Whole conversations on the real bot: safety, clarify, municipality, follow-ups, people."""

import pytest

from bot.assembly import Bot
from bot.turn import Message, TurnRequest


class Talk:
    """One conversation."""

    def __init__(self, bot: Bot, identity: str) -> None:
        self.bot = bot
        self.identity = identity

    @classmethod
    async def begin(cls, bot: Bot, municipality: str | None = None) -> "Talk":
        state = {"municipality": municipality} if municipality else {}
        identity, _, _ = await bot.store.begin(municipality, "da", "web", state, ())
        return cls(bot, identity)

    async def say(self, text: str) -> Message:
        reply = await self.bot.turn.take(TurnRequest(conversation_id=self.identity, text=text))
        return reply.messages[0]

    async def press(self, payload: str) -> Message:
        request = TurnRequest(conversation_id=self.identity, payload=payload)
        return (await self.bot.turn.take(request)).messages[0]


@pytest.mark.parametrize(
    "text",
    [
        "der er brand i opgangen, og hvad koster et pas",
        "min mand er faldet om og trækker ikke vejret",
        "jeg tror min mor har taget en overdosis",
        "indbrud lige nu, de er i stuen",
    ],
)
async def test_danger_gives_112_at_once_whatever_else_was_said(bot: Bot, text: str) -> None:
    talk = await Talk.begin(bot)
    said = await talk.say(text)
    assert said.kind == "safety"
    assert "112" in said.text.split("\n")[0]


@pytest.mark.parametrize(
    "text",
    [
        "jeg vil ikke leve mere",
        "jeg har tænkt på at tage mit eget liv, kan I hjælpe med kontanthjælp",
        "min ven snakker om selvmord",
    ],
)
async def test_thoughts_of_suicide_give_livslinien(bot: Bot, text: str) -> None:
    talk = await Talk.begin(bot, "0751")
    said = await talk.say(text)
    assert said.kind == "safety"
    assert "70 201 201" in said.text


async def test_what_is_not_understood_is_said_and_twice_gives_people(bot: Bot) -> None:
    talk = await Talk.begin(bot, "0746")
    first = await talk.say("grønne bølger synger baglæns i kassen")
    second = await talk.say("zxcv qwer blomp")
    assert first.kind == second.kind == "fallback"
    assert any(reply.payload == "/ask_human" for reply in second.quick_replies)


async def test_a_local_question_waits_for_the_municipality(bot: Bot) -> None:
    talk = await Talk.begin(bot)
    asked = await talk.press("/affald_toemmedag")
    assert asked.kind == "clarify"
    told = await talk.say("det er i Hinnerup")
    assert told.topic == "affald_toemmedag"
    assert told.municipality == "0710"
    moved = await talk.say("nej jeg mener Odder")
    assert moved.municipality == "0727"


async def test_follow_ups_are_understood_from_the_topic_just_talked_about(bot: Bot) -> None:
    talk = await Talk.begin(bot, "0751")
    await talk.press("/pas_bestil_forny")
    assert (await talk.say("hvad koster det?")).topic == "pas_pris"
    await talk.press("/pas_bestil_forny")
    assert (await talk.say("hvad med mit barn?")).topic == "pas_barn"


async def test_a_follow_up_to_nothing_asks_what_it_is_about(bot: Bot) -> None:
    talk = await Talk.begin(bot, "0751")
    said = await talk.say("hvor lang tid tager det?")
    assert said.kind == "fallback"
    assert "Hvad handler det om" in said.text


async def test_repeat_says_the_newest_answer_again(bot: Bot) -> None:
    talk = await Talk.begin(bot, "0751")
    await talk.press("/pas_pris")
    again = await talk.press("/ask_repeat")
    assert again.topic == "pas_pris"


async def test_it_says_it_is_a_robot_when_asked(bot: Bot) -> None:
    talk = await Talk.begin(bot)
    said = await talk.say("er du et menneske eller en robot?")
    assert "robot" in said.text


async def test_a_person_is_asked_for_where_they_can_be_reached(bot: Bot) -> None:
    talk = await Talk.begin(bot)
    asked = await talk.press("/ask_human")
    assert asked.kind == "handover"
    told = await talk.say("Aarhus")
    assert told.kind == "handover"
    assert told.municipality == "0751"


async def test_out_of_scope_is_referred_on(bot: Bot) -> None:
    talk = await Talk.begin(bot, "0751")
    said = await talk.say("hvor meget told skal jeg betale for en pakke fra usa")
    assert said.kind == "fallback"
    assert any("toldst" in link.url for link in said.links)


async def test_starting_over_forgets_the_question_and_keeps_the_municipality(bot: Bot) -> None:
    talk = await Talk.begin(bot)
    await talk.press("/affald_toemmedag")
    await talk.say("8660")
    await talk.press("/stop_cancel")
    said = await talk.say("hvad koster det")
    assert said.kind == "fallback"
    again = await talk.press("/affald_toemmedag")
    assert again.municipality == "0746"


async def test_a_crisis_is_not_forgotten_when_the_bot_is_at_a_loss(bot: Bot) -> None:
    talk = await Talk.begin(bot, "0751")
    await talk.say("jeg vil ikke leve mere")
    lost = await talk.press("/ask_human")
    assert "70 201 201" in lost.text


@pytest.mark.parametrize(
    "text",
    ["kan jeg gøre det selv", "Hals", "jeg er ved at dø af grin", "hvor er nærmeste hjertestarter"],
)
async def test_harmless_words_raise_no_alarm(bot: Bot, text: str) -> None:
    talk = await Talk.begin(bot, "0751")
    await talk.press("/pas_bestil_forny")
    assert (await talk.say(text)).kind != "safety"


async def test_not_knowing_the_municipality_keeps_the_question(bot: Bot) -> None:
    talk = await Talk.begin(bot)
    await talk.press("/affald_toemmedag")
    helped = await talk.press("/deny")
    assert "postnummer" in helped.text
    assert (await talk.say("8660")).topic == "affald_toemmedag"


async def test_a_second_follow_up_is_about_the_first_topic(bot: Bot) -> None:
    talk = await Talk.begin(bot, "0751")
    await talk.press("/pas_bestil_forny")
    assert (await talk.say("hvad koster det")).topic == "pas_pris"
    assert (await talk.say("hvad skal jeg have med")).topic == "pas_bestil_forny"
