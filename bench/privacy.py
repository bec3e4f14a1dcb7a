"""Invented persons write, complain, wait for staff and leave; then everything is searched for them.

Each types a name, a CPR number, a telephone number, an e-mail address and an address, in many ways,
through a whole turn; as comments to ratings, and to staff who write it down too. What the masker
misses is counted and named; what is found anywhere that is not in a stored message is a leak of
another kind, and there must be none. Run: python -m bench.privacy [--people 1000]
"""

import argparse
import asyncio
import json
import re
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import numpy as np
from prometheus_client import generate_latest
from sqlalchemy import text, update
from sqlalchemy.orm import Session

from bench.invented_people import LABELS, Fact, Person, people
from bot.api.conversing import converse
from bot.api.routes.conversations import HANDOVER
from bot.assembly import Bot, build_bot
from bot.backup.archive import unpack
from bot.backup.making import make_backup
from bot.history.streams import STREAMS, Extent, rows_of
from bot.live.talk import Line
from bot.logs import configure_logs
from bot.retention.enforcing import Retention
from bot.settings import Settings
from bot.staff.audit import COMMAND_LINE
from bot.staff.rights import Grant, Role
from bot.staff.staff import build_staff
from bot.staff.user import User
from bot.statistics.roll_up import RollUp
from bot.store.live_tables import LiveContactRow
from bot.text import clean
from bot.turn import TurnRequest

_WORD = re.compile(r"[\w-]+")
_TOO_SHORT = 5
_WIDE = 8
OUT = Path(__file__).parent / "out"
_LONG_AGO = datetime(2020, 1, 1)
_TABLES = text("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")


@dataclass
class Found:
    """``typed`` and ``missed`` count facts by label; ``leaks`` says where else something lay."""

    typed: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    leaks: dict[str, list[str]] = field(default_factory=dict)
    contacts_living: int = 0
    contacts_left: int = 0

    def recall(self, label: str) -> float:
        """Share of what was typed that no stored word tells."""
        return 1 - self.missed[label] / max(1, self.typed[label])


class Run:
    """One run on a bot of its own."""

    def __init__(self, bot: Bot, folder: Path, logs: Path) -> None:
        """``folder`` is the database's, ``logs`` the file with all that was logged."""
        self._bot, self._folder, self._logs = bot, folder, logs
        self.found = Found()
        self._masked: set[str] = set()
        self._missed: set[str] = set()
        self._contacts: list[str] = []
        self._chats: list[str] = []

    async def live(self, everyone: Iterable[Person]) -> None:
        """Everybody writes; every fourth asks for a person, who writes it down as well."""
        agent = await _agent(self._bot)
        for number, person in enumerate(everyone):
            chat, _, _ = await self._bot.store.begin("0751", "da", "web", {}, ())
            answer = ""
            for fact in person.facts:
                request = TurnRequest(chat, fact.sentence)
                reply = await converse(self._bot, request)
                answer = reply.messages[0].id if reply.messages else answer
                self._judge(fact, reply.citizen.text)
            if answer:
                fact = person.facts[number % len(LABELS)]
                comment = self._bot.masker.mask(clean(fact.sentence)).text
                await self._bot.store.rate(chat, answer, "down", comment)
            if number % 4 == 0:
                await self._with_staff(agent, chat, person)

    async def _with_staff(self, agent: User, chat: str, person: Person) -> None:
        await converse(self._bot, TurnRequest(chat, payload=HANDOVER))
        await self._bot.live.contacts.leave(chat, person.contact, person.facts[0].typed)
        self._contacts.append(person.contact)
        self._chats.append(chat)
        await self._bot.live.claims.claim(agent, chat)
        for number, fact in enumerate(person.facts):
            line = Line(f"Tak, jeg noterer: {fact.sentence}", str(number))
            said = await self._bot.live.talk.say(agent, chat, line)
            self._judge(fact, said.text)
        await self._bot.live.claims.end(agent, chat)

    def _judge(self, fact: Fact, stored: str) -> None:
        self.found.typed[fact.label] += 1
        low = stored.lower()
        said = set(_WORD.findall(low))
        pieces = [piece.lower() for piece in fact.pieces]
        whole = any(piece in low for piece in pieces)
        if whole:
            self._missed.update(pieces)
        else:
            self._masked.update(piece for piece in pieces if len(piece) > _TOO_SHORT)
        if whole or any(word.lower() in said for word in fact.words):
            self.found.missed[fact.label] += 1
            self.found.examples.append(f"{fact.label}: {fact.sentence} -> {stored}")

    async def crawl(self) -> None:
        """Search everything while contacts live, and again after they are gone."""
        await self._bot.collector.take_turn(30)
        await RollUp(self._bot.database).fresh()
        dump = await asyncio.to_thread(self._dump)
        self.found.contacts_living = sum(one in dump["live_contacts"] for one in self._contacts)
        dump.pop("live_contacts")
        agent = await _agent(self._bot, "Ane")
        half = len(self._chats) // 2
        for chat in self._chats[:half]:
            await self._bot.live.contacts.done(agent, chat)
        old = update(LiveContactRow).values(created=_LONG_AGO)
        await self._bot.database.run(lambda session: session.execute(old))
        await self._bot.live.contacts.purge()
        retention = Retention(self._bot.database, self._bot.recordings, self._bot.settings)
        await retention.run(COMMAND_LINE)
        places: dict[str, str] = {f"table {name}": words for name, words in dump.items()}
        places["logs"] = self._logs.read_text(encoding="utf-8", errors="replace").lower()
        places["metrics"] = generate_latest().decode().lower()
        for name, stream in STREAMS.items():
            rows = [str(row) async for batch in rows_of(self._bot.database, stream, Extent(
                frozenset({"*"}), None, None)) for row in batch]  # fmt: skip
            places[f"export {name}"] = "\n".join(rows).lower()
        places |= await asyncio.to_thread(self._raw)
        # What lies in one message unmasked is found elsewhere as well, and is counted already.
        hidden = self._masked - self._missed
        for place, words in places.items():
            lost = within(hidden, words)
            if "raw" in place or "backup" in place or place in {"logs", "metrics"}:
                lost += within(self._contacts, words)
            if lost:
                self.found.leaks[place] = lost[:5]
        self.found.contacts_left = sum(one in places["raw files"] for one in self._contacts)

    def _dump(self) -> dict[str, str]:
        """Each table's rows as text, small letters; the search index's own tables too."""

        def rows(session: Session, name: str) -> str:
            found = session.execute(text(f'SELECT * FROM "{name}"'))  # noqa: S608 - its own names
            return "\n".join(str(tuple(row)) for row in found).lower()

        def work(session: Session) -> dict[str, str]:
            return {name: rows(session, name) for name in session.scalars(_TABLES)}

        return self._bot.database.read_here(work)

    def _raw(self) -> dict[str, str]:
        files = sorted(self._folder.glob("muni.db*"))
        found = {"raw files": "".join(_text(file) for file in files)}
        with tempfile.TemporaryDirectory() as place:
            made = make_backup(self._bot.settings, Path(place) / "made")
            opened = Path(place) / "opened"
            opened.mkdir()
            unpack(made.file, opened)
            found["backup"] = "".join(_text(file) for file in sorted(opened.glob("database/*")))
        return found


