"""The tagger: letters in, a chunk of phones and the stress of each letter out."""

import torch
from torch import nn

from lexica import LETTERS

PAD = 0
SYMBOLS = len(LETTERS) + 1


class Tagger(nn.Module):
    """A window of letters, then two bidirectional recurrent layers.

    For each letter: scores of the chunks, and three of stress: main stress with accent 1,
    main stress with accent 2 (both compete over the whole word), and a secondary stress.
    """

    def __init__(self, tags, window=7, features=160, hidden=96, dropout=0.2):
        super().__init__()
        self.sizes = dict(tags=tags, window=window, features=features, hidden=hidden)
        self.embedding = nn.Embedding(SYMBOLS, 48, padding_idx=PAD)
        self.window = nn.Conv1d(48, features, window, padding=window // 2)
        self.first = nn.GRU(features, hidden, batch_first=True, bidirectional=True)
        self.second = nn.GRU(2 * hidden, hidden, batch_first=True, bidirectional=True)
        self.chunks = nn.Linear(2 * hidden, tags)
        self.stress = nn.Linear(2 * hidden, 3)
        self.drop = nn.Dropout(dropout)

    def forward(self, x):
        """x: (words, letters), all of one length -> chunk scores, stress scores"""
        h = self.window(self.embedding(x).transpose(1, 2)).transpose(1, 2)
        h = self.drop(torch.relu(h))
        h = self.drop(self.first(h)[0])
        h = self.drop(self.second(h)[0])
        return self.chunks(h), self.stress(h)


def encode(word):
    return [LETTERS.index(letter) + 1 for letter in word]
