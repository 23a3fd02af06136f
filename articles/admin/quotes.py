"""Quotes, the mentions of people and taggings in the admin."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import search
from articles.admin.base import (
    ArchiveAdmin,
    HistoryAdmin,
    KeptByMachine,
    SearchedAdmin,
    taken_back,
)
from articles.curation.quotes import decide
from articles.models import Mention, Quote, Tagging


class DecidedFilter(admin.SimpleListFilter):
    """Quotes that a person has decided on, and those that nobody has."""

    title = _("decision")
    parameter_name = "decided"

    def lookups(self, request, model_admin):
        return [("yes", gettext("decided by a person")), ("no", gettext("as the archive read it"))]

    def queryset(self, request, queryset):
        if self.value() in ("yes", "no"):
            return queryset.filter(reviewed_at__isnull=self.value() == "no")
        return queryset


class OfArticleAdmin(ArchiveAdmin):
    """Rows that come with an article, not by hand."""

    def has_add_permission(self, request) -> bool:
        return False


@admin.register(Quote)
class QuoteAdmin(SearchedAdmin, HistoryAdmin, OfArticleAdmin):
    finds = staticmethod(search.quotes)
    list_display = ["__str__", "speaker", "speaker_mention", "cue", "kind", "confidence"]
    list_filter = [DecidedFilter, "kind", "speaker_kind"]
    list_select_related = ["speaker"]
    autocomplete_fields = ["speaker", "relayed_by"]
    fields = [
        "text",
        "article",
        "field",
        "start",
        "end",
        "on_the_text",
        "kind",
        "speaker",
        "speaker_mention",
        "speaker_kind",
        "relayed_by",
        "relayed_by_words",
        "cue",
        "addressee",
        "confidence",
        "rule",
        "reviewed_by",
        "reviewed_at",
    ]
    editable = ["kind", "speaker", "relayed_by", "relayed_by_words", "addressee"]

    @admin.display(description=_("place"))
    def on_the_text(self, quote: Quote) -> str:
        address = reverse("articles:quote-edit", args=[quote.pk])
        words = gettext("Move its ends on the text itself")
        return format_html('<a href="{}">{}</a>', address, words)

    def has_delete_permission(self, request, obj=None) -> bool:
        return False  # the next reading would find it again: what is no statement is scare quotes

    def get_readonly_fields(self, request, obj=None) -> list[str]:
        return [name for name in self.fields if name not in self.editable]

    def save_model(self, request, obj, form, change) -> None:
        changed = {*form.changed_data, *taken_back(obj, form.cleaned_data)}
        decide(obj, changed, request.user)


@admin.register(Mention)
class MentionAdmin(KeptByMachine):
    list_display = ["text", "person", "title", "article_id"]
    list_select_related = ["person"]
    raw_id_fields = ["article", "person"]


@admin.register(Tagging)
class TaggingAdmin(OfArticleAdmin):
    list_display = ["tag", "article", "origin", "user", "created_at"]
    list_filter = ["origin"]
    list_select_related = ["tag", "article", "user"]
    ordering = ["-id"]
    readonly_fields = ["article", "tag", "origin", "user", "created_at"]
