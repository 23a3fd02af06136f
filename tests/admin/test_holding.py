"""Admin actions on articles: withhold, withdraw, kill, embargo, release; and removed lines."""

import pytest
from django.urls import reverse

from articles.models import Article, DeskAction
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"


def act(client, name: str, *articles: Article, **form):
    chosen = {"action": name, "_selected_action": [article.pk for article in articles]}
    return client.post(LIST, chosen | form, follow=True)


def test_an_action_asks_for_the_reason_before_it_does_anything(admin_client):
    article = make_article("Ferry sinks")
    page = act(admin_client, "kill", article).content.decode()
    assert "Ferry sinks" in page
    assert "Shown to readers" in page
    assert Article.objects.get().status == "usable"


@pytest.mark.parametrize(
    ("name", "status"), [("withhold", "withheld"), ("withdraw", "withdrawn"), ("kill", "killed")]
)
def test_with_the_reason_it_is_done_and_told(admin_client, name, status):
    article = make_article("Ferry sinks")
    page = act(admin_client, name, article, apply="1", reason="A name was wrong.")
    assert "A name was wrong." in page.content.decode()
    assert "/desk/" in page.content.decode()
    article.refresh_from_db()
    assert (article.status, article.status_reason) == (status, "A name was wrong.")


def test_without_the_reason_it_is_asked_again(admin_client):
    page = act(admin_client, "kill", make_article(), apply="1", reason=" ").content.decode()
    assert "errorlist" in page
    assert not DeskAction.objects.exists()


def test_an_embargo_asks_for_its_end(admin_client):
    article = make_article()
    past = {"until_0": "2020-01-01", "until_1": "09:00:00"}
    assert (
        "in the future" in act(admin_client, "embargo", article, apply="1", **past).content.decode()
    )
    act(admin_client, "embargo", article, apply="1", until_0="2099-01-01", until_1="09:00:00")
    assert not Article.objects.published().exists()


def test_several_are_released_at_once(admin_client):
    articles = [make_article(f"Tide {n}", status="withheld", status_reason="?") for n in range(3)]
    act(admin_client, "release", *articles, apply="1")
    assert Article.objects.published().count() == 3


def test_more_than_fit_are_left_to_a_bulk_edit(admin_client, monkeypatch):
    monkeypatch.setattr("articles.curation.holding.MOST", 1)
    page = act(admin_client, "kill", make_article("A"), make_article("B"), apply="1", reason="x")
    assert "bulk edit" in page.content.decode()
    assert not DeskAction.objects.exists()


def test_who_may_not_change_articles_has_none_of_these_actions(client):
    rights = ["articles.view_article", "articles.view_hidden_article"]
    client.force_login(make_user(*rights, is_staff=True))
    act(client, "kill", make_article(), apply="1", reason="x")
    assert Article.objects.get().status == "usable"


@pytest.fixture
def cut() -> Article:
    """An article of whose raw text a line was removed between its two paragraphs."""
    article = make_article(body="The ferry struck the quay.\n\nNobody was hurt at all.")
    start = article.paragraphs[0][3]
    line = {"start": start, "end": start + 1, "text": "Photo by Ines Calloway of the quay.",
            "reason": "caption"}  # fmt: skip
    Article.objects.update(removed=[line])
    return article


def put_back(client, article: Article, number: int = 0):
    address = reverse("admin:articles_article_put_back", args=[article.pk, number])
    return client.post(address, follow=True)


def test_a_removed_line_goes_back_into_the_body_at_its_place(admin_client, cut):
    address = reverse("admin:articles_article_change", args=[cut.pk])
    assert "Put back" in admin_client.get(address).content.decode()
    assert "stands in the body again" in put_back(admin_client, cut).content.decode()
    cut.refresh_from_db()
    assert cut.body.split("\n\n")[1] == "Photo by Ines Calloway of the quay."
    page = admin_client.get(address).content.decode()
    assert "(put back)" in page
    assert "Put back</button>" not in page


def test_the_history_of_the_article_takes_it_out_again(admin_client, cut):
    put_back(admin_client, cut)
    now, before = Article.objects.get().history.all()
    assert now.history_change_reason.startswith("put back: Photo by")
    assert "Photo" not in before.body


def test_a_line_is_put_back_by_those_who_may_change_articles(client, cut):
    client.force_login(make_user("articles.view_article", is_staff=True))
    assert put_back(client, cut).status_code == 403
    address = reverse("admin:articles_article_put_back", args=[cut.pk, 0])
    assert client.get(address).status_code == 405
