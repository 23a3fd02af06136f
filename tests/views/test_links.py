"""Addresses of list pages that differ in one parameter, and the links under a list."""

from articles.views.links import Query, page_url, pages, pairs_of

QUERY = Query("/articles/", (("q", "ferry & fog"), ("tag", "harbour"), ("tag", "strike")))


def test_an_address_carries_its_parameters_quoted():
    assert str(QUERY) == "/articles/?q=ferry+%26+fog&tag=harbour&tag=strike"


def test_an_address_without_parameters_has_no_question_mark():
    assert str(Query("/tags/")) == "/tags/"


def test_a_value_is_added_beside_the_others():
    assert str(QUERY.adding("tag", "fog")).endswith("tag=harbour&tag=strike&tag=fog")


def test_one_value_is_removed_and_the_others_stay():
    assert str(QUERY.removing("tag", "harbour")) == "/articles/?q=ferry+%26+fog&tag=strike"


def test_setting_replaces_every_value_of_a_parameter():
    assert str(QUERY.setting("tag", "fog")) == "/articles/?q=ferry+%26+fog&tag=fog"


def test_setting_nothing_takes_a_parameter_out():
    assert str(QUERY.setting("tag", "").setting("q", "")) == "/articles/"


def test_empty_values_make_no_pairs():
    assert pairs_of({"q": "", "tag": ["a", ""], "year": [2025], "sort": None}) == (
        ("tag", "a"),
        ("year", "2025"),
    )


def test_the_first_page_has_one_address_alone():
    assert page_url(Query("/tags/", (("page", "3"),)), 1) == "/tags/"


def test_a_single_page_has_no_links():
    found = pages(Query("/tags/"), 1, 1)
    assert (found.previous, found.following) == ("", "")
    assert [link.url for link in found.numbers] == [""]


def test_far_pages_are_left_out_with_a_gap_between():
    found = pages(Query("/tags/"), 10, 20)
    assert [link.number for link in found.numbers] == [1, 0, 8, 9, 10, 11, 12, 0, 20]
    assert found.previous == "/tags/?page=9"
    assert found.following == "/tags/?page=11"


def test_no_page_at_all_has_no_links():
    assert pages(Query("/tags/"), 1, 0).numbers == []
