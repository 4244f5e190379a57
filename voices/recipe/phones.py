"""Phones as articulatory vectors: the 38 numbers the acoustic model reads.

Describing a phone by how it is made, and not by a number of its own, lets a
speaker say phones of a language she never recorded.

Layout of a vector: 0 silence, 1 vowel, 2 height, 3 backness, 4 rounding,
5 length, 6 consonant, 7 voice, 8-16 place, 17-25 manner, 26 stress,
27 off-glide, 28 palatalised, 29 nasalised, 30 and 31 first and last of its
word, 32-35 phones left in and since the start of the phrase, 36 question,
37 utterance edge.
"""

from dataclasses import dataclass, replace

import numpy as np

SILENCE = "_"

# Height (0 close to 1 open), backness (0 front to 1 back), rounding.
VOWELS = {
    "i": (0, 0, 0), "y": (0, 0, 1), "ɨ": (0, 0.5, 0), "ʉ": (0.08, 0.35, 1),
    "ɯ": (0, 1, 0), "u": (0, 1, 1), "ᵻ": (0.15, 0.35, 0), "ɪ": (0.2, 0.1, 0),
    "ʏ": (0.2, 0.15, 1), "ʊ": (0.2, 0.9, 1), "e": (0.33, 0, 0), "ø": (0.33, 0.08, 1),
    "ɘ": (0.33, 0.5, 0), "ɵ": (0.36, 0.5, 1), "ɤ": (0.33, 1, 0), "o": (0.33, 1, 1),
    "ə": (0.5, 0.5, 0), "ɚ": (0.5, 0.5, 0), "ɛ": (0.6, 0, 0), "œ": (0.62, 0.1, 1),
    "ɝ": (0.6, 0.5, 0), "ɔ": (0.65, 1, 1), "ɜ": (0.7, 0.5, 0), "ʌ": (0.7, 0.75, 0),
    "æ": (0.83, 0.05, 0), "ɐ": (0.83, 0.5, 0), "a": (1, 0.35, 0), "ɶ": (1, 0.1, 1),
    "ɑ": (1, 1, 0), "ɒ": (1, 1, 1),
}

PLACES = ("labial", "dental", "alveolar", "postalveolar", "retroflex",
          "palatal", "velar", "uvular", "glottal")
MANNERS = ("plosive", "fricative", "nasal", "lateral", "trill",
           "tap", "approximant", "sibilant", "affricate")

# Symbols, place and manner; a "+" halves a secondary articulation. The first
# symbol of a pair is voiceless, the second voiced; "." leaves a gap.
_CONSONANT_ROWS = (
    ("p b", "labial", "plosive"), ("t d", "alveolar", "plosive"),
    ("ʈ ɖ", "retroflex", "plosive"), ("c ɟ", "palatal", "plosive"),
    ("k ɡ", "velar", "plosive"), ("q .", "uvular", "plosive"),
    ("ʔ .", "glottal", "plosive"),
    (". m", "labial", "nasal"), (". n", "alveolar", "nasal"),
    (". ɳ", "retroflex", "nasal"), (". ɲ", "palatal", "nasal"),
    (". ŋ", "velar", "nasal"),
    ("f v", "labial dental", "fricative"), ("θ ð", "dental", "fricative"),
    ("s z", "alveolar", "fricative sibilant"),
    ("ʃ ʒ", "postalveolar", "fricative sibilant"),
    ("ʂ ʐ", "retroflex", "fricative sibilant"),
    ("ɕ ʑ", "postalveolar palatal", "fricative sibilant"),
    ("ç .", "palatal", "fricative"), ("x ɣ", "velar", "fricative"),
    (". ʁ", "uvular", "fricative approximant"),
    ("ɧ .", "labial+ postalveolar+ velar", "fricative"),
    ("h ɦ", "glottal", "fricative"),
    (". β", "labial", "fricative approximant"),
    (". ʝ", "palatal", "fricative approximant"),
    ("ɬ .", "alveolar", "lateral fricative"),
    (". l", "alveolar", "lateral approximant"),
    (". ɫ", "alveolar velar+", "lateral approximant"),
    (". ɭ", "retroflex", "lateral approximant"),
    (". ʎ", "palatal", "lateral approximant"),
    (". r", "alveolar", "trill"), (". ɾ", "alveolar", "tap"),
    (". ř", "alveolar", "trill fricative sibilant"),
    (". ɹ", "alveolar retroflex+", "approximant"),
    (". ʋ", "labial dental", "approximant"), (". w", "labial velar", "approximant"),
    (". j", "palatal", "approximant"),
)

