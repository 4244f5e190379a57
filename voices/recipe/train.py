"""Stage `train`: the acoustic model from aligned recordings.

Two phases: least absolute error with swap consistency, then a short adversarial
phase. Seeded; a run stopped by --minutes or by hand goes on from its last
checkpoint when the same command is given again.
"""

import argparse
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from . import losses, slices
from .critics import Discriminators, PhoneClassifier
from .data import Data, load
from .examples import Epochs, collate
from .model import AcousticModel, fast_arithmetic
from .resume import take_up

FRAMES_PER_BATCH = 4000
ADVERSARIAL_RATE = 2e-4
# The swap loss begins when the voices have taken shape.
SWAP_FROM = 0.2
# How much it matters that the model's pairs of frames follow as frames do.
UNEVEN = 0.5
VALIDATION_STEPS = 1000
# The voices of the swap loss, and how often each is asked for.
VOICES = {"kerstin": 0.35, "flem": 0.35, "kath": 0.05, "flem@1.1": 0.1, "flem@1.18": 0.15}
# Half of them are blends, spread like this, because blends are shipped too.
BLEND = (1.5, 1.0, 0.3, 0.4, 0.8)
# Swedish sentences without a recording that are said at a time.
PRACTICE_ROWS = 8


class Trainer:
    """Everything that changes while training, and can be saved and restored."""

    def __init__(self, data: Data, options: argparse.Namespace):
        torch.manual_seed(options.seed)
        self.random = np.random.default_rng(options.seed)
        self.data, self.options = data, options
        self.model = AcousticModel(len(data.speakers), data.noisy)
        if options.start_from is not None:
            take_up(self.model, data.speakers, options.start_from)
        self.classifier = PhoneClassifier(len(data.classes))
        self.discriminators = Discriminators()
        betas = {"betas": (0.9, 0.98), "weight_decay": 0.01}
        self.optimisers = {
            "model": torch.optim.AdamW(self.model.parameters(), options.peak_rate, **betas),
            "classifier": torch.optim.AdamW(self.classifier.parameters(), 2e-3),
            "discriminators": torch.optim.AdamW(self.discriminators.parameters(),
                                                2 * ADVERSARIAL_RATE, betas=(0.5, 0.9)),
        }
        self.average = {k: v.clone() for k, v in self.model.state_dict().items()}
        self.targets = torch.tensor([data.speakers[name] for name in VOICES])
        self.epochs = Epochs(data.training, FRAMES_PER_BATCH, self.random)
        self.step, self.seconds = 0, 0.0

    def state(self) -> dict:
        """All that a run needs to go on where it was."""
        return {"model": self.model.state_dict(), "average": self.average,
                "classifier": self.classifier.state_dict(),
                "discriminators": self.discriminators.state_dict(),
                "optimisers": {k: v.state_dict() for k, v in self.optimisers.items()},
                "torch_random": torch.get_rng_state(), "random": self.random.bit_generator.state,
                "step": self.step, "seconds": self.seconds, "queue": self.epochs.queue}

    def restore(self, state: dict) -> None:
        """Take up a saved state."""
        self.model.load_state_dict(state["model"])
        self.average = state["average"]
        self.classifier.load_state_dict(state["classifier"])
        self.discriminators.load_state_dict(state["discriminators"])
        for name, optimiser in self.optimisers.items():
            optimiser.load_state_dict(state["optimisers"][name])
        torch.set_rng_state(state["torch_random"])
        self.random.bit_generator.state = state["random"]
        self.step, self.seconds = state["step"], state["seconds"]
        self.epochs.queue = state["queue"]

    def swap_voices(self, rows: int) -> torch.Tensor:
        """Voices for the swap loss: half of them studio speakers, half blends of them."""
        pure = F.one_hot(
            torch.multinomial(torch.tensor(list(VOICES.values())), rows, replacement=True),
            len(VOICES)).float()
        blend = torch.distributions.Dirichlet(torch.tensor(BLEND)).sample((rows,))
        shares = torch.where(torch.rand(rows, 1) < 0.5, blend, pure)
        return shares @ self.model.speaker(self.targets)

    def classify(self, batch: dict[str, torch.Tensor]) -> float:
        """One step of the phone classifier on recorded frames."""
        with fast_arithmetic():
            loss = self.classifier.loss(batch["target"], batch["pairs"], batch["classes"])
        slices.descend(self.optimisers["classifier"], loss)
        return loss.item()

    def one_step(self) -> dict[str, float]:
        """One batch; the losses by name."""
        options, seen = self.options, {}
        batch = self.epochs.next()
        adversarial = self.step >= options.steps
        self.schedule(adversarial)
        if self.step % 2 == 0 or self.step < 150:
            seen["classifier"] = self.classify(batch)
        outcome = losses.forward(self.model, batch)
        error = losses.reconstruction(outcome.frames, batch)
        uneven = losses.unevenness(outcome.frames, batch["pairs"])
        loss = error + 0.2 * outcome.duration_loss + 0.2 * outcome.pitch_loss
        seen |= {"error": error.item(), "duration": outcome.duration_loss.item(),
                 "pitch": outcome.pitch_loss.item()}
        if self.step % 2 and self.step > SWAP_FROM * options.steps:
            practising = self.step % 4 == 1
            said = self.practise() if practising else losses.swapped(
                self.model, outcome, batch, self.swap_voices(max(1, len(batch["x"]) // 2)))
            missed, excess = losses.understood(self.classifier, said, self.data)
            uneven = uneven + losses.unevenness(said.frames, said.pairs)
            seen |= {"practice" if practising else "swap": missed.item(),
                     "excess": excess.item()}
            loss = loss + options.swap * missed + options.excess * excess
        if adversarial:
            seen["discriminators"] = self.discriminate(outcome, batch)
            fooled, matched = losses.deception(self.discriminators, outcome, batch)
            seen |= {"fooled": fooled.item(), "matched": matched.item()}
            begun = min(1.0, (self.step - options.steps) / 60)
            loss = loss + begun * (0.12 * fooled + 0.5 * matched)
        seen["uneven"] = uneven.item()
        slices.descend(self.optimisers["model"], loss + UNEVEN * uneven)
        self.step += 1
        slices.follow(self.average, self.model, self.step, 0.02 if adversarial else 0.005)
        return seen

    def practise(self) -> losses.Unrecorded:
        """Swedish sentences that nobody recorded, said in voices that did not say them."""
        chosen = self.random.choice(len(self.data.practice), PRACTICE_ROWS, replace=False)
        voices = self.swap_voices(PRACTICE_ROWS)
        return losses.practised(self.model, [self.data.practice[i] for i in chosen], voices,
                                self.random)

    def discriminate(self, outcome, batch) -> float:
        """One step of the discriminators."""
        loss = losses.discrimination(self.discriminators, outcome, batch)
        slices.descend(self.optimisers["discriminators"], loss)
        return loss.item()

    def schedule(self, adversarial: bool) -> None:
        """Set the model's learning rate: warm up, half a cosine, then constant."""
        options = self.options
        group = self.optimisers["model"].param_groups[0]
        rate = slices.warmed_cosine(options.peak_rate, self.step, options.steps)
        group["lr"] = ADVERSARIAL_RATE if adversarial else rate
        group["betas"] = (0.5, 0.9) if adversarial else (0.9, 0.98)

    @torch.no_grad()
    def validate(self) -> dict[str, float]:
        """Errors of the averaged weights on held-out recordings, by set."""
        model = AcousticModel(len(self.data.speakers), self.data.noisy).eval()
        model.load_state_dict(self.average)
        errors = defaultdict(list)
        for example in self.data.held_out:
            batch = collate([example])
            outcome = losses.forward(model, batch)
            recording = example.recording
            name = recording.set if recording.studio else "cv " + recording.language
            made, real = outcome.frames[0, :, :18], batch["target"][0, :, :18]
            errors[name].append(((made - real).abs().mean(), outcome.duration_loss,
                                 outcome.pitch_loss, (made.std(0) / real.std(0)).mean()))
        return {name: np.array(rows, np.float64).mean(0).round(3).tolist()
                for name, rows in sorted(errors.items())
                if name in ("kerstin", "flemishguy", "kathleen", "cv sv", "cv it")}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The stage's own options."""
    parser.add_argument("--steps", type=int, default=8000, help="steps of the first phase (8000)")
    parser.add_argument("--adversarial-steps", type=int, default=800,
                        help="steps of the adversarial phase (800)")
    parser.add_argument("--peak-rate", type=float, default=1.5e-3,
                        help="greatest learning rate of the first phase (1.5e-3)")
    parser.add_argument("--start-from", type=Path,
                        help="begin with the weights of this folder of exported models")
    parser.add_argument("--swap", type=float, default=0.25,
                        help="weight of swap consistency (0.25)")
    parser.add_argument("--excess", type=float, default=0.5,
                        help="weight of loudness beyond recordings in swapped voices (0.5)")
    slices.add_arguments(parser)


def run(options: argparse.Namespace) -> None:
    """Train into WORK/checkpoint.pt, going on from it where it exists."""
    torch.set_num_threads(options.threads)
    if torch.cuda.is_available():
        torch.set_default_device("cuda")
    data = load(options.features, options.work)
    minutes = sum(len(e.target) for e in data.training) / 6000
    print(f"{len(data.training)} examples an epoch, {minutes:.0f} min; "
          f"{len(data.held_out)} held out; {len(data.speakers)} speakers", flush=True)
    trainer = Trainer(data, options)
    path = options.work / "checkpoint.pt"
    total = options.steps + options.adversarial_steps

    def milestone() -> None:
        if trainer.step % VALIDATION_STEPS == 0 or trainer.step == total:
            print("  held out (cepstra, duration, pitch, spread):", trainer.validate(), flush=True)
        if trainer.step == options.steps:
            slices.save(trainer, path.with_name("least-error.pt"))

    slices.train(trainer, path, total, options.minutes, milestone)
