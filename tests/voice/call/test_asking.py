"""The call's own questions: yes or no, and a telephone number said or pressed."""

from __future__ import annotations

from voice.call.asking import PhoneNumber, YesOrNo


class Heard:
    """What a question led to."""

    def __init__(self) -> None:
        self.steps: list[str] = []

    async def yes(self) -> None:
        self.steps.append("yes")

    async def no(self) -> None:
        self.steps.append("no")

    async def complete(self, number: str) -> None:
        self.steps.append(number)

    async def incomplete(self, count: int) -> None:
        self.steps.append(f"only {count}")


async def test_yes_and_no_are_taken_by_voice_and_by_key() -> None:
    heard = Heard()
    question = YesOrNo(heard.yes, heard.no)
    assert await question.hear("ja tak")
    assert await question.press("2")
    assert await question.hear("nej")
    assert heard.steps == ["yes", "no", "no"]


async def test_another_question_is_left_to_the_bot() -> None:
    heard = Heard()
    assert not await YesOrNo(heard.yes, heard.no).hear("hvad koster et pas")
    assert not await YesOrNo(heard.yes, heard.no).press("7")
    assert heard.steps == []


async def test_a_number_is_taken_in_groups_as_written_after_recognition() -> None:
    heard = Heard()
    question = PhoneNumber(heard.complete, heard.incomplete, heard.no)
    assert await question.hear("mit nummer er 40 12 34 56")
    assert await question.hear("40 12")
    assert heard.steps == ["40123456", "only 4"]


async def test_a_number_can_be_pressed_begun_again_and_thought_better_of() -> None:
    heard = Heard()
    question = PhoneNumber(heard.complete, heard.incomplete, heard.no)
    for key in "41*40123456":
        assert await question.press(key)
    assert await question.hear("nej tak")
    assert heard.steps == ["40123456", "no"]


async def test_too_few_keys_are_told_at_the_hash_key() -> None:
    heard = Heard()
    question = PhoneNumber(heard.complete, heard.incomplete, heard.no)
    for key in "4012#":
        await question.press(key)
    assert heard.steps == ["only 4"]
