"""Writes the lexicon that the program looks words and parts of compounds up in.

usage: lexicon.py --folkets FILE --rhasspy FILE --own FILE [--without FILE ...] --out lexicon.tsv

A line holds a spelling, its IPA, and what it costs as the first and as the last part of a
compound, in tenths of nats: nothing where it was never seen so, `-` where it must not be one.
`arbets-` is a first part only, `-man` a last part that sounds otherwise than the word. The cost
is that of the part among all parts of the listed words, plus that of the times when the letters
fit and the sounds did not.
"""

import argparse
import math
from collections import Counter, defaultdict

import align
import lexica
import sources
from derive import SUFFIXES, agree, derive, inflected, join, rough
from lexica import VOWELS, Entry

# The mean cost a letter, in nats, above which letters and phones do not belong together.
WORST = 2.5
SHORTEST = 2
# Times that what is known of one end of compounds is used to learn the other.
ROUNDS = 2
SHORTEST_FORM = 3
# Distinct last parts that must bear out a first part of no known lemma.
WITNESSES = 3
# What these say as first parts hangs on the rest: för|bjuda, för|mak.
NOT_FIRST = {"för", "förs", "be", "ge"}
# These end words that are no compounds, as endings or as chance has it: partiledar|en, sk|att.
NOT_LAST = set("att den det du då en ens ett ha han har hon kan med men min mot om oss per sin som vad var vid än".split())
LETTER_VOWELS = set("aeiouyåäöéü")
OPEN = {"ɛ": "æ", "ø": "œ"}
RETROFLEX = set("ʈɖɳɭʂ")
# What an s that ends a part is said as; elsewhere it went into the s of the next part.
SIBILANTS = {"s", "ʂ"}


def arguments():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    sources.add_arguments(p)
    p.add_argument("--out", required=True)
    return p.parse_args()


def is_sound(entry):
    """Whether an a that is written last is said: verbs such as veta stand with their present tense."""
    return not entry.word.endswith("a") or entry.phones[-1][0] in VOWELS


def is_word(spelling):
    return "-" not in spelling and len(spelling) >= SHORTEST and bool(set(spelling) & LETTER_VOWELS)


def compound(head, tail):
    phones = join(head.phones, tail.phones)
    start = len(phones) - len(tail.phones)
    if start and phones[start - 1] == phones[start]:
        del phones[start - 1]
        start -= 1
    heavy = head.heavy | {start + i for i in tail.heavy | {tail.primary}}
    return Entry(head.word + tail.word, phones, head.primary, heavy, 2)


def forms_of(known, derived):
    """{spelling: (entry, lemma)} of the known words and of those derived by an ending."""
    forms = {word: (entry, word) for word, entry in known.items()}
    for entry in derived:
        for reading in inflected(entry.word, known):
            if reading.phones == entry.phones:
                stems = (entry.word[: -len(s)] for s in sorted(SUFFIXES, key=len) if entry.word.endswith(s))
                lemma = next(stem + end for stem in stems for end in ("", "a", "e") if stem + end in known)
                forms.setdefault(entry.word, (entry, lemma))
                break
    return forms


def related(form, entry, known):
    """Whether a first part is a known word without its last vowel, or with a joining letter."""
    lemmas = [form + "a", form + "e"]
    if form[-1] in "soue":
        lemmas += [form[:-1], form[:-1] + "a", form[:-1] + "e"]
    return any(w in known and known[w].phones[:2] == entry.phones[:2] for w in lemmas)


def cuts(whole, heads, tails):
    """Each (first part, last part) of a compound of which one is known and the other what remains."""
    for entry in whole:
        for at in range(SHORTEST, len(entry.word) - SHORTEST + 1):
            left, right = entry.word[:at], entry.word[at:]
            tail, head = tails.get(right), heads.get(left)
            if tail and entry.phones[-len(tail.phones) :] == tail.phones:
                cut = len(entry.phones) - len(tail.phones)
                if entry.primary < cut and cut + tail.primary in entry.heavy:
                    yield part(entry, left, 0, cut), tail
            if head and entry.phones[: len(head.phones)] == head.phones and entry.primary == head.primary:
                cut = len(head.phones)
                if any(h >= cut for h in entry.heavy):
                    yield head, part(entry, right, cut, len(entry.phones))


