"""Trains the tagger of letter-to-sound and writes it to a file.

usage: train.py --folkets FILE --rhasspy FILE [--without FILE ...] --out tagger.bin
"""

import argparse
import math
import random
import time
from collections import Counter, defaultdict

import numpy as np
import torch
import torch.nn.functional as F

import lexica
import sources
from export import payload, write
from model import Tagger, encode

# How rhasspy's lexicon writes the retroflexes.
RETROFLEX = {"ʈ": "t", "ɖ": "d", "ɳ": "n", "ɭ": "l", "ʂ": "ɕ"}
# Chunks seen less often are mistakes in the data or foreign spellings of one word.
RARE = 5
BATCH = 128
# The peak of the step size, which rises over the first fortieth of the training and then falls.
RATE = 3e-3


def merge(chunk):
    """A chunk as rhasspy's lexicon would have it."""
    return tuple(RETROFLEX.get(p, p) for p in chunk)


def arguments():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    sources.add_arguments(p)
    p.add_argument("--out", required=True)
    p.add_argument("--epochs", type=int, default=20)
    p.add_argument("--hidden", type=int, default=96)
    p.add_argument("--score", help="a file in the form of --folkets to report on")
    return p.parse_args()


def tag_set(folkets):
    counts = Counter(chunk for _, chunks in folkets for chunk in chunks)
    return sorted(chunk for chunk, n in counts.items() if n >= RARE)


def batches(samples, size, rng):
    by_length = defaultdict(list)
    for sample in samples:
        by_length[len(sample[0])].append(sample)
    out = []
    for group in by_length.values():
        rng.shuffle(group)
        out += [group[i : i + size] for i in range(0, len(group), size)]
    rng.shuffle(out)
    return out


def samples_of(entries, tags):
    """(letters, tag of each, main stress (letter + length * grave) or -1, heavy of each or -1, merged)"""
    index = {chunk: i for i, chunk in enumerate(tags)}
    merged_index = {merge(chunk): i for i, chunk in enumerate(tags) if merge(chunk) == chunk}
    out = []
    for entry, chunks in entries:
        table = merged_index if entry.merged else index
        if any(chunk not in table for chunk in chunks):
            continue
        primary, heavy, at = -1, [], 0
        for i, chunk in enumerate(chunks):
            span = range(at, at + len(chunk))
            if entry.primary in span:
                primary = i + (len(chunks) if entry.accent == 2 else 0)
            vowel = any(p[0] in lexica.VOWELS for p in chunk) and entry.primary is not None
            heavy.append(int(bool(entry.heavy & set(span))) if vowel and entry.primary not in span else -1)
            at += len(chunk)
        out.append((encode(entry.word), [table[c] for c in chunks], primary, heavy, entry.merged))
    return out


def loss_of(net, batch, groups):
    """The mean over words of chunk, main stress and secondary stress losses."""
    x, tags, primary, heavy = (torch.tensor([s[i] for s in batch]) for i in range(4))
    merged = torch.tensor([s[4] for s in batch])
    chunk, stress = net(x)
    exact = F.log_softmax(chunk, -1)
    pooled = torch.log(exact.exp() @ groups.T + 1e-9)
    scores = torch.where(merged[:, None, None], pooled, exact)
    total = F.nll_loss(scores.transpose(1, 2), tags, reduction="sum")
    place = torch.cat([stress[..., 0], stress[..., 1]], 1)
    total = total + F.cross_entropy(place, primary, reduction="sum", ignore_index=-1)
    has = heavy >= 0
    total = total + F.binary_cross_entropy_with_logits(stress[..., 2][has], heavy[has].float(), reduction="sum")
    return total / len(batch)


def group_matrix(tags):
    """Membership: row i holds a one for each of the tags that merge into tag i."""
    rows = torch.zeros(len(tags), len(tags))
    index = {chunk: i for i, chunk in enumerate(tags)}
    for j, chunk in enumerate(tags):
        if merge(chunk) in index:
            rows[index[merge(chunk)], j] = 1.0
    return rows


def train(a, folkets, derived, rough, tags):
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    net = Tagger(len(tags), hidden=a.hidden)
    average = torch.optim.swa_utils.AveragedModel(net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.998))
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=1e-4)
    groups = group_matrix(tags)
    started = time.time()
    for epoch in range(a.epochs):
        share = rng.sample(derived, min(len(derived), len(folkets)))
        share += rng.sample(rough, min(len(rough), len(folkets) // 4))
        plan = batches(folkets + share, BATCH, rng)
        total = 0.0
        for step, batch in enumerate(plan):
            part = (epoch + step / len(plan)) / a.epochs
            for group in optimiser.param_groups:
                group["lr"] = RATE * min(1.0, part * 40) * (0.5 + 0.5 * math.cos(math.pi * part)) + 1e-5
            loss = loss_of(net, batch, groups)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimiser.step()
            average.update_parameters(net)
            total += loss.item()
        print(f"epoch {epoch + 1} loss {total / len(plan):.4f} at {time.time() - started:.0f} s", flush=True)
        write(payload(average.module, tags), a.out)
        if a.score and epoch % 3 == 2:
            report(average.module, tags, a.score)
    return average.module


def decode(net, word, tags):
    """-> (phones, index of the stressed vowel among vowels, accent)"""
    with torch.no_grad():
        chunk, stress = net(torch.tensor([encode(word)]))
    picked = [tags[i] for i in chunk[0].argmax(-1).tolist()]
    vowels = [i for i, c in enumerate(picked) if any(p[0] in lexica.VOWELS for p in c)]
    if not vowels:
        return [p for c in picked for p in c], None, 1
    options = [(stress[0, i, g].item(), i, g + 1) for i in vowels for g in (0, 1)]
    _, place, accent = max(options)
    return [p for c in picked for p in c], vowels.index(place), accent


def report(net, tags, path):
    """Prints the shares of words with wrong phones, stress, accent, any, as a quick look."""
    net.eval()
    merge_quality = str.maketrans("ɪʊʏœɔʉe", "iuyøoɵɛ")
    n, wrong = 0, np.zeros(4)
    for line in open(path, encoding="utf-8"):
        word, ipas = line.rstrip("\n").split("\t")
        golds = [g for g in map(lexica.parse_folkets, ipas.split(",")) if g]
        spelt = lexica.letters(word)
        if not golds or not spelt:
            continue
        phones, place, accent = decode(net, spelt, tags)
        flat = [p.translate(merge_quality) for p in phones]
        best = None
        for gold_phones, primary, _, gold_accent in golds:
            nuclei = [i for i, p in enumerate(gold_phones) if p[0] in lexica.VOWELS]
            several = len(nuclei) > 1
            bad = [
                flat != [p.translate(merge_quality) for p in gold_phones],
                several and primary is not None and nuclei.index(primary) != place,
                several and gold_accent is not None and accent != gold_accent,
            ]
            best = bad if best is None or bad[0] < best[0] else best
        wrong += [*best, any(best)]
        n += 1
    net.train()
    print("  wrong phones {:.3f} stress {:.3f} accent {:.3f} any {:.3f}".format(*wrong / n), flush=True)


def main():
    a = arguments()
    torch.set_num_threads(1)
    words = sources.aligned(a)
    tags = tag_set(words[0])
    samples = [samples_of(entries, tags) for entries in words]
    print(f"{' + '.join(str(len(s)) for s in samples)} words, {len(tags)} chunks", flush=True)
    net = train(a, *samples, tags)
    write(payload(net, tags), a.out)


main()
