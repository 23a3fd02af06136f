from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles import search
from articles.models import Article
from articles.search import state, sync
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def run(action):
    out = StringIO()
    call_command("search_index", action, stdout=out)
    return out.getvalue()


def test_rebuild_makes_an_index_and_says_what_it_holds():
    factories.make_article("Shown", quotes=["The ferry"])
    factories.make_article("Hidden", status="killed")
    said = run("rebuild")
    assert "articles: 1 for every reader, 1 hidden" in said
    assert "quotes: 1 for every reader, 0 hidden" in said
    assert search.articles("shown").total == 1


def test_rebuild_while_another_writes_fails_with_a_sentence():
    with state.lock(), pytest.raises(CommandError, match="Another process"):
        run("rebuild")


def test_sync_applies_what_changed():
    article = factories.make_article("Before")
    run("rebuild")
    Article.objects.update(headline="After")
    assert "every change" in run("sync")
    assert search.articles("after").ids == [article.pk]


def test_sync_that_cannot_write_fails_with_a_sentence():
    with state.lock(), pytest.raises(CommandError, match="Another process"):
        run("sync")


def test_check_of_an_index_in_order_says_so():
    factories.make_article()
    run("rebuild")
    assert "holds what the database holds" in run("check")


def test_check_names_each_article_that_differs():
    changed = factories.make_article("Changed")
    gone = factories.make_article("Gone")
    hidden = factories.make_article("Hidden")
    run("rebuild")
    Article.objects.filter(pk=changed.pk).update(headline="Other")
    Article.objects.filter(pk=hidden.pk).update(status="killed")
    gone_pk = gone.pk
    gone.delete()
    new = factories.make_article("New")
    out = StringIO()
    with pytest.raises(CommandError, match="4 articles differ"):
        call_command("search_index", "check", stdout=out)
    assert out.getvalue().splitlines() == [
        f"Article {changed.pk} is in the index as it was before a change.",
        f"Article {gone_pk} is in the index but not in the database.",
        f"Article {hidden.pk} is not where hidden articles are in the index.",
        f"Article {new.pk} is not in the index.",
    ]
    sync.sync()
    run("check")


def test_check_and_status_without_an_index_say_what_to_do():
    for action in ("check", "status"):
        with pytest.raises(CommandError, match="search_index rebuild"):
            run(action)


@pytest.mark.parametrize("action", ["check", "status"])
def test_a_broken_index_is_named_in_a_sentence(action):
    factories.make_article()
    run("rebuild")
    (state.index_folder(state.load(), "articles", "shown") / "meta.json").write_text("{")
    with pytest.raises(CommandError, match="cannot be used: .* search_index rebuild"):
        run(action)


def test_status_says_whether_changes_wait():
    factories.make_article()
    run("rebuild")
    assert "changes after it" not in run("status")
    Article.objects.update(headline="Other")
    assert "changes after it" in run("status")


def test_status_does_not_compare_the_index(monkeypatch):
    """`check` is a method that every command runs before it starts."""
    factories.make_article()
    run("rebuild")
    monkeypatch.setattr("articles.search.compare.differences", lambda current: 1 / 0)
    call_command("search_index", "status", stdout=StringIO(), skip_checks=False)
