"""The measures as Markdown."""

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


def _around(value: float, margin: float) -> str:
    return f"{value:.1f} ± {margin:.1f}"


def _percent(share: float | None) -> str:
    return "too few words" if share is None else f"{100 * share:.0f}"


def _judged(measures: dict, name: str) -> str:
    judged = measures["naturalness"].get(name)
    return f"{judged['mean']:.2f} ± {judged['margin']:.2f}" if judged else "–"


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    written = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in written)


def summary(measured: dict[str, dict]) -> str:
    """All systems side by side, and each one's commonest errors."""
    rows = [[title, *(write(m) for m in measured.values())] for title, write in _ROWS]
    errors = [f"- {name}: " + ", ".join(f"{a}>{b} {count}" for a, b, count in
                                        m["errors"]["own"]["confusions"])
              for name, m in measured.items()]
    return "\n".join([table(["measure", *measured], rows), "", "Commonest errors, wanted>heard:",
                      *errors])
