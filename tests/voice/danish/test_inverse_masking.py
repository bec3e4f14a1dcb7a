"""Personal numbers said on the telephone are written so that masking finds them."""

from random import Random

import pytest

from tests.danish.maskers import masked
from voice.danish.choice import ByChance
from voice.danish.figures import cpr, telephone
from voice.danish.inverse import written

FRAMES = (
    "{}", "det er {}", "mit c p r nummer er {} tak", "ja {}", "min søn er født {}",
    "jeg hedder noget og mit nummer er {} og jeg vil gerne flytte",
)  # fmt: skip


def _hesitant(said: str, rng: Random) -> str:
    words = said.split()
    if rng.random() < 0.4:
        words.insert(rng.randint(0, len(words)), rng.choice(("øh", "øhm")))
    return " ".join(words)


def test_cpr_numbers_are_masked_however_they_are_said() -> None:
    rng = Random(20261124)
    for _ in range(400):
        figures = f"{rng.randint(1, 28):02}{rng.randint(1, 12):02}{rng.randint(0, 999999):06}"
        said = _hesitant(cpr(figures, ByChance(rng)), rng)
        text = written(rng.choice(FRAMES).format(said))
        assert "CPR" in masked(text), (said, text)


def test_telephone_numbers_are_masked_however_they_are_said() -> None:
    rng = Random(20261125)
    for _ in range(200):
        said = telephone(str(rng.randint(20_000_000, 99_999_999)), ByChance(rng), (2, 3, 3))
        text = written(f"ring til mig på {_hesitant(said, rng)}")
        assert masked(text) != text, (said, text)


@pytest.mark.parametrize(
    "said",
    [
        "jeg er født den første i anden halvfems og de sidste fire er tolv fireogtredive",
        "jeg bor på vestergade fireogtyve anden sal til venstre",
        "min mail er jens punktum hansen snabel a gmail punktum com",
    ],
)
def test_other_personal_data_is_masked_as_well(said: str) -> None:
    assert masked(written(said)) != written(said)


def test_the_hotlines_own_number_stays() -> None:
    assert masked(written("ring til halvfjerds to nul en to nul en")) == "ring til 70 20 12 01"
