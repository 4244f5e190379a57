"""Stage `average`: a checkpoint's weights averaged with those it was trained on from.

A model and one that it grew out of lie in one valley of the loss: between them both
phone errors and naturalness are better than at either end (Wortsman et al., "Robust
fine-tuning of zero-shot models", 2022). Both ends were trained with `train`.
"""

import argparse
from pathlib import Path

import torch

from .data import load
from .export import restore
from .resume import take_up


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The stage's own options."""
    parser.add_argument("--checkpoint", type=Path, help="checkpoint (WORK/checkpoint.pt)")
    parser.add_argument("--start", type=Path, required=True,
                        help="the exported models that `train --start-from` was given")
    parser.add_argument("--share", type=float, default=0.35,
                        help="the checkpoint's share of the average (0.35)")


def run(options: argparse.Namespace) -> None:
    """Write WORK/average.pt, which `export` and `check` read as a checkpoint."""
    data = load(options.features, options.work)
    model = restore(options.checkpoint or options.work / "checkpoint.pt")
    trained = {name: value.clone() for name, value in model.state_dict().items()}
    take_up(model, data.speakers, options.start)
    for name, value in model.state_dict().items():
        value.lerp_(trained[name], options.share)
    torch.save({"average": model.state_dict()}, options.work / "average.pt")
