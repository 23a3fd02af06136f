"""Admin actions on articles that say who may read them, each asked once more with its reason."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminSplitDateTime
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.base import tell_with_undo
from articles.curation import holding
from articles.models import Article, DeskAction

LISTED = 20
Status = Article.Status


class ReasonForm(forms.Form):
    """The reason for a status."""

    reason = forms.CharField(
        max_length=500,
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Shown to readers who have the link, and kept in the history."),
    )


class ReleaseForm(forms.Form):
    """Why the articles may be read again."""

    reason = forms.CharField(
        max_length=500, required=False, label=_("Reason"), help_text=_("Kept in the history.")
    )


class EmbargoForm(forms.Form):
    """The end of an embargo, and why there is one."""

    until = forms.SplitDateTimeField(label=_("Until"), widget=AdminSplitDateTime)
    reason = forms.CharField(
        max_length=500, required=False, label=_("Reason"), help_text=_("Kept in the history.")
    )


@dataclass(frozen=True)
class Hold:
    """One of the actions: what its page is called, what it is called in the list of articles, what
    it does, its form, and the status it gives."""

    title: str
    listed: str
    effect: str
    form: type[forms.Form]
    status: str = ""

    def do(self, rows: QuerySet[Article], given: dict, request: HttpRequest) -> DeskAction:
        if self.status:
            return holding.set_status(rows, self.status, given["reason"], request.user)
        until: datetime = given["until"]
        return holding.set_embargo(rows, until, given["reason"], request.user)


HOLDS = {
    "withhold": Hold(
        _("Withhold"),
        _("Withhold the chosen articles"),
        _("Readers no longer see these articles."),
        ReasonForm,
        Status.WITHHELD,
    ),
    "withdraw": Hold(
        _("Withdraw"),
        _("Withdraw the chosen articles"),
        _("These articles are taken back: whoever has a link is told so, with the reason."),
        ReasonForm,
        Status.WITHDRAWN,
    ),
    "kill": Hold(
        _("Kill"),
        _("Kill the chosen articles"),
        _("These articles must not be used: whoever has a link is told so, with the reason."),
        ReasonForm,
        Status.KILLED,
    ),
    "embargo": Hold(
        _("Put under embargo"),
        _("Put under embargo the chosen articles"),
        _("Readers see these articles from then on."),
        EmbargoForm,
    ),
    "release": Hold(
        _("Release"),
        _("Release the chosen articles"),
        _("Every reader may read these articles from now on."),
        ReleaseForm,
        Status.USABLE,
    ),
}


class HoldingAdmin(admin.ModelAdmin):
    """A list of articles with these actions; each shows a page of its own before it is done."""

    def get_actions(self, request):
        """The actions of `HOLDS`, for those who may change articles."""
        actions = super().get_actions(request)
        if self.has_change_permission(request):
            for name, hold in HOLDS.items():
                actions[name] = (partial(hold_articles, name), name, hold.listed)
        return actions


def hold_articles(
    name: str, model_admin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet[Article]
) -> HttpResponse | None:
    """Asks for the reason of an action of `HOLDS`; sent with it, does it."""
    hold = HOLDS[name]
    form = hold.form(request.POST if "apply" in request.POST else None)
    count = queryset.order_by()[: holding.MOST + 1].count()
    if count > holding.MOST:
        told = gettext("At most %(most)d articles: use a bulk edit for more.")
        messages.error(request, told % {"most": holding.MOST})
        return None
    if form.is_bound and form.is_valid():
        try:
            action = hold.do(queryset, form.cleaned_data, request)
        except holding.Refused as refused:
            messages.error(request, str(refused))
        else:
            tell_with_undo(request, action)
            return None
    context = {
        **model_admin.admin_site.each_context(request),
        "title": hold.title,
        "effect": hold.effect,
        "opts": model_admin.opts,
        "form": form,
        "media": model_admin.media + form.media,
        "action": name,
        "chosen": list(queryset.order_by("pk").values_list("pk", flat=True)),
        "articles": queryset.select_related("source")[:LISTED],
        "more": max(count - LISTED, 0),
    }
    return TemplateResponse(request, "admin/articles/article/hold.html", context)
