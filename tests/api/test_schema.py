"""schemathesis plays the whole OpenAPI document and finds nothing."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from schemathesis.specs.openapi.checks import ignored_auth

from bot.api import main
from bot.assembly import Bot
from bot.settings import Settings


@pytest.fixture(scope="session")
def api_schema(bot: Bot, settings: Settings) -> Any:
    """The document of the running service."""
    app = main.create_app()
    app.state.bot = bot
    return schemathesis.openapi.from_asgi("/openapi.json", app)


schema = schemathesis.pytest.from_fixture("api_schema")


@pytest.fixture(scope="session")
def open_conversation(api_schema: Any) -> dict[str, str]:
    """A conversation that the generated calls may use."""
    case = api_schema["/api/v1/conversations"]["POST"].Case(body={"municipality": "0751"})
    begun = case.call().json()
    return {"id": begun["id"], "authorization": f"Bearer {begun['token']}"}


@schema.parametrize()  # type: ignore[untyped-decorator]
@hypothesis_settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_call_breaks_the_contract(case: Any, open_conversation: dict[str, str]) -> None:
    parameters = case.path_parameters or {}
    # Half of the calls go to a conversation that exists, so that more than 404 is tried.
    if case.method != "DELETE" and len(str(parameters.get("conversation_id", ""))) % 2:
        parameters["conversation_id"] = open_conversation["id"]
        case.headers["Authorization"] = open_conversation["authorization"]
    case.call_and_validate(excluded_checks=[ignored_auth])
