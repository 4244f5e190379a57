"""What should be heard: Lyssna's own phones of a sentence, or espeak-ng's."""

import json
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

from recipe import espeak
from recipe.phones import CONSONANTS, SILENCE, VOWELS, Phone
from recipe.swedish import STRESS

# All voices say the northern sje sound, which stands among the retroflexes.
SAID = {"ɧ": "ʂ"}
_RETROFLEX = {"t": "ʈ", "d": "ɖ", "n": "ɳ", "l": "ɭ", "s": "ʂ"}
_SPREADING = {"ʈ", "ɖ", "ɳ", "ʂ"}


@dataclass(frozen=True)
class Word:
    """One word as it should be said; `accent` is 1, 2 or None where it has no stress."""

    text: str
    phones: tuple[Phone, ...]
    accent: int | None
    function: bool

    @property
    def stressed(self) -> int | None:
        """The place of the vowel with primary stress."""
        return next((i for i, p in enumerate(self.phones) if p.vowel and p.stress == 1), None)


def _phones(syllables: list[dict]) -> tuple[Phone, ...]:
    phones = []
    for syllable in syllables:
        for entry in syllable["phones"]:
            symbol = SAID.get(entry["sign"], entry["sign"])
            if symbol not in VOWELS and symbol not in CONSONANTS:
                raise ValueError(f"the recipe does not know the phone {symbol}")
            stress = STRESS[syllable["stress"]] if symbol in VOWELS else 0.0
            phones.append(Phone(symbol, long=entry["long"], stress=stress))
    if phones:
        phones[0] = replace(phones[0], first=True)
        phones[-1] = replace(phones[-1], last=True)
    return tuple(phones)


def own(lyssna: Path, sentences: list[str]) -> list[list[Word]]:
    """Each sentence's words as Lyssna says them."""
    lines = [" ".join(sentence.split()) for sentence in sentences]
    spoken = subprocess.run([lyssna, "phonemes", "--format", "json"], input="\n".join(lines),
                            capture_output=True, text=True, check=True).stdout.splitlines()
    accents = {"acute": 1, "grave": 2, None: None}
    return [[Word(w["text"], _phones(w["syllables"]), accents[w["accent"]], w["function"])
             for w in json.loads(line)["words"] if w["syllables"]] for line in spoken]


def labels(words: list[Word]) -> list[str]:
    """The classes that the phone recogniser should hear."""
    return [phone.label for word in words for phone in word.phones]


def espeak_labels(sentence: str) -> list[str]:
    """The classes it should hear if espeak-ng is right about the sentence."""
    command = ["espeak-ng", "-v", "sv", "-q", "--ipa", "--sep=_", "--", sentence]
    written = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    clauses = [line.strip().replace("sx", "ʂ") for line in written.splitlines() if line.strip()]
    spoken = [p for p in espeak.utterance(clauses, "sv") if not p.silent]
    return [phone.label for phone in _with_retroflexes(spoken)]


def _with_retroflexes(phones: list[Phone]) -> list[Phone]:
    """espeak-ng's phones with r and a dental as the one retroflex that it says."""
    out: list[Phone] = []
    for phone in phones:
        before = out[-1].symbol if out else SILENCE
        if phone.symbol in _RETROFLEX and before == "r" and not out[-1].long:
            out[-1] = replace(phone, symbol=_RETROFLEX[phone.symbol])
            continue
        if phone.symbol in "tdns" and before in _SPREADING:
            phone = replace(phone, symbol=_RETROFLEX[phone.symbol])
        out.append(phone)
    return out


def flat(words: list[Word]) -> tuple[list[Phone], list[int]]:
    """A sentence's phones between two silences, and the word of each (-1 for silence)."""
    phones, owners = [Phone(SILENCE, edge=True)], [-1]
    for number, word in enumerate(words):
        phones += word.phones
        owners += [number] * len(word.phones)
    return [*phones, Phone(SILENCE, edge=True)], [*owners, -1]
