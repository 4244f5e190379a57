"""Everything that is measured of one system, as one JSON-ready dict."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from recipe import recogniser

from . import accents, durations, errors, levels, predictors, sound, transcription
from .alignment import Aligner
from .systems import Utterance


@dataclass
class Ears:
    """The instruments, loaded once."""

    lyssna: Path
    vocoder: sound.Vocoder
    recogniser: recogniser.Recogniser
    aligner: Aligner
    nisqa: predictors.Nisqa | None

    def features(self, utterances: list[Utterance]) -> list[np.ndarray]:
        """Vocoder features of utterances, each made alike to the recordings."""
        return [self.vocoder.features(sound.prepared(u.samples, u.rate)) for u in utterances]

    def heard(self, features: list[np.ndarray]) -> list[list[str]]:
        """What the recogniser hears."""
        return [self.recogniser.recognise(f) for f in features]

    def naturalness(self, utterances: list[Utterance]) -> dict:
        """Means of the predictors, and half the width of their 95 % intervals."""
        judged = predictors.noise_judgements(utterances)
        if self.nisqa is not None:
            judged["nisqa"] = self.nisqa.judge(utterances)
        return {name: {"mean": float(values.mean()),
                       "margin": float(1.96 * values.std(ddof=1) / np.sqrt(len(values)))}
                for name, values in judged.items()}


def phone_errors(ears: Ears, texts: list[str], features: list[np.ndarray]) -> dict:
    """Errors against Lyssna's phones and against espeak-ng's."""
    heard = ears.heard(features)
    own = [transcription.labels(words) for words in transcription.own(ears.lyssna, texts)]
    return {"own": errors.score(own, heard),
            "espeak": errors.score([transcription.espeak_labels(t) for t in texts], heard)}


def prosody(ears: Ears, texts: list[str], features: list[np.ndarray]) -> dict:
    """F0, word accents, quantity and rate, all by alignment with Lyssna's phones."""
    aligned = ears.aligner.align(transcription.own(ears.lyssna, texts), features)
    found = accents.contours(aligned)
    return {"f0": accents.range_of(aligned), "quantity": durations.quantity(aligned),
            "rate": durations.rate(aligned),
            "accents": {**accents.told_apart(found), "means": accents.means(found)}}


def sentences(ears: Ears, utterances: list[Utterance]) -> dict:
    """All measures of a list of sentences as one system says them."""
    texts, features = [u.text for u in utterances], ears.features(utterances)
    return {"sentences": len(utterances), "errors": phone_errors(ears, texts, features),
            "naturalness": ears.naturalness(utterances),
            "levels": levels.sentences([(u.samples, u.rate) for u in utterances]),
            **prosody(ears, texts, features)}
