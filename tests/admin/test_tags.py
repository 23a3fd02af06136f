"""Outlets and tags in the admin: other names, the tree, rules, merges, and old addresses."""

import pytest
from django.urls import reverse

from articles.models import SourceAlias, Tag, TagAlias, TagRule
from tests.admin.test_admin import page, save
from tests.factories import make_article, make_source, make_tag

pytestmark = pytest.mark.django_db


def inline(prefix: str, row: int = 0, **fields) -> dict:
    """What the admin's form sends for one new row of an inline."""
    sent = {f"{prefix}-{row}-{name}": value for name, value in fields.items()}
    return sent | {f"{prefix}-TOTAL_FORMS": row + 1}


def test_an_outlet_gets_another_name(admin_client):
    source = make_source("The Tarnwick Mail")
    save(admin_client, source, **inline("aliases", name="Tarnwick  Daily"))
    alias = SourceAlias.objects.get()
    assert (alias.name, alias.folded, alias.source) == ("Tarnwick Daily", "tarnwick daily", source)


def test_another_name_that_is_taken_is_refused(admin_client):
    make_source("The Haldermouth Courier")
    source = make_source("The Tarnwick Mail")
    answer = save(admin_client, source, **inline("aliases", name="Haldermouth Courier"))
    assert "it is the same name" in answer
    assert not SourceAlias.objects.exists()


def test_a_name_that_is_anothers_alias_is_refused(admin_client):
    TagAlias.objects.create(tag=make_tag("harbour"), name="port", folded="port")
    assert "it is the same name" in save(admin_client, make_tag("pier"), name="Port")


def test_a_tag_is_put_under_a_wider_one_but_not_under_its_own(admin_client):
    wider, tag = make_tag("harbour"), make_tag("pier")
    save(admin_client, tag, parent=wider.pk, code="local:1")
    tag.refresh_from_db()
    assert (tag.parent, tag.code) == (wider, "local:1")
    assert "stands below the tag itself" in save(admin_client, wider, parent=tag.pk)


def test_a_rule_is_its_authors_and_leads_to_its_preview(admin_client, admin_user):
    tag = make_tag("harbour")
    admin_client.post(page(TagRule, "add"), {"tag": tag.pk, "query": "quay OR pier"})
    rule = TagRule.objects.get()
    assert rule.user == admin_user
    found = admin_client.get(page(TagRule, "changelist")).content.decode()
    assert "/bulk/?q=quay+OR+pier&amp;do=tag&amp;to=harbour" in found


def merge(client, *rows, **form):
    chosen = {"action": "merge_two", "_selected_action": [row.pk for row in rows]}
    return client.post(page(type(rows[0]), "changelist"), chosen | form, follow=True)


def test_a_merge_shows_first_what_moves(admin_client):
    kept, gone = make_tag("harbour"), make_tag("port")
    make_article("One", tags=[gone])
    answer = merge(admin_client, kept, gone).content.decode()
    assert "1 articles" in answer
    assert Tag.objects.count() == 2


def test_a_merge_of_two_outlets_keeps_the_chosen_one_and_can_be_undone(admin_client):
    one, other = make_source("The Tarnwick Mail"), make_source("Tarnwick Daily")
    article = make_article(source=one)
    answer = merge(admin_client, one, other, apply="1", kept=other.pk).content.decode()
    assert "Merged The Tarnwick Mail into Tarnwick Daily." in answer
    assert "Undo it at the desk" in answer
    article.refresh_from_db()
    assert article.source == other


@pytest.mark.parametrize("count", [1, 3])
def test_a_merge_is_of_two(admin_client, count):
    rows = [make_tag(f"tag {number}") for number in range(count)]
    assert "Choose two" in merge(admin_client, *rows).content.decode()


@pytest.mark.parametrize(("make", "room"), [(make_tag, "tag"), (make_source, "source")])
def test_a_new_address_leaves_the_old_one_leading_there(admin_client, client, make, room):
    row = make("Tarnwick quay")
    make_article(**({"tags": [row]} if room == "tag" else {"source": row}))
    save(admin_client, row, slug="quayside")
    answer = client.get(reverse(f"articles:{room}-detail", args=["tarnwick-quay"]))
    assert answer.status_code == 301
    assert answer.url.endswith("/quayside/")
