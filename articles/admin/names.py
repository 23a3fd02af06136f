"""People, outlets, tags and stories in the admin."""

from django import forms
from django.contrib import admin
from django.db import models

from articles.admin.base import NamingAdmin
from articles.curation import names
from articles.models import Person, PersonName, Source, Story, Tag


class NameForm(forms.ModelForm):
    """Refuses a name that is none, or another's already, before the database does."""

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        try:
            names.check_folded(self.instance, name)
        except names.NameTaken as taken:
            raise forms.ValidationError(str(taken)) from None
        return name


class NamedAdmin(NamingAdmin):
    form = NameForm
    search_fields = ["name", "folded"]
    prepopulated_fields = {"slug": ["name"]}

    def save_model(self, request, obj, form, change) -> None:
        names.save_named(obj)


@admin.register(Source)
class SourceAdmin(NamedAdmin):
    list_display = ["name", "homepage", "created_at"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


@admin.register(Tag)
class TagAdmin(NamedAdmin):
    list_display = ["name", "created_at"]


class PersonNameForm(forms.ModelForm):
    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not names.is_full(name):
            raise forms.ValidationError("Give the full name: a lone word names nobody for sure.")
        self.instance.folded = names.fold(name)
        return name


class PersonNameInline(admin.TabularInline):
    model = PersonName
    form = PersonNameForm
    extra = 0


@admin.register(Person)
class PersonAdmin(NamingAdmin):
    list_display = ["name", "description", "created_at"]
    search_fields = ["name", "names__name", "names__folded"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [PersonNameInline]

    def save_model(self, request, obj, form, change) -> None:
        names.save_person(obj)


@admin.register(Story)
class StoryAdmin(NamingAdmin):
    list_display = ["title", "named_by_hand", "created_at"]
    list_filter = ["named_by_hand"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}

    def save_model(self, request, obj, form, change) -> None:
        if "title" in form.changed_data:
            obj.named_by_hand = True
        super().save_model(request, obj, form, change)
