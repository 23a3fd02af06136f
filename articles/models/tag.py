"""Tags, and who put which on what, when."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from articles.querysets import OfArticleQuerySet, TagQuerySet


class Tag(models.Model):
    """A keyword. `folded` makes "Harbour" and "harbour" one tag."""

    name = models.CharField(max_length=100)
    folded = models.CharField(max_length=100, unique=True, editable=False)
    slug = models.CharField(max_length=120, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(folded=""), name="tag_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("articles:tag-detail", args=[self.slug])


class Tagging(models.Model):
    """One tag on one article: by hand, then `user` says whose, or by an import."""

    class Origin(models.TextChoices):
        IMPORT = "import", "import"
        HAND = "hand", "by hand"

    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="taggings")
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.HAND)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OfArticleQuerySet.as_manager()

    class Meta:
        ordering = ["tag__name"]
        constraints = [
            models.UniqueConstraint(fields=["article", "tag"], name="tagging_once"),
            models.CheckConstraint(
                condition=models.Q(origin__in=["import", "hand"]), name="tagging_origin_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tag} on {self.article}"
