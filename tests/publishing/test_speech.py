"""Which speech model the telephone hears with while a model answers."""

from pathlib import Path

from bot.publishing.speech import heard_words, speech_for, speech_path


def _speech(folder: Path, sound: str, words: str = "") -> Path:
    (folder / "am").mkdir(parents=True)
    (folder / "graph").mkdir()
    (folder / "am" / "final.mdl").write_text(sound, encoding="ascii")
    (folder / "graph" / "words.txt").write_text(words, encoding="utf-8")
    return folder


def test_a_models_own_goes_first_and_a_model_without_one_is_heard_with_the_shipped(
    tmp_path: Path,
) -> None:
    shipped = _speech(tmp_path / "vosk-da", "sound")
    model = tmp_path / "one.tar.gz"
    assert speech_for(model, shipped) == shipped
    own = _speech(speech_path(model), "sound")
    assert speech_for(model, shipped) == own


def test_a_better_network_that_was_put_there_since_goes_first(tmp_path: Path) -> None:
    model = tmp_path / "one.tar.gz"
    _speech(speech_path(model), "sound")
    newer = _speech(tmp_path / "vosk-da", "better sound")
    assert speech_for(model, newer) == newer
    assert speech_for(model, tmp_path / "of-another-kind") == tmp_path / "of-another-kind"


def test_words_are_counted_and_signs_are_not(tmp_path: Path) -> None:
    words = "<eps> 0\nhavnedag 1\nål 2\n[unk] 3\n#0 4\n"
    assert heard_words(_speech(tmp_path / "a", "s", words)) == {"havnedag", "ål"}
    assert heard_words(tmp_path / "none") == frozenset()
