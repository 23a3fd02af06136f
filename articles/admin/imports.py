"""The import ledger, the raw texts and the search's change log in the admin: to be read."""

from django.contrib import admin

from articles.admin.base import KeptByMachine
from articles.models import ImportItem, ImportRun, RawText, SearchChange


@admin.register(ImportRun)
class ImportRunAdmin(KeptByMachine):
    list_display = ["id", "started_at", "finished_at", "state", "told_counts", "user"]
    list_filter = ["state"]
    list_select_related = ["user"]

    @admin.display(description="verdicts")
    def told_counts(self, run: ImportRun) -> str:
        return ", ".join(f"{number} {verdict}" for verdict, number in sorted(run.counts.items()))


@admin.register(ImportItem)
class ImportItemAdmin(KeptByMachine):
    list_display = ["path", "item", "verdict", "reason", "sentence", "run_id"]
    list_filter = ["verdict", "reason"]
    search_fields = ["path", "sha256"]
    raw_id_fields = ["article", "raw", "run"]


@admin.register(RawText)
class RawTextAdmin(KeptByMachine):
    list_display = ["sha256", "encoding", "created_at"]
    search_fields = ["sha256"]
    fields = ["sha256", "encoding", "created_at", "text"]
    readonly_fields = ["text"]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows if request.resolver_match.kwargs.get("object_id") else rows.defer("data")

    @admin.display(description="text")
    def text(self, raw: RawText) -> str:
        return raw.decoded()


@admin.register(SearchChange)
class SearchChangeAdmin(KeptByMachine):
    list_display = ["id", "article_id", "xid"]
