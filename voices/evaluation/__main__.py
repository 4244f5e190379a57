"""The evaluation's command line: `python -m evaluation`, run in voices/."""

import argparse
import json
from pathlib import Path

import torch

from recipe import recogniser

from . import measure, predictors, sound, tables
from .alignment import Aligner
from .systems import Espeak, Lyssna, spoken

HERE = Path(__file__).parent
LISTS = {"choosing": (HERE.parent / "recipe" / "sentences.txt", HERE / "choosing.txt"),
         "heldout": (HERE / "heldout.txt",)}


def lines(name: str) -> list[str]:
    """The sentences of a list, or of a file of sentences."""
    paths = LISTS.get(name, (Path(name),))
    text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    return [line for line in text.split("\n") if line.strip()]


def parser() -> argparse.ArgumentParser:
    """All options."""
    out = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    out.add_argument("--lyssna", type=Path, default=HERE.parent.parent / "target/release/lyssna",
                     help="the program (target/release/lyssna)")
    out.add_argument("--voices", type=Path, help="a folder of voices instead of the program's")
    out.add_argument("--systems", nargs="+", default=["alva", "nils", "espeak-ng"],
                     help="voices, and espeak-ng (alva nils espeak-ng)")
    out.add_argument("--list", default="choosing",
                     help="choosing, heldout, or a file of sentences (choosing)")
    out.add_argument("--speed", type=float, default=1.0, help="speed of Lyssna's voices (1)")
    out.add_argument("--features", type=Path, default=Path("features"),
                     help="the recipe's folder of features (features)")
    out.add_argument("--work", type=Path, default=Path("work"),
                     help="the recipe's folder, with aligned.jsonl and recogniser.pt (work)")
    out.add_argument("--fargan-demo", type=Path, default=Path("fargan_demo"),
                     help="libopus's program, see README.md (fargan_demo)")
    out.add_argument("--nisqa", type=Path,
                     help="a copy of github.com/gabrielmittag/NISQA; without it, no NISQA")
    out.add_argument("--out", type=Path, default=Path("measured"),
                     help="folder of the sounds and measures (measured)")
    return out


def main() -> None:
    """Measure each system, keep OUT/SYSTEM.json, print the tables."""
    options = parser().parse_args()
    torch.set_num_threads(1)
    ears = measure.Ears(options.lyssna, sound.Vocoder(options.fargan_demo),
                        recogniser.load(options.work / "recogniser.pt"),
                        Aligner(options.features, options.work),
                        predictors.Nisqa(options.nisqa) if options.nisqa else None)
    measured = {}
    for name in options.systems:
        system = (Espeak() if name == "espeak-ng" else
                  Lyssna(options.lyssna, name, options.voices, options.speed))
        utterances = list(spoken(system, lines(options.list), options.out / name))
        measured[name] = measure.sentences(ears, utterances)
        (options.out / f"{name}.json").write_text(json.dumps(measured[name], indent=1,
                                                             ensure_ascii=False))
        print(f"measured {name}", flush=True)
    print(tables.summary(measured))


if __name__ == "__main__":
    main()
