"""Stage `prepare`: labels to phones, and the recordings worth training on."""

import argparse
from collections import Counter
from pathlib import Path

from . import corpus, espeak

# Longer clips only pad their batches; noisier ones teach noise.
MAX_FRAMES = 1200
MIN_SNR_DB = 18.0
# Outside these mean lengths (frames a phone) label and sound seldom belong together.
FRAMES_PER_PHONE = (4.0, 30.0)


def recording(entry: dict) -> corpus.Recording:
    """One label entry with its phones."""
    question = entry["text"].strip().endswith("?")
    phones = espeak.utterance(entry["ipa_espeak"], entry["lang"], question)
    return corpus.Recording(entry["id"], entry["set"], entry["lang"], entry["speaker"],
                            entry["gender"] or "", entry["text"], entry["frames"],
                            entry["offset"], tuple(phones))


def usable(entry: dict, candidate: corpus.Recording) -> bool:
    """Whether a recording is clean, short and plausible enough to train on."""
    spoken = sum(not phone.silent for phone in candidate.phones)
    if spoken < 2 or entry["frames"] > MAX_FRAMES or entry["snr_db"] < MIN_SNR_DB:
        return False
    return FRAMES_PER_PHONE[0] < entry["frames"] / spoken < FRAMES_PER_PHONE[1]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The stage's own options: none."""


def run(options: argparse.Namespace) -> None:
    """Write WORK/phones.jsonl."""
    kept, minutes = [], Counter()
    for entry in corpus.labels(options.features):
        candidate = recording(entry)
        if usable(entry, candidate):
            kept.append(candidate)
            minutes[candidate.set, candidate.language] += candidate.frames / 6000
    options.work.mkdir(parents=True, exist_ok=True)
    corpus.write(Path(options.work) / "phones.jsonl", kept)
    for (name, language), amount in sorted(minutes.items()):
        print(f"{name:12} {language}  {amount:6.1f} min")
    print(f"{len(kept)} recordings, {sum(minutes.values()):.1f} min")
