"""Tests of the evaluation's arithmetic: `python -m unittest evaluation.tests`, in voices/."""

import unittest

import numpy as np

from recipe.phones import SILENCE, Phone

from . import accents, durations, errors, levels, sound
from .alignment import Aligned
from .transcription import Word

RATE = 16_000


def tone(seconds: float, hertz: float = 150.0, amplitude: float = 0.2) -> np.ndarray:
    """A voice-like tone: the first ten harmonics, falling."""
    time = np.arange(round(seconds * RATE)) / RATE
    return sum(amplitude / n * np.sin(2 * np.pi * hertz * n * time) for n in range(1, 11))


def aligned(words: list[Word], durations: list[int], features: np.ndarray | None = None) -> Aligned:
    """A sentence of words between silences, with given lengths."""
    phones = [Phone(SILENCE), *(p for w in words for p in w.phones), Phone(SILENCE)]
    word = [-1, *(i for i, w in enumerate(words) for _ in w.phones), -1]
    frames = np.zeros((sum(durations), 20)) if features is None else features
    return Aligned(words, phones, np.array(word), np.array(durations), frames)


LONG = Word("mat", (Phone("m"), Phone("ɑ", long=True, stress=1.0), Phone("t")), 1, False)
SHORT = Word("matt", (Phone("m"), Phone("a", stress=1.0), Phone("t", long=True)), 1, False)


class Evaluation(unittest.TestCase):
    """Each measure against sounds and sentences whose answer is known."""

    def test_a_step_is_a_click_and_a_voice_is_none(self):
        voice = tone(2)
        self.assertEqual(len(levels.clicks(voice, RATE)), 0)
        broken = voice.copy()
        broken[16_000:] += 0.2
        self.assertEqual(levels.clicks(broken, RATE).tolist(), [16_000])
        dropped = voice.copy()
        dropped[8_000] += 0.3
        self.assertEqual(levels.clicks(dropped, RATE).tolist(), [8_000])

    def test_a_peak_between_samples_is_found(self):
        wave = np.sin(2 * np.pi * RATE / 4 * np.arange(RATE) / RATE + np.pi / 4)
        self.assertAlmostEqual(20 * np.log10(np.abs(wave).max()), -3.01, 1)
        self.assertAlmostEqual(levels.true_peak(wave * np.hanning(RATE)), 0.0, 1)

    def test_levelling_brings_all_to_one_loudness(self):
        for amplitude in (0.01, 0.1):
            level = sound.levelled(tone(2, amplitude=amplitude), RATE)
            self.assertAlmostEqual(sound.loudness(level, RATE), sound.COMMON_LUFS, 1)

    def test_drift_is_seen_in_level_and_pitch(self):
        gain = np.linspace(0, -12, 4 * 60 * RATE)
        features = np.zeros((4 * 6000, 20))
        features[:, 18] = np.linspace(0, 1, len(features))
        features[:, 19] = 0.5
        seen = levels.drift(tone(240) * 10 ** (gain / 20), RATE, features)
        self.assertAlmostEqual(seen["lufs_slope"], -30, delta=1)
        self.assertAlmostEqual(seen["semitone_slope"], 30, delta=0.1)

    def test_quantity_counts_stressed_vowels_and_what_follows(self):
        words = [LONG, SHORT, LONG]
        sentence = aligned(words, [10, 5, 20, 6, 5, 10, 9, 5, 40, 30, 10])
        found = durations.quantity([sentence])
        self.assertEqual(found["vowel_ratio"], 2.0)
        self.assertEqual(found["consonant_ratio"], 1.5)

    def test_rate_leaves_pauses_out(self):
        found = durations.rate([aligned([LONG, SHORT], [50, 10, 20, 10, 10, 20, 30, 50])])
        self.assertEqual(found["phones_per_second"], 6.0)
        self.assertEqual(found["words_per_minute"], 120.0)

    def test_vowels_without_voice_are_not_plausible(self):
        for voice, lengths, plausible in ((0.5, [9, 5, 20, 6, 9], True),
                                          (-0.5, [9, 5, 20, 6, 9], False),
                                          (0.5, [9, 2, 20, 2, 9], False)):
            features = np.zeros((sum(lengths), 20))
            features[:, 19] = voice
            self.assertEqual(aligned([LONG], lengths, features).plausible, plausible)

    def test_accents_that_differ_are_told_apart_and_others_are_not(self):
        random = np.random.default_rng(3)
        for difference, low, high in ((4.0, 0.95, 1.0), (0.0, 0.3, 0.7)):
            found = [accents.Contour("ord", accent, random.normal(0, 1, 2 * accents.POINTS)
                                     + difference * (accent - 1.5) * np.linspace(-1, 1, 20), i)
                     for i in range(100) for accent in (1, 2)]
            share = accents.told_apart(found)["balanced"]
            self.assertTrue(low <= share <= high, share)

    def test_a_contour_runs_over_the_stressed_vowel_and_the_next(self):
        word = Word("anden", (Phone("a", stress=1.0), Phone("n"), Phone("ə"), Phone("n")), 1, False)
        features = np.zeros((100, 20))
        features[:, 18] = np.arange(100) / 12
        features[:, 19] = 0.5
        contour, = accents.contours([aligned([word], [20, 10, 10, 10, 10, 40], features)])
        self.assertAlmostEqual(contour.semitones[0] + 49.5, 20)
        self.assertAlmostEqual(contour.semitones[accents.POINTS] + 49.5, 30)
        self.assertAlmostEqual(contour.semitones[-1] + 49.5, 49)

    def test_errors_count_wrong_missing_and_added_phones(self):
        found = errors.score([list("abcd"), list("ef")], [list("abxd"), list("e")])
        self.assertAlmostEqual(found["wrong"], 100 / 3)
        self.assertEqual(found["right"]["c"], [0, 1])
        self.assertEqual(found["counts"], [[1, 4], [1, 2]])

    def test_errors_are_compared_over_the_same_sentences(self):
        share, low, high = errors.fewer([[1, 10], [2, 10], [3, 10]], [[2, 10], [4, 10], [6, 10]])
        for value in (share, low, high):
            self.assertAlmostEqual(value, 50)


if __name__ == "__main__":
    unittest.main()