async def _agent(bot: Bot, name: str = "Agnete") -> User:
    staff = build_staff(bot.settings, bot.database)
    return await staff.users.add(
        COMMAND_LINE, name, f"{uuid.uuid4().hex}@by.dk", [Grant(Role.AGENT, "*")]
    )


def within(needles: Iterable[str], words: str) -> list[str]:
    """Those of ``needles`` that are in ``words``; all first eight bytes are found at once."""
    raw = words.encode()
    long = [one for one in needles if len(one.encode()) >= _WIDE]
    heads = np.array([int.from_bytes(one.encode()[:_WIDE], "little") for one in long], "<u8")
    there: set[int] = set()
    for offset in range(_WIDE):
        size = (len(raw) - offset) // _WIDE
        if size > 0:
            grams = np.frombuffer(raw, "<u8", size, offset)
            there.update(int(one) for one in grams[np.isin(grams, heads)])
    likely = [one for one, head in zip(long, heads, strict=True) if int(head) in there]
    short = [one for one in needles if len(one.encode()) < _WIDE]
    return [one for one in (*likely, *short) if one in words]


def _text(file: Path) -> str:
    return file.read_bytes().decode("utf-8", errors="replace").lower()


async def crawl_run(bot: Bot, folder: Path, logs: Path, count: int, seed: int = 6) -> Found:
    """Let ``count`` persons live, and search for them."""
    run = Run(bot, folder, logs)
    await run.live(people(count, bot.settings.data_folder, seed))
    await run.crawl()
    return run.found


def main() -> None:
    """Print the table, write bench/out/privacy.json."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=1000)
    count = parser.parse_args().people
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        logs = folder / "log"
        settings = Settings(database_url=f"sqlite:///{folder / 'muni.db'}")
        began = time.perf_counter()
        kept, sys.stderr = sys.stderr, logs.open("w", encoding="utf-8")
        configure_logs(settings)
        bot = build_bot(settings)
        found = asyncio.run(crawl_run(bot, folder, logs, count))
        bot.close()
        sys.stderr.close()
        sys.stderr = kept
        spent = time.perf_counter() - began
    report = {
        "people": count, "seconds": round(spent, 1), "leaks": found.leaks,
        "contacts": {"living": found.contacts_living, "left": found.contacts_left},
        "recall": {label: round(found.recall(label), 4) for label in LABELS},
        "typed": dict(found.typed), "missed": dict(found.missed), "examples": found.examples,
    }  # fmt: skip
    OUT.mkdir(exist_ok=True)
    (OUT / "privacy.json").write_text(json.dumps(report, indent=1, ensure_ascii=False))
    print(f"{count} persons, {spent:.0f} s")
    for label in LABELS:
        print(f"{label:8} typed {found.typed[label]:5} missed {found.missed[label]:4} "
              f"recall {found.recall(label):.4f}")  # fmt: skip
    print(f"contacts while they live {found.contacts_living}, after {found.contacts_left}")
    print("leaks:", found.leaks or "none")
    print("\n".join(found.examples[:60]))


if __name__ == "__main__":
    main()
