"""What a page of results tells: how names were meant, dates, the nearest queries, the ranking."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db
LIST = "/articles/"


@pytest.fixture
def archive():
    factories.make_article(
        "Ferry late",
        "Ada Pell and Liv Pell waited.",
        people=["Ada Pell", "Liv Pell"],
        published="2024-03-01",
        dateline_place="OSTREY",
    )
    factories.make_article(
        "Ferry sold", "Ada Pell wept.", people=["Ada Pell"], published="2022-05-04"
    )
    factories.make_article(
        "Ferry found",
        published="2024-07-01",
        suggested_tags=[{"name": "Ostrey", "kind": "place"}, {"name": "Port", "kind": "other"}],
    )


def page_of(client, query=""):
    response = client.get(LIST + query)
    assert response.status_code == 200
    return response


def facet(page, name):
    return {link.label: link for one in page.context["facets"] if one.name == name
            for link in one.links}  # fmt: skip


def test_a_name_that_several_bear_offers_each_of_them(client, archive):
    page = page_of(client, "?q=person:pell")
    [name] = page.context["namesakes"]
    assert (name.value, name.total, name.opening) == ("pell", 2, "“pell” may be 2 people:")
    links = {link.label: link.url for link in name.links}
    assert links["Liv Pell"] == f"{LIST}?q=person%3Apell&person=liv-pell"
    assert page_of(client, "?q=person:pell&person=liv-pell").context["results"].total == 1
    assert page.content.decode().count("“pell” may be 2 people") == 1


def test_the_one_that_is_meant_is_no_link_any_more(client, archive):
    [name] = page_of(client, "?q=person:pell&person=liv-pell").context["namesakes"]
    assert {link.label: bool(link.url) for link in name.links} == {
        "Ada Pell": True,
        "Liv Pell": False,
    }


def test_a_name_asked_away_is_told_without_links(client, archive):
    page = page_of(client, "?q=ferry+-person:pell")
    assert page.context["namesakes"] == []
    assert any("may be 2 people" in note for note in page.context["notes"])


def test_names_of_hidden_articles_are_nobodys_namesakes(client, archive):
    factories.make_article(body="Mo Pell hid.", people=["Mo Pell"], status="withheld")
    assert "Mo Pell" not in page_of(client, "?q=person:pell").content.decode()


def test_places_of_datelines_and_texts_are_one_filter(client, archive):
    assert facet(page_of(client), "place")["Ostrey"].count == 2
    page = page_of(client, "?place=ostrey")
    assert page.context["results"].total == 2
    assert [(chip.title, chip.label) for chip in page.context["chips"]] == [("place", "Ostrey")]
    assert page_of(client, "?place=-ostrey").context["results"].total == 1
    assert page_of(client, "?q=place:ostrey").context["results"].total == 2


def test_the_chart_of_years_is_a_filter(client, archive):
    chart = page_of(client, "?q=ferry").context["chart"]
    assert [(bar.label, bar.count) for bar in chart.bars] == [("2022", 1), ("2023", 0), ("2024", 2)]
    assert chart.bars[2].url == f"{LIST}?q=ferry&year=2024"
    page = page_of(client, "?q=ferry&year=2024")
    months = {bar.label: bar for bar in page.context["chart"].bars}
    assert (months["March 2024"].count, months["July 2024"].count, len(months)) == (1, 1, 12)
    assert months["July 2024"].url == f"{LIST}?q=ferry&year=2024&month=2024-07"


def test_a_chosen_month_is_taken_off_by_its_bar(client, archive):
    page = page_of(client, "?year=2024&month=2024-07")
    [july] = [bar for bar in page.context["chart"].bars if bar.chosen]
    assert (july.label, july.url) == ("July 2024", f"{LIST}?year=2024")
    assert 'aria-current="true"' in page.content.decode()


def test_one_year_alone_needs_no_chart(client):
    factories.make_article(published="2024-03-01")
    assert page_of(client).context["chart"] is None


def test_a_search_that_finds_nothing_offers_what_finds_something(client, archive):
    page = page_of(client, "?q=feryr")
    [near] = page.context["nearby"]
    assert (near.query, near.count, near.url) == ("ferry", 3, f"{LIST}?q=ferry")
    assert "with “ferry” for “feryr”" in page.content.decode()


def test_filters_that_leave_nothing_can_be_taken_off(client, archive):
    near = page_of(client, "?q=wept&year=2024").context["nearby"]
    assert (near[0].differs, near[0].count, near[0].url) == (
        "without the filters",
        1,
        f"{LIST}?q=wept",
    )


def test_a_slip_under_filters_that_leave_nothing_is_put_right_without_them(client, archive):
    [near] = page_of(client, "?q=feryr&year=1999").context["nearby"]
    assert (near.query, near.count, near.url) == ("ferry", 3, f"{LIST}?q=ferry")
    assert near.differs.endswith(", without the filters")


def test_a_search_that_finds_something_looks_no_further(client, archive):
    assert page_of(client, "?q=ferry").context["nearby"] == []


def test_staff_may_ask_why_results_stand_in_this_order(client, archive):
    client.force_login(factories.make_user(is_staff=True))
    page = page_of(client, "?q=ferry+sold")
    assert page.context["explain_url"] == f"{LIST}?q=ferry+sold&explain=1"
    assert [row.ranking for row in page.context["rows"]] == [None]
    [row] = page_of(client, "?q=ferry+sold&explain=1").context["rows"]
    assert row.ranking.rank == pytest.approx(row.ranking.score * row.ranking.age)
    assert any(reason.sentence.startswith("“sold”: counted") for reason in row.ranking.reasons)
    assert sum(reason.score for reason in row.ranking.reasons) == pytest.approx(
        row.ranking.score, rel=1e-3
    )


def test_readers_are_not_told_of_the_ranking(client, archive):
    page = page_of(client, "?q=ferry&explain=1")
    assert not page.context["explains"]
    assert all(row.ranking is None for row in page.context["rows"])


def test_quotes_are_searched_with_their_own_filters_and_dates(client):
    factories.make_article(
        body="“We will appeal,” Ada Pell insisted.",
        people=["Ada Pell"],
        quotes=[
            {"text": "“We will appeal,”", "speaker": "Ada Pell", "cue": "insisted", "field": "body"}
        ],
    )
    page = client.get("/quotes/?q=appeal&speaker=ada-pell&cue=insisted&kind=direct&after=2025")
    assert page.context["results"].total == 1
    names = {one.name for one in page.context["facets"]}
    assert names >= {"speaker", "cue", "kind", "source", "year"}
    assert client.get("/quotes/?q=appael").context["nearby"][0].query == "appeal"
