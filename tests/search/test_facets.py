"""Facets against the database: every count exact."""

import random
from collections import Counter

import pytest
from django.utils import timezone

from articles import search
from articles.models import Article, Mention, Quote, Tagging
from articles.search import Filters, parse, readers, results, tally, translate
from articles.search.tally import SHOWN
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    """Sixty articles with outlets, people, tags and years at random, one in six of them hidden."""
    chance = random.Random(7)  # noqa: S311 - nothing secret
    people = [factories.make_person(f"Person {letter}") for letter in "ABCDEFGHIJKLMNOPQRST"]
    for number in range(60):
        names = chance.sample(people, 3)
        body = f"{'tide' if number % 2 else 'storm'} came. “We saw {number}” and more."
        body += " ".join(person.name for person in names)
        factories.make_article(
            f"Article {number}",
            body,
            source=f"Outlet {chance.randrange(4)}",
            published=str(chance.randrange(2001, 2020)),
            people=names,
            quotes=[(f"“We saw {number}”", names[0])],
            tags=[f"tag {chance.randrange(15)}", "all"],
            status="usable" if number % 6 else "withheld",
        )
    return Article.objects.all()


def counts(facet):
    return {value.value: value.count for value in facet}


def in_database(articles, facet):
    """Value -> number of these articles that have it, straight from the rows."""
    rows = {
        "source": articles.values_list("pk", "source__slug"),
        "year": [(a.pk, str(a.published_on.year)) for a in articles],
        "person": Mention.objects.filter(article__in=articles).values_list(
            "article", "person__slug"
        ),
        "speaker": Quote.objects.filter(article__in=articles).values_list(
            "article", "speaker__slug"
        ),
        "tag": Tagging.objects.filter(article__in=articles).values_list("article", "tag__slug"),
    }[facet]
    return Counter(value for _, value in set(rows))


FACETS = ["source", "year", "person", "speaker", "tag"]


@pytest.mark.parametrize("facet", FACETS)
@pytest.mark.parametrize("privileged", [False, True])
def test_counts_are_those_of_the_database(archive, facet, privileged):
    user = factories.make_user("articles.view_hidden_article") if privileged else None
    articles = archive.visible_to(user).filter(body__startswith="tide")
    wanted = in_database(articles, facet)
    given = counts(search.articles("tide", user=user).facets[facet])
    assert len(given) == min(SHOWN, len(wanted))
    assert given.items() <= wanted.items()
    assert sorted(given.values()) == sorted(wanted.values())[-SHOWN:]


@pytest.mark.parametrize("privileged", [False, True])
def test_two_threads_count_what_one_does(archive, privileged, monkeypatch):
    user = factories.make_user("articles.view_hidden_article") if privileged else None
    alone = search.articles("tide", user=user).facets
    halves = []
    on_two_threads = tally.Tally.on_two_threads
    monkeypatch.setattr(tally, "MANY_HITS", 0)
    monkeypatch.setattr(
        tally.Tally,
        "on_two_threads",
        lambda self, *given: halves.append(given) or on_two_threads(self, *given),
    )
    assert search.articles("tide", user=user).facets == alone
    assert halves


@pytest.mark.parametrize("query", ["", "tide", "tide OR storm", "tide article"])
def test_counts_begun_before_the_hits_are_ranked_are_the_same(archive, query, monkeypatch):
    alone = search.articles(query)
    begun = []
    beside = tally.Tally.beside
    monkeypatch.setattr(results, "MANY_HITS", -1)
    monkeypatch.setattr(
        tally.Tally, "beside", lambda self, *a, **k: begun.append(a) or beside(self, *a, **k)
    )
    assert search.articles(query) == alone
    assert begun


def test_where_a_filter_is_on_nothing_is_counted_before_the_hits(archive, monkeypatch):
    chosen = Filters(source=("outlet-1",))
    alone = search.articles("tide", filters=chosen)
    monkeypatch.setattr(results, "MANY_HITS", -1)
    monkeypatch.setattr(tally.Tally, "beside", None)
    assert search.articles("tide", filters=chosen) == alone


@pytest.mark.parametrize(
    ("query", "least", "most"),
    [
        ("tide", "tide", "tide"),
        ("tide zebra", "tide zebra", "zebra"),
        ("tide OR storm", "tide OR storm", None),
        ("", "", ""),
    ],
)
def test_what_a_query_finds_at_most_is_told_from_its_words(archive, query, least, most):
    bound = bound_of(query)
    assert search.articles(least).total <= bound
    if most is not None:
        assert bound == bound_of(most)


@pytest.mark.parametrize(
    "query", ['"tide zebra"', "ti*", "headline:tide", "tide -zebra", "tag:all"]
)
def test_what_else_a_query_finds_is_not_guessed(archive, query):
    assert bound_of(query) == 0


def bound_of(query: str) -> int:
    [searcher] = readers.up_to_date().of("articles", hidden=False)
    return translate.at_most(parse(query, timezone.localdate()).tree, "articles", searcher)


def test_facets_are_halved_by_the_time_they_take():
    sizes = dict.fromkeys(("source", "tag", "person", "story", "speaker", "year"), 12)
    first, second = tally.halves(sizes)
    assert list(first) == ["person", "story", "source"]
    assert list(second) == ["speaker", "tag", "year"]
    assert tally.halves({"person": 1}) == ({"person": 1}, {})


def test_other_facets_narrow_and_the_own_stays(archive):
    facets = search.articles("", filters=Filters(source=("outlet-1",))).facets
    shown = archive.published()
    assert counts(facets["source"]) == in_database(shown, "source")
    narrowed = shown.filter(source__slug="outlet-1")
    assert counts(facets["year"]).items() <= in_database(narrowed, "year").items()
    assert [value.value for value in facets["source"] if value.chosen] == ["outlet-1"]


def test_a_chosen_value_is_there_however_rare(archive):
    rare = in_database(archive.published(), "person").most_common()[-1]
    values = search.articles("", filters=Filters(person=(rare[0],))).facets["person"]
    [chosen] = [value for value in values if value.chosen]
    assert (chosen.value, chosen.count) == rare
    assert len(values) == SHOWN + 1


def test_a_chosen_value_that_leaves_nothing_counts_zero(archive):
    values = search.articles("zebra", filters=Filters(tag=("all",))).facets["tag"]
    assert [(value.value, value.count, value.chosen) for value in values] == [("all", 0, True)]


def test_values_carry_the_names_that_readers_know(archive):
    [value] = [v for v in search.articles("").facets["tag"] if v.value == "all"]
    assert (value.label, value.count, value.chosen) == ("all", 50, False)


def test_quotes_have_kinds_and_cues(archive):
    facets = search.quotes("").facets
    assert counts(facets["kind"]) == {"direct": 50}
    assert counts(facets["cue"]) == {"said": 50}


def test_a_value_that_only_both_sides_together_make_frequent_is_counted(monkeypatch):
    monkeypatch.setattr("articles.search.tally.SHOWN", 2)
    for tag, shown, hidden in [("a", 5, 0), ("b", 4, 0), ("c", 3, 3), ("d", 1, 1)]:
        for _ in range(shown):
            factories.make_article(tags=[tag])
        for _ in range(hidden):
            factories.make_article(tags=[tag], status="killed")
    user = factories.make_user("articles.view_hidden_article")
    assert counts(search.articles("", user=user).facets["tag"]) == {"c": 6, "a": 5}
    assert counts(search.articles("").facets["tag"]) == {"a": 5, "b": 4}
