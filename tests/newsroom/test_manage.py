"""manage.py as an installer meets it: a first command on a new archive, and bad settings."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def manage(data: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Runs manage.py as a program, with an archive in `data` and nothing else set."""
    bare = {"PATH": os.defpath, "NEWSROOM_DATA": str(data), **environment}
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *arguments],
        env=bare,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_the_first_command_makes_the_data_folder_and_the_key(tmp_path):
    done = manage(tmp_path / "new", "check")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "new" / "secret.key").exists()


def test_an_import_before_the_first_migrate_says_what_to_run(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    done = manage(tmp_path / "new", "import_articles", str(tmp_path / "a.txt"))
    assert done.returncode == 1
    assert "Run `manage.py migrate` first." in done.stderr
    assert "Traceback" not in done.stderr


def test_a_bad_setting_ends_in_one_sentence(tmp_path):
    done = manage(tmp_path / "new", "check", NEWSROOM_DEBUG="perhaps")
    assert done.returncode == 1
    assert "NEWSROOM_DEBUG" in done.stderr
    assert "perhaps" in done.stderr
    assert "Traceback" not in done.stderr
