#!/usr/bin/env python3
"""Write the weights files of the two networks that Lyssna has from libopus.

    opus_weights.py fargan|bbwenet SOURCE TARGET

SOURCE is dnn/fargan_data.c or dnn/bbwenet_data.c of a libopus 1.6 release, or an
.npz archive that holds the arrays of that file under their own names; both give
the same bytes. TARGET is the file that `Vocoder::new` or `Extender::new` reads,
voices/models/fargan.bin or voices/models/bbwenet.bin.

fargan is the vocoder: Valin, Mustafa and Buethe, "Very Low Complexity Speech
Synthesis Using Framewise Autoregressive GAN with Pitch Prediction", 2024. bbwenet
is the bandwidth extension: Buethe and Valin, "A Lightweight and Robust Method for
Blind Wideband-to-Fullband Extension of Speech", 2024. The weights come under
libopus' BSD licence, voices/models/LICENSE.opus.

What is changed on the way:
- libopus stores int8 weights in tiles of 8 outputs by 4 inputs, and float
  weights input by input; here every matrix is (outputs, inputs), row by row.
- "subias" is left out: it corrects for libopus' unsigned activations and
  follows from the weights and the bias, which is checked.
- The float copies of int8 weights, which libopus has for debugging, are left out.

The format is described in src/waveform/weights.rs. Needs numpy.
"""

import argparse
import re
import struct
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

MAGIC = b"LYSVOCOD"
VERSION = 1
FLOAT32, INT8 = 0, 1
TILE_OUTPUTS, TILE_INPUTS = 8, 4
ACTIVATION_OFFSET = 127


@dataclass
class Model:
    """libopus' name of each layer, and ours."""

    float_layers: dict[str, str]
    int8_layers: dict[str, str]
    # Width of each embedding.
    tables: dict[str, tuple[str, int]] = field(default_factory=dict)


MODELS = {
    "fargan": Model(
        tables={"cond_net_pembed": ("condition.pitch", 12)},
        float_layers={
            "cond_net_fdense1": "condition.dense",
            "sig_net_cond_gain_dense": "gain",
            "sig_net_gain_dense_out": "pitch_gates",
        },
        int8_layers={
            "cond_net_fconv1": "condition.conv",
            "cond_net_fdense2": "condition.out",
            "sig_net_fwc0_conv": "conv",
            "sig_net_fwc0_glu_gate": "conv.gate",
            "sig_net_gru1_input": "gru1.input",
            "sig_net_gru1_recurrent": "gru1.recurrent",
            "sig_net_gru1_glu_gate": "gru1.gate",
            "sig_net_gru2_input": "gru2.input",
            "sig_net_gru2_recurrent": "gru2.recurrent",
            "sig_net_gru2_glu_gate": "gru2.gate",
            "sig_net_gru3_input": "gru3.input",
            "sig_net_gru3_recurrent": "gru3.recurrent",
            "sig_net_gru3_glu_gate": "gru3.gate",
            "sig_net_skip_dense": "skip",
            "sig_net_skip_glu_gate": "skip.gate",
            "sig_net_sig_dense_out": "signal",
        },
    ),
    "bbwenet": Model(
        float_layers={
            "bbwenet_fnet_conv1": "condition.conv1",
            "bbwenet_af1_gain": "split.gain",
            "bbwenet_tdshape1_alpha1_t": "shape32.envelope",
            "bbwenet_tdshape1_alpha2": "shape32.out",
            "bbwenet_af2_gain": "mix.gain",
            "bbwenet_tdshape2_alpha1_t": "shape48.envelope",
            "bbwenet_tdshape2_alpha2": "shape48.out",
            "bbwenet_af3_gain": "merge.gain",
        },
        int8_layers={
            "bbwenet_fnet_conv2": "condition.conv2",
            "bbwenet_fnet_tconv": "condition.halves",
            "bbwenet_fnet_gru_input": "condition.gru.input",
            "bbwenet_fnet_gru_recurrent": "condition.gru.recurrent",
            "bbwenet_af1_kernel": "split.kernel",
            "bbwenet_tdshape1_alpha1_f": "shape32.condition",
            "bbwenet_af2_kernel": "mix.kernel",
            "bbwenet_tdshape2_alpha1_f": "shape48.condition",
            "bbwenet_af3_kernel": "merge.kernel",
        },
    ),
}


