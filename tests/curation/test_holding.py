"""Withheld, withdrawn, killed, under embargo, released: what each does, and how it is undone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.curation import actions, holding
from articles.models import Article, DeskAction
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator():
    return make_user("articles.view_hidden_article", "articles.change_article")


@pytest.mark.parametrize("status", ["withheld", "withdrawn", "killed"])
def test_an_article_is_kept_from_readers_with_the_reason(curator, status):
    article = make_article()
    holding.set_status([article], status, "A name was wrong.", curator)
    article.refresh_from_db()
    assert (article.status, article.status_reason) == (status, "A name was wrong.")
    assert "status" in article.curated_fields
    assert article.history.first().history_change_reason == "A name was wrong."


def test_what_hides_needs_a_reason(curator):
    article = make_article()
    for reason in ("", " \0 "):
        with pytest.raises(holding.Refused, match="reason"):
            holding.set_status([article], "killed", reason, curator)
    assert not DeskAction.objects.exists()


def test_an_embargo_ends_in_the_future(curator):
    article = make_article()
    with pytest.raises(holding.Refused, match="future"):
        holding.set_embargo([article], timezone.now() - timedelta(days=1), "", curator)
    holding.set_embargo([article], timezone.now() + timedelta(days=1), "", curator)
    assert not Article.objects.published().exists()


def test_release_ends_status_reason_and_embargo(curator):
    until = timezone.now() + timedelta(days=1)
    article = make_article(status="killed", status_reason="Wrong.", embargoed_until=until)
    holding.set_status([article], "usable", "It was right.", curator)
    article.refresh_from_db()
    assert (article.status, article.status_reason, article.embargoed_until) == ("usable", "", None)


def test_it_is_undone_with_all_that_was_before(curator):
    until = timezone.now() + timedelta(days=1)
    articles = [make_article("One", embargoed_until=until), make_article("Two")]
    action = holding.set_status(articles, "killed", "Wrong.", curator)
    assert action.sentence == "Killed 2 articles: Wrong."
    actions.undo(action, curator)
    one, two = Article.objects.order_by("pk")
    assert (one.status, one.embargoed_until, one.curated_fields) == ("usable", until, [])
    assert (two.status, two.status_reason) == ("usable", "")


def test_it_is_not_undone_over_a_later_change(curator):
    article = make_article()
    action = holding.set_status([article], "withheld", "Wait.", curator)
    holding.set_status([article], "killed", "Wrong.", curator)
    with pytest.raises(actions.CannotUndo):
        actions.undo(action, curator)


def test_articles_that_the_user_does_not_see_stay_as_they_are():
    article = make_article(status="killed")
    with pytest.raises(holding.Refused, match="No article"):
        holding.set_status([article], "usable", "", make_user("articles.change_article"))
    assert Article.objects.get(pk=article.pk).status == "killed"
