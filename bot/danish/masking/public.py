"""What public bodies publish of themselves and must stay readable in a masked text."""

from pathlib import Path

from bot.answers.municipalities import Municipalities
from bot.answers.yaml_files import read_yaml


def public_values(municipalities: Municipalities, data_folder: Path) -> frozenset[str]:
    """Telephone numbers, e-mail addresses and addresses of municipalities and public bodies.

    Raises ContentError.
    """
    listed = read_yaml(data_folder / "lists" / "public_contacts.yml")
    found = {str(value) for values in listed.values() for value in values}
    for place in municipalities.by_code.values():
        for fact in (place.telephone, place.address, *place.facts.values()):
            if fact is not None:
                found.add(fact.value)
    return frozenset(found)
