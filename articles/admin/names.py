"""People and outlets in the admin, and what outlets and tags have in common."""

from django import forms
from django.contrib import admin
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.base import KeptByMachine, NamingAdmin
from articles.admin.merging import MergingAdmin
from articles.curation import addresses, names, people
from articles.curation.people_questions import seen_pairs
from articles.models import OldAddress, Person, PersonName, PersonPair, Source, SourceAlias


class NameForm(forms.ModelForm):
    """Refuses a name that is none, or another's already, before the database does."""

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        try:
            names.check_folded(self.instance, name)
        except names.NameTaken as taken:
            raise forms.ValidationError(str(taken)) from None
        return name


class AliasForm(forms.ModelForm):
    """Another name of an outlet or a tag; refuses one that is another's already."""

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        try:
            self.instance.folded = names.check_alias(self.instance, name)
        except names.NameTaken as taken:
            raise forms.ValidationError(str(taken)) from None
        return name


class SourceAliasInline(admin.TabularInline):
    model = SourceAlias
    form = AliasForm
    extra = 0


class NamedAdmin(MergingAdmin):
    form = NameForm
    search_fields = ["name", "folded"]
    prepopulated_fields = {"slug": ["name"]}

    old_address: OldAddress.Kind

    def save_model(self, request, obj, form, change) -> None:
        names.save_named(obj)
        addresses.moved(self.old_address, form.initial.get("slug", ""), obj.slug, obj.pk)


@admin.register(Source)
class SourceAdmin(NamedAdmin):
    old_address = OldAddress.Kind.SOURCE
    merge_title = _("Merge two sources")
    list_display = ["name", "homepage", "created_at"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    inlines = [SourceAliasInline]


class PersonNameForm(forms.ModelForm):
    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not names.is_full(name):
            told = gettext("Give the full name: a lone word names nobody for sure.")
            raise forms.ValidationError(told)
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
        if change:
            people.rename(obj, obj.name, obj.slug, request.user)
        names.save_person(obj)


@admin.register(PersonPair)
class PersonPairAdmin(KeptByMachine):
    """Suggested pairs, to be looked up; they are answered on a page of their own, beside passages
    that the user may see. The stored evidence is left out: it may tell of what is hidden since."""

    list_display = ["first", "second", "score", "verdict", "decided_by", "decided_at"]
    list_filter = ["verdict"]
    list_select_related = ["first", "second", "decided_by"]
    search_fields = ["first__name", "second__name"]
    fields = ["first", "second", "score", "verdict", "decided_by", "decided_at"]

    def get_queryset(self, request):
        return super().get_queryset(request) & seen_pairs(request.user)
