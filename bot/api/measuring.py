"""What of a turn goes into the metrics, for chat and telephone alike."""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.api import metrics
from bot.errors import DialogueError, MuniError, TurnTimeoutError
from bot.stopwatch import timing
from bot.tracing import span
from bot.turn import Channel, Message

log = structlog.get_logger(__name__)


@contextmanager
def measured(channel: Channel) -> Iterator[None]:
    """Inside, a turn or a half of one is taken: its steps are measured, and its failure counted."""
    with span("turn", channel=channel), timing() as laps:
        try:
            yield
        except Exception as wrong:
            why = _why(wrong)
            metrics.TURNS_FAILED.labels(channel, why).inc()
            if why not in {"refused", "dialogue"}:
                log.error("turn_broke", channel=channel, error=type(wrong).__name__)
            raise
        finally:
            for step, seconds in laps.items():
                metrics.TURN_STEP_SECONDS.labels(step, channel).observe(seconds)


def _why(wrong: Exception) -> str:
    if isinstance(wrong, MuniError):
        kinds = ((TurnTimeoutError, "slow"), (DialogueError, "dialogue"))
        return next((why for kind, why in kinds if isinstance(wrong, kind)), "refused")
    return "storage" if isinstance(wrong, SQLAlchemyError) else "broken"


def count_turn(
    channel: Channel, messages: tuple[Message, ...], seconds: float, conversation: str
) -> None:
    """A turn was answered and stored; without messages a person has the chat."""
    outcome = messages[0].kind if messages else "person"
    metrics.TURN_SECONDS.labels(channel).observe(seconds)
    metrics.TURNS.labels(channel, outcome).inc()
    for message in messages:
        metrics.MESSAGES.labels(channel, message.kind).inc()
    log.info(
        "turn",
        channel=channel,
        outcome=outcome,
        spent_ms=round(seconds * 1000, 1),
        conversation=conversation,
    )
