"""What all admin pages of the archive share: lists that stay quick however long they grow."""

from collections.abc import Iterable

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext
from simple_history.admin import SimpleHistoryAdmin

from articles import search
from articles.models import DeskAction, Mention
from articles.querysets import sees_hidden

MOST_COUNTED = 10_000
MOST_FOUND = 500


class CappedPaginator(Paginator):
    """Counts at most `MOST_COUNTED` rows: a full count reads the whole table at every page."""

    @cached_property
    def count(self) -> int:
        """The number of rows, or `MOST_COUNTED` where there are more."""
        return self.object_list.order_by()[:MOST_COUNTED].count()


class ArchiveAdmin(admin.ModelAdmin):
    """A list of 50 rows a page, without a count of all."""

    list_per_page = 50
    show_full_result_count = False
    paginator = CappedPaginator

    def get_queryset(self, request):
        """Rows that the user may see: what is hidden from readers is hidden from staff without the
        right too, here as everywhere."""
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows


class SearchedAdmin(ArchiveAdmin):
    """A list searched as the readers' pages are: the database has no index for words in texts.

    `finds` is `search.articles` or `search.quotes`. The first `MOST_FOUND` results are listed.
    """

    search_fields = ["pk"]  # has Django show the box; the words go to the search
    finds = staticmethod(search.articles)

    def get_search_results(self, request, queryset, search_term):
        """The rows that the search finds; none while its index is being rebuilt."""
        if not search_term.strip():
            return queryset, False
        try:
            found = self.finds(search_term, user=request.user, per_page=MOST_FOUND, facets=())
        except search.Unavailable:
            told = gettext("The search is being rebuilt: try again in a moment.")
            self.message_user(request, told)
            return queryset.none(), False
        return queryset.filter(pk__in=found.ids), False


class HistoryAdmin(ArchiveAdmin, SimpleHistoryAdmin):
    """Curated records, with every change of them: who, when, what before and after, and why.

    A form of the history posts what the record was: saving it takes the record back to that.
    """

    history_list_display = ["history_change_reason"]

    def history_view(self, request: HttpRequest, object_id: str, extra_context=None):
        """The changes of one record that the user may see."""
        self.visible_or_404(request, object_id)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context=None
    ) -> HttpResponse:
        """One former state of a record that the user may see."""
        self.visible_or_404(request, object_id)
        return super().history_form_view(request, object_id, version_id, extra_context)

    def visible_or_404(self, request: HttpRequest, object_id: str) -> None:
        """Raises Http404 for a record that is gone or hidden: the history would tell of it."""
        if not object_id.isascii() or not object_id.isdigit() or len(object_id) > 18:
            raise Http404("no such record")
        if not self.get_queryset(request).filter(pk=object_id).exists():
            raise Http404("no such record")


def taken_back(row: Model, names: Iterable[str]) -> set[str]:
    """The fields among `names` in which a former state differs from what the database holds.

    Empty for a row that came from an ordinary form: there the form knows what was changed.
    """
    if not hasattr(row, "_history"):  # set by django-simple-history on what it restores
        return set()
    now = type(row)._base_manager.get(pk=row.pk)
    return {name for name in names if getattr(row, name) != getattr(now, name)}


def tell_with_undo(request: HttpRequest, action: DeskAction) -> None:
    """Tells the user what was done, with the way to the page that takes it back."""
    address = reverse("articles:desk-list")
    undo = gettext("Undo it at the desk")
    words = format_html('{} <a href="{}">{}</a>', action.sentence, address, undo)
    messages.success(request, words)


class NamingAdmin(HistoryAdmin):
    """People, outlets, tags and stories. Whoever deletes one is shown all that hangs on it, which
    is for those who may see hidden articles."""

    def has_delete_permission(self, request, obj=None) -> bool:
        return super().has_delete_permission(request, obj) and sees_hidden(request.user)

    def get_deleted_objects(self, objs, request):
        """Mentions go with the person they name: nobody needs a right of their own for them."""
        deleted, counts, needed, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, needed - {Mention._meta.verbose_name}, protected


class KeptByMachine(ArchiveAdmin):
    """Records that only the archive itself writes: to be read, never changed by hand."""

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
