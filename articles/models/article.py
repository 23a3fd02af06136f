"""Articles, the raw texts they were read from, their earlier versions and who they name."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from articles.addresses import address
from articles.querysets import ArticleQuerySet, OfArticleQuerySet, RawTextQuerySet


class RawText(models.Model):
    """The bytes an article was read from, exactly as they came; one row for the same bytes."""

    sha256 = models.CharField(max_length=64, unique=True)
    data = models.BinaryField()
    encoding = models.CharField(max_length=40, default="utf-8")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RawTextQuerySet.as_manager()

    def __str__(self) -> str:
        return self.sha256[:12]

    def decoded(self) -> str:
        """The text as the reader decoded it; paragraph and removed spans index it."""
        return bytes(self.data).decode(self.encoding, errors="replace")


class Article(models.Model):
    """One article of one outlet, as it stands now.

    `published` is the date as far as it is known, ISO 8601 no longer than `published_precision`;
    `published_on` is its day in the article's own zone (the first of the month or year where
    coarser) and sorts; `published_at` is the instant where a time is known. `paragraphs` is a list
    of [start, end, raw_start, raw_end]: body place and raw place (None where a curator wrote the
    paragraph); `removed` a list of {start, end, text, reason}; `headings` a list of [start, end] in
    the body; `suggested_tags` places and organisations that the text names, {name, kind};
    `subjects` the outlet's own, {code, name}, with IPTC Media Topics under their code. `urgency` is
    1 (most) to 9, as IPTC has it; `story_by_hand` keeps the story that a curator chose, or none.
    `identity` is the key under which the next import finds this article again; None where another
    article took the place over. `curated_fields` names the fields that a person set: no import
    overwrites them.
    """

    class Status(models.TextChoices):
        USABLE = "usable", pgettext_lazy("status of an article", "usable")
        WITHHELD = "withheld", pgettext_lazy("status of an article", "withheld")
        WITHDRAWN = "withdrawn", pgettext_lazy("status of an article", "withdrawn")
        KILLED = "killed", pgettext_lazy("status of an article", "killed")

    class Precision(models.TextChoices):
        SECOND = "second", pgettext_lazy("precision of a date", "second")
        MINUTE = "minute", pgettext_lazy("precision of a date", "minute")
        DAY = "day", pgettext_lazy("precision of a date", "day")
        MONTH = "month", pgettext_lazy("precision of a date", "month")
        YEAR = "year", pgettext_lazy("precision of a date", "year")
        UNKNOWN = "unknown", pgettext_lazy("precision of a date", "unknown")

    class DateOrigin(models.TextChoices):
        METADATA = "metadata", pgettext_lazy("origin of a date", "metadata")
        DATELINE = "dateline", pgettext_lazy("origin of a date", "dateline")
        LINE = "line", pgettext_lazy("origin of a date", "a line of its own")
        URL = "url", pgettext_lazy("origin of a date", "address")
        FILE = "file", pgettext_lazy("origin of a date", "file")
        CURATOR = "curator", pgettext_lazy("origin of a date", "curator")

    headline = models.TextField()
    slug = models.CharField(max_length=100, blank=True)
    standfirst = models.TextField(blank=True)
    body = models.TextField(blank=True)
    headings = models.JSONField(default=list, blank=True)
    byline = models.JSONField(default=list, blank=True)
    dateline_place = models.CharField(max_length=200, blank=True)
    dateline_date = models.CharField(max_length=100, blank=True)
    source = models.ForeignKey(
        "Source", null=True, blank=True, on_delete=models.PROTECT, related_name="articles"
    )
    url = models.TextField(blank=True)
    external_id = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=12, blank=True)
    slugline = models.CharField(max_length=200, blank=True)
    genre = models.CharField(max_length=100, blank=True)
    urgency = models.PositiveSmallIntegerField(null=True, blank=True)
    rights = models.TextField(blank=True)
    outlet_version = models.CharField(
        max_length=40, blank=True, help_text=_("The outlet's own number for this version.")
    )
    subjects = models.JSONField(default=list, blank=True)
    photo_credits = models.JSONField(default=list, blank=True)
    suggested_tags = models.JSONField(default=list, blank=True)

    published = models.CharField(max_length=35, blank=True)
    published_precision = models.CharField(
        max_length=8, choices=Precision, default=Precision.UNKNOWN
    )
    published_from = models.CharField(max_length=10, choices=DateOrigin, blank=True)
    published_doubtful = models.BooleanField(default=False)
    published_on = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    status = models.CharField(max_length=10, choices=Status, default=Status.USABLE)
    status_reason = models.TextField(blank=True, help_text=_("Shown to readers who had the link."))
    embargoed_until = models.DateTimeField(null=True, blank=True)
    ednote = models.TextField(blank=True)
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="corrections"
    )
    story = models.ForeignKey(
        "Story", null=True, blank=True, on_delete=models.SET_NULL, related_name="articles"
    )
    story_by_hand = models.BooleanField(default=False)
    copies = models.ForeignKey(
        "CopyGroup", null=True, blank=True, on_delete=models.SET_NULL, related_name="articles"
    )
    tags = models.ManyToManyField("Tag", through="Tagging", related_name="articles")

    identity = models.CharField(max_length=64, null=True, blank=True, unique=True)  # noqa: DJ001
    text_hash = models.CharField(max_length=64, db_index=True)
    version = models.PositiveIntegerField(default=1)
    raw = models.ForeignKey(RawText, on_delete=models.PROTECT, related_name="articles")
    import_path = models.TextField(blank=True)
    import_item = models.PositiveIntegerField(default=0)
    paragraphs = models.JSONField(default=list, blank=True)
    removed = models.JSONField(default=list, blank=True)
    curated_fields = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = ArticleQuerySet.as_manager()
    # What the reading derives from the text is made anew from it, and not kept twice.
    history = HistoricalRecords(
        excluded_fields=["paragraphs", "removed", "headings", "suggested_tags", "raw"]
    )

    class Meta:
        ordering = ["-id"]
        permissions = [
            ("view_hidden_article", "Can read embargoed, withheld, withdrawn and killed articles"),
        ]
        indexes = [
            models.Index(fields=["-published_on", "-published_at", "-id"], name="article_newest"),
            models.Index(
                fields=["status", "-published_on", "-published_at", "-id"],
                name="article_shown_newest",
            ),
            models.Index(fields=["source", "-published_on"], name="article_by_source"),
            models.Index(fields=["status", "embargoed_until"], name="article_by_status"),
            models.Index(fields=["status", "-id"], name="article_status_latest"),
            models.Index(
                fields=["id"], name="article_doubtful_date", condition=Q(published_doubtful=True)
            ),
            models.Index(fields=["id"], name="article_without_outlet", condition=Q(source=None)),
            # Nearly all rows have neither: SQLite takes the whole index of such a column for
            # useless, and reads the table instead.
            models.Index(
                fields=["corrects"],
                name="article_corrections",
                condition=Q(corrects__isnull=False),
            ),
            models.Index(
                fields=["copies"], name="article_copies", condition=Q(copies__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["usable", "withheld", "withdrawn", "killed"]),
                name="article_status_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    published_precision="unknown",
                    published="",
                    published_on=None,
                    published_at=None,
                )
                | Q(
                    ~Q(published=""),
                    published_precision__in=["day", "month", "year"],
                    published_on__isnull=False,
                    published_at=None,
                )
                | Q(
                    ~Q(published=""),
                    published_precision__in=["second", "minute"],
                    published_on__isnull=False,
                    published_at__isnull=False,
                ),
                name="article_date_as_precise_as_it_says",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(corrects=F("id")),
                name="article_does_not_correct_itself",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="article_version_from_one"),
        ]

    def __str__(self) -> str:
        return self.headline or f"article {self.pk}"

    def get_absolute_url(self) -> str:
        return address("articles:article-detail", self.pk, self.slug or "-")

    @property
    def heading_texts(self) -> list[str]:
        """Texts of the section headings, in order."""
        return [self.body[start:end] for start, end in self.headings]


class ArticleVersion(models.Model):
    """A text that an article had before a later import brought another; never changed."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    headline = models.TextField()
    standfirst = models.TextField(blank=True)
    body = models.TextField(blank=True)
    byline = models.JSONField(default=list, blank=True)
    published = models.CharField(max_length=35, blank=True)
    text_hash = models.CharField(max_length=64, blank=True, db_index=True)
    raw = models.ForeignKey(RawText, on_delete=models.PROTECT, related_name="versions")
    replaced_at = models.DateTimeField(auto_now_add=True)

    objects = OfArticleQuerySet.as_manager()

    class Meta:
        ordering = ["article_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="article_version_once"),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.article_id}"


class Mention(models.Model):
    """The words that name a person at one place: article.<field>[start:end] == text.

    `day` is the article's, None where it is not known to the day: linking keeps it, so that one
    look-up finds who was named when.
    """

    # Without an index of their own (`db_index`): those of Meta begin with them.
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="mentions", db_index=False
    )
    person = models.ForeignKey(
        "Person", on_delete=models.CASCADE, related_name="mentions", db_index=False
    )
    field = models.CharField(max_length=10)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    day = models.DateField(null=True, blank=True, editable=False)

    objects = OfArticleQuerySet.as_manager()

    class Meta:
        ordering = ["article_id", "field", "start"]
        indexes = [
            models.Index(fields=["person", "article"], name="mention_by_person"),
            models.Index(fields=["person", "day", "article"], name="mention_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "field", "start"], name="mention_place_once"
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="mention_has_length"),
            models.CheckConstraint(
                condition=Q(field__in=["headline", "standfirst", "body"]),
                name="mention_field_known",
            ),
        ]

    def __str__(self) -> str:
        return self.text
