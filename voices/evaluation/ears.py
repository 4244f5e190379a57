"""A recogniser that hears all systems alike: `python -m evaluation ears`.

The recipe's recogniser has heard people alone and is at a loss with espeak-ng, whose
errors it then puts too high. This one is trained on the same recordings, on copies of
them with other vocal tracts, and on espeak-ng's speech in the other languages, whose
phones are known for certain. It has heard neither Lyssna's voices nor any synthetic
Swedish.
"""

import argparse
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import torch

from recipe import corpus, recogniser
from recipe.data import held_out
from recipe.examples import warped

from . import sound

# espeak-ng's names of its voices, where they are not the language's.
VOICES = {"en": "en-us"}
# Other throats for espeak-ng, drawn by chance.
VARIANTS = ("", "+m2", "+m4", "+f2", "+f4")
# Every n-th recording's text is said by espeak-ng too.
ESPEAK_EVERY = 5
# How much longer or shorter the vocal tract of a copy is.
TRACTS = 0.18
# Swedish recordings are few: with their copies they are heard this often.
SWEDISH_TIMES = 6

Row = tuple[np.ndarray, list[str]]


def espeak_speech(recording: corpus.Recording, variant: str) -> tuple[np.ndarray, int]:
    """espeak-ng saying a recording's text in its language."""
    voice = VOICES.get(recording.language, recording.language) + variant
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "said.wav")
        subprocess.run(["espeak-ng", "-v", voice, "-w", path, "--", recording.text], check=True,
                       capture_output=True)
        return sound.read(path)


def _row(frames: np.ndarray, labels: list[str]) -> Row | None:
    """A training row, or None where the labels cannot fit into the frames."""
    frames = frames[:len(frames) // 2 * 2]
    fits = len(frames) / 2 > 1.3 * len(labels)
    return (recogniser.heard(frames), labels) if fits else None


def rows(options: argparse.Namespace, random: np.random.Generator) -> list[Row]:
    """Inputs and labels of recordings, of their copies and of espeak-ng's speech."""
    recordings = corpus.read(options.work / "phones.jsonl")
    arrays, away = corpus.Features(options.features), held_out(recordings)
    vocoder = sound.Vocoder(options.fargan_demo)
    out = []
    for number, recording in enumerate(r for r in recordings if r.id not in away):
        labels, frames = recogniser.spoken(recording), arrays.of(recording)
        swedish = recording.language == "sv"
        out.append(_row(frames, labels))
        for _ in range(SWEDISH_TIMES - 1 if swedish else 1):
            factor = np.exp(random.uniform(-TRACTS, TRACTS))
            out.append(_row(warped(frames, factor), labels))
        if not swedish and number % ESPEAK_EVERY == 0:
            said = sound.prepared(*espeak_speech(recording, str(random.choice(VARIANTS))))
            out.append(_row(vocoder.features(said), labels))
    return [row for row in out if row is not None]


def run(options: argparse.Namespace) -> None:
    """Train into WORK/ears.pt."""
    torch.set_num_threads(options.threads)
    trained = recogniser.train(rows(options, np.random.default_rng(options.seed)),
                               options.steps, options.seed)
    recogniser.save(trained, options.work / "ears.pt")
