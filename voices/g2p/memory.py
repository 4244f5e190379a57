"""Counts what letters sound as after what came before, and packs it as a tree.

The tokens are (letter, chunk, mark); a sequence of up to ORDER of them is a path in the tree.
Probabilities are interpolated after Witten and Bell (1991), from the shortest context to the
longest, and stored in the back-off form of n-gram language models.
"""

import struct
from collections import Counter

import numpy as np

from lexica import LETTERS

ORDER = 6
# How much a context of many continuations trusts shorter ones.
SMOOTHING = 2.0
# The token before each word; the tokens themselves follow, and the last number ends a word.
START = 0
MOST = 254
# Steps of the stored logarithms, a nat.
STEPS = 16
# Branches this near to what a shorter context gives, in nats, are left out.
NEAR = 0.4


def vocabulary(sources, tags):
    """The commonest tokens whose chunk the tagger knows."""
    counts = Counter(token for words, weight in sources for word in words for token in word if token[1] in tags)
    common = sorted(token for token, _ in counts.most_common(MOST))
    letters = {letter for letter, _, _ in common}
    return common + [(letter, (), 0) for letter in LETTERS if letter not in letters]


def windows(sources, tokens):
    """-> for each length, the packed sequences that end in a token, and their weights"""
    index = {token: i + 1 for i, token in enumerate(tokens)}
    keys, weights = [[] for _ in range(ORDER)], [[] for _ in range(ORDER)]
    for words, weight in sources:
        for word in words:
            if any(token not in index for token in word):
                continue
            numbers = [START, *(index[token] for token in word), len(tokens) + 1]
            for at in range(1, len(numbers)):
                key = 0
                for back in range(min(ORDER, at + 1)):
                    key |= numbers[at - back] << 8 * back
                    keys[back].append(key)
                    weights[back].append(weight)
    for level in range(ORDER):
        found, places = np.unique(np.array(keys[level], np.uint64), return_inverse=True)
        yield found, np.bincount(places, weights[level])


def interpolate(levels, size):
    """-> for each length: keys, log probabilities, log back-off weight of its contexts by key"""
    out, lower, uniform = [], None, 1.0 / size
    for keys, counts in levels:
        contexts, places = np.unique(keys >> np.uint64(8), return_inverse=True)
        total, kinds = np.bincount(places, counts), SMOOTHING * np.bincount(places)
        if lower is None:
            below = uniform
        else:
            mask = np.uint64((1 << 8 * len(out)) - 1)
            below = lower[1][np.searchsorted(lower[0], keys & mask)]
        p = (counts + kinds[places] * below) / (total + kinds)[places]
        out.append([keys, np.log(p), contexts, np.log(kinds / (total + kinds)), np.log(below)])
        lower = (keys, p)
    return out


def prune(levels):
    """Drops branches that a shorter context gives as well, from the longest to the shortest."""
    parents = np.array([], np.uint64)
    for level in range(len(levels) - 1, 1, -1):
        keys, logs, contexts, weights, below = levels[level]
        shorter = below + weights[np.searchsorted(contexts, keys >> np.uint64(8))]
        kept = (np.abs(logs - shorter) > NEAR) | np.isin(keys, parents)
        levels[level][:2] = keys[kept], logs[kept]
        parents = np.unique(keys[kept] >> np.uint64(8))
    return levels


def tree(levels):
    """-> for each length: tokens, log probabilities, back-off, number of children"""
    keys = [level[0] for level in levels]
    logs = [level[1] for level in levels]
    # No word holds the start, but contexts begin with it.
    keys[0] = np.concatenate([np.array([START], np.uint64), keys[0]])
    logs[0] = np.concatenate([[-np.inf], logs[0]])
    out = []
    for level, nodes in enumerate(keys):
        last = level + 1 == len(keys)
        children, back = np.zeros(len(nodes), int), np.zeros(len(nodes))
        if not last:
            above = keys[level + 1] >> np.uint64(8)
            children = np.searchsorted(above, nodes, "right") - np.searchsorted(above, nodes)
            contexts, weights = levels[level + 1][2:4]
            places = np.minimum(np.searchsorted(contexts, nodes), len(contexts) - 1)
            back = np.where(contexts[places] == nodes, weights[places], 0.0)
        out.append((nodes & np.uint64(255), logs[level], back, children))
    return out


def quantised(logs):
    return np.clip(np.round(-logs * STEPS), 0, 255).astype(np.uint8).tobytes()


def learn(sources, tags):
    """sources: [(words as lists of tokens, weight)] -> (tokens, tree)"""
    tokens = vocabulary(sources, set(tags))
    levels = interpolate(windows(sources, tokens), len(tokens) + 1)
    return tokens, tree(prune(levels))


def payload(tokens, levels, tags):
    out = struct.pack("<BB", len(tokens), len(levels))
    for letter, chunk, mark in tokens:
        out += bytes([LETTERS.index(letter), tags.index(chunk), mark])
    for nodes, logs, back, children in levels:
        out += struct.pack("<I", len(nodes)) + nodes.astype(np.uint8).tobytes() + quantised(logs)
        if levels[-1][0] is not nodes:
            out += quantised(back) + children.astype(np.uint8).tobytes()
    return out
