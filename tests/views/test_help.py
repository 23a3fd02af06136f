"""The help page has all that the parser knows, and each of its examples searches."""

import pytest

from articles.search import dates, language, lexer, query
from tests import factories

pytestmark = pytest.mark.django_db
HELP = "/search/help/"
FORMS = (*language.FORMS, *language.DATES)


def examples():
    return [*(form.example for form in FORMS), *(field.example for field in language.FIELDS)]


def test_the_page_has_every_field_of_the_parser(client):
    html = client.get(HELP).content.decode()
    for name in query.FIELDS:
        assert f"<code>{name}:</code>" in html


def test_the_table_has_every_field_that_the_parser_reads():
    assert {field.name for field in language.FIELDS} == query.FIELDS
    assert len(language.FIELDS) == len(query.FIELDS)


def test_the_table_has_every_sign_and_word_of_the_language():
    told = {sign for form in FORMS for sign in form.uses}
    assert told >= {*lexer.OPERATORS, "(", ")", "-", "*", "~", '"', ":"}
    assert told >= {*dates.NAMED, *dates.UNITS, "year", "month", "day"}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.written)
def test_an_example_has_the_signs_that_it_is_for(form):
    for sign in form.uses:
        if sign in {*lexer.OPERATORS, *dates.NAMED, "(", ")", "*", "~", '"', ":"}:
            assert sign in form.example
    tree = query.parse(form.example).tree
    assert isinstance(tree, query.Days) == (form in language.DATES)


@pytest.mark.parametrize("example", examples())
def test_an_example_is_read_without_a_warning(example):
    parsed = query.parse(example)
    assert parsed.tree != query.Everything()
    assert (parsed.warnings, parsed.repaired) == ([], "")


def test_every_example_is_a_link_that_searches(client):
    factories.make_article()
    lines = [line for _, lines in client.get(HELP).context["sections"] for line in lines]
    assert len(lines) == len(FORMS) + len(language.FIELDS)
    html = client.get(HELP).content.decode()
    assert html.count('<a href="/articles/?q=') >= len(lines)
    for line in lines:
        assert client.get("/articles/", {"q": line.example}).status_code == 200


def test_names_in_examples_are_those_of_the_archive(client):
    factories.make_article(
        body="Ada Pell came.",
        people=["Ada Pell"],
        source="Ostrey Post",
        tags=["fog"],
        dateline_place="OSTREY",
    )
    fields = {line.written: line.example for line in client.get(HELP).context["sections"][1][1]}
    assert fields["person:"] == 'person:"Ada Pell"'
    assert fields["source:"] == 'source:"Ostrey Post"'
    assert (fields["tag:"], fields["place:"]) == ("tag:fog", "place:Ostrey")
    for name in ("person:", "source:", "tag:", "place:"):
        assert client.get("/articles/", {"q": fields[name]}).context["results"].total == 1


def test_names_of_hidden_articles_are_no_examples(client):
    factories.make_article(body="Liv Pell came.", people=["Liv Pell"], status="withheld")
    assert "Liv Pell" not in client.get(HELP).content.decode()


def test_the_page_says_which_fields_quotes_have_not(client):
    assert "headline:" in client.get(HELP).context["not_in_quotes"]
    assert "cue:" not in client.get(HELP).context["not_in_quotes"]


def test_the_page_stands_while_the_search_is_rebuilt(client, monkeypatch):
    def away(*args, **kwargs):
        raise help_.search.Unavailable

    from articles.views import help as help_

    monkeypatch.setattr(help_.search, "articles", away)
    assert client.get(HELP).status_code == 200
