"""Nothing of a hidden article reaches a reader: not by ids, counts, facets, names or ranking."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import search
from articles.models import Article
from articles.search import Filters
from tests import factories

pytestmark = pytest.mark.django_db

CANARY = "quokkatide"
QUERIES = [
    "",
    "ferry",
    CANARY,
    f'"{CANARY}"',
    f"{CANARY[:5]}*",
    f"-{CANARY}",
    f"headline:{CANARY}",
    f"quote:{CANARY}",
    f"tag:{CANARY}",
    f"source:{CANARY}",
    f"person:{CANARY}",
    f"speaker:{CANARY}",
    f"story:{CANARY}",
    "status:killed",
    "status:embargoed",
    f"ferry OR {CANARY}",
]


def hide(**fields):
    name = CANARY.title()
    return factories.make_article(
        f"{name} ferry",
        f"“{name} at last,” said {name} Farrow. Ferry {CANARY} ferry.",
        source=f"{name} Herald",
        people=[f"{name} Farrow"],
        quotes=[(f"“{name} at last,”", f"{name} Farrow")],
        tags=[CANARY, "harbour"],
        story=f"{name} story",
        published="1999-01-01",
        **fields,
    )


def everything():
    """All that a reader can learn from a search, ranking included."""
    seen = []
    for query in QUERIES:
        for ask in (search.articles, search.quotes):
            for sort in ("relevance", "newest", "oldest"):
                results = ask(query, sort=sort)
                seen.append((query, results))
    for facet in ("source", "person", "speaker", "tag", "story"):
        for slug in (CANARY, f"{CANARY}-farrow", f"{CANARY}-herald", f"{CANARY}-story"):
            filters = Filters(**{facet: (slug,)})
            seen.append(((facet, slug), search.articles("", filters=filters)))
    return seen


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "withheld"},
        {"status": "withdrawn"},
        {"status": "killed"},
        {"embargoed_until": timezone.now() + timedelta(days=1)},
    ],
    ids=["withheld", "withdrawn", "killed", "embargoed"],
)
def test_a_reader_learns_the_same_with_and_without_a_hidden_article(fields):
    for number in range(3):
        factories.make_article(f"Ferry {number}", "A ferry " * number, tags=["harbour"])
    before = everything()
    hide(**fields)
    assert everything() == before


def test_those_with_the_right_find_what_is_hidden():
    shown = factories.make_article("Ferry", tags=["harbour"])
    hidden = hide(status="killed")
    user = factories.make_user("articles.view_hidden_article")
    assert set(search.articles("ferry", user=user).ids) == {shown.pk, hidden.pk}
    assert search.articles(CANARY, user=user).ids == [hidden.pk]
    assert search.articles("status:killed", user=user).ids == [hidden.pk]
    assert search.articles("", user=user, sort="newest").ids == [shown.pk, hidden.pk]
    assert search.articles("", user=user, sort="oldest").ids == [hidden.pk, shown.pk]
    assert search.quotes(CANARY, user=user).total == 1
    tags = {value.value: value.count for value in search.articles("", user=user).facets["tag"]}
    assert tags == {"harbour": 2, CANARY: 1}
    pages = [search.articles("", user=user, page=page, per_page=1).ids for page in (1, 2)]
    assert pages == [[shown.pk], [hidden.pk]]


def test_an_account_without_the_right_is_a_reader():
    hide(status="killed")
    assert search.articles(CANARY, user=factories.make_user()).total == 0


def test_an_article_that_is_withdrawn_is_gone_at_the_next_search():
    article = hide()
    assert search.articles(CANARY).ids == [article.pk]
    Article.objects.update(status="withdrawn")
    assert search.articles(CANARY).total == 0
    assert search.quotes(CANARY).total == 0
    Article.objects.update(status="usable")
    assert search.articles(CANARY).ids == [article.pk]


def test_an_embargo_that_ends_shows_its_article_at_the_next_search(monkeypatch):
    now = timezone.now()
    article = hide(embargoed_until=now + timedelta(hours=1))
    assert search.articles(CANARY).total == 0
    later(monkeypatch, now + timedelta(hours=2))
    assert search.articles(CANARY).ids == [article.pk]
    assert search.quotes(CANARY).total == 1


def test_an_embargo_that_ends_after_another_is_seen_too(monkeypatch):
    now = timezone.now()
    for hours in (1, 3):
        hide(embargoed_until=now + timedelta(hours=hours))
    totals = [search.articles(CANARY).total]
    for hours in (2, 4):
        later(monkeypatch, now + timedelta(hours=hours))
        totals.append(search.articles(CANARY).total)
    assert totals == [0, 1, 2]


def later(monkeypatch, moment):
    """Let the archive believe that it is this moment."""
    monkeypatch.setattr(timezone, "now", lambda: moment)
