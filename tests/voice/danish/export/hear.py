"""Hear PCM from standard input with Vosk, in a process of its own: a broken file aborts it."""

from __future__ import annotations

import json
import sys
import time

import vosk


def main(folder: str, rate: int, alternatives: int) -> None:
    vosk.SetLogLevel(-1)
    began = time.perf_counter()
    model = vosk.Model(folder)
    loaded = time.perf_counter() - began
    recognizer = vosk.KaldiRecognizer(model, rate)
    recognizer.SetWords(True)
    recognizer.SetMaxAlternatives(alternatives)
    pcm = sys.stdin.buffer.read()
    pieces = [pcm[start : start + 3200] for start in range(0, len(pcm), 3200)]
    told = [recognizer.Result() for piece in pieces if recognizer.AcceptWaveform(piece)]
    results = [json.loads(text) for text in (*told, recognizer.FinalResult())]
    sys.stdout.write(json.dumps({"loaded": loaded, "results": results}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
