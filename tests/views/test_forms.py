"""The parameters of a search page: what can be used is used, the rest is left out with a note."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from articles.forms import MAX_QUERY, MAX_TAGGED, SearchForm, chosen_articles
from tests.factories import make_article, make_person, make_user


def form_of(address: str, user=None, shape: str = "quotes") -> SearchForm:
    return SearchForm(QueryDict(address), user or AnonymousUser(), shape)


@pytest.fixture
def archive(db):
    """One article with a person, a tag, a story and an outlet."""
    return make_article(
        "Ferry strikes",
        "Ottoline Farrow spoke.",
        people=["Ottoline Farrow"],
        tags=["harbour"],
        story="Ferry strikes",
        source="The Haldermouth Courier",
    )


def test_known_values_become_filters(archive):
    form = form_of(
        "q=fog&source=the-haldermouth-courier&person=ottoline-farrow&tag=harbour"
        "&story=ferry-strikes&year=2025&year=2026&kind=direct&cue=said&after=2025-01&before=2026"
    )
    filters = form.filters
    assert form.notes == []
    assert form.query == "fog"
    assert filters.source == ("the-haldermouth-courier",)
    assert filters.person == ("ottoline-farrow",)
    assert filters.story == ("ferry-strikes",)
    assert filters.year == (2025, 2026)
    assert (filters.kind, filters.cue) == (("direct",), ("said",))
    assert (filters.after, filters.before) == ("2025-01", "2026")


def test_what_is_chosen_is_shown_by_its_name(archive):
    chosen = form_of("person=ottoline-farrow&before=2026").chosen
    assert [(one.title, one.label) for one in chosen] == [
        ("person", "Ottoline Farrow"),
        ("before", "2026"),
    ]


def test_unknown_values_are_left_out_with_a_note_each(archive):
    form = form_of("tag=harbour&tag=nonsense&year=20x6&kind=scare&after=yesterday")
    assert form.filters.tag == ("harbour",)
    assert (form.filters.year, form.filters.kind, form.filters.after) == ((), (), "")
    assert len(form.notes) == 4
    assert "“nonsense”" in form.notes[0]


def test_a_filter_of_the_other_search_is_left_out_with_a_note(archive):
    form = form_of("kind=direct&tag=harbour", shape="articles")
    assert (form.filters.kind, form.filters.tag) == ((), ("harbour",))
    assert form.notes == ["There is no filter “kind” among articles, so it was left out."]
    assert [one.name for one in form.chosen] == ["tag"]


def test_months_places_and_languages_are_shown_as_readers_know_them(archive):
    chosen = form_of("month=2025-09&language=de&place=port-au-prince", shape="articles").chosen
    assert [one.label for one in chosen] == ["Port-au-Prince", "September 2025", "German"]


def test_what_only_hidden_articles_have_is_unknown_to_readers(db):
    make_article("Secret", "Liv Pell spoke.", people=["Liv Pell"], status="withheld")
    assert form_of("person=liv-pell").filters.person == ()
    editor = make_user("articles.view_hidden_article")
    assert form_of("person=liv-pell", editor).filters.person == ("liv-pell",)


@pytest.mark.parametrize(
    ("address", "order"),
    [
        ("", "newest"),
        ("sort=relevance", "newest"),
        ("q=fog", "relevance"),
        ("q=fog&sort=oldest", "oldest"),
        ("q=fog&sort=nonsense", "relevance"),
    ],
)
def test_words_are_sorted_by_relevance_and_the_rest_by_date(db, address, order):
    assert form_of(address).order == order


@pytest.mark.parametrize("page", ["", "0", "-1", "x", "1.5", "²", "9" * 40, "\0"])
def test_a_page_that_is_no_number_is_the_first(db, page):
    assert form_of(f"page={page}").page_number == 1


def test_a_long_search_is_cut_with_a_note(db):
    form = form_of("q=" + "a" * 5000)
    assert len(form.query) == MAX_QUERY
    assert "Only the first" in form.notes[-1]


def test_hundreds_of_values_are_cut_with_a_note(db, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        form = form_of("&".join(f"tag=t{n}" for n in range(900)))
    assert form.notes[-1].startswith("Only the first 50")


def test_two_people_of_one_name_stay_two_filters(db):
    for slug in ("liv-pell", "liv-pell-2"):
        person = make_person("Liv Pell", slug=slug)
        make_article(slug, "Liv Pell spoke.", people=[person])
    assert len(form_of("person=liv-pell&person=liv-pell-2").filters.person) == 2


names = st.sampled_from(
    ["q", "sort", "page", "after", "year", "source", "person", "tag", "story", "kind", "cue"]
)


@pytest.mark.django_db
@given(st.lists(st.tuples(names, st.text(max_size=30)), max_size=8))
def test_no_address_is_an_error(pairs):
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    form = SearchForm(query, AnonymousUser())
    assert form.filters is not None
    assert form.order in ("relevance", "newest", "oldest")
    assert form.page_number >= 1
    assert all(isinstance(note, str) for note in form.notes)


def test_ids_that_are_none_are_left_out():
    assert chosen_articles(["3", "x", "3", "-4", "²", "9" * 30, "5"]) == [3, 5]


def test_no_more_ids_than_one_request_may_change():
    assert len(chosen_articles(str(n) for n in range(5000))) == MAX_TAGGED
