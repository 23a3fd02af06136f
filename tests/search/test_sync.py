"""The index follows the database: every committed change, once it is committed, and no other."""

import contextlib
import time

import pytest
from django.db import connection, transaction

from articles import search
from articles.models import Article, SearchChange
from articles.search import compare, documents, log, readers, schema, state, sync, triggers
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def article():
    """An article called "before", in the index."""
    article = factories.make_article("Before")
    assert sync.sync()
    return article


def ids(query):
    return search.articles(query).ids


def differences():
    return list(compare.differences(state.load()))


def rename(article, headline):
    Article.objects.filter(pk=article.pk).update(headline=headline)


def test_an_edit_is_found_by_the_next_search_after_a_sync(article):
    rename(article, "After")
    assert sync.sync(wait=1.0)
    assert not sync.is_behind(state.load())
    assert ids("after") == [article.pk]
    assert ids("before") == []


def test_a_deleted_article_and_its_quotes_are_gone(article):
    factories.make_quote(article, "The ferry", kind="partial")
    assert search.quotes("ferry").total == 1
    article.delete()
    assert sync.sync()
    assert (search.articles("").total, search.quotes("").total) == (0, 0)


def test_without_a_change_nothing_is_written(article):
    before = (state.stamp(), sorted(state.root().rglob("*")))
    assert sync.sync()
    if connection.vendor == "sqlite":
        assert (state.stamp(), sorted(state.root().rglob("*"))) == before


def test_many_small_edits_leave_few_files(article):
    for number in range(30):
        rename(article, f"Edit {number}")
        assert sync.sync(wait=1.0)
    assert differences() == []
    assert len(list(state.root().rglob("*.term"))) <= 12


def test_a_lock_that_another_holds_is_not_waited_for(article):
    rename(article, "After")
    with state.lock() as held:
        assert held
        begun = time.monotonic()
        assert not sync.sync()
        assert time.monotonic() - begun < 0.5
        assert ids("before") == [article.pk]


def test_a_person_waits_for_the_lock_so_long_and_no_longer(article):
    rename(article, "After")
    with state.lock():
        begun = time.monotonic()
        assert not sync.sync(wait=0.3)
        assert 0.3 <= time.monotonic() - begun < 2


def test_a_change_left_by_another_while_the_lock_was_held_is_applied(article, monkeypatch):
    drain, calls = sync._drain, []

    def drain_then_change(*args, **more):
        following = drain(*args, **more)
        if not calls:
            rename(article, "Late")
            assert not sync.sync()
        calls.append(1)
        return following

    monkeypatch.setattr(sync, "_drain", drain_then_change)
    assert sync.sync()
    monkeypatch.undo()
    assert not sync.is_behind(state.load())
    assert ids("late") == [article.pk]


def test_searches_go_on_while_the_index_is_rebuilt_and_changes_are_not_lost(article, monkeypatch):
    entries, found = documents.entries, []

    def entries_then_change(batch):
        made = entries(batch)
        if not found:
            found.append(ids("before"))
            rename(article, "During")
        return made

    monkeypatch.setattr(documents, "entries", entries_then_change)
    assert sync.rebuild()
    assert found == [[article.pk]]
    assert ids("during") == [article.pk]
    assert differences() == []
    assert len(list(state.root().glob("index-*"))) == 1


def test_a_rebuild_that_fails_leaves_the_old_index(article, monkeypatch):
    def fail(batch):
        raise OSError("no space")

    monkeypatch.setattr(documents, "entries", fail)
    with pytest.raises(OSError, match="no space"):
        sync.rebuild()
    assert ids("before") == [article.pk]
    assert len(list(state.root().glob("index-*"))) == 1


def lose_state():
    (state.root() / "state.json").unlink()


def garble_state():
    (state.root() / "state.json").write_text('{"folder": 7')


def lose_a_segment():
    folder = state.index_folder(state.load(), "articles", "shown")
    next(folder.glob("*.term")).unlink()


def cut_a_segment():
    folder = state.index_folder(state.load(), "articles", "shown")
    file = next(folder.glob("*.idx"))
    file.write_bytes(file.read_bytes()[:5])


def garble_the_index():
    (state.index_folder(state.load(), "quotes", "hidden") / "meta.json").write_text("{")


def age_the_index():
    held = state.load()
    held.version = schema.VERSION - 1
    state.save(held)


@pytest.mark.parametrize(
    "damage",
    [lose_state, garble_state, lose_a_segment, cut_a_segment, garble_the_index, age_the_index],
)
@pytest.mark.parametrize("by", [sync.sync, lambda: search.articles("")], ids=["sync", "search"])
def test_an_index_that_cannot_be_used_is_rebuilt_with_one_line(article, damage, by, caplog):
    damage()
    readers._kept.clear()
    caplog.clear()
    by()
    assert ids("before") == [article.pk]
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("articles")]
    assert len(lines) == 1
    assert lines[0].startswith("Rebuilt the search index")


