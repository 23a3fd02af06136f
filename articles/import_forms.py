"""Forms of the import: the filter of a run's files, and the upload."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from articles.models import ImportItem

MAX_PATH = 300


class ImportItemForm(forms.Form):
    """Which files of a run to show. A value that cannot be one is passed over."""

    verdict = forms.ChoiceField(
        choices=[("", pgettext_lazy("a verdict", "any")), *ImportItem.Verdict.choices],
        required=False,
        label=_("Verdict"),
    )
    reason = forms.SlugField(max_length=30, required=False, label=_("Reason"))
    path = forms.CharField(max_length=MAX_PATH, required=False, label=_("Part of the path"))

    @property
    def asked(self) -> dict[str, str]:
        """What was asked for, by parameter."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrowed(self, items: QuerySet[ImportItem]) -> QuerySet[ImportItem]:
        """The items that fit."""
        columns = {"verdict": "verdict", "reason": "reason", "path": "path__icontains"}
        return items.filter(**{columns[name]: value for name, value in self.asked.items()})


class ManyFiles(forms.FileField):
    """Several files of one form field."""

    widget = type("ManyFilesInput", (forms.ClearableFileInput,), {"allow_multiple_selected": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFiles, self).clean(each, initial) for each in given]


class UploadForm(forms.Form):
    """Files to import, few and small enough for one request; `most_*` are those limits."""

    files = ManyFiles(label=_("Files"), allow_empty_file=True)
    source = forms.CharField(
        max_length=200,
        required=False,
        label=_("Outlet"),
        help_text=_("The outlet of all these articles; leave it empty where the files tell it."),
    )

    def __init__(self, *args, most_files: int, most_bytes: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.most_files, self.most_bytes = most_files, most_bytes
        help_text = gettext(
            "At most %(files)d files, %(megabytes)d MB together. Load more with `%(command)s`."
        )
        self.fields["files"].help_text = help_text % {
            "files": most_files,
            "megabytes": most_bytes // 1_000_000,
            "command": "manage.py import_articles",
        }

    def clean_files(self) -> list[Any]:
        """The files, within the limits."""
        files = self.cleaned_data["files"]
        if len(files) > self.most_files:
            told = gettext("These are %(count)d files; at most %(most)d go.")
            raise ValidationError(told % {"count": len(files), "most": self.most_files})
        size = sum(file.size for file in files)
        if size > self.most_bytes:
            told = gettext("These are %(size)s bytes; at most %(most)s go.")
            raise ValidationError(told % {"size": f"{size:,}", "most": f"{self.most_bytes:,}"})
        return files
