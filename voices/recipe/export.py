"""Stage `export`: the trained model as ONNX, with the voices of voices.json.

encoder.onnx reads x (1, phones, 38) and spk (1), gives h, c, dur (log frames of
10 ms) and pitch (1, phones, 2). decoder.onnx reads h, c, idx (1, frames), fp
(1, frames, 6) and z (1, frames / 2, 8), gives y (1, frames, 20). acoustic.json
says how y becomes vocoder features and which row of spk is whose.
"""

import argparse
import json
from pathlib import Path

import torch
from torch import nn

from . import corpus
from .data import load
from .model import CONDITION, FRAME_INPUTS, HIDDEN, NOISE, AcousticModel
from .examples import CORRELATION_SCALE, PITCH_UNIT
from .phones import SIZE

RECIPE = Path(__file__).parent
OPSET = 17
NOTE = ("vocoder features: cepstra = y[:18] * scale + mean; pitch = y[18] * pitch_unit + the "
        "speaker's median; correlation = clip(y[19] / correlation_scale, -0.5, 0.5)")


class Encoder(nn.Module):
    """Phones and the number of a voice to h, condition, durations and pitch."""

    def __init__(self, model: AcousticModel, voices: torch.Tensor):
        super().__init__()
        self.model = model
        self.voices = nn.Embedding.from_pretrained(voices)
        self.register_buffer("unknown", torch.tensor([corpus.UNKNOWN_LANGUAGE]))

    def forward(self, x, spk):
        """The language is always "unknown": Swedish brings its channel along."""
        return self.model.encode(x, self.voices(spk), self.unknown)


class Decoder(nn.Module):
    """Frames from h, condition, each frame's phone, its inputs and noise."""

    def __init__(self, model: AcousticModel):
        super().__init__()
        self.model = model

    def forward(self, h, c, idx, fp, z):
        """Inputs as `AcousticModel.decode`, one utterance at a time."""
        return self.model.decode(h, c, idx, fp, z)


def restore(checkpoint: Path) -> AcousticModel:
    """The averaged weights of a checkpoint, ready to be run."""
    weights = torch.load(checkpoint, weights_only=False)["average"]
    model = AcousticModel(len(weights["noisy"]))
    model.load_state_dict(weights)
    return model.eval()


def blend(model: AcousticModel, speakers: dict[str, int], shares: dict[str, float]):
    """The speaker vector (24,) of a blend of studio speakers."""
    rows = model.speaker.weight.detach()
    return sum(share * rows[speakers[name]] for name, share in shares.items())


def write_models(model: AcousticModel, voices: torch.Tensor, folder: Path) -> None:
    """Write encoder.onnx and decoder.onnx."""
    phones, frames = 40, 200
    x, spk = torch.randn(1, phones, SIZE), torch.tensor([0])
    torch.onnx.export(
        Encoder(model, voices), (x, spk), folder / "encoder.onnx", dynamo=False,
        opset_version=OPSET, input_names=["x", "spk"], output_names=["h", "c", "dur", "pitch"],
        dynamic_axes={name: {1: "n"} for name in ("x", "h", "dur", "pitch")})
    inputs = (torch.randn(1, phones, HIDDEN), torch.randn(1, CONDITION),
              torch.randint(0, phones, (1, frames)), torch.randn(1, frames, FRAME_INPUTS),
              torch.zeros(1, frames // 2, NOISE))
    torch.onnx.export(
        Decoder(model), inputs, folder / "decoder.onnx", dynamo=False, opset_version=OPSET,
        input_names=["h", "c", "idx", "fp", "z"], output_names=["y"],
        dynamic_axes={"h": {1: "n"}, "idx": {1: "t"}, "fp": {1: "t"}, "z": {1: "t2"},
                      "y": {1: "t"}})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The stage's own options."""
    parser.add_argument("--checkpoint", type=Path, help="checkpoint (WORK/checkpoint.pt)")
    parser.add_argument("--voices", type=Path, default=RECIPE / "voices.json",
                        help="the voices, as blends of speakers (voices.json beside this file)")
    parser.add_argument("--models", type=Path, default=RECIPE.parent / "models",
                        help="folder to write to (voices/models)")


def run(options: argparse.Namespace) -> None:
    """Write encoder.onnx, decoder.onnx and acoustic.json."""
    data = load(options.features, options.work)
    model = restore(options.checkpoint or options.work / "checkpoint.pt")
    voices = json.loads(options.voices.read_text(encoding="utf-8"))
    medians = {}
    for name, voice in voices.items():
        own = sum(share * data.scale.median_pitch[speaker]
                  for speaker, share in voice["blend"].items())
        medians[name] = voice.get("pitch_median", own)
    options.models.mkdir(parents=True, exist_ok=True)
    rows = [blend(model, data.speakers, voice["blend"]) for voice in voices.values()]
    write_models(model, torch.stack(rows), options.models)
    metadata = {
        "speakers": {name: row for row, name in enumerate(voices)},
        "blends": {name: voice["blend"] for name, voice in voices.items()},
        "cepstrum_mean": data.scale.mean.tolist(),
        "cepstrum_scale": data.scale.scale.tolist(),
        "pitch_median": medians,
        "pitch_unit": PITCH_UNIT,
        "correlation_scale": CORRELATION_SCALE,
        "frame_rate": 100,
        "note": NOTE,
    }
    path = options.models / "acoustic.json"
    path.write_text(json.dumps(metadata, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    for file in sorted(options.models.glob("*.onnx")):
        print(f"{file.name}: {file.stat().st_size} bytes")
