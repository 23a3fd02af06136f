"""Near duplicates: the same copy as several outlets print it, cut or retouched."""

from django.db import models

from articles.querysets import ReachedQuerySet


class CopyGroup(models.Model):
    """Articles that are one text, cut or retouched. Grouped, never deleted."""

    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReachedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"copies {self.pk}"


class ArticleSketch(models.Model):
    """One band of the fingerprint of an article's text: articles that share a row may be copies.

    `value` is a signed 64-bit hash with the band's number folded in. Derived from the text alone,
    so it can be made anew at any time.
    """

    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="sketches")
    value = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.value:x} of {self.article_id}"
