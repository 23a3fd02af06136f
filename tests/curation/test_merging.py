"""Outlets and tags that are merged and parted again."""

import pytest

from articles.curation import actions, merging
from articles.linking.sources import source_named
from articles.linking.tags import tag_named
from articles.models import Article, OldAddress, Source, Tag, TagAlias, Tagging, TagRule
from tests.factories import make_article, make_source, make_tag, make_user

pytestmark = pytest.mark.django_db


def state() -> dict:
    """Everything that a merge touches, ids and all."""
    tables = (Source, Tag, Tagging, TagAlias, TagRule, OldAddress)
    rows = {model.__name__: list(model.objects.order_by("pk").values()) for model in tables}
    return rows | {"articles": list(Article.objects.order_by("pk").values("pk", "source"))}


def test_the_articles_of_a_merged_outlet_follow_it():
    kept, gone = make_source("The Tarnwick Mail"), make_source("Tarnwick Daily Mail")
    article = make_article(source=gone)
    merging.merge(kept, gone, None)
    article.refresh_from_db()
    assert article.source == kept


def test_a_later_import_of_the_old_name_means_the_kept_outlet():
    kept, gone = make_source("The Tarnwick Mail"), make_source("Tarnwick Daily Mail")
    merging.merge(kept, gone, None)
    assert source_named("TARNWICK DAILY MAIL") == kept
    assert Source.objects.count() == 1


def test_a_later_import_of_the_old_name_means_the_kept_tag():
    kept, gone = make_tag("harbour"), make_tag("port")
    merging.merge(kept, gone, None)
    assert tag_named("Port") == kept


def test_an_article_with_both_tags_has_the_kept_one_once():
    kept, gone = make_tag("harbour"), make_tag("port")
    article = make_article(tags=[kept, gone])
    merging.merge(kept, gone, None)
    assert [tagging.tag for tagging in article.taggings.all()] == [kept]


@pytest.mark.parametrize("model", ["source", "tag"])
def test_undoing_a_merge_brings_everything_back(model):
    user = make_user(username="cora")
    if model == "source":
        kept, gone = make_source("The Tarnwick Mail"), make_source("Tarnwick Daily Mail")
        for source in (kept, gone):
            make_article(source=source)
    else:
        kept, gone, wider = make_tag("harbour"), make_tag("port"), make_tag("places")
        Tag.objects.filter(pk__in=[kept.pk]).update(parent=gone)
        Tag.objects.filter(pk=gone.pk).update(parent=wider)
        make_article(tags=[kept, gone])
        make_article("Only one", tags=[gone])
        TagRule.objects.create(tag=gone, query="quay")
        kept, gone = Tag.objects.get(pk=kept.pk), Tag.objects.get(pk=gone.pk)
    before = state()

    action = merging.merge(kept, gone, user)
    assert state() != before
    actions.undo(action, user)

    assert state() == before


def test_what_came_after_a_merge_stays_when_it_is_undone():
    kept, gone = make_source("The Tarnwick Mail"), make_source("Tarnwick Daily Mail")
    action = merging.merge(kept, gone, None)
    late = make_article(source=kept)
    actions.undo(action, make_user(username="cora"))
    late.refresh_from_db()
    assert late.source == kept


def test_a_merge_of_merges_is_undone_from_the_last_on():
    first, second, third = (make_source(name) for name in ("Mail", "Courier", "Herald"))
    user = make_user(username="cora")
    before = state()
    one, two = merging.merge(second, first, user), merging.merge(third, second, user)
    with pytest.raises(actions.CannotUndo, match="later merge"):
        actions.undo(one, user)
    actions.undo(two, user)
    actions.undo(one, user)
    assert state() == before


def test_an_outlet_known_from_hidden_articles_alone_leaves_no_address():
    kept, gone = make_source("The Tarnwick Mail"), make_source("Sealed Herald")
    make_article(source=kept)
    make_article(source=gone, status="withheld")
    merging.merge(kept, gone, None)
    assert not OldAddress.objects.exists()


def test_one_thing_is_not_merged_with_itself():
    source = make_source()
    with pytest.raises(merging.Refused):
        merging.merge(source, source, None)


def test_the_preview_counts_what_the_user_may_see():
    kept, gone = make_tag("harbour"), make_tag("port")
    make_article(tags=[kept, gone])
    make_article("Only one", tags=[gone])
    make_article("Sealed", tags=[gone], status="withheld")
    assert merging.moves(kept, gone, None) == {"articles": 2, "in both": 1}
