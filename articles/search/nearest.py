"""Where a search finds nothing: the nearest queries that find something, each with its count."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext
from tantivy import Searcher

from articles.querysets import User, sees_hidden
from articles.search import query, readers, results, schema
from articles.search.facets import Filters
from articles.search.query import And, Everything, Node, Not, Or, Parsed, Text
from articles.tongue import in_language

MOST = 3  # queries offered
_MOST_PARTS = 6  # parts of a query that are left out in turn
_MOST_CONDITIONS = 12  # parts of a query that is still a question and no list
_MOST_SLIPS = 4  # words of a query that are looked up in the dictionary
_MOST_WORDS = 3_000  # words of the dictionary that a slip is held against, the most frequent ones
_LONGEST = 30  # letters of a word that may be a slip
_SHORTEST = 4  # letters of a word that may be a slip: shorter ones are near too many others
_FINDS = {"articles": results.articles, "quotes": results.quotes}
_DICTIONARY = {"articles": "body", "quotes": "quote"}
_STEMS = {"articles": "text_stem", "quotes": "quote_stem"}


@dataclass(frozen=True)
class Nearby:
    """A query near the one asked, how it differs in words, and how much it finds."""

    query: str
    differs: str
    count: int


def nearby(
    parsed: Parsed, *, shape: str = "articles", user: User | None = None, filters: Filters
) -> list[Nearby]:
    """Queries near one that finds nothing, at most MOST, the nearest first, each with its count.

    `shape` is articles or quotes; the filters stay on. In this order: words in another spelling,
    phrases as words, words of one field anywhere, one part left out (what leaves most: so the
    rarest goes), any of the words. Raises `Unavailable` as the search does.
    """
    if len(getattr(parsed.tree, "parts", ())) > _MOST_CONDITIONS:
        return []
    searchers = readers.up_to_date().of(shape, hidden=sees_hidden(user))

    def count(node: Node) -> int:
        return _FINDS[shape](
            query.write(node), user=user, filters=filters, per_page=1, facets=()
        ).total

    found: list[Nearby] = []
    respelled, slips = _respelled(parsed.tree, shape, searchers)
    for differs, node in (*([(slips, respelled)] if slips else []), *_changed(respelled, slips)):
        if total := count(node):
            found.append(Nearby(query.write(node), differs, total))
    if not found:
        found = _without_a_part(respelled, slips, count)
    if not found and (either := _any_of(respelled)) and (total := count(either)):
        differs = _both(slips, gettext("any of the words"))
        found.append(Nearby(query.write(either), differs, total))
    return found[:MOST]


def count_without_filters(text: str, *, shape: str, user: User | None) -> int:
    """How much a query finds where no filter is on."""
    return _FINDS[shape](text, user=user, per_page=1, facets=()).total


def _respelled(tree: Node, shape: str, searchers: Sequence[Searcher]) -> tuple[Node, str]:
    """The tree with its slips of the pen put right, and which they are; "" where there is none."""
    spelled: dict[str, str] = {}

    looked_up: dict[str, str] = {}

    def right(word: str) -> str:
        if word not in looked_up and len(looked_up) < _MOST_SLIPS and _may_be_a_slip(word):
            looked_up[word] = _spelled(word, shape, searchers)
        return looked_up.get(word, "")

    def respell(node: Text) -> Node:
        other = [right(word) for word in node.words] if not node.prefix else []
        if not any(other):
            return node
        spelled.update((old, new) for old, new in zip(node.words, other, strict=True) if new)
        kept = tuple(new or old for old, new in zip(node.words, other, strict=True))
        return replace(node, words=kept, written=" ".join(kept))

    respelled = _mapped(tree, respell)
    pair = gettext("“%(new)s” for “%(old)s”")
    pairs = ", ".join(pair % {"new": new, "old": old} for old, new in spelled.items())
    return respelled, gettext("with %(pairs)s") % {"pairs": pairs} if pairs else ""


def _changed(tree: Node, slips: str) -> Iterator[tuple[str, Node]]:
    """(how it differs, tree) of the tree with all its words changed in one way."""
    for differs, change in (
        (gettext("with the words of the phrase apart, in any form"), _apart),
        (gettext("with the words anywhere"), lambda node: replace(node, field="")),
    ):
        changed = _mapped(tree, change)
        if changed != tree:
            yield _both(slips, differs), changed


def _both(slips: str, differs: str) -> str:
    """Two differences in words; `slips` may be ""."""
    return f"{slips}, {differs}" if slips else differs


def _apart(node: Text) -> Node:
    """The words of a phrase as words in any form."""
    if not node.exact or node.prefix:
        return node
    parts = [replace(node, words=(word,), exact=False, slop=0, written=word) for word in node.words]
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def _mapped(node: Node, change: Callable[[Text], Node]) -> Node:
    """The tree with every text that is wanted changed."""
    if isinstance(node, Text):
        return change(node)
    if isinstance(node, And | Or):
        return replace(node, parts=tuple(_mapped(part, change) for part in node.parts))
    return node


def _without_a_part(tree: Node, slips: str, count: Callable[[Node], int]) -> list[Nearby]:
    """The queries without one of their parts, what finds most first."""
    parts = tree.parts if isinstance(tree, And) else ()
    found = []
    for part in parts[:_MOST_PARTS]:
        rest = tuple(other for other in parts if other is not part)
        if all(isinstance(other, Not) for other in rest):
            continue
        node = rest[0] if len(rest) == 1 else And(rest)
        if total := count(node):
            without = gettext("without %(part)s") % {"part": in_language(query.tell(part))}
            differs = _both(slips, without)
            found.append(Nearby(query.write(node), differs, total))
    return sorted(found, key=lambda one: -one.count)


def _any_of(tree: Node) -> Node | None:
    """The tree of which one wanted part is enough; None where it has no two such parts."""
    wanted = [part for part in getattr(tree, "parts", ()) if not isinstance(part, Not | Everything)]
    return Or(tuple(wanted)) if isinstance(tree, And) and len(wanted) > 1 else None


def _may_be_a_slip(word: str) -> bool:
    return _SHORTEST <= len(word) <= _LONGEST and word.isalpha()


def _spelled(word: str, shape: str, searchers: Sequence[Searcher]) -> str:
    """The word of the archive that a word may be a slip for; "" where it is one, or none is near.

    Looked for among the words with the same beginning, or with its first two letters swapped.
    """
    stemmed = schema.stem(word)
    if any(searcher.doc_freq(_STEMS[shape], stemmed) for searcher in searchers):
        return ""
    allowed = 1 if len(word) < 6 else 2
    best, rank = "", (allowed + 1, 0)
    for begun in dict.fromkeys((word[:2], word[1::-1])):
        for searcher in searchers:
            for other, frequency in _words(searcher, _DICTIONARY[shape], begun).items():
                if abs(len(other) - len(word)) > allowed or other == word:
                    continue
                rank_here = (distance(word, other, allowed), -frequency)
                if rank_here < rank:
                    best, rank = other, rank_here
    return best


def _words(searcher: Searcher, field: str, begun: str) -> dict[str, int]:
    """The words of a field that begin so, and in how many documents each stands."""
    return dict(searcher.terms_with_prefix(field, begun, limit=_MOST_WORDS))


def distance(one: str, other: str, most: int) -> int:
    """Letters to add, leave out, change or swap with the next to make one word of the other.

    `most` + 1 where there are more (optimal string alignment; Damerau 1964).
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
