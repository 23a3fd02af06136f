"""Filters of a search beyond those by name: months, languages, quotes, and what is excluded."""

import pytest

from articles import search
from articles.search import Bar, Filters
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    make = factories.make_article
    return {
        "may": make("May", published="2024-05-06", tags=["sea"], language="en-GB"),
        "july": make("July", published="2024-07-06", tags=["sea", "port"], language="en"),
        "old": make("Old", published="2021-07-01", tags=["port"], language="fr"),
        "said": make(
            "Said", "“So,” he said.", published="2022", quotes=["“So,”"], source="Saltmark Today"
        ),
    }


def found(archive, **filters):
    names = {article.pk: name for name, article in archive.items()}
    return {names[pk] for pk in search.articles("", filters=Filters(**filters)).ids}


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"month": ("2024-05",)}, {"may"}),
        ({"month": ("2024-05", "2021-07")}, {"may", "old"}),
        ({"month": ("2024-13",)}, set()),
        ({"language": ("en",)}, {"may", "july"}),
        ({"quoted": ("yes",)}, {"said"}),
        ({"quoted": ("no",)}, {"may", "july", "old"}),
        ({"tag": ("-sea",)}, {"old", "said"}),
        ({"tag": ("sea", "-port")}, {"may"}),
        ({"tag": ("-sea", "-port")}, {"said"}),
        ({"year": (-2024,)}, {"old", "said"}),
        ({"month": ("-2024-05",)}, {"july", "old", "said"}),
        ({"language": ("-en", "-fr")}, {"said"}),
        ({"source": ("-saltmark-today",)}, {"may", "july", "old"}),
        ({"tag": ("-no-such-tag",)}, {"may", "july", "old", "said"}),
    ],
)
def test_each_filter_leaves_what_it_says(archive, filters, names):
    assert found(archive, **filters) == names


def test_months_are_counted_where_one_year_is_chosen(archive):
    assert "month" not in search.articles("").facets
    values = search.articles("", filters=Filters(year=(2024,))).facets["month"]
    assert [(value.value, value.label, value.count) for value in values] == [
        ("2024-05", "May 2024", 1),
        ("2024-07", "July 2024", 1),
    ]


def test_languages_and_quotes_are_counted(archive):
    facets = search.articles("").facets
    assert {v.value: v.count for v in facets["language"]} == {"en": 2, "fr": 1}
    assert {v.value: (v.label, v.count) for v in facets["quoted"]} == {
        "no": ("without quotes", 3),
        "yes": ("with quotes", 1),
    }


def test_an_excluded_value_says_how_much_would_come_back(archive):
    values = search.articles("", filters=Filters(tag=("-sea",))).facets["tag"]
    held = {value.value: (value.count, value.chosen, value.excluded) for value in values}
    assert held == {"sea": (2, False, True), "port": (2, False, False)}


def test_an_excluded_value_narrows_the_other_facets(archive):
    years = search.articles("", filters=Filters(tag=("-sea",))).facets["year"]
    assert {value.value: value.count for value in years} == {"2021": 1, "2022": 1}


def test_the_histogram_has_every_year_between_the_first_and_the_last(archive):
    bars = search.articles("").histogram
    assert bars == [Bar("2021", 1), Bar("2022", 1), Bar("2023", 0), Bar("2024", 2)]


def test_what_is_dated_to_a_year_alone_counts_in_no_month(archive):
    values = search.articles("", filters=Filters(year=(2022,)))
    assert (values.ids, values.facets["month"]) == ([archive["said"].pk], [])
    assert found(archive, month=("2022-01",)) == set()


def test_the_histogram_of_a_year_has_its_months(archive):
    bars = search.articles("", filters=Filters(year=(2024,))).histogram
    assert len(bars) == 12
    assert [bar.value for bar in bars if bar.count] == ["2024-05", "2024-07"]


def test_only_the_facets_that_are_asked_for_are_counted(archive):
    assert list(search.articles("", facets=("tag",)).facets) == ["tag"]
    assert search.articles("", facets=()).facets == {}


def test_a_ranking_is_explained(archive):
    told = search.explain("july", archive["july"].pk)
    assert told["value"] > 0
    assert told["details"]
    assert told["age"] > 0
    assert search.explain("july", archive["may"].pk) is None


def test_words_that_stand_together_rank_before_words_apart():
    apart = factories.make_article("Notes", "The wall was long. It is far from the sea today.")
    beside = factories.make_article("Notes", "The sea wall was long. It is far from us today.")
    assert search.articles("sea wall").ids == [beside.pk, apart.pk]
