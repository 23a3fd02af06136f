"""The curation desk: what a person decided, so that it can be undone and old links still lead."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DeskAction(models.Model):
    """One decision that changed rows: a merge, a split, a move, the undoing of an import.

    `sentence` says it to people; `details` holds what undoing it needs, in the form that the
    function of `kind` in `curation` wrote.
    """

    kind = models.CharField(max_length=40)
    sentence = models.TextField()
    details = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["kind", "-id"], name="desk_action_by_kind")]

    def __str__(self) -> str:
        return self.sentence


class OldAddress(models.Model):
    """A slug that led to a person, source, tag or story which is now found under another.

    `target_id` is the id of the row that took the place over. No foreign key: one table serves
    four, and undoing a merge takes the row away.
    """

    class Kind(models.TextChoices):
        PERSON = "person", pgettext_lazy("what an address led to", "person")
        SOURCE = "source", pgettext_lazy("what an address led to", "source")
        TAG = "tag", pgettext_lazy("what an address led to", "tag")
        STORY = "story", pgettext_lazy("what an address led to", "story")

    kind = models.CharField(max_length=6, choices=Kind)
    slug = models.CharField(max_length=120)
    target_id = models.BigIntegerField()

    class Meta:
        verbose_name_plural = _("old addresses")
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="old_address_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["person", "source", "tag", "story"]),
                name="old_address_kind_known",
            ),
        ]
        indexes = [models.Index(fields=["kind", "target_id"], name="old_address_by_target")]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"


class ReviewDecision(models.Model):
    """What a curator answered to one case of the review queue; the case is not asked again.

    `kind` names the queue, `object_id` the row of its model. UNSURE moves a case to the end.
    """

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", pgettext_lazy("answer in a review", "accepted")
        CHANGED = "changed", pgettext_lazy("answer in a review", "changed")
        REJECTED = "rejected", pgettext_lazy("answer in a review", "rejected")
        UNSURE = "unsure", pgettext_lazy("answer in a review", "unsure")

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    verdict = models.CharField(max_length=8, choices=Verdict)
    action = models.ForeignKey(
        DeskAction, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="review_decision_once"),
            models.CheckConstraint(
                condition=models.Q(verdict__in=["accepted", "changed", "rejected", "unsure"]),
                name="review_decision_verdict_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: {self.verdict}"


class BulkEdit(models.Model):
    """One edit of all articles that a search found, done in steps and undone in steps.

    `articles` are the ids in order, frozen when it began; the first `done` of them are worked
    through. `before` maps the id of each article that was changed to what undoing needs. `searched`
    is the query string of the search.
    """

    class Kind(models.TextChoices):
        TAG = "tag", pgettext_lazy("kind of a bulk edit", "add a tag")
        UNTAG = "untag", pgettext_lazy("kind of a bulk edit", "take a tag off")
        OUTLET = "outlet", pgettext_lazy("kind of a bulk edit", "set the outlet")
        STATUS = "status", pgettext_lazy("kind of a bulk edit", "set the status")

    class State(models.TextChoices):
        RUNNING = "running", pgettext_lazy("state of a bulk edit", "running")
        DONE = "done", pgettext_lazy("state of a bulk edit", "done")
        UNDOING = "undoing", pgettext_lazy("state of a bulk edit", "being undone")
        UNDONE = "undone", pgettext_lazy("state of a bulk edit", "undone")

    kind = models.CharField(max_length=6, choices=Kind)
    value = models.CharField(max_length=300)
    why = models.TextField(blank=True)
    searched = models.TextField(blank=True)
    articles = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0)
    before = models.JSONField(default=dict)
    state = models.CharField(max_length=7, choices=State, default=State.RUNNING)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    started_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["tag", "untag", "outlet", "status"]),
                name="bulk_edit_kind_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["running", "done", "undoing", "undone"]),
                name="bulk_edit_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.value}"
