"""Where each phone lies, found from the sound alone and alike for every system.

The recipe's two-state HMM is estimated from the recipe's aligned recordings and then
leans towards the system at hand in a few rounds. Silence may slip in between words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from recipe import align, corpus, hmm
from recipe.phones import MERGED, Phone

from .transcription import Word, flat

# Rounds in which the models lean towards the system.
ROUNDS = 3
# A plausible alignment has this share of its vowels' frames voiced, and no more than
# this share of its phones as short as the two states allow.
VOICED_VOWELS, SHORT_PHONES, SHORTEST = 0.75, 0.3, 2
# Every n-th recording of a studio voice is enough to know its phones by.
STUDIO_EVERY = 8


@dataclass(frozen=True)
class Aligned:
    """A sentence with its phones' frames: `ends` of 10 ms, `word` is -1 in silence."""

    words: list[Word]
    phones: list[Phone]
    word: np.ndarray
    durations: np.ndarray
    features: np.ndarray

    @property
    def starts(self) -> np.ndarray:
        """Each phone's first frame."""
        return np.cumsum(self.durations) - self.durations

    @property
    def plausible(self) -> bool:
        """Whether phones and sound seem to belong together.

        A noisy recording, or one that says something else, is aligned with vowels where
        there is no voice and with many phones as short as can be.
        """
        vowel = np.repeat([p.vowel for p in self.phones], self.durations)
        spoken = self.durations[self.word >= 0]
        voiced = self.features[:len(vowel), 19][vowel] > corpus.VOICED
        return voiced.mean() >= VOICED_VOWELS and (spoken <= SHORTEST).mean() <= SHORT_PHONES


def _sentence(words: list[Word]) -> tuple[list[Phone], np.ndarray, np.ndarray]:
    """Phones with a silence that may be skipped after each word, which, and their words."""
    phones, owners = flat(words)
    with_silences, optional = align.with_optional_silences(tuple(phones))
    owner = iter(owners)
    word = [-1 if skipped else next(owner) for skipped in optional]
    return with_silences, optional, np.array(word)


class Aligner:
    """Phone models, ready to lean towards any system."""

    def __init__(self, features: Path, work: Path):
        self._numbers: dict[str, int] = {}
        self._groups: dict[str, int] = {}
        chosen, studio = [], 0
        for recording in corpus.read(work / "aligned.jsonl"):
            studio += recording.studio
            if not recording.studio or studio % STUDIO_EVERY == 0:
                chosen.append(recording)
        for recording in chosen:
            for phone in recording.phones:
                self._numbers.setdefault(align.hmm_symbol(phone), len(self._numbers))
            self._groups.setdefault(self._group(recording), len(self._groups))
        states = 2 * len(self._numbers)
        self._models = hmm.Gaussians(len(self._groups) + 1, states, 38)
        arrays = corpus.Features(features)
        for recording in chosen:
            observed = align.observations(arrays.of(recording), studio=False)
            symbols = self._symbols(recording.phones)
            durations = np.array(recording.durations)
            halves = np.stack([durations - durations // 2, durations // 2], 1)
            path = np.repeat(np.stack([2 * symbols, 2 * symbols + 1], 1).ravel(), halves.ravel())
            self._models.add(self._groups[self._group(recording)], path, observed)

    @staticmethod
    def _group(recording: corpus.Recording) -> str:
        return recording.set if recording.studio else recording.language

    def _symbols(self, phones: Sequence[Phone]) -> np.ndarray:
        return np.array([self._number(phone) for phone in phones])

    def _number(self, phone: Phone) -> int:
        """The model of a phone, or of the likest that recordings have."""
        for symbol in (phone.symbol, MERGED.get(phone.symbol, phone.symbol)):
            length, stress = "ː" * phone.long * phone.vowel, "'" * bool(phone.stress)
            for marks in (length + stress, stress, length, ""):
                if symbol + marks in self._numbers:
                    return self._numbers[symbol + marks]
        raise ValueError(f"no recording has the phone {phone.symbol}")

    def align(self, sentences: list[list[Word]], features: list[np.ndarray]) -> list[Aligned]:
        """Find the phones of one system's sentences in their features (frames, 20)."""
        own = len(self._groups)
        models = self._models
        observed = [align.observations(f, studio=False) for f in features]
        rows = [_sentence(words) for words in sentences]
        symbols = [self._symbols(phones) for phones, _, _ in rows]
        counts = []
        for _ in range(ROUNDS):
            means, variances = models.estimate()
            models.count[own], models.sum[own], models.square[own] = 0, 0, 0
            counts = []
            for (_, optional, _), numbers, heard in zip(rows, symbols, observed):
                used, place = np.unique(numbers, return_inverse=True)
                states = np.stack([2 * used, 2 * used + 1], 1).ravel()
                likelihood = hmm.log_likelihood(heard.astype(np.float64), means[own][states],
                                                variances[own][states])
                found, _ = hmm.viterbi(likelihood, place, optional, align.PENALTY)
                pairs = np.stack([2 * numbers, 2 * numbers + 1], 1)
                models.add(own, np.repeat(pairs.ravel(), found.ravel()), heard)
                counts.append(found.sum(1))
        models.count[own], models.sum[own], models.square[own] = 0, 0, 0
        return [_settled(words, row, lengths, f)
                for words, row, lengths, f in zip(sentences, rows, counts, features)]


def _settled(words: list[Word], row: tuple, lengths: np.ndarray, features: np.ndarray) -> Aligned:
    """The sentence without the silences that were skipped or are mere closures."""
    phones, word, durations = [], [], []
    for phone, skipped, owner, length in zip(*row, lengths):
        if skipped and length < align.MIN_SILENCE:
            durations[-1] += int(length)
            continue
        phones.append(phone)
        word.append(owner)
        durations.append(int(length))
    return Aligned(words, phones, np.array(word), np.array(durations), features)
