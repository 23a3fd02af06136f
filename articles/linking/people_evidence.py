"""What speaks for two names being one person and what against, in sentences, and what it weighs.

Each thing that speaks for it closes a part of the gap between the weight so far and 1, as
independent evidence does (noisy-or); each thing that speaks against takes a share away.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from articles.linking.name_order import Relation, relation
from articles.linking.people_facts import Facts
from articles.sentences import Sentence, gettext_noop, listed

NEAR_DAYS = 30
NAMED = 3  # companions that a sentence names
_AND = gettext_noop("%(some)s and %(last)s")
_ONE_NAMES = gettext_noop("One article names both, as two people.")
_NAME = gettext_noop("%(count)d articles name both, as two people.")
_A_DAY = gettext_noop("Articles within a day name them.")
_DAYS = gettext_noop("Articles within %(count)d days name them.")


@dataclass
class Evidence:
    """`score` from 0 to 1, and sentences: how the names are related first, then the articles."""

    score: float
    sentences: list[str] = field(default_factory=list)

    def speaks_for(self, weight: float, sentence: str) -> None:
        """Adds what makes one person likelier."""
        self.score = 1 - (1 - self.score) * (1 - weight)
        self.sentences.append(sentence)

    def speaks_against(self, weight: float, sentence: str) -> None:
        """Adds what makes two people likelier."""
        self.score *= 1 - weight
        self.sentences.append(sentence)


def best_relation(names: Iterable[str], others: Iterable[str]) -> Relation | None:
    """The relation of two people's names that weighs most, over all their forms."""
    others = list(others)
    related = (relation(one, other) for one in names for other in others)
    return max(filter(None, related), key=lambda found: found.weight, default=None)


def weigh(related: Relation, one: Facts, other: Facts, names: Mapping[int, str]) -> Evidence:
    """The evidence of two people's facts. `names`: of companions, by id, as they are shown."""
    evidence = Evidence(related.weight, [related.sentence])
    _weigh_articles(evidence, one, other)
    _weigh_companions(evidence, one, other, names)
    _weigh_titles(evidence, one, other)
    _weigh_outlets(evidence, one, other)
    _weigh_days(evidence, one, other)
    return evidence


def _weigh_articles(evidence: Evidence, one: Facts, other: Facts) -> None:
    both = len(one.articles.keys() & other.articles.keys())
    if both:
        evidence.speaks_against(0.6, Sentence(_ONE_NAMES if both == 1 else _NAME, count=both))
    elif one.stories & other.stories:
        told = gettext_noop("Articles on one event name one form or the other.")
        evidence.speaks_for(0.35, Sentence(told))


def _weigh_companions(
    evidence: Evidence, one: Facts, other: Facts, names: Mapping[int, str]
) -> None:
    shared = {pk: min(one.companions[pk], n) for pk, n in other.companions.items()}
    shared = {pk: n for pk, n in shared.items() if n and pk in names}
    if not shared:
        return
    first = sorted(shared, key=lambda pk: (-shared[pk], names[pk]))[:NAMED]
    told = [names[pk] for pk in first]
    if len(shared) > len(first):
        more = gettext_noop("%(count)d more")
        told.append(Sentence(more, count=len(shared) - len(first)))
    weight = min(0.45, 0.15 * len(shared))
    template = gettext_noop("Both are named in articles with %(names)s.")
    evidence.speaks_for(weight, Sentence(template, names=listed(told, _AND)))


def _weigh_titles(evidence: Evidence, one: Facts, other: Facts) -> None:
    shared = sorted(one.offices.keys() & other.offices.keys())
    if shared:
        called = gettext_noop("Both are called %(name)s.")
        evidence.speaks_for(0.3, Sentence(called, name=listed(shared[:NAMED], _AND)))
    genders = [set(facts.genders) for facts in (one, other)]
    if all(len(found) == 1 for found in genders) and genders[0] != genders[1]:
        told = gettext_noop("Titles call one a man and the other a woman.")
        evidence.speaks_against(0.7, Sentence(told))


def _weigh_outlets(evidence: Evidence, one: Facts, other: Facts) -> None:
    """An outlet spells a name one way: forms that no outlet mixes are likelier one person's."""
    if not one.sources or not other.sources:
        return
    if one.sources.keys() & other.sources.keys():
        both = sorted(one.sources[pk] for pk in one.sources.keys() & other.sources.keys())
        has_both = gettext_noop("%(outlet)s has both forms.")
        evidence.sentences.append(Sentence(has_both, outlet=both[0]))
    elif min(len(one.articles), len(other.articles)) >= 2:
        evidence.speaks_for(0.1, Sentence(gettext_noop("No outlet has both forms.")))


def _weigh_days(evidence: Evidence, one: Facts, other: Facts) -> None:
    if not one.days or not other.days:
        return
    apart = _days_between(sorted(one.days), sorted(other.days))
    if apart == 0:
        evidence.speaks_for(0.1, Sentence(gettext_noop("Articles of the same day name them.")))
    elif apart <= NEAR_DAYS:
        evidence.speaks_for(0.05, Sentence(_A_DAY if apart == 1 else _DAYS, count=apart))


def _days_between(one: list, other: list) -> int:
    """Days between the nearest two of two sorted lists of days."""
    best, i, j = 10**6, 0, 0
    while i < len(one) and j < len(other):
        best = min(best, abs((one[i] - other[j]).days))
        if one[i] < other[j]:
            i += 1
        else:
            j += 1
    return best
