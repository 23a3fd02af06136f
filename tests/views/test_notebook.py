"""Collections and notes: whose they are, who sees them, and what they never tell of."""

import pytest
from django.urls import reverse

from articles.models import Collection, CollectionItem, Note
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
RIGHTS = [
    f"articles.{verb}_{model}"
    for verb in ("add", "change", "delete")
    for model in ("note", "collection", "collectionitem")
]


@pytest.fixture
def nora(client):
    user = make_user(*RIGHTS, username="nora")
    client.force_login(user)
    return user


def make_collection(user, *articles, title="The quay", **fields) -> Collection:
    collection = Collection.objects.create(title=title, user=user, **fields)
    for position, article in enumerate(articles, start=1):
        CollectionItem.objects.create(collection=collection, article=article, position=position)
    return collection


def test_an_article_is_kept_in_a_new_collection(client, nora):
    article = make_article("Quay rents rise")
    client.post(reverse("articles:collection-add"), {"article": article.pk, "title": "Quay"})

    page = client.get(Collection.objects.get(title="Quay").get_absolute_url())
    assert "Quay rents rise" in page.content.decode()


def test_an_article_is_kept_once(client, nora):
    article = make_article()
    collection = make_collection(nora)
    for _ in range(2):
        client.post(
            reverse("articles:collection-add"),
            {"article": article.pk, "collection": collection.pk},
        )
    assert collection.items.count() == 1


def test_a_quote_keeps_its_words_when_the_article_loses_it(client, nora):
    body = "“The quay is shut,” said Ottoline Farrow."
    article = make_article(body=body, people=["Ottoline Farrow"], quotes=["The quay is shut,"])
    quote = article.quotes.get()
    collection = make_collection(nora)
    form = {"article": article.pk, "quote": quote.pk, "collection": collection.pk}
    client.post(reverse("articles:collection-add"), form)
    words = quote.text

    article.quotes.all().delete()

    page = client.get(collection.get_absolute_url()).content.decode()
    assert words.strip("“”") in page
    assert "not in the article’s present text" in page


def test_items_move_and_go(client, nora):
    first, second = make_article("First"), make_article("Second")
    collection = make_collection(nora, first, second)
    item = collection.items.get(article=second)
    address = reverse("articles:collection-item", args=[collection.pk, item.pk])

    client.post(address, {"action": "up"})
    assert list(collection.items.values_list("article", flat=True)) == [second.pk, first.pk]

    client.post(address, {"note": "Ask the harbour master."})
    assert "Ask the harbour master." in client.get(collection.get_absolute_url()).content.decode()

    client.post(address, {"action": "remove"})
    assert list(collection.items.values_list("article", flat=True)) == [first.pk]


def test_the_document_holds_every_item_with_its_citation(client, nora):
    article = make_article("Quay rents rise", published="2026-01-07")
    collection = make_collection(nora, article, introduction="For the series.")

    answer = client.get(reverse("articles:collection-document", args=[collection.pk]))

    text = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/markdown")
    assert text.startswith("# The quay\n\nFor the series.\n\n## Quay rents rise[^1]")
    assert "[^1]: “Quay rents rise,”" in text
    assert "7 January 2026" in text


def test_others_see_a_collection_only_where_it_is_shared(client, nora):
    otto = make_user(username="otto")
    shared = make_collection(otto, title="Open work", shared=True)
    own = make_collection(otto, title="Closed work")

    page = client.get(reverse("articles:collection-list")).content.decode()
    assert "Open work" in page
    assert "Closed work" not in page
    assert client.get(shared.get_absolute_url()).status_code == 200
    assert client.get(own.get_absolute_url()).status_code == 404


def test_a_shared_collection_is_changed_by_its_owner_alone(client, nora):
    shared = make_collection(make_user(username="otto"), title="Open work", shared=True)
    answer = client.post(
        reverse("articles:collection-edit", args=[shared.pk]), {"action": "remove"}
    )
    assert answer.status_code == 404
    assert Collection.objects.filter(pk=shared.pk).exists()


