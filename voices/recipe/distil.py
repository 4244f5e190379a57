"""Stage `distil`: one model that says Swedish as several models do on average.

What each model does by chance is another thing in each, so that their mean sounds more
natural than any of them and is understood no worse (Hinton, Vinyals and Dean,
"Distilling the knowledge in a neural network", 2015). The teachers say Swedish sentences
that nobody recorded, at many rates and with many melodies; the decoder of the first of
them is taught to say them as their mean. Its encoder, and so the lengths and the pitch
that it gives the phones, stays as it was.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from . import corpus, losses, slices
from .critics import PhoneClassifier
from .data import Data, load
from .examples import Epochs, Practice, frame_inputs, padded
from .model import NOISE, AcousticModel, fast_arithmetic
from .resume import take_up
from .speak import Voices
from .train import FRAMES_PER_BATCH

# Lessons at a time, and how quickly the weights that are exported follow.
ROWS, FOLLOW = 10, 0.01
# Batches of recordings that the classifier hears before the first lesson, and lessons
# between two later ones.
HEARD_BEFORE, LESSONS_BETWEEN = 600, 3


@dataclass
class Teacher:
    """One voice of an exported model."""

    voices: Voices
    voice: str

    def frames(self, vectors: np.ndarray, durations: np.ndarray, pitch: np.ndarray):
        """Vocoder features (frames, 20), the mean of both ways to pair the frames."""
        encoded = self.voices.encode(vectors, self.voice)
        index, inputs = frame_inputs(durations, pitch)
        said = self.voices.decode(encoded, index, inputs)
        index, inputs = (np.concatenate([a[:1], a, a[-1:]]) for a in (index, inputs))
        said = (said + self.voices.decode(encoded, index, inputs)[1:-1]) / 2
        return self.voices.scale.features(said, self.voices.median_pitch[self.voice])


def lesson(sentence: Practice, speaker: str, teachers: list[Teacher], data: Data,
           random: np.random.Generator) -> dict[str, np.ndarray]:
    """What a pupil hears of one sentence in one speaker's voice, by name.

    The first teacher says how long the phones are and how high.
    """
    first = teachers[0]
    _, _, log_durations, pitch = first.voices.encode(sentence.vectors, first.voice)
    durations, pitch = sentence.paced(log_durations[0], pitch[0], random)
    said = [t.frames(sentence.vectors, durations, pitch) for t in teachers]
    mean = np.mean(said, 0)
    mean[:, 18] = said[0][:, 18]
    index, inputs = frame_inputs(durations, pitch)
    return {"x": sentence.vectors, "phones": np.ones((len(durations), 1), np.float32),
            "index": index, "inputs": inputs,
            "pairs": np.ones((len(index) // 2, 1), np.float32),
            "voiced": (mean[:, 19] > corpus.VOICED).astype(np.float32),
            "classes": sentence.classes[index], "target": data.scale.target(mean, speaker)}


def lessons(data: Data, options: argparse.Namespace) -> list[tuple[str, dict]]:
    """Every lesson with its speaker, kept in WORK/lessons.pt."""
    path = options.work / "lessons.pt"
    if path.exists():
        return torch.load(path, weights_only=False)
    random = np.random.default_rng(options.seed)
    plan = json.loads(options.lessons.read_text(encoding="utf-8"))
    opened = {name: Voices(options.teachers / name) for name in
              {t["model"] for speaker in plan.values() for t in speaker["teachers"]}}
    made = []
    for speaker, entry in plan.items():
        teachers = [Teacher(opened[t["model"]], t["voice"]) for t in entry["teachers"]]
        count = round(entry["share"] * options.sentences)
        for number in random.choice(len(data.practice), count, replace=False):
            made.append((speaker, lesson(data.practice[number], speaker, teachers, data, random)))
        print(f"{speaker}: {count} sentences of {len(teachers)} teachers", flush=True)
    torch.save(made, path)
    return made


class Listener:
    """A phone classifier that learns from recordings while the pupil is taught."""

    def __init__(self, data: Data, random: np.random.Generator):
        self.classifier = PhoneClassifier(len(data.classes))
        self.optimiser = torch.optim.AdamW(self.classifier.parameters(), 2e-3)
        self.epochs = Epochs(data.training, FRAMES_PER_BATCH, random)

    def listen(self) -> None:
        """Learn from one batch of recordings."""
        batch = self.epochs.next()
        with fast_arithmetic():
            loss = self.classifier.loss(batch["target"], batch["pairs"], batch["classes"])
        self.optimiser.zero_grad()
        loss.backward()
        self.optimiser.step()


class Pupil:
    """The model that is taught, and all that a checkpoint keeps of it."""

    def __init__(self, data: Data, taught: list[tuple[str, dict]], options: argparse.Namespace):
        torch.manual_seed(options.seed)
        self.random = np.random.default_rng(options.seed)
        self.model = AcousticModel(len(data.speakers), data.noisy)
        take_up(self.model, data.speakers, options.start_from or options.teachers / "first")
        self.model.requires_grad_(False)
        parts = [self.model.join, self.model.decoder, self.model.leave, self.model.joint]
        weights = [w for part in parts for w in part.requires_grad_(True).parameters()]
        self.optimiser = torch.optim.AdamW(weights, options.peak_rate, betas=(0.9, 0.98))
        self.average = {k: v.clone() for k, v in self.model.state_dict().items()}
        self.data, self.lessons, self.options = data, taught, options
        self.listener = Listener(data, self.random)
        self.step, self.seconds = 0, 0.0

    def state(self) -> dict:
        """All that a run needs to go on where it was; `average` is what is exported."""
        return {"model": self.model.state_dict(), "average": self.average,
                "optimiser": self.optimiser.state_dict(), "step": self.step, "seconds": self.seconds,
                "classifier": self.listener.classifier.state_dict(),
                "listener": self.listener.optimiser.state_dict(),
                "queue": self.listener.epochs.queue,
                "torch_random": torch.get_rng_state(), "random": self.random.bit_generator.state}

    def restore(self, state: dict) -> None:
        """Take up a saved state."""
        self.model.load_state_dict(state["model"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.listener.classifier.load_state_dict(state["classifier"])
        self.listener.optimiser.load_state_dict(state["listener"])
        self.listener.epochs.queue = state["queue"]
        self.average = state["average"]
        self.step, self.seconds = state["step"], state["seconds"]
        torch.set_rng_state(state["torch_random"])
        self.random.bit_generator.state = state["random"]

    def one_step(self) -> dict[str, float]:
        """One step; the distance to what the teachers said, and how much was missed of it."""
        if self.step % LESSONS_BETWEEN == 0:
            for _ in range(1 if self.step else HEARD_BEFORE):
                self.listener.listen()
        chosen = [self.lessons[i] for i in
                  self.random.choice(len(self.lessons), ROWS, replace=False)]
        batch = padded([row for _, row in chosen])
        speakers = torch.tensor([self.data.speakers[speaker] for speaker, _ in chosen])
        self.optimiser.param_groups[0]["lr"] = slices.warmed_cosine(
            self.options.peak_rate, self.step, self.options.steps)
        with torch.no_grad(), fast_arithmetic():
            voices = self.model.speaker(speakers)
            unknown = torch.full((ROWS,), corpus.UNKNOWN_LANGUAGE)
            h, condition, _, _ = self.model.encode(batch["x"], voices, unknown, batch["phones"])
        with fast_arithmetic():
            noise = torch.randn(*batch["pairs"].shape[:2], NOISE)
            frames = self.model.decode(h, condition, batch["index"], batch["inputs"], noise,
                                       batch["pairs"])
        said = losses.Unrecorded(frames.float(), batch["pairs"], batch["classes"],
                                 losses.central(batch["inputs"], batch["pairs"]), condition)
        error = losses.reconstruction(said.frames, batch)
        missed, _ = losses.understood(self.listener.classifier, said, self.data)
        slices.descend(self.optimiser, error + self.options.understood * missed)
        self.step += 1
        slices.follow(self.average, self.model, self.step, FOLLOW)
        return {"error": error.item(), "missed": missed.item()}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The stage's own options."""
    parser.add_argument("--teachers", type=Path, required=True,
                        help="folder of folders of exported models, by the names in LESSONS")
    parser.add_argument("--start-from", type=Path,
                        help="exported models that the pupil begins as (TEACHERS/first)")
    parser.add_argument("--understood", type=float, default=0.05,
                        help="weight of being understood by the classifier (0.05)")
    parser.add_argument("--lessons", type=Path, default=Path(__file__).with_name("lessons.json"),
                        help="who teaches which speaker (lessons.json beside this file)")
    parser.add_argument("--sentences", type=int, default=1600,
                        help="sentences that the teachers say, all voices together (1600)")
    parser.add_argument("--steps", type=int, default=2400, help="steps of training (2400)")
    parser.add_argument("--peak-rate", type=float, default=6e-4,
                        help="greatest learning rate (6e-4)")
    slices.add_arguments(parser)


def run(options: argparse.Namespace) -> None:
    """Train into WORK/distilled.pt, going on from it where it exists."""
    torch.set_num_threads(options.threads)
    data = load(options.features, options.work)
    pupil = Pupil(data, lessons(data, options), options)
    slices.train(pupil, options.work / "distilled.pt", options.steps, options.minutes)
