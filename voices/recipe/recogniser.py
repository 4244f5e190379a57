"""Stage `recogniser`: a phone recogniser to listen to the voices with.

A convolutional network with CTC, trained on recordings only. It shares no
weights, alignment or input scaling with the classifier that the voices were
trained against. It ranks variants; its errors are not a listener's.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from . import corpus
from .data import held_out
from .examples import batches
from .model import Block, fast_arithmetic

CHANNELS, LAYERS, FRAMES_PER_BATCH = 160, 7, 9000
BLANK = 0


def heard(features: np.ndarray) -> np.ndarray:
    """The recogniser's view of an utterance: no pitch, level and channel removed."""
    cepstra = features[:, :18] - features[:, :18].mean(0)
    spread = 0.5 * cepstra.std(0) + 0.5 * cepstra.std() + 1e-5
    return np.concatenate([cepstra / spread, 2 * features[:, 19:]], 1).astype(np.float32)


class Recogniser(nn.Module):
    """Features at 100 Hz to phone scores at 50 Hz; class 0 is CTC's blank."""

    def __init__(self, labels: list[str]):
        super().__init__()
        self.labels = labels
        self.enter = nn.Linear(38, CHANNELS)
        self.blocks = nn.ModuleList([Block(CHANNELS, 9, 2 * CHANNELS) for _ in range(LAYERS)])
        self.leave = nn.Linear(CHANNELS, len(labels) + 1)

    def forward(self, x, mask=None):
        """x (batch, frames, 19) with an even number of frames."""
        x = self.enter(x.reshape(len(x), -1, 38))
        for block in self.blocks:
            x = block(x, mask)
        return self.leave(F.dropout(x, 0.2, self.training))

    @torch.no_grad()
    def recognise(self, features: np.ndarray) -> list[str]:
        """The phones heard in vocoder features (frames, 20), by the best path."""
        x = torch.from_numpy(heard(features[:len(features) // 2 * 2]))[None]
        path = self(x)[0].argmax(-1).numpy()
        changes = np.flatnonzero(np.diff(path, prepend=-1))
        return [self.labels[k - 1] for k in path[changes] if k != BLANK]


def spoken(recording: corpus.Recording) -> list[str]:
    """The labels a recording should be heard as."""
    return [p.label for p in recording.phones if not p.silent]


def load(path: Path) -> Recogniser:
    """A trained recogniser, ready to listen."""
    state = torch.load(path, weights_only=False)
    recogniser = Recogniser(state["labels"])
    recogniser.load_state_dict(state["weights"])
    return recogniser.eval()


def distort(x: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Noise, a random channel, and now and then a hidden stretch of time or bands."""
    x = x + random.normal(0, 0.12, x.shape) + random.normal(0, 0.1, (1, 19))
    if random.random() < 0.5:
        start = random.integers(len(x))
        x[start:start + random.integers(15)] = 0
    if random.random() < 0.5:
        band = random.integers(16)
        x[:, band:band + random.integers(1, 4)] = 0
    return x.astype(np.float32)


def batch_of(rows, numbers, random):
    """Padded inputs, their mask, and CTC's targets and lengths."""
    longest = max(len(x) for x, _ in rows)
    inputs = np.zeros((len(rows), longest, 19), np.float32)
    mask = np.zeros((len(rows), longest // 2, 1), np.float32)
    for i, (x, _) in enumerate(rows):
        inputs[i, :len(x)] = distort(x, random)
        mask[i, :len(x) // 2] = 1
    targets = torch.tensor([numbers[label] for _, labels in rows for label in labels])
    lengths = torch.tensor([len(x) // 2 for x, _ in rows])
    return (torch.from_numpy(inputs), torch.from_numpy(mask), targets, lengths,
            torch.tensor([len(labels) for _, labels in rows]))


def training_rows(options: argparse.Namespace) -> list[tuple[np.ndarray, list[str]]]:
    """Inputs and labels of all recordings not held out, Swedish ones three times."""
    recordings = corpus.read(options.work / "phones.jsonl")
    features, away = corpus.Features(options.features), held_out(recordings)
    rows = []
    for recording in recordings:
        labels = spoken(recording)
        frames = features.of(recording)[:recording.frames // 2 * 2]
        if recording.id not in away and len(frames) / 2 > 1.3 * len(labels):
            rows += [(heard(frames), labels)] * (3 if recording.language == "sv" else 1)
    return rows


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The stage's own options."""
    parser.add_argument("--steps", type=int, default=1500, help="training steps (1500)")
    parser.add_argument("--threads", type=int, default=2, help="CPU threads (2)")
    parser.add_argument("--seed", type=int, default=7, help="seed of all chance (7)")


def train(rows: list[tuple[np.ndarray, list[str]]], steps: int, seed: int) -> Recogniser:
    """A recogniser that has learnt rows of inputs and labels."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    labels = sorted({label for _, labels in rows for label in labels})
    numbers = {label: i + 1 for i, label in enumerate(labels)}
    recogniser = Recogniser(labels)
    optimiser = torch.optim.AdamW(recogniser.parameters(), 2e-3, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 3e-3, steps, pct_start=0.1)
    queue, seen, start = [], [], time.monotonic()
    for step in range(steps):
        queue = queue or batches(np.array([len(x) for x, _ in rows]), FRAMES_PER_BATCH, random)
        x, mask, targets, lengths, sizes = batch_of([rows[i] for i in queue.pop()], numbers, random)
        with fast_arithmetic():
            scores = recogniser(x, mask)
        loss = F.ctc_loss(scores.float().log_softmax(-1).transpose(0, 1), targets, lengths, sizes,
                          zero_infinity=True)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(recogniser.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        seen.append(loss.item())
        if (step + 1) % 100 == 0:
            print(f"{step + 1}/{steps}  loss {np.mean(seen[-100:]):.3f}  "
                  f"{time.monotonic() - start:.0f} s", flush=True)
    return recogniser


def save(recogniser: Recogniser, path: Path) -> None:
    """Keep a recogniser for `load`."""
    torch.save({"labels": recogniser.labels, "weights": recogniser.state_dict()}, path)


def run(options: argparse.Namespace) -> None:
    """Train into WORK/recogniser.pt."""
    torch.set_num_threads(options.threads)
    save(train(training_rows(options), options.steps, options.seed),
         options.work / "recogniser.pt")
