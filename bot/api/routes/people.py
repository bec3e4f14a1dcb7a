"""What a citizen who waits for a person can leave behind."""

from fastapi import APIRouter, Response

from bot.api.deps import BotDep, ConversationDep, LimitsDep
from bot.api.schemas import PROBLEMS, ContactBody

router = APIRouter(prefix="/api/v1/conversations", tags=["samtaler"], responses=PROBLEMS)


@router.post("/{conversation_id}/contact", status_code=204)
async def leave_contact(
    body: ContactBody, conversation: ConversationDep, bot: BotDep, limits: LimitsDep
) -> Response:
    """Leave a telephone number or an e-mail address, for agents only.

    It is kept apart from the conversation, and deleted with it or after some days.
    """
    limits.message(conversation.id)
    await bot.live.contacts.leave(conversation.id, body.contact, body.name)
    bot.live.wakeups.wake(conversation.id)
    return Response(status_code=204)
