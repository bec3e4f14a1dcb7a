"""Why content that staff wrote or handed in was not taken; part of MUNI's tree of exceptions.

MuniError
├── ContentRefusedError       it can't be saved so; says why, in Danish
│   └── UnreadableFileError   a file to import that is no such file, or too big
├── ContentConflictError      somebody else changed the same meanwhile
├── RevisionNotFoundError
└── WaitingFileGoneError      a file to import that waited too long, or is another user's
"""

from bot.errors import MuniError


class ContentRefusedError(MuniError):
    """What was written can't be saved so; the text says why, in Danish, for who wrote it."""

    title = "Det kan ikke gemmes sådan"


class UnreadableFileError(ContentRefusedError):
    """A file to import is not what it should be, or too big."""

    title = "Filen kan ikke bruges"


class ContentConflictError(MuniError):
    """Somebody else changed the same since it was opened; nothing was saved."""

    title = "En anden har ændret det imens. Se ændringen, og prøv igen"


class RevisionNotFoundError(MuniError):
    """No such revision, or not one that this can be done to."""

    title = "Udkastet findes ikke mere"


class WaitingFileGoneError(MuniError):
    """The file that was looked at is not there any more, or was never this user's."""

    title = "Filen er for gammel eller allerede brugt. Vælg den igen"
