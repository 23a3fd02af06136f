"""Outlets: who published an article, and which outlets it cites."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.addresses import address
from articles.querysets import OfArticleQuerySet, ReachedQuerySet


class Source(models.Model):
    """An outlet. `folded` is the name without case, accents and punctuation: one row an outlet."""

    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, unique=True, editable=False)
    slug = models.CharField(max_length=100, unique=True)
    homepage = models.URLField(blank=True)
    description = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReachedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(folded=""), name="source_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("articles:source-detail", self.slug)


class SourceAlias(models.Model):
    """Another name of an outlet: an import that meets it means that outlet."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, unique=True, editable=False)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = _("source aliases")
        constraints = [
            models.CheckConstraint(condition=~models.Q(folded=""), name="source_alias_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class OutletCitation(models.Model):
    """An article leans on another outlet: "told Reuters", "according to Yonhap".

    article.<field>[start:end] == words; `cue` is the word or phrase that makes it a citation.
    `source` is None where the archive has no such outlet.
    """

    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="citations")
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.SET_NULL, related_name="citations"
    )
    words = models.CharField(max_length=200)
    cue = models.CharField(max_length=100, blank=True)
    field = models.CharField(max_length=10)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    objects = OfArticleQuerySet.as_manager()

    class Meta:
        ordering = ["article_id", "field", "start"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "field", "start"], name="outlet_citation_once"
            ),
            models.CheckConstraint(
                condition=models.Q(field__in=["headline", "standfirst", "body"]),
                name="outlet_citation_field_known",
            ),
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="outlet_citation_has_length"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words} in {self.article_id}"
