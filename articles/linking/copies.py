"""Near duplicates: articles that are one copy, cut or retouched, are put into one group.

An agency's report stands in many outlets, each of which cut it and changed a word. They are found
by what their sketches share (`ArticleSketch`), held against each other word by word, and joined: a
group is all articles that a chain of copies links. So it is the same in whatever order they came.
Two reporters' own reports of one event are no copies.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import islice
from types import MappingProxyType

from django.db import connection

from articles.linking.links import set_link
from articles.linking.sketches import SHARED, SHORT, Text, is_copy, sketch, words_of
from articles.models import Article, ArticleSketch, CopyGroup

FULL = 24  # articles that share a hash: words that stand in more of them are no sign of a copy
MOST = 12  # articles that one is held against, those that share most with it first
SAME_WIRE = timedelta(days=3)  # within which two short texts of the same words are one copy
CHUNK = 500

Pair = tuple[int, int]


class Groups:
    """Which articles belong together: a forest of ids, joined as pairs are found (union-find)."""

    def __init__(self) -> None:
        self.above: dict[int, int] = {}

    def root(self, pk: int) -> int:
        """The id that stands for the group of this article."""
        while self.above.setdefault(pk, pk) != pk:
            self.above[pk] = self.above[self.above[pk]]
            pk = self.above[pk]
        return pk

    def join(self, one: int, other: int) -> None:
        """Puts the groups of two articles together."""
        low, high = sorted((self.root(one), self.root(other)))
        self.above[high] = low

    def found(self) -> list[list[int]]:
        """The groups of two articles or more."""
        members = defaultdict(list)
        for pk in self.above:
            members[self.root(pk)].append(pk)
        return [sorted(ids) for ids in members.values() if len(ids) > 1]


def link(articles: Iterable[Article], made: Mapping[int, list[int]] = MappingProxyType({})) -> None:
    """Finds the copies of these articles among all, and groups them anew.

    `articles` have ids; their texts may be new or changed. Members of the groups they were in are
    looked at again, for one may have been what held the others together. The number of queries
    does not grow with that of the articles. `made` has sketches of texts that are at hand already.
    """
    articles = {article.pk: article for article in articles}
    old = {article.copies_id for article in articles.values()} - {None}
    if old:
        members = Article.objects.filter(copies__in=old).exclude(pk__in=articles)
        articles |= {article.pk: article for article in _comparable(members)}
        Article.objects.filter(copies__in=old).update(copies=None)
        for article in articles.values():
            article.copies_id = None
    sketches = {pk: _sketch(article, made.get(pk)) for pk, article in articles.items()}
    shared = _exchange(sketches)
    _group(articles, _candidates(sketches, shared))
    if old:
        CopyGroup.objects.filter(pk__in=old, articles=None).delete()


def relink() -> Iterator[int]:
    """Finds all copies of the archive anew; yields how many articles are done, at times."""
    Article.objects.exclude(copies=None).update(copies=None)
    CopyGroup.objects.all().delete()
    ArticleSketch.objects.all().delete()
    ids = Article.objects.order_by("pk").values_list("pk", flat=True).iterator()
    done = 0
    while chunk := list(islice(ids, CHUNK)):
        link(_comparable(Article.objects.filter(pk__in=chunk).order_by("pk")))
        done += len(chunk)
        yield done


def _comparable(articles):
    """The articles with the columns alone by which they are compared."""
    return articles.only("headline", "body", "source_id", "published_on", "copies_id", "text_hash")


def _sketch(article: Article, made: list[int] | None = None) -> list[int]:
    """The article's hashes, `made` or not; of a short one the hash of headline and text alone."""
    if not article.body:
        return []
    values = sketch(words_of(article.body)) if made is None else made
    return values or [int(article.text_hash[:16] or "0", 16) - (1 << 63)]


