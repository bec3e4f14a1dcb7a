"""When an utterance begins and ends, told from probabilities and partial texts."""

from __future__ import annotations

from voice.hearing.endpointing import (
    EndpointEvent,
    Endpointing,
    NoiseOnly,
    NothingSaid,
    SpeechBegan,
    SpeechEnded,
    SpeechResumed,
    Stable,
)

FRAME_MS = 20


class Listener:
    """Feeds frames and keeps the events with the time (ms of sound) at which they came."""

    def __init__(self, endpointing: Endpointing | None = None) -> None:
        self.endpointing = endpointing or Endpointing()
        self.events: list[tuple[int, EndpointEvent]] = []
        self.now_ms = 0

    def hear(self, ms: int, probability: float, partial: str = "") -> list[EndpointEvent]:
        before = len(self.events)
        for _ in range(ms // FRAME_MS):
            self.now_ms += FRAME_MS
            event = self.endpointing.accept(probability, partial)
            if event is not None:
                self.events.append((self.now_ms, event))
        return [event for _, event in self.events[before:]]

    def kinds(self, ms: int, probability: float, partial: str = "") -> list[type]:
        return [type(event) for event in self.hear(ms, probability, partial)]


def test_a_whole_question_ends_within_400_ms_of_silence() -> None:
    listener = Listener()
    assert listener.hear(1000, 1.0) == [SpeechBegan()]
    assert listener.hear(400, 1.0, "hvad koster et") == []
    assert listener.hear(160, 0.0, "hvad koster et") == []
    ended = listener.hear(240, 0.0, "hvad koster et pas")[-1]
    assert isinstance(ended, SpeechEnded)
    assert ended.text == "hvad koster et pas"
    assert ended.spoken_ms == 1400
    assert ended.silent_ms <= 320


def test_a_draft_is_announced_before_the_end_and_withdrawn_when_more_comes() -> None:
    listener = Listener()
    listener.hear(600, 1.0, "hvad koster et pas")
    assert listener.hear(160, 0.0, "hvad koster et pas") == [Stable("hvad koster et pas")]
    assert listener.hear(100, 1.0, "hvad koster et pas") == [SpeechResumed()]
    listener.hear(300, 1.0, "hvad koster et pas til børn")
    events = listener.hear(400, 0.0, "hvad koster et pas til børn")
    assert events[0] == Stable("hvad koster et pas til børn")
    assert isinstance(events[1], SpeechEnded)


def test_a_word_that_comes_late_withdraws_the_draft() -> None:
    listener = Listener()
    listener.hear(600, 1.0, "hvad koster et pas")
    listener.hear(160, 0.0, "hvad koster et pas")
    assert listener.hear(20, 0.0, "hvad koster et pas til") == [SpeechResumed()]


def test_a_caller_who_pauses_in_mid_sentence_is_not_cut_off() -> None:
    listener = Listener()
    listener.hear(600, 1.0, "jeg vil gerne")
    listener.hear(560, 0.0, "jeg vil gerne")
    events = listener.hear(600, 1.0, "jeg vil gerne bestille tid")
    assert not any(isinstance(event, SpeechEnded) for _, event in listener.events)
    assert SpeechResumed() in events


def test_digits_read_in_groups_stay_together() -> None:
    listener = Listener()
    listener.endpointing.restart("digits")
    said = ""
    for group in ("tolv", "fireogtredive", "seksoghalvtreds", "otteoghalvfjerds"):
        said = f"{said} {group}".strip()
        listener.hear(500, 1.0, said)
        listener.hear(700 if group != "otteoghalvfjerds" else 400, 0.0, said)
    ended = [event for _, event in listener.events if isinstance(event, SpeechEnded)]
    assert [event.text for event in ended] == [said]


def test_a_voice_that_the_detector_doubts_is_not_cut_off_in_a_pause() -> None:
    listener = Listener()
    listener.hear(500, 1.0, "mit nummer er tolv")
    assert SpeechEnded not in listener.kinds(1400, 0.3, "mit nummer er tolv")


def test_words_count_where_the_detector_hears_no_voice() -> None:
    listener = Listener()
    listener.hear(600, 0.3)
    assert listener.hear(20, 0.3, "ja") == [SpeechBegan()]
    assert isinstance(listener.hear(400, 0.0, "ja")[-1], SpeechEnded)


def test_words_made_of_silence_are_no_speech() -> None:
    assert Listener().hear(2000, 0.02, "i") == []


def test_a_cough_is_noise() -> None:
    listener = Listener()
    assert listener.hear(200, 0.9) == [SpeechBegan()]
    assert listener.hear(900, 0.0) == [NoiseOnly()]


def test_a_click_goes_unnoticed() -> None:
    listener = Listener()
    assert listener.hear(40, 0.9) == []
    assert listener.hear(1000, 0.0) == []


def test_long_speech_without_a_known_word_ends_with_no_text() -> None:
    listener = Listener()
    listener.hear(1500, 0.9)
    ended = listener.hear(900, 0.0)[-1]
    assert isinstance(ended, SpeechEnded)
    assert (ended.text, ended.spoken_ms) == ("", 1500)


def test_nothing_said_comes_after_so_long_and_again() -> None:
    listener = Listener(Endpointing(no_input_ms=5000))
    listener.hear(11_000, 0.0)
    assert listener.events == [(5000, NothingSaid()), (10_000, NothingSaid())]


def test_noise_does_not_put_off_that_nothing_was_said() -> None:
    listener = Listener(Endpointing(no_input_ms=5000))
    for _ in range(5):
        listener.hear(200, 0.9)
        listener.hear(900, 0.0)
    assert NothingSaid() in [event for _, event in listener.events]


def test_an_utterance_has_a_longest_length() -> None:
    listener = Listener()
    said = ""
    for number in range(31):
        said += f" ord{number}"
        listener.hear(1000, 1.0, said)
    at_ms = next(at for at, event in listener.events if isinstance(event, SpeechEnded))
    assert 30_000 <= at_ms <= 30_200


def test_a_television_behind_the_caller_does_not_hold_up_the_end() -> None:
    listener = Listener()
    listener.hear(1000, 1.0, "hvad koster et pas")
    assert SpeechEnded in listener.kinds(2200, 0.8, "hvad koster et pas")


def test_text_that_was_used_is_not_heard_twice() -> None:
    listener = Listener()
    listener.hear(600, 1.0, "ja")
    listener.hear(400, 0.0, "ja")
    listener.hear(200, 0.0, "ja")
    assert len([event for _, event in listener.events if isinstance(event, SpeechEnded)]) == 1
    listener.hear(600, 1.0, "")
    listener.hear(400, 0.0, "nej")
    assert isinstance(listener.events[-1][1], SpeechEnded)


def test_who_broke_in_is_speaking_already() -> None:
    listener = Listener()
    listener.endpointing.restart(speaking=True)
    events = listener.hear(600, 1.0, "stop") + listener.hear(500, 0.0, "stop")
    assert SpeechBegan() not in events
    assert isinstance(events[-1], SpeechEnded)
