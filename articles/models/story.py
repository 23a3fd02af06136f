"""Stories: the events that several articles cover."""

from django.db import models
from django.urls import reverse

from articles.querysets import ReachedQuerySet


class Story(models.Model):
    """An event. `named_by_hand` keeps a curator's title from being replaced by an import."""

    title = models.CharField(max_length=300)
    slug = models.CharField(max_length=120, unique=True)
    named_by_hand = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReachedQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "stories"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("articles:story-detail", args=[self.slug])
