"""The import ledger: each run, each file, each verdict."""

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from articles.querysets import ImportItemQuerySet


class ImportRun(models.Model):
    """One call of an import. `counts` maps each verdict to its number once the run has ended."""

    class State(models.TextChoices):
        RUNNING = "running", pgettext_lazy("state of an import", "running")
        DONE = "done", pgettext_lazy("state of an import", "done")
        INTERRUPTED = "interrupted", pgettext_lazy("state of an import", "interrupted")
        FAILED = "failed", pgettext_lazy("state of an import", "failed")

    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.RUNNING)
    paths = models.JSONField(default=list)
    options = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["running", "done", "interrupted", "failed"]),
                name="import_run_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"import {self.pk}"


class ImportItem(models.Model):
    """One article of one file, or a file that holds none, and what became of it.

    `item` is its place within the file, from 0. `reason` is a code of `formats.raw.REASONS` where
    rejected; `sentence` says the same to people, and what of a curator's was kept on an update.
    `seconds` is the time that reading it took.
    """

    class Verdict(models.TextChoices):
        NEW = "new", pgettext_lazy("what an import did with an item", "new")
        UPDATED = "updated", pgettext_lazy("what an import did with an item", "updated")
        UNCHANGED = "unchanged", pgettext_lazy("what an import did with an item", "unchanged")
        DUPLICATE = "duplicate", pgettext_lazy("what an import did with an item", "duplicate")
        REJECTED = "rejected", pgettext_lazy("what an import did with an item", "rejected")

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="items")
    path = models.TextField()
    item = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.CharField(max_length=30, blank=True)
    sentence = models.TextField(blank=True)
    seconds = models.FloatField(default=0)
    article = models.ForeignKey(
        "Article", null=True, blank=True, on_delete=models.SET_NULL, related_name="import_items"
    )
    raw = models.ForeignKey(
        "RawText", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ImportItemQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["run", "verdict", "id"], name="import_item_by_verdict")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    verdict__in=["new", "updated", "unchanged", "duplicate", "rejected"]
                ),
                name="import_item_verdict_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(verdict="rejected") | ~models.Q(reason=""),
                name="import_item_rejected_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.path} ({self.verdict})"
