"""Sound files, their levels, and the vocoder features that the phone measures work on."""

import subprocess
import tempfile
from pathlib import Path

import numpy as np
import pyloudnorm
import soundfile
from scipy.signal import butter, resample_poly, sosfilt

# Sound that the recogniser and the aligner hear, and its frames of 10 ms.
RATE, HOP = 16_000, 160
# Loudness at which all systems are handed to the predictors, in LUFS.
COMMON_LUFS = -19.0
# As voices/recipe/README.md makes the features of recordings.
_SPEECH_DB, _PEAK, _HIGHPASS_HZ = -24.0, 0.98, 50.0
_KEPT_BEFORE, _KEPT_AFTER = 12, 18


def read(path: Path) -> tuple[np.ndarray, int]:
    """A sound file's first channel as float32, and its sampling rate."""
    samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    return samples[:, 0], rate


def write(path: Path, samples: np.ndarray, rate: int) -> None:
    """A WAV file of 16 bits."""
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, np.clip(samples, -1, 1), rate, subtype="PCM_16")


def at_rate(samples: np.ndarray, rate: int, wanted: int = RATE) -> np.ndarray:
    """The samples at another sampling rate."""
    if rate == wanted:
        return samples
    divisor = np.gcd(rate, wanted)
    return resample_poly(samples, wanted // divisor, rate // divisor).astype(np.float32)


def loudness(samples: np.ndarray, rate: int) -> float:
    """Integrated loudness in LUFS (ITU-R BS.1770-4), of 0.4 s or more."""
    return float(pyloudnorm.Meter(rate).integrated_loudness(samples.astype(np.float64)))


def levelled(samples: np.ndarray, rate: int) -> np.ndarray:
    """The samples at `COMMON_LUFS`, lower where the loudest would be cut off."""
    gain = 10 ** ((COMMON_LUFS - loudness(samples, rate)) / 20)
    return samples * min(gain, _PEAK / np.abs(samples).max())


def _powers(samples: np.ndarray) -> np.ndarray:
    frames = len(samples) // HOP
    return (samples[:frames * HOP].reshape(frames, HOP) ** 2).mean(1) + 1e-10


def trimmed(samples: np.ndarray) -> np.ndarray:
    """Speech at 16 kHz without the silence before and after it."""
    level = np.convolve(10 * np.log10(_powers(samples)), np.ones(3) / 3, "same")
    top, floor = np.percentile(level, 95), np.percentile(level, 5)
    speech = np.flatnonzero(level > max(top - 38, floor + 6))
    first, last = max(0, speech[0] - _KEPT_BEFORE), speech[-1] + _KEPT_AFTER
    return samples[first * HOP:last * HOP]


def prepared(samples: np.ndarray, rate: int) -> np.ndarray:
    """Speech filtered, trimmed and levelled as the recordings were."""
    samples = sosfilt(butter(2, _HIGHPASS_HZ, "highpass", fs=RATE, output="sos"),
                      at_rate(samples, rate)).astype(np.float32)
    samples = trimmed(samples)
    powers = _powers(samples)
    speech = powers[powers > powers.max() * 1e-3].mean()
    samples = samples * 10 ** (_SPEECH_DB / 20) / np.sqrt(speech)
    return samples * min(1.0, _PEAK / np.abs(samples).max())


class Vocoder:
    """libopus's `fargan_demo`: sound to features and back, (frames, 20) at 100 Hz."""

    def __init__(self, program: Path):
        self.program = program

    def _run(self, mode: str, content: bytes) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            given, made = Path(folder, "in"), Path(folder, "out")
            given.write_bytes(content)
            subprocess.run([self.program, mode, given, made], check=True, capture_output=True)
            return made.read_bytes()

    def features(self, samples: np.ndarray) -> np.ndarray:
        """Features of 16 kHz speech that `prepared` has made alike to the recordings."""
        pcm = (np.clip(samples, -1, 1) * 32767).astype("<i2")
        return np.frombuffer(self._run("-features", pcm.tobytes()), "<f4").reshape(-1, 20)

    def speech(self, features: np.ndarray) -> np.ndarray:
        """16 kHz speech of features: a recording as the vocoder can say it."""
        pcm = self._run("-fargan-synthesis", features.astype("<f4").tobytes())
        return np.frombuffer(pcm, "<i2").astype(np.float32) / 32768
