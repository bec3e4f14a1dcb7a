"""Puts the parts of the staff room together."""

from dataclasses import dataclass

from bot.settings import Settings
from bot.staff.audit import AuditLog
from bot.staff.credentials import Credentials
from bot.staff.provider import Provider
from bot.staff.secret_box import SecretBox
from bot.staff.sessions import SessionStore
from bot.staff.sign_in import SignIn
from bot.staff.throttle import Throttle
from bot.staff.users import UserStore
from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Staff:
    """Everything about who may use the console."""

    settings: Settings
    database: Database
    users: UserStore
    credentials: Credentials
    sessions: SessionStore
    sign_in: SignIn
    provider: Provider | None
    """None where the settings name no OpenID provider."""
    audit: AuditLog


def build_staff(settings: Settings, database: Database) -> Staff:
    """On ``database``, whose tables are there already."""
    throttle = Throttle(database)
    sessions = SessionStore(database, settings.staff_idle_minutes, settings.staff_session_hours)
    credentials = Credentials(database, throttle, SecretBox.of(settings))
    return Staff(
        settings=settings,
        database=database,
        users=UserStore(database),
        credentials=credentials,
        sessions=sessions,
        sign_in=SignIn(database, sessions, credentials, throttle),
        provider=Provider(settings, database) if settings.oidc_issuer else None,
        audit=AuditLog(database),
    )
