"""Outlets: who published an article."""

from django.db import models
from django.urls import reverse

from articles.querysets import ReachedQuerySet


class Source(models.Model):
    """An outlet. `folded` is the name without case, accents and punctuation: one row an outlet."""

    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, unique=True, editable=False)
    slug = models.CharField(max_length=100, unique=True)
    homepage = models.URLField(blank=True)
    description = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReachedQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(folded=""), name="source_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("articles:source-detail", args=[self.slug])
