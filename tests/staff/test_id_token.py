"""ID tokens: what a provider signs is believed, and what anybody else signs is not."""

import json
import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from bot.errors import ProviderError
from bot.settings import Settings
from bot.staff.id_token import IdTokens

ISSUER, CLIENT, NONCE = "https://login.by.dk", "muni", "the nonce"
RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
STRANGERS = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ELLIPTIC = ec.generate_private_key(ec.SECP256R1())
SETTINGS = Settings(
    oidc_issuer=ISSUER,
    oidc_client_id=CLIENT,
    oidc_client_secret="a secret that both of us know",
    oidc_roles="x=reader:*",
)


def _published() -> dict[str, Any]:
    keys = [
        json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(RSA.public_key())) | {"kid": "one"},
        json.loads(jwt.algorithms.ECAlgorithm.to_jwk(ELLIPTIC.public_key()))
        | {"kid": "two", "use": "sig"},
    ]
    return {"keys": keys}


async def _get(url: str) -> dict[str, Any]:
    assert url == f"{ISSUER}/keys"
    return _published()


def _claims(**changes: Any) -> dict[str, Any]:
    now = int(time.time())
    whole = {"iss": ISSUER, "aud": CLIENT, "sub": "s", "nonce": NONCE, "iat": now, "exp": now + 60}
    return {name: value for name, value in (whole | changes).items() if value is not None}


async def _verify(token: str, *algorithms: str) -> dict[str, Any]:
    metadata = {
        "jwks_uri": f"{ISSUER}/keys",
        "id_token_signing_alg_values_supported": list(algorithms or ("RS256", "ES256")),
    }
    return await IdTokens(SETTINGS, metadata, _get).verify(token, NONCE)


def _signed(
    claims: dict[str, Any], key: Any = RSA, algorithm: str = "RS256", kid: str = "one"
) -> str:
    return jwt.encode(claims, key, algorithm, headers={"kid": kid})


async def test_the_providers_token_is_believed() -> None:
    assert (await _verify(_signed(_claims())))["sub"] == "s"
    assert (await _verify(_signed(_claims(), ELLIPTIC, "ES256", "two")))["sub"] == "s"
    both = _claims(aud=[CLIENT, "other"], azp=CLIENT)
    assert (await _verify(_signed(both)))["sub"] == "s"


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://evil.dk"},
        {"aud": "another client"},
        {"aud": [CLIENT, "other"]},
        {"azp": "other"},
        {"nonce": "another"},
        {"nonce": None},
        {"exp": int(time.time()) - 120},
        {"exp": None},
        {"sub": None},
        {"iat": int(time.time()) + 3600},
    ],
)
async def test_a_token_for_another_place_time_or_visit_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ProviderError):
        await _verify(_signed(_claims(**changes)))


async def test_a_strangers_signature_is_refused() -> None:
    with pytest.raises(ProviderError):
        await _verify(_signed(_claims(), STRANGERS))
    with pytest.raises(ProviderError):
        await _verify(_signed(_claims(), STRANGERS, kid="unknown"))


async def test_weak_ways_to_sign_are_refused_even_when_the_provider_names_them() -> None:
    secret = SETTINGS.oidc_client_secret.get_secret_value()
    unsigned = jwt.encode(_claims(), "", "none", headers={"kid": "one"})
    by_secret = _signed(_claims(), secret, "HS256")
    for token in (unsigned, by_secret):
        with pytest.raises(ProviderError):
            await _verify(token, "none", "HS256", "RS256")


async def test_a_way_to_sign_that_the_provider_does_not_name_is_refused() -> None:
    with pytest.raises(ProviderError):
        await _verify(_signed(_claims(), ELLIPTIC, "ES256", "two"), "RS256")


@pytest.mark.parametrize("junk", ["", "a.b.c", "x" * 5000])
async def test_what_is_no_token_is_refused(junk: str) -> None:
    with pytest.raises(ProviderError):
        await _verify(junk)
