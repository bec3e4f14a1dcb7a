"""Only where staff hand in a file may a body be large; every other route refuses it."""

import pytest
from starlette.routing import Route

from bot.api.main import create_app
from bot.api.middleware import LARGER_BODIES, LARGEST_BODY
from bot.api.staff.exchange import LARGEST


def test_the_larger_limit_is_on_one_route_that_takes_a_file_from_staff() -> None:
    assert LARGER_BODIES == {"/personale/ind-og-ud/fil": LARGEST + LARGEST_BODY}
    routes = [route for route in create_app().routes if isinstance(route, Route)]
    assert [route.methods for route in routes if route.path in LARGER_BODIES] == [{"POST"}]


@pytest.mark.parametrize("path", ["/personale/ind-og-ud/fil/", "/personale/ind-og-ud/FIL", "/"])
def test_a_path_that_resembles_it_is_none(path: str) -> None:
    assert path not in LARGER_BODIES
