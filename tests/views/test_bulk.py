"""One edit of everything that a search found."""

import pytest
from django.urls import reverse

from articles.curation import bulk
from articles.models import Article, BulkEdit, Source, Tagging
from articles.search import sync
from tests.factories import make_article, make_source, make_tag, make_user

pytestmark = pytest.mark.django_db
RIGHTS = ["articles.add_tagging", "articles.delete_tagging", "articles.change_article"]


@pytest.fixture
def cora(client):
    user = make_user(*RIGHTS, "articles.view_hidden_article", username="cora")
    client.force_login(user)
    return user


def begin(client, kind: str, value: str, query: str = "q=quay", **fields):
    given = {"status": value} if kind == "status" else {"value": value}
    form = {"kind": kind, **given, **fields}
    return client.post(f"{reverse('articles:bulk-edit')}?{query}", form, follow=True)


def undo(client) -> None:
    edit = BulkEdit.objects.get()
    client.post(reverse("articles:bulk-step", args=[edit.pk]), {"action": "undo"})


def quays(number: int = 3, **fields) -> list[Article]:
    made = [make_article(f"Quay {n}", body="The quay is shut.", **fields) for n in range(number)]
    make_article("Elsewhere", body="Nothing of it.")
    sync.sync(wait=5)
    return made


def test_the_preview_counts_what_the_search_finds(client, cora):
    quays()
    page = client.get(reverse("articles:bulk-edit"), {"q": "quay"}).content.decode()
    assert "Edit all 3 articles" in page
    assert "</mark> 1" in page
    assert "Elsewhere" not in page


def test_a_tag_is_put_on_everything_found_and_taken_off_again(client, cora):
    articles = quays()
    kept = Tagging.objects.create(article=articles[0], tag=make_tag("port"), origin="import")

    page = begin(client, "tag", "Port").content.decode()
    assert "2 articles changed" in page
    assert Tagging.objects.filter(tag__name="port").count() == 3

    undo(client)
    assert list(Tagging.objects.all()) == [kept]
    assert BulkEdit.objects.get().state == "undone"


def test_a_tag_taken_off_comes_back_with_whose_it_was_and_since_when(client, cora):
    articles = quays()
    Tagging.objects.create(article=articles[0], tag=make_tag("port"), origin="import")
    before = list(Tagging.objects.values())
    begin(client, "untag", "port")
    assert not Tagging.objects.exists()
    undo(client)
    assert list(Tagging.objects.values()) == before


def test_an_outlet_is_set_as_a_curator_s_and_set_back(client, cora):
    articles = quays(source=make_source("Courier"))
    before = list(Article.objects.order_by("pk").values("source", "curated_fields", "status"))
    begin(client, "outlet", "Tarnwick Mail", why="The folder was misnamed.")

    articles[0].refresh_from_db()
    assert articles[0].source == Source.objects.get(name="Tarnwick Mail")
    assert articles[0].curated_fields == ["source"]
    assert articles[0].history.first().history_change_reason == "The folder was misnamed."

    undo(client)
    now = list(Article.objects.order_by("pk").values("source", "curated_fields", "status"))
    assert now == before


def test_articles_are_withheld_with_the_reason_readers_are_told(client, cora):
    articles = quays()
    begin(client, "status", "withheld", why="Under legal review.")
    articles[1].refresh_from_db()
    assert (articles[1].status, articles[1].status_reason) == ("withheld", "Under legal review.")


def test_undo_leaves_what_somebody_changed_since(client, cora):
    articles = quays()
    begin(client, "outlet", "Tarnwick Mail")
    other = make_source("Herald")
    Article.objects.filter(pk=articles[0].pk).update(source=other)
    undo(client)
    articles[0].refresh_from_db()
    assert articles[0].source == other


def test_an_edit_goes_on_from_where_it_stood(cora, monkeypatch):
    monkeypatch.setattr(bulk, "STEP", 2)
    articles = quays(5)
    edit = bulk.start("tag", "port", [article.pk for article in articles], cora)
    assert (bulk.step(edit).done, bulk.step(edit).done) == (2, 4)
    assert bulk.step(edit).state == "done"
    bulk.undo(edit)
    for _ in range(3):
        edit = bulk.step(edit)
    assert (edit.state, Tagging.objects.count()) == ("undone", 0)


def test_the_edit_is_of_the_articles_found_at_its_start(cora):
    articles = quays()
    edit = bulk.start("tag", "port", [articles[0].pk], cora)
    articles[0].delete()
    assert bulk.step(edit).state == "done"


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        ("tag", "", "letter"),
        ("tag", "…", "letter"),
        ("outlet", " ", "outlet"),
        ("status", "lost", "A status is one of"),
        ("jokes", "x", "Choose what to do"),
    ],
)
def test_what_cannot_be_done_changes_nothing_and_says_why(client, cora, kind, value, told):
    quays()
    assert told in begin(client, kind, value).content.decode()
    assert not BulkEdit.objects.exists()


def test_a_search_that_finds_nothing_changes_nothing(client, cora):
    quays()
    assert "nothing to change" in begin(client, "tag", "port", "q=zebra").content.decode()


def test_too_many_articles_are_refused(cora, monkeypatch):
    monkeypatch.setattr(bulk, "MOST", 2)
    with pytest.raises(bulk.Refused, match="narrow the search"):
        bulk.start("tag", "port", [1, 2, 3], cora)


def test_hidden_articles_are_not_edited_by_those_who_do_not_see_them(client):
    client.force_login(make_user(*RIGHTS, username="nora"))
    quays(2, status="withheld")
    shown = quays(1)[0]
    begin(client, "tag", "port")
    assert [tagging.article for tagging in Tagging.objects.all()] == [shown]


def test_a_journalist_tags_and_sets_no_status(client):
    client.force_login(make_user("articles.add_tagging", username="nora"))
    quays()
    assert begin(client, "status", "killed").status_code == 403
    assert begin(client, "tag", "port").status_code == 200


def test_readers_edit_nothing(client):
    client.force_login(make_user(username="reader"))
    assert client.get(reverse("articles:bulk-edit")).status_code == 403


def test_an_edit_is_seen_and_moved_by_who_began_it_alone(client, cora):
    quays()
    begin(client, "tag", "port")
    edit = BulkEdit.objects.get()
    client.force_login(make_user(*RIGHTS, username="otto"))
    assert client.get(reverse("articles:bulk-detail", args=[edit.pk])).status_code == 404
    assert client.post(reverse("articles:bulk-step", args=[edit.pk])).status_code == 404
