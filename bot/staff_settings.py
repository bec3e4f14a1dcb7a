"""The staff console's part of the settings: sessions, and sign-in with OpenID Connect."""

import re

from pydantic import BaseSettings, Field, SecretStr, root_validator, validator

_ROLE = re.compile(r"(.+)=(reader|agent|editor|publisher|administrator):(\d{4}|\*)")


class StaffSettings(BaseSettings):
    """What an operator can turn for staff; documented in ``docs/settings.md``."""

    staff_idle_minutes: int = Field(default=60, ge=5, le=1440)
    """A browser that did nothing for so long is signed out."""
    staff_session_hours: int = Field(default=10, ge=1, le=24)
    """And after so long in any case."""
    inbox_seconds: float = Field(default=15, ge=1)
    """How often citizens' questions are looked through for the inbox."""
    inbox_patience_minutes: float = Field(default=10, ge=0)
    """A citizen who was asked what they meant has so long to choose."""
    inbox_unsure: float = Field(default=0.3, ge=0, le=1)
    """The least certain answers come to the inbox: so much of the way from the model's own
    threshold to full certainty."""
    staff_keys: SecretStr = SecretStr("")
    """Keys that encrypt second factors, comma separated, the first for what is written now; none
    is a key derived from the one that signs models, which is always read with too."""
    live_contact_days: int = Field(default=14, ge=1, le=90)
    """A citizen's telephone number or e-mail left in the chat is deleted after so long."""
    oidc_issuer: str = ""
    """The OpenID provider's issuer address; none turns the sign-in with it off."""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_name: str = "arbejdspladsens login"
    """What the button calls it: "Log ind med ..."."""
    oidc_scopes: str = "openid profile email"
    oidc_role_claim: str = "roles"
    """The claim with the user's roles or groups; dots go into nested claims."""
    oidc_roles: str = ""
    """``muni-redaktion=editor:0751,muni-drift=administrator:*``: claim value, role, where."""

    @validator("staff_keys")
    def _are_long(cls, value: SecretStr) -> SecretStr:
        keys = filter(None, map(str.strip, value.get_secret_value().split(",")))
        if any(len(key) < 32 for key in keys):
            raise ValueError("each key of MUNI_STAFF_KEYS must have 32 characters or more")
        return value

    @validator("oidc_roles")
    def _is_a_mapping(cls, value: str) -> str:
        for entry in filter(None, map(str.strip, value.split(","))):
            if not _ROLE.fullmatch(entry):
                raise ValueError(f"{entry!r} is not VALUE=ROLE:KOMMUNEKODE or VALUE=ROLE:*")
        return value

    @root_validator(skip_on_failure=True)
    def _is_whole(cls, values: dict[str, object]) -> dict[str, object]:
        if values["oidc_issuer"] and not (values["oidc_client_id"] and values["oidc_roles"]):
            raise ValueError("MUNI_OIDC_ISSUER needs MUNI_OIDC_CLIENT_ID and MUNI_OIDC_ROLES")
        return values

    @property
    def oidc_grants(self) -> list[tuple[str, str, str]]:
        """Claim value, role, and kommunekode or ``*``."""
        entries = filter(None, map(str.strip, self.oidc_roles.split(",")))
        found = (_ROLE.fullmatch(entry) for entry in entries)
        return [(one[1], one[2], one[3]) for one in found if one]

    def unsafe_sign_in(self) -> dict[str, bool]:
        """Setting to whether it is unsafe in production."""
        return {
            "MUNI_OIDC_ISSUER": bool(self.oidc_issuer)
            and not self.oidc_issuer.startswith("https://"),
            "MUNI_OIDC_CLIENT_SECRET": bool(self.oidc_issuer)
            and not self.oidc_client_secret.get_secret_value(),
        }
