"""Archives of their own for the import as a process that is killed, starved or locked out."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Archive:
    """A data folder with a migrated SQLite database, and commands run on it as processes."""

    data: Path

    @property
    def database(self) -> Path:
        return self.data / "archive.sqlite3"

    @property
    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("NEWSROOM_", "DJANGO_"))}
        kept.pop("DATABASE_URL", None)
        return kept | {"NEWSROOM_DATA": str(self.data), "NEWSROOM_SECRET_KEY": "x" * 60}

    def start(self, *arguments: Any, **options: Any) -> subprocess.Popen:
        """A command of manage.py as a process, its output in pipes."""
        command = [sys.executable, "manage.py", *map(str, arguments)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        settings = {"cwd": ROOT, "env": self.environment, **pipes, **options}
        return subprocess.Popen(command, **settings)

    def run(self, *arguments: Any, **options: Any) -> tuple[int, str, str]:
        """Exit status, output and complaints of a command."""
        process = self.start(*arguments, **options)
        out, err = process.communicate(timeout=120)
        return process.returncode, out, err

    def ask(self, sql: str) -> Any:
        """The first column of the first row."""
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as connection:
            return connection.execute(sql).fetchone()[0]

    def is_sound(self) -> bool:
        """True where the database is intact, no article is there twice and none lacks its parts."""
        lines = "articles_importitem WHERE verdict = 'new'"
        return (
            self.ask("PRAGMA integrity_check") == "ok"
            and self.ask("SELECT count(*) FROM articles_article")
            == self.ask("SELECT count(DISTINCT identity) FROM articles_article")
            == self.ask(f"SELECT count(*) FROM {lines}")  # noqa: S608 - a constant
            and not self.ask(
                "SELECT count(*) FROM articles_article a WHERE NOT EXISTS"
                " (SELECT 1 FROM articles_mention m WHERE m.article_id = a.id)"
            )
        )


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that was migrated once, to be copied."""
    archive = Archive(tmp_path_factory.mktemp("migrated"))
    status, _, err = archive.run("migrate", "--verbosity", "0")
    assert status == 0, err
    return archive.data


@pytest.fixture
def archive(migrated: Path, tmp_path: Path) -> Archive:
    """An empty archive."""
    shutil.copytree(migrated, tmp_path / "data")
    return Archive(tmp_path / "data")


@pytest.fixture
def write_news(tmp_path: Path) -> Callable[[int], Path]:
    """Writes so many invented articles, each with a person in it, and returns their folder."""

    def write(count: int) -> Path:
        folder = tmp_path / "news"
        folder.mkdir()
        for n in range(count):
            text = f"Pier {n} of Tarnwick mended\n\nBy Ines Calloway\n\n3 March 2025\n\n"
            text += f"TARNWICK – Pier number {n} was mended on Monday for {n + 2} crowns.\n\n"
            text += f"“It is cheaper than {n + 3} wrecks,” said Tobias Renn, the harbour master.\n"
            (folder / f"{n:05}.txt").write_text(text, encoding="utf-8")
        return folder

    return write
