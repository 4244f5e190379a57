"""Training examples: aligned recordings as the arrays the model sees."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch

from . import corpus
from .phones import vectors

PITCH_UNIT = 0.25
CORRELATION_SCALE = 3.0
# Octave errors of the pitch tracker go no further than this many pitch units.
PITCH_LIMIT = 3.0


def frame_inputs(durations: np.ndarray, pitch: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each frame's phone (frames,) and its six inputs (frames, 6).

    The inputs: place in the phone from -1 to 1, nearness to its start and to its
    end, log duration less 2, pitch drawn between the phones' two values each
    (phones, 2), and a spare zero.
    """
    index = np.repeat(np.arange(len(durations)), durations)
    starts = np.cumsum(durations) - durations
    place = np.arange(len(index)) - starts[index]
    length = durations[index]
    knots = starts[:, None] + durations[:, None] * np.array([0.25, 0.75])
    contour = np.interp(np.arange(len(index)) + 0.5, knots.reshape(-1), pitch.reshape(-1))
    inputs = np.stack([(place + 0.5) / length * 2 - 1, np.exp(-place / 3),
                       np.exp(-(length - 1 - place) / 3), np.log(length) - 2,
                       contour, np.zeros(len(index))], 1)
    return index, inputs.astype(np.float32)