def test_a_large_archive_is_not_rebuilt_while_a_person_waits(article, monkeypatch, caplog):
    monkeypatch.setattr(sync, "SMALL", 0)
    lose_state()
    assert not sync.sync(wait=0.1)
    assert "search_index rebuild" in caplog.text
    with pytest.raises(search.Unavailable):
        search.articles("before")
    assert sync.sync()
    assert ids("before") == [article.pk]


def test_a_log_that_does_not_reach_back_means_a_rebuild(article, caplog):
    rename(article, "After")
    SearchChange.objects.all().delete()
    rename(article, "Later")
    assert sync.sync()
    assert "does not reach back" in caplog.text
    assert differences() == []


def test_a_restored_older_database_means_a_rebuild(article, caplog):
    """The log ends before the cursor."""
    last = SearchChange.objects.order_by("-pk").first()
    rename(article, "Newer")
    assert sync.sync()
    Article.objects.filter(pk=article.pk).update(headline="Before")
    SearchChange.objects.filter(pk__gt=last.pk).delete()
    assert ids("before") == [article.pk]
    assert "does not reach back" in caplog.text


@contextlib.contextmanager
def rolled_back():
    """A transaction that is rolled back at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_a_change_that_is_rolled_back_does_not_stay(article):
    with rolled_back():
        rename(article, "Never")
        sync.sync()
        assert ids("never") == [article.pk]
    assert ids("before") == [article.pk]
    assert ids("never") == []
    assert differences() == []


def test_an_index_filled_inside_a_transaction_is_compared_after_it():
    with rolled_back():
        factories.make_article("Never")
        assert search.articles("never").total == 1
    kept = factories.make_article("Kept")
    assert sync.sync()
    assert ids("") == [kept.pk]
    assert differences() == []


def test_the_row_for_every_article_has_the_index_compared(article):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE articles_article DISABLE TRIGGER ALL")
            cursor.execute("UPDATE articles_article SET headline = 'Unseen'")
            cursor.execute("ALTER TABLE articles_article ENABLE TRIGGER ALL")
        else:
            Article.objects.update(headline="Unseen")
            SearchChange.objects.filter(pk__gt=state.load().last).delete()
    assert ids("unseen") == []
    triggers.log_every_article(connection)
    assert ids("unseen") == [article.pk]


def test_a_large_archive_is_compared_by_a_sync_and_not_by_a_search(article, monkeypatch):
    monkeypatch.setattr(sync, "SMALL", 0)
    triggers.log_every_article(connection)
    search.articles("")
    assert state.load().compare
    assert sync.sync()
    assert not state.load().compare


def test_a_search_applies_only_so_many_changes(article, monkeypatch):
    articles = [factories.make_article(f"More {number}") for number in range(5)]
    total = SearchChange.objects.filter(pk__gt=state.load().last).count()
    assert total >= len(articles)
    assert sync.catch_up(limit=2)
    assert sync.is_behind(state.load())
    while sync.is_behind(state.load()):
        assert sync.catch_up(limit=2)
    assert differences() == []


def test_what_hinders_the_index_is_logged_and_searches_go_on(article, monkeypatch, caplog):
    def fail(held):
        raise OSError("No space left on device")

    rename(article, "After")
    monkeypatch.setattr(state, "save", fail)
    assert not sync.sync()
    assert "could not be brought up to date" in caplog.text
    assert search.articles("").total == 1


def test_the_log_is_trimmed_far_behind_the_cursor(article, monkeypatch):
    monkeypatch.setattr(log, "KEPT_ROWS", 10)
    for number in range(30):
        rename(article, f"Edit {number}")
    assert sync.sync()
    rename(article, "Last")
    assert sync.sync()
    assert 10 <= SearchChange.objects.count() <= 13
    rename(article, "After")
    assert sync.sync()
    assert not log.is_lost(state.load())
    assert ids("after") == [article.pk]


def test_another_node_that_the_log_left_behind_rebuilds(article, monkeypatch, settings, tmp_path):
    monkeypatch.setattr(log, "KEPT_ROWS", 5)
    here, there = settings.NEWSROOM_SEARCH_INDEX, tmp_path / "other-node"
    settings.NEWSROOM_SEARCH_INDEX = there
    assert sync.sync()
    settings.NEWSROOM_SEARCH_INDEX = here
    for number in range(20):
        rename(article, f"Edit {number}")
        assert sync.sync()
    settings.NEWSROOM_SEARCH_INDEX = there
    assert log.is_lost(state.load())
    assert sync.sync()
    assert ids("edit") == [article.pk]


def test_a_transaction_that_commits_late_is_not_lost():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer: its rows are committed in their order")
    early, late = factories.make_article("Early"), factories.make_article("Late")
    assert sync.sync()
    other = connection.copy("other")
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("UPDATE articles_article SET headline = 'Slow' WHERE id = %s", [late.pk])
        rename(early, "Quick")
        assert sync.sync()
        assert ids("quick") == [early.pk]
        assert not sync.is_behind(state.load())
        other.commit()
        assert sync.is_behind(state.load())
        assert ids("slow") == [late.pk]
        assert differences() == []
    finally:
        other.close()
        other.close_pool()
