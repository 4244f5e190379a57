"""What should be heard: Lyssna's own phones of a sentence, or espeak-ng's."""

import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

from recipe import espeak, swedish
from recipe.phones import SILENCE, Phone

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


def own(lyssna: Path, sentences: list[str]) -> list[list[Word]]:
    """Each sentence's words as Lyssna says them."""
    lines = [" ".join(sentence.split()) for sentence in sentences]
    accents = {"acute": 1, "grave": 2, None: None}
    return [[Word(w["text"], tuple(swedish.northern(swedish.word(w))), accents[w["accent"]],
                  w["function"])
             for w in analysis["words"] if w["syllables"]]
            for analysis in swedish.analyses(lines, lyssna)]


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
