"""The page that explains the search language, made from the table that the parser reads by."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles import search
from articles.querysets import User
from articles.search import language

# Which facet has the names that a field takes; the others are not names of the archive.
NAMES_OF = {name: name for name in ("source", "person", "speaker", "tag", "story", "place")} | {
    "lang": "language"
}


@dataclass(frozen=True)
class Line:
    """One form of the language: how it is typed, what it finds, and an example that searches."""

    written: str
    finds: str
    example: str


@require_safe
def search_help(request: HttpRequest) -> HttpResponse:
    """Each form of the search language, what it means, and an example that searches."""
    names = frequent_names(request.user)
    context = {
        "sections": [
            (gettext("Words"), lines(patterns())),
            (gettext("Fields"), fields(names)),
            (gettext("Dates"), lines(language.DATES)),
        ],
        "not_in_quotes": [f"{name}:" for name in search.fields_not_in_quotes()],
    }
    return render(request, "articles/search_help.html", context)


def patterns() -> list[language.Form]:
    """The forms with the words that stand for what is typed, "word OR word", said in the language
    of the page; a date is typed as it stands."""
    return [replace(form, written=gettext(form.written)) for form in language.FORMS]


def lines(forms: Iterable[language.Form]) -> list[Line]:
    """The forms as lines of the page."""
    return [Line(form.written, gettext(form.finds), form.example) for form in forms]


def fields(names: dict[str, str]) -> list[Line]:
    """The fields as lines of the page, with names that this archive has as examples."""
    return [
        Line(field.written, gettext(field.finds), named(field, names[field.name]))
        if field.name in names
        else Line(field.written, gettext(field.finds), field.example)
        for field in language.FIELDS
    ]


def named(field: language.Field, name: str) -> str:
    """The query for a name."""
    plain = name.isalnum()
    return f"{field.written}{name}" if plain else f'{field.written}"{name}"'


def frequent_names(user: User) -> dict[str, str]:
    """The most frequent name that each field takes in what the user may see; none while the search
    is rebuilt."""
    try:
        facets = search.articles(user=user, per_page=1, facets=NAMES_OF.values()).facets
    except search.Unavailable:
        return {}
    found = {field: facets.get(facet) for field, facet in NAMES_OF.items()}
    return {
        field: values[0].value if field == "lang" else values[0].label.replace('"', " ")
        for field, values in found.items()
        if values
    }
