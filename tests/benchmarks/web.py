"""A web server on the archive that is measured: whole requests, and the memory of its process."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60


@contextlib.contextmanager
def serving() -> Iterator["Site"]:
    """Gunicorn as `make serve` starts it, with one worker; stopped at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "-c", "newsroom/gunicorn_config.py"]
    command += ["--workers", "1", "--max-requests", "0", "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ, stdout=subprocess.DEVNULL)
    try:
        yield Site(port, server.pid)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(START_SECONDS)


class Site:
    """A running server, asked over one connection that stays open."""

    def __init__(self, port: int, master: int):
        self.master = master
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                self.get("/healthz")
                break
            except OSError:
                self.connection.close()
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)

    def get(self, address: str) -> bytes:
        """The body of a page; raises ValueError where its status is not 200."""
        self.connection.request("GET", address)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise ValueError(f"{address} answered {answer.status}")
        return body

    def search(self, parameters: dict | Sequence[tuple[str, object]]) -> bytes:
        """The page of a search."""
        return self.get(f"/articles/?{urlencode(parameters)}")

    def memory(self) -> float:
        """Megabytes of memory that the worker holds for itself; mapped files are not counted."""
        children = Path(f"/proc/{self.master}/task/{self.master}/children").read_text().split()
        return max(_anonymous(int(child)) for child in children) / 1024


def _anonymous(process: int) -> int:
    """Kilobytes of anonymous memory of a process (proc(5), RssAnon)."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon"))
