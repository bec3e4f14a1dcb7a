"""What tests share: settings on a database of their own, and the real bot with the real model."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")

import httpx
import hypothesis
import pytest

from bot.api import main
from bot.assembly import Bot, build_bot
from bot.settings import Settings, get_settings
from tests import engines
from tests.databases import address, drop_below

# The same examples every time, and no clock on them: a busy machine is no fault.
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.load_profile("repeatable")

if engines.wanted():
    os.environ["MUNI_REDIS_URL"] = engines.redis_server().url


@pytest.fixture(autouse=True)
def forgotten_databases(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a test made on PostgreSQL goes when it has ended, as its files do."""
    yield
    folder = getattr(request.node, "funcargs", {}).get("tmp_path")
    if folder is not None:
        drop_below(folder)


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """The settings of every test: a fresh database, no rate limit."""
    folder: Path = tmp_path_factory.mktemp("muni")
    os.environ["MUNI_DATABASE_URL"] = address(folder / "test.db")
    os.environ["MUNI_RATE_LIMIT"] = "false"
    get_settings.cache_clear()
    yield get_settings()
    get_settings.cache_clear()


@pytest.fixture(scope="session")
def bot(settings: Settings) -> Iterator[Bot]:
    """The real bot: spaCy pipeline, masker, Rasa model, database."""
    built = build_bot(settings)
    yield built
    built.close()


@pytest.fixture
async def client(bot: Bot, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """The real service, called in this process."""
    app = main.create_app()
    app.state.bot = bot
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://muni.test") as calls:
        yield calls


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests with a browser go last: Playwright keeps an event loop running once it has begun."""
    items.sort(key=lambda item: "outside" in item.path.parts)
