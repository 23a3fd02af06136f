"""The stories of the demo archive, whatever the order in which its articles come in."""

import json
import random

import pytest

from articles.importing import run
from articles.importing.sample import FOLDER
from articles.importing.walk import walk
from articles.models import Article, Story

pytestmark = pytest.mark.django_db

TRUTH = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))


def stories_imported(seed: int, at_once: int, monkeypatch) -> set[frozenset[str]]:
    """The stories, each as its files, after an import of the demo archive in a shuffled order."""
    monkeypatch.setattr(run, "BATCH", at_once)
    files = list(walk(sorted(path for path in FOLDER.iterdir() if path.is_dir())))
    random.Random(seed).shuffle(files)  # noqa: S311 - a test
    run.run(run.Import(paths=[FOLDER], files=files, workers=0))
    rows = Article.objects.exclude(story=None).values_list("story", "import_path")
    found: dict[int, set[str]] = {}
    for story, path in rows:
        found.setdefault(story, set()).add(path)
    return {frozenset(paths) for paths in found.values()}


@pytest.fixture(scope="module")
def expected() -> dict:
    return {}


@pytest.mark.parametrize(("seed", "at_once"), [(0, 100), (1, 1), (2, 7)])
def test_the_order_of_import_changes_no_story(seed, at_once, monkeypatch, expected):
    found = stories_imported(seed, at_once, monkeypatch)
    assert found == expected.setdefault("first", found)
    assert Story.objects.count() == len(found)


def test_the_stories_are_those_that_a_reader_finds(monkeypatch):
    found = stories_imported(3, 100, monkeypatch)
    # One report of the wreck stands with a piece on its museum, an event of its own.
    right = [story for story in TRUTH["stories"] if frozenset(story) in found]
    assert len(right) >= len(TRUTH["stories"]) - 1
