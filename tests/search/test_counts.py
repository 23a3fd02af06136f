"""Counts of the index over the articles and quotes of one thing, held against the database."""

from collections import Counter

import pytest

from articles.models import Article, Person, Quote, Source, Tag
from articles.search import Unavailable, state, sync
from articles.search.counts import snapshot
from tests.factories import make_article, make_person, make_user

pytestmark = pytest.mark.django_db

DATES = (
    "2025-01-01",
    "2025",
    "2025-01",
    "2024-07-03",
    "2024-07-03T10:00+00:00",
    "",
    "2023-12-31",
    "1999",
)
PEOPLE = ("Ada Pell", "Bo Pell", "Cy Pell")


@pytest.fixture
def archive() -> None:
    """Articles with every date, of several outlets, people and tags, one in five hidden."""
    people = [make_person(name) for name in PEOPLE]
    for number in range(24):
        first, second = people[number % 3], people[number % 2]
        make_article(
            f"A{number}",
            f"“No,” {first.name} said. “Yes,” {second.name} said.",
            people=[first, second] if first != second else [first],
            quotes=[("“No,”", first), ("“Yes,”", second)],
            published=DATES[number % len(DATES)],
            source=("Ostrey Post", "Harbour Wire", None)[number % 3],
            tags=["fog", "tide"][: number % 3],
            status="withheld" if number % 5 == 0 else "usable",
        )


@pytest.fixture(params=["reader", "editor"])
def user(request, archive):
    """Who asks: somebody without an account, and one who sees what is hidden."""
    return make_user("articles.view_hidden_article") if request.param == "editor" else None


def named(user, name: str = "Ada Pell"):
    articles = Article.objects.visible_to(user).filter(mentions__person__name=name)
    return Article.objects.filter(pk__in=articles.values("pk"))


def by_month(dates) -> Counter:
    return Counter(published[:7] for published in dates if len(published) >= len("2025-01"))


def test_the_newest_and_the_total_are_those_of_the_database(user):
    group = snapshot(user).articles(person=Person.objects.get(name="Ada Pell").pk)
    expected = list(named(user).newest().values_list("pk", flat=True))
    assert (group.total, group.newest(0, 50)) == (len(expected), expected)
    assert group.newest(3, 4) == expected[3:7]
    assert group.newest(0, 0) == []


def test_values_are_counted_as_the_database_counts_them(user):
    ada = Person.objects.get(name="Ada Pell")
    group = snapshot(user).articles(person=ada.pk)
    found = group.most(person=50, source=50, tag=50)
    for facet, path in (("person", "mentions__person"), ("source", "source"), ("tag", "tags")):
        rows = set(named(user).values_list("pk", path))
        assert found[facet] == Counter(value for _, value in rows if value), facet
    assert group.filled("source") == named(user).exclude(source=None).count()


def test_quotes_are_counted_as_the_database_counts_them(user):
    ada, fog = Person.objects.get(name="Ada Pell"), Tag.objects.get(name="fog")
    said = Quote.objects.visible_to(user).filter(speaker=ada)
    group = snapshot(user).quotes(speaker=ada.pk)
    assert group.total == said.count()
    assert group.narrowed(tag=fog.pk).total == said.filter(article__tags=fog).count()
    assert group.months() == by_month(said.values_list("article__published", flat=True))


def test_what_is_dated_to_a_year_alone_is_in_no_month(user):
    group = snapshot(user).articles(source=Source.objects.get(name="Ostrey Post").pk)
    theirs = Article.objects.visible_to(user).filter(source__name="Ostrey Post")
    assert group.months() == by_month(theirs.values_list("published", flat=True))
    assert "1999-01" not in group.months()


def test_the_first_and_the_last_day_are_told(user):
    days = [row for row in named(user).values_list("published_on", flat=True) if row]
    group = snapshot(user).articles(person=Person.objects.get(name="Ada Pell").pk)
    assert group.days() == (min(days), max(days))


def test_each_value_asked_for_is_counted(user):
    ids = list(Person.objects.values_list("pk", flat=True))
    expected = {pk: named(user, Person.objects.get(pk=pk).name).count() for pk in ids}
    assert snapshot(user).articles().each("person", [*ids, 10**6]) == {**expected, 10**6: 0}


def test_nothing_is_counted_of_what_nothing_has(user):
    group = snapshot(user).articles(person=10**6)
    assert (group.total, group.newest(0, 5), group.days()) == (0, [], (None, None))
    assert group.most(person=5, source=5) == {"person": Counter(), "source": Counter()}
    assert (group.months(), group.filled("source"), group.sample(5)) == ({}, 0, [])


def test_none_of_several_values_finds_nothing(user):
    assert snapshot(user).articles(person=()).total == 0


def test_a_sample_is_of_the_articles_asked_for_and_the_same_each_time(user):
    group = snapshot(user).articles(person=Person.objects.get(name="Ada Pell").pk)
    every = group.newest(0, 50)
    assert sorted(group.sample(50)) == sorted(every)
    some = group.sample(5)
    assert set(some) < set(every)
    assert group.sample(5) == some


def test_a_large_archive_without_an_index_is_told_of(archive, monkeypatch):
    snapshot(None)
    (state.root() / "state.json").unlink()
    monkeypatch.setattr(sync, "SMALL", 0)
    with pytest.raises(Unavailable):
        snapshot(None)
