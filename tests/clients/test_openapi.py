"""Schemathesis at every address that /openapi.json describes."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

import service

# Nothing outside the machine is read: the site is one that cannot exist.
CONFIG = """
[[sites]]
name = "none"
origins = ["https://none.invalid"]
"""
HERE = pathlib.Path(__file__).parent


class Description(unittest.TestCase):
    def test_the_service_does_as_it_says(self):
        with service.running(CONFIG) as origin, tempfile.TemporaryDirectory() as folder:
            command = [
                pathlib.Path(sys.executable).with_name("schemathesis"),
                "--config-file", HERE / "schemathesis.toml",
                "run", f"{origin}/openapi.json",
            ]
            run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
