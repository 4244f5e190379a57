"""The two word accents as their F0 shows them.

F0 is what libopus's pitch network hears in the sound. A word's contour is its F0 in
semitones from the sentence's median, at evenly spaced moments of the stressed vowel and
of the stretch from its end to the end of the next vowel. Words count that have a
stress, a syllable after it, and are no function words.
"""

from dataclasses import dataclass

import numpy as np
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict

from recipe import corpus

from .alignment import Aligned

# Moments of a contour in the stressed vowel, and after it.
POINTS = 10
# Fewer voiced frames than this share of the stretch leave the contour to guesswork.
VOICED_SHARE = 0.4
FOLDS = 10


@dataclass(frozen=True)
class Contour:
    """One word's F0 in semitones, (2 * POINTS), its accent and its sentence."""

    word: str
    accent: int
    semitones: np.ndarray
    sentence: int


def semitones(features: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """F0 in semitones above 62.5 Hz for each frame, and which frames are voiced.

    The period is 256 / 2^(p + 1.5) samples at 16 kHz.
    """
    return 12 * (features[:, 18] + 1.5), features[:, 19] > corpus.VOICED


def hertz(semitone: np.ndarray) -> np.ndarray:
    """The frequency of `semitones`."""
    return 62.5 * 2 ** (semitone / 12)


def contours(sentences: list[Aligned]) -> list[Contour]:
    """The contour of every word that can show its accent."""
    found = []
    for number, sentence in enumerate(sentences):
        pitch, voiced = semitones(sentence.features)
        if voiced.sum() < 10:
            continue
        median = np.median(pitch[voiced])
        drawn = np.interp(np.arange(len(pitch)), np.flatnonzero(voiced), pitch[voiced]) - median
        for index, word in enumerate(sentence.words):
            span = _span(sentence, index)
            if span is None or word.function:
                continue
            start, middle, end = span
            if voiced[start:end].mean() >= VOICED_SHARE:
                moments = np.concatenate([np.linspace(start, middle, POINTS, endpoint=False),
                                          np.linspace(middle, end - 1, POINTS)])
                shape = np.interp(moments, np.arange(len(drawn)), drawn)
                found.append(Contour(word.text, word.accent, shape, number))
    return found


def _span(sentence: Aligned, index: int) -> tuple[int, int, int] | None:
    """First frame of the stressed vowel, the frame after it, and after the next vowel."""
    word = sentence.words[index]
    stressed = word.stressed
    if word.accent is None or stressed is None:
        return None
    following = next((i for i in range(stressed + 1, len(word.phones)) if word.phones[i].vowel),
                     None)
    if following is None:
        return None
    first = int(np.flatnonzero(sentence.word == index)[0])
    starts = sentence.starts
    ends = starts + sentence.durations
    return starts[first + stressed], ends[first + stressed], ends[first + following]


def told_apart(found: list[Contour]) -> dict:
    """How many words' accents a linear discriminant tells from F0, cross-validated.

    Words of one sentence are never in both halves. `balanced` is the mean of the two
    accents' shares, which guessing brings to 0.5.
    """
    accents = np.array([c.accent for c in found])
    counts = [int((accents == a).sum()) for a in (1, 2)]
    if min(counts) < FOLDS:
        return {"words": counts, "right": None, "balanced": None}
    classifier = LinearDiscriminantAnalysis(solver="lsqr", shrinkage="auto", priors=[0.5, 0.5])
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=1)
    guessed = cross_val_predict(classifier, np.stack([c.semitones for c in found]), accents,
                                groups=[c.sentence for c in found], cv=folds)
    shares = [float((guessed[accents == a] == a).mean()) for a in (1, 2)]
    return {"words": counts, "right": float((guessed == accents).mean()),
            "balanced": float(np.mean(shares)), "right_each": shares}


def means(found: list[Contour]) -> dict[str, dict]:
    """Mean contour of each accent and its standard error, for drawing."""
    out = {}
    for accent in (1, 2):
        rows = np.array([c.semitones for c in found if c.accent == accent])
        if len(rows) > 1:
            out[str(accent)] = {"mean": rows.mean(0).tolist(),
                                "error": (rows.std(0, ddof=1) / np.sqrt(len(rows))).tolist()}
    return out


def range_of(sentences: list[Aligned]) -> dict:
    """Median F0 in Hz, and its 5th to 95th percentile in semitones within a sentence."""
    heard, spans = [], []
    for sentence in sentences:
        pitch, voiced = semitones(sentence.features)
        if voiced.sum() >= 10:
            heard.append(pitch[voiced])
            spans.append(np.ptp(np.percentile(pitch[voiced], [5, 95])))
    return {"median_hz": float(hertz(np.median(np.concatenate(heard)))),
            "range_semitones": float(np.mean(spans))}
