"""Stage `check`: ONNX against PyTorch, and golden arrays for the engine's tests.

The golden arrays are raw little-endian files, float32 or int64, one a tensor,
with their shapes in golden.json.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from .corpus import UNKNOWN_LANGUAGE
from .data import load
from .export import RECIPE, blend, restore
from .model import NOISE
from .phones import SILENCE
from .speak import Voices
from .swedish import LYSSNA, northern, transcribe

SENTENCE = "Biblioteket i Skellefteå öppnar klockan tio på lördag."
TOLERANCE = 2e-3
GOLDEN = ("x", "dur", "pitch", "durations", "idx", "fp", "y")


def pytorch_arrays(model, voice: torch.Tensor, arrays: dict) -> dict[str, np.ndarray]:
    """The same arrays by PyTorch, from the same phones, frame indices and inputs."""
    with torch.no_grad():
        h, c, dur, pitch = model.encode(torch.from_numpy(arrays["x"]), voice[None],
                                        torch.tensor([UNKNOWN_LANGUAGE]))
        noise = torch.zeros(1, arrays["idx"].shape[1] // 2, NOISE)
        y = model.decode(h, c, torch.from_numpy(arrays["idx"]), torch.from_numpy(arrays["fp"]),
                         noise)
    named = {"h": h, "c": c, "dur": dur, "pitch": pitch, "y": y}
    return {name: value.numpy() for name, value in named.items()}


def spelled(phones) -> str:
    """Phones as a line of symbols, with stress and length."""
    marks = {1.0: "ˈ", 0.5: "ˌ", 0.0: ""}
    return " ".join(SILENCE if p.silent else marks[p.stress] + p.symbol + "ː" * p.long
                    for p in phones)


def write_golden(folder: Path, arrays: dict[str, np.ndarray], description: dict) -> None:
    """Write the arrays named in GOLDEN and golden.json."""
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {}
    for name in GOLDEN:
        value = np.ascontiguousarray(arrays[name])
        kind = {"f": "f32", "i": "i64"}[value.dtype.kind]
        (folder / f"{name}.{kind}").write_bytes(value.tobytes())
        tensors[name] = {"file": f"{name}.{kind}", "shape": list(value.shape)}
    text = json.dumps({**description, "tensors": tensors}, indent=1, ensure_ascii=False)
    (folder / "golden.json").write_text(text + "\n", encoding="utf-8")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The stage's own options."""
    parser.add_argument("--checkpoint", type=Path, help="checkpoint (WORK/checkpoint.pt)")
    parser.add_argument("--models", type=Path, default=RECIPE.parent / "models",
                        help="folder of the exported models (voices/models)")
    parser.add_argument("--lyssna", type=Path, default=LYSSNA,
                        help="the program that gives the phones (target/release/lyssna)")
    parser.add_argument("--voice", default="alva", help="the golden sentence's voice (alva)")
    parser.add_argument("--golden", type=Path,
                        default=RECIPE.parent.parent / "tests" / "fixtures" / "acoustic",
                        help="folder of the golden arrays (tests/fixtures/acoustic)")


def run(options: argparse.Namespace) -> None:
    """Compare, write the golden arrays, and fail when the two differ."""
    voices = Voices(options.models)
    meta = json.loads((options.models / "acoustic.json").read_text(encoding="utf-8"))
    model = restore(options.checkpoint or options.work / "checkpoint.pt")
    speakers = load(options.features, options.work).speakers
    spoken, = transcribe([SENTENCE], options.lyssna)
    phones = northern(spoken)
    worst = 0.0
    for name in voices.names:
        arrays = voices.arrays(phones, name)
        expected = pytorch_arrays(model, blend(model, speakers, meta["blends"][name]), arrays)
        difference = max(float(np.abs(arrays[key] - value).max())
                         for key, value in expected.items())
        print(f"{name:12} largest difference {difference:.1e}")
        worst = max(worst, difference)
    description = {"text": SENTENCE, "phones": spelled(phones), "voice": options.voice,
                   "row": voices.rows[options.voice]}
    write_golden(options.golden, voices.arrays(phones, options.voice), description)
    if worst > TOLERANCE:
        raise SystemExit(f"ONNX and PyTorch differ by {worst:.1e}")