def phone_pitch(pitch: np.ndarray, voiced: np.ndarray, durations: np.ndarray) -> np.ndarray:
    """Mean pitch of each phone's two halves (phones, 2), drawn through unvoiced frames."""
    heard = np.flatnonzero(voiced)
    if len(heard) < 2:
        return np.zeros((len(durations), 2), np.float32)
    contour = np.interp(np.arange(len(pitch)), heard, pitch[heard])
    total = np.concatenate([[0], np.cumsum(contour)])
    starts = np.cumsum(durations) - durations
    middle = starts + np.maximum(1, durations // 2)
    ends = np.maximum(starts + durations, middle)
    first = (total[middle] - total[starts]) / (middle - starts)
    # A phone of one frame has no second half and repeats the first.
    second = np.where(ends > middle, (total[ends] - total[middle]) / np.maximum(1, ends - middle),
                      first)
    return np.stack([first, second], 1).astype(np.float32)


@dataclass(frozen=True)
class Scale:
    """Between the vocoder's features and what the model predicts."""

    mean: np.ndarray
    scale: np.ndarray
    median_pitch: dict[str, float]

    @classmethod
    def measure(cls, recordings: list[corpus.Recording], features: corpus.Features) -> "Scale":
        """Cepstral mean and deviation over all frames, each speaker's median pitch."""
        count, total, squares = 0, np.zeros(18), np.zeros(18)
        voiced: dict[str, list[np.ndarray]] = {}
        for recording in recordings:
            frames = features.of(recording)
            cepstra = frames[:, :18].astype(np.float64)
            count += len(frames)
            total += cepstra.sum(0)
            squares += (cepstra**2).sum(0)
            pitch = frames[frames[:, 19] > corpus.VOICED, 18]
            voiced.setdefault(recording.speaker, []).append(pitch)
        mean = total / count
        medians = {name: float(np.median(joined)) if len(joined := np.concatenate(parts)) else 0.0
                   for name, parts in voiced.items()}
        return cls(mean, np.sqrt(squares / count - mean**2), medians)

    def target(self, frames: np.ndarray, speaker: str) -> np.ndarray:
        """Vocoder features (frames, 20) as the model's targets."""
        pitch = (frames[:, 18] - self.median_pitch[speaker]) / PITCH_UNIT
        return np.concatenate([(frames[:, :18] - self.mean) / self.scale,
                               np.clip(pitch, -PITCH_LIMIT, PITCH_LIMIT)[:, None],
                               frames[:, 19:] * CORRELATION_SCALE], 1).astype(np.float32)

    def features(self, predicted: np.ndarray, median_pitch: float) -> np.ndarray:
        """The model's frames (frames, 20) as vocoder features."""
        correlation = np.clip(predicted[:, 19:] / CORRELATION_SCALE, -0.5, 0.5)
        return np.concatenate([predicted[:, :18] * self.scale + self.mean,
                               predicted[:, 18:19] * PITCH_UNIT + median_pitch,
                               correlation], 1).astype(np.float32)


def band_basis() -> np.ndarray:
    """The matrix (18, 18) that turns Bark cepstra into log10 band energies."""
    band = np.arange(18)
    basis = np.sqrt(2 / 18) * np.cos((band + 0.5) * band[:, None] * np.pi / 18)
    basis[0] *= np.sqrt(0.5)
    return basis


# Where the bands of the Bark cepstra lie, in Hz (libopus, dnn/freq.c: eband5ms).
BAND_HZ = 200.0 * np.array([0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 34, 40])


def warped(frames: np.ndarray, factor: float) -> np.ndarray:
    """Vocoder features (frames, 20) with every formant `factor` times as high.

    It makes another speaker of one, with a vocal tract 1 / factor times as long; pitch
    and voicing stay.
    """
    basis = band_basis()
    energy = frames[:, :18] @ basis
    places = np.interp(BAND_HZ / factor, BAND_HZ, np.arange(18))
    below = np.minimum(places.astype(int), 16)
    share = places - below
    moved = energy[:, below] * (1 - share) + energy[:, below + 1] * share
    return np.concatenate([moved @ basis.T, frames[:, 18:]], 1).astype(np.float32)


@dataclass
class Example:
    """One recording, ready to be put in a batch; frames are even in number."""

    recording: corpus.Recording
    speaker: int
    language: int
    classes: np.ndarray
    durations: np.ndarray
    voiced: np.ndarray
    target: np.ndarray

    @classmethod
    def of(cls, recording, frames, scale, speakers, classes) -> "Example | None":
        """The example, or None when dropping an odd last frame empties a phone."""
        frames = frames[:len(frames) // 2 * 2]
        durations = np.array(recording.durations)
        durations[-1] -= durations.sum() - len(frames)
        if durations.min() < 1:
            return None
        return cls(recording, speakers[recording.speaker],
                   corpus.LANGUAGES.index(recording.language),
                   np.array([classes[p.label] for p in recording.phones]), durations,
                   (frames[:, 19] > corpus.VOICED).astype(np.float32),
                   scale.target(frames, recording.speaker))

    @cached_property
    def arrays(self) -> dict[str, np.ndarray]:
        """Everything a batch holds of this recording, by name."""
        pitch = phone_pitch(self.target[:, 18], self.voiced > 0, self.durations)
        index, inputs = frame_inputs(self.durations, pitch)
        pairs = np.ones((len(index) // 2, 1), np.float32)
        return {"x": vectors(list(self.recording.phones)),
                "phones": np.ones((len(self.durations), 1), np.float32),
                "log_durations": np.log(self.durations).astype(np.float32), "pitch": pitch,
                "index": index, "inputs": inputs, "pairs": pairs, "target": self.target,
                "voiced": self.voiced, "classes": self.classes[index]}


@dataclass
class Practice:
    """A Swedish sentence without a recording."""

    vectors: np.ndarray
    classes: np.ndarray

    def paced(self, log_durations: np.ndarray, pitch: np.ndarray,
              random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Lengths in frames and pitch (phones, 2) at a random rate, with a random melody.

        The voices will be asked for every rate and for the tones of word accents, which
        their speakers have not.
        """
        rate = random.uniform(-0.4, 0.25)
        durations = np.maximum(2, np.round(np.exp(log_durations + rate))).astype(int)
        durations[-1] += durations.sum() % 2
        steps = random.normal(0, 1.2, len(pitch) + 2)
        melody = (steps[:-2] + steps[1:-1] + steps[2:]) / 3
        return durations, pitch + melody[:, None]

    def laid_out(self, log_durations: np.ndarray, pitch: np.ndarray,
                 random: np.random.Generator) -> dict[str, np.ndarray]:
        """What the decoder reads of the sentence as `paced` has it."""
        index, inputs = frame_inputs(*self.paced(log_durations, pitch, random))
        return {"index": index, "inputs": inputs, "classes": self.classes[index],
                "pairs": np.ones((len(index) // 2, 1), np.float32)}


def collate(examples: list[Example]) -> dict[str, torch.Tensor]:
    """A batch: every array padded with zeros to the longest, by name.

    `pairs` and `phones` are masks, (batch, frames / 2, 1) and (batch, phones, 1).
    """
    batch = padded([example.arrays for example in examples])
    batch["speaker"] = torch.tensor([example.speaker for example in examples])
    batch["language"] = torch.tensor([example.language for example in examples])
    return batch


def padded(rows: list[dict[str, np.ndarray]]) -> dict[str, torch.Tensor]:
    """Arrays of the same names, padded with zeros to the longest of each and stacked."""
    device = torch.get_default_device()
    stacked = {}
    for name, first in rows[0].items():
        arrays = [row[name] for row in rows]
        whole = np.zeros((len(arrays), max(map(len, arrays)), *first.shape[1:]), first.dtype)
        for out, array in zip(whole, arrays):
            out[:len(array)] = array
        stacked[name] = torch.from_numpy(whole).to(device)
    return stacked


def batches(lengths: np.ndarray, frames: int, random: np.random.Generator) -> list[list[int]]:
    """An epoch's batches of similar lengths, each at most `frames` with its padding."""
    order = np.argsort(lengths + random.uniform(0, 60, len(lengths)))
    out: list[list[int]] = [[]]
    longest = 0
    for i in order:
        longest = max(longest, lengths[i])
        if out[-1] and longest * (len(out[-1]) + 1) > frames:
            out.append([])
            longest = lengths[i]
        out[-1].append(int(i))
    random.shuffle(out)
    return out


class Epochs:
    """Batches of examples without end, every epoch in an order of its own."""

    def __init__(self, examples: list[Example], frames: int, random: np.random.Generator):
        self.examples, self.frames, self.random = examples, frames, random
        self.queue: list[list[int]] = []

    def next(self) -> dict[str, torch.Tensor]:
        """The next batch, beginning a new epoch when the last is used up."""
        if not self.queue:
            lengths = np.array([len(e.target) for e in self.examples])
            self.queue = batches(lengths, self.frames, self.random)
        return collate([self.examples[i] for i in self.queue.pop()])
