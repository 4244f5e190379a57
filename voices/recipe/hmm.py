"""Viterbi alignment over a left-to-right chain of phones with two states each."""

import numba
import numpy as np

_NEVER = -1e18


@numba.njit(cache=True)
def viterbi(likelihood, symbols, optional, penalty):
    """The best path's frames in each state of each phone, and its mean log likelihood.

    `likelihood` is (frames, 2 * symbols) and holds both states of every symbol;
    `symbols` (phones) names each phone's; a phone whose `optional` is set may be
    skipped, and entering it costs `penalty`. The result's counts are (phones, 2).
    """
    frames, phones = likelihood.shape[0], len(symbols)
    states = 2 * phones
    score = np.full(states, _NEVER)
    score[0] = likelihood[0, 2 * symbols[0]]
    step = np.zeros((frames, states), np.int8)
    for t in range(1, frames):
        # Downwards, so that score[m - 1] and score[m - 3] are still the frame before.
        for m in range(min(states, 2 * t + 6) - 1, -1, -1):
            phone = m // 2
            best, back = score[m], 0
            if m > 0 and score[m - 1] > best:
                best, back = score[m - 1], 1
            if m % 2 == 0 and phone >= 2 and optional[phone - 1] and score[m - 3] > best:
                best, back = score[m - 3], 3
            if m % 2 == 0 and back == 1 and optional[phone]:
                best -= penalty
            score[m] = best + likelihood[t, 2 * symbols[phone] + m % 2]
            step[t, m] = back
    counts = np.zeros((phones, 2), np.int64)
    m = states - 1
    for t in range(frames - 1, -1, -1):
        counts[m // 2, m % 2] += 1
        m -= step[t, m]
    return counts, score[states - 1] / frames


class Gaussians:
    """Diagonal Gaussians of every state, for each group of speakers.

    A group's means and variances lean towards those of all groups together
    (MAP with weight `PRIOR` frames), so a phone rare in one group is still known.
    """

    PRIOR = 80.0
    SHARED_PRIOR = 30.0

    def __init__(self, groups: int, states: int, size: int):
        self.count = np.zeros((groups, states))
        self.sum = np.zeros((groups, states, size))
        self.square = np.zeros((groups, states, size))

    def add(self, group: int, states: np.ndarray, observed: np.ndarray) -> None:
        """Count observations (frames, size) for the states they were aligned to."""
        np.add.at(self.count[group], states, 1)
        np.add.at(self.sum[group], states, observed)
        np.add.at(self.square[group], states, observed * observed)

    def estimate(self) -> tuple[np.ndarray, np.ndarray]:
        """Means and variances, each (groups, states, size)."""
        seen = self.count.sum(0)[:, None]
        mean = self.sum.sum(0) / (seen + 1e-9)
        variance = np.maximum(self.square.sum(0) / (seen + 1e-9) - mean**2, 0.02)
        total = self.count.sum()
        overall = self.square.sum((0, 1)) / total - (self.sum.sum((0, 1)) / total) ** 2
        variance = (variance * seen + overall * self.SHARED_PRIOR) / (seen + self.SHARED_PRIOR)
        count = self.count[..., None]
        means = (self.sum + self.PRIOR * mean) / (count + self.PRIOR)
        squares = (self.square + self.PRIOR * (variance + mean**2)) / (count + self.PRIOR)
        return means, np.maximum(squares - means**2, 0.1 * overall + 1e-3)


def log_likelihood(observed, means, variances):
    """Log density of observations (frames, size) under each state, up to a constant."""
    precision = 1 / variances
    return -0.5 * ((observed**2) @ precision.T - 2 * observed @ (precision * means).T
                   + (means**2 * precision + np.log(variances)).sum(1))
