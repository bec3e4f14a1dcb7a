"""Examples and answers in and out: a file is looked at first, and changes nothing until then."""

from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from bot.api.staff.deps import ImportingDep, StaffDep, VisitDep, require
from bot.api.staff.import_report import Report, make_report, reader
from bot.api.staff.labels import name_actions
from bot.api.staff.local_subjects import author_of, witness
from bot.api.staff.page import page, status_of, title_of
from bot.api.staff.route import StaffRoute
from bot.content import waiting
from bot.content.errors import ContentConflictError, ContentRefusedError, UnreadableFileError
from bot.content.waiting import WaitingFile
from bot.errors import MuniError
from bot.staff.rights import Action
from bot.staff.user import User

HOME = "/personale/ind-og-ud"
router = APIRouter(prefix=HOME, include_in_schema=False, route_class=StaffRoute)
EditorDep = Annotated[User, Depends(require(Action.EDIT_CONTENT))]
ReaderDep = Annotated[User, Depends(require(Action.READ_CONTENT))]
LARGEST = 5 * 1024 * 1024
"""Bytes of a file."""
SHOWN = 200
"""Rows of a report that are shown; all are carried out."""
name_actions(
    {
        "content_imported": "Importerede og udgav indhold",
        "content_import_drafted": "Importerede indhold som kladde",
    }
)


@router.get("")
async def show(request: Request, member: ReaderDep) -> Response:
    """The page."""
    editable = member.rights.can_somewhere(Action.EDIT_CONTENT)
    return page(request, "exchange.html", editable=editable)


@router.post("/fil")
async def hand_in(
    request: Request, staff: StaffDep, member: EditorDep, fil: Annotated[UploadFile, File()]
) -> Response:
    """Keep the file, and go on to the check."""
    data = await fil.read(LARGEST + 1)
    name = (fil.filename or "").strip()
    try:
        if not data:
            raise UnreadableFileError("Filen er tom, eller der er ikke valgt nogen")
        if len(data) > LARGEST:
            raise UnreadableFileError("Filen fylder over 5 MB. Del den i mindre filer")
        reader(name)
    except UnreadableFileError as wrong:
        return _refused(request, wrong)
    made = await staff.database.run(partial(waiting.keep, user_id=member.id, name=name, data=data))
    return RedirectResponse(f"{HOME}/kontrol/{made}", 303)


@router.get("/kontrol/{file_id}")
async def check(
    request: Request, staff: StaffDep, importing: ImportingDep, member: EditorDep, file_id: str
) -> Response:
    """What the file would change; nothing is changed."""
    file = await _waiting(staff, file_id, member)
    try:
        report = await make_report(file, importing, member)
    except ContentRefusedError as wrong:
        return _refused(request, wrong)
    return _report_page(request, file, report, member)


@router.post("/udfoer")
async def carry_out(
    request: Request,
    staff: StaffDep,
    importing: ImportingDep,
    member: EditorDep,
    visit: VisitDep,
    fil: Annotated[str, Form(max_length=64)],
    fingerprint: Annotated[str, Form(max_length=64)],
    hvordan: Annotated[Literal["kladde", "udgiv"], Form()] = "kladde",
) -> Response:
    """Change what the report showed, and only that."""
    file = await _waiting(staff, fil, member)
    report = await make_report(file, importing, member)
    if report.fingerprint != fingerprint:
        return _report_page(request, file, report, member, 409, changed=True)
    publish = hvordan == "udgiv"
    if publish:
        for change in report.plan.changes:
            member.rights.check(Action.PUBLISH_CONTENT, change.subject.municipality)
    action = "content_imported" if publish else "content_import_drafted"
    note = f"Importeret fra {file.name}"
    try:
        done = await importing.carry_out(
            report.plan, author_of(member), note, publish, witness(member, action)
        )
    except ContentConflictError as met:
        return _report_page(request, file, report, member, status_of(met), conflict=True)
    await staff.database.run(partial(waiting.forget, user_id=member.id))
    what = "udgivet" if publish else "gemt som kladde"
    count = "1 ændring" if len(done) == 1 else f"{len(done)} ændringer"
    visit.flashes.append(f"{count} fra {file.name} er {what}")
    return RedirectResponse(HOME, 303)


async def _waiting(staff: StaffDep, file_id: str, member: User) -> WaitingFile:
    """The member's own file; raises WaitingFileGoneError."""
    return await staff.database.read(partial(waiting.get, file_id=file_id, user_id=member.id))


def _report_page(
    request: Request,
    file: WaitingFile,
    report: Report,
    member: User,
    status: int = 200,
    changed: bool = False,
    conflict: bool = False,
) -> Response:
    places = {one.subject.municipality for one in report.plan.changes}
    return page(
        request,
        "import_report.html",
        status,
        file=file,
        report=report,
        shown=report.rows[:SHOWN],
        changed=changed,
        conflict=conflict,
        publishable=all(member.rights.can(Action.PUBLISH_CONTENT, place) for place in places),
    )


def _refused(request: Request, error: MuniError) -> Response:
    return page(request, "exchange.html", status_of(error), error=title_of(error), editable=True)
