"""The browser's sound, sample by sample: the rate it is changed to, and the jitter buffer."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.outside.scripted_line import answering

LOUD, QUIET = 0.5, 0.0
# Stands in for the browser's audio thread, so that a test decides when each 128 samples are due.
_THREAD = """async ([module, rate]) => {
  globalThis.sampleRate = rate;
  globalThis.AudioWorkletProcessor = class {
    port = { sent: [], postMessage: (message) => this.port.sent.push(message) };
  };
  globalThis.registerProcessor = (_, made) => (globalThis.Processor = made);
  await import("/static/call/worklets/resampler.js");
  if (module) await import(`/static/call/worklets/${module}.js`);
}"""
_TONE = """([from, to, hertz, block]) => {
  const resampler = new MuniResampler(from, to);
  const made = [];
  for (let at = 0; at < from; at += block) {
    const samples = Float32Array.from({ length: Math.min(block, from - at) },
      (_, k) => Math.sin((2 * Math.PI * hertz * (at + k)) / from));
    made.push(...resampler.push(samples));
  }
  const steady = made.slice(to / 4, (3 * to) / 4);
  let [sine, cosine, power] = [0, 0, 0];
  steady.forEach((sample, k) => {
    const angle = (2 * Math.PI * hertz * k) / to;
    sine += sample * Math.sin(angle);
    cosine += sample * Math.cos(angle);
    power += sample * sample;
  });
  const wanted = (2 * (sine ** 2 + cosine ** 2)) / steady.length;
  const rest = (power - wanted) / power;
  return { length: made.length, power: power / steady.length, rest, made };
}"""
_PLAY = """([steps]) => {
  const player = new Processor({ processorOptions: { rate: 16000 } });
  const heard = [];
  for (const step of steps) {
    if (typeof step === "number") {
      for (let due = 0; due < step * sampleRate; due += 128) {
        const out = new Float32Array(128);
        player.process([], [[out]]);
        heard.push(Math.max(...out.map(Math.abs)));
      }
    } else if (step.pieces) {
      for (let k = 0; k < step.pieces; k += 1) {
        const tone = Int16Array.from({ length: 320 }, (_, at) => step.level * 32767 * Math.sin(at));
        player.port.onmessage({ data: { pcm: tone.buffer } });
      }
    } else player.port.onmessage({ data: step });
  }
  return { heard, sent: player.port.sent };
}"""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Where the modules lie."""
    with answering() as line:
        yield line.url


def thread(page: Page, server: str, module: str | None, rate: int) -> None:
    """Make the page an audio thread at ``rate`` Hz, with one processor's module loaded."""
    page.goto(f"{server}/ring-op")
    page.evaluate(_THREAD, [module, rate])


def play(page: Page, *steps: float | dict[str, Any]) -> tuple[list[bool], list[dict[str, Any]]]:
    """Whether each 128 samples were heard, and what was posted; a number is seconds that pass."""
    result = page.evaluate(_PLAY, [steps])
    return [peak > 0.05 for peak in result["heard"]], result["sent"]


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 48_000, 96_000])
def test_speech_keeps_its_pitch_and_level(page: Page, server: str, rate: int) -> None:
    thread(page, server, None, rate)
    for one, other in ((rate, 16_000), (16_000, rate)):
        made = page.evaluate(_TONE, [one, other, 1_000, 128])
        assert abs(made["length"] - other) < 0.003 * other
        assert made["power"] == pytest.approx(0.5, rel=0.01)
        assert made["rest"] < 1e-5  # 50 dB below it


@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_sound_above_8_khz_is_not_folded_into_speech(page: Page, server: str, rate: int) -> None:
    thread(page, server, None, rate)
    for hertz in (8_700, 10_000, 15_000):
        assert page.evaluate(_TONE, [rate, 16_000, hertz, 128])["power"] < 1e-6


def test_where_the_sound_is_cut_makes_no_difference(page: Page, server: str) -> None:
    thread(page, server, None, 44_100)
    small, large = (page.evaluate(_TONE, [44_100, 16_000, 700, size]) for size in (128, 4_096))
    assert small["made"] == large["made"]


def test_waits_for_a_little_sound_before_it_begins(page: Page, server: str) -> None:
    thread(page, server, "playback", 48_000)
    heard, _ = play(page, {"pieces": 3, "level": LOUD}, 0.1, {"pieces": 2, "level": LOUD}, 0.05)
    assert not any(heard[:37])
    assert any(heard[38:])


def test_pieces_that_come_unevenly_make_no_gap(page: Page, server: str) -> None:
    thread(page, server, "playback", 44_100)
    many, one, rest = ({"pieces": pieces, "level": LOUD} for pieces in (6, 1, 5))
    heard, _ = play(page, many, 0.06, one, 0.05, rest, 0.1)
    assert all(heard[1:])


def test_after_a_stall_silence_is_left_out_but_no_word(page: Page, server: str) -> None:
    thread(page, server, "playback", 48_000)
    spoken, silent = {"pieces": 25, "level": LOUD}, {"pieces": 25, "level": QUIET}
    heard, _ = play(page, spoken, silent, spoken, 3)
    seconds = [sum(heard) * 128 / 48_000, (len(heard) - heard[::-1].index(True)) * 128 / 48_000]
    assert seconds == pytest.approx([1.0, 1.0], abs=0.05)


def test_a_cleared_buffer_is_silent_within_10_ms(page: Page, server: str) -> None:
    thread(page, server, "playback", 48_000)
    heard, _ = play(page, {"pieces": 50, "level": LOUD}, 0.1, {"clear": True}, 0.5)
    cleared = -(-4_800 // 128)
    assert all(heard[1:cleared])
    assert not any(heard[cleared + 4 :])


def test_says_when_the_goodbye_has_been_heard(page: Page, server: str) -> None:
    thread(page, server, "playback", 48_000)
    heard, sent = play(page, {"pieces": 2, "level": LOUD}, {"finish": True}, 0.03)
    assert all(heard[1:])
    assert sent == []
    assert play(page, {"pieces": 2, "level": LOUD}, {"finish": True}, 0.06)[1] == [
        {"finished": True}
    ]


def test_a_microphone_without_signal_is_sent_as_silence(page: Page, server: str) -> None:
    thread(page, server, "capture", 48_000)
    sent = page.evaluate("""() => {
        const capture = new Processor({ processorOptions: { rate: 16000, samples: 320 } });
        for (let k = 0; k < 48000 / 128; k += 1) capture.process([[]]);
        return capture.port.sent.map(({ pcm, peak }) => [pcm.byteLength, peak]);
    }""")
    assert len(sent) == pytest.approx(50, abs=1)
    assert all(piece == [640, 0] for piece in sent)


def test_sound_that_is_too_loud_is_clipped_and_does_not_wrap(page: Page, server: str) -> None:
    thread(page, server, "capture", 16_000)
    sent = page.evaluate("""() => {
        const capture = new Processor({ processorOptions: { rate: 16000, samples: 320 } });
        for (let k = 0; k < 20; k += 1) capture.process([[new Float32Array(128).fill(3)]]);
        return [...new Int16Array(capture.port.sent.at(-1).pcm)];
    }""")
    assert set(sent) == {32_767}
