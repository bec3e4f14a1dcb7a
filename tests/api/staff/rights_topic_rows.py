"""Who may see and write topics, answers and examples: the hotline's and a municipality's own."""

from typing import Any

from bot.content.revision import Author, Revision
from bot.content.subject import Content, Subject
from tests.api.staff.rights_row import ALL, EDITORS, Made, Row, Whose
from tests.api.staff.rights_world import HERE, World
from tests.content.conftest import a_topic, an_answer

_SHARED, _OWN = "pas_pris", f"k{HERE}_havnens_dag"
_EXAMPLE = "er der fest på havnen xyzzy"
_BOSS = Author("0" * 32, "Redaktionen")
_LINES = {"eksempler": f"{_EXAMPLE} igen"}
_AT_HOME = {"kommune": HERE}
_SPEECHLESS = frozenset({422})


async def _shared(_: World) -> dict[str, str]:
    """A topic of the hotline."""
    return {"topic": _SHARED}


async def _own(world: World) -> dict[str, str]:
    """Aarhus's own topic, which citizens can ask about."""
    return await world.once(_OWN, _publish_topic)


async def _publish_topic(world: World) -> dict[str, str]:
    contents = _contents(_OWN, HERE, "Havnens egen dag", _EXAMPLE)
    drafts = await world.bot.editing.save_together(contents, _BOSS)
    done = await world.bot.editing.publish({one.id: one.saved for one in drafts})
    seen = {f"seen_{one.subject.kind}": one.id for one in done}
    return {"topic": _OWN, "title": "Havnens egen dag", "example": _EXAMPLE} | seen


def _contents(key: str, place: str | None, title: str, example: str) -> dict[Subject, Content]:
    answer = Subject("override", key, place) if place else Subject("answer", key)
    return {
        Subject("topic", key, place): a_topic(title=title, question=f"{title}?"),
        Subject("examples", key, place): {"added": [example], "removed": []},
        answer: an_answer(),
    }


def _drafted(place: str | None) -> Made:
    async def made(world: World) -> dict[str, str]:
        """A topic that is written and not published."""
        key = f"k{place}_kommende" if place else "kommende"

        async def write(_: World) -> dict[str, str]:
            contents = _contents(key, place, f"Plan {key}", f"hvad er planen {key}")
            await world.bot.editing.save_together(contents, _BOSS)
            return {"topic": key}

        return await world.once(key, write)

    return made


async def _answer(world: World, subject: Subject, author: Author) -> Revision:
    """A draft over whatever counts and is drafted, which only a part of this run's rows knows."""
    standing = await world.bot.editing.open(subject, author)
    seen = standing.current.id if standing.current else None
    saved = standing.draft.saved if standing.draft else 0
    text = f"Det er den {world.number()}. maj."
    return await world.bot.editing.save_draft(subject, an_answer(text=text), author, seen, saved)


def _published(place: str | None) -> Made:
    async def made(world: World) -> dict[str, str]:
        """An answer that counts, and that there was another before."""
        draft = await _answer(world, _subject(place), _BOSS)
        (done,) = await world.bot.editing.publish({draft.id: draft.saved})
        return {"topic": _SHARED, "seen": done.id}

    return made


def _draft(place: str | None, mine: bool = False) -> Made:
    async def made(world: World) -> dict[str, str]:
        """A draft of an answer, the member's or another's."""
        author = Author(world.member.id, world.member.name) if mine else _BOSS
        draft = await _answer(world, _subject(place), author)
        text = (draft.content or {})["text"]
        return {"draft_id": draft.id, "draft": f"{draft.id}:{draft.saved}", "text": text}

    return made


def _subject(place: str | None) -> Subject:
    return Subject("override", _SHARED, place) if place else Subject("answer", _SHARED)


def _written(topic: Made, kind: str) -> Made:
    async def made(world: World) -> dict[str, str]:
        """What the form brings along of what counts and of what the member has drafted."""
        values = await topic(world)
        place = HERE if values["topic"] == _OWN or kind == "override" else None
        subject = Subject(kind, values["topic"], place)  # type: ignore[arg-type]
        author = Author(world.member.id, world.member.name)
        standing = await world.bot.editing.open(subject, author)
        return values | {
            "seen": standing.current.id if standing.current else "",
            "saved": str(standing.draft.saved if standing.draft else 0),
        }

    return made


def _answer_fields() -> dict[str, str]:
    answer: dict[str, Any] = an_answer(text="Det er den i maj.")
    return {
        "text": answer["text"],
        "spoken": answer["spoken"],
        "link_title": answer["links"][0]["title"],
        "link_url": answer["links"][0]["url"],
        "source_url": answer["sources"][0]["url"],
        "source_checked": answer["sources"][0]["checked"],
        "source_facts": "",
    }


def _topic_fields(title: str, **changed: str) -> dict[str, str]:
    entry = a_topic(title=title, question=f"Hvad er {title}?")
    return {name: entry[name] for name in ("title", "question", "kle", "category")} | changed


