"""Quotations, each at its exact characters, with who said it, and families of them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from articles.addresses import address
from articles.querysets import FamilyQuerySet, QuoteQuerySet


class QuoteFamily(models.Model):
    """One utterance as several articles print it: whole, cut, in other words."""

    created_at = models.DateTimeField(auto_now_add=True)

    objects = FamilyQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = _("quote families")

    def __str__(self) -> str:
        return f"quote family {self.pk}"

    def get_absolute_url(self) -> str:
        return address("articles:family-detail", self.pk)


class Quote(models.Model):
    """One quotation: `text` is article.<field>[start:end], marks included, in code points.

    `speaker` is a Person; a speaker known only by description, or who is an organisation, is kept
    as `speaker_mention` alone. `reviewed_by` is set where a person decided: a later reading of the
    article keeps that decision. `day` is the article's, as `Mention.day` is.
    """

    class Field(models.TextChoices):
        HEADLINE = "headline", pgettext_lazy("field of an article", "headline")
        STANDFIRST = "standfirst", pgettext_lazy("field of an article", "standfirst")
        BODY = "body", pgettext_lazy("field of an article", "body")

    class Kind(models.TextChoices):
        DIRECT = "direct", pgettext_lazy("kind of a quote", "direct")
        PARTIAL = "partial", pgettext_lazy("kind of a quote", "partial")
        NESTED = "nested", pgettext_lazy("kind of a quote", "nested")
        SCARE = "scare", pgettext_lazy("kind of a quote", "scare quotes")

    class SpeakerKind(models.TextChoices):
        NAMED = "named", pgettext_lazy("kind of a speaker", "named")
        PRONOUN = "pronoun", pgettext_lazy("kind of a speaker", "pronoun")
        ORGANISATION = "organisation", pgettext_lazy("kind of a speaker", "organisation")
        DESCRIPTION = "description", pgettext_lazy("kind of a speaker", "description")
        NONE = "none", pgettext_lazy("kind of a speaker", "none")

    # Some keys are without an index of their own (`db_index`): those of Meta begin with them.
    article = models.ForeignKey(
        "Article", on_delete=models.CASCADE, related_name="quotes", db_index=False
    )
    field = models.CharField(max_length=10, choices=Field, default=Field.BODY)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    kind = models.CharField(max_length=8, choices=Kind)
    cue = models.CharField(max_length=100, blank=True)
    cue_start = models.PositiveIntegerField(null=True, blank=True)
    cue_end = models.PositiveIntegerField(null=True, blank=True)
    speaker = models.ForeignKey(
        "Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="quotes"
    )
    speaker_mention = models.CharField(max_length=300, blank=True)
    speaker_start = models.PositiveIntegerField(null=True, blank=True)
    speaker_end = models.PositiveIntegerField(null=True, blank=True)
    speaker_kind = models.CharField(max_length=12, choices=SpeakerKind, default=SpeakerKind.NONE)
    relayed_by = models.ForeignKey(
        "Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="relayed_quotes"
    )
    relayed_by_words = models.CharField(max_length=300, blank=True)
    addressee = models.CharField(max_length=300, blank=True)
    nested_in = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="inner",
        db_index=False,
    )
    continues = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="continued_by"
    )
    family = models.ForeignKey(
        QuoteFamily,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="quotes",
        db_index=False,
    )
    family_by_hand = models.BooleanField(default=False)
    confidence = models.FloatField(default=0)
    rule = models.CharField(max_length=60, blank=True)
    day = models.DateField(null=True, blank=True, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)

    objects = QuoteQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["day"])

    class Meta:
        ordering = ["article_id", "field", "start"]
        indexes = [
            models.Index(fields=["speaker", "day"], name="quote_by_day"),
            models.Index(fields=["cue"], name="quote_by_cue"),
            # As with an article's corrections: few quotes have one.
            models.Index(
                fields=["family"], name="quote_families", condition=Q(family__isnull=False)
            ),
            models.Index(
                fields=["nested_in"], name="quote_inner", condition=Q(nested_in__isnull=False)
            ),
            models.Index(
                fields=["confidence", "id"],
                name="quote_to_review",
                condition=Q(reviewed_at=None) & ~Q(kind="scare"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "field", "start", "end"], name="quote_place_once"
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="quote_has_length"),
            models.CheckConstraint(
                condition=Q(kind__in=["direct", "partial", "nested", "scare"]),
                name="quote_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(field__in=["headline", "standfirst", "body"]),
                name="quote_field_known",
            ),
            models.CheckConstraint(
                condition=Q(confidence__gte=0) & Q(confidence__lte=1),
                name="quote_confidence_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"

    def get_absolute_url(self) -> str:
        return address("articles:quote-detail", self.pk)

    @property
    def speaker_name(self) -> str:
        """The speaker as a reader names them: the Person, else the words of the text, else ""."""
        return self.speaker.name if self.speaker else self.speaker_mention