def part(entry, spelling, start, end):
    heavy = sorted(h - start for h in entry.heavy | {entry.primary} if start <= h < end)
    return Entry(spelling, entry.phones[start:end], heavy[0] if heavy else None, frozenset(heavy[1:]), 2)


def parts_of(whole, heads, tails, known, forms, kept_out):
    """-> (first parts, last parts) that compounds hold beyond the known words, as most say them."""
    found = (defaultdict(Counter), defaultdict(Counter))
    others = (defaultdict(set), defaultdict(set))
    for head, tail in cuts(whole, heads, tails):
        for side, one, other in ((0, head, tail), (1, tail, head)):
            if one.primary is not None:
                found[side][one.word][tuple(one.phones), one.primary, one.heavy] += 1
                others[side][one.word].add(other.word)
    for tail in list(found[1]):
        taken = tail in forms or tail[1:] in forms or next(inflected(tail, known), None)
        if tail not in known and (taken or tail[0] == "s"):
            del found[1][tail]
    return tuple(chosen(found[side], others[side], known, kept_out, side == 0) for side in (0, 1))


def chosen(found, others, known, kept_out, first):
    parts = {}
    for form, readings in found.items():
        (phones, primary, heavy), times = readings.most_common(1)[0]
        if form[-1] == "s" and phones[-1] not in SIBILANTS:
            continue
        entry, word = Entry(form, list(phones), primary, heavy, 2), known.get(form)
        if word:
            same = sum(n for (p, at, _), n in readings.items() if list(p) == word.phones and at == word.primary)
            if times > max(1, same) and rough(entry.phones)[:1] == rough(word.phones)[:1]:
                parts[form] = entry
        elif form not in kept_out and is_word(form) and len(form) >= SHORTEST_FORM:
            long = {other for other in others[form] if len(other) > 3}
            several = len(form) > 3 and len(long) >= WITNESSES and len({other[0] for other in long}) > 1
            if several or (first and related(form, entry, known)):
                parts[form] = entry
    return parts


def fits(head, tail, entry):
    whole = compound(head, tail)
    if entry.primary is None:
        return agree(whole, entry)
    last = len(whole.phones) - len(tail.phones) + tail.primary
    return whole.phones == entry.phones and whole.primary == entry.primary and last in entry.heavy


def count(words, heads, forms, variants):
    """-> how often each first and each last part fits a word's sounds and how often not, and
    how often each variant of a last part fits"""
    first, last, other = (Counter(), Counter()), (Counter(), Counter()), Counter()
    for entry in words:
        for at in range(SHORTEST, len(entry.word) - 1):
            head = heads.get(entry.word[:at])
            tail, lemma = forms.get(entry.word[at:], (None, None))
            if head is None or tail is None:
                continue
            right = fits(head, tail, entry)
            first[right][head.word] += 1
            last[right][lemma] += 1
            for i, variant in enumerate(variants.get(tail.word, ())):
                other[tail.word, i] += fits(head, variant, entry)
    return first, last, other


def costs(counts):
    """{part: tenths of nats, or "-"} from (times it did not fit, times it did)."""
    no, yes = counts
    total = yes.total()
    out = {part: "-" for part, n in no.items() if n > max(1, 4 * yes[part])}
    for part, n in yes.items():
        nats = -math.log(n / total) - math.log((n + 0.5) / (n + no[part] + 1))
        out.setdefault(part, round(10 * nats))
    return out


def ipa(entry, chunks):
    """The pronunciation as the program writes it, with weak endings and open vowels before r."""
    phones, letters = list(entry.phones), [l for l, chunk in zip(entry.word, chunks) for _ in chunk]
    stressed = entry.heavy | {entry.primary}
    nuclei = [i for i, phone in enumerate(phones) if phone[0] in VOWELS]
    rest = [i for i in nuclei if i > max(stressed)]
    after_stress = {b for a, b in zip(nuclei, nuclei[1:]) if a in stressed and b not in stressed}
    for i in nuclei:
        r_next = phones[i + 1 : i + 2] and (phones[i + 1] == "r" or phones[i + 1] in RETROFLEX)
        closed = i + 2 >= len(phones) or phones[i + 2][0] not in VOWELS
        if phones[i] == "ɛ" and letters[i] == "e" and (i in rest or (i in after_stress and r_next)):
            phones[i] = "ə"
        elif r_next and (i in stressed or closed or phones[i + 1] != "r"):
            phones[i] = OPEN.get(phones[i][0], phones[i][0]) + phones[i][1:]
    for i in stressed:
        if len(phones[i]) == 1 and i + 1 < len(phones) and phones[i + 1][0] not in VOWELS:
            phones[i + 1] += "ː"
    after = [i for i in entry.heavy if i > entry.primary]
    marks = {entry.primary: ("²" if entry.accent == 2 and len(nuclei) > 1 else "") + "ˈ"}
    if after:
        marks[max(after)] = "ˌ"
    return "".join(marks.get(i, "") + phone for i, phone in enumerate(phones))


