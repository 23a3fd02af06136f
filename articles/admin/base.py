"""What all admin pages of the archive share: lists that stay quick however long they grow."""

from django.contrib import admin
from django.core.paginator import Paginator
from django.utils.functional import cached_property

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


class KeptByMachine(ArchiveAdmin):
    """Records that only the archive itself writes: to be read, never changed by hand."""

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
