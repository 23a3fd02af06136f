"""What the search finds in a small invented archive."""

import pytest

from articles import search
from articles.models import Person
from articles.search import Filters, Unavailable, sync
from tests import factories

pytestmark = pytest.mark.django_db


FOUND = {
    "": {"flood", "ferry", "café", "tokyo", "undated"},
    "flood": {"flood", "ferry"},
    "flooding": {"flood", "ferry"},
    '"flood"': {"ferry"},
    "wall": {"flood", "ferry", "undated"},
    "wall -water": {"flood", "undated"},
    "sea wall": {"flood"},
    '"sea wall"': {"flood"},
    "“sea wall”": {"flood"},
    '"wall sea"': set(),
    '"wall dawn"~3': {"flood"},
    '"wall dawn"~2': set(),
    "breakwater OR dawn": {"flood", "ferry"},
    "(breakwater OR dawn) harbour": {"flood"},
    "harb*": {"flood"},
    "covid-1*": {"flood"},
    "COVID-19": {"flood"},
    "covid 19": {"flood"},
    "U.S.": {"café"},
    '"the U.S. fleet"': {"café"},
    "1,000": {"café"},
    "1000": {"café"},
    "cafe": {"café"},
    "CAFÉ": {"café"},
    "東京": {"tokyo"},
    "東京で雨": {"tokyo"},
    "京東": set(),
    "headline:wall": {"undated"},
    "headline:flood": {"flood"},
    "body:flood": {"ferry"},
    "standfirst:homes": {"flood"},
    "byline:ellery": {"flood"},
    "place:haldermouth": {"flood"},
    "quote:flood": {"ferry"},
    "quote:harbours": {"flood"},
    "cue:warned": {"ferry"},
    "tag:harbour": {"flood", "ferry"},
    "tag:HARBOUR -tag:weather": {"ferry"},
    'source:"saltmark press agency"': {"ferry", "café"},
    "source:saltmark": {"ferry", "café"},
    'story:"ferry strikes the breakwater"': {"ferry"},
    "story:breakwater": {"ferry"},
    'person:"Ottoline Farrow"': {"flood"},
    "person:farrow": {"flood", "café"},
    "speaker:farrow": {"flood"},
    'speaker:"port official"': {"ferry"},
    "speaker:nobody": set(),
    "lang:en": {"flood"},
    "lang:en-gb": {"flood"},
    "lang:ja": {"tokyo"},
    "status:usable": {"flood", "ferry", "café", "tokyo", "undated"},
    "on:2026": {"ferry", "café"},
    "on:2026-01-07": {"ferry"},
    "after:2026-01-07": {"ferry"},
    "before:2026-01-07 after:2025": {"flood"},
    "before:2026-02 after:2025": {"flood", "ferry", "café"},
    "before:2025": {"tokyo"},
    "-flood": {"café", "tokyo", "undated"},
    "NOT (flood OR wall)": {"café", "tokyo"},
    "zebra": set(),
}


@pytest.fixture
def archive():
    """Five articles of two outlets, by the name each is called in these tests."""
    make = factories.make_article
    return {
        "flood": make(
            "Floods reach Haldermouth",
            "The sea wall gave way at dawn.\n\n“We ran for the harbour,” said Ottoline Farrow of "
            "the COVID-19 ward.",
            standfirst="Hundreds leave their homes",
            published="2025-11-03",
            people=["Ottoline Farrow"],
            quotes=[("“We ran for the harbour,”", "Ottoline Farrow")],
            tags=["weather", "harbour"],
            byline=["Ruth Ellery"],
            dateline_place="HALDERMOUTH",
            language="en-GB",
        ),
        "ferry": make(
            "Ferry strikes the breakwater",
            "The ferry met a wall of water. “Nobody saw the flood,” a port official warned.",
            source="Saltmark Press Agency",
            published="2026-01-07T08:30:00+00:00",
            quotes=[
                {
                    "text": "“Nobody saw the flood,”",
                    "cue": "warned",
                    "speaker_mention": "a port official",
                    "speaker_kind": "description",
                }
            ],
            tags=["harbour"],
            story="Ferry strikes the breakwater",
        ),
        "café": make(
            "A café for the U.S. fleet",
            "The café opened with 1,000 guests. Tom Farrow poured.",
            source="Saltmark Press Agency",
            published="2026-01",
            people=["Tom Farrow"],
        ),
        "tokyo": make("雨の東京", "昨日、東京で雨が降った。", published="2024", language="ja"),
        "undated": make("Undated notes on walls", "Walls, walls and a wall.", published=""),
    }


def found(archive, query, **more):
    """The names of the articles found, in order."""
    names = {article.pk: name for name, article in archive.items()}
    return [names[pk] for pk in search.articles(query, **more).ids]


def test_each_query_finds_what_it_asks_for(archive):
    assert {query: set(found(archive, query)) for query in FOUND} == FOUND


def test_a_word_in_the_headline_ranks_before_the_body(archive):
    assert found(archive, "flood") == ["flood", "ferry"]
    assert found(archive, "wall")[0] == "undated"


def test_of_equals_the_recent_one_ranks_first():
    old = factories.make_article("Tide tables", "Some words.", published="1975-05-01")
    new = factories.make_article("Tide tables", "Some words.", published="2025-05-01")
    assert search.articles("tide").ids == [new.pk, old.pk]


