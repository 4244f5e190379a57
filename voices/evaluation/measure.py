"""Everything that is measured of one system, as JSON-ready dicts."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from recipe import corpus, recogniser

from . import accents, durations, errors, levels, predictors, sound, transcription
from .alignment import Aligned, Aligner
from .systems import Utterance


@dataclass(frozen=True)
class Ears:
    """The instruments, loaded once."""

    lyssna: Path
    vocoder: sound.Vocoder
    recogniser: recogniser.Recogniser
    aligner: Aligner
    dnsmos: predictors.Dnsmos | None
    nisqa: predictors.Nisqa | None

    def features(self, utterance: Utterance) -> np.ndarray:
        """Vocoder features of an utterance made alike to the recordings."""
        return self.vocoder.features(sound.prepared(utterance.samples, utterance.rate))

    def naturalness(self, utterances: list[Utterance]) -> dict:
        """Means of the predictors, and half the width of their 95 % intervals."""
        judged = self.dnsmos.judge(utterances) if self.dnsmos is not None else {}
        if self.nisqa is not None:
            judged["nisqa"] = self.nisqa.judge(utterances)
        return {name: {"mean": float(values.mean()),
                       "margin": float(1.96 * values.std(ddof=1) / np.sqrt(len(values)))}
                for name, values in judged.items()}


@dataclass(frozen=True)
class Heard:
    """Utterances of one system, their features, and their phones by Lyssna's labels."""

    utterances: list[Utterance]
    features: list[np.ndarray]
    aligned: list[Aligned]

    @classmethod
    def of(cls, ears: Ears, utterances: list[Utterance],
           features: list[np.ndarray] | None = None) -> "Heard":
        """Listen to utterances; recordings have features already."""
        features = features or [ears.features(u) for u in utterances]
        words = transcription.own(ears.lyssna, [u.text for u in utterances])
        return cls(utterances, features, ears.aligner.align(words, features))


def phone_errors(ears: Ears, heard: Heard) -> dict:
    """Errors against Lyssna's phones and against espeak-ng's."""
    recognised = [ears.recogniser.recognise(f) for f in heard.features]
    wanted = {"own": [transcription.labels(a.words) for a in heard.aligned],
              "espeak": [transcription.espeak_labels(u.text) for u in heard.utterances]}
    return {whose: errors.score(labels, recognised) for whose, labels in wanted.items()}


def prosody(aligned: list[Aligned]) -> dict:
    """F0, word accents, quantity and rate, of the sentences that could be aligned."""
    aligned = [sentence for sentence in aligned if sentence.plausible]
    found = accents.contours(aligned)
    return {"aligned": len(aligned), "f0": accents.range_of(aligned), "quantity": durations.quantity(aligned),
            "rate": durations.rate(aligned),
            "accents": {**accents.told_apart(found), "means": accents.means(found)}}


def sentences(ears: Ears, heard: Heard) -> dict:
    """All measures of a list of sentences as one system says them."""
    return {"sentences": len(heard.utterances), "errors": phone_errors(ears, heard),
            "naturalness": ears.naturalness(heard.utterances),
            "levels": levels.sentences([(u.samples, u.rate) for u in heard.utterances]),
            **prosody(heard.aligned)}


def in_own_language(ears: Ears, recordings: list[corpus.Recording],
                    features: list[np.ndarray]) -> dict:
    """Errors and naturalness of recordings in the language that they are in.

    Naturalness is that of the recordings as the vocoder says them.
    """
    recognised = [ears.recogniser.recognise(f) for f in features]
    said = [Utterance(r.text, ears.vocoder.speech(f), sound.RATE)
            for r, f in zip(recordings, features)]
    return {"sentences": len(said), "naturalness": ears.naturalness(said),
            "errors": errors.score([recogniser.spoken(r) for r in recordings], recognised)}
