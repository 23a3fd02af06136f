"""The page of a quote family, and what other pages show of families and disagreements."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.linking import disagreements
from articles.models import Article, Disagreement, Quote, QuoteFamily
from tests.factories import make_article, make_person, make_quote, make_story, make_user

pytestmark = pytest.mark.django_db

WHOLE = "“The fog came at six and nobody on the pier saw the eleven boats,”"
CUT = "“Nobody on the pier saw the eleven boats,”"
OTHER = "“The fog fell at six and nobody on the pier saw the twelve boats,”"


@pytest.fixture
def family(db) -> QuoteFamily:
    """One utterance of Ada Pell in three outlets: whole, cut a day later, in other words."""
    family, ada = QuoteFamily.objects.create(), make_person("Ada Pell")
    for source, text, published in (
        ("Ostrey Post", WHOLE, "2025-09-24T09:30+00:00"),
        ("Harbour Wire", CUT, "2025-09-25"),
        ("Kellsand Ledger", OTHER, "2025-09-25"),
    ):
        article = make_article(
            f"Fog, says {source}", f"{text} Ada Pell said.", source=source, published=published
        )
        make_quote(article, text, ada, family=family)
    return family


@pytest.fixture
def curator(db) -> Client:
    client = Client()
    rights = ("change_quotefamily", "change_disagreement", "view_hidden_article")
    client.force_login(make_user(*(f"articles.{right}" for right in rights)))
    return client


def page(client: Client, thing) -> str:
    return client.get(thing.get_absolute_url()).content.decode()


def test_each_wording_stands_with_its_outlet_and_time_oldest_first(client, family):
    forms = client.get(family.get_absolute_url()).context["wordings"]
    assert [(form.kind, form.quotes[0].article.source.name) for form in forms] == [
        ("longest", "Ostrey Post"),
        ("cut", "Harbour Wire"),
        ("reworded", "Kellsand Ledger"),
    ]
    assert "24 September 2025, 09:30 UTC" in page(client, family)


def test_words_are_marked_with_a_text_for_those_who_do_not_see_the_marks(client, family):
    html = page(client, family)
    assert '<del><span class="visually-hidden">[left out: </span>' in html
    assert '<span class="visually-hidden">to: </span>' in html
    assert "A number or a name differs" in html


def test_who_had_it_first_is_said(client, family):
    assert "First in Ostrey Post, " in page(client, family)


def test_where_only_days_are_known_the_page_says_so(client, family):
    fields = {"published": "2025-09-25", "published_precision": "day", "published_at": None}
    Article.objects.update(published_on="2025-09-25", **fields)
    assert "Which of them was first cannot be told" in page(client, family)
    fields = {"published": "", "published_precision": "unknown", "published_on": None}
    Article.objects.update(**fields)
    assert "no article has a date" in page(client, family)


def test_a_family_with_one_quote_that_a_reader_may_see_is_not_shown(client, curator, family):
    for source in ("Harbour Wire", "Kellsand Ledger"):
        Article.objects.filter(source__name=source).update(status="withheld")
    assert client.get(family.get_absolute_url()).status_code == 404
    assert curator.get(family.get_absolute_url()).status_code == 200
    quote = family.quotes.get(article__source__name="Ostrey Post")
    assert "also in" not in page(client, quote)


def test_hidden_wordings_are_in_no_count(client, family):
    embargo = timezone.now() + timedelta(days=1)
    Article.objects.filter(source__name="Harbour Wire").update(embargoed_until=embargo)
    response = client.get(family.get_absolute_url())
    assert response.context["outlets"] == 2
    assert "Harbour Wire" not in response.content.decode()


def test_a_quote_leads_to_its_family(client, family):
    html = page(client, family.quotes.first())
    assert f'href="{family.get_absolute_url()}">also in 2 outlets</a>' in html


def test_lists_of_quotes_say_who_else_has_the_words(client, family):
    html = client.get("/quotes/?q=fog").content.decode()
    assert html.count("also in 2 outlets") == 2


def test_a_family_takes_few_queries(client, family, django_assert_max_num_queries):
    page(client, family)
    with django_assert_max_num_queries(6):
        page(client, family)


def test_a_curator_takes_a_quote_out_and_back(curator, family):
    quote = family.quotes.first()
    curator.post(f"/families/{family.pk}/take-out/", {"quote": quote.pk})
    quote.refresh_from_db()
    assert (quote.family, quote.family_by_hand) == (None, True)
    action = curator.get(family.get_absolute_url()).context["actions"][0]
    curator.post(f"/desk/undo/{action.pk}/")
    quote.refresh_from_db()
    assert (quote.family, quote.family_by_hand) == (family, False)


def test_a_form_that_names_no_quote_of_the_family_changes_nothing(curator, family):
    for data in ({}, {"quote": "x"}, {"quote": "9" * 30}):
        html = curator.post(f"/families/{family.pk}/take-out/", data, follow=True).content.decode()
        assert "No quote of this utterance was chosen." in html
    assert family.quotes.count() == 3


def test_a_curator_puts_two_quotes_together_by_number_or_address(curator, family):
    article = make_article("Fog", "“No boats,” Ada Pell said.")
    quote = make_quote(article, "“No boats,”")
    other = family.quotes.first()
    curator.post(f"/quotes/{quote.pk}/family/", {"other": f"http://testserver/quotes/{other.pk}/"})
    quote.refresh_from_db()
    assert quote.family == family
    html = curator.post(f"/quotes/{quote.pk}/family/", {"other": "x"}, follow=True).content
    assert b"There is no quote of that number" in html


@pytest.mark.parametrize("address", ["/families/1/take-out/", "/quotes/1/family/"])
def test_readers_change_no_family(reader_client, family, address):
    assert reader_client.post(address, {"quote": 1, "other": 2}).status_code == 403
    assert not Quote.objects.filter(family_by_hand=True).exists()


@pytest.fixture
def story(db):
    """Two outlets that disagree on how many were hurt."""
    story = make_story()
    for source, number in (("Ostrey Post", "Seventeen"), ("Harbour Wire", "Nineteen")):
        body = f"It was foggy.\n\n{number} people were hurt when the ferry hit the breakwater."
        make_article(f"Ferry, says {source}", body, source=source, story=story)
    disagreements.link(list(Article.objects.values_list("pk", flat=True)))
    return story


def test_a_story_shows_both_sides_of_a_disagreement(client, story):
    html = page(client, story)
    assert "Seventeen or Nineteen" in html
    assert "<mark>Nineteen</mark> people were hurt when the ferry hit the breakwater." in html
    article = Article.objects.get(source__name="Harbour Wire")
    assert f'href="{article.get_absolute_url()}#p2"' in html


def test_a_disagreement_with_a_hidden_article_is_told_to_nobody(client, curator, story):
    Article.objects.filter(source__name="Harbour Wire").update(status="withheld")
    assert "Where they disagree" not in page(client, story)
    assert "Where they disagree" in page(curator, story)


def test_a_dismissed_disagreement_is_shown_no_more(client, curator, story):
    row = Disagreement.objects.get()
    curator.post(f"/disagreements/{row.pk}/dismiss/")
    assert "Where they disagree" not in page(client, story)


def test_readers_dismiss_nothing(reader_client, story):
    row = Disagreement.objects.get()
    assert reader_client.post(f"/disagreements/{row.pk}/dismiss/").status_code == 403
    assert Disagreement.objects.standing().exists()