def test_newest_and_oldest_put_the_undated_last(archive):
    newest = ["ferry", "café", "flood", "tokyo", "undated"]
    assert found(archive, "", sort="newest") == newest
    assert found(archive, "", sort="oldest") == ["tokyo", "flood", "café", "ferry", "undated"]
    assert found(archive, "tag:harbour", sort="relevance") == ["ferry", "flood"]


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_the_order_is_that_of_the_database(sort, django_assert_max_num_queries):
    from articles.models import Article

    for published in (
        "2025-09-24",
        "",
        "2025-09-24T06:00:00+00:00",
        "2025-09-24T23:59:00-11:00",
        "2025-09-24T00:10:00+13:00",
        "2025-09",
        "2025",
        "",
        "2025-09-24",
    ):
        factories.make_article(published=published)
    in_database = getattr(Article.objects.all(), sort)().values_list("pk", flat=True)
    assert search.articles("", sort=sort).ids == list(in_database)


def test_pages_together_are_the_whole_result_once(archive):
    whole = search.articles("", per_page=100).ids
    pages = [search.articles("", page=number, per_page=2) for number in (1, 2, 3)]
    assert [pk for page in pages for pk in page.ids] == whole
    assert [(page.total, page.pages, page.page) for page in pages] == [(5, 3, n) for n in (1, 2, 3)]


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (-5, 1), (4, 3), (10**30, 3)])
def test_a_page_that_is_not_there_is_the_nearest(archive, asked, given):
    assert search.articles("", page=asked, per_page=2).page == given


def test_nothing_found_is_one_empty_page(archive):
    results = search.articles("zebra")
    assert (results.ids, results.total, results.page, results.pages) == ([], 0, 1, 1)


def test_a_search_asks_the_database_a_constant_number_of_times(
    archive, django_assert_max_num_queries
):
    search.articles("flood")
    with django_assert_max_num_queries(6):
        search.articles("wall")


def test_quotes_are_found_by_their_words_and_speaker(archive):
    [ran] = archive["flood"].quotes.all()
    [saw] = archive["ferry"].quotes.all()
    assert search.quotes("harbour").ids == [ran.pk]
    assert search.quotes("", sort="newest").ids == [saw.pk, ran.pk]
    assert search.quotes("speaker:farrow").ids == [ran.pk]
    assert search.quotes('speaker:"port official"').ids == [saw.pk]
    assert search.quotes("cue:warned").ids == [saw.pk]
    assert search.quotes("source:saltmark flood").ids == [saw.pk]
    assert search.quotes("on:2025").ids == [ran.pk]
    assert search.quotes("quote:flood").ids == [saw.pk]
    assert search.quotes("breakwater").ids == []


def test_scare_quotes_are_no_quotes(archive):
    factories.make_quote(archive["undated"], "Walls", kind="scare", cue="")
    assert search.quotes("walls").ids == []
    assert found(archive, "quote:walls") == []


def test_a_field_that_quotes_have_not_is_said(archive):
    results = search.quotes("headline:ferry flood")
    assert results.total == 1
    assert any("headline" in warning for warning in results.parsed.warnings)


def test_a_name_of_several_people_is_said(archive):
    warnings = search.articles("person:farrow").parsed.warnings
    assert warnings == ["“farrow” may be 2 people: Ottoline Farrow, Tom Farrow."]


def test_a_name_of_nobody_is_said(archive):
    [warning] = search.articles("person:zebedee").parsed.warnings
    assert "No person is known by the name “zebedee”" in warning


def test_every_name_of_a_person_leads_to_them(archive):
    person = Person.objects.get(name="Ottoline Farrow")
    person.names.create(name="Lady Haldermouth", folded="lady haldermouth")
    assert found(archive, 'person:"Lady Haldermouth"') == ["flood"]


def test_filters_narrow_and_values_of_one_are_alternatives(archive):
    assert found(archive, "", filters=Filters(tag=("weather",))) == ["flood"]
    assert set(found(archive, "", filters=Filters(year=(2024, 2025)))) == {"tokyo", "flood"}
    assert found(archive, "wall", filters=Filters(source=("saltmark-press-agency",))) == ["ferry"]
    narrow = Filters(tag=("harbour",), year=(2026,))
    assert found(archive, "", filters=narrow) == ["ferry"]
    assert set(found(archive, "", filters=Filters(after="2026"))) == {"ferry", "café"}
    assert found(archive, "", filters=Filters(before="2025")) == ["tokyo"]
    assert found(archive, "", filters=Filters(tag=("no-such-tag",))) == []


def test_kinds_and_cues_narrow_quotes(archive):
    assert search.quotes("", filters=Filters(cue=("warned",))).total == 1
    assert search.quotes("", filters=Filters(kind=("direct",))).total == 2
    assert search.quotes("", filters=Filters(kind=("nested",))).total == 0


def test_a_large_archive_without_an_index_is_unavailable(archive, monkeypatch):
    monkeypatch.setattr(sync, "SMALL", 2)
    with pytest.raises(Unavailable):
        search.articles("flood")
    assert sync.sync()
    assert search.articles("flood").total == 2


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("on:2024", {"year", "month", "day"}),
        ("on:2024-02", {"month", "day"}),
        ("on:2024-01", set()),
        ("on:2024-02-01", {"day"}),
        ("after:2024", {"year", "month", "day"}),
        ("after:2024-01-02", {"month", "day"}),
        ("before:2024-12-31", {"month", "day"}),
        ("before:2025", {"year", "month", "day"}),
        ("-on:2024-02", {"year"}),
    ],
)
def test_a_date_is_found_where_all_days_that_it_can_mean_are_asked_for(query, expected):
    made = {
        name: factories.make_article(name, published=published).pk
        for name, published in (("year", "2024"), ("month", "2024-02"), ("day", "2024-02-01"))
    }
    found = search.articles(query).ids
    assert {name for name, pk in made.items() if pk in found} == expected
