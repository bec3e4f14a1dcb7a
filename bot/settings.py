"""All settings, read from the environment once (prefix ``MUNI_``)."""

from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from bot.errors import UnsafeSettingError
from bot.open_settings import OpenSettings
from bot.secret_files import secret_files
from bot.staff_settings import StaffSettings
from bot.telephone_settings import TelephoneSettings

ROOT = Path(__file__).resolve().parent.parent


class Settings(TelephoneSettings, StaffSettings, OpenSettings):
    """What an operator can turn; each field is documented in ``docs/settings.md``.

    Raises UnsafeSettingError when ``MUNI_ENVIRONMENT=production`` meets a default
    that is only safe on a developer's machine.
    """

    environment: Literal["development", "production"] = "development"
    data_folder: Path = ROOT / "data"
    models_folder: Path = ROOT / "models"
    model: Path | None = None
    """One model file; else the newest in ``models_folder``."""
    model_key_file: Path = ROOT / "var" / "model.key"
    """The key that signs models; made at the first training. All workers need the same one."""
    spacy_pipeline: str = str(ROOT / "models" / "da_muni")
    """Folder or package name of a Danish spaCy pipeline, e.g. ``da_core_news_sm``."""
    speech_model: Path = ROOT / "models" / "vosk-da"
    """Folder of the speech model, Vosk or transducer, that hears callers and recordings."""
    actions_package: str = "actions"
    database_url: str = f"sqlite:///{ROOT / 'var' / 'muni.db'}"
    database_threads: int = Field(default=4, ge=1)
    jobs_file: Path = ROOT / "var" / "jobs.db"
    """The queue of jobs while there is no Redis, an SQLite file of its own."""
    redis_url: str = ""
    """A Redis for locks, news and jobs between workers; none keeps jobs in ``jobs_file``."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    otel_endpoint: str = ""
    """An OpenTelemetry collector's address for traces (OTLP over HTTP); none sends nothing."""
    log_format: Literal["json", "text"] = "json"
    public_url: str = "http://127.0.0.1:8000"
    allowed_hosts: str = "*"
    """Host names that are served, comma separated; ``*`` serves all."""
    cors_origins: str = ""
    """Origins besides the municipalities' own sites, comma separated."""
    cors_municipal_sites: bool = True
    """Allow the websites named in ``data/municipalities``."""
    trusted_proxies: str = "127.0.0.1"
    """Addresses whose X-Forwarded-For is believed, comma separated."""
    rate_limit: bool = True
    rate_conversations: str = "60/10minutes"
    """New conversations from one address."""
    rate_messages: str = "240/minute"
    """Messages in one conversation."""
    rate_address: str = "1200/minute"
    """Requests from one address."""
    rate_codes: str = "10/10minutes"
    """Tries from one address at a code that takes a donation back."""
    rate_suggestions: str = "10/10minutes"
    """Suggestions about answers, and ratings of drafts, from one address."""
    turn_seconds: float = Field(default=10.0, gt=0)
    """The longest a citizen waits for one turn before an honest apology."""
    drain_seconds: float = Field(default=0.0, ge=0, le=120)
    """Told to stop, it serves on for so long, and /readyz says no meanwhile."""
    retention_days: int = Field(default=30, ge=1)
    """Conversations untouched for so long are deleted."""
    backup_folder: Path = ROOT / "var" / "backups"
    """Where `muni backup` writes."""
    backup_days: int = Field(default=30, ge=1, le=400)
    """Backups of ours in that folder are deleted after so long."""
    deletions_file: Path | None = None
    """Each deletion is written here too, by id: on another disk it survives a lost database."""
    metrics_public: bool = True
    """Serve /metrics to everyone; in production only to trusted proxies."""

    class Config:
        """Environment names begin with MUNI_."""

        env_prefix = "MUNI_"
        frozen = True

        @classmethod
        def customise_sources(
            cls, init_settings: Any, env_settings: Any, file_secret_settings: Any
        ) -> tuple[Any, ...]:
            """Secrets may lie in files."""
            return init_settings, env_settings, secret_files

    def __init__(self, **values: Any) -> None:
        """Read the environment; raises UnsafeSettingError, pydantic's ValidationError."""
        super().__init__(**values)
        if self.environment == "production":
            self._refuse_unsafe_defaults()

    def _refuse_unsafe_defaults(self) -> None:
        unsafe = (
            {
                "MUNI_ALLOWED_HOSTS": self.allowed_hosts == "*",
                "MUNI_PUBLIC_URL": not self.public_url.startswith("https://"),
                "MUNI_RATE_LIMIT": not self.rate_limit,
                "MUNI_METRICS_PUBLIC": self.metrics_public,
                "MUNI_LOG_LEVEL": self.log_level == "DEBUG",
            }
            | self.unsafe_lines()
            | self.unsafe_sign_in()
        )
        names = [name for name, wrong in unsafe.items() if wrong]
        if names:
            raise UnsafeSettingError(names)


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """The settings of this process."""
    return Settings()
