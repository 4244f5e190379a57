"""What the acoustic model is trained to do."""

from dataclasses import dataclass

import torch

from .corpus import UNKNOWN_LANGUAGE
from .critics import Discriminator, PhoneClassifier
from .data import Data
from .model import NOISE, AcousticModel

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
    with torch.autocast("cpu", torch.bfloat16):
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
    weight = mask * _CHANNEL_WEIGHT
    heard = _UNVOICED_PITCH + (1 - _UNVOICED_PITCH) * batch["voiced"]
    weight = torch.cat([weight[..., :18], weight[..., 18:19] * heard[..., None],
                        weight[..., 19:]], -1)
    error = ((frames - target).abs() * weight).sum() / weight.sum()
    slopes = ((frames.diff(dim=1) - target.diff(dim=1)).abs() * mask[:, 1:]).mean(-1, keepdim=True)
    return error + 0.5 * slopes.sum() / mask[:, 1:].sum()


def swap(model: AcousticModel, classifier: PhoneClassifier, outcome: Outcome,
         batch: dict[str, torch.Tensor], voices: torch.Tensor, data: Data):
    """Whether the first rows of a batch, said in other voices, are understood and natural.

    No recording says how it should sound; the classifier, which has heard only
    recordings, must still name the phones: the first loss. It could be shouted at,
    so the second is by how much (log10) the bands are louder than recordings of
    the same phones. `voices` is (rows, 24).
    """
    rows = len(voices)
    pairs = int(batch["pairs"][:rows].sum(1).max())
    mask, classes = batch["pairs"][:rows, :pairs], batch["classes"][:rows, :pairs]
    index, inputs = batch["index"][:rows, :2 * pairs], batch["inputs"][:rows, :2 * pairs]
    with torch.autocast("cpu", torch.bfloat16):
        frames = model.decode(outcome.h[:rows], model.condition(model.voice(voices)), index,
                              inputs, torch.randn(rows, pairs, NOISE), mask).float()
        missed = classifier.loss(frames, mask, classes, _SWAP_LIMIT)
    limit = data.loudest[classes].repeat_interleave(2, 1)
    excess = (frames[..., :18] @ data.bands - limit).clamp(min=0).sum(-1, keepdim=True)
    return missed, (excess * mask.repeat_interleave(2, 1)).sum() / (2 * mask.sum())


def judged(frames: torch.Tensor, batch: dict[str, torch.Tensor]) -> torch.Tensor:
    """Frames as the discriminator sees them: no padding, no unvoiced pitch."""
    frames = frames * batch["pairs"].repeat_interleave(2, 1)
    pitch = frames[..., 18:19] * batch["voiced"][..., None]
    return torch.cat([frames[..., :18], pitch, frames[..., 19:]], -1)


def discrimination(discriminator: Discriminator, outcome: Outcome,
                   batch: dict[str, torch.Tensor]) -> torch.Tensor:
    """The discriminator's least-squares loss: recordings are 1, the model's frames 0."""
    mask, condition = batch["pairs"][..., 0], outcome.condition.detach()
    with torch.autocast("cpu", torch.bfloat16):
        real, _ = discriminator(judged(batch["target"], batch), condition)
        made, _ = discriminator(judged(outcome.frames.detach(), batch), condition)
    return (((real.float() - 1) ** 2 + made.float() ** 2) * mask).sum() / mask.sum()


def deception(discriminator: Discriminator, outcome: Outcome, batch: dict[str, torch.Tensor]):
    """The model's adversarial loss and its feature matching loss."""
    mask, condition = batch["pairs"], outcome.condition.detach()
    with torch.autocast("cpu", torch.bfloat16):
        score, seen = discriminator(judged(outcome.frames, batch), condition)
        with torch.no_grad():
            _, wanted = discriminator(judged(batch["target"], batch), condition)
    fooled = ((score.float() - 1) ** 2 * mask[..., 0]).sum() / mask.sum()
    matched = sum(((a.float() - b.float()).abs().mean(-1, keepdim=True) * mask).sum() / mask.sum()
                  for a, b in zip(seen, wanted)) / len(seen)
    return fooled, matched
