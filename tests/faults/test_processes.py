"""The import as a process: killed, twice at once, without disk, rights or the database's lock."""

import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults.conftest import ROOT, Archive

KILLS = 5
FILES = 240


def rows(archive: Archive) -> int:
    return archive.ask("SELECT count(*) FROM articles_article")


def test_an_import_killed_at_any_moment_and_started_again_loses_and_doubles_nothing(
    archive, write_news
):
    folder = write_news(FILES)
    chance = random.Random(7)  # noqa: S311 - nothing secret
    for kill in range(KILLS):
        process = archive.start("import_articles", folder, "--workers", 1)
        time.sleep(0.8 + chance.uniform(0, 1.5) + kill / 4)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert archive.is_sound()
    status, out, err = archive.run("import_articles", folder)
    assert status == 0, err
    assert rows(archive) == FILES
    assert archive.is_sound()
    _, out, _ = archive.run("import_articles", folder)
    assert f"0 new, 0 updated, {FILES} unchanged" in out
    assert archive.ask("SELECT count(*) FROM articles_importrun WHERE state = 'running'") == 0


def test_two_imports_at_once_take_turns(archive, write_news):
    folder = write_news(60)
    both = [archive.start("import_articles", folder) for _ in range(2)]
    results = [(*process.communicate(timeout=120), process.returncode) for process in both]
    assert [status for *_, status in results] == [0, 0]
    assert sum("waiting for it to end" in err for _, err, _ in results) == 1
    assert sorted("60 new" in out for out, _, _ in results) == [False, True]
    assert rows(archive) == 60
    assert archive.is_sound()


def limit_file_size(size: int):
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def test_a_disk_that_is_full_ends_the_import_in_a_sentence_and_it_goes_on_later(
    archive, write_news
):
    folder = write_news(FILES)
    size = archive.database.stat().st_size + 150_000
    status, _, err = archive.run(
        "import_articles", folder, "--workers", 0, preexec_fn=limit_file_size(size)
    )
    assert status == 1
    assert "could not be written" in err
    assert "Traceback" not in err
    assert archive.ask("PRAGMA integrity_check") == "ok"
    status, _, err = archive.run("import_articles", folder)
    assert (status, rows(archive)) == (0, FILES), err
    assert archive.is_sound()


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not on this machine")
def test_an_error_of_the_disk_at_some_write_leaves_whole_articles(archive, write_news):
    folder = write_news(FILES)
    fault = "inject=pwrite64:error=EIO:when=400+"
    command = ["strace", "-f", "-q", "-o", "/dev/null", "-e", "trace=pwrite64", "-e", fault]
    wrapped = " ".join([*command, '"$0" "$@"'])
    done = subprocess.run(
        ["sh", "-c", f"exec {wrapped}", sys.executable, "manage.py", "import_articles", folder],
        cwd=Path(__file__).resolve().parents[2],
        env=archive.environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert archive.run("import_articles", folder)[0] == 0
    assert archive.is_sound()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_data_folder_without_the_right_to_write_is_told(archive, write_news):
    folder = write_news(3)
    archive.data.chmod(0o555)
    archive.database.chmod(0o444)
    status, _, err = archive.run("import_articles", folder)
    archive.data.chmod(0o755)
    assert status == 1
    assert "Traceback" not in err


def test_a_database_that_another_program_locks_is_told_and_nothing_is_lost(archive, write_news):
    folder = write_news(30)
    locker = sqlite3.connect(archive.database)
    locker.execute("BEGIN IMMEDIATE")
    status, _, err = archive.run("import_articles", folder)
    locker.rollback()
    locker.close()
    assert status == 1
    assert "locked" in err
    assert "Traceback" not in err
    assert archive.run("import_articles", folder)[0] == 0
    assert rows(archive) == 30


def test_a_migration_killed_on_its_way_is_finished_by_the_next(tmp_path):
    archive = Archive(tmp_path / "data")
    for wait in (1.5, 2.5):
        process = archive.start("migrate", "--verbosity", "0")
        time.sleep(wait)
        process.kill()
        process.communicate()
    assert archive.run("migrate", "--verbosity", "0")[0] == 0
    assert archive.run("migrate", "--check")[0] == 0
    assert archive.ask("PRAGMA integrity_check") == "ok"


# Runs manage.py and says at the end how much memory it took at most, in kB: what the system says of
# a child counts what its parent had before it became another program.
MEASURED = """
import pathlib, re, runpy, sys
try:
    runpy.run_path("manage.py", run_name="__main__")
finally:
    status = pathlib.Path("/proc/self/status").read_text()
    print("peak", re.search(r"VmHWM:\\s+(\\d+)", status)[1], file=sys.stderr)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the peak")
def test_a_hundred_thousand_files_start_within_seconds_and_in_little_memory(archive, tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(100_000):
        os.close(os.open(folder / f"{n:06}.txt", os.O_CREAT | os.O_WRONLY))
    command = [sys.executable, "-c", MEASURED, "import_articles", str(folder), "--limit", "1"]
    done = subprocess.run(
        command, cwd=ROOT, env=archive.environment, capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, done.stdout.startswith("1 file read")) == (3, True)
    peak = int(done.stderr.rpartition("peak ")[2]) // 1024
    assert peak < 200, "MB"
