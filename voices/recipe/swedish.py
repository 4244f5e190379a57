"""Swedish phones as Lyssna's own phonemes have them, by `lyssna phonemes`.

They label the Swedish recordings, tell `evaluate` what should be heard, and make
the sentences that the voices practise on while they train.
"""

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np

from .phones import CONSONANTS, SILENCE, VOWELS, Phone, with_positions

LYSSNA = Path(__file__).parent.parent.parent / "target" / "release" / "lyssna"
STRESS = {"none": 0.0, "secondary": 0.5, "primary": 1.0}
# Where one of these stands between two words, there is a pause.
PAUSE = re.compile("[,;:.!?–—()]")
# What stands between the words of a practice sentence, as often as it is listed.
FUNCTION_WORDS = ("och", "och", "i", "i", "på", "det", "som", "är", "en", "att", "av", "med",
                  "den", "till", "för", "inte", "har", "de", "vid", "om", "ett", "kan", "sig",
                  "från", "men", "var", "så", "under", "efter", "eller", "mot", "ut")


def word(analysis: dict) -> list[Phone]:
    """The phones of one analysed word; only vowels carry the stress of their syllable."""
    phones = []
    for syllable in analysis["syllables"]:
        for phone in syllable["phones"]:
            sign = phone["sign"]
            if sign not in VOWELS and sign not in CONSONANTS:
                raise ValueError(f"no articulation is known for {sign!r} of {analysis['text']!r}")
            stress = STRESS[syllable["stress"]] if sign in VOWELS else 0.0
            phones.append(Phone(sign, long=phone["long"], stress=stress))
    if phones:
        phones[0] = replace(phones[0], first=True)
        phones[-1] = replace(phones[-1], last=True)
    return phones


def utterance(analysis: dict) -> list[Phone]:
    """An analysed line's phones, with a silence at each end and at each pause."""
    text = analysis["text"].encode()
    phones, end = [Phone(SILENCE, edge=True)], 0
    for analysed in analysis["words"]:
        between = text[end:analysed["bytes"]["start"]].decode()
        if PAUSE.search(between) and not phones[-1].silent:
            phones.append(Phone(SILENCE))
        phones += word(analysed)
        end = analysed["bytes"]["end"]
    phones.append(Phone(SILENCE, edge=True))
    question = analysis["text"].rstrip().endswith("?")
    return [replace(p, question=question) for p in with_positions(phones)]


def analyses(lines: list[str], lyssna: Path) -> list[dict]:
    """What `lyssna phonemes --format json` finds of each line of text."""
    run = subprocess.run([lyssna, "phonemes", "--format", "json"], input="\n".join(lines) + "\n",
                         capture_output=True, text=True, check=True)
    found = [json.loads(line) for line in run.stdout.splitlines()]
    if len(found) != len(lines):
        raise ValueError(f"{len(found)} analyses of {len(lines)} lines")
    return found


def transcribe(lines: list[str], lyssna: Path) -> list[list[Phone]]:
    """The phones of each line of text."""
    return [utterance(analysis) for analysis in analyses(lines, lyssna)]


def northern(phones: list[Phone]) -> list[Phone]:
    """The phones with the sje sound as the voices say it: no recording has the dark one."""
    return [replace(p, symbol="ʂ") if p.symbol == "ɧ" else p for p in phones]


def practice_sentences(words: list[str], count: int, random: np.random.Generator) -> list[str]:
    """Rows of four to ten words drawn at random, most with a function word before them."""
    sentences = []
    for _ in range(count):
        row = []
        for word in random.choice(words, random.integers(4, 11)):
            if random.random() < 0.6:
                row.append(str(random.choice(FUNCTION_WORDS)))
            row.append(str(word) + "," * (random.random() < 0.08))
        sentences.append(" ".join(row).rstrip(","))
    return sentences
