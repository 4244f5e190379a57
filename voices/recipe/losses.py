"""What the acoustic model is trained to do."""

from dataclasses import dataclass

import numpy as np
import torch

from .corpus import UNKNOWN_LANGUAGE
from .critics import Discriminators, PhoneClassifier
from .data import Data
from .examples import Practice, padded
from .model import NOISE, AcousticModel, fast_arithmetic

# Level and tilt (the first two cepstra) are heard most.
_CHANNEL_WEIGHT = torch.tensor([1.5, 1.3] + [1.0] * 18)
# Pitch in unvoiced frames is interpolated by the tracker and hardly matters.
_UNVOICED_PITCH = 0.15
# A hopeless frame pair of the swap loss must not outweigh the others.
_SWAP_LIMIT = 6.0


@dataclass
class Outcome:
    """What the model made of a batch."""

    h: torch.Tensor
    condition: torch.Tensor
    duration_loss: torch.Tensor
    pitch_loss: torch.Tensor
    frames: torch.Tensor


def forward(model: AcousticModel, batch: dict[str, torch.Tensor]) -> Outcome:
    """Encode and decode a batch in its own voices with its own durations and pitch.

    In training the language is withheld half of the time, so that "unknown" is
    a language the model knows well: the one it is used with.
    """
    language = batch["language"]
    if model.training:
        language = torch.where(torch.rand(len(language)) < 0.5, UNKNOWN_LANGUAGE, language)
    with fast_arithmetic():
        h, condition, durations, pitch = model.encode(
            batch["x"], model.speaker_vectors(batch["speaker"]), language, batch["phones"])
        noise = torch.randn(*batch["pairs"].shape[:2], NOISE)
        frames = model.decode(h, condition, batch["index"], batch["inputs"], noise,
                              batch["pairs"])
    mask = batch["phones"]
    duration_loss = ((durations.float() - batch["log_durations"]) ** 2 * mask[..., 0]).sum()
    pitch_loss = ((pitch.float() - batch["pitch"]) ** 2 * mask).sum() / 2
    return Outcome(h.float(), condition.float(), duration_loss / mask.sum(),
                   pitch_loss / mask.sum(), frames.float())


def reconstruction(frames: torch.Tensor, batch: dict[str, torch.Tensor]) -> torch.Tensor:
    """Weighted mean distance to the recorded frames and to their slopes."""
    target, mask = batch["target"], batch["pairs"].repeat_interleave(2, 1)
    weight = mask * _CHANNEL_WEIGHT.to(mask.device)
    heard = _UNVOICED_PITCH + (1 - _UNVOICED_PITCH) * batch["voiced"]
    weight = torch.cat([weight[..., :18], weight[..., 18:19] * heard[..., None],
                        weight[..., 19:]], -1)
    error = ((frames - target).abs() * weight).sum() / weight.sum()
    slopes = ((frames.diff(dim=1) - target.diff(dim=1)).abs() * mask[:, 1:]).mean(-1, keepdim=True)
    return error + 0.5 * slopes.sum() / mask[:, 1:].sum()


@dataclass
class Unrecorded:
    """Frames that no recording tells about: phones said in another voice than their own."""

    frames: torch.Tensor
    pairs: torch.Tensor
    classes: torch.Tensor
    central: torch.Tensor
    condition: torch.Tensor


def central(inputs: torch.Tensor, pairs: torch.Tensor) -> torch.Tensor:
    """Which frames (batch, frames) lie in the middle half of their phone."""
    return (inputs[..., 0].abs() <= 0.5) * pairs[..., 0].repeat_interleave(2, 1)


def swapped(model: AcousticModel, outcome: Outcome, batch: dict[str, torch.Tensor],
            voices: torch.Tensor) -> Unrecorded:
    """The first rows of a batch, said in other `voices`, (rows, 24)."""
    rows = len(voices)
    pairs = int(batch["pairs"][:rows].sum(1).max())
    mask, classes = batch["pairs"][:rows, :pairs], batch["classes"][:rows, :2 * pairs]
    index, inputs = batch["index"][:rows, :2 * pairs], batch["inputs"][:rows, :2 * pairs]
    condition = model.condition(model.voice(voices))
    with fast_arithmetic():
        frames = model.decode(outcome.h[:rows], condition, index, inputs,
                              torch.randn(rows, pairs, NOISE), mask)
    return Unrecorded(frames.float(), mask, classes, central(inputs, mask), condition)


