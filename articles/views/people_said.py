"""What somebody said and when: their quotes, narrowed by cue, outlet and topic."""

from dataclasses import dataclass, field

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import Quote
from articles.views.links import pairs_of

OPTIONS = 30
NAMES = ("cue", "source", "tag")
TITLES = {"cue": _("Cue"), "source": _("Outlet"), "tag": _("Topic")}
ANY = {"cue": _("any verb"), "source": _("any outlet"), "tag": _("any topic")}


@dataclass(frozen=True)
class Option:
    """A value that narrows the list: `count` quotes are left."""

    value: str
    label: str
    count: int
    chosen: bool = False


@dataclass(frozen=True)
class Choice:
    """One way to narrow the list: its name in the address, its title, its values."""

    name: str
    title: str
    any: str
    options: list[Option] = field(default_factory=list)


@dataclass(frozen=True)
class Narrowing:
    """What a reader asked for: values by name of `NAMES`, "" where nothing was."""

    values: dict[str, str]

    def of(self, quotes: QuerySet[Quote], but: str = "") -> QuerySet[Quote]:
        """The quotes left; the value of `but` does not count."""
        values = {name: value for name, value in self.values.items() if value and name != but}
        if "cue" in values:
            quotes = quotes.annotate(said=Lower("cue")).filter(said=values["cue"])
        if "source" in values:
            quotes = quotes.filter(article__source__slug=values["source"])
        if "tag" in values:
            quotes = quotes.filter(article__taggings__tag__slug=values["tag"])
        return quotes

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """(name, value) of what was asked for."""
        return pairs_of(self.values)


def asked(request: HttpRequest) -> Narrowing:
    """What the address asks for; a NUL is no part of any value."""
    values = {name: request.GET.get(name, "").replace("\0", "").strip() for name in NAMES}
    values["cue"] = values["cue"].lower()
    return Narrowing(values)


def choices(quotes: QuerySet[Quote], narrowing: Narrowing) -> list[Choice]:
    """The ways to narrow these quotes, each counted under the others; one query a way."""
    counted = {
        "cue": ("said", "said", {"said": Lower("cue")}),
        "source": ("article__source__slug", "article__source__name", {}),
        "tag": ("article__taggings__tag__slug", "article__taggings__tag__name", {}),
    }
    return [
        Choice(
            name,
            TITLES[name],
            ANY[name],
            _options(narrowing.of(quotes, but=name), *columns, narrowing.values[name]),
        )
        for name, columns in counted.items()
    ]


def _options(
    quotes: QuerySet[Quote], value: str, label: str, made: dict, chosen: str
) -> list[Option]:
    rows = (
        quotes.annotate(**made)
        .filter(**{f"{value}__gt": ""})
        .order_by()
        .values(value, label)
        .annotate(n=Count("pk", distinct=True))
        .order_by("-n", label)[:OPTIONS]
    )
    found = [Option(row[value], row[label], row["n"], row[value] == chosen) for row in rows]
    if chosen and not any(option.chosen for option in found):
        found.append(Option(chosen, chosen, 0, True))
    return found


def newest_quotes(quotes: QuerySet[Quote]) -> QuerySet[Quote]:
    """Quotes of the newest articles first, those of one article in the order of its text."""
    return quotes.order_by(
        F("article__published_on").desc(nulls_last=True), "-article_id", "field", "start"
    )
