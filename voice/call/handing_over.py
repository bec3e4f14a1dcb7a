"""Puts the caller through to people, or says when they can be reached."""

from __future__ import annotations

from voice.call import wording
from voice.call.commanding import anything_else
from voice.call.floor import Floor
from voice.desk import Contact


async def hand_over(floor: Floor, contact: Contact, reason: str = "") -> None:
    """Transfer in opening hours (or when they are not known), else tell the hours.

    ``reason`` is said first. Raises ``SynthesisError``.
    """

    def told(text: str) -> str:
        return f"{reason} {text}".strip()

    if contact.number is None:
        await anything_else(floor, told(wording.NO_NUMBER.format(name=contact.name)))
    elif contact.open_now is False:
        closed = wording.CLOSED.format(name=contact.name, hours=contact.hours or "")
        await anything_else(floor, told(closed))
    else:
        await floor.say(told(wording.TRANSFER.format(name=contact.name)))
        floor.transferring = True
        taken = await floor.line.transfer(contact.number)
        if taken:
            floor.finish("transferred", contact.number)
        else:
            floor.transferring = False
            failed = wording.TRANSFER_FAILED.format(name=contact.name, number=contact.number)
            await anything_else(floor, failed)
