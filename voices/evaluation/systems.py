"""What is measured: Lyssna's voices, espeak-ng, and recordings through the vocoder."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from recipe import corpus
from recipe.data import held_out

from . import sound

# The name of the Swedish recordings that no recogniser has learnt from.
SWEDISH_HELD_OUT = "sv, held out"


@dataclass(frozen=True)
class Utterance:
    """A sentence and how a system says it: samples of one channel, at `rate` a second."""

    text: str
    samples: np.ndarray
    rate: int


@dataclass(frozen=True)
class Lyssna:
    """One voice of a Lyssna program, or of a folder of voices that it is given."""

    program: Path
    voice: str
    voices: Path | None = None
    speed: float = 1.0

    def _options(self) -> list:
        folder = ["--voices", self.voices] if self.voices else []
        return ["--voice", self.voice, "--speed", str(self.speed), *folder]

    def say(self, text: str, path: Path) -> None:
        """Write the sentence as a WAV file."""
        subprocess.run([self.program, "say", text, "-o", path, *self._options()],
                       check=True, capture_output=True)

    def read(self, page: Path, path: Path) -> None:
        """Write a page as a WAV file, and its sentences' times as JSON beside it."""
        subprocess.run([self.program, "read", page, "-o", path, "--json", *self._options()],
                       check=True, capture_output=True)


@dataclass(frozen=True)
class Espeak:
    """espeak-ng's Swedish voice as it is installed, at its own rate."""

    def say(self, text: str, path: Path) -> None:
        """Write the sentence as a WAV file."""
        subprocess.run(["espeak-ng", "-v", "sv", "-w", path, "--", text], check=True,
                       capture_output=True)


def spoken(system: Lyssna | Espeak, sentences: list[str], folder: Path) -> Iterator[Utterance]:
    """Have a system say each sentence, and keep the sound in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(sentences):
        path = folder / f"{number:02d}.wav"
        system.say(text, path)
        yield Utterance(text, *sound.read(path))


def recordings(work: Path, name: str) -> list[corpus.Recording]:
    """All Swedish recordings by the name `sv`, or those held out of a set or of Swedish."""
    everything = corpus.read(work / "phones.jsonl")
    away = held_out(everything)
    if name == "sv":
        return [r for r in everything if r.language == "sv"]
    if name == SWEDISH_HELD_OUT:
        return [r for r in everything if r.language == "sv" and r.id in away]
    return [r for r in everything if r.set == name and r.id in away]
