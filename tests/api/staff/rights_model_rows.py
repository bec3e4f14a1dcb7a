"""Who may see models and trainings, and who trains, publishes and goes back."""

from bot.jobs.trainings import Trainings
from bot.publishing.pointer import read_pointer
from bot.publishing.publisher import Publisher
from bot.staff.rights import Role
from bot.training.runs import Run
from tests.api.staff.model_room import add_model
from tests.api.staff.rights_row import ALL, Row, Whose
from tests.api.staff.rights_world import World

PUBLISHERS = frozenset({Role.PUBLISHER})


async def _model(world: World) -> dict[str, str]:
    """A candidate."""
    name = f"model-{world.number()}"
    await add_model(world.staff, name)
    return {"model_id": name}


async def _published(world: World) -> dict[str, str]:
    """A model that came after another."""
    found = await _model(world)
    await Publisher(world.staff.database, world.staff.settings).publish(found["model_id"], None)
    pointer = await read_pointer(world.staff.database)
    assert pointer
    return {"version": str(pointer.version)}


async def _running(world: World) -> dict[str, str]:
    """The training that goes on; there is one at a time."""
    trainings = Trainings(world.staff.database, world.staff.settings)
    run: Run = await trainings.current() or await trainings.start(world.member.id)
    return {"run_id": str(run.id)}


def model_pages() -> list[Row]:
    """The register of models, and the one that answers."""
    home, one = "/personale/modeller", "/personale/modeller/{model_id}"
    back, change = f"{home}/tilbage", f"{home}/skift/{{version}}"
    anybodys, shared = Whose.ANYBODYS, Whose.SHARED
    return [
        Row("GET", home, ALL, anybodys),
        Row("GET", one, ALL, anybodys, _model),
        Row("POST", f"{one}/udgiv", PUBLISHERS, shared, _model),
        Row("POST", f"{one}/plan/opgiv", PUBLISHERS, shared, _model),
        Row("GET", back, PUBLISHERS, shared, _published),
        Row("POST", back, PUBLISHERS, shared, _published,
            fields={"seen": "{version}", "reason": "Prøve"}),
        Row("GET", change, ALL, anybodys, _published),
        Row("GET", f"{change}/status", ALL, anybodys, _published),
    ]  # fmt: skip


def training_pages() -> list[Row]:
    """Trainings."""
    home, one = "/personale/modeller/traening", "/personale/modeller/traening/{run_id}"
    anybodys, shared = Whose.ANYBODYS, Whose.SHARED
    return [
        Row("POST", home, PUBLISHERS, shared),
        Row("GET", one, ALL, anybodys, _running),
        Row("GET", f"{one}/status", ALL, anybodys, _running),
        Row("POST", f"{one}/afbryd", PUBLISHERS, shared, _running),
    ]
