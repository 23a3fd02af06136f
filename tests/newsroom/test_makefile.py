"""The Makefile, run in a folder with a blank in its name, beside programs that only take notes."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from newsroom.environment import PROJECT_FOLDER

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="make is not on this machine")

# Notes its arguments, and the variables that the archive reads; exits as the test tells it.
NOTING_PYTHON = """#!/bin/sh
echo "$*" >>calls
echo "open=$NEWSROOM_OPEN_READING hosts=$NEWSROOM_HOSTS host=$HOST port=$PORT" >>variables
case "$*" in *import_articles*) exit "${IMPORT_STATUS:-0}";; esac
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    """A checkout whose `.venv` is installed already."""
    path = tmp_path / "a check out"
    path.mkdir()
    for name in ("Makefile", "requirements.txt", "requirements-dev.txt"):
        shutil.copy(PROJECT_FOLDER / name, path)
    programs = path / ".venv" / "bin"
    programs.mkdir(parents=True)
    write_program(programs / "python", NOTING_PYTHON)
    write_program(programs / "pip", NOTING_PYTHON)
    for name in ("installed", "installed-for-tests"):
        (path / ".venv" / name).touch()
    return path


def write_program(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


def make(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run make with an environment of its own."""
    return subprocess.run(
        ["make", *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": "", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def calls(folder: Path) -> list[str]:
    return (folder / "calls").read_text(encoding="utf-8").splitlines()


def variables(folder: Path) -> str:
    """Return the last note on the environment: that of the server."""
    return (folder / "variables").read_text(encoding="utf-8").splitlines()[-1]


def test_make_alone_lists_the_targets(folder):
    process = make(folder)

    assert process.returncode == 0
    for target in ("run", "serve", "admin", "test", "lint", "install"):
        assert f"make {target} " in process.stdout
    assert not (folder / "calls").exists()


def test_run_sets_up_loads_and_serves(folder):
    assert make(folder, "run").returncode == 0

    assert calls(folder) == [
        "-m newsroom.secret",
        "manage.py migrate --verbosity 0",
        "manage.py collectstatic --no-input --verbosity 0",
        "manage.py load_sample",
        "-m gunicorn -c newsroom/gunicorn_config.py",
    ]
    assert variables(folder) == (
        "open=1 hosts=localhost,127.0.0.1,[::1],127.0.0.1 host=127.0.0.1 port=8000"
    )


def test_run_loads_the_seeds_beside_the_checkout(folder):
    (folder.parent / "shared" / "seeds").mkdir(parents=True)

    make(folder, "run")

    assert "manage.py import_articles ../shared/seeds" in calls(folder)


@pytest.mark.parametrize("way", ["environment", "argument"])
def test_run_loads_the_folder_that_is_named(folder, way):
    if way == "environment":
        make(folder, "run", SEEDS="/srv/my articles")
    else:
        make(folder, "run", "SEEDS=/srv/my articles")

    assert "manage.py import_articles /srv/my articles" in calls(folder)


def test_files_that_are_rejected_do_not_stop_run(folder):
    assert make(folder, "run", SEEDS="seeds", IMPORT_STATUS="3").returncode == 0
    assert calls(folder)[-1].startswith("-m gunicorn")


def test_an_import_that_fails_stops_run(folder):
    assert make(folder, "run", SEEDS="seeds", IMPORT_STATUS="1").returncode != 0
    assert not calls(folder)[-1].startswith("-m gunicorn")


@pytest.mark.parametrize("way", ["environment", "argument"])
def test_host_and_port_reach_the_server(folder, way):
    if way == "environment":
        make(folder, "run", HOST="10.0.0.7", PORT="9000")
    else:
        make(folder, "run", "HOST=10.0.0.7", "PORT=9000")

    assert variables(folder).endswith("[::1],10.0.0.7 host=10.0.0.7 port=9000")


def test_run_may_ask_readers_to_sign_in(folder):
    make(folder, "run", NEWSROOM_OPEN_READING="0")

    assert variables(folder).startswith("open=0 ")


def test_serve_loads_nothing_and_leaves_reading_closed(folder):
    make(folder, "serve", SEEDS="seeds")

    assert not [call for call in calls(folder) if "load_sample" in call or "import" in call]
    assert variables(folder).startswith("open= ")


def test_a_changed_requirement_is_installed_once(folder):
    later = (folder / ".venv" / "installed").stat().st_mtime + 10
    os.utime(folder / "requirements.txt", (later, later))
    make(folder, "install")
    [install] = calls(folder)
    assert install.endswith("install -r requirements.txt")

    os.utime(folder / "requirements.txt", (1, 1))
    make(folder, "install")
    assert calls(folder) == [install]


def test_a_missing_python_is_named(folder):
    shutil.rmtree(folder / ".venv")

    process = make(folder, "install", PYTHON="no-such-python")

    assert process.returncode != 0
    assert "Python 3.11 is needed; there is no no-such-python" in process.stderr


def test_another_python_is_named_with_its_version(folder, tmp_path):
    shutil.rmtree(folder / ".venv")
    write_program(tmp_path / "old python", "#!/bin/sh\necho 3.9\n")

    process = make(folder, "install", PYTHON=str(tmp_path / "old python"))

    assert process.returncode != 0
    assert "Python 3.11 is needed; " in process.stderr
    assert "old python is 3.9: set PYTHON=" in process.stderr


def test_a_python_without_venv_says_what_to_install(folder, tmp_path):
    shutil.rmtree(folder / ".venv")
    text = '#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; esac\necho 3.11\n'
    write_program(tmp_path / "python", text)

    process = make(folder, "install", PYTHON=str(tmp_path / "python"))

    assert process.returncode != 0
    assert "apt install python3-venv" in process.stderr
