"""The server as `make run` starts it, in a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsroom import gunicorn_config
from newsroom.environment import PROJECT_FOLDER

START_SECONDS = 30


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def server(tmp_path) -> Iterator[tuple[subprocess.Popen, str]]:
    """A running server and its address; its output goes to `output` in the test's folder."""
    port = free_port()
    (tmp_path / "static").mkdir()
    with (tmp_path / "output").open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "newsroom/gunicorn_config.py"],
            cwd=PROJECT_FOLDER,
            env={
                "PATH": os.defpath,
                "HOST": "127.0.0.1",
                "PORT": str(port),
                "NEWSROOM_DATA": str(tmp_path),
                "NEWSROOM_SECRET_KEY": "k" * 60,
            },
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    address = f"http://127.0.0.1:{port}/"
    try:
        wait_for(address + "healthz", process, tmp_path / "output")
        yield process, address
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_for(address: str, process: subprocess.Popen, output: Path) -> None:
    """Wait until the server answers."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - it is on this machine
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server does not answer: {output.read_text()}")


def test_the_server_says_where_it_is(server, tmp_path):
    _, address = server

    assert f"The archive is at {address} " in (tmp_path / "output").read_text()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_server_stops_at_once_and_without_complaint(server, tmp_path, number):
    process, _ = server
    before = (tmp_path / "output").read_text()

    # A terminal sends Ctrl-C to every process of the group.
    os.killpg(process.pid, number)

    assert process.wait(10) == 0
    assert (tmp_path / "output").read_text() == before


def test_a_worker_leaves_ctrl_c_to_the_process_that_started_it():
    before = signal.getsignal(signal.SIGINT)
    try:
        gunicorn_config.post_worker_init(worker=None)
        signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)
