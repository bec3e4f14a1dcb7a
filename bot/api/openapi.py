"""The OpenAPI document: every error is a problem (RFC 9457), and each route says which."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.schema import schema

from bot import turn
from bot.api import donation_schemas, schemas, suggestion_schemas
from bot.api.schemas import Problem
from bot.text import visible_pattern

_MODELS = {
    name: model
    for module in (turn, schemas, donation_schemas, suggestion_schemas)
    for name, model in vars(module).items()
    if isinstance(model, type) and issubclass(model, BaseModel)
}
_PROBLEM = {"$ref": "#/components/schemas/Problem"}
_EVERYWHERE = {"400": "Kan ikke læses", "422": "Kan ikke bruges", "429": "For mange på kort tid"}


def describe(app: FastAPI) -> None:
    """Make ``app`` give the document, built once."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            found = get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                routes=app.routes,
            )
            components = found["components"]["schemas"]
            components |= schema([Problem])["definitions"]
            for name, model in _MODELS.items():
                if name in components:
                    _mark_nullable(components[name]["properties"], model)
            components["MessageBody"]["oneOf"] = [
                _only("text", "payload"),
                _only("payload", "text"),
            ]
            for body, field in (
                ("MessageBody", "text"),
                ("RasaBody", "message"),
                ("SuggestionBody", "text"),
            ):
                _must_be_visible(components[body]["properties"][field])
            for path in found["paths"].values():
                for operation in path.values():
                    _problems(operation["responses"])
            app.openapi_schema = found
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def _problems(responses: dict[str, Any]) -> None:
    for status, description in _EVERYWHERE.items():
        responses.setdefault(status, {"description": description})
    for status, response in responses.items():
        if status >= "400":
            response["content"] = {"application/problem+json": {"schema": _PROBLEM}}


def _mark_nullable(properties: dict[str, Any], model: type[BaseModel]) -> None:
    """Pydantic 1 writes OpenAPI 3.0 and leaves out that a field may be null."""
    for name, field in model.__fields__.items():
        if field.allow_none:
            properties[name] = {"anyOf": [properties[name], {"type": "null"}]}


def _must_be_visible(schema_of_text: dict[str, Any]) -> None:
    """Text of nothing but blanks and control characters is refused; the document says so."""
    for part in (schema_of_text, *schema_of_text.get("anyOf", ())):
        if "pattern" in part:
            part |= {"pattern": visible_pattern(), "minLength": 1}


def _only(given: str, other: str) -> dict[str, Any]:
    """One of two fields is given, and the other is not."""
    return {
        "required": [given],
        "properties": {given: {"type": "string"}, other: {"type": "null"}},
    }
