"""The list of stories and the page of one."""

import pytest

from tests.factories import make_article, make_person, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(db):
    """A story of three articles in two outlets, one of them hidden."""
    story = make_story("Ferry strikes breakwater")
    ada = make_person("Ada Pell")
    for headline, source, published, words, status in (
        ("First", "Ostrey Post", "2025-09-01", "“We heard a bang,”", "usable"),
        ("Second", "Harbour Wire", "2025-09-03", "“We heard a bang”", "usable"),
        ("Third", "Harbour Wire", "2025-09-05", "“I counted the boats,”", "usable"),
        ("Hidden", "Secret Post", "2025-10-01", "“It was me,”", "withheld"),
    ):
        body = f"{words} Ada Pell said."
        make_article(
            headline,
            body,
            source=source,
            published=published,
            people=[ada],
            quotes=[(words, ada)],
            story=story,
            status=status,
        )
    return story


def test_stories_are_listed_with_outlets_articles_and_span(client, story):
    row = client.get("/stories/").context["rows"][0]
    assert (row.source_count, row.article_count) == (2, 3)
    assert "1–5 September 2025" in client.get("/stories/").content.decode()


def test_stories_are_found_by_their_title(client, story):
    assert client.get("/stories/?q=BREAKWATER").context["total"] == 1
    assert client.get("/stories/?q=storm").context["total"] == 0


def test_the_articles_of_a_story_stand_in_order(client, story):
    rows = client.get(story.get_absolute_url()).context["rows"]
    assert [row.article.headline for row in rows] == ["First", "Second", "Third"]


def test_each_outlet_has_what_it_said_and_who_else_has_it(client, story):
    coverage = client.get(story.get_absolute_url()).context["coverage"]
    assert [
        (part.source.name, [(said.quote.text, said.also) for said in part.said])
        for part in coverage
    ] == [
        ("Ostrey Post", [("“We heard a bang,”", ["Harbour Wire"])]),
        ("Harbour Wire", [("“We heard a bang”", ["Ostrey Post"]), ("“I counted the boats,”", [])]),
    ]


def test_who_is_quoted_is_counted(client, story):
    speakers = client.get(story.get_absolute_url()).context["speakers"]
    assert [(one["person"].name, one["n"]) for one in speakers] == [("Ada Pell", 3)]


def test_the_same_words_twice_in_one_outlet_are_told_once(client):
    story = make_story("Fog")
    for number in range(2):
        make_article(
            f"A{number}",
            "“Fog,” Ada Pell said.",
            people=["Ada Pell"],
            story=story,
            quotes=[("“Fog,”", "Ada Pell")],
        )
    coverage = client.get(story.get_absolute_url()).context["coverage"]
    assert [len(part.said) for part in coverage] == [1]


def test_articles_without_an_outlet_are_together(client):
    story = make_story("Fog")
    make_article("A", source=None, story=story)
    make_article("B", source="Ostrey Post", story=story)
    html = client.get(story.get_absolute_url()).content.decode()
    assert "Outlet unknown" in html
