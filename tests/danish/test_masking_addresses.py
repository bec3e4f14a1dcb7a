"""Addresses are found with all that belongs to them; streets, towns and postal codes stay."""

import pytest

from tests.danish.maskers import masked


@pytest.mark.parametrize(
    "address",
    [
        "Nørregade 12, 3. tv",
        "søndervang 4b st. th.",
        "Vestergade 7 2. sal",
        "Strandvejen 104, 2900 Hellerup",
        "gl. kongevej 100 1. th",
        "Ny Munkegade 118",
        "H.C. Andersens Boulevard 2, 4. mf",
        "Niels Bohrs Vej 23, 6700 Esbjerg",
        "niels bohrs vej 23",
        "Birkeparken 14, lejl. 302",
        "Store Kongensgade 40G, 2. sal",
        "Ålekistevej nr. 22A",
        "nørregade tolv tredje til venstre",
        "vestergade syv anden sal til højre otte tusind aarhus c",
        "Elmevej 5\n8600 Silkeborg",
        "Christian den 4s Vej 3",
        "Sankt Hans Torv 3",
        "Lindely 12",
        "nørregade tolv b anden sal til venstre",
        "nørregade 8 kl. th",
        "Bakkedraget 18",
        "nørregade 12 i Sorø",
        "nummer 12 på Nørregade",
    ],
)
def test_an_address_is_masked_whole(address: str) -> None:
    assert masked(f"jeg bor på {address}") == "jeg bor på <ADRESSE>"


@pytest.mark.parametrize(
    "text",
    [
        "hul i vejen på Nørregade",
        "bor i 8660",
        "flytter til 8000 Aarhus C",
        "Nørregade 12. maj",
        "Vestergade er spærret 14 dage",
        "Vejarbejde på Vestergade 14 dage endnu",
        "flytter til Kolding 1. december",
        "parkeringsplads 12",
        "børnehaveplads 2 måneder før",
        "jeg bor på 3. sal",
        "bus 4A",
        "matrikel nr. 12a Hinnerup",
        "på nørregade to store huller",
        "jeg bor i et hus på 140 m2",
    ],
)
def test_a_street_a_town_or_a_count_stays_readable(text: str) -> None:
    assert masked(text) == text


def test_a_public_address_stays_readable_but_not_a_flat_in_it() -> None:
    assert masked("ligger I på rådhuspladsen 2?") == "ligger I på rådhuspladsen 2?"
    assert masked("Rådhuspladsen 2, 8000 Aarhus C") == "Rådhuspladsen 2, 8000 Aarhus C"
    assert masked("Rådhuspladsen 2, 3. tv") == "<ADRESSE>"


@pytest.mark.parametrize(
    "text", ["Hvornår lukker biblioteket på Storgade 7?", "Ligger rådhuset på Rådhusvej 8?"]
)
def test_the_address_of_a_public_place_stays(text: str) -> None:
    assert masked(text) == text


def test_who_lives_in_a_public_place_lives_at_an_address() -> None:
    assert masked("min mor bor på plejehjemmet på Storgade 7").endswith(" <ADRESSE>")
