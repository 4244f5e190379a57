"""The recipe's command line: `python -m recipe STAGE`, run in voices/."""

import argparse
import importlib
from pathlib import Path

STAGES = {
    "prepare": "read the labels and choose the recordings",
    "align": "find where each phone lies",
    "train": "train the acoustic model, in slices if need be",
    "average": "average the weights with those that the training began with",
    "distil": "teach one model to say Swedish as several do on average",
    "export": "write the ONNX models and their metadata",
    "check": "compare ONNX with PyTorch and write the golden arrays",
    "recogniser": "train the phone recogniser that `evaluate` listens with",
    "evaluate": "measure how the voices say Swedish sentences",
}


def main() -> None:
    """Parse the command line and run one stage."""
    parser = argparse.ArgumentParser(prog="python -m recipe", description=__doc__)
    commands = parser.add_subparsers(dest="stage", required=True)
    for name, summary in STAGES.items():
        stage = importlib.import_module(f".{name}", __package__)
        command = commands.add_parser(name, help=summary, description=stage.__doc__,
                                      formatter_class=argparse.RawDescriptionHelpFormatter)
        command.add_argument("--features", type=Path, default=Path("features"),
                             help="folder of the feature arrays and label files (features)")
        command.add_argument("--work", type=Path, default=Path("work"),
                             help="folder for what the stages make (work)")
        stage.add_arguments(command)
        command.set_defaults(run=stage.run)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
