"""The tables of staff: users, grants, recovery codes, links, sessions, tries and the audit log."""

from datetime import datetime

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    UniqueConstraint,
)

from bot.store.tables import Base

EVERYWHERE = "*"
"""A grant's municipality when it holds for the whole hotline."""


def _user() -> Column:
    return Column(
        String(32), ForeignKey("staff_users.id", ondelete="CASCADE"), nullable=False, index=True
    )


class UserRow(Base):
    """One member of staff, with a password or with a subject at the OpenID provider."""

    __tablename__ = "staff_users"
    id = Column(String(32), primary_key=True)
    name = Column(String(100), nullable=False)
    email = Column(String(254), nullable=False, unique=True)
    password_hash = Column(String(200))
    totp_secret = Column(String(255))
    totp_step = Column(Integer, nullable=False, default=0)
    issuer = Column(String(255))
    subject = Column(String(255))
    created = Column(DateTime, nullable=False, default=datetime.utcnow)
    seen = Column(DateTime)
    disabled = Column(DateTime)
    __table_args__ = (UniqueConstraint("issuer", "subject", name="one_user_per_subject"),)


class GrantRow(Base):
    """A role that a user has, for one municipality or for all (``*``)."""

    __tablename__ = "staff_grants"
    user_id = Column(String(32), ForeignKey("staff_users.id", ondelete="CASCADE"), primary_key=True)
    role = Column(String(16), primary_key=True)
    municipality = Column(String(4), primary_key=True)


class RecoveryCodeRow(Base):
    """A code, hashed, that replaces the authenticator once; it is deleted when used."""

    __tablename__ = "staff_recovery_codes"
    code_hash = Column(String(64), primary_key=True)
    user_id = _user()


class LinkRow(Base):
    """A one-time link, hashed, with which a user chooses a password."""

    __tablename__ = "staff_links"
    token_hash = Column(String(64), primary_key=True)
    user_id = _user()
    expires = Column(DateTime, nullable=False)


class SessionRow(Base):
    """A browser that is signed in; ``waiting`` for the second factor it opens nothing yet.

    ``rotate`` asks for a new id at the next request, ``replaced`` says when it got one.
    ``form_key`` is what its forms carry, and outlives a rotation.
    """

    __tablename__ = "staff_sessions"
    token_hash = Column(String(64), primary_key=True)
    user_id = _user()
    waiting = Column(Boolean, nullable=False, default=False)
    rotate = Column(Boolean, nullable=False, default=False)
    replaced = Column(DateTime)
    created = Column(DateTime, nullable=False, default=datetime.utcnow, index=True)
    seen = Column(DateTime, nullable=False, default=datetime.utcnow)
    form_key = Column(String(64), nullable=False)
    new_secret = Column(String(255))


class TryRow(Base):
    """One wrong try; ``key`` is the hash of who tried what from where."""

    __tablename__ = "staff_tries"
    id = Column(Integer, primary_key=True)
    key = Column(String(64), nullable=False)
    moment = Column(DateTime, nullable=False, default=datetime.utcnow)
    __table_args__ = (Index("staff_tries_of", "key", "moment"),)


class ProviderVisitRow(Base):
    """A sign-in that is on its way through the OpenID provider."""

    __tablename__ = "staff_provider_visits"
    state_hash = Column(String(64), primary_key=True)
    visitor_hash = Column(String(64), nullable=False)
    nonce = Column(String(64), nullable=False)
    verifier = Column(String(128), nullable=False)
    next = Column(String(500), nullable=False)
    created = Column(DateTime, nullable=False, default=datetime.utcnow)


class AuditRow(Base):
    """Who did what to what, when; nothing of citizens."""

    __tablename__ = "staff_audit"
    id = Column(Integer, primary_key=True)
    moment = Column(DateTime, nullable=False, default=datetime.utcnow, index=True)
    user_id = Column(String(32), index=True)
    who = Column(String(100), nullable=False)
    action = Column(String(40), nullable=False)
    subject = Column(String(200), nullable=False)
    municipality = Column(String(4))
