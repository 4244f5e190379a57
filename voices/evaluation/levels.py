"""Loudness, peaks, clicks, and whether level and speaker hold over a long reading."""

import numpy as np
from scipy.signal import resample_poly

from . import sound
from .accents import hertz, semitones

# A click is a sample where the second difference of the sound is this many times its
# root mean square in the 5 ms on either side, the nearest half millisecond left out,
# and as steep as a step of this height.
CLICK_RATIO, CLICK_STEP = 14.0, 10 ** (-40 / 20)
_NEAR_MS, _FAR_MS = 0.5, 5.0
# Two clicks closer than this are one.
_APART_MS = 10.0


def true_peak(samples: np.ndarray) -> float:
    """The highest peak between samples too, in dBTP (four times oversampled, BS.1770-4)."""
    return float(20 * np.log10(np.abs(resample_poly(samples, 4, 1)).max() + 1e-12))


def clicks(samples: np.ndarray, rate: int) -> np.ndarray:
    """The first sample of each click, by the definition above."""
    bend = np.abs(np.diff(samples.astype(np.float64), 2))
    near, far = round(_NEAR_MS * rate / 1000), round(_FAR_MS * rate / 1000)
    energy = np.concatenate([[0], np.cumsum(bend**2)])
    at = np.arange(len(bend))

    def summed(first, end):
        first, end = np.clip(first, 0, len(bend)), np.clip(end, 0, len(bend))
        return energy[end] - energy[first], end - first

    before, left = summed(at - far, at - near)
    after, right = summed(at + near + 1, at + far + 1)
    usual = np.sqrt((before + after) / np.maximum(1, left + right))
    found = np.flatnonzero((bend > CLICK_RATIO * usual) & (bend > CLICK_STEP))
    return found[np.diff(found, prepend=-rate) > _APART_MS * rate / 1000] + 2


def sentences(sounds: list[tuple[np.ndarray, int]]) -> dict:
    """Loudness of the whole and the spread of the parts, the peak, clicks a minute."""
    rate = sounds[0][1]
    parts = [sound.loudness(samples, rate) for samples, _ in sounds]
    joined = np.concatenate([samples for samples, _ in sounds])
    minutes = len(joined) / rate / 60
    count = sum(len(clicks(samples, rate)) for samples, _ in sounds)
    return {"lufs": sound.loudness(joined, rate), "lufs_spread": float(np.std(parts)),
            "true_peak": true_peak(joined), "clicks_per_minute": count / minutes}


def drift(samples: np.ndarray, rate: int, features: np.ndarray) -> dict:
    """Loudness and F0 of each whole minute of a reading, and clicks in all of it.

    `slope` is what the line fitted through the minutes changes in ten of them.
    """
    minutes = len(samples) // (60 * rate)
    pitch, voiced = semitones(features)
    lufs, tone = [], []
    for minute in range(minutes):
        lufs.append(sound.loudness(samples[minute * 60 * rate:(minute + 1) * 60 * rate], rate))
        frames = slice(minute * 6000, (minute + 1) * 6000)
        tone.append(float(pitch[frames][voiced[frames]].mean()))
    slope = {name: float(np.polyfit(np.arange(minutes), values, 1)[0] * 10) if minutes > 1 else None
             for name, values in (("lufs", lufs), ("semitones", tone))}
    return {"minutes": minutes, "lufs": lufs, "hz": [float(hertz(t)) for t in tone],
            "lufs_slope": slope["lufs"], "semitone_slope": slope["semitones"],
            "true_peak": true_peak(samples),
            "clicks_per_minute": len(clicks(samples, rate)) / (len(samples) / rate / 60)}


def joints(samples: np.ndarray, rate: int, seconds: list[float]) -> float:
    """The highest step between two samples within 2 ms of a border, in dB of full scale."""
    steps = np.abs(np.diff(samples))
    reach = round(0.002 * rate)
    worst = max((steps[max(0, at - reach):at + reach].max(initial=0.0)
                 for at in (round(s * rate) for s in seconds)), default=0.0)
    return float(20 * np.log10(worst + 1e-12))
