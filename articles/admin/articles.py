"""Articles and their earlier versions in the admin."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html_join

from articles.admin.base import HistoryAdmin, KeptByMachine, SearchedAdmin, taken_back
from articles.curation.articles import (
    InvalidDate,
    InvalidText,
    date_by_hand,
    read_by_hand,
    save_edit,
)
from articles.models import Article, ArticleVersion, Tagging

PROVENANCE = [
    "import_path",
    "import_item",
    "raw_sha256",
    "version",
    "curated_fields",
    "removed_lines",
    "created_at",
    "read_at",
]


class LinesField(forms.CharField):
    """A list of texts, edited one a line."""

    widget = forms.Textarea(attrs={"rows": 2})

    def prepare_value(self, value: list[str] | str | None) -> str:
        return "\n".join(value) if isinstance(value, list) else value or ""

    def to_python(self, value: list[str] | str | None) -> list[str]:
        lines = value if isinstance(value, list) else (value or "").splitlines()
        return [" ".join(line.split()) for line in lines if line.strip()]

    def has_changed(self, initial: list[str] | None, data: str | None) -> bool:
        return self.to_python(data) != (initial or [])


class ArticleForm(forms.ModelForm):
    byline = LinesField(required=False, help_text="One name a line.")
    why = forms.CharField(
        required=False, max_length=500, help_text="Why it is changed; kept in the history."
    )

    class Meta:
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 2}),
            "standfirst": forms.Textarea(attrs={"rows": 3}),
            "body": forms.Textarea(attrs={"rows": 24}),
            "status_reason": forms.Textarea(attrs={"rows": 2}),
            "ednote": forms.Textarea(attrs={"rows": 2}),
            "url": forms.URLInput(attrs={"size": 80}),
        }

    def clean_published(self) -> str:
        text = self.cleaned_data["published"].strip()
        if "published" in self.changed_data:
            try:
                date_by_hand(text)
            except InvalidDate as invalid:
                raise forms.ValidationError(str(invalid)) from None
        return text

    def clean(self) -> dict:
        """Refuses a text that could not be read again once it is saved."""
        cleaned = super().clean()
        texts = {name: cleaned.get(name) or "" for name in ("headline", "standfirst", "body")}
        try:
            read_by_hand(**texts, headings=[])
        except InvalidText as invalid:
            self.add_error("body", str(invalid))
        return cleaned


class TaggingInline(admin.TabularInline):
    model = Tagging
    extra = 0
    autocomplete_fields = ["tag"]
    readonly_fields = ["origin", "user", "created_at"]


@admin.register(Article)
class ArticleAdmin(SearchedAdmin, HistoryAdmin):
    form = ArticleForm
    list_display = ["headline", "source", "published", "status", "embargoed_until", "version"]
    list_filter = ["status", "published_doubtful"]  # what an index answers at any size
    list_select_related = ["source"]
    autocomplete_fields = ["source", "story", "corrects"]
    readonly_fields = [*PROVENANCE, "published_precision", "published_from"]
    inlines = [TaggingInline]
    fieldsets = [
        (None, {"fields": ["headline", "standfirst", "body"]}),
        ("Who and where", {"fields": ["source", "byline", "dateline_place", "dateline_date"]}),
        (
            "Date",
            {
                "fields": [
                    "published",
                    "published_precision",
                    "published_from",
                    "published_doubtful",
                ]
            },
        ),
        (
            "Desk",
            {
                "fields": [
                    "status",
                    "status_reason",
                    "embargoed_until",
                    "ednote",
                    "corrects",
                    "story",
                    "slugline",
                    "url",
                    "external_id",
                    "language",
                ]
            },
        ),
        ("This change", {"fields": ["why"]}),
        ("Provenance", {"fields": PROVENANCE}),
    ]

    def get_queryset(self, request):
        columns = ["body", "paragraphs", "removed", "headings"]
        rows = super().get_queryset(request)
        return rows if request.resolver_match.kwargs.get("object_id") else rows.defer(*columns)

    def has_add_permission(self, request) -> bool:
        return False  # an article comes from a file, or it could not be traced to one

    def has_delete_permission(self, request, obj=None) -> bool:
        return False  # nothing is lost: an article is withheld, withdrawn or killed

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "corrects":
            kwargs["queryset"] = Article.objects.visible_to(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change) -> None:
        fields = set(form.cleaned_data) - {"why"}
        changed = (set(form.changed_data) & fields) | taken_back(obj, fields)
        corrected = Article.objects.filter(pk=form.initial.get("corrects")).first()
        if corrected and not Article.objects.visible_to(request.user).contains(corrected):
            # The form could not show an article that this user may not see: it stays as it was.
            obj.corrects = corrected
            changed.discard("corrects")
        save_edit(obj, changed, why=form.cleaned_data.get("why", ""))

    def save_formset(self, request, form, formset, change) -> None:
        for tagging in formset.save(commit=False):
            tagging.user = request.user
            tagging.origin = Tagging.Origin.HAND
            tagging.save()
        for tagging in formset.deleted_objects:
            tagging.delete()

    @admin.display(description="SHA-256 of the raw text")
    def raw_sha256(self, article: Article) -> str:
        return article.raw.sha256

    @admin.display(description="removed from the raw text")
    def removed_lines(self, article: Article) -> str:
        return format_html_join("", "<p>{reason}: {text}</p>", article.removed)


@admin.register(ArticleVersion)
class ArticleVersionAdmin(KeptByMachine):
    list_display = ["headline", "number", "published", "replaced_at"]
    fields = [
        "article",
        "number",
        "headline",
        "standfirst",
        "body",
        "byline",
        "published",
        "replaced_at",
    ]