def practised(model: AcousticModel, sentences: list[Practice], voices: torch.Tensor,
              random: np.random.Generator) -> Unrecorded:
    """Swedish sentences said in `voices`, (sentences, 24), with the model's own durations."""
    phones = padded([{"x": s.vectors, "mask": np.ones((len(s.vectors), 1), np.float32)}
                     for s in sentences])
    voices = model.voice(voices)
    unknown = torch.full((len(sentences),), UNKNOWN_LANGUAGE)
    with fast_arithmetic():
        h, condition, durations, pitch = model.encode(phones["x"], voices, unknown,
                                                      phones["mask"])
    durations, pitch = (t.detach().float().cpu().numpy() for t in (durations, pitch))
    laid_out = padded([s.laid_out(d[:len(s.classes)], p[:len(s.classes)], random)
                       for s, d, p in zip(sentences, durations, pitch)])
    with fast_arithmetic():
        noise = torch.randn(*laid_out["pairs"].shape[:2], NOISE)
        frames = model.decode(h, condition, laid_out["index"], laid_out["inputs"], noise,
                              laid_out["pairs"])
    return Unrecorded(frames.float(), laid_out["pairs"], laid_out["classes"],
                      central(laid_out["inputs"], laid_out["pairs"]), condition.float())


def understood(classifier: PhoneClassifier, said: Unrecorded, data: Data):
    """Whether frames that no recording tells about are understood, and natural.

    No recording says how they should sound; the classifier, which has heard only
    recordings, must still name the phones: the first loss. It asks so of their middles
    only: asked of all frames, it would have every phone begin and end at once, as nobody
    speaks. It could be shouted at, so the second is by how much (log10) the bands are
    louder than recordings of the same phones.
    """
    with fast_arithmetic():
        missed = classifier.loss(said.frames, said.pairs, said.classes, said.central,
                                 _SWAP_LIMIT)
    limit = data.loudest[said.classes]
    excess = (said.frames[..., :18] @ data.bands - limit).clamp(min=0).sum(-1, keepdim=True)
    return missed, (excess * said.pairs.repeat_interleave(2, 1)).sum() / (2 * said.pairs.sum())


def unevenness(frames: torch.Tensor, pairs: torch.Tensor) -> torch.Tensor:
    """How unlike the steps inside the model's pairs are to those between pairs, 0 to 1.

    In recordings, which know of no pairs, the two are as large as one another.
    """
    steps = frames[..., :18].diff(dim=1).abs() * pairs.repeat_interleave(2, 1)[:, 1:]
    inside = steps[:, ::2].sum((0, 1)) / pairs.sum()
    between = steps[:, 1::2].sum((0, 1)) / pairs[:, 1:].sum()
    return ((between - inside).abs() / (between + inside)).mean()


def judged(frames: torch.Tensor, pairs: torch.Tensor) -> torch.Tensor:
    """Frames as the discriminators see them: no padding, and no pitch, which is by rule."""
    frames = frames * pairs.repeat_interleave(2, 1)
    return torch.cat([frames[..., :18], frames[..., 19:]], -1)


def _mean(each: torch.Tensor, pairs: torch.Tensor) -> torch.Tensor:
    """The mean over real frames."""
    mask = pairs[..., 0].repeat_interleave(2, 1)
    return (each * mask).sum() / mask.sum()


def discrimination(discriminators: Discriminators, outcome: Outcome,
                   batch: dict[str, torch.Tensor]) -> torch.Tensor:
    """The least-squares loss of the discriminators: recordings are 1, the model's frames 0."""
    condition = outcome.condition.detach()
    with fast_arithmetic():
        real, _ = discriminators(judged(batch["target"], batch["pairs"]), condition)
        made, _ = discriminators(judged(outcome.frames.detach(), batch["pairs"]), condition)
    return sum(_mean((r.float() - 1) ** 2 + m.float() ** 2, batch["pairs"])
               for r, m in zip(real, made))


def deception(discriminators: Discriminators, outcome: Outcome, batch: dict[str, torch.Tensor]):
    """The model's adversarial loss and its feature matching loss."""
    condition = outcome.condition.detach()
    with fast_arithmetic():
        scores, seen = discriminators(judged(outcome.frames, batch["pairs"]), condition)
        with torch.no_grad():
            _, wanted = discriminators(judged(batch["target"], batch["pairs"]), condition)
    fooled = sum(_mean((s.float() - 1) ** 2, batch["pairs"]) for s in scores)
    matched = sum(_mean((a.float() - b.float()).abs().mean(-1), batch["pairs"])
                  for a, b in zip(seen, wanted)) / len(seen)
    return fooled / len(scores), matched
