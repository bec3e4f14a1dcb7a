"""The telephone's desk on the real bot: greeting, turns, people, SMS, and what is kept."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import REGISTRY

from bot.api.calls.desk import BotDesk
from bot.assembly import Bot
from bot.errors import UnknownMunicipalityError
from tests.api.calls.conftest import AARHUS
from tests.databases import plain
from voice.desk import Conversation, Desk, Draft, Hearing, Page, Reply
from voice.errors import DeskError

HEARD = Hearing(0.9, 300.0, 120.0, 450.0)
PAGE = Page("Flytteguide", "https://www.borger.dk/flytning")


async def _ring(
    desk: Desk, dialled: str | None = AARHUS, municipality: str | None = None
) -> Conversation:
    conversation, _ = await desk.begin("sip", dialled, "+4520123456", municipality)
    return conversation


async def _say(conversation: Conversation, text: str) -> Reply:
    draft = await conversation.draft(text)
    await conversation.keep(draft, HEARD)
    return draft.replies[0]


def _rows(bot: Bot, query: str, *values: str) -> list[tuple[Any, ...]]:
    with plain(bot.settings.database_url) as there:
        return [tuple(row) for row in there.execute(query, values)]


@pytest.mark.parametrize(
    ("dialled", "given", "words"),
    [
        (AARHUS, None, "Aarhus Kommunes robot"),
        ("0045 89 40 20 00", None, "Aarhus Kommunes robot"),
        ("sip:1010@muni.example", None, "Skanderborg Kommunes robot"),
        (AARHUS, "0746", "Skanderborg Kommunes robot"),
        ("+4512345678", None, "kommunernes robot"),
        (None, "9999", "kommunernes robot"),
    ],
)
async def test_the_first_words_are_short_and_say_that_a_robot_answers(
    desk: BotDesk, dialled: str | None, given: str | None, words: str
) -> None:
    _, greeting = await desk.begin("sip", dialled, None, given)
    assert words in greeting[0]
    assert len(" ".join(greeting).split()) <= 15


async def test_a_question_is_answered_for_the_ear_and_stored_when_it_is_kept(
    desk: BotDesk, bot: Bot
) -> None:
    talk = await _ring(desk)
    draft = await talk.draft("hvordan melder jeg flytning")
    reply = draft.replies[0]
    assert (reply.kind, reply.topic) == ("answer", "flytning_meld")
    assert "borger punktum d k" in reply.text
    assert reply.pages
    assert len(await bot.store.messages(talk.id)) == 1
    await talk.keep(draft, HEARD)
    stored = await bot.store.messages(talk.id)
    assert [m.role for m in stored] == ["bot", "citizen", "bot"]
    assert (await bot.store.load(talk.id)).channel == "voice"
    query = "SELECT confidence, endpoint_ms, draft_ms, reply_ms FROM hearings WHERE message_id = ?"
    assert _rows(bot, query, stored[1].id) == [(0.9, 300.0, 120.0, 450.0)]


async def test_the_municipality_is_asked_for_and_known_once_it_is_told(desk: BotDesk) -> None:
    talk = await _ring(desk, None)
    assert (talk.municipality, talk.contact()) == (None, None)
    asked = await _say(talk, "jeg vil tale med et menneske")
    # Nobody can be rung yet, so it is no handover.
    assert asked.kind == "clarify"
    assert (await _say(talk, "klingon by")).kind == "clarify"
    told = await _say(talk, "jeg bor i aarhus")
    assert told.kind == "handover"
    assert talk.municipality == "0751"
    contact = talk.contact()
    assert contact is not None
    assert (contact.name, contact.number) == ("Aarhus Kommune", AARHUS)


async def test_a_choice_is_one_of_those_whose_key_was_told(desk: BotDesk) -> None:
    talk = await _ring(desk)
    asked = await _say(talk, "kørekort")
    assert asked.kind == "clarify"
    for key, choice in enumerate(asked.choices, 1):
        assert f"{key} for {choice.title.lower()}" in asked.text
    draft = await talk.choose(asked.choices[1].payload)
    await talk.keep(draft, Hearing(None))
    assert draft.replies[0].kind == "answer"
    with pytest.raises(DeskError):
        await talk.choose("/restart")


async def test_yes_to_a_person_leads_to_one_and_no_thanks_is_a_goodbye(desk: BotDesk) -> None:
    talk = await _ring(desk)
    assert "menneske" in (await _say(talk, "det er et dårligt svar")).text
    assert (await _say(talk, "ja tak")).kind == "handover"
    await _say(talk, "tak")
    assert (await _say(talk, "nej tak")).topic == "goodbye"


async def test_two_turns_not_understood_speak_of_a_person_without_keys(desk: BotDesk) -> None:
    talk = await _ring(desk)
    first = await _say(talk, "pas eller kørekort")
    again = await _say(talk, "pas eller kørekort")
    assert (first.kind, again.kind) == ("fallback", "fallback")
    assert first.choices
    assert "menneske" in again.text
    assert again.choices == ()


async def test_a_draft_made_before_another_turn_was_kept_follows_it(
    desk: BotDesk, bot: Bot
) -> None:
    talk = await _ring(desk, None)
    early = await talk.draft("hvad koster et pas")
    await _say(talk, "jeg bor i skanderborg")
    await talk.keep(early, HEARD)
    assert talk.municipality == "0746"
    stored = await bot.store.messages(talk.id)
    assert stored[-1].text == early.replies[0].text
    state = (await bot.store.load(talk.id)).state
    assert (state["municipality"], state["last_topic"]) == ("0746", "pas_pris")


async def test_spoken_personal_data_reaches_no_store(desk: BotDesk, bot: Bot) -> None:
    talk = await _ring(desk)
    await _say(talk, "mit cpr nummer er nul en nul en halvfjerds tolv fireogtredive")
    asked = (await bot.store.messages(talk.id))[1].text
    assert "fireogtredive" not in asked
    assert "20123456" not in str(_rows(bot, "SELECT * FROM calls"))


async def test_a_deleted_conversation_is_an_error_and_not_a_crash(desk: BotDesk, bot: Bot) -> None:
    talk = await _ring(desk)
    draft = await talk.draft("hvad koster et pas")
    await bot.store.delete(talk.id)
    with pytest.raises(DeskError):
        await talk.draft("hvad koster et pas")
    with pytest.raises(DeskError):
        await talk.keep(draft, HEARD)
    with pytest.raises(DeskError):
        await (await _ring(desk)).draft("  ")
    await talk.end("error", 1.0)


@pytest.mark.parametrize(
    ("number", "kept"),
    [("+4589402000", AARHUS), ("89402000", AARHUS), ("+4520123456", None), (None, None)],
)
async def test_the_call_ends_with_only_the_municipalitys_own_number(
    desk: BotDesk, bot: Bot, number: str | None, kept: str | None
) -> None:
    talk = await _ring(desk)
    await talk.end("transferred", 61.5, number)
    await talk.end("caller", 1.0)
    query = "SELECT line, ending, seconds, transferred_to, municipality FROM calls"
    assert _rows(bot, f"{query} WHERE conversation_id = ?", talk.id) == [
        ("sip", "transferred", 61.5, kept, "0751")
    ]


async def test_pages_are_sent_by_sms_and_not_endlessly(desk: BotDesk, sms_file: Path) -> None:
    assert desk.can_send_sms
    talk = await _ring(desk)
    assert not await talk.send_sms("12", (PAGE,))
    assert not await talk.send_sms("20123456", ())
    assert await talk.send_sms("20123456", (PAGE,))
    row = json.loads(sms_file.read_bytes())  # noqa: ASYNC240
    assert row["recipient"] == "+4520123456"
    assert "Aarhus Kommune" in row["message"]
    assert PAGE.url in row["message"]
    sent = [await talk.send_sms("20123456", (PAGE,)) for _ in range(5)]
    assert sent == [True, False, False, False, False]


async def test_without_sms_none_is_promised(bot: Bot) -> None:
    desk = BotDesk(bot)
    assert not desk.can_send_sms
    assert not await (await _ring(desk)).send_sms("20123456", (PAGE,))


async def test_a_recording_lies_where_deletion_finds_it(desk: BotDesk, calls_bot: Bot) -> None:
    assert desk.records("0751")
    assert not desk.records("0746")
    assert not desk.records(None)
    path = (talk := await _ring(desk)).recording
    assert path is not None
    path.write_bytes(b"RIFF")
    assert calls_bot.recordings.delete([talk.id]) == 1


def test_a_busy_line_names_the_people_behind_the_number(desk: BotDesk) -> None:
    contact = desk.busy(AARHUS)
    assert contact is not None
    assert contact.number == AARHUS
    assert desk.busy("+4512345678") is None


def test_a_number_of_no_municipality_refuses_to_start(bot: Bot) -> None:
    wrong = bot.settings.copy(update={"telephone_numbers": "+4587101010=9999"})
    with pytest.raises(UnknownMunicipalityError):
        BotDesk(replace(bot, settings=wrong))


async def test_calls_are_counted_while_open_and_when_over(desk: BotDesk) -> None:
    def value(name: str, **labels: str) -> float:
        return REGISTRY.get_sample_value(name, {"line": "sip", **labels}) or 0.0

    opened, ended = value("muni_calls_open"), value("muni_calls_total", ending="silence")
    replies = value("muni_call_reply_seconds_count")
    talk = await _ring(desk)
    assert value("muni_calls_open") == opened + 1
    await _say(talk, "hvad koster et pas")
    await talk.end("silence", 20.0)
    assert value("muni_calls_open") == opened
    assert value("muni_calls_total", ending="silence") == ended + 1
    assert value("muni_call_reply_seconds_count") == replies + 1


async def test_what_is_drafted_is_only_words(desk: BotDesk) -> None:
    draft = await (await _ring(desk)).draft("der er brand i min lejlighed")
    assert isinstance(draft, Draft)
    assert draft.replies[0].kind == "safety"
    # "tel:" is no page.
    assert draft.replies[0].pages == ()
