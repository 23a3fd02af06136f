"""Tagging: who may tag what, and what is kept of it."""

import pytest

from articles.curation import tags
from articles.models import Tagging
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


def test_a_tag_is_put_on_with_who_and_when():
    article, user = make_article(), make_user()
    change = tags.add([article.pk], "Harbour", user)
    assert change.articles == [article.pk]
    tagging = Tagging.objects.get()
    assert (tagging.user, tagging.origin, tagging.tag.name) == (user, "hand", "Harbour")
    assert tagging.created_at


def test_a_second_time_changes_nothing():
    article, user = make_article(), make_user()
    tags.add([article.pk], "harbour", user)
    assert tags.add([article.pk], "Harbour", user).articles == []
    assert Tagging.objects.count() == 1


def test_an_article_the_user_may_not_see_is_not_tagged():
    hidden, user = make_article(status="withheld"), make_user()
    assert tags.add([hidden.pk], "harbour", user).articles == []
    assert not Tagging.objects.exists()


def test_removing_takes_the_tag_off_those_that_have_it():
    one, two, user = make_article(), make_article(), make_user()
    tag = tags.add([one.pk], "harbour", user).tag
    assert tags.remove([one.pk, two.pk], tag, user).articles == [one.pk]
    assert not Tagging.objects.exists()
