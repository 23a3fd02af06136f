"""Articles on one event -> one story: shared people and rare words, within days.

Candidates are articles that name one of the same people within `WINDOW` days; where a date is
unknown the people and the words must do. The likeness of two articles is the cosine of their
weighted words (Salton's tf-idf): a word counts the more the rarer it is in the archive, names in
the headline twice.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from math import log, sqrt

from django.db.models import Count, Q

from articles.linking.common_words import COMMON
from articles.models import Article, Mention, Story
from articles.querysets import shown
from articles.slugs import free_slug

WINDOW = timedelta(days=5)
CANDIDATES = 60
BACKGROUND = 300  # latest articles from which word frequencies are counted
ALIKE = 0.2  # cosine from which two articles with shared people and near dates tell one event
ALIKE_UNDATED = 0.25  # the same where a date is missing
MAX_TITLE = 300
UNTOLD = "A story that is not told yet"  # all its articles are hidden

Vector = dict[str, float]


def words(headline: str, text: str) -> Counter:
    """How often each word that may tell an event stands in the text; headline words count twice."""
    found = re.findall(r"[^\W_]{3,}", f"{headline} {headline} {text}".casefold().replace("’", "'"))
    return Counter(word for word in found if word not in COMMON)


def vector(counts: Counter, frequencies: Counter, articles: int) -> Vector:
    """tf-idf weights of unit length. `frequencies`: in how many of `articles` a word stands.

    The archive counts as at least `BACKGROUND` articles large: in a small one the words of its
    only story would else look common.
    """
    size = max(articles, BACKGROUND)
    weights = {
        word: (1 + log(n)) * log((size + 1) / (frequencies[word] + 1)) for word, n in counts.items()
    }
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}


def likeness(one: Vector, other: Vector) -> float:
    """Cosine of two unit vectors, 0 to 1."""
    if len(other) < len(one):
        one, other = other, one
    return sum(weight * other[word] for word, weight in one.items() if word in other)


class Vectors:
    """The word vectors of articles, each made once, with the frequencies of the archive now."""

    def __init__(self) -> None:
        self.frequencies, self.size = _background()
        self.known: dict[int, Vector] = {}

    def of(self, ids: Iterable[int]) -> dict[int, Vector]:
        """Vector of each article; the texts of those not met before are read in one query."""
        ids = list(ids)
        missing = [pk for pk in ids if pk not in self.known]
        if missing:
            texts = Article.objects.filter(pk__in=missing).order_by()
            for pk, headline, *rest in texts.values_list("pk", "headline", "standfirst", "body"):
                counts = words(headline, " ".join(rest))
                self.known[pk] = vector(counts, self.frequencies, self.size)
        return {pk: self.known[pk] for pk in ids if pk in self.known}


def link(articles: list[Article]) -> None:
    """Puts each article into the story of the articles that tell the same event, if there is one.

    Articles that are in a story stay there. A pair without a story makes a new one.
    """
    if not articles:
        return
    vectors = Vectors()
    for article in articles:
        if article.story_id is None:
            _join(article, vectors)


def _background() -> tuple[Counter, int]:
    frequencies: Counter = Counter()
    latest = Article.objects.order_by("-id").values_list("headline", "body")[:BACKGROUND]
    for headline, body in latest:
        frequencies.update(words(headline, body).keys())
    return frequencies, len(latest)


@dataclass(frozen=True)
class Candidate:
    """An article that may tell the same event; `story` is the id of its story, or None."""

    pk: int
    story: int | None
    dated: bool


def candidates(article: Article) -> list[Candidate]:
    """Articles that name one of the same people, within `WINDOW` where both dates are known;
    those with most people in common first, `CANDIDATES` at most."""
    people = Mention.objects.filter(article=article).values("person")
    near = Article.objects.exclude(pk=article.pk).filter(mentions__person__in=people)
    if article.published_on:
        window = (article.published_on - WINDOW, article.published_on + WINDOW)
        near = near.filter(Q(published_on__range=window) | Q(published_on=None))
    shared = near.values("pk", "story_id", "published_on").annotate(
        shared=Count("mentions__person", distinct=True)
    )
    return [
        Candidate(row["pk"], row["story_id"], row["published_on"] is not None)
        for row in shared.order_by("-shared", "-pk")[:CANDIDATES]
    ]


def _join(article: Article, vectors: Vectors) -> None:
    """Puts the article into the story whose articles are most like it, if one is alike enough."""
    found = candidates(article)
    if not found:
        return
    known = vectors.of([article.pk, *(other.pk for other in found)])
    groups: dict[object, list[tuple[float, Candidate]]] = defaultdict(list)
    for other in found:
        alike = likeness(known[article.pk], known[other.pk])
        groups[other.story or ("alone", other.pk)].append((alike, other))
    best, members = 0.0, []
    for group in groups.values():
        group.sort(key=lambda pair: -pair[0])
        closest = group[:3]
        alike = sum(score for score, _ in closest) / len(closest)
        dated = article.published_on is not None and closest[0][1].dated
        if alike >= (ALIKE if dated else ALIKE_UNDATED) and alike > best:
            best, members = alike, [other for _, other in group]
    if members:
        _put_together(article, members)


def _put_together(article: Article, others: list[Candidate]) -> None:
    story = Story.objects.filter(pk__in=[o.story for o in others if o.story]).first()
    if story is None:
        # Address and title come from what readers may see: a hidden headline is told to nobody.
        known = Article.objects.published().filter(pk__in=[article.pk, *(o.pk for o in others)])
        first = known.oldest().first()
        title = first.headline[:MAX_TITLE] if first else UNTOLD
        story = Story.objects.create(title=title, slug=free_slug(Story, title))
        Article.objects.filter(pk__in=[other.pk for other in others]).update(story=story)
    article.story = story
    Article.objects.filter(pk=article.pk).update(story=story)
    retitle(story)


def retitle(story: Story) -> None:
    """Names the story after the first article in it that readers may see, unless it was named by
    hand: the headline of a hidden article is told to nobody."""
    if story.named_by_hand:
        return
    first = story.articles.filter(shown()).oldest().first()
    title = first.headline[:MAX_TITLE] if first else UNTOLD
    if title != story.title:
        story.title = title
        story.save(update_fields=["title"])
