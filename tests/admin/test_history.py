"""The history of curated records: who changed what, from what, why; and back again."""

import pytest
from django.urls import reverse

from articles.curation.articles import save_edit
from articles.curation.quotes import decide
from articles.models import Article, Quote
from tests.admin.test_admin import page, save
from tests.factories import make_article, make_person, make_user

pytestmark = pytest.mark.django_db
VIEWS = ["articles.view_article", "articles.change_article"]


def state_form(client, row, number: int) -> tuple[str, dict]:
    """The address of a former state, the oldest being 0, and the values that its form posts."""
    record = row.history.order_by("history_id")[number]
    name = f"admin:articles_{row._meta.model_name}_simple_history"
    url = reverse(name, args=[row.pk, record.history_id])
    form = client.get(url).context["adminform"].form
    values = {bound.html_name: bound.value() for bound in form}
    kept = {k: v for k, v in values.items() if v not in (None, False)}
    return url, {k: "\n".join(v) if isinstance(v, list) else v for k, v in kept.items()}


def test_a_change_is_kept_with_who_what_before_and_why(admin_client, admin_user):
    article = make_article("Tide comes early")
    article.history.all().delete()  # an import writes in bulk, without a history
    save(admin_client, article, headline="Tide comes late", why="The outlet printed it wrong.")

    first, change = article.history.order_by("history_id")
    assert (first.headline, first.history_change_reason) == ("Tide comes early", "as it came")
    assert (change.headline, change.history_user) == ("Tide comes late", admin_user)
    listed = admin_client.get(page(Article, "history", article.pk)).content.decode()
    assert "The outlet printed it wrong." in listed
    assert "Tide comes early" in listed


def test_an_article_goes_back_to_what_it_was(admin_client):
    article = make_article("Tide comes early", body="The tide came at noon, the quay was empty.")
    save(admin_client, article, headline="Tide comes late")

    url, values = state_form(admin_client, article, 0)
    admin_client.post(url, values)

    article.refresh_from_db()
    assert article.headline == "Tide comes early"
    assert article.history.count() == 3


def test_going_back_takes_no_text_back_that_came_since(admin_client):
    article = make_article("Tide", body="The tide came at noon, the quay was empty.")
    before = article.version
    save(admin_client, article, slugline="TIDE")
    url, values = state_form(admin_client, article, 0)
    Article.objects.filter(pk=article.pk).update(version=before + 4)

    admin_client.post(url, values)

    article.refresh_from_db()
    assert (article.slugline, article.version) == ("", before + 4)


def test_a_decision_on_a_quote_goes_back(admin_client, admin_user):
    body = "“The tide will not wait,” said Ines Calloway."
    article = make_article(body=body)
    quote = Quote.objects.create(
        article=article,
        start=0,
        end=25,
        text=body[:25],
        kind="direct",
        speaker=make_person("Ines Calloway"),
    )
    speaker = quote.speaker
    quote.speaker = make_person("Ambrose Tull")
    decide(quote, ["speaker"], admin_user, why="She only read it out.")

    url, values = state_form(admin_client, quote, 0)
    admin_client.post(url, values)

    quote.refresh_from_db()
    assert quote.speaker == speaker
    reasons = set(quote.history.values_list("history_change_reason", flat=True))
    assert "She only read it out." in reasons


def test_the_history_of_a_hidden_article_is_not_for_those_who_may_not_see_it(client):
    article = make_article("Sealed tide", status="withheld")
    save_edit(article, [], why="Sealed on request")
    client.force_login(make_user(*VIEWS, username="nora", is_staff=True))

    record = article.history.first()
    state = reverse("admin:articles_article_simple_history", args=[article.pk, record.history_id])
    assert client.get(page(Article, "history", article.pk)).status_code == 404
    assert client.get(state).status_code == 404


@pytest.mark.parametrize("number", ["0", "999999", "9" * 30])
def test_the_history_of_nothing_is_not_found(admin_client, number):
    address = page(Article, "history", 1).replace("/1/", f"/{number}/")
    assert admin_client.get(address).status_code == 404
