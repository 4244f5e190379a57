"""The measures as Markdown."""

from . import errors

# Stands for what a predictor that was not asked would have judged.
_UNJUDGED = "–"
# The system that the voices are compared with.
ESPEAK = "espeak-ng"

# Title of a row and how a system's figure is written.
_ROWS = (
    ("phones wrong, of Lyssna's own, %",
     lambda m: _around(m["errors"]["own"]["wrong"], m["errors"]["own"]["wrong_margin"])),
    ("the same, like phones merged, %",
     lambda m: _around(m["errors"]["own"]["merged"], m["errors"]["own"]["merged_margin"])),
    ("phones wrong, of espeak-ng's, %",
     lambda m: _around(m["errors"]["espeak"]["wrong"], m["errors"]["espeak"]["wrong_margin"])),
    ("the same, like phones merged, %",
     lambda m: _around(m["errors"]["espeak"]["merged"], m["errors"]["espeak"]["merged_margin"])),
    ("NISQA-TTS, 1 to 5", lambda m: _judged(m, "nisqa")),
    ("DNSMOS overall, 1 to 5", lambda m: _judged(m, "overall")),
    ("DNSMOS P.808, 1 to 5", lambda m: _judged(m, "p808")),
    ("F0, median, Hz", lambda m: f"{m['f0']['median_hz']:.0f}"),
    ("F0, range in a sentence, semitones", lambda m: f"{m['f0']['range_semitones']:.1f}"),
    ("accents told apart by F0, mean of both, %",
     lambda m: _percent(m["accents"]["balanced"])),
    ("– words of accent 1 and 2", lambda m: "{} and {}".format(*m["accents"]["words"])),
    ("stressed vowels, long and short, ms",
     lambda m: f"{m['quantity']['long_vowel_ms']:.0f} and {m['quantity']['short_vowel_ms']:.0f}"),
    ("– ratio", lambda m: f"{m['quantity']['vowel_ratio']:.2f}"),
    ("consonant after them, after short and long, ms",
     lambda m: f"{m['quantity']['long_consonant_ms']:.0f} and "
               f"{m['quantity']['short_consonant_ms']:.0f}"),
    ("– ratio", lambda m: f"{m['quantity']['consonant_ratio']:.2f}"),
    ("phones a second between pauses", lambda m: f"{m['rate']['phones_per_second']:.1f}"),
    ("words a minute", lambda m: f"{m['rate']['words_per_minute']:.0f}"),
    ("loudness, LUFS", lambda m: f"{m['levels']['lufs']:.1f}"),
    ("– spread over sentences, LU", lambda m: f"{m['levels']['lufs_spread']:.1f}"),
    ("true peak, dBTP", lambda m: f"{m['levels']['true_peak']:.1f}"),
    ("clicks a minute", lambda m: f"{m['levels']['clicks_per_minute']:.1f}"),
)


def _around(mean: float, margin: float) -> str:
    return f"{mean:.1f} ± {margin:.1f}"


def _percent(share: float | None) -> str:
    return "too few words" if share is None else f"{100 * share:.0f}"


def _judged(measures: dict, name: str) -> str:
    judged = measures["naturalness"].get(name)
    return f"{judged['mean']:.2f} ± {judged['margin']:.2f}" if judged else _UNJUDGED


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    written = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in written)


def summary(measured: dict[str, dict]) -> str:
    """All systems side by side, and each one's commonest errors.

    Judgements that nobody was given are left out.
    """
    rows = [[title, *(write(m) for m in measured.values())] for title, write in _ROWS]
    rows = [row for row in rows if set(row[1:]) != {_UNJUDGED}]
    confused = [f"- {name}: " + ", ".join(f"{a}>{b} {count}" for a, b, count in
                                          m["errors"]["own"]["confusions"])
              for name, m in measured.items()]
    return "\n".join([table(["measure", *measured], rows), "", "Commonest errors, wanted>heard:",
                      *confused])


