"""Aligns letters to phones: each letter gets a chunk of no to three phones.

Viterbi training of p(chunk | letter), seeded by the sounds that each letter usually has.
"""

import math
from collections import Counter, defaultdict

from lexica import LETTERS, VOWELS

SEED = {
    "a": "ɑː a", "b": "b", "c": "s k", "d": "d ɖ", "e": "eː ɛ ɛː", "f": "f", "g": "ɡ j", "h": "h",
    "i": "iː ɪ", "j": "j", "k": "k ɕ", "l": "l ɭ", "m": "m", "n": "n ɳ ŋ", "o": "uː ʊ oː ɔ", "p": "p",
    "q": "k", "r": "r", "s": "s ʂ ɧ", "t": "t ʈ ɕ ɧ", "u": "ʉː ɵ", "v": "v", "w": "v", "x": "k+s",
    "y": "yː ʏ", "z": "s", "å": "oː ɔ", "ä": "ɛː ɛ", "ö": "øː œ", "é": "eː", "ü": "yː ʏ",
}  # fmt: skip
FLOOR = 1e-6
# Costs nearer than this are equal: they are sums of the same numbers in another order.
TIE = 1e-9


def seed():
    table = {}
    for letter in LETTERS:
        chunks = [tuple(c.split("+")) for c in SEED.get(letter, "").split()]
        table[letter] = defaultdict(lambda: FLOOR, {(): 0.2})
        for chunk in chunks:
            table[letter][chunk] = 0.8 / len(chunks)
    return table


def viterbi(word, phones, cost):
    """-> (total cost, chunk lengths), or None where no alignment exists.

    Of equal alignments the one that speaks early wins: in nn the first n sounds.
    """
    columns = len(phones) + 1
    best = [0.0] + [math.inf] * (columns - 1)
    back = []
    for letter in word:
        row, choice, costs = [math.inf] * columns, [0] * columns, cost[letter]
        for j in range(columns):
            for size in range(min(3, j) + 1):
                if best[j - size] == math.inf:
                    continue
                chunk = tuple(phones[j - size : j])
                if sum(p[0] in VOWELS for p in chunk) > 1:
                    break
                value = best[j - size] + costs(chunk)
                if value < row[j] - TIE:
                    row[j], choice[j] = value, size
        best = row
        back.append(choice)
    if best[-1] == math.inf:
        return None
    lengths, j = [], len(phones)
    for choice in reversed(back):
        lengths.append(choice[j])
        j -= choice[j]
    return best[-1], lengths[::-1]


def coster(table):
    def of(letter):
        known = {chunk: -math.log(p) for chunk, p in table[letter].items()}
        return lambda chunk: known.get(chunk, 14.0 + 4.0 * len(chunk))

    return {letter: of(letter) for letter in LETTERS}


def chunks_of(entry, lengths):
    at, out = 0, []
    for size in lengths:
        out.append(tuple(entry.phones[at : at + size]))
        at += size
    return out


def estimate(entries, rounds, sample):
    """p(chunk | letter) after some rounds over a sample of the entries."""
    table = seed()
    for _ in range(rounds):
        cost, counts = coster(table), {letter: Counter() for letter in LETTERS}
        for entry in entries[:sample]:
            found = viterbi(entry.word, entry.phones, cost)
            if found:
                for letter, chunk in zip(entry.word, chunks_of(entry, found[1])):
                    counts[letter][chunk] += 1
        table = {
            letter: {chunk: n / (total.total() + 1) for chunk, n in total.items()} for letter, total in counts.items()
        }
    return table


def align(entries, table, worst):
    """[(entry, chunks)] of those whose mean cost a letter is at most `worst` nats."""
    cost, out = coster(table), []
    for entry in entries:
        found = viterbi(entry.word, entry.phones, cost)
        if found and found[0] <= worst * len(entry.word):
            out.append((entry, chunks_of(entry, found[1])))
    return out
