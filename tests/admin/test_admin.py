"""The admin: each page opens, edits are kept as a curator's, records of the machine stay as they
are."""

import pytest
from django.contrib import admin
from django.urls import reverse

from articles.admin.base import MOST_COUNTED, CappedPaginator
from articles.models import (
    Article,
    ArticleVersion,
    BulkEdit,
    Collection,
    CopyGroup,
    DeskAction,
    Disagreement,
    ImportItem,
    ImportRun,
    Mention,
    Note,
    OldAddress,
    Person,
    PersonPair,
    Quote,
    QuoteFamily,
    ReviewDecision,
    SearchChange,
    Source,
    Story,
    Tag,
    Tagging,
    TagRule,
)
from tests.factories import make_article, make_person, make_source, make_story, make_tag, make_user

pytestmark = pytest.mark.django_db

BODY = "“The tide will not wait,” said Ines Calloway.\n\nNobody on the quay disagreed."


@pytest.fixture
def article():
    article = make_article(
        headline="Tide comes early", body=BODY, version=2, source=make_source(), story=make_story()
    )
    person = make_person("Ines Calloway")
    start = BODY.index("Ines")
    Mention.objects.get_or_create(
        article=article, person=person, field="body", start=start, defaults={"end": start + 13}
    )
    Quote.objects.filter(article=article).delete()
    Quote.objects.create(
        article=article, start=0, end=25, text=BODY[:25], kind="direct", speaker=person
    )
    run = ImportRun.objects.create(counts={"new": 1})
    ImportItem.objects.create(run=run, path="in/a.txt", verdict="new", article=article)
    ArticleVersion.objects.create(article=article, number=1, headline="Tide", raw=article.raw)
    Tagging.objects.get_or_create(article=article, tag=make_tag("tides"))
    keep_desk(article)
    return article


def keep_desk(article: Article) -> None:
    """A row of each of the tables that the desk and the readers write."""
    user = make_user()
    DeskAction.objects.create(kind="none", sentence="Did nothing.", user=user)
    ReviewDecision.objects.create(kind="quotes", object_id=1, verdict="accepted", user=user)
    BulkEdit.objects.create(kind="tag", value="tides", user=user)
    OldAddress.objects.create(kind="tag", slug="ebb", target_id=1)
    QuoteFamily.objects.create()
    CopyGroup.objects.create()
    Note.objects.create(article=article, text="Why?", user=user, shared=True)
    Collection.objects.create(title="Quay", user=user, shared=True)
    TagRule.objects.create(tag=make_tag("tides"), query="tide", user=user)


def models() -> list[type]:
    return [model for model in admin.site._registry if model._meta.app_label == "articles"]


def page(model: type, name: str, *args) -> str:
    return reverse(f"admin:articles_{model._meta.model_name}_{name}", args=args)


def test_every_model_of_the_archive_is_in_the_admin():
    assert {model.__name__ for model in models()} == {
        "Article",
        "ArticleVersion",
        "BulkEdit",
        "Collection",
        "CopyGroup",
        "DeskAction",
        "Disagreement",
        "ImportItem",
        "ImportRun",
        "Mention",
        "Note",
        "OldAddress",
        "Person",
        "PersonPair",
        "Quote",
        "QuoteFamily",
        "RawText",
        "ReviewDecision",
        "SearchChange",
        "Source",
        "Story",
        "Tag",
        "TagRule",
        "Tagging",
    }


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_each_list_and_each_record_opens(admin_client, article, model):
    assert admin_client.get(page(model, "changelist")).status_code == 200
    row = model.objects.first()
    assert row or model in (SearchChange, PersonPair, Disagreement)
    if row:
        assert admin_client.get(page(model, "change", row.pk)).status_code == 200


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_each_list_can_be_searched(admin_client, article, model):
    if admin.site._registry[model].search_fields:
        found = admin_client.get(page(model, "changelist"), {"q": "tide"})
        assert found.status_code == 200


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_no_list_counts_a_whole_table(model):
    registered = admin.site._registry[model]
    assert registered.show_full_result_count is False
    assert issubclass(registered.paginator, CappedPaginator)


def test_the_count_of_a_list_stops_at_a_bound(monkeypatch, article):
    monkeypatch.setattr("articles.admin.base.MOST_COUNTED", 1)
    make_source("Tarnwick Mail")
    assert CappedPaginator(Source.objects.all(), 50).count == 1
    assert MOST_COUNTED > 1


