"""Articles on one event -> one story: shared people and rare words, within days.

Candidates are articles that name one of the same people within `WINDOW` days; where a date is
unknown the people and the words must do. The likeness of two articles is the cosine of their
weighted words (Salton's tf-idf): a word counts the more the rarer it is in the archive, names in
the headline twice.
"""

import re
from collections import Counter, defaultdict
from datetime import timedelta
from math import log, sqrt

from django.db.models import Count

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


def link(articles: list[Article]) -> None:
    """Puts each article into the story of the articles that tell the same event, if there is one.

    Articles that are in a story stay there. A pair without a story makes a new one.
    """
    if not articles:
        return
    frequencies, size = _background()
    vectors: dict[int, Vector] = {}

    def vector_of(article: Article) -> Vector:
        if article.pk not in vectors:
            counts = words(article.headline, f"{article.standfirst} {article.body}")
            vectors[article.pk] = vector(counts, frequencies, size)
        return vectors[article.pk]

    for article in articles:
        if article.story_id is None:
            _join(article, vector_of)


def _background() -> tuple[Counter, int]:
    frequencies: Counter = Counter()
    latest = Article.objects.order_by("-id").values_list("headline", "body")[:BACKGROUND]
    for headline, body in latest:
        frequencies.update(words(headline, body).keys())
    return frequencies, len(latest)


def candidates(article: Article) -> list[Article]:
    """Articles that name one of the same people, within `WINDOW` where both dates are known;
    those with most people in common first."""
    people = Mention.objects.filter(article=article).values("person")
    near = Article.objects.exclude(pk=article.pk).filter(mentions__person__in=people)
    if article.published_on:
        window = (article.published_on - WINDOW, article.published_on + WINDOW)
        near = near.filter(published_on__range=window) | near.filter(published_on=None)
    shared = near.values("pk").annotate(shared=Count("mentions__person", distinct=True))
    ids = [row["pk"] for row in shared.order_by("-shared", "-pk")[:CANDIDATES]]
    return list(Article.objects.filter(pk__in=ids).order_by("pk"))


def _join(article: Article, vector_of) -> None:
    """Puts the article into the story whose articles are most like it, if one is alike enough."""
    groups: dict[object, list[tuple[float, Article]]] = defaultdict(list)
    for other in candidates(article):
        alike = likeness(vector_of(article), vector_of(other))
        groups[other.story_id or ("alone", other.pk)].append((alike, other))
    best: tuple[float, list[Article]] = (0.0, [])
    for members in groups.values():
        members.sort(key=lambda pair: -pair[0])
        closest = members[:3]
        alike = sum(score for score, _ in closest) / len(closest)
        if alike >= _needed(article, closest[0][1]) and alike > best[0]:
            best = (alike, [other for _, other in members])
    if best[1]:
        _put_together(article, best[1])


def _needed(article: Article, other: Article) -> float:
    return ALIKE if article.published_on and other.published_on else ALIKE_UNDATED


def _put_together(article: Article, others: list[Article]) -> None:
    story = next((other.story for other in others if other.story_id), None)
    if story is None:
        title = others[0].headline[:MAX_TITLE]
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
    title = first.headline[:MAX_TITLE] if first else f"Story {story.pk}"
    if title != story.title:
        story.title = title
        story.save(update_fields=["title"])
