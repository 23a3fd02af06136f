"""Everything that is derived across articles, in the order in which it has to be made anew.

A room that derives links adds a `Step`; the command `relink` runs them. What a curator decided is
kept by each room itself.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import partial

from django.db.models import Model

from articles.linking import (
    copies,
    disagreements,
    events,
    families,
    outlet_citations,
    people_pairs,
)
from articles.models import Article, Quote

Derived = dict[Hashable, Hashable]


@dataclass(frozen=True)
class Step:
    """One kind of link. `run` makes it anew and yields how many articles are done, at times.

    `derived` reads what there is, as a value for each row that is linked, so that before and after
    can be compared; `rows` is what these rows are called.
    """

    name: str
    rows: str
    run: Callable[[], Iterator[int]]
    derived: Callable[[], Derived]


def company(model: type[Model], column: str) -> Derived:
    """For each row that is in a group, the first row of that group: the same company, the same
    value, whatever the group's own id."""
    first: dict[int, int] = {}
    rows = model._base_manager.exclude(**{column: None}).order_by("pk")
    found: Derived = {}
    for pk, group in rows.values_list("pk", f"{column}_id").iterator():
        found[pk] = first.setdefault(group, pk)
    return found


STEPS: list[Step] = [
    Step("copies", "articles", copies.relink, partial(company, Article, "copies")),
    Step("stories", "articles", events.relink, partial(company, Article, "story")),
    Step("quote families", "quotes", families.relink, partial(company, Quote, "family")),
    Step("disagreements", "passages", disagreements.relink, disagreements.derived),
    Step("people", "pairs", people_pairs.relink, people_pairs.derived),
    Step("citations", "citations", outlet_citations.relink, outlet_citations.derived),
]


def difference(before: Derived, after: Derived) -> str:
    """What changed from one state to the other, as a sentence's part: "3 linked, 1 let go"."""
    linked = sum(row not in before for row in after)
    freed = sum(row not in after for row in before)
    moved = sum(before[row] != after[row] for row in before.keys() & after.keys())
    told = [f"{linked} linked", f"{freed} let go", f"{moved} in other company"]
    return ", ".join(part for part in told if not part.startswith("0 ")) or "nothing changed"
