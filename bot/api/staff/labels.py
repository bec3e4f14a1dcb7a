"""What roles, actions and lines of the audit log are called in Danish."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.api.staff.content_labels import KINDS
from bot.knowledge import get_municipalities, get_topics
from bot.staff.rights import Role
from bot.staff.tables import EVERYWHERE

DENMARK = ZoneInfo("Europe/Copenhagen")
CONTENT_KINDS: dict[str, str] = {str(kind): name for kind, name in KINDS.items()}
ROLES = {
    Role.READER: "Læser",
    Role.AGENT: "Medarbejder i chatten",
    Role.EDITOR: "Redaktør",
    Role.PUBLISHER: "Udgiver",
    Role.ADMINISTRATOR: "Administrator",
}
ROLE_MEANINGS = {
    Role.READER: "Ser emner, svar, spørgsmål og tal.",
    Role.AGENT: "Som læser, og overtager samtaler.",
    Role.EDITOR: "Som læser, og behandler spørgsmål, retter svar og eksempler og udgiver svar.",
    Role.PUBLISHER: "Som redaktør, og træner, udgiver og ruller modeller tilbage.",
    Role.ADMINISTRATOR: "Styrer brugere og opbevaring og ser loggen. Ser ikke borgernes spørgsmål.",
}
ACTIONS = {
    "user_added": "Oprettede bruger",
    "user_disabled": "Lukkede bruger",
    "user_enabled": "Åbnede bruger",
    "right_given": "Gav rettighed",
    "right_taken": "Fjernede rettighed",
    "link_made": "Lavede link til adgangskode",
    "password_chosen": "Valgte adgangskode",
    "password_changed": "Skiftede adgangskode",
    "second_factor_on": "Slog totrinslogin til",
    "second_factor_off": "Slog totrinslogin fra",
    "recovery_codes_renewed": "Fik nye genoprettelseskoder",
    "recovery_code_used": "Brugte en genoprettelseskode",
    "signed_in": "Loggede ind",
    "signed_out": "Loggede ud",
    "sign_in_failed": "Forkert adgangskode",
}
"""Rooms that audit actions of their own add them with :func:`name_actions`."""


def name_actions(names: dict[str, str]) -> None:
    """Give actions of the audit log their Danish names."""
    ACTIONS.update(names)


def action_label(action: str) -> str:
    """An action of the audit log."""
    return ACTIONS.get(action, action.replace("_", " "))


def audit_subject(subject: str) -> str:
    """What an action was done to in Danish: a user with a role at the end, or a kind of content."""
    name, colon, end = subject.rpartition(": ")
    if colon and end in set(Role):
        return f"{name}: {role_label(end).lower()}"
    if colon and name in CONTENT_KINDS:
        topic = get_topics().topics.get(end)
        return f"{CONTENT_KINDS[name]}: {topic.title if topic else end}"
    return subject


def role_label(role: Role | str) -> str:
    """A role."""
    return ROLES[Role(role)]


def place_label(code: str | None) -> str:
    """A municipality by its code; ``*`` and None are the whole hotline."""
    if code is None or code == EVERYWHERE:
        return "Hele hotlinen"
    known = get_municipalities().by_code.get(code)
    return known.full_name if known else code


def utc(moment: datetime | None) -> datetime | None:
    """A moment of the database, which keeps UTC without a zone, with its zone."""
    return moment.replace(tzinfo=UTC) if moment else None


def moment_label(moment: datetime | None) -> str:
    """A moment as Danes write it, in Danish time."""
    return moment.astimezone(DENMARK).strftime("%d.%m.%Y kl. %H.%M") if moment else "Aldrig"


def utc_moment_label(moment: datetime | None) -> str:
    """A moment that the database keeps, in UTC without a zone."""
    return moment_label(utc(moment))


def day_label(day: date | str) -> str:
    """A day, also as content holds it (ISO), as Danes write it."""
    return (date.fromisoformat(day) if isinstance(day, str) else day).strftime("%d.%m.%Y")


def clock_label(moment: datetime) -> str:
    """The time of day, in Danish time."""
    return moment.astimezone(DENMARK).strftime("%H.%M")