def topics_pages() -> list[Row]:
    """All topics, what has grown old in them, and a new one."""
    home, anybodys, local, shared = "/personale/emner", Whose.ANYBODYS, Whose.LOCAL, Whose.SHARED
    reminders, new, tried = "/personale/paamindelser", f"{home}/nyt", f"{home}/nyt/tjek"
    here, everywhere = {"hvis": HERE}, {"hvis": ""}
    both = {"lokal_kommune": HERE, "lokal_text": "I maj.", "lokal_spoken": "I maj."}

    async def name(world: World) -> dict[str, str]:
        letter = chr(ord("a") + world.number() % 26)
        return {"title": f"Fest {letter}{world.made}"}

    fields = _answer_fields() | _topic_fields(title="{title}", eksempler="hvornår er {title}")
    spoken = {"text": " "}
    return [
        Row("GET", home, ALL, anybodys, _own, query={"soeg": "havnens"}, own="{title}"),
        Row("GET", reminders, EDITORS, anybodys),
        Row("GET", reminders, EDITORS, local, query=_AT_HOME),
        Row("GET", "/personale/lignende-emner", ALL, anybodys),
        Row("GET", new, EDITORS, anybodys),
        Row("POST", tried, EDITORS, local, fields=here),
        Row("POST", tried, EDITORS, shared, fields=everywhere),
        Row("POST", tried, EDITORS, shared, fields=everywhere | both),
        Row("POST", new, EDITORS, local, name, fields=fields | here),
        Row("POST", new, EDITORS, shared, name, fields=fields | everywhere),
        Row("POST", "/personale/oplaesning", ALL, anybodys, fields=spoken, fine=_SPEECHLESS),
        Row("GET", "/personale/ind-og-ud/hent/{file}", ALL, anybodys, _file, own="{example}"),
    ]


async def _file(world: World) -> dict[str, str]:
    return await _own(world) | {"file": "eksempler.csv"}


def topic_pages() -> list[Row]:
    """One topic, read by all and written by editors."""
    one, anybodys, local, shared = "/personale/emner/{topic}", *list(Whose)
    past, back, pairs = f"{one}/historik", f"{one}/tag-tilbage", f"{one}/forveksling"
    override, topic = {"slags": "override"} | _AT_HOME, {"slags": "topic"} | _AT_HOME
    rows = [
        Row("GET", one, ALL, anybodys, _shared),
        Row("GET", one, ALL, local, _shared, query=_AT_HOME),
        Row("GET", one, ALL, local, _own),
        Row("GET", one, EDITORS, local, _drafted(HERE)),
        Row("GET", one, EDITORS, shared, _drafted(None)),
        Row("GET", pairs, ALL, anybodys, _shared),
        Row("GET", pairs, ALL, local, _own),
        Row("GET", past, ALL, anybodys, _shared),
        Row("GET", past, ALL, local, _shared, query=override),
        Row("GET", past, ALL, local, _own, query=topic),
        Row("POST", back, EDITORS, shared, _published(None),
            fields={"slags": "answer", "seen": "{seen}"}),
        Row("POST", back, EDITORS, local, _published(HERE), fields=override | {"seen": "{seen}"}),
    ]  # fmt: skip
    rows += _writing(one, _shared, shared, "answer")
    rows += _writing(one, _own, local, "override")
    return rows + _writing_answer(one, _shared, local, "override", _AT_HOME)


def _writing(one: str, made: Made, whose: Whose, kind: str) -> list[Row]:
    seen = {"seen": "{seen}", "saved": "{saved}"}
    about, list_ = _topic_fields(title="Dagen på havnen") | seen, _LINES | seen
    return [
        Row("GET", f"{one}/om", EDITORS, whose, made),
        Row("POST", f"{one}/om", EDITORS, whose, _written(made, "topic"), fields=about),
        Row("GET", f"{one}/eksempler", EDITORS, whose, made),
        Row("POST", f"{one}/eksempler/tjek", EDITORS, whose, made, fields=_LINES),
        Row("POST", f"{one}/eksempler", EDITORS, whose, _written(made, "examples"), fields=list_),
        *_writing_answer(one, made, whose, kind, {}),
    ]


def _writing_answer(
    one: str, made: Made, whose: Whose, kind: str, query: dict[str, str]
) -> list[Row]:
    typed, written = _answer_fields(), _written(made, kind)
    sent = typed | {"seen": "{seen}", "saved": "{saved}"}
    return [
        Row("GET", f"{one}/svar", EDITORS, whose, made, query),
        Row("POST", f"{one}/svar/tjek", EDITORS, whose, made, query, typed),
        Row("POST", f"{one}/svar", EDITORS, whose, written, query, sent),
    ]


def draft_pages() -> list[Row]:
    """Drafts: one's own, everybody's, published and thrown away."""
    home, one = "/personale/kladder", "/personale/kladder/{draft_id}/kasser"
    everybodys, draft = {"alle": "true"}, {"draft": "{draft}"}
    rows = [
        Row("GET", home, EDITORS, Whose.ANYBODYS),
        Row("GET", home, EDITORS, Whose.ANYBODYS, _draft(HERE), query=everybodys, own="{text}"),
    ]
    for place, whose in ((HERE, Whose.LOCAL), (None, Whose.SHARED)):
        rows += [
            Row("POST", f"{home}/udgiv", EDITORS, whose, _draft(place), fields=draft),
            Row("POST", f"{home}/udgiv", EDITORS, whose, _draft(place, True), fields=draft),
            Row("POST", one, EDITORS, whose, _draft(place)),
            Row("POST", one, EDITORS, whose, _draft(place, True)),
        ]
    return rows
