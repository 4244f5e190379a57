"""The sounds of the blind listening test, and what its listeners found.

The page in examples/listening knows sounds by names drawn by chance; `key.json`,
which is not published with it, says whose they are.
"""

import json
import re
import secrets
from pathlib import Path

import numpy as np

from . import errors, sound
from .systems import Espeak, Lyssna, spoken

PAGE = Path(__file__).parent.parent.parent / "examples" / "listening"
# Every n-th sentence without figures, which listeners could write in several ways.
_EVERY = 5


def chosen(sentences: list[str]) -> list[str]:
    """The sentences that listeners hear."""
    return [s for s in sentences if not re.search(r"\d", s)][::_EVERY]


def make(systems: dict[str, Lyssna | Espeak], sentences: list[str], work: Path,
         page: Path = PAGE) -> int:
    """Write the page's sounds, its list and the key; return how many sounds."""
    sounds = page / "sounds"
    sounds.mkdir(parents=True, exist_ok=True)
    for old in sounds.glob("*.wav"):
        old.unlink()
    key, trials = {}, []
    for system, speaker in systems.items():
        for number, utterance in enumerate(spoken(speaker, sentences, work / system)):
            name = secrets.token_hex(6)
            level = sound.levelled(utterance.samples, utterance.rate)
            sound.write(sounds / f"{name}.wav", level, utterance.rate)
            key[name] = {"system": system, "text": utterance.text}
            trials.append({"sound": name, "sentence": number})
    test = secrets.token_hex(6)
    trials.sort(key=lambda trial: trial["sound"])
    listed = json.dumps({"test": test, "trials": trials}, indent=1)
    (sounds / "list.js").write_text(f"window.listening = {listed};\n", encoding="utf-8")
    (page / "key.json").write_text(json.dumps({"test": test, "sounds": key}, indent=1,
                                              ensure_ascii=False) + "\n", encoding="utf-8")
    return len(trials)


def words(text: str) -> list[str]:
    """A text's words, without case and punctuation."""
    return re.findall(r"[\w-]+", text.lower())


def results(key: dict, files: list[dict]) -> dict[str, dict]:
    """Each system's mean judgements with their margins, and words misheard in per cent."""
    answers: dict[str, list[dict]] = {}
    for file in files:
        if file["test"] != key["test"]:
            raise ValueError(f"these are answers to another test: {file['test']}")
        for answer in file["answers"]:
            answers.setdefault(key["sounds"][answer["sound"]]["system"], []).append(answer)
    return {system: _summary(given, key["sounds"]) for system, given in answers.items()}


def _summary(given: list[dict], sounds: dict) -> dict:
    written = [a for a in given if a["heard"] is not None]
    pairs = [pair for a in written
             for pair in errors.matched(words(sounds[a["sound"]]["text"]), words(a["heard"]))]
    summary = {"answers": len(given), "words_wrong": errors.rate(pairs) if pairs else None}
    for name in ("naturalness", "ease"):
        values = np.array([a[name] for a in given], float)
        spread = values.std(ddof=1) if len(values) > 1 else np.nan
        summary[name] = {"mean": float(values.mean()),
                         "margin": float(1.96 * spread / np.sqrt(len(values)))}
    return summary
