"""Stories: the events that several articles cover."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from articles.addresses import address
from articles.querysets import DisagreementQuerySet, ReachedQuerySet


class Story(models.Model):
    """An event. `named_by_hand` keeps a curator's title from being replaced by an import."""

    title = models.CharField(max_length=300)
    slug = models.CharField(max_length=120, unique=True)
    named_by_hand = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReachedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = _("stories")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("articles:story-detail", self.slug)


class Disagreement(models.Model):
    """Two passages of one story that state different facts: article.<field>[start:end] each.

    `words` is the pair of words that differ, as each article has them. Derived by linking; one that
    a curator dismissed stays dismissed.
    """

    class Kind(models.TextChoices):
        NUMBER = "number", pgettext_lazy("what outlets disagree on", "number")
        DATE = "date", pgettext_lazy("what outlets disagree on", "date")
        PLACE = "place", pgettext_lazy("what outlets disagree on", "place")
        TITLE = "title", pgettext_lazy("what outlets disagree on", "title")
        NAME = "name", pgettext_lazy("what outlets disagree on", "spelling of a name")

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="disagreements")
    kind = models.CharField(max_length=6, choices=Kind)
    words = models.JSONField(default=list)
    first_article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="+")
    first_field = models.CharField(max_length=10)
    first_start = models.PositiveIntegerField()
    first_end = models.PositiveIntegerField()
    second_article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="+")
    second_field = models.CharField(max_length=10)
    second_start = models.PositiveIntegerField()
    second_end = models.PositiveIntegerField()
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    dismissed_at = models.DateTimeField(null=True, blank=True)

    objects = DisagreementQuerySet.as_manager()

    class Meta:
        ordering = ["story_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "first_article",
                    "first_field",
                    "first_start",
                    "second_article",
                    "second_field",
                    "second_start",
                    "kind",
                ],
                name="disagreement_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["number", "date", "place", "title", "name"]),
                name="disagreement_kind_known",
            ),
            models.CheckConstraint(
                condition=models.Q(first_end__gt=models.F("first_start"))
                & models.Q(second_end__gt=models.F("second_start")),
                name="disagreement_has_passages",
            ),
        ]

    def __str__(self) -> str:
        return " / ".join(self.words)
