"""Tags in the admin: their place in the tree, their other names, and the rules that put them on."""

from urllib.parse import urlencode

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.base import ArchiveAdmin
from articles.admin.names import AliasForm, NamedAdmin, NameForm
from articles.curation import names
from articles.models import OldAddress, Tag, TagAlias, TagRule


class TagForm(NameForm):
    """Refuses a wider term that stands below the tag itself."""

    def clean(self) -> dict:
        cleaned = super().clean()
        try:
            names.check_wider(self.instance, cleaned.get("parent"))
        except names.NameTaken as taken:
            self.add_error("parent", str(taken))
        return cleaned


class TagAliasInline(admin.TabularInline):
    model = TagAlias
    form = AliasForm
    extra = 0


class TagRuleInline(admin.TabularInline):
    model = TagRule
    extra = 0
    fields = ["query", "last_run_at", "preview"]
    readonly_fields = ["last_run_at", "preview"]

    @admin.display(description=_("preview"))
    def preview(self, rule: TagRule) -> str:
        return preview_of(rule)


@admin.register(Tag)
class TagAdmin(NamedAdmin):
    form = TagForm
    old_address = OldAddress.Kind.TAG
    merge_title = _("Merge two tags")
    list_display = ["name", "parent", "code", "created_at"]
    list_select_related = ["parent"]
    search_fields = ["name", "folded", "code"]
    autocomplete_fields = ["parent"]
    inlines = [TagAliasInline, TagRuleInline]

    def save_formset(self, request, form, formset, change) -> None:
        for row in formset.save(commit=False):
            if isinstance(row, TagRule) and row.user is None:
                row.user = request.user  # the rule finds what its author sees
            row.save()
        for row in formset.deleted_objects:
            row.delete()


@admin.register(TagRule)
class TagRuleAdmin(ArchiveAdmin):
    """Rules that put tags on what a search finds; `apply_tag_rules` runs them all."""

    list_display = ["query", "tag", "user", "last_run_at", "preview"]
    list_select_related = ["tag", "user"]
    autocomplete_fields = ["tag"]
    search_fields = ["query", "tag__name"]
    fields = ["tag", "query", "user", "last_run_at", "preview"]
    readonly_fields = ["user", "last_run_at", "preview"]

    def save_model(self, request, obj, form, change) -> None:
        obj.user = request.user  # the rule finds what its author sees
        super().save_model(request, obj, form, change)

    @admin.display(description=_("preview"))
    def preview(self, rule: TagRule) -> str:
        return preview_of(rule)


def preview_of(rule: TagRule) -> str:
    """The way to the page that shows what a rule finds, and puts the tag on all of it."""
    if not rule.query:
        return ""
    query = urlencode({"q": rule.query, "do": "tag", "to": rule.tag.name})
    address = f"{reverse('articles:bulk-edit')}?{query}"
    return format_html('<a href="{}">{}</a>', address, gettext("What it finds"))
