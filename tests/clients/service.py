"""The real service, for one test class."""

import contextlib
import pathlib
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

BINARY = pathlib.Path(__file__).parents[2] / "target" / "debug" / "lyssna"
PATIENCE = 10  # seconds until the service must be ready


@contextlib.contextmanager
def running(config: str, prepare=lambda folder: None):
    """Runs the service in a folder with `config` as its TOML; gives its address.

    `prepare` finds the folder with nothing else in it, before the service runs.
    """
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        pathlib.Path(folder, "lyssna.toml").write_text(config, encoding="utf-8")
        prepare(folder)
        probe.bind(("127.0.0.1", 0))
        listen = f"127.0.0.1:{probe.getsockname()[1]}"
        probe.close()
        command = [BINARY, "serve", "--config", "lyssna.toml", "--listen", listen]
        with subprocess.Popen(command, cwd=folder) as process:
            try:
                _wait(f"http://{listen}/readyz", process)
                yield f"http://{listen}"
            finally:
                process.terminate()


def _wait(url: str, process: subprocess.Popen) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the service ended with {process.returncode}")
        with contextlib.suppress(urllib.error.URLError):
            urllib.request.urlopen(url).close()
            return
        time.sleep(0.05)
    raise TimeoutError(f"{url} did not answer in {PATIENCE} s")
