"""Makes strong.txt and weak.txt, the English words that show where Swedish text turns English.

    python3 derive.py SCOWL-FOLDER SWEDISH.tsv

SCOWL-FOLDER holds the Spell Checker Oriented Word Lists (Debian's package scowl, in
/usr/share/dict/scowl), of which the sizes 10 and 20 are taken, the twelve thousand most
common words, with the days, months and peoples of size 35. SWEDISH.tsv has Swedish words before a tab; base_dictionary.txt of
rhasspy/sv_kaldi-rhasspy (MIT) was used.
"""

import pathlib
import re
import sys

ENDINGS = "a t n en et er ar or e r de na".split()
AFTER_VOWEL = "or er ar en et ade at".split()

# English in any text, though the Swedish list has some of them from titles and names, or
# has words that they could be forms of.
SURE = """and are as be been by could from give had has have her his how is its like listen love
make more most must my not of our over should some sure take than that the their them then they
this those to was we were what when where which who why will with would you your""".split()

# Homographs that a Swedish text is likely to mean in Swedish.
UNSURE = "a as it be by give had has her his is like listen make more most must not over some sure take".split()

HERE = pathlib.Path(__file__).parent

LICENCE = """# Derived by derive.py from the Spell Checker Oriented Word Lists, sizes 10 and 20.
#
# SCOWL is Copyright 2000-2011 by Kevin Atkinson. Permission to use, copy, modify, distribute
# and sell these word lists, the associated scripts, the output created from the scripts, and
# its documentation for any purpose is hereby granted without fee, provided that the above
# copyright notice appears in all copies and that both that copyright notice and this
# permission notice appear in supporting documentation. Kevin Atkinson makes no
# representations about the suitability of this array for any purpose. It is provided "as is"
# without express or implied warranty.
#
# What is Swedish was looked up in the dictionary of rhasspy/sv_kaldi-rhasspy (MIT licence).
"""


def english(folder):
    names = [f"{kind}.{size}" for kind in ("english-words", "american-words") for size in (10, 20)]
    names += [f"english-upper.{size}" for size in (10, 35)] + ["english-contractions.10"]
    lines = (line.strip().lower() for name in names for line in open(folder / name, encoding="latin-1"))
    return {word for word in lines if re.fullmatch(r"[a-z]{2,}('[a-z]+)?|a", word)}


def swedish(path):
    listed = {line.split("\t")[0].lower() for line in open(path, encoding="utf-8")}
    forms = set(listed)
    for word in listed:
        if len(word) > 2:
            forms.update(word + ending for ending in ENDINGS)
            if word[-1] in "ae":
                forms.update(word[:-1] + ending for ending in AFTER_VOWEL)
    return forms


def write(name, about, words):
    text = LICENCE + f"#\n# {about}\n\n" + "\n".join(sorted(words)) + "\n"
    (HERE / name).write_text(text, encoding="utf-8")


def main():
    folder, dictionary = sys.argv[1:]
    words, known = english(pathlib.Path(folder)) | set(SURE), swedish(dictionary)
    strong = (words - known | set(SURE)) - set(UNSURE)
    write("strong.txt", "Words that are English and not Swedish.", strong)
    write("weak.txt", "Words that are English, and Swedish too.", words - strong)


if __name__ == "__main__":
    main()
