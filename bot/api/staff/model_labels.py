"""What models, their figures and what is done to them are called in Danish."""

from datetime import UTC, datetime

from bot.answers.topics import CRISIS, EMERGENCY, OUT_OF_SCOPE
from bot.api.staff.labels import moment_label, name_actions
from bot.knowledge import get_topics

STATES = {
    "candidate": "Klar til udgivelse",
    "published": "Svarer borgerne",
    "retired": "Har svaret før",
    "failed": "Kan ikke bruges",
}
KINDS = {
    "first": "Den første",
    "publish": "Udgivet",
    "rollback": "Gik tilbage til den",
    "refused": "Udgivelsen blev afvist",
}
WORKERS = {"web": "Chat", "lines": "Telefon"}
OUTCOMES = {
    "answer": "svarede",
    "clarify": "spurgte: Mente du ...?",
    "fallback": "kunne ikke svare",
    "safety": "gav nødnummeret",
}
RUNS = {
    "queued": "Træningen venter",
    "running": "Træner en ny model",
    "done": "Træningen er færdig",
    "failed": "Træningen mislykkedes",
    "cancelled": "Træningen blev stoppet",
}
DIALOGUE = {
    OUT_OF_SCOPE: "Uden for kommunens opgaver",
    EMERGENCY: "Fare for liv (112)",
    CRISIS: "Selvmordstanker",
    "greeting": "Hilsen",
    "goodbye": "Farvel",
    "thanks": "Tak",
    "affirm": "Ja",
    "deny": "Nej",
    "ask_human": "Vil tale med et menneske",
    "ask_bot_identity": "Spørger, hvem MUNI er",
    "ask_repeat": "Beder om at få det gentaget",
    "ask_slower": "Beder om langsommere tale",
    "complaint_about_bot": "Klager over MUNI",
    "insult": "Skældsord",
    "choose_municipality": "Vælger kommune",
    "ask_language_english": "Vil tale et andet sprog",
    "give_feedback": "Ros og forslag",
    "stop_cancel": "Stop",
    "ask_privacy": "Spørger, hvad der gemmes",
    "ask_what_can_you_do": "Spørger, hvad MUNI kan",
    "smalltalk": "Småsnak",
}

name_actions(
    {
        "training_started": "Begyndte at træne",
        "training_cancelled": "Stoppede træningen",
        "model_published": "Udgav modellen",
        "model_refused": "Fik afvist udgivelsen af modellen",
        "publication_planned": "Planlagde udgivelse af modellen",
        "publication_given_up": "Opgav den planlagte udgivelse af modellen",
        "model_rolled_back": "Gik tilbage til modellen",
    }
)


def utc_moment_label(moment: datetime | None) -> str:
    """A moment that is UTC without a zone, in Danish time."""
    return moment_label(moment.replace(tzinfo=UTC) if moment else None)


def percent(share: float) -> str:
    """A share from 0 to 1, as Danes write it."""
    return f"{share * 100:.1f}\N{NO-BREAK SPACE}%".replace(".", ",")


def points(change: float) -> str:
    """A difference of shares, with its sign."""
    if abs(change) < 0.0005:
        return "uændret"
    return f"{change * 100:+.1f} point".replace(".", ",").replace("-", "−")


def topic_title(topic: str) -> str:
    """A topic or dialogue intent in a few words."""
    known = get_topics().topics.get(topic)
    if known:
        return known.title
    return DIALOGUE.get(topic, topic.replace("_", " ").capitalize())


def duration(seconds: float) -> str:
    """So and so many minutes and seconds."""
    minutes, rest = divmod(max(0, round(seconds)), 60)
    return f"{minutes} min. {rest} sek." if minutes else f"{rest} sek."


FILTERS = {
    "utc_moment": utc_moment_label,
    "percent": percent,
    "points": points,
    "topic_title": topic_title,
    "duration": duration,
    "model_state": STATES.__getitem__,
    "publication_kind": KINDS.__getitem__,
    "worker_kind": lambda kind: WORKERS.get(kind, kind),
    "run_title": RUNS.__getitem__,
    "outcome": OUTCOMES.__getitem__,
}
"""For the templates."""
