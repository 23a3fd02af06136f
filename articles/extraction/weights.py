"""Sums of learnt weights, kept by group of signs.

A linear model adds the weights of all signs of a place. News repeats itself (Zipf's law): signs
that come together again and again make a group, a key `(function, *inputs)`, whose sum is looked
up; only for a new one the function is called to name its signs. A sign that belongs to no group,
for its inputs seldom meet twice, is a plain string.
"""

from collections.abc import Callable, Hashable, Iterable

Group = str | tuple[Callable[..., Iterable[str]] | Hashable, ...]

MOST_KEPT = 50_000  # groups of a model kept in memory, some 15 MB; an article has a few hundred


class Sums(dict[Group, float]):
    """The weight of each sign and the sum of each group asked for: `sums[group]`."""

    def __init__(self, weights: dict[str, float]):
        super().__init__(weights)
        self.weights = weights

    def __missing__(self, group: Group) -> float:
        if len(self) >= MOST_KEPT + len(self.weights):
            self.clear()
            self.update(self.weights)
        known = []
        if not isinstance(group, str):
            weights, (name, *inputs) = self.weights, group
            known = [weights[sign] for sign in name(*inputs) if sign in weights]
        total = self[group] = self.add(known)
        return total

    @staticmethod
    def add(weights: list) -> float:
        """Return the sum of some weights."""
        return sum(weights)


class PairSums(Sums):
    """The same for two models that share their signs: weights and sums are pairs."""

    @staticmethod
    def add(weights: list) -> tuple[float, float]:
        """Return the two sums of some pairs of weights."""
        return sum([one for one, _ in weights]), sum([other for _, other in weights])


def signs_of(groups: Iterable[Group]) -> list[str]:
    """Return the names of the signs in some groups, as weights are listed by them."""
    signs: list[str] = []
    for group in groups:
        if isinstance(group, str):
            signs.append(group)
        else:
            name, *inputs = group
            signs += name(*inputs)
    return signs
