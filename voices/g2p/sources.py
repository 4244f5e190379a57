"""The words to learn from: read, cleaned, derived and aligned with their letters."""

import random

import align
import lexica
from derive import derive

# The mean cost a letter, in nats, above which letters and phones do not belong together.
WORST = 2.5


def add_arguments(p):
    p.add_argument("--folkets", required=True, help="word, tab, IPA with stress and accent")
    p.add_argument("--rhasspy", required=True, help="word, tab, phones")
    p.add_argument("--own", required=True, help="as --folkets, for words that it lacks; a first part ends in -")
    p.add_argument("--without", action="append", default=[], help="a file in the form of --folkets: words to keep out")
    p.add_argument("--seed", type=int, default=1)


def open_vowels(entries):
    """rhasspy writes a for e and ä before r; that much can be undone."""
    out = []
    for entry, chunks in entries:
        fixed = [
            ("ɛ",) if chunk == ("a",) and letter in "eä" else chunk for letter, chunk in zip(entry.word, chunks)
        ]
        out.append((entry, fixed))
    return out


def kept_out(a):
    """The spellings of the words to keep out."""
    return {lexica.letters(line.split("\t")[0]) for path in a.without for line in open(path, encoding="utf-8")}


def aligned(a):
    """-> the aligned entries of Folkets and of our own, those derived, and those with rough phones only"""
    unwanted = kept_out(a)
    own, _ = lexica.read_own(a.own)
    others = [e for e in lexica.read_folkets(a.folkets) if e.word not in own]
    folkets = [e for e in [*own.values(), *others] if e.word not in unwanted]
    known = {e.word for e in folkets}
    rough = [e for e in lexica.read_rhasspy(a.rhasspy) if e.word not in unwanted | known]
    rng = random.Random(a.seed)
    rng.shuffle(folkets)
    rng.shuffle(rough)
    derived, rough = derive(rough, folkets)
    rough = [entry for entry in rough if not lexica.doubtful(entry)]
    table = align.estimate(folkets + rough[:4000], 3, len(folkets) + 4000)
    folkets, derived, rough = (align.align(entries, table, WORST) for entries in (folkets, derived, rough))
    return folkets, derived, open_vowels(rough)
