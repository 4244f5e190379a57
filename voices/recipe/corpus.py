"""The recordings' features and labels, and the files the stages hand on.

A set's features are a float16 array (frames, 20), 100 frames a second: 18 Bark
cepstra, pitch p (the period is 256 / 2^(p + 1.5) samples at 16 kHz) and pitch
correlation, as libopus 1.6 computes them.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from .phones import Phone

# Above this pitch correlation a frame counts as voiced.
VOICED = -0.05

# One speaker each, recorded in quiet; the rest is Common Voice.
STUDIO_SETS = ("kerstin", "flemishguy", "kathleen")

# The order fixes the numbers of the language embedding; the last is "unknown".
LANGUAGES = ("ca", "cs", "cy", "de", "el", "en", "es", "et", "eu", "fi", "fr", "hu",
             "it", "lt", "lv", "nl", "pl", "pt", "ro", "ru", "sl", "sv", "tr", "unknown")
UNKNOWN_LANGUAGE = LANGUAGES.index("unknown")


@dataclass(frozen=True)
class Recording:
    """One recorded utterance; `frames` and `offset` are rows of its set's array."""

    id: str
    set: str
    language: str
    speaker: str
    gender: str
    text: str
    frames: int
    offset: int
    phones: tuple[Phone, ...]
    durations: tuple[int, ...] = ()

    @property
    def studio(self) -> bool:
        """Whether it comes from one of the single-speaker sets."""
        return self.set in STUDIO_SETS


class Features:
    """The arrays of all sets, opened once and read where needed."""

    def __init__(self, folder: Path):
        self._arrays = {path.stem: np.load(path, mmap_mode="r") for path in folder.glob("*.npy")}

    def of(self, recording: Recording) -> np.ndarray:
        """The features of one recording, (frames, 20) float32."""
        rows = self._arrays[recording.set][recording.offset:recording.offset + recording.frames]
        return np.asarray(rows, np.float32)


def labels(folder: Path) -> Iterator[dict]:
    """Every entry of the label files that lie beside the features."""
    for name in ("utterances.jsonl", "more-utterances.jsonl"):
        with open(folder / name, encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def write_phones(path: Path, sentences: list[list[Phone]]) -> None:
    """Write the phones of sentences that were never recorded, one sentence a line."""
    with open(path, "w", encoding="utf-8") as out:
        for phones in sentences:
            out.write(json.dumps([list(vars(p).values()) for p in phones],
                                 ensure_ascii=False) + "\n")


def read_phones(path: Path) -> list[list[Phone]]:
    """Read what `write_phones` wrote."""
    with open(path, encoding="utf-8") as lines:
        return [[Phone(*values) for values in json.loads(line)] for line in lines]


def write(path: Path, recordings: list[Recording]) -> None:
    """Write recordings as JSON lines, phones as lists of their values."""
    with open(path, "w", encoding="utf-8") as out:
        for recording in recordings:
            entry = asdict(recording)
            entry["phones"] = [list(phone.values()) for phone in entry["phones"]]
            out.write(json.dumps(entry, ensure_ascii=False) + "\n")


def read(path: Path) -> list[Recording]:
    """Read what `write` wrote."""
    with open(path, encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines]
    for entry in entries:
        entry["phones"] = tuple(Phone(*values) for values in entry["phones"])
        entry["durations"] = tuple(entry["durations"])
    return [Recording(**entry) for entry in entries]
