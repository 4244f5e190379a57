"""Joins a trained tagger and a memory of the words into the model file.

usage: remember.py --tagger tagger.bin --folkets FILE --rhasspy FILE [--without FILE ...] --out g2p.bin

The tagger may also be that of an older g2p.bin.
"""

import argparse

import torch

import export
import memory
import sources
from lexica import VOWELS
from tagger import Tagger

# What a word counts: as the dictionary has it, put together from such words, completed here.
KNOWN, DERIVED, COMPLETED = 2.0, 1.0, 1.0
SECONDARY = 3
MELTED = {"t": "ʈ", "d": "ɖ", "n": "ɳ", "l": "ɭ", "ɕ": "ʂ", "s": "ʂ"}


def arguments():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--tagger", required=True, help="what train.py wrote, or a whole model")
    sources.add_arguments(p)
    p.add_argument("--out", required=True)
    return p.parse_args()


def tokens_of(entry, chunks):
    """(letter, chunk, mark) of each letter; mark is the accent at the main stress."""
    out, at = [], 0
    for letter, chunk in zip(entry.word, chunks):
        span = set(range(at, at + len(chunk)))
        heavy = SECONDARY if entry.heavy & span else 0
        out.append((letter, chunk, entry.accent if entry.primary in span else heavy))
        at += len(chunk)
    return out


def melt(word, chunks):
    """Retroflexes where rhasspy's list has dentals after an r that is silent."""
    out, melting = [], False
    for letter, chunk in zip(word, chunks):
        if letter == "r" and not chunk:
            melting = True
        elif melting and len(chunk) == 1 and chunk[0] in MELTED and letter in "tdnlsczx":
            chunk = (MELTED[chunk[0]],)
        elif chunk:
            melting = False
        out.append(chunk)
    return out


def complete(entry, chunks, scores):
    """Rough phones with the stress and accent that the tagger gives them."""
    chunks, stress = melt(entry.word, chunks), scores[:, -3:]
    vowels = [i for i, chunk in enumerate(chunks) if any(p[0] in VOWELS for p in chunk)]
    if not vowels:
        return []
    _, main, accent = max((stress[i, grave], i, grave + 1) for i in vowels for grave in (0, 1))
    marks = [0] * len(chunks)
    for i in vowels:
        if stress[i, 2] > 0 or any(p.endswith("ː") for p in chunks[i]):
            marks[i] = SECONDARY
    marks[main] = accent
    return list(zip(entry.word, chunks, marks))


def main():
    a = arguments()
    torch.set_num_threads(1)
    with open(a.tagger, "rb") as file:
        tagger = Tagger(file.read()[export.HEADER :])
    folkets, derived, rough = sources.aligned(a)
    scores = tagger.all_scores({entry.word for entry, _ in rough})
    completed = [complete(entry, chunks, scores[entry.word]) for entry, chunks in rough]
    words = [
        ([tokens_of(entry, chunks) for entry, chunks in folkets], KNOWN),
        ([tokens_of(entry, chunks) for entry, chunks in derived], DERIVED),
        (completed, COMPLETED),
    ]
    tokens, levels = memory.learn(words, tagger.tags)
    print(f"{len(tokens)} tokens, {' + '.join(str(len(level[0])) for level in levels)} sequences", flush=True)
    export.write(tagger.payload + memory.payload(tokens, levels, tagger.tags), a.out)


main()
