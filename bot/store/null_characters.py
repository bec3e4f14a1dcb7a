"""PostgreSQL's text holds no null characters: what comes with them is stored without them."""

from typing import Any


def without_null_characters(
    _connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool
) -> tuple[str, Any]:
    """The statement, and its parameters as PostgreSQL can take them."""
    return statement, _cleaned(parameters)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "") if "\0" in value else value
    if isinstance(value, dict):
        return {name: _cleaned(one) for name, one in value.items()}
    if type(value) in {tuple, list}:
        return type(value)(_cleaned(one) for one in value)
    return value
