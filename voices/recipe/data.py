"""The training examples, split into those trained on and those held out."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

from . import corpus
from .examples import Example, Practice, Scale, band_basis, warped
from .phones import vectors

# How often an utterance is seen in an epoch: Swedish is what the voices speak.
REPEATS = {"sv": 3}
# Kathleen's sound is good but her language the furthest away: every third will do.
KATHLEEN_EVERY = 3
# Copies of studio speakers with other vocal tracts: whose, how much higher the formants
# are, and which share of the recordings is copied. More speakers part phones from voices
# better, and a man's clear phones can lend themselves to a woman's voice.
COPIES = (("flem", 1.1, 3), ("flem", 1.18, 3), ("kerstin", 0.9, 4), ("kath", 0.92, 6))
# A swapped phone may be as loud in a band as this share of its recorded frames.
LOUD = 0.95


@dataclass
class Data:
    """All examples, split, with what is needed to read the model's numbers."""

    training: list[Example]
    held_out: list[Example]
    scale: Scale
    speakers: dict[str, int]
    classes: dict[str, int]
    noisy: torch.Tensor
    practice: list[Practice]
    bands: torch.Tensor
    loudest: torch.Tensor


def held_out(recordings: list[corpus.Recording]) -> set[str]:
    """Recordings never trained on: some of each studio voice and language."""
    ids: dict[str, list[str]] = {}
    for recording in recordings:
        name = recording.set if recording.studio else recording.language
        ids.setdefault(name, []).append(recording.id)
    every = {"sv": 8, **{name: 90 for name in corpus.STUDIO_SETS}}
    return {i for name, members in ids.items() for i in members[::every.get(name, 50)]}


def loudest(examples: list[Example], classes: int, bands: np.ndarray) -> np.ndarray:
    """The energy in each band that few recorded frames of a phone exceed, (classes, 18)."""
    energy = np.concatenate([e.target[:, :18] @ bands for e in examples])
    label = np.concatenate([np.repeat(e.classes, e.durations) for e in examples])
    limit = np.tile(np.quantile(energy, LOUD, axis=0), (classes, 1))
    for number in np.unique(label):
        limit[number] = np.quantile(energy[label == number], LOUD, axis=0)
    return limit


def copy_name(speaker: str, factor: float) -> str:
    """What a copy of a speaker with warped formants is called."""
    return f"{speaker}@{factor}"


def copies(recordings, features, away):
    """Recordings under the names of `COPIES`, with their warped frames."""
    for speaker, factor, every in COPIES:
        own = [r for r in recordings if r.speaker == speaker and r.id not in away]
        for recording in own[::every]:
            yield (replace(recording, speaker=copy_name(speaker, factor)),
                   warped(features.of(recording), factor))


def load(features_folder: Path, work: Path) -> Data:
    """Read WORK/aligned.jsonl and the features into examples."""
    recordings = corpus.read(work / "aligned.jsonl")
    features = corpus.Features(features_folder)
    scale = Scale.measure(recordings, features)
    for speaker, factor, _ in COPIES:
        scale.median_pitch[copy_name(speaker, factor)] = scale.median_pitch[speaker]
    noisy = {r.speaker: not r.studio for r in recordings}
    noisy |= {copy_name(speaker, factor): False for speaker, factor, _ in COPIES}
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
        example = Example.of(recording, features.of(recording), scale, speakers, classes)
        if example is not None:
            repeats = 1 if recording.id in away else REPEATS.get(recording.language, 1)
            split[recording.id in away] += [example] * repeats
    for recording, frames in copies(recordings, features, away):
        example = Example.of(recording, frames, scale, speakers, classes)
        if example is not None:
            split[False].append(example)
    practice = [Practice(vectors(phones), np.array([classes[p.label] for p in phones]))
                for phones in corpus.read_phones(work / "practice.jsonl")
                if all(p.label in classes for p in phones)]
    bands = (scale.scale[:, None] * band_basis()).astype(np.float32)
    limit = loudest(split[False], len(classes), bands).astype(np.float32)
    return Data(split[False], split[True], scale, speakers, classes,
                torch.tensor([float(noisy[name]) for name in speakers]), practice,
                torch.tensor(bands), torch.tensor(limit))
