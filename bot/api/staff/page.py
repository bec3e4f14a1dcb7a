"""Draws the pages of the console: frame, menu, messages, and errors."""

from typing import Any, cast

from fastapi import HTTPException, Request, Response
from fastapi.templating import Jinja2Templates

from bot import errors
from bot.api.routes.pages import WEB
from bot.api.staff.content_labels import field_label, kind_label
from bot.api.staff.flash import forget_flash, read_flash
from bot.api.staff.labels import (
    action_label,
    audit_subject,
    clock_label,
    day_label,
    moment_label,
    place_label,
    role_label,
    utc,
    utc_moment_label,
)
from bot.api.staff.model_labels import FILTERS as MODEL_FILTERS
from bot.api.staff.navigation import doors_for
from bot.api.staff.visit import FORM_FIELD, Visit
from bot.content.errors import (
    ContentConflictError,
    ContentRefusedError,
    RevisionNotFoundError,
    WaitingFileGoneError,
)
from bot.donation.errors import DonationGoneError
from bot.inbox.errors import AlreadyHandledError, InboxRowNotFoundError
from bot.live.errors import ChatNotFoundError, ChatTakenError, NotYourChatError
from bot.publishing.errors import NothingBeforeError, PointerMovedError, UnknownModelError
from bot.retention.errors import RetentionOutOfBoundsError
from bot.say.errors import SuggestionMovedError, SuggestionNotFoundError
from bot.training.errors import UnknownRunError

templates = Jinja2Templates(WEB / "templates")
templates.env.filters |= {
    "role": role_label,
    "place": place_label,
    "moment": moment_label,
    "day": day_label,
    "utc": utc,
    "clock": clock_label,
    "audit_action": action_label,
    "audit_subject": audit_subject,
    "utc_moment": utc_moment_label,
    "kind": kind_label,
    "field": field_label,
} | MODEL_FILTERS
_STATUS: dict[type[errors.MuniError], int] = {
    errors.ForbiddenError: 403,
    errors.FormExpiredError: 403,
    errors.WrongSignInError: 422,
    errors.WrongCodeError: 422,
    errors.WeakPasswordError: 422,
    errors.TooManyTriesError: 429,
    errors.LinkExpiredError: 410,
    errors.UserExistsError: 409,
    errors.LastAdministratorError: 409,
    RetentionOutOfBoundsError: 422,
    errors.UserNotFoundError: 404,
    ChatNotFoundError: 404,
    ChatTakenError: 409,
    NotYourChatError: 409,
    errors.ConversationNotFoundError: 404,
    errors.ConversationDeletedError: 410,
    errors.ProviderError: 502,
    InboxRowNotFoundError: 404,
    errors.ConversationNotFoundError: 404,
    AlreadyHandledError: 409,
    errors.UnknownTopicError: 404,
    errors.UnknownMunicipalityError: 404,
    errors.TextTooLongError: 413,
    ContentRefusedError: 422,
    ContentConflictError: 409,
    RevisionNotFoundError: 404,
    WaitingFileGoneError: 410,
    DonationGoneError: 404,
    SuggestionNotFoundError: 404,
    SuggestionMovedError: 409,
    UnknownModelError: 404,
    UnknownRunError: 404,
    PointerMovedError: 409,
    NothingBeforeError: 409,
}
_HTTP = {404: "Siden findes ikke", 405: "Det kan man ikke her"}
_UNUSABLE = "Noget mangler eller er udfyldt forkert. Gå tilbage, og prøv igen"


def page(request: Request, template: str, /, status: int = 200, **context: Any) -> Response:
    """The page of ``staff/<template>``, whose frame is ``staff/base.html``.

    The template also gets ``member`` (who is signed in, or None), ``doors`` (the menu), ``flashes``
    and ``csrf`` (the token that every form sends as field ``csrf``; htmx sends it by itself).
    """
    visit = cast(Visit, request.state.visit)
    shown = read_flash(request, visit.form_token)
    whole = {
        "member": visit.user,
        "doors": doors_for(visit.user),
        "path": request.url.path,
        "flashes": shown,
        "csrf": visit.form_token,
        "csrf_field": FORM_FIELD,
    }
    response = templates.TemplateResponse(
        request, f"staff/{template}", whole | context, status_code=status
    )
    if shown:
        forget_flash(response)
    return response


def status_of(error: Exception) -> int:
    """The HTTP status of an error in the console."""
    if isinstance(error, HTTPException):
        return error.status_code
    return next((_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS), 422)


def title_of(error: Exception) -> str:
    """What to tell a member of staff about an error."""
    if isinstance(error, HTTPException):
        return _HTTP.get(error.status_code, "Det kan ikke lade sig gøre")
    if isinstance(error, ContentRefusedError):
        return f"{error.title}: {error}"
    return error.title if isinstance(error, errors.MuniError) else _UNUSABLE


def error_page(request: Request, error: Exception) -> Response:
    """An error as a page, or for htmx as a line of text that the page shows."""
    status, title = status_of(error), title_of(error)
    if request.headers.get("HX-Request"):
        response = Response(title, status, media_type="text/plain")
    else:
        response = page(request, "error.html", status, title=title)
    if isinstance(error, errors.TooManyTriesError):
        response.headers["Retry-After"] = str(error.seconds)
    return response
