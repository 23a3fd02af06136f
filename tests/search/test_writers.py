"""What a writer that was killed leaves behind, and that the next one goes on all the same."""

import json

import pytest

from articles import search
from articles.models import Article
from articles.search import state, sync, writers
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)


def test_deletions_that_a_killed_writer_left_do_not_stop_the_next(caplog):
    first, second = make_article(headline="Tide tables"), make_article(headline="Tide warning")
    sync.sync()
    folder = state.index_folder(state.load(), "articles", "shown")
    meta = json.loads((folder / "meta.json").read_text())
    for segment in meta["segments"]:
        name = segment["segment_id"].replace("-", "")
        for number in range(meta["opstamp"] + 1, meta["opstamp"] + 40):
            (folder / f"{name}.{number}.del").write_bytes(b"never committed")
    Article.objects.filter(pk=first.pk).update(headline="Moon tables")
    assert sync.sync()
    assert "could not be brought up to date" not in caplog.text
    assert search.articles("tide").ids == [second.pk]
    assert search.articles("moon").ids == [first.pk]


def test_committed_deletions_are_left_alone():
    one, two = make_article(headline="Tide tables"), make_article(headline="Tide warning")
    sync.sync()
    Article.objects.filter(pk=one.pk).update(headline="Moon tables")
    sync.sync()
    folder = state.index_folder(state.load(), "articles", "shown")
    before = sorted(path.name for path in folder.glob("*.del"))
    writers.sweep(folder)
    assert sorted(path.name for path in folder.glob("*.del")) == before
    assert search.articles("tide").ids == [two.pk]