def judged(found: dict[str, dict]) -> str:
    """What listeners found."""
    rows = [[name, str(m["answers"]), _around(**m["naturalness"]), _around(**m["ease"]),
             "–" if m["words_wrong"] is None else f"{m['words_wrong']:.1f}"]
            for name, m in found.items()]
    return table(["voice", "answers", "naturalness, 1 to 5", "ease, 1 to 5",
                  "words misheard, %"], rows)


def report(measured: dict) -> str:
    """All tables of docs/VOICES.md."""
    parts = [summary(measured["systems"]), _compared(measured["systems"]),
             _recordings(measured["recordings"]), _speeds(measured["speeds"]),
             _readings(measured["readings"])]
    return "\n\n".join(part for part in parts if part)


def _compared(measured: dict[str, dict]) -> str:
    """How many fewer phones the voices get wrong than espeak-ng, by either one's phones."""
    if ESPEAK not in measured:
        return ""
    voices = [name for name in measured if name != ESPEAK]
    rows = [[title + also, *(_fewer(measured[v]["errors"][own][key],
                                    measured[ESPEAK]["errors"][its][key]) for v in voices)]
            for title, own, its in (("by Lyssna's phones", "own", "own"),
                                    ("by espeak-ng's phones", "espeak", "espeak"),
                                    ("each by its own phones", "own", "espeak"))
            for also, key in (("", "counts"), (", like phones merged", "merged_counts"))]
    return table(["fewer phones wrong than espeak-ng, %", *voices], rows)


def _fewer(counts: list[list[int]], others: list[list[int]]) -> str:
    return "{} ({} to {})".format(*map(round, errors.fewer(counts, others)))


def _recordings(found: dict[str, dict]) -> str:
    rows = [[name, str(m["sentences"]),
             _around(m["errors"]["wrong"], m["errors"]["wrong_margin"]),
             _around(m["errors"]["merged"], m["errors"]["merged_margin"]),
             _judged(m, "nisqa"), _judged(m, "overall"), _judged(m, "p808")]
            for name, m in found.items()]
    head = ["recordings", "clips", "phones wrong, %", "merged, %", "NISQA-TTS", "DNSMOS overall",
            "DNSMOS P.808"]
    shown = [n for n in range(len(head)) if {row[n] for row in rows} != {_UNJUDGED}]
    return table([head[n] for n in shown], [[row[n] for n in shown] for row in rows])


def _speeds(found: dict[str, dict]) -> str:
    rows = [[name, speed, _around(m["errors"]["own"]["wrong"], m["errors"]["own"]["wrong_margin"]),
             _judged(m, "nisqa"), f"{m['rate']['words_per_minute']:.0f}",
             f"{m['quantity']['vowel_ratio']:.2f}"]
            for name, speeds in found.items() for speed, m in speeds.items()]
    return table(["voice", "speed", "phones wrong, %", "NISQA-TTS", "words a minute",
                  "long to short vowels"], rows)


def _readings(found: dict[str, dict]) -> str:
    rows = [[name, f"{m['seconds'] / 60:.1f}", f"{min(m['lufs']):.1f} to {max(m['lufs']):.1f}",
             f"{m['lufs_slope']:+.2f}", f"{min(m['hz']):.0f} to {max(m['hz']):.0f}",
             f"{m['semitone_slope']:+.2f}", f"{m['true_peak']:.1f}",
             f"{m['clicks_per_minute']:.1f}", f"{m['joint_step_db']:.0f}",
             _percent(m["accents"]["balanced"]), f"{m['quantity']['vowel_ratio']:.2f}"]
            for name, m in found.items()]
    return table(["long reading", "minutes", "LUFS, by minute", "drift in ten minutes, LU",
                  "F0 by minute, Hz", "drift, semitones", "true peak, dBTP", "clicks a minute",
                  "highest step at sentences' ends, dB", "accents told apart, %",
                  "long to short vowels"], rows)
