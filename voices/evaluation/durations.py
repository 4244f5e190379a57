"""Quantity, rate and pauses of aligned sentences."""

import numpy as np

from .alignment import Aligned

FRAME_MS = 10
# A silence this long between words counts as a pause, in frames of 10 ms.
PAUSE = 12


def _final(sentence: Aligned) -> set[int]:
    """The words before a pause, whose phones are longer."""
    silent = np.flatnonzero(sentence.word < 0)
    return {int(sentence.word[i - 1]) for i in silent if i > 0}


def quantity(sentences: list[Aligned]) -> dict:
    """Mean lengths in ms under primary stress, and the ratios of long to short.

    Words before a pause are left out. The consonant is the one after the stressed
    vowel, in its word: long after a short vowel, short after a long one.
    """
    vowels, consonants = {True: [], False: []}, {True: [], False: []}
    for sentence in sentences:
        last = _final(sentence)
        for i, (phone, word) in enumerate(zip(sentence.phones, sentence.word)):
            if word < 0 or word in last or not phone.vowel or phone.stress != 1:
                continue
            vowels[phone.long].append(sentence.durations[i])
            follower = sentence.phones[i + 1]
            if sentence.word[i + 1] == word and not follower.vowel:
                consonants[not phone.long].append(sentence.durations[i + 1])
    mean = {(kind, long): FRAME_MS * float(np.mean(lengths)) if lengths else float("nan")
            for kind, group in (("v", vowels), ("c", consonants))
            for long, lengths in group.items()}
    return {"long_vowel_ms": mean["v", True], "short_vowel_ms": mean["v", False],
            "vowel_ratio": mean["v", True] / mean["v", False],
            "long_consonant_ms": mean["c", True], "short_consonant_ms": mean["c", False],
            "consonant_ratio": mean["c", True] / mean["c", False],
            "vowels": [len(vowels[True]), len(vowels[False])]}


def rate(sentences: list[Aligned]) -> dict:
    """Phones a second between pauses, words a minute in all, and the pauses' lengths."""
    phones = words = spoken = whole = 0
    pauses = []
    for sentence in sentences:
        silent = sentence.word < 0
        phones += int((~silent).sum())
        words += len(sentence.words)
        spoken += int(sentence.durations[~silent].sum())
        whole += int(sentence.durations[1:-1].sum())
        inner = sentence.durations[1:-1][silent[1:-1]]
        pauses += [FRAME_MS * int(length) for length in inner if length >= PAUSE]
    return {"phones_per_second": 100 * phones / spoken, "words_per_minute": 6000 * words / whole,
            "pauses": len(pauses), "pause_ms": float(np.mean(pauses)) if pauses else 0.0}
