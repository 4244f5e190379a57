"""Weights of exported models, brought back into an `AcousticModel` to train on from.

The ONNX files keep every weight that matters: only the speakers that no exported
voice is made of and the languages begin anew.
"""

import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import numpy_helper

from .corpus import UNKNOWN_LANGUAGE
from .model import SPEAKER, AcousticModel
from .phones import SIZE


def _weights(path: Path) -> dict[str, np.ndarray]:
    """Every weight of a graph under its name in the model.

    The exporter gives no name to the matrix of a linear layer, but the bias that is
    added to its product has one.
    """
    graph = onnx.load(path).graph
    constants = {c.name: numpy_helper.to_array(c) for c in graph.initializer}
    named = {name.removeprefix("model."): value for name, value in constants.items()
             if name.startswith("model.")}
    product = {node.output[0]: node for node in graph.node if node.op_type == "MatMul"}
    for node in graph.node:
        if node.op_type != "Add":
            continue
        biases = [name for name in node.input if name.endswith(".bias")]
        matrices = [product[name].input[1] for name in node.input if name in product]
        if biases and matrices:
            layer = biases[0].removeprefix("model.").removesuffix(".bias")
            named[layer + ".weight"] = constants[matrices[0]].T
    return named | {name: value for name, value in constants.items() if name.startswith("voices")}


def _unknown_language(folder: Path) -> np.ndarray:
    """The vector of the language that voices speak, (12,): the condition's second part."""
    encoder = onnxruntime.InferenceSession(folder / "encoder.onnx")
    inputs = {"x": np.zeros((1, 1, SIZE), np.float32), "spk": np.zeros(1, np.int64)}
    condition, = encoder.run(["c"], inputs)
    return condition[0, SPEAKER:]


def take_up(model: AcousticModel, speakers: dict[str, int], folder: Path) -> None:
    """Put the weights of a folder of exported models into `model`.

    A speaker's vector is found where the exported voices are blends enough to solve
    for it; `acoustic.json` names the blends.
    """
    weights = _weights(folder / "encoder.onnx") | _weights(folder / "decoder.onnx")
    meta = json.loads((folder / "acoustic.json").read_text(encoding="utf-8"))
    voices = weights.pop("voices.weight")
    names = sorted({name for blend in meta["blends"].values() for name in blend})
    shares = np.zeros((len(voices), len(names)))
    for voice, blend in meta["blends"].items():
        for name, share in blend.items():
            shares[meta["speakers"][voice], names.index(name)] = share
    solved = np.linalg.lstsq(shares, voices, rcond=None)[0]
    state = model.state_dict()
    with torch.no_grad():
        for name, value in weights.items():
            state[name].copy_(torch.tensor(value))
        rows = dict(zip(names, torch.tensor(solved, dtype=torch.float32)))
        for speaker, number in speakers.items():
            known = speaker if speaker in rows else speaker.split("@")[0]
            if known in rows:
                model.speaker.weight[number] = rows[known]
        language = torch.tensor(_unknown_language(folder))
        model.language.weight.mul_(0.1).add_(language)
        model.language.weight[UNKNOWN_LANGUAGE] = language
