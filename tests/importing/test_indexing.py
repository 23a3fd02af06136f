"""The index follows an import from a thread, and is up to date when it ends."""

import threading

import pytest
from django.db import OperationalError

from articles.importing import indexing
from articles.importing.run import Import, run
from articles.search import state, sync
from tests.importing.texts import OTHER, REPORT, write


@pytest.fixture
def synced(monkeypatch) -> list[str]:
    """Names of the threads that brought the index up to date, in place of doing so."""
    threads: list[str] = []
    monkeypatch.setattr(sync, "sync", lambda: threads.append(threading.current_thread().name))
    return threads


@pytest.mark.django_db(transaction=True)
def test_it_follows_in_a_thread_and_finishes_in_the_one_that_writes(synced, monkeypatch):
    monkeypatch.setattr(indexing, "SYNC_SECONDS", 0)
    index = indexing.Follower()
    index.follow()
    index.finish()
    assert synced == ["index", threading.current_thread().name]


@pytest.mark.django_db(transaction=True)
def test_it_follows_every_few_seconds_and_not_after_every_batch(synced):
    index = indexing.Follower()
    index.follow()
    index.finish()
    assert len(synced) == 1


@pytest.mark.django_db
def test_within_a_transaction_of_the_caller_no_thread_looks(synced, monkeypatch):
    monkeypatch.setattr(indexing, "SYNC_SECONDS", 0)
    indexing.Follower().follow()
    assert synced == [threading.current_thread().name]


@pytest.mark.django_db(transaction=True)
def test_a_sync_that_the_database_hinders_is_left_to_the_next(monkeypatch):
    monkeypatch.setattr(indexing, "SYNC_SECONDS", 0)

    def hindered() -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(sync, "sync", hindered)
    index = indexing.Follower()
    index.follow()
    index.finish()


@pytest.mark.django_db(transaction=True)
def test_the_index_holds_all_articles_when_the_run_is_over(tmp_path, monkeypatch):
    monkeypatch.setattr(indexing, "SYNC_SECONDS", 0)
    run(Import([write(tmp_path / "in", a=REPORT, b=OTHER)], workers=0))
    assert not sync.is_behind(state.load())
