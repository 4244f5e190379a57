"""espeak-ng's phone labels of foreign recordings, read as `Phone`s.

The labels come from `espeak-ng -q --ipa --sep=_`, one string a clause, and are
used at training time only.
"""

from dataclasses import replace

from .phones import CONSONANTS, SILENCE, VOWELS, Phone, with_positions

# What espeak-ng writes in these languages, brought to its phonetic value.
_RESPELLED = {
    "pl": {"ʃ": "ʂ", "ʒ": "ʐ"},
    "ru": {"ʃ": "ʂ", "ʒ": "ʐ", "ɭ": "l", "y": "ɨ"},
    "lt": {"ɭ": "l"},
    "ca": {"ɕ": "ʃ", "ʑ": "ʒ"},
    "cy": {"ø": "ɨ"},
    "hu": {"ɑ": "ɒ"},
    "pt": {"ɹ": "ɾ"},
    "cs": {"h": "ɦ"},
}


def _characters(label: str, language: str) -> list[Phone]:
    """The phones written in one label, before the language's own rules."""
    label = label.replace("\u200d", "").replace("r\u031d", "ř")
    phones: list[Phone] = []
    for char in label:
        if char in VOWELS or char in CONSONANTS:
            phones.append(Phone(char))
        elif phones and char in "ːʲ^\u0303\u0329":
            change = {"ː": {"long": True}, "ʲ": {"palatal": True}, "^": {"palatal": True},
                      "\u0303": {"nasal": True}, "\u0329": {"syllabic": -1}}[char]
            phones[-1] = replace(phones[-1], **change)
    return phones


def _label(label: str, language: str) -> list[Phone]:
    """The phones of one label: diphthongs, affricates and respellings settled."""
    if label.startswith("("):
        return []
    if label == "??":
        # German "ur" before a consonant, which espeak-ng cannot write.
        return [Phone("ʊ"), Phone("ɐ", syllabic=1)]
    phones = _characters(label, language)
    vowels = [i for i, p in enumerate(phones) if p.vowel]
    for i in vowels[1:]:
        phones[i] = replace(phones[i], syllabic=1)
    if len(phones) > 1 and not vowels and phones[0].symbol in "tdp":
        phones = [replace(p, affricate=True) for p in phones]
    respelled = _RESPELLED.get(language, {})
    for i, p in enumerate(phones):
        if language == "lt" and p.symbol == "ʂ":
            p = replace(p, symbol="s", palatal=True)
        phones[i] = replace(p, symbol=respelled.get(p.symbol, p.symbol))
    return phones


def _word(word: str, language: str) -> list[Phone]:
    """The phones of one word, with its stress and its edges marked."""
    phones: list[Phone] = []
    for label in word.split("_"):
        stress = 1.0 if "ˈ" in label else 0.5 if "ˌ" in label else 0.0
        for phone in _label(label.replace("ˈ", "").replace("ˌ", ""), language):
            if phone.vowel:
                phone = replace(phone, stress=stress)
                if phone.syllabic != 1:
                    stress = 0.0
            phones.append(phone)
    if phones:
        phones[0] = replace(phones[0], first=True)
        phones[-1] = replace(phones[-1], last=True)
    return phones


def _german_r(phones: list[Phone]) -> list[Phone]:
    """A German r: uvular before a vowel, otherwise the off-glide it has become."""
    out = list(phones)
    for i, p in enumerate(phones):
        if p.symbol in "rɾ":
            before_vowel = i + 1 < len(phones) and phones[i + 1].vowel
            out[i] = (replace(p, symbol="ʁ") if before_vowel or i == 0 or not phones[i - 1].vowel
                      else replace(p, symbol="ɐ", syllabic=1))
    return out


def utterance(clauses: list[str], language: str, question: bool = False) -> list[Phone]:
    """An utterance's phones, with a silence at each end and between clauses."""
    phones = [Phone(SILENCE, edge=True)]
    for clause in clauses:
        spoken = [p for word in clause.split() for p in _word(word, language)]
        if spoken:
            phones += [*spoken, Phone(SILENCE)]
    phones[-1] = replace(phones[-1], edge=True)
    if language == "de":
        phones = _german_r(phones)
    return [replace(p, question=question) for p in with_positions(phones)]
