"""Which articles are like one."""

import pytest

from articles.search import more_like
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def ferries():
    make = factories.make_article
    for number in range(12):
        make(f"Council budget {number}", "The council met about the budget and the roads.")
    return [
        make(
            "Ferry strikes the breakwater", "The ferry struck the breakwater near the lighthouse."
        ),
        make("Ferry inquiry opens", "An inquiry into the ferry and the breakwater has opened."),
        make("Lighthouse keeper speaks", "The keeper saw the ferry strike the breakwater."),
    ]


def test_articles_that_share_telling_words_are_like(ferries):
    assert set(more_like(ferries[0], limit=2)) == {ferries[1].pk, ferries[2].pk}


def test_an_article_is_not_like_itself(ferries):
    assert ferries[0].pk not in more_like(ferries[0], limit=50)


def test_what_shares_a_word_by_chance_is_not_like(ferries):
    text = " ".join(f"plover{n} heron{n} curlew{n}" for n in range(12))
    one = factories.make_article("Birds of the marsh", f"{text} The keeper counted.")
    again = factories.make_article("Birds again", text)
    assert more_like(one) == [again.pk]


def test_an_article_without_words_is_like_none(ferries):
    assert more_like(factories.make_article("…", "—")) == []


def test_hidden_articles_are_like_for_those_with_the_right_alone(ferries):
    for article in ferries[1:]:
        article.status = "withheld"
        article.save()
    assert not {article.pk for article in ferries[1:]} & set(more_like(ferries[0], limit=50))
    user = factories.make_user("articles.view_hidden_article")
    assert {article.pk for article in ferries[1:]} <= set(more_like(ferries[0], user, limit=50))
