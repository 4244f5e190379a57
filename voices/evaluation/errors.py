"""Phone errors: what a recogniser trained on recordings alone hears, against what is wanted."""

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
            "right": rights(flat)}


def margin(sentences: list[Pairs], draws: int = 400) -> float:
    """Half the width of the 95 % interval of the error rate, drawing sentences anew."""
    wrong = np.array([sum(a != b for a, b in pairs) for pairs in sentences])
    size = np.array([sum(a != GAP for a, _ in pairs) for pairs in sentences])
    chosen = np.random.default_rng(1).integers(len(sentences), size=(draws, len(sentences)))
    rates = 100 * wrong[chosen].sum(1) / np.maximum(1, size[chosen].sum(1))
    return float(np.ptp(np.percentile(rates, [2.5, 97.5])) / 2)


def confusions(pairs: Pairs, number: int = 15) -> list[list]:
    """The most frequent errors: wanted, heard, how often."""
    wrong = Counter(pair for pair in pairs if pair[0] != pair[1])
    return [[a, b, count] for (a, b), count in wrong.most_common(number)]


def rights(pairs: Pairs) -> dict[str, list[int]]:
    """For each phone wanted: how often it was heard, of how many."""
    wanted, right = Counter(a for a, _ in pairs), Counter(a for a, b in pairs if a == b)
    return {phone: [right[phone], count] for phone, count in sorted(wanted.items())
            if phone != GAP}
