"""The import ledger, the raw texts and the search's change log in the admin: to be read."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.base import KeptByMachine
from articles.curation import imports
from articles.import_forms import UploadForm
from articles.models import ImportItem, ImportRun, RawText, SearchChange
from articles.templatetags.archive import counted


@admin.register(ImportRun)
class ImportRunAdmin(KeptByMachine):
    list_display = ["id", "started_at", "finished_at", "state", "told_counts", "user"]
    list_filter = ["state"]
    list_select_related = ["user", "undone_by"]

    @admin.display(description=_("verdicts"))
    def told_counts(self, run: ImportRun) -> str:
        return counted(sorted(run.counts.items()))

    def get_urls(self):
        upload = self.admin_site.admin_view(self.upload)
        return [path("upload/", upload, name="articles_importrun_upload"), *super().get_urls()]

    def upload(self, request: HttpRequest) -> HttpResponse:
        """A form for a few files; they are imported before the answer, which is their ledger."""
        if not request.user.has_perm("articles.add_importrun"):
            raise PermissionDenied
        limits = {"most_files": imports.MOST_FILES, "most_bytes": imports.MOST_UPLOADED_BYTES}
        form = UploadForm(request.POST or None, request.FILES or None, **limits)
        if request.method == "POST" and form.is_valid():
            given = form.cleaned_data
            try:
                summary = imports.upload(given["files"], given["source"], request.user)
            except imports.Busy as reason:
                messages.warning(request, str(reason))
            else:
                return redirect("articles:import-detail", summary.run.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Upload files"),
            "opts": self.opts,
            "form": form,
        }
        return render(request, "admin/articles/importrun/upload.html", context)


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

    @admin.display(description=_("text"))
    def text(self, raw: RawText) -> str:
        return raw.decoded()


@admin.register(SearchChange)
class SearchChangeAdmin(KeptByMachine):
    list_display = ["id", "article_id", "xid"]
