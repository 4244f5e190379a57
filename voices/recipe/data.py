"""The training examples, split into those trained on and those held out."""

from dataclasses import dataclass
from pathlib import Path

import torch

from . import corpus
from .examples import Example, Scale

# How often an utterance is seen in an epoch: Swedish is what the voices speak.
REPEATS = {"sv": 3}
# Kathleen's sound is good but her language the furthest away: every third will do.
KATHLEEN_EVERY = 3


@dataclass
class Data:
    """All examples, split, with what is needed to read the model's numbers."""

    training: list[Example]
    held_out: list[Example]
    scale: Scale
    speakers: dict[str, int]
    classes: dict[str, int]
    noisy: torch.Tensor


def held_out(recordings: list[corpus.Recording]) -> set[str]:
    """Recordings never trained on: some of each studio voice and language."""
    ids: dict[str, list[str]] = {}
    for recording in recordings:
        name = recording.set if recording.studio else recording.language
        ids.setdefault(name, []).append(recording.id)
    every = {"sv": 8, **{name: 90 for name in corpus.STUDIO_SETS}}
    return {i for name, members in ids.items() for i in members[::every.get(name, 50)]}


def load(features_folder: Path, work: Path) -> Data:
    """Read WORK/aligned.jsonl and the features into examples."""
    recordings = corpus.read(work / "aligned.jsonl")
    features = corpus.Features(features_folder)
    scale = Scale.measure(recordings, features)
    noisy = {r.speaker: not r.studio for r in recordings}
    speakers = {name: i for i, name in enumerate(sorted(noisy))}
    labels = sorted({p.label for r in recordings for p in r.phones})
    classes = {label: i for i, label in enumerate(labels)}
    away = held_out(recordings)
    split = {True: [], False: []}
    kathleen = 0
    for recording in recordings:
        if recording.set == "kathleen":
            kathleen += 1
            if kathleen % KATHLEEN_EVERY and recording.id not in away:
                continue
        example = Example.of(recording, features, scale, speakers, classes)
        if example is not None:
            repeats = 1 if recording.id in away else REPEATS.get(recording.language, 1)
            split[recording.id in away] += [example] * repeats
    return Data(split[False], split[True], scale, speakers, classes,
                torch.tensor([float(noisy[name]) for name in speakers]))
