"""Tests of the recipe's arithmetic: `python -m unittest recipe.tests`, in voices/."""

import unittest

import numpy as np
import torch

from . import critics, espeak, evaluate, examples, hmm, losses, swedish
from .phones import SIZE, Phone, vectors

# Language, espeak-ng's clauses, the symbols expected.
TRANSCRIPTIONS = [
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

    def test_analysed_lines_become_phones(self):
        def word(text, start, syllables):
            return {"text": text, "bytes": {"start": start, "end": start + len(text.encode())},
                    "syllables": [{"stress": stress, "phones": [
                        {"sign": sign[0], "long": len(sign) > 1} for sign in signs]}
                        for stress, *signs in syllables]}
        analysis = {"text": "Å, sjön?", "words": [
            word("Å", 0, [("primary", "oː")]),
            word("sjön", 4, [("primary", "ɧ", "øː", "n")])]}
        phones = swedish.northern(swedish.utterance(analysis))
        self.assertEqual(" ".join(p.symbol for p in phones), "_ o _ ʂ ø n _")
        self.assertEqual([p.stress for p in phones], [0, 1, 0, 0, 1, 0, 0])
        self.assertEqual([p.left for p in phones], [0, 1, 0, 3, 2, 1, 0])
        self.assertTrue(all(p.question for p in phones))

    def test_warping_moves_a_formant_and_keeps_the_level(self):
        energy = np.exp(-((examples.BAND_HZ - 1600) / 600) ** 2)
        frames = np.zeros((1, 20), np.float32)
        frames[0, :18] = energy @ examples.band_basis().T
        higher, = examples.warped(frames, 1.25)
        moved = higher[:18] @ examples.band_basis()
        self.assertEqual(examples.BAND_HZ[moved.argmax()], 2000)
        self.assertAlmostEqual(moved.max(), 1.0, places=1)
        np.testing.assert_allclose(examples.warped(frames, 1.0), frames, atol=1e-6)

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

    def test_blur_removes_what_alternates(self):
        frames = torch.tensor([1.0, -1.0] * 5).reshape(1, 10, 1)
        np.testing.assert_allclose(critics.blurred(frames)[0, 1:-1], 0)
        np.testing.assert_allclose(critics.blurred(frames.abs()), 1)

    def test_unevenness_tells_pairs_from_frames(self):
        pairs = torch.ones(1, 6, 1)
        for step, expected in ((torch.arange(12), 0.0), (torch.arange(12) // 2, 1.0)):
            frames = step.float().reshape(1, 12, 1).expand(-1, -1, 20)
            self.assertAlmostEqual(losses.unevenness(frames, pairs).item(), expected, places=5)

    def test_the_middle_of_a_phone_is_central(self):
        _, inputs = examples.frame_inputs(np.array([2, 4]), np.zeros((2, 2)))
        middle = losses.central(torch.tensor(inputs)[None], torch.ones(1, 3, 1))
        self.assertEqual(middle[0].tolist(), [1, 1, 0, 1, 1, 0])

    def test_phone_errors(self):
        for wanted, heard, expected in ERRORS:
            pairs = evaluate.matched(list(wanted), list(heard))
            self.assertAlmostEqual(evaluate.Score.rate(pairs), expected)


if __name__ == "__main__":
    unittest.main()
