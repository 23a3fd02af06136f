"""What journalists keep for their own work: notes on passages, and collections."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from articles.addresses import address
from articles.querysets import CollectionItemQuerySet, CollectionQuerySet, NoteQuerySet


class Note(models.Model):
    """A note on a passage, article.<field>[start:end], or on the whole article where end is 0.

    `words` keeps the passage as it read: a later version may have moved it.
    """

    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="notes")
    field = models.CharField(max_length=10, default="body")
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    words = models.TextField(blank=True)
    text = models.TextField()
    shared = models.BooleanField(default=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notes"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["article_id", "start", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="note_says_something"),
            models.CheckConstraint(
                condition=Q(field__in=["headline", "standfirst", "body"]), name="note_field_known"
            ),
            models.CheckConstraint(
                condition=Q(start=0, end=0) | Q(end__gt=F("start")), name="note_has_length_or_none"
            ),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"


class Collection(models.Model):
    """Articles and quotes that somebody put together, in an order, with notes of their own."""

    title = models.CharField(max_length=200)
    introduction = models.TextField(blank=True)
    shared = models.BooleanField(default=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="collections"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = CollectionQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="collection_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("articles:collection-detail", self.pk)


class CollectionItem(models.Model):
    """One article of a collection, or one quote of it, with its place and a note.

    `words` is the quote as it read when it was put in: a later text of the article may lack it.
    """

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="items")
    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="+")
    quote = models.ForeignKey(
        "Quote", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    words = models.TextField(blank=True)
    position = models.PositiveIntegerField()
    note = models.TextField(blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = CollectionItemQuerySet.as_manager()

    class Meta:
        ordering = ["collection_id", "position", "id"]
        constraints = [
            # A quote that is gone leaves its words, which stand beside the article's own item.
            models.UniqueConstraint(
                fields=["collection", "article"],
                condition=Q(quote=None, words=""),
                name="collection_article_once",
            ),
            models.UniqueConstraint(
                fields=["collection", "quote"],
                condition=Q(quote__isnull=False),
                name="collection_quote_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} of {self.collection}"
