"""Forms of the import: the filter of a run's files, and the upload."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from articles.models import ImportItem

MAX_PATH = 300


class ImportItemForm(forms.Form):
    """Which files of a run to show. A value that cannot be one is passed over."""

    verdict = forms.ChoiceField(
        choices=[("", "any"), *ImportItem.Verdict.choices], required=False, label="Verdict"
    )
    reason = forms.SlugField(max_length=30, required=False, label="Reason")
    path = forms.CharField(max_length=MAX_PATH, required=False, label="Part of the path")

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

    files = ManyFiles(label="Files", allow_empty_file=True)
    source = forms.CharField(
        max_length=200,
        required=False,
        label="Outlet",
        help_text="The outlet of all these articles; leave it empty where the files tell it.",
    )

    def __init__(self, *args, most_files: int, most_bytes: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.most_files, self.most_bytes = most_files, most_bytes
        self.fields["files"].help_text = (
            f"At most {most_files} files, {most_bytes // 1_000_000} MB together. "
            "Load more with `manage.py import_articles`."
        )

    def clean_files(self) -> list[Any]:
        """The files, within the limits."""
        files = self.cleaned_data["files"]
        if len(files) > self.most_files:
            raise ValidationError(f"These are {len(files)} files; at most {self.most_files} go.")
        size = sum(file.size for file in files)
        if size > self.most_bytes:
            raise ValidationError(f"These are {size:,} bytes; at most {self.most_bytes:,} go.")
        return files