def test_a_hidden_article_is_neither_shown_nor_counted_in_a_collection(client, nora):
    hidden = make_article("Sealed until Monday", status="withheld")
    otto = make_user("articles.view_hidden_article", username="otto")
    collection = make_collection(otto, make_article("Open"), hidden, shared=True)

    for address in (
        reverse("articles:collection-list"),
        collection.get_absolute_url(),
        reverse("articles:collection-document", args=[collection.pk]),
    ):
        page = client.get(address).content.decode()
        assert "Sealed" not in page
        assert "2 items" not in page


def test_a_hidden_article_cannot_be_kept_or_noted_by_those_who_do_not_see_it(client, nora):
    hidden = make_article(status="withheld")
    form = {"article": hidden.pk, "title": "Mine", "text": "What is this?"}
    assert client.post(reverse("articles:collection-add"), form).status_code == 404
    assert client.post(reverse("articles:note-add"), form).status_code == 404


def test_a_note_on_a_passage_keeps_its_words(client, nora):
    article = make_article(body="The quay is shut since Monday.")
    form = {"article": article.pk, "text": "Since when?", "field": "body", "start": 4, "end": 8}
    client.post(reverse("articles:note-add"), form)
    assert Note.objects.get().words == "quay"


def test_a_note_on_a_place_that_the_text_has_not_is_refused(client, nora):
    article = make_article(body="Short.")
    form = {"article": article.pk, "text": "Hm", "field": "body", "start": 4, "end": 800}
    page = client.post(reverse("articles:note-add"), form, follow=True).content.decode()
    assert "no such passage" in page
    assert not Note.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "\0"])
def test_a_note_without_words_is_refused(client, nora, text):
    client.post(reverse("articles:note-add"), {"article": make_article().pk, "text": text})
    assert not Note.objects.exists()


def test_others_read_a_note_only_where_it_is_shared_and_change_none(client, nora):
    otto = make_user(username="otto")
    article = make_article()
    own = Note.objects.create(article=article, text="A closed word", user=otto)
    shared = Note.objects.create(article=article, text="An open word", user=otto, shared=True)

    page = client.get(reverse("articles:note-list")).content.decode()
    assert "An open word" in page
    assert "A closed word" not in page
    for note in (own, shared):
        address = reverse("articles:note-edit", args=[note.pk])
        assert client.post(address, {"action": "remove"}).status_code == 404
    assert Note.objects.count() == 2


def test_a_note_is_changed_and_removed_by_who_wrote_it(client, nora):
    note = Note.objects.create(article=make_article(), text="First word", user=nora)
    address = reverse("articles:note-edit", args=[note.pk])

    client.post(address, {"text": "Second word", "shared": "on"})
    note.refresh_from_db()
    assert (note.text, note.shared) == ("Second word", True)

    client.post(address, {"action": "remove"})
    assert not Note.objects.exists()


@pytest.mark.parametrize("name", ["collection-add", "note-add"])
def test_those_without_the_right_keep_and_note_nothing(client, name):
    client.force_login(make_user(username="reader"))
    form = {"article": make_article().pk, "title": "Mine", "text": "Mine"}
    assert client.post(reverse(f"articles:{name}"), form).status_code == 403


def test_without_an_account_there_are_no_collections(client):
    assert client.get(reverse("articles:collection-list")).status_code == 302
    assert client.get(reverse("articles:note-list")).status_code == 302


def test_lists_ask_as_many_questions_for_many_as_for_one(
    client, nora, django_assert_max_num_queries
):
    collection = make_collection(nora, *(make_article(f"Tide {n}") for n in range(6)))
    with django_assert_max_num_queries(7):
        client.get(collection.get_absolute_url())


def test_an_article_is_cited_in_each_form(client):
    article = make_article("Quay rents rise", published="2026-01")
    for form, media in [
        ("footnote", "text/plain"),
        ("bibtex", "application/x-bibtex"),
        ("ris", "application/x-research-info-systems"),
        ("csl", "application/vnd.citationstyles.csl+json"),
    ]:
        answer = client.get(reverse("articles:article-citation", args=[article.pk, form]))
        assert answer.headers["Content-Type"].startswith(media)
        assert "Quay rents rise" in answer.content.decode()


def test_a_hidden_article_or_an_unknown_form_is_not_cited(client):
    hidden, shown = make_article(status="withheld"), make_article()
    for pk, form in [(hidden.pk, "ris"), (shown.pk, "marc")]:
        address = reverse("articles:article-citation", args=[pk, form])
        assert client.get(address).status_code == 404
