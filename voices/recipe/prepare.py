"""Stage `prepare`: labels to phones, and the recordings worth training on."""

import argparse
from collections import Counter
from pathlib import Path

import numpy as np

from . import corpus, espeak, swedish
from .phones import Phone

OWN_WORDS = Path(__file__).parent.parent / "g2p" / "own.tsv"
# Sentences without a recording, which the voices practise on: some two hours.
PRACTICE, PRACTICE_SEED = 1800, 3

# Longer clips only pad their batches; noisier ones teach noise.
MAX_FRAMES = 1200
MIN_SNR_DB = 18.0
# Outside these mean lengths (frames a phone) label and sound seldom belong together.
FRAMES_PER_PHONE = (4.0, 30.0)


def foreign_phones(entry: dict) -> list[Phone]:
    """The phones of an entry in another language than Swedish, as espeak-ng has them."""
    question = entry["text"].strip().endswith("?")
    return espeak.utterance(entry["ipa_espeak"], entry["lang"], question)


def recording(entry: dict, phones: list[Phone]) -> corpus.Recording:
    """One label entry with its phones."""
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
    """The stage's own options."""
    parser.add_argument("--lyssna", type=Path, default=swedish.LYSSNA,
                        help="the program whose phonemes label Swedish (target/release/lyssna)")


def practice(lyssna: Path) -> list[list[Phone]]:
    """Phones of sentences made of the words in g2p/own.tsv."""
    rows = OWN_WORDS.read_text(encoding="utf-8").splitlines()
    words = [word for row in rows if len(word := row.split("\t")[0]) > 2]
    random = np.random.default_rng(PRACTICE_SEED)
    lines = swedish.practice_sentences(words, PRACTICE, random)
    return [swedish.northern(phones) for phones in swedish.transcribe(lines, lyssna)]


def run(options: argparse.Namespace) -> None:
    """Write WORK/phones.jsonl and WORK/practice.jsonl."""
    entries = list(corpus.labels(options.features))
    lines = [entry["text"] for entry in entries if entry["lang"] == "sv"]
    ours = iter(swedish.transcribe(lines, options.lyssna))
    kept, minutes = [], Counter()
    for entry in entries:
        phones = next(ours) if entry["lang"] == "sv" else foreign_phones(entry)
        candidate = recording(entry, phones)
        if usable(entry, candidate):
            kept.append(candidate)
            minutes[candidate.set, candidate.language] += candidate.frames / 6000
    options.work.mkdir(parents=True, exist_ok=True)
    corpus.write(options.work / "phones.jsonl", kept)
    corpus.write_phones(options.work / "practice.jsonl", practice(options.lyssna))
    for (name, language), amount in sorted(minutes.items()):
        print(f"{name:12} {language}  {amount:6.1f} min")
    print(f"{len(kept)} recordings, {sum(minutes.values()):.1f} min")
