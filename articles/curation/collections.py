"""Collections: articles and quotes that somebody puts in an order, with notes of their own."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from articles.models import Article, Collection, CollectionItem, Quote
from articles.querysets import User

MAX_TITLE = 200
MAX_NOTE = 10_000
MAX_ITEMS = 2_000


class InvalidCollection(ValueError):  # noqa: N818 - reads as what it is where it is caught
    """A collection without a title, or too large; its text says so."""


def titled(title: str) -> str:
    """The title as it is kept; raises InvalidCollection where nothing is left of it."""
    title = " ".join(title.replace("\0", "").split())
    if not title:
        raise InvalidCollection(gettext("A collection needs a title."))
    if len(title) > MAX_TITLE:
        told = gettext("A title has %(most)d characters at most.")
        raise InvalidCollection(told % {"most": MAX_TITLE})
    return title


def start(title: str, user: User, *, shared: bool = False, introduction: str = "") -> Collection:
    """A new, empty collection of `user`; raises InvalidCollection."""
    return Collection.objects.create(
        title=titled(title), user=user, shared=shared, introduction=noted(introduction)
    )


def change(collection: Collection, title: str, introduction: str, *, shared: bool) -> None:
    """Gives a collection another title, introduction and reach; raises InvalidCollection."""
    collection.title, collection.introduction = titled(title), noted(introduction)
    collection.shared = shared
    collection.save(update_fields=["title", "introduction", "shared", "changed_at"])


@transaction.atomic
def put(collection: Collection, article: Article, quote: Quote | None = None) -> CollectionItem:
    """Puts an article, or one quote of it, at the end; what is there already stays where it is.

    Raises InvalidCollection where the collection is full.
    """
    items = CollectionItem.objects.filter(collection=collection)
    words = quote.text if quote else ""
    known = items.filter(article=article, quote=quote, words=words).first()
    if known:
        return known
    if items.count() >= MAX_ITEMS:
        told = gettext("A collection holds %(most)s articles and quotes at most.")
        raise InvalidCollection(told % {"most": f"{MAX_ITEMS:,}"})
    last = items.aggregate(last=Max("position"))["last"] or 0
    collection.save(update_fields=["changed_at"])
    return CollectionItem.objects.create(
        collection=collection, article=article, quote=quote, words=words, position=last + 1
    )


def note(item: CollectionItem, text: str) -> None:
    """Keeps what its owner says of one item; "" takes the note away."""
    item.note = noted(text)
    item.save(update_fields=["note"])


@transaction.atomic
def move(item: CollectionItem, places: int) -> None:
    """Moves an item down by `places` items, up where it is negative; not past either end."""
    items = list(CollectionItem.objects.filter(collection=item.collection_id))
    at = next(number for number, each in enumerate(items) if each.pk == item.pk)
    items.insert(max(0, at + places), items.pop(at))
    for position, each in enumerate(items, start=1):
        each.position = position
    CollectionItem.objects.bulk_update(items, ["position"])


def noted(text: str) -> str:
    """A note's text as it is kept; raises InvalidCollection where it is too long."""
    text = text.replace("\0", "").strip()
    if len(text) > MAX_NOTE:
        told = gettext("A note has %(most)s characters at most.")
        raise InvalidCollection(told % {"most": f"{MAX_NOTE:,}"})
    return text
