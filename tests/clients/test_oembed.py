"""oEmbedPy at the pages of the service: it finds the player by itself."""

import unittest
import urllib.request

import service
from oembedpy import consumer, discovery


class Embedding(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.origin = cls.enterClassContext(service.running(""))

    def test_every_page_leads_to_its_player(self):
        article = f"{self.origin}/demo/norrsken"
        for page in [article, f"{self.origin}/embed?url=/demo/norrsken"]:
            with self.subTest(page):
                found = consumer.fetch_content(*discovery.find_from_content(page))
                self.assertEqual((found.type, found.version), ("rich", "1.0"))
                self.assertEqual(found.title, "Så blir norrskenet till")
                self.assertGreater(int(found.cache_age), 0)
                frame = found.html.split('src="')[1].split('"')[0]
                self.assertTrue(frame.startswith(f"{self.origin}/embed?url="), frame)
                with urllib.request.urlopen(frame) as answer:
                    self.assertIn(b'src="/embed.js"', answer.read())

    def test_a_narrow_page_gets_a_narrow_player(self):
        address, asked = discovery.find_from_content(f"{self.origin}/demo/norrsken")
        asked.max_width = 320
        found = consumer.fetch_content(address, asked)
        self.assertEqual(found.width, 320)
        self.assertIn('width="320"', found.html)


if __name__ == "__main__":
    unittest.main()