def variants_of(path, known):
    """{spelling: entries} of the words with more than one pronunciation."""
    found = defaultdict(list)
    for line in open(path, encoding="utf-8"):
        word, ipas = line.rstrip("\n").split("\t")
        for text in ipas.split(","):
            parsed = lexica.parse_folkets(text)
            spelt = lexica.letters(word)
            if parsed and parsed[1] is not None and spelt in known and parsed[0] != known[spelt].phones:
                found[spelt].append(Entry(spelt, *parsed))
    return found


def read(a, kept_out):
    """-> the words and the first parts written for Lyssna, and the words of Folkets that these lack"""
    words, parts = lexica.read_own(a.own)
    folkets = lexica.read_folkets(a.folkets)
    return words, parts, [e for e in folkets if e.word not in kept_out | words.keys() and e.primary is not None]


def learn(known, own_parts, forms, kept_out):
    """-> (first parts, last parts) beyond the known words"""
    heads, tails = {}, {}
    for _ in range(ROUNDS):
        ends = {word: entry for word, (entry, _) in forms.items()} | tails
        heads, tails = parts_of(list(known.values()), known | heads, ends, known, forms, kept_out)
    return heads | own_parts, tails


def better_ends(variants, last, other, tails):
    """{spelling: entry} of last parts that most compounds say otherwise than the word"""
    found = {word: entry for word, entry in tails.items() if last[True][word]}
    for word, entries in variants.items():
        best = max(range(len(entries)), key=lambda i: other[word, i])
        times = other[word, best]
        if times > last[True][word]:
            found[word] = entries[best]
            last[False][word] -= times - last[True][word]
            last[True][word] = times
    return found


def main():
    a = arguments()
    kept_out = sources.kept_out(a)
    own, own_parts, folkets = read(a, kept_out)
    table = align.estimate(list(own.values()) + folkets, 3, len(own) + len(folkets))
    aligned = align.align(own.values(), table, math.inf) + align.align(folkets, table, WORST)
    chunks = {entry.word: found for entry, found in aligned}
    known = {e.word: e for e, _ in aligned if is_word(e.word) and is_sound(e)}
    rough_forms = [e for e in lexica.read_rhasspy(a.rhasspy) if e.word not in kept_out and e.word not in known]
    derived, _ = derive(rough_forms, list(known.values()))
    forms = forms_of(known, derived)
    parts, tails = learn(known, own_parts, forms, kept_out)
    tails = {word: entry for word, entry in tails.items() if word not in own}
    forms |= {word: (entry, word) for word, entry in tails.items()}
    heads = {w: e for w, e in (known | parts).items() if w not in NOT_FIRST}
    variants = {word: v for word, v in variants_of(a.folkets, known).items() if word not in own}
    first, last, other = count(list(known.values()) + rough_forms, heads, forms, variants)
    ends = better_ends(variants, last, other, tails)
    first_cost, last_cost = costs(first), costs(last)
    rows = []
    for word, entry in known.items():
        start = "-" if word in NOT_FIRST or word in parts else first_cost.get(word, "")
        end = "-" if word in ends or word in NOT_LAST else last_cost.get(word, "")
        rows.append((word, ipa(entry, chunks[word]), start, end))
    for entry, found in align.align(list(ends.values()), table, WORST):
        rows.append(("-" + entry.word, ipa(entry, found), "", last_cost.get(entry.word, "")))
    for entry, found in align.align(list(parts.values()), table, WORST):
        if first_cost.get(entry.word, "-") != "-" or entry.word in own_parts:
            rows.append((entry.word + "-", ipa(entry, found), first_cost.get(entry.word, ""), ""))
    with open(a.out, "w", encoding="utf-8") as out:
        for row in sorted(rows):
            print(*row, sep="\t", file=out)


if __name__ == "__main__":
    main()
