"""The two networks that judge the model's frames while it trains."""

import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.parametrizations import weight_norm

from .model import CONDITION, FRAME


def _convolve(layer: nn.Conv1d, x: torch.Tensor) -> torch.Tensor:
    """A convolution over (batch, time, channels), done as one over an image row."""
    out = F.conv2d(x.transpose(1, 2).unsqueeze(2), layer.weight.unsqueeze(2), layer.bias,
                   padding=(0, layer.padding[0]), dilation=(1, layer.dilation[0]))
    return out.squeeze(2).transpose(1, 2)


def blurred(frames: torch.Tensor) -> torch.Tensor:
    """Frames weighted 1, 2, 1 with their neighbours, (batch, frames, size)."""
    before = torch.cat([frames[:, :1], frames[:, :-1]], 1)
    after = torch.cat([frames[:, 1:], frames[:, -1:]], 1)
    return (before + 2 * frames + after) / 4


class PhoneClassifier(nn.Module):
    """Names the phone of every frame pair; learns from recorded frames only.

    It does not hear the pitch, nor the mean of an utterance: those are the
    speaker's and the channel's. It hears frames blurred, so that nothing that alternates
    from one to the next pleases it.
    """

    NOISE = 0.15

    def __init__(self, classes: int, channels: int = 128):
        super().__init__()
        sizes = [2 * (FRAME - 1), channels, channels, channels]
        self.layers = nn.ModuleList([nn.Conv1d(a, b, 5, padding=2)
                                     for a, b in zip(sizes, sizes[1:])])
        self.leave = nn.Linear(channels, classes)

    def forward(self, frames, pairs):
        """Frames (batch, frames, 20) and their mask to logits (batch, frames / 2, classes)."""
        heard = torch.cat([frames[..., :18], frames[..., 19:]], -1)
        mask = pairs.repeat_interleave(2, 1)
        mean = (heard * mask).sum(1, keepdim=True) / mask.sum(1, keepdim=True)
        heard = blurred(heard - mean) * mask
        x = (heard + self.NOISE * torch.randn_like(heard)).reshape(len(heard), -1, 2 * (FRAME - 1))
        for layer in self.layers:
            x = F.leaky_relu(_convolve(layer, x), 0.1)
        return self.leave(x)

    def loss(self, frames, pairs, classes, weights=None, limit=None):
        """Mean cross entropy of frame pairs, each no more than `limit`.

        `classes` and `weights` (batch, frames) are each frame's phone and how much it
        counts. Every other time the pairs are those that lie across the model's own, so
        that no phone need begin with a pair.
        """
        weights = pairs[..., 0].repeat_interleave(2, 1) if weights is None else weights
        if torch.rand(()) < 0.5:
            frames, pairs = frames[:, 1:-1], pairs[:, 1:]
            classes, weights = classes[:, 1:-1], weights[:, 1:-1]
        classes, weights = classes[:, ::2], weights[:, ::2]
        logits = self(frames, pairs).float()
        each = F.cross_entropy(logits.transpose(1, 2), classes, reduction="none")
        if limit is not None:
            each = each.clamp(max=limit)
        return (each * weights).sum() / weights.sum()


class Discriminator(nn.Module):
    """Tells recorded frames from the model's, least-squares, knowing the speaker.

    `reach` is the dilation of its middle layers: how much of the time around it hears.
    """

    def __init__(self, reach: int, channels: int = 96):
        super().__init__()
        self.condition = nn.Linear(CONDITION, channels)
        shapes = [(FRAME - 1, 3, 1), (channels, 5, reach), (channels, 5, 2 * reach),
                  (channels, 3, 1)]
        self.layers = nn.ModuleList([
            weight_norm(nn.Conv1d(size, channels, width, padding=dilation * (width // 2),
                                  dilation=dilation)) for size, width, dilation in shapes])
        self.leave = nn.Linear(channels, 1)

    def forward(self, frames, condition):
        """Scores (batch, frames) and the layers' activations, for feature matching."""
        x, seen = frames, []
        for i, layer in enumerate(self.layers):
            x = _convolve(layer, x)
            if i == 0:
                x = x + self.condition(condition).unsqueeze(1)
            x = F.leaky_relu(x, 0.2)
            seen.append(x)
        return self.leave(x)[..., 0], seen


class Discriminators(nn.Module):
    """Two discriminators: one of single sounds, one of syllables."""

    def __init__(self):
        super().__init__()
        self.members = nn.ModuleList([Discriminator(1), Discriminator(6)])

    def forward(self, frames, condition):
        """Each member's scores, and the activations of all."""
        judged = [member(frames, condition) for member in self.members]
        return [score for score, _ in judged], [layer for _, seen in judged for layer in seen]
