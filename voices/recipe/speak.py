"""The exported models at work, as the service uses them: phones to frames."""

import json
from pathlib import Path

import numpy as np
import onnxruntime

from .examples import Scale, frame_inputs
from .model import NOISE
from .phones import Phone, vectors

# Least lengths in frames: of any phone, and of the silences at either end.
SHORTEST, LEAD_IN, LEAD_OUT = 2, 12, 16


def whole_durations(log_durations: np.ndarray) -> np.ndarray:
    """Whole frames a phone from predicted logarithms, even in sum, ends long enough."""
    durations = np.maximum(SHORTEST, np.round(np.exp(log_durations) + 0.15)).astype(int)
    durations[0] = max(durations[0], LEAD_IN)
    durations[-1] = max(durations[-1], LEAD_OUT)
    durations[-1] += durations.sum() % 2
    return durations


class Voices:
    """A folder of exported models; `names` are the voices it can speak in."""

    def __init__(self, folder: Path, metadata: str = "acoustic.json"):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.encoder = onnxruntime.InferenceSession(folder / "encoder.onnx", options)
        self.decoder = onnxruntime.InferenceSession(folder / "decoder.onnx", options)
        meta = json.loads((folder / metadata).read_text(encoding="utf-8"))
        self.rows, self.median_pitch = meta["speakers"], meta["pitch_median"]
        self.scale = Scale(np.array(meta["cepstrum_mean"]), np.array(meta["cepstrum_scale"]), {})

    @property
    def names(self) -> list[str]:
        """The voices, in the order of their rows."""
        return sorted(self.rows, key=self.rows.get)

    def encode(self, vectors: np.ndarray, voice: str) -> list[np.ndarray]:
        """Phone vectors (phones, 38) to h, condition, log durations and pitch."""
        row = np.array([self.rows[voice]], np.int64)
        return self.encoder.run(None, {"x": vectors[None], "spk": row})

    def decode(self, encoded: list[np.ndarray], index: np.ndarray, inputs: np.ndarray):
        """The model's frames (frames, 20) of an encoded utterance laid out in time."""
        z = np.zeros((1, len(index) // 2, NOISE), np.float32)
        y, = self.decoder.run(None, {"h": encoded[0], "c": encoded[1], "fp": inputs[None],
                                     "idx": index[None].astype(np.int64), "z": z})
        return y[0]

    def arrays(self, phones: list[Phone], voice: str) -> dict[str, np.ndarray]:
        """Every array on the way from phone vectors to frames, by its ONNX name."""
        x = vectors(phones)
        h, c, dur, pitch = encoded = self.encode(x, voice)
        durations = whole_durations(dur[0])
        index, inputs = frame_inputs(durations, pitch[0])
        y = self.decode(encoded, index, inputs)
        return {"x": x[None], "h": h, "c": c, "dur": dur, "pitch": pitch,
                "durations": durations.astype(np.int64), "idx": index[None].astype(np.int64),
                "fp": inputs[None], "y": y[None]}

    def features(self, phones: list[Phone], voice: str) -> tuple[np.ndarray, np.ndarray]:
        """Vocoder features (frames, 20) of spoken phones, and the phones' durations."""
        arrays = self.arrays(phones, voice)
        return (self.scale.features(arrays["y"][0], self.median_pitch[voice]),
                arrays["durations"])
