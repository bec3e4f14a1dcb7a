"""Verifies an OpenID provider's ID token: signature, issuer, audience, times and nonce.

OpenID Connect Core 1.0, section 3.1.3.7.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import jwt

from bot.errors import ProviderError
from bot.settings import Settings
from bot.staff.tokens import same

SIGNATURES = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512",
                        "ES256", "ES384", "ES512", "EdDSA"})  # fmt: skip
"""Only with a public key: a token signed with the client's secret could be made by us."""
LEEWAY_S = 60


class IdTokens:
    """Verifies with the keys that the provider publishes."""

    def __init__(
        self,
        settings: Settings,
        metadata: dict[str, Any],
        get: Callable[[str], Awaitable[dict[str, Any]]],
    ) -> None:
        """``metadata`` is the discovery document; ``get`` fetches JSON."""
        self._settings = settings
        self._metadata = metadata
        self._get = get

    async def verify(self, token: str, nonce: str) -> dict[str, Any]:
        """The token's claims; raises ProviderError."""
        try:
            header = jwt.get_unverified_header(token)
            key = await self._key(header)
            claims: dict[str, Any] = jwt.decode(
                token,
                key.key,
                algorithms=[self._algorithm(header)],
                audience=self._settings.oidc_client_id,
                issuer=self._settings.oidc_issuer,
                leeway=LEEWAY_S,
                options={"require": ["iss", "sub", "aud", "exp", "iat"]},
            )
        except jwt.PyJWTError as error:
            raise ProviderError(f"the ID token is not valid: {type(error).__name__}") from error
        if not same(str(claims.get("nonce", "")), nonce):
            raise ProviderError("the ID token has another nonce")
        parties = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
        if (len(parties) > 1 or "azp" in claims) and (
            claims.get("azp") != self._settings.oidc_client_id
        ):
            raise ProviderError("the ID token was made for another party")
        return claims

    def _algorithm(self, header: dict[str, Any]) -> str:
        named = self._metadata.get("id_token_signing_alg_values_supported", ["RS256"])
        algorithm = str(header.get("alg"))
        if algorithm not in SIGNATURES or algorithm not in named:
            raise ProviderError(f"the ID token is signed with {algorithm[:10]}")
        return algorithm

    async def _key(self, header: dict[str, Any]) -> jwt.PyJWK:
        published = jwt.PyJWKSet.from_dict(await self._get(self._metadata["jwks_uri"]))
        for key in published.keys:
            if header.get("kid") in {None, key.key_id} and key.public_key_use in {None, "sig"}:
                return key
        raise ProviderError("the ID token is signed with a key that is not published")
