"""Put tags on articles and take them off; who did it and when is kept."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from articles.linking.tags import InvalidTag, tag_named
from articles.models import Article, Tag, Tagging
from articles.querysets import User
from articles.search import sync

__all__ = ["Change", "InvalidTag", "add", "remove"]


@dataclass(frozen=True)
class Change:
    """What a tagging did: the tag, and the ids of the articles that it changed."""

    tag: Tag
    articles: list[int]


@transaction.atomic
def add(articles: Iterable[int], name: str, user: User | None) -> Change:
    """Tags the articles of these ids that do not have the tag yet, as far as `user` sees them.

    Raises InvalidTag where the name cannot be a tag's.
    """
    tag = tag_named(name)
    visible = Article.objects.visible_to(user).filter(pk__in=list(articles))
    changed = list(visible.exclude(taggings__tag=tag).values_list("pk", flat=True))
    Tagging.objects.bulk_create(
        [Tagging(article_id=pk, tag=tag, user=user, origin=Tagging.Origin.HAND) for pk in changed],
        ignore_conflicts=True,
    )
    transaction.on_commit(lambda: sync.sync(wait=1))
    return Change(tag, changed)


@transaction.atomic
def remove(articles: Iterable[int], tag: Tag, user: User | None) -> Change:
    """Takes the tag off the articles of these ids, as far as `user` sees them."""
    visible = Article.objects.visible_to(user).filter(pk__in=list(articles))
    taggings = Tagging.objects.filter(tag=tag, article__in=visible)
    changed = list(taggings.values_list("article_id", flat=True))
    taggings.delete()
    transaction.on_commit(lambda: sync.sync(wait=1))
    return Change(tag, changed)
