"""The open research set: conversations that citizens gave for everybody to study."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store.donation_rows import REST
from bot.store.donation_tables import DonatedMessageRow, DonationRow, WithdrawnDonationRow

LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"


@dataclass(frozen=True, slots=True)
class OpenSet:
    """The set as it is now."""

    lines: bytes
    """JSON lines in UTF-8, a conversation each, in no order that tells of time."""
    conversations: int
    withdrawn: tuple[str, ...]
    """Ids that were here once; whoever has a copy deletes them there."""

    @property
    def version(self) -> str:
        """A fingerprint: changes with every conversation that comes or goes."""
        known = self.lines + "".join(self.withdrawn).encode()
        return hashlib.sha256(known).hexdigest()[:12]

    def manifest(self, address: str) -> dict[str, Any]:
        """What the set is, for people and programs; ``address`` is where the lines are."""
        return {
            "title": "Donerede samtaler med MUNI",
            "description": "Samtaler, som borgere selv har givet til åben forskning. De er "
            "maskeret to gange. Tider er ikke finere end måneden, de blev givet. Medarbejderes "
            "beskeder og samtaler om akut hjælp er ikke med.",
            "version": self.version,
            "licence": "CC0-1.0",
            "licence_url": LICENCE,
            "file": address,
            "media_type": "application/jsonl",
            "sha256": hashlib.sha256(self.lines).hexdigest(),
            "conversations": self.conversations,
            "fields": {
                "id": "Opdigtet id, som ikke bruges andre steder",
                "month": "Måneden, samtalen blev givet, ÅÅÅÅ-MM",
                "language": "da eller en",
                "channel": "web eller voice",
                "messages": "role (citizen eller bot), kind, text og topic (MUNIs emne)",
            },
            "released_after_days": REST.days,
            "withdrawn": list(self.withdrawn),
            "withdrawn_means": "Borgeren har fortrudt. Slet samtalen i din kopi.",
        }


def read_open_set(session: Session, today: date) -> OpenSet:
    """What may be read on ``today``: only what has rested, so that people can think again."""
    chosen = select(DonationRow).where(
        DonationRow.research.is_(True), DonationRow.given <= today - REST
    )
    rows = list(session.scalars(chosen.order_by(DonationRow.public_id)))
    said: dict[str, list[dict[str, Any]]] = {row.id: [] for row in rows}
    query = (
        select(DonatedMessageRow)
        .join(DonationRow, DonationRow.id == DonatedMessageRow.donation_id)
        .where(DonationRow.research.is_(True), DonationRow.given <= today - REST)
    )
    for message in session.scalars(query.order_by(DonatedMessageRow.number)):
        said[message.donation_id].append(
            {
                "role": message.role,
                "kind": message.kind,
                "text": message.text,
                "topic": message.topic,
            }
        )
    lines = "".join(_line(row, said[row.id]) for row in rows)
    gone = session.scalars(select(WithdrawnDonationRow.public_id).order_by("public_id"))
    return OpenSet(lines.encode(), len(rows), tuple(gone))


def _line(row: Any, messages: list[dict[str, Any]]) -> str:
    whole = {
        "id": row.public_id,
        "month": row.given.strftime("%Y-%m"),
        "language": row.language,
        "channel": row.channel,
        "messages": messages,
    }
    return json.dumps(whole, ensure_ascii=False) + "\n"
