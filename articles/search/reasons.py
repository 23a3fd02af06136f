"""The engine's account of a score -> sentences and figures that staff can read.

The account is a tree of {value, description, details, context}; its parts are those of BM25 as
Tantivy names them (Robertson and Zaragoza, 2009).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from articles.search.query import Parsed
from articles.search.schema import stem

_TERM = re.compile(r'Term=Term\(field=[0-9]+, type=Str, "(.*)"\)', re.DOTALL)
_BOOST = re.compile(r"Boost x([0-9.]+) of")
# The first words of the parts of a score that are told.
_FREQUENCY, _HAVING, _ALL, _LENGTH, _AVERAGE = "freq,", "n,", "N,", "dl,", "avgdl,"


@dataclass(frozen=True)
class Reason:
    """A part of a score and where it comes from."""

    score: float
    sentence: str


@dataclass(frozen=True)
class Ranking:
    """Why a hit stands where it does: `score` times `age` is what is sorted by."""

    score: float
    age: float
    reasons: tuple[Reason, ...]

    @property
    def rank(self) -> float:
        """What the hits are sorted by."""
        return self.score * self.age


def ranking(told: dict[str, Any], parsed: Parsed) -> Ranking:
    """The ranking for the account that `search.explain` gives of a hit of a query."""
    typed = {stem(word): word for text in parsed.words for word in text.words}
    reasons = sorted(_reasons(told, 1.0, typed), key=lambda reason: -reason.score)
    return Ranking(told["value"], told["age"], tuple(reasons))


def _reasons(node: dict[str, Any], boost: float, typed: Mapping[str, str]) -> Iterator[Reason]:
    """The parts of a score that come from words; what weighs nothing is left out.

    `typed` are the words of the query by their stems, which is what the engine knows.
    """
    description = node["description"]
    if not node["value"]:
        return
    if found := _BOOST.match(description):
        boost *= float(found[1])
    if description.startswith("TermQuery"):
        yield _of_words(node, boost, typed)
    elif node.get("details"):
        for part in node["details"]:
            yield from _reasons(part, boost, typed)
    else:
        yield Reason(node["value"] * boost, gettext("the same for every hit"))


def _of_words(node: dict[str, Any], boost: float, typed: Mapping[str, str]) -> Reason:
    """The score of one word, or of a phrase, which has no term of its own."""
    found = _TERM.search(" ".join(node.get("context", ())))
    figures = dict(_figures(node))
    told = {
        "words": gettext("words that stand together"),
        "times": f"{figures.get(_FREQUENCY, 0):,.0f}",
        "length": f"{figures.get(_LENGTH, 0):,.0f}",
        "average": f"{figures.get(_AVERAGE, 0):,.0f}",
        "having": f"{figures.get(_HAVING, 0):,.0f}",
        "all": f"{figures.get(_ALL, 0):,.0f}",
        "weight": f"{boost:g}",
    }
    if found:
        told["words"] = f"“{typed.get(found[1], found[1])}”"
    parts = [gettext("counted %(times)s×")]
    if _LENGTH in figures:
        parts.append(gettext("among %(length)s words (average %(average)s)"))
    if _HAVING in figures:
        parts.append(gettext("in %(having)s of %(all)s articles"))
    if boost != 1:
        parts.append(gettext("weighed %(weight)s×"))
    parts = ", ".join(part % told for part in parts)
    said = gettext("%(words)s: %(reasons)s") % {"words": told["words"], "reasons": parts}
    return Reason(node["value"] * boost, said)


def _figures(node: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """(first word of the description, value) of every part below."""
    for part in node.get("details", ()):
        yield part["description"].partition(" ")[0], part["value"]
        yield from _figures(part)
