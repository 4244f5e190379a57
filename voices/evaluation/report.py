"""The whole report: every measure of every system, its tables and its pictures."""

import argparse
import json
from pathlib import Path

from recipe import corpus

from . import figures, levels, long, measure, sound, tables
from .measure import Ears, Heard
from .systems import SWEDISH_HELD_OUT, Espeak, Lyssna, Utterance, recordings, spoken

# Speeds at which voices are heard besides their own.
SPEEDS = (0.6, 0.8, 1.5, 2.0)
# How often the articles are read in a row, so that the reading lasts ten minutes or more.
READINGS = 3
# Sentences of the list that are drawn.
DRAWN = (0, 7, 16, 24, 33, 40, 47, 52, 57, 69)
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def write(ears: Ears, systems: dict[str, Lyssna | Espeak], sentences: list[str],
          options: argparse.Namespace) -> None:
    """Measure, keep OUT/report.json, fill the document in and draw beside it."""
    heard = {name: Heard.of(ears, list(spoken(system, sentences, options.out / name)))
             for name, system in systems.items()}
    voices = {name: system for name, system in systems.items() if isinstance(system, Lyssna)}
    report = {"systems": {n: measure.sentences(ears, h) for n, h in heard.items()},
              "recordings": _recordings(ears, options),
              "speeds": {n: _speeds(ears, v, sentences, options.out) for n, v in voices.items()},
              "readings": {n: _reading(ears, v, options) for n, v in voices.items()}}
    path = options.out / "report.json"
    path.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    pictures = options.document.parent / "voices"
    drawn = _draw(pictures, heard, report)
    filled(options.document, tables.report(report) + "\n\n" + drawn)


def filled(document: Path, measures: str) -> None:
    """Put the measures between the document's two marks."""
    before, rest = document.read_text(encoding="utf-8").split(BEGIN)
    _, after = rest.split(END)
    document.write_text(f"{before}{BEGIN}\n{measures}\n{END}{after}", encoding="utf-8")


def _recordings(ears: Ears, options: argparse.Namespace) -> dict:
    arrays, out = corpus.Features(options.features), {}
    for name in (*corpus.STUDIO_SETS, "sv", SWEDISH_HELD_OUT):
        chosen = recordings(options.work, name)
        features = [arrays.of(r) for r in chosen]
        out[name] = measure.in_own_language(ears, chosen, features)
        if name == "sv":
            said = [Utterance(r.text, ears.vocoder.speech(f), sound.RATE)
                    for r, f in zip(chosen, features)]
            heard = Heard.of(ears, said, features)
            out[name] |= measure.prosody(heard.aligned)
            out[name]["own"] = measure.phone_errors(ears, heard)["own"]
    return out


def _speeds(ears: Ears, voice: Lyssna, sentences: list[str], out: Path) -> dict:
    measured = {}
    for speed in SPEEDS:
        system = Lyssna(voice.program, voice.voice, voice.voices, speed)
        said = list(spoken(system, sentences, out / f"{voice.voice}-{speed}"))
        heard = Heard.of(ears, said)
        measured[str(speed)] = {"errors": measure.phone_errors(ears, heard),
                                "naturalness": ears.naturalness(said),
                                **measure.prosody(heard.aligned)}
    return measured


def _reading(ears: Ears, voice: Lyssna, options: argparse.Namespace) -> dict:
    reading = long.read(voice, options.articles * READINGS, options.out / f"{voice.voice}-long")
    features = ears.vocoder.features(sound.at_rate(reading.samples, reading.rate))
    once = reading.utterances[:len(reading.utterances) // READINGS]
    return {"seconds": len(reading.samples) / reading.rate,
            "joint_step_db": levels.joints(reading.samples, reading.rate, reading.borders),
            **levels.drift(reading.samples, reading.rate, features),
            **measure.prosody(Heard.of(ears, once).aligned)}


def _draw(folder: Path, heard: dict[str, Heard], report: dict) -> str:
    """Draw all pictures; return the Markdown that shows them."""
    panels = {"Swedish recordings": report["recordings"]["sv"]["accents"]["means"],
              **{name: report["readings"].get(name, report["systems"][name])["accents"]["means"]
                 for name in heard}}
    figures.accents(folder / "accents.png", panels)
    shown = ["![Mean F0 of words with accent 1 and 2](voices/accents.png)"]
    voices = [name for name in heard if name != "espeak-ng"]
    for number, index in enumerate(DRAWN, 1):
        name = f"sentence-{number:02}.png"
        rows = {v: (sound.prepared(heard[v].utterances[index].samples,
                                   heard[v].utterances[index].rate), heard[v].aligned[index])
                for v in voices}
        text = heard[voices[0]].utterances[index].text
        figures.sentence(folder / name, text, rows)
        shown.append(f"![Spectrogram, F0 and phones of: {text}](voices/{name})")
    return "\n\n".join(shown)