CONSONANTS = {
    symbol: (places.split(), manners.split(), voice)
    for symbols, places, manners in _CONSONANT_ROWS
    for voice, symbol in enumerate(symbols.split())
    if symbol != "."
}

_PLACE, _MANNER, _EXTRA = 8, 8 + len(PLACES), 8 + len(PLACES) + len(MANNERS)
SIZE = _EXTRA + 4 + 8

# Symbols so close, or so rare, that one class serves the phone classifiers.
MERGED = {"ᵻ": "ɪ", "ɜ": "ɐ", "ɚ": "ə", "ɘ": "ə", "ʏ": "y"}


@dataclass(frozen=True)
class Phone:
    """One phone of an utterance with its place in word and phrase.

    `syllabic` is -1 for a syllabic consonant and 1 for a vowel's off-glide;
    `left` and `since` count phones to the end and from the start of the
    phrase, this one included, and are 0 for a silence.
    """

    symbol: str
    long: bool = False
    stress: float = 0.0
    syllabic: int = 0
    palatal: bool = False
    nasal: bool = False
    affricate: bool = False
    first: bool = False
    last: bool = False
    left: int = 0
    since: int = 0
    question: bool = False
    edge: bool = False

    @property
    def silent(self) -> bool:
        """Whether this is a pause."""
        return self.symbol == SILENCE

    @property
    def vowel(self) -> bool:
        """Whether the symbol is a vowel, off-glides included."""
        return self.symbol in VOWELS

    @property
    def label(self) -> str:
        """The class a phone classifier knows this phone by."""
        return MERGED.get(self.symbol, self.symbol)


def _articulation(symbol: str) -> np.ndarray:
    """The first 26 numbers, which depend on the symbol alone."""
    vector = np.zeros(_EXTRA, np.float32)
    if symbol == SILENCE:
        vector[0] = 1
    elif symbol in VOWELS:
        height, back, rounded = VOWELS[symbol]
        vector[[1, 2, 3, 4, 7]] = 1, height * 2 - 1, back * 2 - 1, rounded, 1
        if symbol in "ɚɝ":
            vector[_PLACE + PLACES.index("retroflex")] = 0.5
            vector[_MANNER + MANNERS.index("approximant")] = 0.5
    else:
        places, manners, voice = CONSONANTS[symbol]
        vector[[6, 7]] = 1, voice
        for place in places:
            vector[_PLACE + PLACES.index(place.rstrip("+"))] = 0.5 if place[-1] == "+" else 1
        for manner in manners:
            vector[_MANNER + MANNERS.index(manner)] = 1
    return vector


def vectors(phones: list[Phone]) -> np.ndarray:
    """Phone vectors of an utterance, (phones, 38) float32."""
    out = np.zeros((len(phones), SIZE), np.float32)
    for row, phone in zip(out, phones):
        row[:_EXTRA] = _articulation(phone.symbol)
        if not phone.silent:
            row[5] = phone.long
            row[_EXTRA:_EXTRA + 4] = phone.stress, phone.syllabic, phone.palatal, phone.nasal
            if phone.affricate:
                row[_MANNER + MANNERS.index("affricate")] = 1
        left, since = np.float64(phone.left), np.float64(phone.since)
        row[_EXTRA + 4:] = (phone.first, phone.last, np.exp(-left / 4), np.exp(-left / 12),
                            np.exp(-since / 4), np.exp(-since / 12), phone.question, phone.edge)
    return out


def with_positions(phones: list[Phone], breaks: list[bool] | None = None) -> list[Phone]:
    """Fill in each phone's place in its phrase; `breaks` says which silences end one."""
    if breaks is None:
        breaks = [phone.silent for phone in phones]
    since, left = [], []
    for order, out in ((range(len(phones)), since), (reversed(range(len(phones))), left)):
        count = 0
        for i in order:
            if breaks[i]:
                count = 0
            elif not phones[i].silent:
                count += 1
            out.append(0 if phones[i].silent else count)
    left.reverse()
    return [replace(p, since=s, left=n) for p, s, n in zip(phones, since, left)]
