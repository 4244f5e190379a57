"""A long reading: articles one after the other, read as `lyssna read` reads them."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from . import sound
from .systems import Lyssna, Utterance


@dataclass(frozen=True)
class Reading:
    """Articles as one voice reads them, joined; `borders` are sentences' ends in seconds."""

    samples: np.ndarray
    rate: int
    borders: list[float]
    utterances: list[Utterance]


def read(system: Lyssna, pages: list[Path], folder: Path) -> Reading:
    """Have a voice read pages."""
    folder.mkdir(parents=True, exist_ok=True)
    sounds, borders, utterances, rate = [], [], [], 0
    for page in pages:
        path = folder / f"{page.parent.name}-{page.stem}.wav"
        system.read(page, path)
        samples, rate = sound.read(path)
        before = sum(map(len, sounds)) / rate
        transcript = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        for segment in transcript["segments"]:
            start, end = segment["startTime"], segment["endTime"]
            borders.append(before + end)
            utterances.append(Utterance(segment["body"],
                                        samples[round(start * rate):round(end * rate)], rate))
        sounds.append(samples)
    return Reading(np.concatenate(sounds), rate, borders, utterances)
