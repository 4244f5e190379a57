"""Phone errors: what a recogniser hears, against what is wanted."""

from collections import Counter

import numpy as np

from recipe.evaluate import GAP, matched, merged

Pairs = list[tuple[str, str]]


def rate(pairs: Pairs) -> float:
    """Wrong, missing and added phones for each hundred wanted."""
    return 100 * sum(a != b for a, b in pairs) / max(1, sum(a != GAP for a, _ in pairs))


def score(wanted: list[list[str]], heard: list[list[str]]) -> dict:
    """Error rates over all sentences, with half the width of a 95 % interval.

    The interval is that of a bootstrap over sentences.
    """
    exact = [matched(w, h) for w, h in zip(wanted, heard)]
    alike = [matched(merged(w), merged(h)) for w, h in zip(wanted, heard)]
    flat = [pair for pairs in exact for pair in pairs]
    return {"phones": sum(map(len, wanted)), "wrong": rate(flat), "wrong_margin": margin(exact),
            "merged": rate([pair for pairs in alike for pair in pairs]),
            "merged_margin": margin(alike), "confusions": confusions(flat),
            "right": rights(flat), "counts": counts(exact), "merged_counts": counts(alike)}


def counts(sentences: list[Pairs]) -> list[list[int]]:
    """Errors of each sentence, and the phones wanted in it."""
    return [[sum(a != b for a, b in pairs), sum(a != GAP for a, _ in pairs)]
            for pairs in sentences]


def _drawn(sentences: list[list[int]], draws: int) -> np.ndarray:
    """Error rates of as many sentences drawn anew, the same ones for every system."""
    chosen = np.random.default_rng(1).integers(len(sentences), size=(draws, len(sentences)))
    wrong, size = np.array(sentences)[chosen].sum(1).T
    return 100 * wrong / np.maximum(1, size)


def fewer(sentences: list[list[int]], others: list[list[int]],
          draws: int = 4000) -> tuple[float, float, float]:
    """How many % fewer errors than another's, and the 95 % interval over sentences."""
    (wrong, size), (other, others_size) = np.sum(sentences, 0), np.sum(others, 0)
    share = _drawn(sentences, draws) / np.maximum(1e-9, _drawn(others, draws))
    low, high = np.percentile(100 - 100 * share, [2.5, 97.5])
    return float(100 - 100 * (wrong / size) / (other / others_size)), float(low), float(high)


def margin(sentences: list[Pairs], draws: int = 400) -> float:
    """Half the width of the 95 % interval of the error rate, drawing sentences anew."""
    return float(np.ptp(np.percentile(_drawn(counts(sentences), draws), [2.5, 97.5])) / 2)


def confusions(pairs: Pairs, number: int = 15) -> list[list]:
    """The most frequent errors: wanted, heard, how often."""
    wrong = Counter(pair for pair in pairs if pair[0] != pair[1])
    return [[a, b, count] for (a, b), count in wrong.most_common(number)]


def rights(pairs: Pairs) -> dict[str, list[int]]:
    """For each phone wanted: how often it was heard, of how many."""
    wanted, right = Counter(a for a, _ in pairs), Counter(a for a, b in pairs if a == b)
    return {phone: [right[phone], count] for phone, count in sorted(wanted.items())
            if phone != GAP}
