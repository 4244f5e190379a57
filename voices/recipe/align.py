"""Stage `align`: where each phone lies, by a small HMM trained from a flat start.

One two-state model a phone (vowels also by length and stress), a group of
speakers for each studio voice and each language, optional silence between words.
"""

import argparse
import time
from dataclasses import dataclass, replace

import numpy as np

from . import corpus, hmm
from .phones import SILENCE, Phone, with_positions

# A silence may slip in between words at this cost; early on it would swallow closures.
EARLY_PENALTY, PENALTY, EARLY_ROUNDS = 60.0, 5.0, 3
# A shorter optional silence is a closure and goes to the phone before it.
MIN_SILENCE = 4
# From this length on a silence inside a clause ends a phrase (10 ms frames).
PHRASE_BREAK = 12


@dataclass
class Item:
    """One recording on its way through the aligner."""

    recording: corpus.Recording
    group: int
    phones: list[Phone]
    optional: np.ndarray
    symbols: np.ndarray
    observed: np.ndarray
    states: np.ndarray
    durations: np.ndarray | None = None


def observations(features: np.ndarray, studio: bool) -> np.ndarray:
    """What the aligner hears: cepstra, voicing and their slopes, (frames, 38)."""
    heard = features[:, [*range(18), 19]].copy()
    if not studio:
        # Common Voice channels differ more than its speakers do.
        heard[:, :18] -= heard[:, :18].mean(0)
    heard[:, 0] -= np.percentile(heard[:, 0], 95)
    heard[:, 18] *= 2
    return np.concatenate([heard, np.gradient(heard, axis=0) * 2], 1).astype(np.float32)


def with_optional_silences(phones: tuple[Phone, ...]) -> tuple[list[Phone], np.ndarray]:
    """The phones with a silence after each word that has none, and which those are."""
    out, optional = [], []
    for phone, following in zip(phones, [*phones[1:], Phone(SILENCE)]):
        out.append(phone)
        optional.append(0)
        if phone.last and not phone.silent and not following.silent:
            out.append(Phone(SILENCE, question=phone.question))
            optional.append(1)
    return out, np.array(optional)


def hmm_symbol(phone: Phone) -> str:
    """The name of the model a phone is aligned with."""
    if not phone.vowel:
        return phone.symbol
    return phone.symbol + "ː" * phone.long + "'" * bool(phone.stress)


def flat_start(symbols: np.ndarray, phones: list[Phone], optional: np.ndarray, frames: int):
    """States of a uniform alignment: short silences at the ends, phones evenly between."""
    weight = np.where([p.silent for p in phones], 10.0, 0.0)
    weight[-1] = 14
    weight[optional == 1] = 0
    spoken = np.array([not p.silent for p in phones])
    weight[spoken] = max(frames - weight.sum(), 3.0 * spoken.sum()) / spoken.sum()
    ends = np.round(np.cumsum(weight) / weight.sum() * frames).astype(int)
    lengths = np.diff(ends, prepend=0)
    halves = np.stack([lengths - lengths // 2, lengths // 2], 1).reshape(-1)
    return np.repeat(np.stack([2 * symbols, 2 * symbols + 1], 1).reshape(-1), halves)


def items(recordings: list[corpus.Recording], features: corpus.Features):
    """Every recording as an `Item`, with the number of symbols and of groups."""
    numbers: dict[str, int] = {}
    groups: dict[str, int] = {}
    out = []
    for recording in recordings:
        phones, optional = with_optional_silences(recording.phones)
        symbols = np.array([numbers.setdefault(hmm_symbol(p), len(numbers)) for p in phones])
        group = recording.set if recording.studio else recording.language
        out.append(Item(recording, groups.setdefault(group, len(groups)), phones, optional,
                        symbols, observations(features.of(recording), recording.studio),
                        flat_start(symbols, phones, optional, recording.frames)))
    return out, len(numbers), len(groups)


def align_round(batch: list[Item], symbols: int, groups: int, penalty: float) -> float:
    """Estimate the models, align everything anew; mean log likelihood a frame."""
    models = hmm.Gaussians(groups, 2 * symbols, batch[0].observed.shape[1])
    for item in batch:
        models.add(item.group, item.states, item.observed)
    means, variances = models.estimate()
    total = frames = 0.0
    for item in batch:
        used, place = np.unique(item.symbols, return_inverse=True)
        states = np.stack([2 * used, 2 * used + 1], 1).reshape(-1)
        likelihood = hmm.log_likelihood(item.observed.astype(np.float64),
                                        means[item.group][states], variances[item.group][states])
        counts, score = hmm.viterbi(likelihood, place, item.optional, penalty)
        item.durations = counts.sum(1)
        pairs = np.stack([2 * item.symbols, 2 * item.symbols + 1], 1)
        item.states = np.repeat(pairs.reshape(-1), counts.reshape(-1))
        total += score * len(item.observed)
        frames += len(item.observed)
    return total / frames


def settled(item: Item) -> corpus.Recording:
    """The recording with its phones, the silences that were heard, and all lengths."""
    phones, lengths, breaks = [], [], []
    for phone, optional, length in zip(item.phones, item.optional, item.durations):
        if optional and length < MIN_SILENCE:
            lengths[-1] += int(length)
            continue
        phones.append(phone)
        lengths.append(int(length))
        breaks.append(phone.silent and (not optional or length >= PHRASE_BREAK))
    return replace(item.recording, phones=tuple(with_positions(phones, breaks)),
                   durations=tuple(lengths))


def report(aligned: list[corpus.Recording], features: corpus.Features) -> None:
    """Print the voiced share of vowel frames, which should be about 0.8 or more."""
    voiced: dict[str, list[float]] = {}
    for recording in aligned:
        vowel = np.repeat([p.vowel for p in recording.phones], recording.durations)
        heard = features.of(recording)[:, 19] > corpus.VOICED
        name = recording.set if recording.studio else "cv " + recording.language
        voiced.setdefault(name, []).append(heard[vowel].mean() if vowel.any() else 0.0)
    for name, shares in sorted(voiced.items()):
        print(f"{name:12} {np.mean(shares):.2f} of vowel frames voiced")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The stage's own options."""
    parser.add_argument("--rounds", type=int, default=14, help="rounds of training (14)")


def run(options: argparse.Namespace) -> None:
    """Read WORK/phones.jsonl, write WORK/aligned.jsonl."""
    features = corpus.Features(options.features)
    batch, symbols, groups = items(corpus.read(options.work / "phones.jsonl"), features)
    start = time.monotonic()
    for number in range(options.rounds):
        penalty = EARLY_PENALTY if number < EARLY_ROUNDS else PENALTY
        score = align_round(batch, symbols, groups, penalty)
        print(f"round {number}: log likelihood {score:.3f}, {time.monotonic() - start:.0f} s",
              flush=True)
    aligned = [settled(item) for item in batch]
    corpus.write(options.work / "aligned.jsonl", aligned)
    report(aligned, features)
