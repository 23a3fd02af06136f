"""The page on which a quote is corrected."""

import pytest
from django.urls import reverse

from articles.models import Quote
from tests.factories import make_article, make_quote, make_user

pytestmark = pytest.mark.django_db
BODY = "“We will appeal. And soon,” Ottoline Farrow said."


@pytest.fixture
def quote(client) -> Quote:
    client.force_login(make_user("articles.change_quote"))
    return make_quote(make_article(body=BODY), BODY[:27], "Ottoline Farrow")


def address(quote: Quote) -> str:
    return reverse("articles:quote-edit", args=[quote.pk])


def send(client, quote: Quote, **given) -> str:
    form = {"start": quote.start, "end": quote.end, "speaker": "Ottoline Farrow", "kind": "direct"}
    return client.post(address(quote), form | given, follow=True).content.decode()


def test_the_paragraph_is_shown_with_the_quote_marked(client, quote):
    page = client.get(address(quote)).content.decode()
    assert f"<mark>{BODY[:27]}</mark> Ottoline Farrow said." in page
    assert 'data-start="0"' in page


def test_what_is_kept_leads_to_the_quote(client, quote):
    assert "Corrected the quote" in send(client, quote, end=16)
    quote.refresh_from_db()
    assert quote.text == "“We will appeal."


def test_another_speaker_is_given_by_full_name_and_nobody_by_none(client, quote):
    send(client, quote, speaker="Ines Calloway")
    quote.refresh_from_db()
    assert quote.speaker.name == "Ines Calloway"
    send(client, quote, speaker="")
    quote.refresh_from_db()
    assert quote.speaker is None


@pytest.mark.parametrize(
    "given",
    [{"start": "x"}, {"end": "²"}, {"end": "9" * 30}, {"kind": "joke"}, {"speaker": "Farrow"}],
)
def test_what_makes_no_sense_is_told_and_keeps_the_form(client, quote, given):
    page = send(client, quote, **given)
    assert "Keep it" in page
    quote.refresh_from_db()
    assert (quote.text, quote.reviewed_at) == (BODY[:27], None)


def test_it_is_for_curators_and_for_quotes_that_they_see(client, quote):
    client.force_login(make_user())
    assert client.get(address(quote)).status_code == 403
    client.force_login(make_user("articles.change_quote"))
    quote.article.status = "withheld"
    quote.article.save()
    assert client.get(address(quote)).status_code == 404
