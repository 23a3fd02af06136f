"""Two people of one name: which of them an article means.

What a curator said of an article in a split holds. Else the company that a name keeps in the
article, its titles and the outlet are held against what other articles say of each; where that
does not settle it, the article means the one whom the archive had first.
"""

from collections.abc import Mapping, Sequence

from articles.extraction.names import fold
from articles.extraction.reading import FIELDS, ReadArticle
from articles.extraction.titles import offices
from articles.linking.people_facts import Facts, facts_of
from articles.models import Article, DeskAction, Mention, Person

SPLIT = "person-split"  # kind of the DeskAction with which a curator tells two people apart
CLEAR = 2.0  # by how much the best must lead
COMPANION, MOST_COMPANIONS, OFFICE, OUTLET = 1.0, 3, 2.0, 0.5


def tell_apart(
    articles: Sequence[tuple[Article, ReadArticle]],
    first: Mapping[str, Person],
    shared: Mapping[str, list[Person]],
) -> list[dict[str, Person]]:
    """For each article the Person of each full name in it.

    `first`: whom each name means unless the article tells otherwise; `shared`: all who bear a name,
    of those names that several do. Three queries for any number of articles.
    """
    people = {person.pk for bearers in shared.values() for person in bearers}
    facts = facts_of(people, Mention.objects.all())
    by_hand = _decided(people)
    found = []
    for article, read in articles:
        own = {name: first[name] for name in read.names if name in first}
        for name in own.keys() & shared.keys():
            decided = by_hand.get(article.pk, set())
            bearers = shared[name]
            chosen = [person for person in bearers if person.pk in decided]
            own[name] = chosen[0] if chosen else _meant(article, read, name, own, bearers, facts)
        found.append(own)
    return found


def _decided(people: set[int]) -> dict[int, set[int]]:
    """Article -> those to whom a split gave it or left it, as far as the splits stand."""
    splits = DeskAction.objects.filter(kind=SPLIT, undone_at=None, details__made__in=list(people))
    decided: dict[int, set[int]] = {}
    for details in splits.values_list("details", flat=True):
        for whom, given in (("made", "articles"), ("origin", "left")):
            for article in details[given]:
                decided.setdefault(article, set()).add(details[whom])
    return decided


def _meant(
    article: Article,
    read: ReadArticle,
    name: str,
    own: Mapping[str, Person],
    bearers: list[Person],
    facts: Mapping[int, Facts],
) -> Person:
    """The bearer of a name for whom the article speaks clearly, else the first."""
    companions = {person.pk for other, person in own.items() if fold(other) != fold(name)}
    titles = {
        office
        for field in FIELDS
        for span in read.people.get(field, [])
        if fold(span.name) == fold(name)
        for office in offices(span.title)
    }
    scores = [_score(facts[person.pk], article.source_id, companions, titles) for person in bearers]
    best = max(range(len(bearers)), key=lambda place: (scores[place], -place))
    others = [score for place, score in enumerate(scores) if place != best]
    return bearers[best] if scores[best] - max(others) >= CLEAR else bearers[0]


def _score(facts: Facts, source: int | None, companions: set[int], titles: set[str]) -> float:
    """How well an article fits what is known of somebody."""
    company = min(MOST_COMPANIONS, len(companions & facts.companions.keys())) * COMPANION
    office = OFFICE if titles & facts.offices.keys() else 0.0
    return company + office + (OUTLET if source in facts.sources else 0.0)
