"""The filters beside a search: counts with links, and the chosen ones with links to take off."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from articles import search
from articles.forms import SORTS, SearchForm
from articles.tongue import in_language
from articles.views.charts import Chart, timeline
from articles.views.links import Query, pairs_of

SHOWN_AT_ONCE = 8
TITLES = {
    "source": _("Outlet"),
    "speaker": _("Speaker"),
    "person": _("Person named"),
    "tag": _("Tag"),
    "place": _("Place"),
    "story": _("Story"),
    "cue": _("Cue"),
    "kind": _("Kind"),
    "year": _("Year"),
    "month": _("Month"),
    "language": _("Language"),
    "quoted": _("Quotes"),
}


@dataclass(frozen=True)
class FacetLink:
    """One value of a facet: its label, how many results have it, and the address it leads to.

    `value` is what it filters by, the same whether it is on, off or excluded. `without_url` leads
    to the results that do not have the value; "" where that is chosen already.
    """

    value: str
    label: str
    count: int
    chosen: bool
    url: str
    excluded: bool = False
    without_url: str = ""


@dataclass(frozen=True)
class Facet:
    """One filter: its title, the values shown at once, and the rest."""

    name: str
    title: str
    links: list[FacetLink]
    more: list[FacetLink]


@dataclass(frozen=True)
class Chip:
    """A filter that is on: what readers call it, and the address without it."""

    title: str
    label: str
    url: str


@dataclass(frozen=True)
class SortLink:
    """A way to sort; without an address it is the one in use."""

    label: str
    url: str


def query_of(path: str, form: SearchForm) -> Query:
    """The address of the search page as it was understood, with nothing in it that was left out."""
    sort = form.cleaned_data.get("sort", "")
    return Query(path, pairs_of({"q": form.query, **form.values, "sort": sort}))


def facets(results: search.Results, query: Query) -> list[Facet]:
    """The facets of a search that have a value, in the order of `TITLES`."""
    made = []
    for name, title in TITLES.items():
        values = results.facets.get(name, [])
        if name in ("year", "month"):
            values = sorted(values, key=lambda value: value.value, reverse=True)
        links = [link_to(name, value, query) for value in values]
        if links:
            made.append(Facet(name, title, links[:SHOWN_AT_ONCE], links[SHOWN_AT_ONCE:]))
    return made


def link_to(name: str, value: search.FacetValue, query: Query) -> FacetLink:
    """The link that puts a value of a facet on, or takes it off where it is on or excluded."""
    excluding = f"-{value.value}"
    if value.excluded:
        off = query.removing(name, excluding)
        return FacetLink(value.value, value.label, value.count, False, str(off), excluded=True)
    changed = query.removing if value.chosen else query.adding
    without = query.removing(name, value.value).adding(name, excluding)
    return FacetLink(
        value.value,
        value.label,
        value.count,
        value.chosen,
        str(changed(name, value.value)),
        without_url=str(without),
    )


def histogram(results: search.Results, form: SearchForm, query: Query) -> Chart | None:
    """The results by year, or by month where one year is chosen; each bar puts its filter on.

    None where it would have one bar and nothing to choose.
    """
    bars = []
    for bar in results.histogram:
        name = "month" if "-" in bar.value else "year"
        chosen = bar.value in form.values[name]
        change = query.removing if chosen else query.adding
        bars.append((bar.value, bar.count, str(change(name, bar.value)), chosen))
    return timeline(bars) if len(bars) > 1 else None


@dataclass(frozen=True)
class Namesakes:
    """A name of the query that several bear, with a link for each that means this one alone; the
    `opening` says so before the links."""

    value: str
    total: int
    opening: str
    links: list[SortLink]
    more: bool


def namesakes(parsed: search.Parsed, query: Query) -> list[Namesakes]:
    """The names of a query that several bear; a name asked away is told in `parsed.warnings`."""
    return [
        Namesakes(
            meant.value,
            meant.total,
            in_language(meant.opening),
            [
                SortLink(
                    label,
                    ""
                    if (meant.field, slug) in query.pairs
                    else str(query.adding(meant.field, slug)),
                )
                for slug, label in meant.rows
            ],
            meant.total > len(meant.rows),
        )
        for meant in parsed.meant
        if meant.wanted
    ]


def chips(form: SearchForm, query: Query) -> list[Chip]:
    """The filters that are on, each with the address of the search without it."""
    return [
        Chip(chosen.title, chosen.label, str(query.removing(chosen.name, chosen.value)))
        for chosen in form.chosen
    ]


def sorts(form: SearchForm, query: Query) -> list[SortLink]:
    """The ways to sort; by relevance only where words are searched for."""
    return [
        SortLink(label, "" if name == form.order else str(query.setting("sort", name)))
        for name, label in SORTS.items()
        if form.query or name != "relevance"
    ]
