"""What somebody said and when: their quotes, narrowed by cue, outlet and topic."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import Quote
from articles.querysets import User
from articles.search import names
from articles.search.counts import Group
from articles.views.links import pairs_of

OPTIONS = 30
BEHIND = 30  # values behind those shown: of two that count the same, the first by name is shown
ALL_CUES = 50_000
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


class Said:
    """What somebody is quoted saying, as far as a reader asks for it.

    `said` are all quotes of theirs; `values` what was asked for by name of `NAMES`, "" where
    nothing was. Cues that differ in their capitals alone are one.
    """

    def __init__(self, said: Group, values: dict[str, str], user: User):
        self.said = said
        self.values = values
        self.user = user
        self.keys = {name: self._keys(name, value) for name, value in values.items() if value}

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """(name, value) of what was asked for."""
        return pairs_of(self.values)

    @cached_property
    def left(self) -> Group:
        """The quotes that are left."""
        return self._left()

    def choices(self) -> list[Choice]:
        """The ways to narrow these quotes, each counted under the others."""
        return [Choice(name, TITLES[name], ANY[name], self._options(name)) for name in NAMES]

    def _left(self, but: str = "") -> Group:
        """The quotes left; what was asked for under the name `but` does not count."""
        keys = {name: held for name, held in self.keys.items() if name != but}
        return self.said.narrowed(**keys) if keys else self.said

    def _keys(self, name: str, value: str) -> list:
        """A value as the index holds it; nothing where there is none such."""
        if name == "cue":
            cues = self.said.most(cue=ALL_CUES)["cue"]
            return [cue for cue in cues if cue.lower() == value]
        return [row.id for row in names.with_slugs(name, [value], self.user)]

    def _options(self, name: str) -> list[Option]:
        chosen = self.values[name]
        group = self._left(but=name)
        made = _cues(group) if name == "cue" else self._rows(name, group)
        options = [Option(*row, row[0] == chosen) for row in made]
        options.sort(key=lambda option: (-option.count, option.label))
        options = options[:OPTIONS]
        if chosen and not any(option.chosen for option in options):
            options.append(Option(chosen, chosen, self.left.total, True))
        return options

    def _rows(self, name: str, group: Group) -> Iterable[tuple[str, str, int]]:
        """(slug, name, count) of the outlets or topics of the most quotes."""
        found = group.most(**{name: OPTIONS + BEHIND})[name]
        rows = names.with_ids(name, found, self.user)
        return [(row.slug, row.label, found[pk]) for pk, row in rows.items()]


def _cues(group: Group) -> Iterable[tuple[str, str, int]]:
    """(value, label, count) of each cue, whatever its capitals."""
    found: Counter = Counter()
    for cue, count in group.most(cue=ALL_CUES)["cue"].items():
        found[cue.lower()] += count
    return [(cue, cue, count) for cue, count in found.items()]


def asked(request: HttpRequest) -> dict[str, str]:
    """What the address asks for, by name of `NAMES`; a NUL is no part of any value."""
    values = {name: request.GET.get(name, "").replace("\0", "").strip() for name in NAMES}
    return values | {"cue": values["cue"].lower()}


def newest_quotes(quotes: QuerySet[Quote]) -> QuerySet[Quote]:
    """Quotes of the newest articles first, those of one article in the order of its text."""
    return quotes.order_by(
        F("article__published_on").desc(nulls_last=True), "-article_id", "field", "start"
    )
