"""Reads a trained tagger back from its file, to run it over many words."""

import struct
from collections import defaultdict

import numpy as np
import torch
from torch import nn

from export import LONG, SYMBOLS

# Longer batches gain nothing on one core.
BATCH = 256


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, form):
        values = struct.unpack_from(form, self.data, self.at)
        self.at += struct.calcsize(form)
        return values

    def chunk(self):
        (count,) = self.take("B")
        return tuple(SYMBOLS[b & ~LONG] + ("ː" if b & LONG else "") for b in self.take(f"{count}B"))

    def matrix(self, rows, columns):
        (scale,) = self.take("<f")
        values = np.frombuffer(self.data, np.int8, rows * columns, self.at).reshape(rows, columns)
        self.at += rows * columns
        return torch.from_numpy(values.astype(np.float32) * scale)

    def vector(self, count):
        return torch.tensor(self.take(f"<{count}f"))


class Tagger:
    """The tagger of a model file: letters in, scores of chunks and stress out."""

    def __init__(self, payload):
        reader = Reader(payload)
        letters, tags, window, features, hidden = reader.take("<5H")
        self.letters = "".join(chr(code) for code in reader.take(f"<{letters}H"))
        self.tags = [reader.chunk() for _ in range(tags)]
        self.window = torch.stack([reader.matrix(letters, features) for _ in range(window)])
        self.bias = reader.vector(features)
        self.layers = [self.recurrent(reader, inputs, hidden) for inputs in (features, 2 * hidden)]
        self.weight, self.rest = reader.matrix(2 * hidden, tags + 3), reader.vector(tags + 3)
        # What of the payload belongs to the tagger.
        self.payload = payload[: reader.at]

    @staticmethod
    def recurrent(reader, inputs, hidden):
        layer = nn.GRU(inputs, hidden, batch_first=True, bidirectional=True)
        for ending in ("", "_reverse"):
            for kind, rows in (("ih", inputs), ("hh", hidden)):
                getattr(layer, f"weight_{kind}_l0{ending}").data = reader.matrix(rows, 3 * hidden).T.contiguous()
                getattr(layer, f"bias_{kind}_l0{ending}").data = reader.vector(3 * hidden)
        return layer

    def scores(self, words):
        """words: of one length -> (words, letters, chunks and three stresses)"""
        x = torch.tensor([[self.letters.index(letter) for letter in word] for word in words])
        half = len(self.window) // 2
        padded = nn.functional.pad(x, (half, half), value=len(self.letters))
        rows = nn.functional.pad(self.window, (0, 0, 0, 1))
        h = sum(rows[place][padded[:, place : place + x.shape[1]]] for place in range(len(self.window)))
        h = torch.relu(h + self.bias)
        for layer in self.layers:
            h = layer(h)[0]
        return h @ self.weight + self.rest

    def all_scores(self, words):
        """-> {word: (letters, chunks and three stresses)}"""
        by_length, out = defaultdict(list), {}
        for word in words:
            by_length[len(word)].append(word)
        with torch.no_grad():
            for group in by_length.values():
                for start in range(0, len(group), BATCH):
                    part = group[start : start + BATCH]
                    out.update(zip(part, self.scores(part).numpy()))
        return out
