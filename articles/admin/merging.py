"""Two outlets or two tags chosen in a list of the admin: merged, after a page that shows what
moves."""

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.base import NamingAdmin, tell_with_undo
from articles.curation import merging
from articles.models import Source, Tag


class KeptForm(forms.Form):
    """Which of the two is kept."""

    kept = forms.ModelChoiceField(queryset=None, widget=forms.RadioSelect, empty_label=None)

    def __init__(self, *args, rows: QuerySet, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kept"].queryset = rows


class MergingAdmin(NamingAdmin):
    """A list of outlets or tags with the action that merges two of them; `merge_title` is what its
    page is called."""

    actions = ["merge_two"]
    merge_title: str

    @admin.action(description=_("Merge the two chosen into one"), permissions=["change"])
    def merge_two(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """Asks which of the two is kept and says what would move; sent with it, merges them."""
        rows = list(queryset.order_by("pk")[:3])
        if len(rows) != 2:
            told = gettext("Choose two: those which are one and the same.")
            messages.warning(request, told)
            return None
        sent = request.POST if "apply" in request.POST else None
        form = KeptForm(sent, rows=queryset, initial={"kept": rows[0]})
        if form.is_bound and form.is_valid():
            kept = form.cleaned_data["kept"]
            [gone] = [row for row in rows if row != kept]
            try:
                tell_with_undo(request, merging.merge(kept, gone, request.user))
            except merging.Refused as refused:
                messages.error(request, str(refused))
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": self.merge_title,
            "opts": self.opts,
            "form": form,
            "choices": [choice(row, other, request) for row, other in (rows, rows[::-1])],
            "rows": rows,
        }
        return TemplateResponse(request, "admin/articles/merge.html", context)


def choice(kept: Source | Tag, gone: Source | Tag, request: HttpRequest) -> dict:
    """What would move if this one were kept, as far as the user sees."""
    counts = merging.moves(kept, gone, request.user)
    return {"kept": kept, "gone": gone, "counts": list(counts.items())}
