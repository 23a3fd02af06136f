"""Stories in the admin: their names and addresses, and several joined into one."""

from django import forms
from django.contrib import admin, messages
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.base import NamingAdmin
from articles.curation import addresses, stories
from articles.models import OldAddress, Story


class StoryForm(forms.ModelForm):
    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())


@admin.register(Story)
class StoryAdmin(NamingAdmin):
    form = StoryForm
    list_display = ["title", "named_by_hand", "created_at"]
    list_filter = ["named_by_hand"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}
    actions = ["join_stories"]

    def save_model(self, request, obj, form, change) -> None:
        if not change:
            obj.named_by_hand = True
        elif "title" in form.changed_data:
            stories.rename(obj, obj.title, request.user)
            obj.named_by_hand = True
        super().save_model(request, obj, form, change)
        addresses.moved(OldAddress.Kind.STORY, form.initial.get("slug", ""), obj.slug, obj.pk)

    @admin.action(description=_("Join the chosen stories into the oldest"), permissions=["change"])
    def join_stories(self, request, queryset) -> None:
        """Joins all to the one that was there first; each step can be undone."""
        kept, *others = queryset.order_by("pk")
        if not others:
            messages.warning(request, gettext("Choose two stories or more."))
        for other in others:
            messages.success(request, stories.join(kept, other, request.user).sentence)
