"""The evaluation's command line: `python -m evaluation COMMAND`, run in voices/."""

import argparse
import json
from pathlib import Path

import torch

from recipe import recogniser

from . import ears as training
from . import listening, measure, predictors, report, sound, tables
from .alignment import Aligner
from .systems import Espeak, Lyssna, spoken

HERE = Path(__file__).parent
PROJECT = HERE.parent.parent
LISTS = {"choosing": (HERE.parent / "recipe" / "sentences.txt", HERE / "choosing.txt"),
         "heldout": (HERE / "heldout.txt",)}


def lines(name: str) -> list[str]:
    """The sentences of a list, or of a file of sentences."""
    paths = LISTS.get(name, (Path(name),))
    text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    return [line for line in text.split("\n") if line.strip()]


def system(name: str, options: argparse.Namespace) -> Lyssna | Espeak:
    """The system of a name: espeak-ng, a voice, or FOLDER/VOICE."""
    if name == "espeak-ng":
        return Espeak()
    path = Path(name)
    folder = path.parent if "/" in name else options.voices
    return Lyssna(options.lyssna, path.name, folder, options.speed)


def systems(options: argparse.Namespace) -> dict[str, Lyssna | Espeak]:
    """The systems asked for, by a name that can be a folder's."""
    return {"-".join(Path(name).parts[-2:]): system(name, options) for name in options.systems}


def ears(options: argparse.Namespace) -> measure.Ears:
    """The instruments, loaded."""
    torch.set_num_threads(1)
    return measure.Ears(options.lyssna, sound.Vocoder(options.fargan_demo),
                        recogniser.load(options.work / options.ears),
                        Aligner(options.features, options.work),
                        predictors.Dnsmos() if options.dnsmos else None,
                        predictors.Nisqa(options.nisqa) if options.nisqa else None)


def run_measure(options: argparse.Namespace) -> None:
    """Measure each system on a list, keep OUT/SYSTEM.json, print the table."""
    instruments, measured = ears(options), {}
    for name, speaker in systems(options).items():
        utterances = list(spoken(speaker, lines(options.list), options.out / name))
        measured[name] = measure.sentences(instruments, measure.Heard.of(instruments, utterances))
        path = options.out / f"{name}.json"
        path.write_text(json.dumps(measured[name], indent=1, ensure_ascii=False) + "\n")
        print(f"measured {name}", flush=True)
    print(tables.summary(measured))


def run_report(options: argparse.Namespace) -> None:
    """Measure everything on the held-out list and write the measures of docs/VOICES.md."""
    report.write(ears(options), systems(options), lines(options.list), options)


def run_listening(options: argparse.Namespace) -> None:
    """Make the sounds of examples/listening."""
    chosen = listening.chosen(lines(options.list))
    count = listening.make(systems(options), chosen, options.out / "listening")
    print(f"{count} sounds; open {listening.PAGE / 'index.html'}")


def run_judged(options: argparse.Namespace) -> None:
    """Print what listeners found, from the files that they sent."""
    key = json.loads(options.key.read_text(encoding="utf-8"))
    files = [json.loads(path.read_text(encoding="utf-8")) for path in options.answers]
    print(tables.judged(listening.results(key, files)))


def add_list(command: argparse.ArgumentParser, default: str) -> None:
    """The option of what is spoken, whose default is the command's own."""
    command.add_argument("--list", default=default,
                         help=f"choosing, heldout, or a file of sentences ({default})")


def parser() -> argparse.ArgumentParser:
    """All commands and options."""
    speaking = argparse.ArgumentParser(add_help=False)
    speaking.add_argument("--lyssna", type=Path, default=PROJECT / "target/release/lyssna",
                          help="the program (target/release/lyssna)")
    speaking.add_argument("--voices", type=Path, help="a folder of voices instead of its own")
    speaking.add_argument("--systems", nargs="+", default=["alva", "nils", "espeak-ng"],
                          help="voices, FOLDER/VOICE of a folder of voices, and espeak-ng "
                               "(alva nils espeak-ng)")
    speaking.add_argument("--speed", type=float, default=1.0, help="of Lyssna's voices (1)")
    speaking.add_argument("--out", type=Path, default=Path("measured"),
                          help="folder of the sounds and measures (measured)")
    hearing = argparse.ArgumentParser(add_help=False)
    hearing.add_argument("--features", type=Path, default=Path("features"),
                         help="the recipe's folder of features (features)")
    hearing.add_argument("--work", type=Path, default=Path("work"),
                         help="the recipe's folder, with aligned.jsonl and recogniser.pt (work)")
    hearing.add_argument("--fargan-demo", type=Path, default=Path("fargan_demo"),
                         help="libopus's program, see README.md (fargan_demo)")
    hearing.add_argument("--ears", default="ears.pt",
                         help="the recogniser in WORK: ears.pt, or the recipe's recogniser.pt")
    hearing.add_argument("--nisqa", type=Path,
                         help="a copy of github.com/gabrielmittag/NISQA; without it, no NISQA")
    hearing.add_argument("--dnsmos", action="store_true", help="judge by DNSMOS too, which is slow")
    out = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    commands = out.add_subparsers(required=True)
    command = commands.add_parser("ears", parents=[hearing],
                                  help="train the recogniser that the others hear with")
    command.set_defaults(run=training.run)
    command.add_argument("--steps", type=int, default=2500, help="training steps (2500)")
    command.add_argument("--threads", type=int, default=1, help="CPU threads (1)")
    command.add_argument("--seed", type=int, default=11, help="seed of all chance (11)")
    command = commands.add_parser("measure", parents=[speaking, hearing],
                                  help="measure voices, to choose between them")
    add_list(command, "choosing")
    command.set_defaults(run=run_measure)
    command = commands.add_parser("report", parents=[speaking, hearing],
                                  help="measure everything, and write docs/VOICES.md")
    add_list(command, "heldout")
    command.set_defaults(run=run_report)
    command.add_argument("--articles", type=Path, nargs="+",
                         default=sorted((PROJECT / "examples" / "articles").glob("*.html")),
                         help="pages of the long reading (examples/articles)")
    command.add_argument("--document", type=Path, default=PROJECT / "docs" / "VOICES.md",
                         help="where the measures go (docs/VOICES.md)")
    command = commands.add_parser("listening", parents=[speaking],
                                  help="make the sounds of the blind listening test")
    add_list(command, "heldout")
    command.set_defaults(run=run_listening)
    command = commands.add_parser("judged", help="what listeners found, from their files")
    command.set_defaults(run=run_judged)
    command.add_argument("answers", type=Path, nargs="+", help="files that the page saved")
    command.add_argument("--key", type=Path, default=listening.PAGE / "key.json",
                         help="whose the sounds are (examples/listening/key.json)")
    return out


if __name__ == "__main__":
    options = parser().parse_args()
    options.run(options)
