"""What readers ask in addresses and send in forms.

The parameters of a search page come from links, bookmarks and people's own typing: whatever cannot
be used is left out with a note in a sentence, and the rest still searches.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from articles import search
from articles.models import Quote
from articles.querysets import User
from articles.search.names import with_slugs

SLUGS = ("source", "person", "speaker", "tag", "story")
MAX_VALUES = 50
MAX_QUERY = 1000
MAX_TAGGED = 1000
DAY = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
YEAR = re.compile(r"[0-9]{4}")
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
SORTS = {
    "relevance": pgettext_lazy("order of a list", "relevance"),
    "newest": pgettext_lazy("order of a list", "newest first"),
    "oldest": pgettext_lazy("order of a list", "oldest first"),
}
# What a filter is called, and what is said of a value of it that nothing has.
TITLES = {
    "source": (_("outlet"), _("No outlet “%(value)s” is known, so it was left out.")),
    "person": (_("person"), _("No person “%(value)s” is known, so it was left out.")),
    "speaker": (_("speaker"), _("No speaker “%(value)s” is known, so it was left out.")),
    "tag": (_("tag"), _("No tag “%(value)s” is known, so it was left out.")),
    "place": (_("place"), _("No place “%(value)s” is known, so it was left out.")),
    "story": (_("story"), _("No story “%(value)s” is known, so it was left out.")),
    "year": (_("year"), _("No year “%(value)s” is known, so it was left out.")),
    "month": (_("month"), _("No month “%(value)s” is known, so it was left out.")),
    "kind": (_("kind"), _("No kind “%(value)s” is known, so it was left out.")),
    "cue": (_("cue"), _("No cue “%(value)s” is known, so it was left out.")),
    "language": (_("language"), _("No language “%(value)s” is known, so it was left out.")),
    "quoted": (_("quotes"), _("No quotes “%(value)s” is known, so it was left out.")),
}
NOT_HERE = {
    "articles": _("There is no filter “%(name)s” among articles, so it was left out."),
    "quotes": _("There is no filter “%(name)s” among quotes, so it was left out."),
}


@dataclass(frozen=True)
class Chosen:
    """One value of a filter that is on: the parameter, its value, and what readers call both."""

    name: str
    value: str
    title: str
    label: str


class LenientField(forms.Field):
    """Several values, each kept or left out on its own; `left_out` keeps a note on each of those.

    `name` is the parameter, one of `TITLES`. A minus before a value excludes it. `clean` returns a
    list of (value, label); it raises nothing.
    """

    widget = forms.MultipleHiddenInput

    def __init__(self, name: str):
        title, self.unknown = TITLES[name]
        super().__init__(required=False, label=title)
        self.left_out: list[str] = []

    def clean(self, value: Any) -> list[tuple[str, str]]:
        given = list(dict.fromkeys(text.strip() for text in value or [] if text.strip()))
        usable = [text for text in given[:MAX_VALUES] if "\0" not in text]
        known = self.known([text.removeprefix("-") for text in usable])
        known |= {
            f"-{text}": gettext("not %(value)s") % {"value": label} for text, label in known.items()
        }
        self.left_out = [
            self.unknown % {"value": text} for text in given[:MAX_VALUES] if text not in known
        ]
        if len(given) > MAX_VALUES:
            told = gettext("Only the first %(count)d of each filter are used.")
            self.left_out.append(told % {"count": MAX_VALUES})
        return [(text, known[text]) for text in usable if text in known]

    def known(self, values: list[str]) -> dict[str, str]:
        """The label of each value that can be used."""
        return {value: value for value in values}


class SlugsField(LenientField):
    """Slugs of rows that the user may see; the labels are the rows' names."""

    def __init__(self, name: str, user: User):
        super().__init__(name)
        self.name = name
        self.user = user

    def known(self, values: list[str]) -> dict[str, str]:
        if not values:
            return {}
        return {row.slug: row.label for row in with_slugs(self.name, values, self.user)}


class YearsField(LenientField):
    """Years of four digits."""

    def known(self, values: list[str]) -> dict[str, str]:
        return {value: value for value in values if YEAR.fullmatch(value)}


class MonthsField(LenientField):
    """Months of a year: 2026-01."""

    def known(self, values: list[str]) -> dict[str, str]:
        return {value: search.month_label(value) for value in values if MONTH.fullmatch(value)}


class LanguagesField(LenientField):
    """Main languages by their codes: en, de."""

    def known(self, values: list[str]) -> dict[str, str]:
        return {value: search.language_name(value) for value in values}


class QuotedField(LenientField):
    """Whether an article has quotes: yes or no."""

    labels = {"yes": _("with quotes"), "no": _("without quotes")}

    def known(self, values: list[str]) -> dict[str, str]:
        return {value: self.labels[value] for value in values if value in self.labels}


class PlacesField(LenientField):
    """Places of datelines and texts, in any case."""

    def known(self, values: list[str]) -> dict[str, str]:
        return {value: search.place_label(value) for value in values}


