"""Errors as RFC 9457 ``application/problem+json``, with a Danish title."""

from collections.abc import Mapping
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.routing import Match, Route

from bot import errors
from bot.donation import errors as donation

log = structlog.get_logger(__name__)

_STATUS: Mapping[type[errors.MuniError], int] = {
    errors.EmptyTextError: 422,
    errors.TextTooLongError: 413,
    errors.UnknownPayloadError: 404,
    errors.UnknownMunicipalityError: 404,
    errors.UnknownTopicError: 404,
    errors.UnusableContactError: 422,
    errors.ConversationNotFoundError: 404,
    errors.MessageNotFoundError: 404,
    errors.ConversationDeletedError: 410,
    errors.ConversationMovedError: 409,
    errors.NobodyAskedForError: 409,
    errors.WrongTokenError: 401,
    donation.NothingToGiveError: 409,
    donation.NotForResearchError: 409,
    donation.AlreadyGivenError: 409,
    donation.ConversationChangedError: 409,
    donation.UnknownCodeError: 404,
    errors.BadInputError: 422,
    errors.TurnTimeoutError: 503,
    errors.DialogueError: 503,
}
_HTTP_TITLES = {
    400: "Forespørgslen kan ikke læses",
    401: "Der mangler en adgangsnøgle",
    404: "Siden findes ikke",
    405: "Det kan man ikke her",
    413: "Beskeden er for lang. Skriv højst 2.000 tegn",
    415: "Send forespørgslen som JSON",
    422: "Forespørgslen mangler noget eller er udfyldt forkert",
    429: "Du skriver meget hurtigt. Vent lidt, og prøv igen",
    503: "MUNI kan ikke svare lige nu. Prøv igen om lidt",
}
NOT_STORED = "MUNI kan ikke gemme noget lige nu, så din besked er ikke besvaret. Prøv igen om lidt"
UNEXPECTED = "Der skete en fejl hos MUNI. Prøv igen om lidt"


def problem(
    status: int, title: str, detail: str | None = None, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """A problem response."""
    return JSONResponse(
        problem_body(status, title, detail),
        status,
        headers=dict(headers or {}),
        media_type="application/problem+json",
    )


def problem_body(status: int, title: str, detail: str | None = None) -> dict[str, Any]:
    """What a problem says."""
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status}
    return body | {"detail": detail} if detail else body


def status_of(error: errors.MuniError) -> int:
    """The HTTP status of one of MUNI's errors."""
    return next(
        (_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS),
        500,
    )


def _allowed(request: Request) -> str:
    """Every method of the address; Starlette names only those of the first route."""
    routes = (route for route in request.app.routes if isinstance(route, Route))
    found = {
        method
        for route in routes
        if route.matches(request.scope)[0] is not Match.NONE
        for method in route.methods or ()
    }
    return ", ".join(sorted(found))


def install(app: FastAPI) -> None:
    """Answer every error of ``app`` with a problem."""

    @app.exception_handler(errors.MuniError)
    async def muni_error(request: Request, error: errors.MuniError) -> JSONResponse:
        status = status_of(error)
        if status >= 500:
            log.error("turn_failed", error=type(error).__name__, path=request.url.path)
        headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
        if status == 503:
            headers["Retry-After"] = "5"
        return problem(status, error.title, headers=headers)

    @app.exception_handler(SQLAlchemyError)
    async def not_stored(request: Request, error: SQLAlchemyError) -> JSONResponse:
        # Its own text may quote what was to be stored.
        log.error("not_stored", error=type(error).__name__, path=request.url.path)
        return problem(503, NOT_STORED, headers={"Retry-After": "5"})

    @app.exception_handler(HTTPException)
    async def http_error(request: Request, error: HTTPException) -> JSONResponse:
        title = _HTTP_TITLES.get(error.status_code, "Forespørgslen kan ikke udføres")
        headers = dict(error.headers or {})
        if error.status_code == 405:
            headers["Allow"] = _allowed(request)
        return problem(error.status_code, title, headers=headers)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        # The input itself stays out: it may hold personal data.
        wrong = [{"loc": list(map(str, e["loc"])), "msg": str(e["msg"])} for e in error.errors()]
        body = {
            "type": "about:blank",
            "title": _HTTP_TITLES[422],
            "status": 422,
            "errors": jsonable_encoder(wrong),
        }
        return JSONResponse(body, 422, media_type="application/problem+json")

    @app.exception_handler(Exception)
    async def unexpected(request: Request, error: Exception) -> JSONResponse:
        log.error("unexpected", error=type(error).__name__, path=request.url.path)
        return problem(500, UNEXPECTED)
