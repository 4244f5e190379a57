"""Tests of the recipe's arithmetic: `python -m unittest recipe.tests`, in voices/."""

import unittest

import numpy as np

from . import espeak, evaluate, examples, hmm
from .phones import SIZE, Phone, vectors

# Language, espeak-ng's clauses, the symbols expected.
TRANSCRIPTIONS = [
    ("sv", ["b_ˈɑː_r_n"], "_ b ɑ ɳ _"),
    ("sv", ["f_ˈoː_r s_ˈiː_n"], "_ f o ʂ i n _"),
    ("sv", ["sx_ˈʉ"], "_ ɧ ʉ _"),
    ("de", ["v_ˌ??_d_ə"], "_ v ʊ ɐ d ə _"),
    ("de", ["r_ˈuː h_ˈɛ_ɾ_ts"], "_ ʁ u h ɛ ɐ t s _"),
    ("pl", ["ʃ_ˈa", "(en)_t_ˈiː"], "_ ʂ a _ t i _"),
]

# Wanted, heard, errors a hundred wanted phones.
ERRORS = [
    ("abc", "abc", 0.0),
    ("abc", "ac", 100 / 3),
    ("abc", "axbc", 100 / 3),
    ("rr", "ɾl", 100.0),
]


class Recipe(unittest.TestCase):
    """Each stage's pure parts against values worked out by hand."""

    def test_labels_become_phones(self):
        for language, clauses, expected in TRANSCRIPTIONS:
            phones = espeak.utterance(clauses, language)
            self.assertEqual(" ".join(p.symbol for p in phones), expected)

    def test_vector_of_a_long_stressed_vowel(self):
        phone = Phone("y", long=True, stress=1.0, first=True, left=4, since=1)
        vector, = vectors([phone])
        self.assertEqual(len(vector), SIZE)
        self.assertEqual(list(np.flatnonzero(vector[:32])), [1, 2, 3, 4, 5, 7, 26, 30])
        np.testing.assert_allclose(vector[32:36], np.exp([-1, -1 / 3, -1 / 4, -1 / 12]), rtol=1e-6)

    def test_frame_inputs_draw_pitch_between_phones(self):
        pitch = np.array([[0.0, 1.0], [1.0, 1.0]], np.float32)
        index, inputs = examples.frame_inputs(np.array([4, 2]), pitch)
        self.assertEqual(list(index), [0, 0, 0, 0, 1, 1])
        np.testing.assert_allclose(inputs[:4, 0], [-0.75, -0.25, 0.25, 0.75])
        np.testing.assert_allclose(inputs[:, 4], [0, 0.25, 0.75, 1, 1, 1])

    def test_phone_pitch_is_each_halfs_mean(self):
        voiced = np.array([1, 0, 1, 1, 1], bool)
        pitch = np.array([0, 9, 2, 4, 6], np.float32)
        halves = examples.phone_pitch(pitch, voiced, np.array([4, 1]))
        np.testing.assert_allclose(halves, [[0.5, 3], [6, 6]])

    def test_alignment_finds_the_change_and_skips_silence(self):
        scores = np.full((10, 6), -9.0)
        scores[:6, 0:2] = 0
        scores[6:, 4:6] = 0
        counts, mean = hmm.viterbi(scores, np.array([0, 1, 2]), np.array([0, 1, 0]), 5.0)
        self.assertEqual(list(counts.sum(1)), [6, 0, 4])
        self.assertEqual(mean, 0.0)

    def test_phone_errors(self):
        for wanted, heard, expected in ERRORS:
            pairs = evaluate.matched(list(wanted), list(heard))
            self.assertAlmostEqual(evaluate.Score.rate(pairs), expected)


if __name__ == "__main__":
    unittest.main()
