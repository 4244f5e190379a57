"""Stage `evaluate`: how well exported voices say the sentences of sentences.txt.

Our own phonemes are taken as what should be said and the recogniser as what is
heard. A line a voice: phone errors, phone errors between merged classes, rolled
r heard as one, the voiced share of vowel frames, and the spread of the cepstra
over that of the studio recordings (1 is as lively, less is muffled).
"""

import argparse
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch

from . import corpus, recogniser, swedish
from .data import held_out
from .export import RECIPE
from .phones import Phone
from .speak import Voices

# Phones taken for one another without much harm, by the first of each group.
MERGED = ("yʏ", "ʉɵ", "uʊ", "iɪ", "oɔɒ", "aɑɐʌ", "ɛæeə", "øœ", "tʈ", "dɖð", "nɳɲ", "lɭʎ",
          "rɾɹʁ", "ʃʂʒɕç", "xɧɣ", "vʋw", "szθ", "kq")
_GROUP = {label: group[0] for group in MERGED for label in group}
GAP = "-"


def merged(labels: list[str]) -> list[str]:
    """Labels with those of a group made one."""
    return [_GROUP.get(label, label) for label in labels]


def matched(wanted: list[str], heard: list[str]) -> list[tuple[str, str]]:
    """The cheapest pairing of two phone strings; GAP stands for a missing phone.

    Two phones of one group cost a little less than two unlike ones.
    """
    cost = np.zeros((len(wanted) + 1, len(heard) + 1))
    cost[:, 0], cost[0] = np.arange(len(wanted) + 1), np.arange(len(heard) + 1)
    price = np.array([[0.0 if a == b else 0.9 if _GROUP.get(a, a) == _GROUP.get(b, b) else 1.0
                       for b in heard] for a in wanted]).reshape(len(wanted), len(heard))
    for i in range(len(wanted)):
        for j in range(len(heard)):
            cost[i + 1, j + 1] = min(cost[i, j] + price[i, j], cost[i, j + 1] + 1,
                                     cost[i + 1, j] + 1)
    pairs, i, j = [], len(wanted), len(heard)
    while i or j:
        if i and j and cost[i, j] == cost[i - 1, j - 1] + price[i - 1, j - 1]:
            i, j = i - 1, j - 1
            pairs.append((wanted[i], heard[j]))
        elif i and cost[i, j] == cost[i - 1, j] + 1:
            i -= 1
            pairs.append((wanted[i], GAP))
        else:
            j -= 1
            pairs.append((GAP, heard[j]))
    return pairs[::-1]


@dataclass
class Score:
    """What was heard of one voice."""

    pairs: list[tuple[str, str]] = field(default_factory=list)
    merged_pairs: list[tuple[str, str]] = field(default_factory=list)
    voiced: list[np.ndarray] = field(default_factory=list)
    spread: list[float] = field(default_factory=list)

    def add(self, wanted: list[str], heard: list[str]) -> None:
        """Count one utterance."""
        self.pairs += matched(wanted, heard)
        self.merged_pairs += matched(merged(wanted), merged(heard))

    @staticmethod
    def rate(pairs: list[tuple[str, str]]) -> float:
        """Wrong, missing and added phones for each hundred wanted."""
        return 100 * sum(a != b for a, b in pairs) / max(1, sum(a != GAP for a, _ in pairs))

    def line(self) -> str:
        """The figures as one row of a table."""
        r = [b for a, b in self.pairs if a == "r"]
        voiced = np.concatenate(self.voiced).mean() if self.voiced else float("nan")
        spread = np.mean(self.spread) if self.spread else float("nan")
        return (f"{self.rate(self.pairs):5.1f} {self.rate(self.merged_pairs):5.1f} "
                f"{r.count('r'):4d}/{len(r):<4d} {voiced:6.2f} {spread:6.2f}")

    def confusions(self, number: int = 12) -> str:
        """The most frequent errors."""
        wrong = [pair for pair in self.pairs if pair[0] != pair[1]]
        often = sorted(set(wrong), key=wrong.count, reverse=True)[:number]
        return " ".join(f"{a}>{b}:{wrong.count((a, b))}" for a, b in often)


def studio_spread(recordings, features) -> np.ndarray:
    """Mean deviation over time of each cepstrum in studio recordings."""
    return np.mean([features.of(r)[:, :18].std(0) for r in recordings if r.studio], 0)


def listen(voices: Voices, voice: str, sentences: list[list[Phone]], ears, real, frames_folder) -> Score:
    """Have one voice say all sentences; keep its frames when a folder is given."""
    score = Score()
    for number, phones in enumerate(sentences):
        frames, durations = voices.features(phones, voice)
        score.add([p.label for p in phones if not p.silent], ears.recognise(frames))
        vowel = np.repeat([p.vowel for p in phones], durations)
        score.voiced.append(frames[vowel, 19] > corpus.VOICED)
        score.spread.append(float((frames[:, :18].std(0) / real).mean()))
        if frames_folder is not None:
            frames_folder.mkdir(parents=True, exist_ok=True)
            frames.astype("<f4").tofile(frames_folder / f"{voice}-{number:02d}.f32")
    return score


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The stage's own options."""
    parser.add_argument("--models", type=Path, default=RECIPE.parent / "models",
                        help="folder of the exported models (voices/models)")
    parser.add_argument("--metadata", default="acoustic.json",
                        help="name of their metadata (acoustic.json)")
    parser.add_argument("--sentences", type=Path, default=RECIPE / "sentences.txt",
                        help="sentences to say (sentences.txt beside this file)")
    parser.add_argument("--lyssna", type=Path, default=swedish.LYSSNA,
                        help="the program whose phonemes are to be said (target/release/lyssna)")
    parser.add_argument("--frames", type=Path, help="keep vocoder features in this folder")
    parser.add_argument("--recordings", action="store_true",
                        help="first score held-out recordings, as a yardstick")


def run(options: argparse.Namespace) -> None:
    """Print the table."""
    torch.set_num_threads(1)
    ears = recogniser.load(options.work / "recogniser.pt")
    recordings = corpus.read(options.work / "phones.jsonl")
    features = corpus.Features(options.features)
    print(f"{'voice':12} wrong merged  rolled r  voiced spread")
    if options.recordings:
        away = held_out(recordings)
        for name in (*corpus.STUDIO_SETS, "sv"):
            score = Score()
            for r in recordings:
                if r.id in away and name in (r.set, r.language):
                    score.add(recogniser.spoken(r), ears.recognise(features.of(r)))
            print(f"{name:12} {score.line()}")
    lines = options.sentences.read_text(encoding="utf-8").splitlines()
    sentences = [swedish.northern(phones) for phones in swedish.transcribe(lines, options.lyssna)]
    voices, real = Voices(options.models, options.metadata), studio_spread(recordings, features)
    for voice in voices.names:
        score = listen(voices, voice, sentences, ears, real, options.frames)
        print(f"{voice:12} {score.line()}  {score.confusions()}", flush=True)
