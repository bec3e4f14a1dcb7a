"""A database of conversations that never were, the same for the same seed, for measuring.

Two years with growth, weekdays, hours, municipalities, topics that rise and fall, outcomes,
ratings and calls. Run: python -m bench.seeded --database sqlite:////tmp/x.db --conversations 200000
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from bench.seeded_plan import UNKNOWN, Plan
from bot.answers.topics import CRISIS, EMERGENCY
from bot.store.database import Database
from bot.store.tables import Base, CallRow, ConversationRow, FeedbackRow, HearingRow, MessageRow

CHUNK = 10_000
Rows = dict[str, list[dict[str, Any]]]
_TABLES = [row.__tablename__ for row in
           (ConversationRow, MessageRow, FeedbackRow, CallRow, HearingRow)]  # fmt: skip


class Writer:
    """Makes the rows of one conversation after another."""

    def __init__(self, plan: Plan) -> None:
        """Draw everything from ``plan``."""
        self._plan, self._rng = plan, plan.rng

    def conversation(self, begins: datetime, part: float, rows: Rows) -> None:
        """Add one that begins at ``begins``, ``part`` (0 to 1) of the way through the years."""
        rng = self._rng
        identity, place = self._id(), self._plan.place()
        voice = rng.random() < 0.18 + 0.1 * part
        channel, moment = ("voice" if voice else "web"), begins
        greeting = "Hej, jeg er MUNI. Hvad kan jeg hjælpe med?"
        rows["messages"].append(self._message(identity, 1, moment, "bot", "smalltalk", greeting))
        number, handed = 1, False
        turns = 0 if rng.random() < 0.06 else min(12, 1 + int(rng.expovariate(0.75)))
        for _ in range(turns):
            moment += timedelta(seconds=rng.uniform(6, 90))
            number, handed = self._turn(identity, number, moment, place, part, voice, rows)
            if handed and rng.random() < 0.8:
                break
        if voice:
            rows["calls"].append(self._call(identity, place, begins, moment, handed))
        rows["conversations"].append(
            {
                "id": identity, "token_hash": self._id() * 2, "municipality": place,
                "language": "da", "channel": channel, "state": {}, "created": begins,
                "updated": moment, "deleted": None,
            }
        )  # fmt: skip

    def _turn(
        self, identity: str, number: int, moment: datetime, place: str | None, part: float,
        voice: bool, rows: Rows,
    ) -> tuple[int, bool]:  # fmt: skip
        rng, kind = self._rng, self._plan.kind(part)
        outcome = rng.choices(("answer", "clarify", "fallback", "safety"), (81, 8, 10.6, 0.4))[0]
        topic: str | None = kind.topic
        text, answer = rng.choice(kind.questions), kind.answer
        if outcome == "fallback":
            topic = None if rng.random() < 0.7 else "out_of_scope"
            text = rng.choice(UNKNOWN) if rng.random() < 0.4 else text
            answer = "Det kan jeg ikke svare på. Ring til kommunen, så hjælper en medarbejder."
        elif outcome == "clarify":
            answer = "Mener du noget af det her?"
        elif outcome == "safety":
            topic = rng.choice((EMERGENCY, CRISIS))
            text, answer = "jeg har brug for hjælp nu", "Ring 112, hvis nogen er i fare."
        spent = rng.lognormvariate(3.2, 0.45) * (1 if rng.random() < 0.98 else 8)
        asked = self._message(
            identity, number + 1, moment, "citizen", "question", text, topic, place,
            outcome=outcome, confidence=round(rng.betavariate(*_SURE[outcome]), 4),
            spent_ms=round(spent, 2),
        )  # fmt: skip
        shown = "answer" if outcome == "answer" else outcome
        reply = self._message(identity, number + 2, moment + timedelta(milliseconds=spent), "bot",
                              shown, answer, topic, place, answers_to=asked["id"])  # fmt: skip
        rows["messages"] += [asked, reply]
        if voice:
            rows["hearings"].append(
                {
                    "message_id": asked["id"], "confidence": round(rng.betavariate(8, 2), 3),
                    "endpoint_ms": round(rng.uniform(350, 900), 1), "draft_ms": round(spent, 1),
                    "reply_ms": round(spent + rng.uniform(80, 400), 1),
                    "interrupted": rng.random() < 0.06,
                }
            )  # fmt: skip
        elif outcome in {"answer", "clarify"} and rng.random() < 0.09:
            rows["feedback"].append(self._rating(reply["id"], moment, outcome))
        handed = rng.random() < (0.35 if outcome == "fallback" else 0.03)
        if handed:
            rows["messages"].append(self._message(
                identity, number + 3, moment + timedelta(milliseconds=spent + 1), "bot", "handover",
                "Du kan tale med en medarbejder i kommunen.", None, place, answers_to=asked["id"],
            ))  # fmt: skip
        return number + 2 + handed, handed

    def _rating(self, message: str, moment: datetime, outcome: str) -> dict[str, Any]:
        up = self._rng.random() < (0.84 if outcome == "answer" else 0.5)
        comment = None if up or self._rng.random() < 0.6 else "det var ikke det jeg spurgte om"
        rated = moment + timedelta(seconds=self._rng.uniform(3, 120))
        return {"message_id": message, "rating": "up" if up else "down", "comment": comment,
                "created": rated}  # fmt: skip

    def _call(
        self, identity: str, place: str | None, begins: datetime, last: datetime, handed: bool
    ) -> dict[str, Any]:
        rng = self._rng
        seconds = (last - begins).total_seconds() + rng.uniform(5, 25)
        if handed and place and rng.random() < 0.7:
            ending = "transferred"
        else:
            ending = rng.choices(("caller", "bot", "lost", "silence"), (60, 25, 5, 10))[0]
        return {
            "conversation_id": identity, "line": rng.choice(("sip", "sip", "sip", "browser")),
            "municipality": place, "started": begins, "ending": ending,
            "seconds": round(seconds, 1), "ended": begins + timedelta(seconds=seconds),
            "transferred_to": "33663366" if ending == "transferred" else None,
        }  # fmt: skip

    def _message(
        self, identity: str, number: int, moment: datetime, role: str, kind: str, text: str,
        topic: str | None = None, place: str | None = None, **more: Any,
    ) -> dict[str, Any]:  # fmt: skip
        return {
            "id": self._id(), "conversation_id": identity, "number": number, "client_id": None,
            "answers_to": None, "role": role, "kind": kind, "text": text, "topic": topic,
            "extras": {}, "municipality": place, "outcome": None, "confidence": None,
            "spent_ms": None, "created": moment, **more,
        }  # fmt: skip

    def _id(self) -> str:
        return f"{self._rng.getrandbits(128):032x}"


_SURE = {"answer": (9, 1.2), "clarify": (5, 5), "fallback": (2, 6), "safety": (9, 1)}


def seed(database_url: str, conversations: int, seed: int, until: date) -> dict[str, int]:
    """Make the tables if need be and add the conversations; gives how many rows of each."""
    database = Database(database_url)
    database.migrate()
    database.close()
    counts: dict[str, int] = defaultdict(int)
    engine = create_engine(database_url)
    for rows in _chunks(Plan(seed, until), conversations):
        with engine.begin() as connection:
            for name in _TABLES:
                if rows[name]:
                    connection.execute(Base.metadata.tables[name].insert(), rows[name])
                    counts[name] += len(rows[name])
    engine.dispose()
    return dict(counts)


def _chunks(plan: Plan, conversations: int) -> Iterator[Rows]:
    writer, rows = Writer(plan), Rows()
    for number, begins in enumerate(plan.moments(conversations), 1):
        if not rows:
            rows = {name: [] for name in _TABLES}
        writer.conversation(begins, number / conversations, rows)
        if number % CHUNK == 0 or number == conversations:
            yield rows
            rows = Rows()


def main() -> None:
    """Read the command line, and say what was made."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", required=True, type=make_url)
    parser.add_argument("--conversations", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--until", type=date.fromisoformat, default=date.today())
    asked = parser.parse_args()
    began = time.perf_counter()
    url = asked.database.render_as_string(hide_password=False)
    made = seed(url, asked.conversations, asked.seed, asked.until)
    print(f"{made} in {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
