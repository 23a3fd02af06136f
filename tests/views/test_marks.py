"""Words that an address names, and notes on words, as the page of an article shows them."""

import re

import pytest

from articles.views.marks import chosen
from articles.views.passages import Span
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
BODY = "The fog came at six.\n\nNobody saw the wall, and the ferry struck it."


def page_of(client, article, characters: str) -> str:
    return client.get(article.get_absolute_url(), {"chars": characters}).content.decode()


def marked(html: str) -> list[str]:
    """The words in the marks of the passage."""
    return re.findall(r'<mark class="passage"[^>]*>(.*?)</mark>', html)


def test_the_characters_that_an_address_names_are_marked(client):
    html = page_of(client, make_article(body=BODY), "body:4-7")
    assert '<mark class="passage" id="passage">fog</mark>' in html
    assert '<a href="#passage">' in html


def test_words_over_two_paragraphs_have_one_anchor(client):
    html = page_of(client, make_article(body=BODY), "body:16-28")
    assert marked(html) == ["six.", "Nobody"]
    assert html.count('id="passage"') == 1


def test_characters_are_counted_in_code_points(client):
    html = page_of(client, make_article(body="🌊🌊 The tide came."), "body:3-6")
    assert marked(html) == ["The"]


def test_headline_and_standfirst_have_characters_of_their_own(client):
    article = make_article("Ferry struck", BODY, standfirst="It was foggy.")
    assert marked(page_of(client, article, "headline:0-5")) == ["Ferry"]
    assert marked(page_of(client, article, "standfirst:7-12")) == ["foggy"]


def test_blanks_at_the_ends_are_left_out(client):
    article = make_article(body=BODY)
    assert chosen(article, "body:20-28") == ("body", Span(22, 28, "passage"))


@pytest.mark.parametrize(
    "characters",
    [
        "body:7-4",
        "body:4-4",
        "body:0-999999999",
        "body:20-22",
        "body:-1-4",
        "byline:0-2",
        "body:٤-٧",
        "body",
        "9" * 400,
    ],
)
def test_characters_that_the_article_has_not_are_no_error(client, characters):
    html = page_of(client, make_article(body=BODY), characters)
    assert 'id="passage"' not in html
    assert 'href="#passage"' not in html


def test_a_marked_passage_keeps_its_quote_and_its_person(client):
    body = "“We will appeal,” Ada Pell said."
    article = make_article(body=body, people=["Ada Pell"], quotes=[("“We will appeal,”", None)])
    html = page_of(client, article, "body:4-26")
    assert marked(html) == ["will appeal,”", " ", "Ada Pell"]
    assert 'class="said said-direct"' in html
    assert 'class="named"' in html


def test_the_characters_make_no_further_page(client):
    article = make_article(body=BODY)
    html = page_of(client, article, "body:4-7")
    assert f'rel="canonical" href="http://testserver{article.get_absolute_url()}"' in html


@pytest.fixture
def nora(client):
    """Somebody signed in who may keep notes."""
    user = make_user("articles.add_note", "articles.change_note")
    client.force_login(user)
    return user


def test_words_with_a_note_are_underlined_and_lead_to_it(client, nora):
    article = make_article(body=BODY)
    note = article.notes.create(
        field="body", start=4, end=7, words="fog", text="When exactly?", user=nora
    )
    html = client.get(article.get_absolute_url()).content.decode()
    assert '<span class="noted">fog</span>' in html
    assert f'href="#note-{note.pk}"' in html
    assert f'id="note-{note.pk}"' in html
    assert "?chars=body:4-7#passage" in html


def test_a_note_whose_words_have_changed_underlines_nothing(client, nora):
    article = make_article(body=BODY)
    article.notes.create(field="body", start=4, end=7, words="mist", text="When?", user=nora)
    html = client.get(article.get_absolute_url()).content.decode()
    assert 'class="noted"' not in html
    assert "When?" in html


def test_readers_without_an_account_see_no_notes(client):
    article = make_article(body=BODY)
    user = make_user()
    article.notes.create(
        field="body", start=4, end=7, words="fog", text="Ask the pilot", user=user, shared=True
    )
    html = client.get(article.get_absolute_url()).content.decode()
    assert "Ask the pilot" not in html
    assert 'class="noted"' not in html


def test_the_page_of_a_quote_offers_a_note_on_its_words(client, nora):
    article = make_article(body="“No,” she said.", quotes=[("“No,”", None)])
    quote = article.quotes.get()
    html = client.get(quote.get_absolute_url()).content.decode()
    assert '<input type="hidden" name="end" value="5">' in html
    answer = client.post(
        "/notes/add/",
        {"article": article.pk, "field": "body", "start": 0, "end": 5, "text": "Ask again"},
    )
    assert answer.status_code == 302
    assert article.notes.get().words == "“No,”"
