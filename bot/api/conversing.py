"""One turn of a conversation over HTTP, measured; and what it means for people who take over."""

import time

from bot.api import metrics
from bot.api.measuring import count_turn, measured
from bot.assembly import Bot
from bot.turn import TurnReply, TurnRequest


async def take(bot: Bot, request: TurnRequest) -> TurnReply:
    """One turn, measured; raises what :meth:`bot.turn.Turn.take` raises."""
    began = time.perf_counter()
    with metrics.TURNS_OPEN.track_inprogress(), measured(request.channel):
        reply = await bot.turn.take(request)
    spent = time.perf_counter() - began
    count_turn(request.channel, reply.messages, spent, request.conversation_id)
    return reply


async def converse(bot: Bot, request: TurnRequest) -> TurnReply:
    """A turn in a chat that staff can take over: it may come into their queue, or be theirs.

    The reply also holds what the citizen is told of the queue. It holds no messages while a
    person has the chat. Raises what :func:`take` raises.
    """
    reply = await take(bot, request)
    told = await bot.live.queue.after_turn(request.conversation_id, reply)
    if told or not reply.messages:
        bot.live.wakeups.wake(request.conversation_id)
    return TurnReply(reply.citizen, (*reply.messages, *told), reply.repeated)