class KindsField(LenientField):
    """Kinds of quotes; scare quotes state nothing and cannot be asked for."""

    def known(self, values: list[str]) -> dict[str, str]:
        kinds = dict(Quote.Kind.choices)
        del kinds[Quote.Kind.SCARE]
        return {value: kinds[value] for value in values if value in kinds}


class DayField(forms.CharField):
    """A year, month or day: 2026, 2026-01 or 2026-01-07."""

    def __init__(self, **kwargs: Any):
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> str:
        value = super().clean(value)
        if value and not DAY.fullmatch(value):
            told = gettext(
                "“%(written)s” is not a date, so it was left out. Write 2026, 2026-01 or "
                "2026-01-07."
            )
            raise ValidationError(told % {"written": value[:30]})
        return value


class SearchForm(forms.Form):
    """The parameters of a search page, as far as they can be used.

    `query`, `order`, `page_number`, `filters` and `chosen` hold what can be used, and `notes` says
    what was left out: filters too that a page of this `shape`, articles or quotes, has not.
    """

    q = forms.CharField(required=False, label=_("Search"))
    sort = forms.ChoiceField(required=False, choices=[*SORTS.items()])
    page = forms.CharField(required=False)
    after = DayField(label=pgettext_lazy("a date", "From"))
    before = DayField(label=pgettext_lazy("a date", "Before"))
    year = YearsField("year")
    month = MonthsField("month")
    language = LanguagesField("language")
    place = PlacesField("place")
    quoted = QuotedField("quoted")
    kind = KindsField("kind")
    cue = LenientField("cue")

    lists = (
        "source",
        "person",
        "speaker",
        "tag",
        "place",
        "story",
        "year",
        "month",
        "kind",
        "cue",
        "language",
        "quoted",
    )
    days = ("after", "before")

    def __init__(self, data: Any, user: User, shape: str = "articles"):
        super().__init__(data)
        self.shape = shape
        self.lists = tuple(name for name in self.lists if name in (*search.FACETS[shape], "month"))
        self.fields |= {name: SlugsField(name, user) for name in SLUGS}
        self.full_clean()

    @property
    def query(self) -> str:
        """What was typed into the search box."""
        return self.cleaned_data.get("q", "")[:MAX_QUERY]

    @property
    def order(self) -> str:
        """How to sort: by relevance where words are searched for, else the newest first."""
        asked = self.cleaned_data.get("sort", "")
        if not self.query and asked in ("", "relevance"):
            return "newest"
        return asked or "relevance"

    @property
    def page_number(self) -> int:
        """The page asked for, at least 1; what is no number is the first page."""
        asked = self.cleaned_data.get("page", "")
        return int(asked) if asked.isdecimal() and 0 < len(asked) < 7 and int(asked) else 1

    @property
    def values(self) -> dict[str, list[str] | str]:
        """The filters that are on, by parameter."""
        several = {name: [value for value, _ in self._pairs(name)] for name in self.lists}
        return several | {name: self.cleaned_data.get(name, "") for name in self.days}

    @property
    def filters(self) -> search.Filters:
        """The filters that are on, as the search takes them."""
        values = self.values
        several = {name: tuple(values[name]) for name in self.lists}
        return search.Filters(
            **several | {"year": tuple(int(year) for year in values["year"])},
            **{name: values[name] for name in self.days},
        )

    @property
    def chosen(self) -> list[Chosen]:
        """The filters that are on, one by one, as the page shows them."""
        several = [
            Chosen(name, value, self.fields[name].label, label)
            for name in self.lists
            for value, label in self._pairs(name)
        ]
        return several + [
            Chosen(name, day, self.fields[name].label.lower(), day)
            for name in self.days
            if (day := self.cleaned_data.get(name, ""))
        ]

    @property
    def notes(self) -> list[str]:
        """A sentence on each parameter that could not be used."""
        left_out = [note for name in self.lists for note in self.fields[name].left_out]
        left_out += [
            NOT_HERE[self.shape] % {"name": name}
            for name in type(self).lists
            if name not in self.lists and (self._pairs(name) or self.fields[name].left_out)
        ]
        refused = [str(message) for name in self.days for message in self.errors.get(name, ())]
        if len(self.cleaned_data.get("q", "")) > MAX_QUERY:
            told = gettext("Only the first %(count)d characters of the search were used.")
            refused.append(told % {"count": MAX_QUERY})
        return left_out + refused

    def _pairs(self, name: str) -> list[tuple[str, str]]:
        return self.cleaned_data.get(name, [])


class TagForm(forms.Form):
    """The tag to put on articles, or to take off."""

    tag = forms.CharField(max_length=100, strip=True, label=_("Tag"))


def chosen_articles(values: Iterable[str]) -> list[int]:
    """The ids among the values of a form's checkboxes, at most `MAX_TAGGED` of them."""
    ids = dict.fromkeys(int(v) for v in values if v.isdecimal() and len(v) < 19)
    return list(ids)[:MAX_TAGGED]