def read_arrays(source):
    """The flat arrays of the model by libopus' names."""
    if source.suffix == ".npz":
        with np.load(source, allow_pickle=False) as archive:
            return {name: archive[name] for name in archive.files}
    pattern = re.compile(r"static const (float|opus_int8) (\w+)\[(\d+)\] = \{([^}]*)\}")
    arrays = {}
    for kind, name, length, body in pattern.findall(source.read_text("ascii")):
        dtype = np.float32 if kind == "float" else np.int8
        arrays[name] = np.array(body.replace("\n", " ").split(","), dtype=dtype)
        if len(arrays[name]) != int(length):
            raise SystemExit(f"{source}: {name} has {len(arrays[name])} of {length} values")
    return arrays


def untile(weights, outputs):
    """An int8 matrix (outputs, inputs) from libopus' tiles."""
    inputs = len(weights) // outputs
    tiles = weights.reshape(
        outputs // TILE_OUTPUTS, inputs // TILE_INPUTS, TILE_OUTPUTS, TILE_INPUTS
    )
    return tiles.transpose(0, 2, 1, 3).reshape(outputs, inputs)


def int8_layer(arrays, theirs, ours):
    scale = arrays[f"{theirs}_scale"]
    weights = untile(arrays[f"{theirs}_weights_int8"], len(scale))
    bias = arrays.get(f"{theirs}_bias", np.zeros_like(scale))
    implied = bias - ACTIVATION_OFFSET * scale * weights.sum(1, dtype=np.int64)
    if not np.allclose(arrays[f"{theirs}_subias"], implied, atol=1e-5):
        raise SystemExit(f"{theirs}: subias does not follow from weights and bias")
    return {f"{ours}.weights": weights, f"{ours}.scale": scale, f"{ours}.bias": bias}


def float_layer(arrays, theirs, ours):
    bias = arrays[f"{theirs}_bias"]
    weights = arrays[f"{theirs}_weights_float"].reshape(-1, len(bias)).T
    return {f"{ours}.weights": weights, f"{ours}.bias": bias}


def tensors_of(model, arrays):
    """Our tensors by name, in the order in which they are written."""
    tensors = {}
    for theirs, (ours, width) in model.tables.items():
        tensors[f"{ours}.table"] = arrays[f"{theirs}_weights_float"].reshape(-1, width)
    for theirs, ours in model.float_layers.items():
        tensors |= float_layer(arrays, theirs, ours)
    for theirs, ours in model.int8_layers.items():
        tensors |= int8_layer(arrays, theirs, ours)
    return tensors


def encode(tensors):
    """The bytes of the weights file."""
    parts = [MAGIC, struct.pack("<II", VERSION, len(tensors))]
    for name, tensor in tensors.items():
        kind, dtype = (INT8, "i1") if tensor.dtype == np.int8 else (FLOAT32, "<f4")
        parts.append(struct.pack("<B", len(name)) + name.encode("ascii"))
        parts.append(struct.pack(f"<BB{tensor.ndim}I", kind, tensor.ndim, *tensor.shape))
        parts.append(np.ascontiguousarray(tensor, dtype=dtype).tobytes())
    return b"".join(parts)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", choices=MODELS)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    arguments = parser.parse_args()
    tensors = tensors_of(MODELS[arguments.model], read_arrays(arguments.source))
    arguments.target.write_bytes(encode(tensors))
    print(f"{arguments.target}: {len(tensors)} tensors")


if __name__ == "__main__":
    main()
