"""What a caller's words and keys lead to: the bot's answer, or something the call does itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

from voice.call import wording
from voice.call.answering import Answer, answer_of
from voice.call.asking import YesOrNo
from voice.call.commanding import anything_else, obey, repeat, say_goodbye
from voice.call.drafts import Drafts
from voice.call.floor import Floor
from voice.call.handing_over import hand_over
from voice.call.patience import Patience
from voice.call.sms_offer import SmsOffer
from voice.call.spoken_commands import read_command, read_yes_or_no
from voice.call.turn_taking import Ended
from voice.desk import Choice, Conversation, Desk, Draft, Hearing

NOT_HEARD: Final = 0.35
UNSURE: Final = 0.55
"""Mean confidence of the recogniser's words below which the caller is asked again, or asked
whether it was heard right."""
PERSON_KEY, REPEAT_KEY = "0", "*"
_LONG_S: Final = 1.0
_FIRST_SOUND_S: Final = 3.0
_PERSON: Final = "jeg vil tale med et menneske"


class Exchange:
    """One call's exchange with the bot. ``interrupted`` is set when the caller broke in."""

    def __init__(self, floor: Floor, desk: Desk, talk: Conversation, drafts: Drafts) -> None:
        self.interrupted = False
        self._floor, self._desk, self._talk, self._drafts = floor, desk, talk, drafts
        self._patience = Patience()
        self._choices: tuple[Choice, ...] = ()
        self._answer: Answer | None = None
        self._keeping: set[asyncio.Task[None]] = set()

    async def understand(self, text: str, confidence: float, sign: Ended) -> None:
        """Answer ``text`` (as written; empty when only a sound was heard)."""
        floor = self._floor
        if not text:
            if sign.spoken_s > _LONG_S:
                await self._missed(wording.NOT_UNDERSTOOD)
            return
        floor.line.tell("caller", text)
        command = read_command(text)
        if command is not None:
            self._drafts.drop()
            await obey(floor, command, self.to_a_person, self._send_sms)
            return
        question, floor.question = floor.question, None
        if question is not None and await question.hear(text):
            self._drafts.drop()
            return
        if question is None and self._is_enough(text):
            await say_goodbye(floor)
            return
        if confidence < NOT_HEARD:
            await self._missed(wording.NOT_UNDERSTOOD)
            return
        await self._answer_to(text, confidence, sign)

    async def press(self, key: str) -> None:
        """Use a key: for what was asked, for a choice, 0 for a person, * to hear it again."""
        question = self._floor.question
        if question is not None and await question.press(key):
            return
        if key.isdigit() and 0 < int(key) <= len(self._choices):
            draft = await self._drafts.choose(self._choices[int(key) - 1].payload)
            await self._give(draft, Hearing(None), None)
        elif key == PERSON_KEY:
            await self.to_a_person()
        elif key == REPEAT_KEY:
            await repeat(self._floor)
        else:
            await self._floor.ask(wording.NOT_A_CHOICE, question)

    async def silence(self) -> None:
        """Nothing was said for long."""
        step = self._patience.silence()
        if step == "ask":
            if self._answer is not None and self._answer.answers and not self._floor.question:
                await anything_else(self._floor)
            else:
                await self._floor.ask(wording.SILENT_ONCE, self._floor.question)
        elif step == "person":
            await self.to_a_person()
        else:
            await say_goodbye(self._floor)

    async def to_a_person(self, reason: str = "") -> None:
        """Put through, or ask of which municipality."""
        contact = self._talk.contact()
        if contact is not None:
            await hand_over(self._floor, contact, reason)
            return
        if reason:
            await self._floor.say(reason)
        await self._give(await self._drafts.take(_PERSON), Hearing(None), None)

    async def stored(self) -> None:
        """Wait until every turn that was given is stored."""
        if self._keeping:
            await asyncio.wait(self._keeping, timeout=2 * _FIRST_SOUND_S)

    def _is_enough(self, text: str) -> bool:
        """A no to nothing that was asked, after an answer: the caller needs no more."""
        answered = self._answer is not None and self._answer.answers
        return answered and not self._choices and read_yes_or_no(text) is False

    async def _answer_to(self, text: str, confidence: float, sign: Ended) -> None:
        draft = await self._drafts.take(text)
        ready_ms = (self._drafts.ready_at - sign.speech_ended_at) * 1000
        hearing = Hearing(confidence, sign.waited_ms, ready_ms)
        if confidence < UNSURE and answer_of(draft, self._floor.read).answers:

            async def right() -> None:
                await self._give(draft, hearing, None)

            async def wrong() -> None:
                await self._missed(wording.SAY_AGAIN)

            await self._floor.ask(wording.CONFIRM.format(text=text), YesOrNo(right, wrong))
        else:
            await self._give(draft, hearing, sign)

    async def _give(self, draft: Draft, hearing: Hearing, sign: Ended | None) -> None:
        answer = self._answer = answer_of(draft, self._floor.read)
        self._choices = answer.choices
        self._floor.line.tell("bot", answer.text)
        first: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        keeping = asyncio.create_task(self._keep(draft, hearing, sign, first))
        self._keeping.add(keeping)
        keeping.add_done_callback(self._keeping.discard)
        try:
            await self._floor.speak(answer.now, _once(first))
            await asyncio.shield(keeping)
        except asyncio.CancelledError:
            if not first.done():
                keeping.cancel()
            raise
        if answer.missed:
            if self._patience.missed():
                await self.to_a_person()
            return
        self._patience.understood(answer.answers)
        if answer.farewell:
            self._floor.finish("bot")
            return
        if answer.hands_over and (contact := self._talk.contact()) is not None:
            await hand_over(self._floor, contact)
        elif answer.later:
            await self._offer_more(answer.later, answer)
        else:
            await self._offer_pages(answer)

    async def _keep(
        self, draft: Draft, hearing: Hearing, sign: Ended | None, first: asyncio.Future[float]
    ) -> None:
        """Store the turn once it is heard; a turn of which nothing was heard is not stored."""
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(first), _FIRST_SOUND_S)
        reply_ms = None
        if sign is not None and first.done():
            reply_ms = (first.result() - sign.speech_ended_at) * 1000
        interrupted, self.interrupted = self.interrupted, False
        times = (hearing.endpoint_ms, hearing.draft_ms, reply_ms)
        await self._drafts.keep(draft, Hearing(hearing.confidence, *times, interrupted))

    async def _offer_more(self, later: Sequence[str], answer: Answer) -> None:
        async def more() -> None:
            await self._floor.speak(later)
            await self._offer_pages(answer)

        async def enough() -> None:
            await anything_else(self._floor)

        await self._floor.ask(wording.WANT_MORE, YesOrNo(more, enough))

    async def _offer_pages(self, answer: Answer) -> None:
        if answer.pages and answer.answers and self._desk.can_send_sms:
            offer = SmsOffer(self._floor, self._talk.send_sms, answer.pages)
            await self._floor.ask(wording.OFFER_SMS, offer.question())

    async def _send_sms(self) -> None:
        if not self._desk.can_send_sms:
            await anything_else(self._floor, wording.SMS_OFF)
        elif self._answer is None or not self._answer.pages:
            await anything_else(self._floor, wording.NOTHING_TO_SEND)
        else:
            await SmsOffer(self._floor, self._talk.send_sms, self._answer.pages).ask_number()

    async def _missed(self, told: str) -> None:
        if self._patience.missed():
            await self.to_a_person(wording.GIVE_UP)
        else:
            await self._floor.ask(told, self._floor.question)


def _once(first: asyncio.Future[float]) -> Callable[[float], None]:
    def begun(at: float) -> None:
        if not first.done():
            first.set_result(at)

    return begun
