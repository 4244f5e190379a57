"""OpenAI's own client at the speech API."""

import base64
import io
import json
import unittest
import wave

import openai
import service

KEY = "en-nyckel-bara-for-provet"
TEXT = "Tåget till Umeå går kl. 19.30."
SAMPLES = 24_000  # a second, as OpenAI's pcm has


class Speech(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        config = f'[http]\nspeech_keys = ["{KEY}"]\n'
        cls.origin = cls.enterClassContext(service.running(config))
        cls.client = cls.client_with(KEY)

    @classmethod
    def client_with(cls, key):
        return openai.OpenAI(base_url=f"{cls.origin}/v1", api_key=key, max_retries=0)

    def create(self, **more):
        wanted = {"model": "tts-1", "voice": "alva", "input": TEXT} | more
        return self.client.audio.speech.create(**wanted)

    def seconds(self, **more):
        return len(self.create(response_format="pcm", **more).content) / 2 / SAMPLES

    def test_each_format_is_what_it_says(self):
        mp3 = self.create()
        self.assertEqual(mp3.response.headers["content-type"], "audio/mpeg")
        self.assertEqual(mp3.content[0], 0xFF)
        # A stream's header cannot know its length; the samples after it are counted.
        wav = self.create(response_format="wav").content
        with wave.open(io.BytesIO(wav)) as file:
            self.assertEqual((file.getnchannels(), file.getsampwidth()), (1, 2))
            seconds = len(wav[44:]) / 2 / file.getframerate()
        self.assertAlmostEqual(seconds, self.seconds(), delta=0.05)
        self.assertGreater(seconds, 1.5)

    def test_slower_speech_is_longer(self):
        self.assertGreater(self.seconds(speed=0.7), 1.2 * self.seconds())

    def test_a_stream_comes_in_parts_and_whole(self):
        speech = self.client.audio.speech.with_streaming_response
        with speech.create(model="tts-1", voice="nils", input=TEXT) as answer:
            parts = list(answer.iter_bytes(1024))
        self.assertGreater(len(parts), 1)
        self.assertEqual(b"".join(parts), self.create(voice="nils").content)

    def test_events_carry_the_same_sound(self):
        speech = self.client.audio.speech.with_streaming_response
        with speech.create(
            model="tts-1", voice="alva", input=TEXT, stream_format="sse"
        ) as answer:
            lines = [line for line in answer.iter_lines() if line.startswith("data: ")]
        events = [json.loads(line.removeprefix("data: ")) for line in lines]
        deltas = [event for event in events if event["type"] == "speech.audio.delta"]
        sound = b"".join(base64.b64decode(event["audio"]) for event in deltas)
        self.assertEqual(sound, self.create().content)
        self.assertEqual(events[-1]["type"], "speech.audio.done")

    def test_markup_is_spoken_as_it_says(self):
        paused = f'<speak>{TEXT}<break time="2s"/></speak>'
        self.assertGreater(self.seconds(input=paused), self.seconds() + 1)

    def test_faults_are_the_clients_own_errors(self):
        for wrong, param in [
            ({"voice": "alloy"}, "voice"),
            ({"response_format": "aac"}, "response_format"),
            ({"speed": 4.0}, "speed"),
            ({"input": "<speak><b/></speak>"}, "input"),
            ({"input": "å" * 4097}, "input"),
        ]:
            with self.subTest(wrong), self.assertRaises(openai.BadRequestError) as told:
                self.create(**wrong)
            self.assertEqual(told.exception.param, param)

    def test_another_key_is_refused(self):
        with self.assertRaises(openai.AuthenticationError):
            self.client_with("en-annan").audio.speech.create(
                model="tts-1", voice="alva", input=TEXT
            )


if __name__ == "__main__":
    unittest.main()
