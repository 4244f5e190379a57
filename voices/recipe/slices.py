"""Training in slices: what `train` and `distil` share.

A trainer has `step`, `seconds`, `one_step()`, `state()` and `restore()`.
"""

import argparse
import math
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

WARM_UP = 100
CHECKPOINT_SECONDS, REPORT_STEPS = 120, 100


def warmed_cosine(peak: float, step: int, steps: int) -> float:
    """The learning rate at a step: a rise to the peak, then half a cosine to a tenth of it."""
    fall = 0.5 * (1 + math.cos(math.pi * min(1.0, step / steps)))
    return peak * min(1.0, (step + 1) / WARM_UP) * max(0.1, fall)


def descend(optimiser: torch.optim.Optimizer, loss: torch.Tensor) -> None:
    """One optimiser's step down a loss."""
    optimiser.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(optimiser.param_groups[0]["params"], 1.0)
    optimiser.step()


@torch.no_grad()
def follow(average: dict, model: torch.nn.Module, step: int, slow: float) -> None:
    """Move averaged weights, which are the ones exported, after the model's."""
    share = max(slow, 1 / (1 + step / 10))
    for name, value in model.state_dict().items():
        average[name].lerp_(value, share)


def save(trainer, path: Path) -> None:
    """Write a checkpoint beside the old one, then put it in its place."""
    staged = path.with_suffix(".new")
    torch.save(trainer.state(), staged)
    staged.replace(path)


def train(trainer, path: Path, steps: int, minutes: float,
          milestone: Callable[[], None] = lambda: None) -> None:
    """Train until all steps are done or the minutes are up, leaving checkpoints.

    It goes on from the checkpoint where there is one; `milestone` is called after each step.
    """
    if path.exists():
        trainer.restore(torch.load(path, weights_only=False))
        print(f"going on from step {trainer.step}", flush=True)
    start, before, saved = time.monotonic(), trainer.seconds, time.monotonic()
    seen = defaultdict(list)
    while trainer.step < steps and time.monotonic() - start < minutes * 60:
        for name, value in trainer.one_step().items():
            seen[name].append(value)
        trainer.seconds = before + time.monotonic() - start
        if trainer.step % REPORT_STEPS == 0:
            means = "  ".join(f"{name} {np.mean(values):.3f}" for name, values in seen.items())
            print(f"{trainer.step}/{steps}  {means}  {trainer.seconds:.0f} s", flush=True)
            seen.clear()
        milestone()
        if time.monotonic() - saved > CHECKPOINT_SECONDS:
            save(trainer, path)
            saved = time.monotonic()
    save(trainer, path)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of every training in slices."""
    parser.add_argument("--minutes", type=float, default=float("inf"),
                        help="stop after this long; the next run goes on from there")
    parser.add_argument("--threads", type=int, default=2, help="CPU threads (2)")
    parser.add_argument("--seed", type=int, default=1, help="seed of all chance (1)")
