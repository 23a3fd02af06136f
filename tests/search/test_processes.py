"""Several processes at once: one writes, none fails, nothing is lost, however they end."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from articles import search
from articles.models import Article
from articles.search import compare, state, sync
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[2]
EDITOR = """
import sys
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.NEWSROOM_SEARCH_INDEX = sys.argv[2]
django.setup()
from articles import search
from articles.models import Article
from articles.search import sync
number, edits, pks = int(sys.argv[3]), int(sys.argv[4]), [int(pk) for pk in sys.argv[5:]]
for edit in range(edits):
    word = f"p{number}e{edit}"
    pk = pks[edit % len(pks)]
    Article.objects.filter(pk=pk).update(standfirst=word)
    if sync.sync(wait=float(number % 2) * 20) and number % 2:
        assert search.articles(word).ids == [pk], f"{word} is not found"
"""


def editor(number, edits, articles):
    """A process that edits these articles one after the other and has each edit indexed."""
    name, index = connection.settings_dict["NAME"], str(state.root())
    pks = [str(article.pk) for article in articles]
    return subprocess.Popen(  # noqa: S603 - this very interpreter
        [sys.executable, "-c", EDITOR, str(name), index, str(number), str(edits), *pks],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "RUST_BACKTRACE": "0"},
        stderr=subprocess.PIPE,
        text=True,
    )


def differences():
    return list(compare.differences(state.load()))


def test_processes_that_edit_at_once_lose_nothing_and_leave_no_litter():
    articles = [factories.make_article(f"Article {number}") for number in range(8)]
    assert sync.sync()
    editors = [editor(number, 50, articles[number * 2 : number * 2 + 2]) for number in range(4)]
    said = [process.communicate(timeout=300)[1] for process in editors]
    assert [process.returncode for process in editors] == [0] * 4, said
    assert "could not" not in "".join(said)
    assert sync.sync()
    assert differences() == []
    assert len(list(state.root().rglob("*.term"))) <= 16
    words = Article.objects.order_by("pk").values_list("standfirst", "pk")
    assert [(word, search.articles(word).ids) for word, _ in words] == [
        (word, [pk]) for word, pk in words
    ]


def test_processes_that_are_killed_lose_nothing():
    articles = [factories.make_article(f"Article {number}") for number in range(4)]
    assert sync.sync()
    chance = random.Random(11)  # noqa: S311 - nothing secret
    for _ in range(6):
        process = editor(0, 1000, articles)
        before = state.stamp()
        until = time.monotonic() + 60
        while state.stamp() == before and time.monotonic() < until:
            time.sleep(0.02)
        time.sleep(chance.random() * 0.3)
        process.kill()
        process.communicate()
    assert sync.sync()
    assert differences() == []
    assert search.articles("").total == 4


def test_two_rebuilds_at_once_are_one(monkeypatch):
    factories.make_article()
    with state.lock() as held:
        assert held
        assert not sync.rebuild()
    assert sync.rebuild()
