"""Articles and their earlier versions in the admin."""

from collections.abc import Iterator

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import reasons
from articles.admin.base import HistoryAdmin, KeptByMachine, SearchedAdmin, taken_back
from articles.admin.holding import HoldingAdmin
from articles.curation.articles import (
    InvalidDate,
    InvalidText,
    date_by_hand,
    is_put_back,
    put_back,
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


MEANWHILE = _(
    "The text of this article was changed while you edited it. Open it in a second window, and"
    " bring your changes into the text as it is now."
)


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
    byline = LinesField(required=False, label=_("Byline"), help_text=_("One name a line."))
    why = forms.CharField(
        required=False,
        max_length=500,
        label=_("Why"),
        help_text=_("Why it is changed; kept in the history."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.version_now()

    class Meta:
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 2}),
            "standfirst": forms.Textarea(attrs={"rows": 3}),
            "body": forms.Textarea(attrs={"rows": 24}),
            "status_reason": forms.Textarea(attrs={"rows": 2}),
            "ednote": forms.Textarea(attrs={"rows": 2}),
            "url": forms.URLInput(attrs={"size": 80}),
        }

    def version_now(self) -> int | None:
        """The article's version in the database; the form may hold a former one to go back to."""
        return Article.objects.filter(pk=self.instance.pk).values_list("version", flat=True).first()

    def clean_published(self) -> str:
        text = self.cleaned_data["published"].strip()
        if "published" in self.changed_data:
            try:
                date_by_hand(text)
            except InvalidDate as invalid:
                raise forms.ValidationError(str(invalid)) from None
        return text

    def clean(self) -> dict:
        """Refuses a text that could not be read again once it is saved, and one that was written
        over another than the article has by now."""
        cleaned = super().clean()
        texts_changed = {"headline", "standfirst", "body"}.intersection(self.changed_data)
        if texts_changed and cleaned.get("seen") not in (None, self.version_now()):
            self.add_error(None, MEANWHILE)
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
class ArticleAdmin(HoldingAdmin, SearchedAdmin, HistoryAdmin):
    form = ArticleForm
    list_display = ["headline", "source", "published", "status", "embargoed_until", "version"]
    list_filter = ["status", "published_doubtful"]  # what an index answers at any size
    list_select_related = ["source"]
    autocomplete_fields = ["source", "story", "corrects"]
    readonly_fields = [*PROVENANCE, "published_precision", "published_from"]
    inlines = [TaggingInline]
    fieldsets = [
        (None, {"fields": ["headline", "standfirst", "body"]}),
        (_("Who and where"), {"fields": ["source", "byline", "dateline_place", "dateline_date"]}),
        (
            _("Date"),
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
            _("Desk"),
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
        (_("This change"), {"fields": ["why", "seen"]}),
        (_("Provenance"), {"fields": PROVENANCE}),
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
        fields = set(form.cleaned_data) - {"why", "seen"}
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

    @admin.display(description=_("SHA-256 of the raw text"))
    def raw_sha256(self, article: Article) -> str:
        return article.raw.sha256

    def get_urls(self):
        put_back = self.admin_site.admin_view(self.put_back)
        own = path("<int:pk>/put-back/<int:number>/", put_back, name="articles_article_put_back")
        return [own, *super().get_urls()]

    def put_back(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """Puts a removed line back into the body; the history of the article takes it back."""
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        try:
            put_back(article, number)
        except InvalidText as invalid:
            messages.error(request, str(invalid))
        else:
            messages.success(request, gettext("The line stands in the body again."))
        return redirect("admin:articles_article_change", pk)

    @admin.display(description=_("removed from the raw text"))
    def removed_lines(self, article: Article) -> str:
        return format_html_join("", "<p>{}: {} {}</p>", self._lines(article))

    def _lines(self, article: Article) -> Iterator[tuple[str, str, str]]:
        """Each removed line with its reason, and a button that puts it back or that it was."""
        for number, line in enumerate(article.removed):
            address = reverse("admin:articles_article_put_back", args=[article.pk, number])
            # The button sends the form of the page elsewhere: what was typed into it is not saved.
            button = format_html(
                '<button type="submit" formnovalidate formaction="{}">{}</button>',
                address,
                gettext("Put back"),
            )
            done = is_put_back(article, line)
            yield (
                reasons.in_words(line["reason"]),
                line["text"],
                gettext("(put back)") if done else button,
            )


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
