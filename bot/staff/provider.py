"""Sign-in with an OpenID Connect provider: authorization code flow with PKCE, state and nonce.

OpenID Connect Core 1.0 and Discovery 1.0; PKCE is RFC 7636, ``iss`` in the answer RFC 9207.
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

import httpx
from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.errors import ProviderError
from bot.settings import Settings
from bot.staff.id_token import IdTokens
from bot.staff.rights import Grant, Role
from bot.staff.tables import ProviderVisitRow
from bot.staff.tokens import digest, new_token, same
from bot.store.database import Database

SECONDS = 10.0
VISIT_LIFE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Vouched:
    """Whom the provider vouches for, and the rights that their roles there are mapped to."""

    issuer: str
    subject: str
    name: str
    email: str
    grants: tuple[Grant, ...]


class Provider:
    """The OpenID provider in the settings."""

    def __init__(self, settings: Settings, database: Database) -> None:
        """Asks the provider nothing before the first sign-in."""
        self._settings = settings
        self._database = database
        self._metadata: dict[str, Any] = {}
        self._redirect = f"{settings.public_url.rstrip('/')}/personale/log-ind/retur"

    async def begin(self, visitor: str, next_path: str) -> str:
        """The provider's address to send the browser to, whose visit token is ``visitor``.

        Raises ProviderError when the provider can't be reached.
        """
        metadata = await self._discover()
        state, nonce, verifier = new_token(), new_token(), new_token()

        def work(session: Session) -> None:
            session.execute(
                delete(ProviderVisitRow)
                .where(ProviderVisitRow.created < datetime.utcnow() - VISIT_LIFE)
                .execution_options(synchronize_session=False)
            )
            session.add(
                ProviderVisitRow(
                    state_hash=digest(state),
                    visitor_hash=digest(visitor),
                    nonce=nonce,
                    verifier=verifier,
                    next=next_path,
                )
            )

        await self._database.run(work)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
        query = {
            "response_type": "code",
            "client_id": self._settings.oidc_client_id,
            "redirect_uri": self._redirect,
            "scope": self._settings.oidc_scopes,
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge.rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        address = str(metadata["authorization_endpoint"])
        return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"

    async def finish(
        self, visitor: str, state: str, code: str, issuer: str | None
    ) -> tuple[Vouched, str]:
        """Who came back with ``code``, and the path they were on their way to.

        Each state counts once, and only in the browser that it was given to.
        Raises ProviderError.
        """

        def work(session: Session) -> tuple[str, str, str] | None:
            row = session.get(ProviderVisitRow, digest(state))
            if row is None or not same(row.visitor_hash, digest(visitor)):
                return None
            session.delete(row)
            fresh = row.created > datetime.utcnow() - VISIT_LIFE
            return (row.nonce, row.verifier, row.next) if fresh else None

        visit = await self._database.run(work)
        if visit is None:
            raise ProviderError("the state is unknown, used, old or another browser's")
        if issuer is not None and issuer != self._settings.oidc_issuer:
            raise ProviderError("the answer names another issuer")
        nonce, verifier, next_path = visit
        metadata = await self._discover()
        tokens = await self._redeem(metadata, code, verifier)
        claims = await IdTokens(self._settings, metadata, self._get).verify(
            str(tokens.get("id_token", "")), nonce
        )
        if "userinfo_endpoint" in metadata and "access_token" in tokens:
            claims = await self._complete(metadata, claims, str(tokens["access_token"]))
        return self._vouched(claims), next_path

    async def _discover(self) -> dict[str, Any]:
        if not self._metadata:
            base = self._settings.oidc_issuer.rstrip("/")
            found = await self._get(f"{base}/.well-known/openid-configuration")
            if found.get("issuer") != self._settings.oidc_issuer:
                raise ProviderError("the discovery document names another issuer")
            for needed in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                if not isinstance(found.get(needed), str):
                    raise ProviderError(f"the discovery document has no {needed}")
            self._metadata = found
        return self._metadata

    async def _redeem(self, metadata: dict[str, Any], code: str, verifier: str) -> dict[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._redirect,
            "code_verifier": verifier,
        }
        client = self._settings.oidc_client_id
        secret = self._settings.oidc_client_secret.get_secret_value()
        ways = metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        auth = None
        if "client_secret_basic" in ways and secret:
            # Both are form-encoded first (RFC 6749 2.3.1).
            auth = httpx.BasicAuth(quote(client, safe=""), quote(secret, safe=""))
        else:
            form |= {"client_id": client} | ({"client_secret": secret} if secret else {})
        return await _json("POST", metadata["token_endpoint"], data=form, auth=auth)

    async def _complete(
        self, metadata: dict[str, Any], claims: dict[str, Any], access_token: str
    ) -> dict[str, Any]:
        """Add what the ID token leaves to the userinfo endpoint (OpenID Connect Core 5.3)."""
        more = await self._get(metadata["userinfo_endpoint"], access_token)
        if more.get("sub") != claims["sub"]:
            raise ProviderError("userinfo is about somebody else")
        return more | claims

    async def _get(self, url: str, access_token: str | None = None) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {access_token}"} if access_token else {}
        return await _json("GET", url, headers=headers)

    def _vouched(self, claims: dict[str, Any]) -> Vouched:
        email = str(claims.get("email") or "")
        if "@" not in email or claims.get("email_verified") is False:
            raise ProviderError("no e-mail address, or one that was never verified")
        held = _held(claims, self._settings.oidc_role_claim)
        return Vouched(
            issuer=self._settings.oidc_issuer,
            subject=str(claims["sub"]),
            name=str(claims.get("name") or email),
            email=email,
            grants=tuple(
                Grant(Role(role), place)
                for value, role, place in self._settings.oidc_grants
                if value in held
            ),
        )


def _held(claims: dict[str, Any], name: str) -> frozenset[str]:
    """The values of a claim that is a list, or words in one text; dots go into objects."""
    found: Any = claims.get(name)
    if found is None:
        found = claims
        for part in name.split("."):
            found = found.get(part) if isinstance(found, dict) else None
    if isinstance(found, str):
        return frozenset(found.split())
    return frozenset(map(str, found)) if isinstance(found, list) else frozenset()


async def _json(method: str, url: str, **how: Any) -> dict[str, Any]:
    try:
        async with httpx.AsyncClient(timeout=SECONDS) as client:
            answer = await client.request(method, url, **how)
            found = answer.raise_for_status().json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise ProviderError(f"{method} at the provider: {type(error).__name__}") from error
    if not isinstance(found, dict):
        raise ProviderError("the provider answered no JSON object")
    return found
