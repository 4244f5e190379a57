"""The acoustic model: phone vectors to durations, pitch and vocoder frames.

An encoder reads the phones; a duration and a pitch head read the encoder, the
speaker and the language; a decoder turns phones repeated to frames into frames,
two (20 ms) at a time, under feature-wise scaling by the speaker alone, since
what is known of a language includes the channel it was recorded over. A few
layers that see single frames join the pairs.
"""

import torch
import torch.nn.functional as F
from torch import nn

from .corpus import LANGUAGES, UNKNOWN_LANGUAGE
from .phones import SIZE

HIDDEN, DECODER, HEAD, DETAIL = 160, 176, 128, 48
SPEAKER, LANGUAGE, NOISE = 24, 12, 8
FRAME_INPUTS, FRAME = 6, 20
CONDITION = SPEAKER + LANGUAGE


def fast_arithmetic() -> torch.autocast:
    """bfloat16 where the machine computes with it, float32 where it would be emulated."""
    device = torch.get_default_device().type
    fast = device == "cuda" or torch.ops.mkldnn._is_mkldnn_bf16_supported()
    return torch.autocast(device, torch.bfloat16, enabled=fast)


class Block(nn.Module):
    """A depthwise convolution and a two-layer perceptron around a residual."""

    def __init__(self, size: int, width: int, inner: int, condition: int = 0):
        super().__init__()
        self.mix = nn.Conv1d(size, size, width, padding=width // 2, groups=size)
        self.norm = nn.LayerNorm(size)
        self.up = nn.Linear(size, inner)
        self.down = nn.Linear(inner, size)
        self.gain = nn.Parameter(torch.full((size,), 0.3))
        self.film = nn.Linear(condition, 2 * size) if condition else None
        if self.film is not None:
            nn.init.zeros_(self.film.weight)
            nn.init.zeros_(self.film.bias)

    def forward(self, x, mask=None, condition=None):
        """x and the result are (batch, time, size), mask (batch, time, 1)."""
        inner = self.norm(self._mixed(x if mask is None else x * mask))
        if self.film is not None:
            scale, shift = self.film(condition).unsqueeze(1).chunk(2, -1)
            inner = inner * (1 + scale) + shift
        return x + self.gain * self.down(F.gelu(self.up(inner)))

    def _mixed(self, x):
        """The convolution over time, as an image one row high while training.

        PyTorch keeps images with the channels last, so nothing is transposed and
        a step takes a quarter less; the exported graph is the plain convolution.
        """
        if not self.training:
            return self.mix(x.transpose(1, 2)).transpose(1, 2)
        rows = F.conv2d(x.transpose(1, 2).unsqueeze(2), self.mix.weight.unsqueeze(2),
                        self.mix.bias, padding=(0, self.mix.padding[0]), groups=x.shape[-1])
        return rows.squeeze(2).transpose(1, 2)


class Head(nn.Module):
    """Predicts a few numbers a phone from the encoder's output."""

    def __init__(self, width: int, outputs: int):
        super().__init__()
        self.enter = nn.Linear(HIDDEN + CONDITION, HEAD)
        self.blocks = nn.ModuleList([Block(HEAD, width, 2 * HEAD) for _ in range(2)])
        self.leave = nn.Linear(HEAD, outputs)

    def forward(self, x, mask=None):
        """(batch, phones, hidden + condition) to (batch, phones, outputs)."""
        x = F.gelu(self.enter(x))
        for block in self.blocks:
            x = block(x, mask)
        return self.leave(x)


class Joint(nn.Module):
    """Corrects frames that were made in pairs, so that pairs follow as frames do.

    Without it two frames of different pairs lie 1.3 to 1.8 times as far apart as two of
    one pair, which is heard as a roughness at 50 Hz. It begins by correcting nothing.
    """

    def __init__(self):
        super().__init__()
        self.pairs = nn.Linear(DECODER, 2 * DETAIL)
        self.frames = nn.Linear(FRAME, DETAIL)
        self.blocks = nn.ModuleList([Block(DETAIL, 5, 2 * DETAIL) for _ in range(2)])
        self.leave = nn.Linear(DETAIL, FRAME)
        nn.init.zeros_(self.leave.weight)
        nn.init.zeros_(self.leave.bias)

    def forward(self, y, frames, mask=None):
        """Pairs y (batch, time / 2, decoder) and their frames to frames (batch, time, 20)."""
        x = self.pairs(y).reshape(*frames.shape[:2], DETAIL) + self.frames(frames)
        mask = None if mask is None else mask.repeat_interleave(2, 1)
        for block in self.blocks:
            x = block(x, mask)
        return frames + self.leave(x)


class AcousticModel(nn.Module):
    """The whole model; `noisy` (speakers) says who was recorded in the wild."""

    # A speaker is now and then forgotten, and always blurred a little, so that
    # the space between speakers means something.
    FORGET, BLUR = 0.08, 0.25

    def __init__(self, speakers: int, noisy: torch.Tensor | None = None):
        super().__init__()
        self.speaker = nn.Embedding(speakers, SPEAKER)
        self.language = nn.Embedding(len(LANGUAGES), LANGUAGE)
        nn.init.normal_(self.speaker.weight, std=0.3)
        nn.init.normal_(self.language.weight, std=0.3)
        self.domain = nn.Parameter(torch.zeros(SPEAKER))
        self.register_buffer("noisy", torch.zeros(speakers) if noisy is None else noisy)
        self.enter = nn.Linear(SIZE + LANGUAGE, HIDDEN)
        self.encoder = nn.ModuleList([Block(HIDDEN, 5, 2 * HIDDEN) for _ in range(4)])
        self.duration = Head(5, 1)
        self.pitch = Head(7, 2)
        self.join = nn.Linear(2 * (HIDDEN + FRAME_INPUTS) + NOISE, DECODER)
        self.decoder = nn.ModuleList([Block(DECODER, 9, 2 * DECODER, CONDITION)
                                      for _ in range(6)])
        self.leave = nn.Linear(DECODER, 2 * FRAME)
        self.joint = Joint()

    def voice(self, vectors: torch.Tensor) -> torch.Tensor:
        """Speaker vectors (batch, 24), in training blurred and at times forgotten."""
        if not self.training:
            return vectors
        table = self.speaker.weight
        forgotten = torch.rand(len(vectors), 1) < self.FORGET
        vectors = torch.where(forgotten, table.mean(0), vectors)
        return vectors + self.BLUR * table.detach().std() * torch.randn_like(vectors)

    def speaker_vectors(self, speakers: torch.Tensor) -> torch.Tensor:
        """The vectors (batch, 24) of numbered speakers, their recording's domain added."""
        return self.voice(self.speaker(speakers)) + self.noisy[speakers, None] * self.domain

    def condition(self, voices: torch.Tensor) -> torch.Tensor:
        """What the decoder is told, (batch, 36): the voice, never the language."""
        unknown = self.language.weight[UNKNOWN_LANGUAGE]
        return torch.cat([voices, unknown.expand(voices.shape[0], -1)], -1)

    def encode(self, x, voices, languages, mask=None):
        """Phones x (batch, phones, 38) to (h, condition, log durations, pitch).

        Durations are in frames of 10 ms, pitch is two values a phone, for its
        halves, in quarter octaves from the speaker's median.
        """
        length = x.shape[1]
        language = self.language(languages)
        h = self.enter(torch.cat([x, language.unsqueeze(1).expand(-1, length, -1)], -1))
        for block in self.encoder:
            h = block(h, mask)
        known = torch.cat([voices, language], -1).unsqueeze(1).expand(-1, length, -1)
        heard = torch.cat([h, known], -1)
        return h, self.condition(voices), self.duration(heard, mask)[..., 0], \
            self.pitch(heard, mask)

    def decode(self, h, condition, index, inputs, noise, mask=None):
        """Frames (batch, frames, 20) from each frame's phone and its frame inputs.

        `index` (batch, frames) names the phone, `inputs` is (batch, frames, 6),
        `noise` (batch, frames / 2, 8), `mask` (batch, frames / 2, 1).
        """
        phone = torch.gather(h, 1, index.unsqueeze(-1).expand(-1, -1, HIDDEN))
        pairs = torch.cat([phone, inputs], -1)
        pairs = pairs.reshape(h.shape[0], -1, 2 * (HIDDEN + FRAME_INPUTS))
        y = self.join(torch.cat([pairs, noise], -1))
        for block in self.decoder:
            y = block(y, mask, condition)
        return self.joint(y, self.leave(y).reshape(h.shape[0], -1, FRAME), mask)
