"""Xiph's own programs at Opus files of the service."""

import array
import json
import pathlib
import subprocess
import tempfile
import unittest
import urllib.request

import service

ARTICLE = "/v1/audio?url=/demo/norrsken&format=opus"
SAMPLES = 48_000  # a second, as opusdec decodes
SOUND = 0.01  # root mean square of what is heard


class Opus(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        origin = cls.enterClassContext(service.running(""))
        with urllib.request.urlopen(origin + ARTICLE) as answer:
            cls.file = answer.read()
        with urllib.request.urlopen(origin + ARTICLE) as answer:
            clip = origin + answer.headers["content-location"]
        with urllib.request.urlopen(clip.replace(".opus", ".json")) as answer:
            cls.manifest = json.load(answer)
        folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        cls.path = pathlib.Path(folder, "clip.opus")
        cls.path.write_bytes(cls.file)
        cls.samples = cls.decoded()

    @classmethod
    def decoded(cls):
        command = ["opusdec", "--quiet", "--float", "--rate", str(SAMPLES), cls.path, "-"]
        # To standard output it writes bare samples, without a header.
        return array.array("f", subprocess.run(command, check=True, capture_output=True).stdout)

    def level(self, start, end):
        part = self.samples[int(start * SAMPLES) : int(end * SAMPLES)]
        return (sum(sample * sample for sample in part) / len(part)) ** 0.5

    def test_the_file_is_as_the_standard_wants_it(self):
        told = subprocess.run(
            ["opusinfo", self.path], check=True, capture_output=True, text=True
        )
        self.assertNotIn("WARNING", told.stdout + told.stderr)
        self.assertIn("Pre-skip: 312", told.stdout)

    def test_it_lasts_as_long_as_its_transcript_says(self):
        seconds = len(self.samples) / SAMPLES
        self.assertAlmostEqual(seconds, self.manifest["duration"], delta=0.001)

    def test_every_word_sounds_where_its_times_say(self):
        for segment in self.manifest["segments"]:
            for word in segment["words"]:
                self.assertGreater(self.level(word["start"], word["end"]), SOUND, word)
            rest = segment["words"][-1]["end"] + 0.1
            end = segment["start"] + segment["duration"] - 0.01
            self.assertLess(self.level(rest, end), SOUND, segment["index"])


if __name__ == "__main__":
    unittest.main()
