"""Why a backup can't be made or restored."""

from bot.errors import MuniError


class BackupError(MuniError):
    """Root of these."""

    title = "Sikkerhedskopien kan ikke laves eller lægges tilbage"


class BackupDamagedError(BackupError):
    """Not a backup of ours, or not as it was written; ``str`` of it says where."""

    title = "Filen er ikke en sikkerhedskopi fra MUNI, eller den er beskadiget"


class BackupKeyError(BackupError):
    """It is encrypted, and the key is missing or another."""

    title = "Sikkerhedskopien er krypteret. Angiv den rigtige nøglefil med --key-file"


class BackupNewerError(BackupError):
    """A newer MUNI made it, whose tables this one does not know."""

    title = "Sikkerhedskopien er lavet af en nyere MUNI. Opgrader først"


class BackupTooOldError(BackupError):
    """Older than the list of deletions reaches back."""

    title = "Sikkerhedskopien er for gammel: den kan bringe slettede samtaler tilbage"


class TargetNotEmptyError(BackupError):
    """There is data already where it would go."""

    title = "Der er allerede data. Brug --replace for at erstatte dem"


class OtherDatabaseError(BackupError):
    """It is of SQLite and the setting says PostgreSQL, or the other way."""

    title = "Sikkerhedskopien er af en anden slags database end MUNI_DATABASE_URL"


class DatabaseToolError(BackupError):
    """pg_dump or pg_restore is missing or failed; ``str`` of it is what it said."""

    title = "Databasens eget værktøj fejlede"
