"""Near duplicates: the same copy as several outlets print it, cut or retouched."""

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from articles.querysets import CopyPairQuerySet, ReachedQuerySet


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


class CopyPair(models.Model):
    """Two articles that are nearly one text, but hardly, or nearly not; and what a curator said.

    `first` has the lower id. `shared` is the share of the shorter text's runs of three words that
    the longer has too, 0 to 1. An open pair is in one group or not as the measure has it; YES keeps
    the two in one group for good, NO keeps them out of one.
    """

    class Verdict(models.TextChoices):
        OPEN = "open", pgettext_lazy("answer on a pair of copies", "open")
        YES = "yes", pgettext_lazy("answer on a pair of copies", "one text")
        NO = "no", pgettext_lazy("answer on a pair of copies", "two texts")

    first = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="+")
    shared = models.FloatField()
    verdict = models.CharField(max_length=4, choices=Verdict, default=Verdict.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = CopyPairQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["verdict", "shared"], name="copy_pair_open")]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="copy_pair_once"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="copy_pair_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(verdict__in=["open", "yes", "no"]),
                name="copy_pair_verdict_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} and {self.second}: {self.verdict}"