@pytest.mark.parametrize("model", [Article, Quote, Mention, Source, Person, Tagging])
def test_a_list_takes_the_same_number_of_queries_however_long(
    admin_client, article, model, django_assert_max_num_queries
):
    for number in range(8):
        other = make_article(headline=f"Tide {number}", source=make_source(f"Paper {number}"))
        Tagging.objects.create(article=other, tag=make_tag(f"tag {number}"))
        Quote.objects.create(article=other, start=0, end=2, text="ab", kind="direct")
    with django_assert_max_num_queries(12):
        admin_client.get(page(model, "changelist"))


def form_of(client, url: str) -> dict:
    """The values that the admin's form at the address would send back unchanged."""
    response = client.get(url)
    data = {}
    forms = [response.context["adminform"].form]
    for formset in response.context["inline_admin_formsets"]:
        forms += [formset.formset.management_form, *formset.formset.forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            if bound.name == "embargoed_until":  # two inputs, both blank here
                continue
            data[bound.html_name] = "" if value is None else value
    return {name: value for name, value in data.items() if value is not False}


def save(client, row, **changes) -> str:
    """Sends the row's admin form with the changes; returns what the page answers."""
    url = page(type(row), "change", row.pk)
    response = client.post(url, form_of(client, url) | changes, follow=True)
    return response.content.decode()


def test_an_edited_article_keeps_the_edit_as_a_curators(admin_client, article):
    save(admin_client, article, headline="The tide comes early")
    article.refresh_from_db()
    assert article.headline == "The tide comes early"
    assert article.curated_fields == ["headline", "slug"]
    assert article.version == 3


def test_a_byline_is_edited_one_name_a_line(admin_client, article):
    save(admin_client, article, byline="Ines  Calloway\r\n\r\nAmbrose Tull\r\n")
    article.refresh_from_db()
    assert article.byline == ["Ines Calloway", "Ambrose Tull"]


def test_a_text_too_long_for_an_article_is_refused(admin_client, article):
    answer = save(admin_client, article, body="Tide. " * 400_000)
    assert "errorlist" in answer
    article.refresh_from_db()
    assert article.body == BODY


def test_a_date_that_is_none_is_refused_with_how_to_write_one(admin_client, article):
    assert "Write 2026, 2026-01" in save(admin_client, article, published="yesterday")


def test_an_article_cannot_be_made_by_hand(admin_client):
    assert admin_client.get(page(Article, "add")).status_code == 403


def test_a_decision_on_a_quote_is_kept_with_who_made_it(admin_client, admin_user, article):
    other = make_person("Ambrose Tull")
    quote = Quote.objects.get(article=article)
    save(admin_client, quote, speaker=other.pk)
    quote.refresh_from_db()
    assert (quote.speaker, quote.reviewed_by) == (other, admin_user)


def test_an_outlet_cannot_take_the_name_of_another(admin_client, article):
    other = make_source("Tarnwick Mail")
    answer = save(admin_client, other, name=f"the {article.source.name.removeprefix('The ')}")
    assert "it is the same name" in answer


def test_a_renamed_tag_is_found_under_its_new_name(admin_client, article):
    tag = Tag.objects.get()
    save(admin_client, tag, name="Spring tides")
    tag.refresh_from_db()
    assert tag.folded == "spring tides"


def test_a_person_keeps_every_name_they_were_given(admin_client, article):
    person = Person.objects.get()
    save(admin_client, person, name="Ines M. Calloway")
    assert person.names.filter(name="Ines M. Calloway", folded="ines m calloway").exists()


def test_a_story_named_by_hand_is_marked_so(admin_client, article):
    story = Story.objects.get()
    save(admin_client, story, title="The early tide")
    story.refresh_from_db()
    assert story.named_by_hand


@pytest.mark.parametrize("model", [ImportRun, ImportItem, Mention, ArticleVersion])
def test_what_the_archive_wrote_itself_cannot_be_changed(admin_client, article, model):
    row = model.objects.first()
    assert admin_client.post(page(model, "change", row.pk), {}).status_code == 403
    assert admin_client.post(page(model, "delete", row.pk), {"post": "yes"}).status_code == 403


def test_staff_without_the_right_do_not_see_hidden_articles(client, article):
    Article.objects.update(status="withheld")
    rights = [f"articles.view_{name}" for name in ("article", "quote", "tagging", "mention")]
    client.force_login(make_user(*rights, is_staff=True))
    for model in (Article, Quote, Tagging, Mention):
        answer = client.get(page(model, "changelist")).content.decode()
        assert "Tide comes early" not in answer
        assert "will not wait" not in answer
