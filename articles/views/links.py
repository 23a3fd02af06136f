"""Addresses of a list page that differ from the present one in one parameter."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

PAGES_AROUND = 2


@dataclass(frozen=True)
class Query:
    """The address of a list page: its path, and (name, value) pairs without the page number."""

    path: str
    pairs: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.path}?{urlencode(self.pairs)}" if self.pairs else self.path

    def adding(self, name: str, value: object) -> "Query":
        """The page narrowed by one more value of a filter."""
        return Query(self.path, (*self.pairs, (name, str(value))))

    def removing(self, name: str, value: object) -> "Query":
        """The page without this value of a filter."""
        gone = (name, str(value))
        return Query(self.path, tuple(pair for pair in self.pairs if pair != gone))

    def setting(self, name: str, value: object) -> "Query":
        """The page with this one value of a parameter; "" takes the parameter out."""
        rest = tuple(pair for pair in self.pairs if pair[0] != name)
        return Query(self.path, (*rest, (name, str(value))) if value != "" else rest)


@dataclass(frozen=True)
class PageLink:
    """A page's number and address; without an address it is the present one, 0 is a gap."""

    number: int
    url: str = ""


@dataclass(frozen=True)
class Pages:
    """The links under a list: before, numbers, after; empty addresses where there is none."""

    number: int
    total: int
    numbers: list[PageLink]
    previous: str = ""
    following: str = ""


def pages(query: Query, number: int, total: int) -> Pages:
    """The links for page `number` of `total`: the first, the last and those around it."""
    shown = {1, total, *range(number - PAGES_AROUND, number + PAGES_AROUND + 1)}
    numbers: list[PageLink] = []
    before = 0
    for page in sorted(page for page in shown if 1 <= page <= total):
        if page - before > 1:
            numbers.append(PageLink(0))
        numbers.append(PageLink(page, "" if page == number else page_url(query, page)))
        before = page
    return Pages(
        number,
        total,
        numbers,
        page_url(query, number - 1) if 1 < number <= total else "",
        page_url(query, number + 1) if number < total else "",
    )


def page_url(query: Query, number: int) -> str:
    """The address of a page; the first has no number, so that it has one address alone."""
    return str(query.setting("page", "" if number == 1 else number))


def pairs_of(values: dict[str, Iterable[object] | object]) -> tuple[tuple[str, str], ...]:
    """(name, value) pairs of a dict whose values are single or lists; empty ones are left out."""
    pairs = []
    for name, value in values.items():
        several = value if isinstance(value, list | tuple) else [value]
        pairs += [(name, str(one)) for one in several if one not in ("", None)]
    return tuple(pairs)
