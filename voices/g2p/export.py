"""Writes the file that src/phonemes/model.rs reads: the tagger, then the memory."""

import struct

import numpy as np

from lexica import LETTERS

SYMBOLS = "iɪyʏuʊeɛæøœɑaoɔʉɵəpbtdkɡmnŋfvsɧɕhjlrʈɖɳɭʂ"
LONG = 0x80
# The sign, the version and the checksum.
HEADER = 14


def fnv1a(data):
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value


def matrix(values):
    scale = float(np.abs(values).max()) / 127 or 1.0
    return struct.pack("<f", scale) + np.round(values / scale).astype(np.int8).tobytes()


def vector(values):
    return np.asarray(values, "<f4").tobytes()


def dense(weight, bias):
    return matrix(weight.T) + vector(bias)


def gates(w, layer, direction):
    ending = "_l0" + direction
    return b"".join(dense(w[f"{layer}.weight_{k}{ending}"], w[f"{layer}.bias_{k}{ending}"]) for k in ("ih", "hh"))


def payload(net, tags):
    w = {name: value.detach().double().numpy() for name, value in net.state_dict().items()}
    window = np.einsum("fek,le->klf", w["window.weight"], w["embedding.weight"][1:])
    sizes = net.sizes
    out = struct.pack("<5H", len(LETTERS), len(tags), sizes["window"], sizes["features"], sizes["hidden"])
    out += b"".join(struct.pack("<H", ord(letter)) for letter in LETTERS)
    for chunk in tags:
        phones = [SYMBOLS.index(p[0]) | (LONG if p.endswith("ː") else 0) for p in chunk]
        out += bytes([len(phones), *phones])
    out += b"".join(matrix(table) for table in window) + vector(w["window.bias"])
    for layer in ("first", "second"):
        out += gates(w, layer, "") + gates(w, layer, "_reverse")
    weight = np.concatenate([w["chunks.weight"], w["stress.weight"]])
    return out + dense(weight, np.concatenate([w["chunks.bias"], w["stress.bias"]]))


def write(data, path):
    with open(path, "wb") as out:
        out.write(b"LG2P" + struct.pack("<HQ", 2, fnv1a(data)) + data)
