"""What all admin pages of the archive share: lists that stay quick however long they grow."""

from django.contrib import admin
from django.core.paginator import Paginator
from django.utils.functional import cached_property

from articles.models import Mention
from articles.querysets import sees_hidden

MOST_COUNTED = 10_000


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


class NamingAdmin(ArchiveAdmin):
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
