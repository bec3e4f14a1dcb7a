"""Does what the caller commands of the call itself: say it again, slower, send it, goodbye."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from voice.call import wording
from voice.call.asking import YesOrNo
from voice.call.floor import Floor
from voice.call.spoken_commands import Command


async def repeat(floor: Floor) -> None:
    """Say what was not heard to its end; else all of it once more."""
    mouth = floor.mouth
    sentences = mouth.unheard() or mouth.all_sentences()
    await floor.speak(sentences or floor.read(wording.NOTHING_TO_REPEAT))


async def change_manner(floor: Floor, command: Command) -> None:
    """Speak slower, faster, louder or softer, say so, and go on with what was not heard."""
    mouth = floor.mouth
    change, told = {
        Command.SLOWER: (mouth.slower, wording.SLOWER),
        Command.FASTER: (mouth.faster, wording.FASTER),
        Command.LOUDER: (mouth.louder, wording.LOUDER),
        Command.SOFTER: (mouth.softer, wording.SOFTER),
    }[command]
    rest = mouth.unheard() or mouth.all_sentences()
    change()
    await floor.speak([*floor.read(told), *rest])


async def say_goodbye(floor: Floor) -> None:
    """Thank and end the call."""
    await floor.say(wording.GOODBYE)
    floor.finish("bot")


async def anything_else(floor: Floor, first: str = "") -> None:
    """Say ``first`` and ask what else there is; a no ends the call."""

    async def more() -> None:
        await floor.ask(wording.WHAT_ELSE)

    async def enough() -> None:
        await say_goodbye(floor)

    await floor.ask(f"{first} {wording.ANYTHING_ELSE}".strip(), YesOrNo(more, enough))


async def obey(
    floor: Floor,
    command: Command,
    to_a_person: Callable[[], Awaitable[None]],
    send_sms: Callable[[], Awaitable[None]],
) -> None:
    """Do it."""
    if command is Command.REPEAT:
        await repeat(floor)
    elif command is Command.PERSON:
        await to_a_person()
    elif command is Command.GOODBYE:
        await say_goodbye(floor)
    elif command is Command.SMS:
        await send_sms()
    else:
        await change_manner(floor, command)
