"""The list of quotes and the page of one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_article, make_person, make_quote

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(db):
    """An article in which Ada Pell is quoted whole and in part, and somebody unnamed once."""
    body = (
        "The hearing began at nine.\n\n“The fog came at six,” Ada Pell said. She called it"
        " “wholly avoidable”.\n\n“Nobody slept,” a deckhand added.\n\nIt goes on."
    )
    article = make_article("Hearing", body, people=["Ada Pell"], byline=["Bo Pell"])
    make_quote(article, "“The fog came at six,”", "Ada Pell")
    make_quote(article, "“wholly avoidable”", "Ada Pell", kind="partial", cue="called")
    make_quote(
        article,
        "“Nobody slept,”",
        cue="added",
        speaker_mention="a deckhand",
        speaker_kind="description",
        confidence=0.7,
    )
    return article


def texts(response) -> list[str]:
    return [row.quote.text for row in response.context["rows"]]


def test_quotes_are_found_by_their_words_alone(client, article):
    assert texts(client.get("/quotes/?q=fog")) == ["“The fog came at six,”"]
    assert texts(client.get("/quotes/?q=hearing")) == []


def test_the_words_searched_for_are_marked(client, article):
    assert "The <mark>fog</mark> came" in client.get("/quotes/?q=fog").content.decode()


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("speaker=ada-pell", 2),
        ("kind=partial", 1),
        ("cue=added", 1),
        ("cue=added&cue=said", 2),
        ("year=2025", 3),
        ("year=2024", 0),
        ("source=the-haldermouth-courier&kind=direct", 2),
    ],
)
def test_quotes_are_narrowed(client, article, address, number):
    assert client.get(f"/quotes/?{address}").context["results"].total == number


def test_facets_of_quotes_have_kinds_and_cues(client, article):
    facets = {facet.name: facet for facet in client.get("/quotes/").context["facets"]}
    assert {(link.label, link.count) for link in facets["kind"].links} == {
        ("direct", 2),
        ("partial", 1),
    }
    assert {link.label for link in facets["cue"].links} == {"said", "called", "added"}


def test_a_quote_shows_who_said_it_how_it_is_known_and_the_words_around_it(client, article):
    quote = article.quotes.get(kind="direct", cue="said")
    response = client.get(quote.get_absolute_url())
    html = response.content.decode()
    assert f'href="{article.get_absolute_url()}#quote-{quote.pk}"' in html
    assert "almost certain, read by rule" in html
    shown = ["".join(s.text for s in part.segments) for part in response.context["passages"]]
    assert shown[0] == "The hearing began at nine."
    assert shown[-1] == "“Nobody slept,” a deckhand added."


def test_a_quote_is_marked_at_its_place_in_the_passage(client, article):
    quote = article.quotes.get(kind="partial")
    html = client.get(quote.get_absolute_url()).content.decode()
    assert f'id="quote-{quote.pk}">“wholly avoidable”</span>' in html


def test_a_quote_can_be_cited(client, article):
    quote = article.quotes.get(kind="partial")
    html = client.get(quote.get_absolute_url()).content.decode()
    assert (
        "Ada Pell, quoted in Bo Pell, “Hearing”, The Haldermouth Courier, 24 September 2025."
        f" http://testserver/quotes/{quote.pk}/" in html
    )


def test_a_speaker_who_is_described_stays_words(client, article):
    quote = article.quotes.get(cue="added")
    html = client.get(quote.get_absolute_url()).content.decode()
    assert '<span class="described">a deckhand</span>' in html
    assert "described, not named" in html


def test_a_speaker_nobody_names_is_said_to_be_so(client):
    article = make_article(body="“Anonymous words.”")
    quote = make_quote(article, "“Anonymous words.”", cue="", confidence=0)
    html = client.get(quote.get_absolute_url()).content.decode()
    assert "speaker not named" in html
    assert "not known" in html


def test_a_pronoun_that_leads_nowhere_is_nobody_s_name(client):
    article = make_article("Hearing", "“No,” it said.", byline=[])
    quote = make_quote(article, "“No,”", speaker_mention="it", speaker_kind="pronoun")
    html = client.get(quote.get_absolute_url()).content.decode()
    assert "speaker not named" in html
    assert "could not be followed back" in html
    assert "Quoted in “Hearing”" in html


def test_whom_somebody_told_is_said(client):
    article = make_article("Hearing", "“No,” Ada Pell told reporters.", people=["Ada Pell"])
    make_quote(article, "“No,”", "Ada Pell", cue="told", addressee="reporters")
    html = client.get(article.get_absolute_url()).content.decode()
    assert '<span class="cue">told</span> <span class="to">reporters</span>' in html


def test_a_decision_by_a_person_is_told_from_a_rule(client, article):
    quote = article.quotes.first()
    quote.reviewed_at = timezone.now()
    quote.save()
    assert "checked by a person" in client.get(quote.get_absolute_url()).content.decode()


def test_a_quote_in_a_headline_has_its_passage(client):
    article = make_article("“No way back,” says Pell", "Text.")
    quote = make_quote(article, "“No way back,”", field="headline")
    parts = client.get(quote.get_absolute_url()).context["passages"]
    assert "".join(s.text for s in parts[0].segments) == article.headline


def test_nested_quotes_lead_to_each_other(client):
    person = make_person("Ada Pell")
    article = make_article(body="“He told me ‘never’ twice,” Ada Pell said.", people=[person])
    outer = make_quote(article, "“He told me ‘never’ twice,”", person)
    inner = make_quote(article, "‘never’", kind="nested", nested_in=outer)
    assert outer.get_absolute_url() in client.get(inner.get_absolute_url()).content.decode()
    assert inner.get_absolute_url() in client.get(outer.get_absolute_url()).content.decode()


def test_a_quote_of_a_hidden_article_is_not_found(client, article):
    quote = article.quotes.first()
    article.embargoed_until = timezone.now() + timedelta(days=1)
    article.save()
    assert client.get(quote.get_absolute_url()).status_code == 404


def test_a_quote_of_an_article_taken_back_is_gone(client, article):
    quote = article.quotes.first()
    article.status, article.status_reason = "withdrawn", "Wrong man."
    article.save()
    response = client.get(quote.get_absolute_url())
    assert response.status_code == 410
    assert quote.text not in response.content.decode()
