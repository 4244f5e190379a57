"""Pictures: spectrograms with F0 and phones, and the mean contours of the accents."""

import io
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib import pyplot
from PIL import Image
from scipy.signal import stft

from . import sound
from .accents import POINTS, hertz, semitones
from .alignment import Aligned

matplotlib.use("Agg")

# Pictures are stored with so few colours that ten of them weigh little; of the ways to
# choose them this one keeps the lines' blue and orange among the many greys.
_COLOURS, _CHOSEN = 24, Image.Quantize.MAXCOVERAGE
_WINDOW, _FLOOR_DB = 320, 60.0
# Raises high notes as a spectrogram's reader expects: 6 dB an octave.
_EMPHASIS = 0.97


def _save(figure, path: Path) -> None:
    buffer = io.BytesIO()
    figure.savefig(buffer, dpi=90)
    pyplot.close(figure)
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.open(buffer).convert("RGB")
    image.quantize(_COLOURS, _CHOSEN, dither=Image.Dither.NONE).save(path, optimize=True)


def _spectrogram(axes, samples: np.ndarray, aligned: Aligned) -> None:
    emphasised = np.append(samples[0], samples[1:] - _EMPHASIS * samples[:-1])
    frequency, time, bins = stft(emphasised, sound.RATE, nperseg=_WINDOW, noverlap=_WINDOW - 80,
                                 nfft=512)
    level = 20 * np.log10(np.abs(bins) + 1e-6)
    axes.pcolormesh(time, frequency / 1000, level, cmap="Greys", vmin=level.max() - _FLOOR_DB,
                    vmax=level.max(), rasterized=True)
    axes.set(ylabel="kHz", ylim=(0, 8), xlim=(0, time[-1]))
    for phone, start, length in zip(aligned.phones, aligned.starts / 100,
                                    aligned.durations / 100):
        axes.axvline(start, color="tab:orange", linewidth=0.4)
        if not phone.silent:
            name = phone.symbol + "ː" * phone.long
            axes.text(start + length / 2, 8.1, name, ha="center", va="bottom", fontsize=8)
    pitch, voiced = semitones(aligned.features)
    spoken = np.repeat(aligned.word >= 0, aligned.durations)
    melody = axes.twinx()
    melody.plot(np.arange(len(pitch)) / 100, np.where(voiced & spoken, hertz(pitch), np.nan),
                color="tab:blue", linewidth=1.8)
    melody.set(ylabel="F0, Hz", ylim=(50, 400))


def sentence(path: Path, text: str, systems: dict[str, tuple[np.ndarray, Aligned]]) -> None:
    """One sentence by several systems, one above the other.

    Each system gives its sound as `sound.prepared` made it, and its phones.
    """
    figure, rows = pyplot.subplots(len(systems), figsize=(11, 2.4 * len(systems) + 0.4),
                                   layout="constrained", squeeze=False)
    figure.suptitle(text, fontsize=10)
    for axes, (name, (samples, aligned)) in zip(rows[:, 0], systems.items()):
        _spectrogram(axes, samples, aligned)
        axes.set_title(name, loc="left", fontsize=9, pad=14)
    rows[-1, 0].set_xlabel("s")
    _save(figure, path)


def accents(path: Path, systems: dict[str, dict]) -> None:
    """The mean contours of both accents, with their standard errors, a panel a system."""
    figure, panels = pyplot.subplots(1, len(systems), figsize=(2.9 * len(systems), 3.1),
                                     sharey=True, layout="constrained", squeeze=False)
    moments = np.concatenate([np.linspace(0, 1, POINTS, endpoint=False),
                              np.linspace(1, 2, POINTS)])
    for axes, (name, means) in zip(panels[0], systems.items()):
        for accent, style in (("1", "-"), ("2", "--")):
            if accent in means:
                mean, error = (np.array(means[accent][key]) for key in ("mean", "error"))
                axes.plot(moments, mean, style, label=f"accent {accent}")
                axes.fill_between(moments, mean - error, mean + error, alpha=0.25)
        axes.axvline(1, color="grey", linewidth=0.6)
        axes.set_title(name, fontsize=9)
        axes.set_xticks([0.5, 1.5], ["stressed\nvowel", "to the next\nvowel's end"])
    panels[0, 0].set_ylabel("semitones from the\nsentence's median")
    panels[0, 0].legend(fontsize=8)
    _save(figure, path)
