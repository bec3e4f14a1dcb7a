"""The second masking hides what the first one leaves in doubt, and leaves the question readable."""

import pytest

from bot.danish.masking.lexicon import load_lexicon
from bot.donation.strict import StrictMasker
from bot.knowledge import get_masker


@pytest.fixture(scope="module")
def strict() -> StrictMasker:
    """With the real first masking."""
    masker = get_masker()
    return StrictMasker(lambda text: masker.mask(text).text, load_lexicon())


@pytest.mark.parametrize(
    ("said", "hidden"),
    [
        ("mit barn kasper skal skifte skole", "kasper"),
        ("Jeg bor i Tirstrup og vil flytte", "Tirstrup"),
        ("min mand hedder Qvistgorm", "Qvistgorm"),
        ("det gælder postnummer 8660", "8660"),
        ("sagen er fra 12. marts", "12. marts"),
        ("sagsnummer 23/4471-9 er væk", "4471"),
        ("vi bor på tusindfrydsvej", "tusindfrydsvej"),
        ("se www.minside.dk/mette", "mette"),
        ("jeg er nået på brugernavn@chat", "brugernavn"),
    ],
)
def test_doubt_is_enough_to_hide(strict: StrictMasker, said: str, hidden: str) -> None:
    masked = strict.mask(said)
    assert hidden not in masked
    assert "<" in masked
    assert strict.mask(masked) == masked


@pytest.mark.parametrize(
    "said",
    [
        "hvordan fornyer jeg mit pas?",
        "Hvad koster det at få et nyt kørekort",
        "kan man bruge MitID i udlandet",
        "Må jeg brænde haveaffald af i min have?",
        "mit barn er 3 år og skal i børnehave",
        "Hej. Jeg vil gerne søge SU.",
    ],
)
def test_an_ordinary_question_stays_as_it_is(strict: StrictMasker, said: str) -> None:
    assert strict.mask(said) == said
