"""Tags in a tree, their other names, rules that put them on, and who put which on what, when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from articles.addresses import address
from articles.querysets import OfArticleQuerySet, TagQuerySet


class Tag(models.Model):
    """A keyword. `folded` makes "Harbour" and "harbour" one tag.

    `parent` is the wider term. `code` is that of a controlled vocabulary, "medtop:20000065" for
    IPTC Media Topics.
    """

    name = models.CharField(max_length=100)
    folded = models.CharField(max_length=100, unique=True, editable=False)
    slug = models.CharField(max_length=120, unique=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="narrower"
    )
    code = models.CharField(max_length=60, blank=True, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TagQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(folded=""), name="tag_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")),
                name="tag_is_not_wider_than_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("articles:tag-detail", self.slug)


class TagAlias(models.Model):
    """Another name of a tag: whoever types it, and every import, means that tag."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=100)
    folded = models.CharField(max_length=100, unique=True, editable=False)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = _("tag aliases")
        constraints = [
            models.CheckConstraint(condition=~models.Q(folded=""), name="tag_alias_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class TagRule(models.Model):
    """Articles that a search finds get a tag. `query` is in the search language."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="rules")
    query = models.CharField(max_length=500)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    last_run_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["tag__name", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(query=""), name="tag_rule_asks_something"),
        ]

    def __str__(self) -> str:
        return f"{self.query} -> {self.tag}"


class Tagging(models.Model):
    """One tag on one article: by hand, then `user` says whose, or by an import."""

    class Origin(models.TextChoices):
        IMPORT = "import", pgettext_lazy("origin of a tagging", "import")
        HAND = "hand", pgettext_lazy("origin of a tagging", "by hand")

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
