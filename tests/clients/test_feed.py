"""feedparser at a podcast feed, and what the command writes of the same."""

import io
import json
import os
import pty
import subprocess
import time
import unittest
import urllib.request

import feedparser
import mutagen.mp3
import service

HOME = "https://lyssna.example.se"
CONFIG = f"""
[http]
public_url = "{HOME}/"

[[feeds]]
name = "demo"
urls = ["/demo/budget", "/demo/biblioteket"]
title = "Storsele & Norrland"
description = "Artiklar från Storsele, upplästa."
link = "https://storsele.example/"
author = "Storsele kommun"
email = "podd@storsele.example"
image = "https://storsele.example/podd.jpg"
category = "Government"
"""
PATIENCE = 20  # seconds until both episodes must be shown


class Feed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.origin = cls.enterClassContext(service.running(CONFIG, cls.speak_ahead))
        cls.address = f"{cls.origin}/feeds/demo.xml"
        cls.feed = cls.whole()

    @classmethod
    def speak_ahead(cls, folder):
        command = [service.BINARY, "feed", "demo", "--config", "lyssna.toml"]
        ours, terminal = pty.openpty()
        with subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=terminal
        ) as process:
            os.close(terminal)
            cls.seen = cls.drawn(ours)
            cls.written = process.stdout.read()
        assert process.returncode == 0, cls.seen

    @staticmethod
    def drawn(terminal):
        """What a program draws on a terminal until it ends."""
        drawn = b""
        while True:
            try:
                drawn += os.read(terminal, 4096)
            except OSError:
                # The program has closed its end.
                os.close(terminal)
                return drawn.decode()

    @classmethod
    def whole(cls):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            feed = feedparser.parse(cls.address)
            if len(feed.entries) == 2:
                return feed
            time.sleep(0.2)
        raise TimeoutError("the episodes are not shown")

    def test_the_feed_is_well_formed_and_says_what_it_is(self):
        self.assertFalse(self.feed.bozo)
        self.assertEqual(self.feed.version, "rss20")
        about = self.feed.feed
        self.assertEqual(about.title, "Storsele & Norrland")
        self.assertEqual(about.language, "sv")
        self.assertEqual(about.author, "Storsele kommun")
        self.assertEqual(about.publisher_detail.email, "podd@storsele.example")
        self.assertEqual(about.image.href, "https://storsele.example/podd.jpg")
        self.assertEqual([tag.term for tag in about.tags], ["Government"])
        self.assertEqual(about.podcast_medium, "podcast")
        of_self = [link.href for link in about.links if link.rel == "self"]
        self.assertEqual(of_self, [f"{HOME}/feeds/demo.xml"])

    def test_each_episode_has_one_file_of_the_length_it_tells(self):
        for entry in self.feed.entries:
            with self.subTest(entry.title):
                self.assertTrue(entry.id.startswith("urn:uuid:"))
                self.assertGreater(int(entry.itunes_duration), 10)
                [file] = entry.enclosures
                self.assertEqual(file.type, "audio/mpeg")
                own = file.href.replace(HOME, self.origin)
                with urllib.request.urlopen(own) as answer:
                    self.assertEqual(answer.headers["content-type"], "audio/mpeg")
                    self.assertEqual(len(answer.read()), int(file.length))

    def test_each_file_says_what_it_is(self):
        for entry in self.feed.entries:
            [file] = entry.enclosures
            own = file.href.replace(HOME, self.origin)
            with self.subTest(entry.title), urllib.request.urlopen(own) as answer:
                file = mutagen.mp3.MP3(io.BytesIO(answer.read()))
                tags = file.tags
                self.assertEqual(tags.version[:2], (2, 4))
                self.assertEqual(tags["TIT2"].text, [entry.title])
                self.assertEqual(tags["TALB"].text, ["Storsele & Norrland"])
                self.assertTrue(tags["TPE1"].text[0])
                # The picture's site is not there.
                self.assertEqual(tags.getall("APIC"), [])
                with urllib.request.urlopen(
                    own.rsplit("-", 1)[0] + ".chapters.json"
                ) as answer:
                    told = json.load(answer)["chapters"]
                [contents] = tags.getall("CTOC")
                chapters = [tags[f"CHAP:{name}"] for name in contents.child_element_ids]
                self.assertEqual(
                    [(c.start_time, c.sub_frames["TIT2"].text[0]) for c in chapters],
                    [(round(1000 * c["startTime"]), c["title"]) for c in told],
                )
                self.assertAlmostEqual(
                    chapters[-1].end_time / 1000, file.info.length, delta=0.1
                )

    def test_the_command_shows_how_far_it_has_come(self):
        self.assertIn("1/2 episodes", self.seen)

    def test_an_unchanged_feed_is_not_sent_again(self):
        for known in [
            {"etag": self.feed.etag},
            {"modified": self.feed.modified},
        ]:
            with self.subTest(known):
                again = feedparser.parse(self.address, **known)
                self.assertEqual(again.status, 304)

    def test_the_service_has_what_was_spoken_ahead(self):
        with urllib.request.urlopen(self.address) as answer:
            self.assertEqual(self.written, answer.read())
        with urllib.request.urlopen(f"{self.origin}/metrics") as answer:
            spoken = [
                line.split()[1]
                for line in answer.read().decode().splitlines()
                if line.startswith("lyssna_clip_seconds_count")
            ]
        self.assertIn(spoken, [[], ["0"]])


if __name__ == "__main__":
    unittest.main()
