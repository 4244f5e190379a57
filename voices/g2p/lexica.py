"""Reads and cleans the two pronouncing dictionaries that the model learns from."""

import re
import unicodedata
from dataclasses import dataclass

VOWELS = set("iɪyʏuʊeɛøœɑaoɔʉɵ")
FOLKETS_SIGNS = VOWELS | set("pbtdkɡmnŋfvsɧɕhjlrʈɖɳɭʂ")
LETTERS = "abcdefghijklmnopqrstuvwxyzåäöéü-"


@dataclass
class Entry:
    """One word: its letters, phones such as "ɑː", and what is known of its stress.

    `primary` is the index of the phone with the main stress, or None where a source
    has no stress. `heavy` holds the other phones whose syllable has a long vowel or
    consonant: the secondary stresses of Swedish. `accent` is 1, 2 or None.
    """

    word: str
    phones: list
    primary: int | None = None
    heavy: frozenset = frozenset()
    accent: int | None = None
    merged: bool = False


def letters(word):
    """The letters the model sees, or None for a word it cannot spell."""
    out = []
    for char in unicodedata.normalize("NFC", word.lower()):
        if char in " .'":
            char = "-"
        elif char not in LETTERS:
            char = unicodedata.normalize("NFD", char)[0]
        if char not in LETTERS:
            return None
        out.append(char)
    return "".join(out).strip("-")


def parse_folkets(ipa):
    """-> (phones, primary, heavy, accent), or None for a sign outside the alphabet."""
    phones, heavy, primary, pending = [], set(), None, False
    accent = 2 if "²" in ipa else 1
    for sign in ipa.strip("/ ").replace("g", "ɡ").replace("ä", "ɛ").replace("ˈ", "'"):
        if sign == "'":
            pending = primary is None
        elif sign == "ː":
            if not phones:
                return None
            if phones[-1][0] in VOWELS:
                phones[-1] += "ː"
                heavy.add(len(phones) - 1)
            elif len(phones) > 1 and phones[-2] in VOWELS:
                heavy.add(len(phones) - 2)
        elif sign in FOLKETS_SIGNS:
            phones.append(sign)
            if pending and sign in VOWELS:
                primary, pending = len(phones) - 1, False
        elif sign not in "² ":
            return None
    nuclei = [i for i, p in enumerate(phones) if p[0] in VOWELS]
    if primary is None and len(nuclei) == 1:
        primary = nuclei[0]
    if not nuclei:
        return None
    return phones, primary, frozenset(heavy - {primary}), accent if primary is not None else None


def present_tense(word, ipa):
    """The form that an infinitive's entry really pronounces.

    Many verbs stand under their infinitive with the present tense's pronunciation
    (känna, said as känner; föra, as för; se, as ser).
    """
    bare = ipa.strip("/ ")
    if re.search(r"[^aeiouyåäö]a$", word) and bare.endswith("ɛr"):
        return word[:-1] + "er"
    bared = re.search(r"[aeiouyåäö]([lrt])a$", word)
    if bared and bare.endswith("ː" + bared[1]):
        return word[:-1]
    if re.search(r"[aiouyåäö]$", word) and bare.endswith("r") or word.endswith("e") and bare.endswith("eːr"):
        return word + "r"
    return word


def infinitive(word, spelt, entry):
    """The infinitive that stood over the sound of its present tense.

    It has the grave accent where it is stressed on the first of several syllables.
    """
    phones = entry.phones
    if spelt == word + "r":
        phones = phones[:-1]
    elif spelt == word[:-1] + "er":
        phones = phones[:-2] + ["a"]
    else:
        phones = phones + ["a"]
    nuclei = [i for i, p in enumerate(phones) if p[0] in VOWELS]
    first = entry.primary == nuclei[0] and len(nuclei) > 1
    return Entry(word, phones, entry.primary, entry.heavy, 2 if first else entry.accent)


def read_folkets(path):
    """Folkets lexikon: word, tab, one or more /IPA/; with stress and accent."""
    seen = {}
    for line in open(path, encoding="utf-8"):
        word, ipas = line.rstrip("\n").split("\t")
        capitals = sum(c.isupper() for c in word)
        if " " in word or "." in word or capitals > 1 or (capitals == 1 and len(word) < 3):
            continue
        ipa = ipas.split(",")[0]
        said = present_tense(word, ipa)
        spelt, parsed = letters(said), parse_folkets(ipa)
        if not spelt or not parsed:
            continue
        entry = Entry(spelt, *parsed)
        seen.setdefault(spelt, entry)
        if said != word and entry.primary is not None:
            bare = letters(word)
            seen.setdefault(bare, infinitive(bare, spelt, entry))
    return list(seen.values())


def read_own(path):
    """-> the words written for Lyssna, in the form of Folkets, and the first parts among them"""
    words, parts = {}, {}
    for line in open(path, encoding="utf-8"):
        word, ipa = line.rstrip("\n").split("\t")
        entry = Entry(letters(word), *parse_folkets(ipa))
        (parts if word.endswith("-") else words)[entry.word] = entry
    return words, parts


def doubtful(entry):
    """Whether an ending has a long e: forms that a machine added to rhasspy's lexicon do."""
    ending = re.search(r"e[nrtls]{1,2}$", entry.word)
    long = re.search(r"eː[nrtls]{1,2}$", "".join(entry.phones))
    return bool(ending and long) and not re.search(r"het(s|er)?$", entry.word)


def read_rhasspy(path):
    """rhasspy's Kaldi lexicon: word, tab, phones apart; no stress, retroflexes merged."""
    seen = {}
    for line in open(path, encoding="utf-8"):
        word, ipa = line.rstrip("\n").split("\t")
        phones = ipa.split()
        spelt = letters(present_tense(word, "".join(phones)))
        if spelt and len(spelt) > 1 and spelt not in seen and all(p[0] in FOLKETS_SIGNS for p in phones):
            if any(p[0] in VOWELS for p in phones):
                seen[spelt] = Entry(spelt, phones, merged=True)
    return list(seen.values())
