"""What curators decided and what readers keep, as records to be looked up; none is changed here."""

from django.contrib import admin

from articles.admin.base import KeptByMachine
from articles.curation import actions
from articles.models import (
    BulkEdit,
    Collection,
    CopyGroup,
    DeskAction,
    Disagreement,
    Note,
    OldAddress,
    QuoteFamily,
    ReviewDecision,
)
from articles.querysets import sees_hidden


class OwnUnlessTrusted(KeptByMachine):
    """Records whose words may name hidden things: those who may not see hidden articles see their
    own alone."""

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows if sees_hidden(request.user) else rows.filter(user=request.user)


@admin.register(DeskAction)
class DeskActionAdmin(KeptByMachine):
    list_display = ["sentence", "kind", "user", "at", "undone_at", "undone_by"]
    list_select_related = ["user", "undone_by"]
    search_fields = ["kind"]
    fields = ["sentence", "kind", "user", "at", "undone_at", "undone_by"]

    def get_queryset(self, request):
        return actions.seen_by(request.user)


@admin.register(ReviewDecision)
class ReviewDecisionAdmin(OwnUnlessTrusted):
    list_display = ["kind", "object_id", "verdict", "user", "at"]
    list_filter = ["verdict"]
    list_select_related = ["user"]
    fields = ["kind", "object_id", "verdict", "user", "at"]


@admin.register(BulkEdit)
class BulkEditAdmin(OwnUnlessTrusted):
    list_display = ["__str__", "state", "done", "user", "started_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["user"]
    fields = ["kind", "value", "why", "searched", "done", "state", "user", "started_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("articles", "before")


@admin.register(OldAddress)
class OldAddressAdmin(KeptByMachine):
    list_display = ["slug", "kind", "target_id"]
    list_filter = ["kind"]
    search_fields = ["=slug"]

    def has_view_permission(self, request, obj=None) -> bool:
        # An old address of a hidden thing tells of it.
        return super().has_view_permission(request, obj) and sees_hidden(request.user)


@admin.register(Disagreement)
class DisagreementAdmin(KeptByMachine):
    list_display = ["__str__", "kind", "story", "dismissed_by", "dismissed_at"]
    list_filter = ["kind"]
    list_select_related = ["story", "dismissed_by"]
    ordering = ["-id"]
    raw_id_fields = ["story", "first_article", "second_article"]


@admin.register(QuoteFamily)
class QuoteFamilyAdmin(KeptByMachine):
    list_display = ["__str__", "created_at"]


@admin.register(CopyGroup)
class CopyGroupAdmin(KeptByMachine):
    list_display = ["__str__", "created_at"]
    ordering = ["-id"]


@admin.register(Note)
class NoteAdmin(KeptByMachine):
    list_display = ["__str__", "article", "user", "shared", "changed_at"]
    list_select_related = ["article", "user"]
    ordering = ["-id"]


@admin.register(Collection)
class CollectionAdmin(KeptByMachine):
    list_display = ["title", "user", "shared", "changed_at"]
    list_select_related = ["user"]
    search_fields = ["title"]
