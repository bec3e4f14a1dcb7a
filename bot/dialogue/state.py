"""What a conversation remembers between turns, and how Rasa's tracker is made from it.

Rasa would write its whole history at each turn. MUNI's dialogue needs only the slots, so
only they are kept, in the conversation's own row and in the same transaction as the messages.
"""

from collections.abc import Iterable
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.turn import State


class StateTrackerStore(TrackerStore):
    """Holds the state of conversations with a turn under way; the conversation store keeps it."""

    def __init__(self, domain: Domain | None = None) -> None:
        """Start empty."""
        super().__init__(domain)
        self._states: dict[str, State] = {}

    def lend(self, conversation_id: str, state: State) -> None:
        """Give the state with which the coming turn begins."""
        self._states[conversation_id] = state

    def take_back(self, conversation_id: str) -> State:
        """The state after the turn; forgets the conversation."""
        return self._states.pop(conversation_id, {})

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """A tracker that knows the slots and listens."""
        state = self._states.get(sender_id)
        if state is None:
            return None
        tracker = DialogueStateTracker(sender_id, self.domain.slots)
        events: list[Any] = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted()]
        events += [SlotSet(name, value) for name, value in state.items()]
        events.append(ActionExecuted(ACTION_LISTEN_NAME))
        for event in events:
            tracker.update(event, self.domain)
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the slots that differ from their initial value."""
        self._states[tracker.sender_id] = {
            name: slot.value
            for name, slot in tracker.slots.items()
            if slot.value != slot.initial_value and name != "session_started_metadata"
        }

    async def delete(self, sender_id: str) -> None:
        """Forget one conversation."""
        self._states.pop(sender_id, None)

    async def keys(self) -> Iterable[str]:
        """The conversations with a turn under way."""
        return list(self._states)
