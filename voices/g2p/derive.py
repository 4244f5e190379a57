"""Derives whole pronunciations of inflected forms and compounds from their parts.

A list of word forms with rough phones is turned into training data as good as its parts:
lemma and suffix, or two parts of a compound, are put together with stress and accent, and
kept where they agree with the rough phones. The rules are those of Riad, The Phonology of
Swedish (2014), chapters 5 and 9: a suffix adds no stress; accent 2 stays; accent 1 of a
monosyllable turns to 2 before a plural, comparative or first-conjugation ending; compounds
have accent 2, the main stress of their first part and the others' stresses as secondary.
"""

from lexica import VOWELS, Entry

STAYS = {"s": "s", "n": "n", "en": "ɛn", "et": "ɛt", "t": "t", "ns": "ns", "ens": "ɛns", "ets": "ɛts", "ts": "ts"}
TURNS = {
    "a": "a", "as": "as", "ar": "ar", "ars": "aʂ", "or": "ʊr", "ors": "ʊʂ", "are": "arɛ", "ares": "arɛs",
    "ast": "ast", "aste": "astɛ", "ade": "adɛ", "ades": "adɛs", "at": "at", "ats": "ats", "arna": "aɳa",
    "arnas": "aɳas", "orna": "ʊɳa", "ornas": "ʊɳas", "ande": "andɛ", "andet": "andɛt", "andes": "andɛs",
}  # fmt: skip
LEAVES_OPEN = {
    "er": "ɛr", "ers": "ɛʂ", "erna": "ɛɳa", "ernas": "ɛɳas", "de": "dɛ", "te": "tɛ", "des": "dɛs", "tes": "tɛs",
    "d": "d", "r": "r", "rs": "rs", "na": "na", "nas": "nas",
}  # fmt: skip
SUFFIXES = STAYS | TURNS | LEAVES_OPEN
RETRACTED = dict(zip("tdnls", "ʈɖɳɭʂ"))
ROUGH = str.maketrans("ʈɖɳɭʂɕɧɪʏʊeœɑɔʉ", "tdnlsssiyuɛøaoɵ")
SHORTEST = 3
PREFIXES = {"för"}
SHORTEST_TAIL = 4


def nuclei(entry):
    return [i for i, phone in enumerate(entry.phones) if phone[0] in VOWELS]


def rough(phones):
    """Phones without what the rough list does not know: length, retroflexes, r before dentals."""
    signs = "".join(phones).replace("ː", "").translate(ROUGH)
    out = ""
    for i, sign in enumerate(signs):
        if not (sign == "r" and signs[i + 1 : i + 2] in tuple("tdnls")):
            out += "ɛ" if sign == "a" and signs[i + 1 : i + 2] == "r" else sign
    return out


def agree(reading, entry):
    """Whether the phones are the same, and stressed long vowels long in both."""
    if rough(reading.phones) != rough(entry.phones):
        return False
    stressed = reading.heavy | {reading.primary}
    pairs = zip(nuclei(reading), nuclei(entry))
    return all(entry.phones[b].endswith("ː") for a, b in pairs if a in stressed and reading.phones[a].endswith("ː"))


def join(left, right):
    """Phones put together: r melts into the dentals after it."""
    left, right = list(left), list(right)
    if left[-1] == "r" and right[0] in RETRACTED or left[-1] in RETRACTED.values():
        if left[-1] == "r":
            left.pop()
        for i, phone in enumerate(right):
            if phone not in RETRACTED:
                break
            right[i] = RETRACTED[phone]
    return left + right


def accent_of_form(lemma, suffix):
    """The accent of lemma + suffix, or None where the suffix alone does not tell."""
    places = nuclei(lemma)
    if len(places) > 1 and lemma.accent == 2:
        return None if suffix in ("er", "ers") and lemma.word.endswith("a") else 2
    if suffix in STAYS:
        return 1
    if len(places) == 1:
        return 2 if suffix in TURNS else None
    return 1 if lemma.primary > places[0] else None


def inflected(word, known):
    """Each reading of a word as a known lemma (or its stem without -a, -e) and a suffix."""
    for suffix, phones in SUFFIXES.items():
        stem = word[: -len(suffix)]
        if not word.endswith(suffix) or len(stem) < 2:
            continue
        for lemma in (known.get(stem), known.get(stem + "a"), known.get(stem + "e")):
            if lemma is None or (lemma.word != stem and suffix in STAYS and suffix != "t"):
                continue
            accent = accent_of_form(lemma, suffix)
            kept = lemma.phones if lemma.word == stem else lemma.phones[:-1]
            if accent is None or lemma.primary >= len(kept):
                continue
            if kept[-1] == "ɡ" and suffix in ("t", "ts"):
                kept = kept[:-1] + ["k"]
            yield Entry(word, join(kept, phones), lemma.primary, lemma.heavy, accent)


def compounds(word, known):
    """Each reading of a word as two known ones, with or without a joining s; long tails first."""
    for at in range(SHORTEST, len(word) - SHORTEST_TAIL + 1):
        tail = known.get(word[at:])
        if tail is None:
            continue
        heads = [(known.get(word[:at]), [])]
        if word[at - 1] == "s" and at > SHORTEST:
            heads.append((known.get(word[: at - 1]), ["s"]))
        for head, joint in heads:
            if head is not None and head.word not in PREFIXES:
                left = join(head.phones, joint) if joint else head.phones
                phones = join(left, tail.phones)
                start = len(phones) - len(tail.phones)
                heavy = head.heavy | {start + i for i in tail.heavy | {tail.primary}}
                yield Entry(word, phones, head.primary, frozenset(heavy), 2)


def derive(entries, known):
    """-> (the derived entries, those left as they were)"""
    known = {entry.word: entry for entry in known if entry.primary is not None}
    derived, rest = [], entries
    for readings in (inflected, compounds, inflected):
        left = []
        for entry in rest:
            reading = next((r for r in readings(entry.word, known) if agree(r, entry)), None)
            if reading:
                known[entry.word] = reading
                derived.append(reading)
            else:
                left.append(entry)
        rest = left
    return derived, rest
