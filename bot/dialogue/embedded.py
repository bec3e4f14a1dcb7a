"""Rasa in this process: loads a model, answers turns, swaps models between turns."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.processor import MessageProcessor

from bot.answers.topics import TopicList
from bot.dialogue.in_process_actions import InProcessActions, trust_own_actions
from bot.dialogue.low_priority import gently
from bot.dialogue.model_files import newest_model
from bot.dialogue.payload import shown_payload
from bot.dialogue.shortcuts import read_reply
from bot.dialogue.state import StateTrackerStore
from bot.errors import DialogueError
from bot.knowledge import get_places
from bot.stopwatch import step
from bot.turn import Conversation, Message, Said


class EmbeddedDialogue:
    """The dialogue model behind :class:`bot.turn.Dialogue`."""

    def __init__(
        self,
        models: Path,
        actions_package: str,
        topics: Callable[[], TopicList],
        opened: Callable[[Path], AbstractContextManager[Path]] = nullcontext,
    ) -> None:
        """``models`` is a model file or the folder whose newest is taken.

        ``topics`` gives the list as it is now, since staff may change it between turns.
        ``opened`` is asked for the file to read whenever a model is loaded, and may refuse.
        Raises ModelNotFoundError, and what ``opened`` raises.
        """
        trust_own_actions()
        self._opened = opened
        self._topics = topics
        self._actions = InProcessActions(actions_package)
        self._model = newest_model(models)
        self._processor, self._states = self._load(self._model)

    @property
    def model(self) -> Path:
        """The model file that answers now."""
        return self._model

    async def swap(self, model: Path) -> None:
        """Load ``model`` beside the present one and answer with it from the next turn on.

        Raises what ``opened`` raises, and DialogueError when it can't be loaded; then the
        present one answers on.
        """
        loaded = await gently(self._load, model)
        self._processor, self._states = loaded
        self._model = model

    async def parse(self, text: str) -> dict[str, Any]:
        """What the model makes of one message, outside any conversation."""
        parsed: dict[str, Any] = await self._processor.parse_message(
            UserMessage(text=_no_command(text))
        )
        return parsed

    def thresholds(self) -> dict[str, float]:
        """The thresholds that the model was calibrated to."""
        found = asyncio.run(self.parse("hej"))
        values: dict[str, float] = found["thresholds"]
        return values

    def name(self, payload: str) -> str:
        """What a quick reply is called in the conversation; raises UnknownPayloadError."""
        return shown_payload(payload, self._topics())

    async def respond(self, conversation: Conversation, text: str, payload: bool) -> Said:
        """Answer in the conversation; raises UnknownPayloadError, DialogueError."""
        processor, states = self._processor, self._states
        shown = shown_payload(text, self._topics()) if payload else None
        if not payload:
            text, payload = read_reply(text, conversation.state, self._topics(), get_places())
        output = _Collector()
        states.lend(conversation.id, dict(conversation.state))
        try:
            await processor.handle_message(
                UserMessage(
                    text=text if payload else _no_command(text),
                    output_channel=output,
                    sender_id=conversation.id,
                    input_channel=conversation.channel,
                    metadata={
                        "municipality": conversation.municipality,
                        "channel": conversation.channel,
                        "language": conversation.language,
                    },
                )
            )
        except Exception as wrong:
            raise DialogueError(type(wrong).__name__) from wrong
        finally:
            state = states.take_back(conversation.id)
        if not output.messages:
            raise DialogueError("the model gave no answer")
        return Said(
            messages=tuple(output.messages),
            state=state,
            municipality=state.get("municipality") or conversation.municipality,
            topic=output.understood.get("topic"),
            outcome=output.understood.get("outcome"),
            confidence=output.understood.get("confidence"),
            shown=shown,
        )

    def _load(self, model: Path) -> tuple[MessageProcessor, StateTrackerStore]:
        states = StateTrackerStore()
        with self._opened(model) as file:
            try:
                agent = Agent.load(str(file), action_endpoint=self._actions, tracker_store=states)
            except Exception as broken:
                raise DialogueError(f"{model.name}: {type(broken).__name__}") from broken
        if agent.processor is None:
            raise DialogueError(f"{model} can't be loaded")
        states.domain = agent.processor.domain
        # Every rule has one action, and the tracker is made anew for the next turn, so Rasa
        # need not work out that it is to listen again: a fifth of a turn.
        agent.processor.max_number_of_predictions = 1
        _time_understanding(agent.processor)
        return agent.processor, states


class _Collector(OutputChannel):
    """Gathers whole messages, where Rasa's own would split each into parts."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.understood: dict[str, Any] = {}

    @classmethod
    def name(cls) -> str:
        return "muni"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Take one utterance; MUNI's own parts lie in ``custom``."""
        custom = message.get("custom") or {}
        self.understood |= custom.get("understood") or {}
        self.messages.append(Message(**{"text": message.get("text"), **custom.get("muni", {})}))


def _time_understanding(processor: MessageProcessor) -> None:
    parse = processor.parse_message

    async def timed(*given: Any, **named: Any) -> Any:
        with step("nlu"):
            return await parse(*given, **named)

    processor.parse_message = timed


def _no_command(text: str) -> str:
    """A leading slash is Rasa's own notation for an intent; a citizen's is only a slash."""
    return text.lstrip("/ ") or "skråstreg"
