"""Near duplicates: articles that are one copy, cut or retouched, are put into one group.

An agency's report stands in many outlets, each of which cut it and changed a word. They are found
by what their sketches share (`ArticleSketch`), held against each other word by word, and joined: a
group is all articles that a chain of copies links. So it is the same in whatever order they came.
Two reporters' own reports of one event are no copies.

Where the measure is in doubt, a curator is asked (`copy_pairs`), once for each place where an
answer would join two groups or part one. Two that they called one text are in one group, whatever
the measure says; two that they called two are never, nor through a third article.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from types import MappingProxyType

from django.db import connection

from articles.linking import copy_pairs
from articles.linking.among import among
from articles.linking.copy_pairs import Pair, Row, Verdict
from articles.linking.links import set_link
from articles.linking.sketches import SHARED, SHORT, Likeness, Text, likeness, sketch, words_of
from articles.models import Article, ArticleSketch, CopyGroup

FULL = 24  # articles that share a hash: words that stand in more of them are no sign of a copy
MOST = 12  # articles that one is held against, those that share most with it first
SAME_WIRE = timedelta(days=3)  # within which two outlets print what one agency sent
CHUNK = 500

Judge = Callable[[Pair], Likeness]


class Groups:
    """Which articles belong together: a forest of ids, joined as pairs are found (union-find).

    Two that are held apart are never joined, whatever links them.
    """

    def __init__(self) -> None:
        self.above: dict[int, int] = {}
        self.apart: dict[int, set[int]] = defaultdict(set)

    def root(self, pk: int) -> int:
        """The id that stands for the group of this article."""
        while self.above.setdefault(pk, pk) != pk:
            self.above[pk] = self.above[self.above[pk]]
            pk = self.above[pk]
        return pk

    def together(self, one: int, other: int) -> bool:
        """True where two articles are in one group."""
        return self.root(one) == self.root(other)

    def join(self, one: int, other: int) -> bool:
        """Puts the groups of two articles together; False where they are held apart."""
        low, high = sorted((self.root(one), self.root(other)))
        if high in self.apart.get(low, ()):
            return False
        self.above[high] = low
        if low != high:
            for foe in self.apart.pop(high, ()):
                self.apart[foe].discard(high)
                self.apart[foe].add(low)
                self.apart[low].add(foe)
        return True

    def hold_apart(self, one: int, other: int) -> None:
        """Has the groups of two articles stay two, if they are not one already."""
        first, second = self.root(one), self.root(other)
        if first != second:
            self.apart[first].add(second)
            self.apart[second].add(first)

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
    _link({article.pk: article for article in articles}, made)


def relink() -> Iterator[int]:
    """Finds all copies of the archive anew; yields how many articles are done, at times.

    What curators answered stays; what they are asked is found anew.
    """
    Article.objects.exclude(copies=None).update(copies=None)
    CopyGroup.objects.all().delete()
    ArticleSketch.objects.all().delete()
    ids = Article.objects.order_by("pk").values_list("pk", flat=True).iterator()
    asked: set[Pair] = set()
    done = 0
    while chunk := list(islice(ids, CHUNK)):
        articles = _comparable(Article.objects.filter(pk__in=chunk))
        _link({article.pk: article for article in articles}, asked=asked)
        done += len(chunk)
        yield done
    copy_pairs.drop_others(asked)


def _link(
    articles: dict[int, Article],
    made: Mapping[int, list[int]] = MappingProxyType({}),
    *,
    asked: set[Pair] | None = None,
    thorough: bool = False,
) -> None:
    """Links as `link` does. `asked` gathers what is asked where the archive is worked through in
    parts; `thorough` weighs all pairs against each other before any is joined."""
    old = {article.copies_id for article in articles.values()} - {None}
    if old:
        members = Article.objects.filter(copies__in=old).exclude(pk__in=articles)
        articles = articles | {article.pk: article for article in _comparable(members)}
        Article.objects.filter(copies__in=old).update(copies=None)
        for article in articles.values():
            article.copies_id = None
    sketches = {pk: _sketch(article, made.get(pk)) for pk, article in articles.items()}
    shared = _exchange(sketches)
    contested = _group(articles, _candidates(sketches, shared), asked, thorough=thorough)
    if old:
        CopyGroup.objects.filter(pk__in=old, articles=None).delete()
    if contested and not thorough:
        # Where groups are held apart, what is new may lie between them: of all articles of both the
        # likest pairs are joined first, so that each goes where it would have gone in any order.
        _link(_loaded(contested), asked=asked, thorough=True)


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
    ArticleSketch.objects.filter(among("article", sketches)).delete()
    values = {value for hashes in sketches.values() for value in hashes}
    shared: dict[int, list[int]] = defaultdict(list)
    rows = ArticleSketch.objects.filter(among("value", values)).order_by("article_id")
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


def _group(
    articles: dict[int, Article], pairs: list[Pair], asked: set[Pair] | None, *, thorough: bool
) -> set[int]:
    """Joins those of the pairs that are copies, with the groups that they are in already, and keeps
    what a curator is to be asked. Returns ids in the groups that an answer holds apart from those
    of the articles, and in theirs."""
    looked = set(articles)
    articles = articles | _loaded({pk for pair in pairs for pk in pair} - looked)
    rows = copy_pairs.near(articles)
    said = [row for row in rows if row.verdict == Verdict.YES]
    articles |= _loaded({pk for row in said for pk in row.ends}.difference(articles))
    groups = _as_answered(articles, rows)
    judge = _judge(articles)
    if thorough:
        pairs = sorted(pairs, key=lambda pair: (-judge(pair).shared, pair))
    answered = {row.pair for row in rows if row.verdict != Verdict.OPEN}
    doubtful = _join(groups, [pair for pair in pairs if pair not in answered], judge)
    _write([[articles[pk] for pk in members] for members in groups.found()])
    roots = {groups.root(pk) for pk in looked}
    apart = [row for row in rows if row.verdict == Verdict.NO]
    contested = [row.pair for row in apart if not roots.isdisjoint(map(groups.root, row.ends))]
    # From here on groups are joined as they would be by the answers: none is asked for twice.
    for row in rows:
        stays = looked.isdisjoint(row.pair) and (asked is None or row.pair in asked)
        if row.verdict == Verdict.OPEN and stays:
            groups.join(*row.ends)
    questions = {
        pair: judge(pair).shared
        for pair in doubtful
        if judge(pair).copy or (not groups.together(*pair) and groups.join(*pair))
    }
    copy_pairs.keep(questions, rows, looked, asked)
    return {pk for pair in contested for pk in pair}


def _join(groups: Groups, pairs: list[Pair], judge: Judge) -> list[Pair]:
    """Joins those of the pairs that are copies, the doubtful last and the likest of them first.

    Returns the doubtful that joined two groups, and behind them those that may do so.
    """
    doubtful = []
    for pair in pairs:
        if groups.together(*pair):
            continue
        if judge(pair).doubtful:
            doubtful.append(pair)
        elif judge(pair).copy:
            groups.join(*pair)
    doubtful.sort(key=lambda pair: (not judge(pair).copy, -judge(pair).shared, pair))
    return [
        pair
        for pair in doubtful
        if not groups.together(*pair) and (not judge(pair).copy or groups.join(*pair))
    ]


def _loaded(ids: set[int]) -> dict[int, Article]:
    if not ids:
        return {}
    return {article.pk: article for article in _comparable(Article.objects.filter(pk__in=ids))}


def _as_answered(articles: dict[int, Article], rows: list[Row]) -> Groups:
    """The groups as they stand and as curators joined them, held apart as they said."""
    groups = Groups()
    first_of: dict[int, int] = {}
    for pk in sorted(articles):
        if group := articles[pk].copies_id:
            groups.join(pk, first_of.setdefault(group, pk))
    for row in rows:
        if row.verdict == Verdict.YES:
            groups.join(*row.ends)
    for row in rows:
        if row.verdict == Verdict.NO:
            groups.hold_apart(*row.ends)
    return groups


def _judge(articles: dict[int, Article]) -> Judge:
    """What says of two of the articles how alike they are; each pair is compared once."""
    texts: dict[int, Text] = {}
    judged: dict[Pair, Likeness] = {}

    def judge(pair: Pair) -> Likeness:
        if pair not in judged:
            for pk in pair:
                if pk not in texts:
                    texts[pk] = Text(articles[pk].body)
            judged[pair] = _likeness(*(articles[pk] for pk in pair), *(texts[pk] for pk in pair))
        return judged[pair]

    return judge


def _likeness(one: Article, other: Article, first: Text, second: Text) -> Likeness:
    """How alike two articles are. Where the measure says that they are no copies, curators are
    asked only about such as two outlets can have had from one agency: an outlet that writes on
    takes over its own sentences."""
    if min(len(first.words), len(second.words)) >= SHORT:
        found = likeness(first, second)
        asked = found.doubtful and (found.copy or _of_one_wire(one, other))
        return replace(found, doubtful=asked)
    # "Markets closed" is printed every day: two outlets must have it within days of each other.
    same = one.text_hash == other.text_hash and _of_one_wire(one, other)
    return Likeness(float(same), copy=same, doubtful=False)


def _of_one_wire(one: Article, other: Article) -> bool:
    """True where two outlets can have had a text from one agency: within days of each other."""
    days = [article.published_on for article in (one, other) if article.published_on]
    near = len(days) < 2 or abs(days[0] - days[1]) <= SAME_WIRE
    return one.source_id != other.source_id and near


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