def _exchange(sketches: dict[int, list[int]]) -> dict[int, list[int]]:
    """Puts the articles' hashes into the database, and returns who has which: {hash: ids}.

    A hash that `FULL` articles have is no sign of a copy, and gets no more rows.
    """
    ArticleSketch.objects.filter(article__in=sketches).delete()
    values = {value for hashes in sketches.values() for value in hashes}
    shared: dict[int, list[int]] = defaultdict(list)
    rows = ArticleSketch.objects.filter(value__in=values).order_by("article_id")
    for value, pk in rows.values_list("value", "article_id"):
        shared[value].append(pk)
    fresh = []
    for pk, hashes in sketches.items():
        for value in hashes:
            if len(shared[value]) < FULL:
                shared[value].append(pk)
                fresh.append((pk, value))
    _insert(fresh)
    return shared


def _insert(rows: list[tuple[int, int]]) -> None:
    """Writes (article, hash) pairs, without the cost of a model's instance for each."""
    table = connection.ops.quote_name(ArticleSketch._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (article_id, value) VALUES (%s, %s)",  # noqa: S608 - own table
            rows,
        )


def _candidates(sketches: dict[int, list[int]], shared: dict[int, list[int]]) -> list[Pair]:
    """Pairs of articles to hold against each other, those that share most hashes first."""
    pairs: dict[Pair, int] = {}
    for pk, hashes in sketches.items():
        counts = Counter(other for value in hashes for other in shared[value] if other != pk)
        needed = min(SHARED, len(hashes))
        near = sorted((-n, other) for other, n in counts.items() if n >= needed)
        for n, other in near[:MOST]:
            pairs[min(pk, other), max(pk, other)] = n
    return sorted(pairs, key=lambda pair: (pairs[pair], pair))


def _group(articles: dict[int, Article], pairs: list[Pair]) -> None:
    """Joins those of the pairs that are copies, with the groups that they are in already."""
    if not pairs:
        return
    ids = {pk for pair in pairs for pk in pair}
    others = _comparable(Article.objects.filter(pk__in=ids.difference(articles)))
    articles = articles | {article.pk: article for article in others}
    groups = Groups()
    known: dict[int, int] = {}
    for pk in sorted(ids):
        if articles[pk].copies_id:
            groups.join(pk, known.setdefault(articles[pk].copies_id, pk))
    texts: dict[int, Text] = {}
    for one, other in pairs:
        if groups.root(one) != groups.root(other) and _are_copies(
            articles[one], articles[other], texts
        ):
            groups.join(one, other)
    _write([[articles[pk] for pk in members] for members in groups.found()])


def _are_copies(one: Article, other: Article, texts: dict[int, Text]) -> bool:
    for article in (one, other):
        if article.pk not in texts:
            texts[article.pk] = Text(article.body)
    first, second = texts[one.pk], texts[other.pk]
    if min(len(first.words), len(second.words)) >= SHORT:
        return is_copy(first, second)
    # "Markets closed" is printed every day: two outlets must have it within days of each other.
    days = [article.published_on for article in (one, other) if article.published_on]
    return (
        one.text_hash == other.text_hash
        and one.source_id != other.source_id
        and (len(days) < 2 or abs(days[0] - days[1]) <= SAME_WIRE)
    )


def _write(groups: list[list[Article]]) -> None:
    """Puts the articles of each list, and all of the groups that they are in, into one group: the
    oldest of those, or a new one."""
    new = sum(not any(article.copies_id for article in members) for members in groups)
    fresh = iter(CopyGroup.objects.bulk_create([CopyGroup() for _ in range(new)]))
    moved: dict[int, int] = {}  # group that is given up: group that takes its articles
    placed = []
    for members in groups:
        old = sorted({article.copies_id for article in members} - {None})
        group = old[0] if old else next(fresh).pk
        moved |= dict.fromkeys(old[1:], group)
        placed += [(article, group) for article in members if article.copies_id is None]
    followers = Article.objects.filter(copies__in=moved).only("copies_id") if moved else []
    placed += [(article, moved[article.copies_id]) for article in followers]
    for article, group in placed:
        article.copies_id = group
    set_link(Article, "copies_id", {article.pk: group for article, group in placed})
    if moved:
        CopyGroup.objects.filter(pk__in=moved).delete()
