"""Places of an article as its facet holds them. Pure Python: no Django, no Tantivy.

A dateline gives a place in capitals and the text gives it in small letters: the facet's keys are
in small letters, accents kept, and `label` writes one as readers know it.
"""

import re
from collections.abc import Iterable, Mapping

LONGEST = 80  # code points; what is longer is no name of a place
MOST = 30  # places of one article
# "PARIS/LONDON" and "PARIS and LONDON" are two places (Associated Press and Reuters datelines).
_BETWEEN = re.compile(r"[/;]| and ")
# Small words inside of names of places (CLDR and Getty TGN spell them in small letters).
_SMALL = re.compile(
    "an?|al|am|and|aux?|das?|de[lr]?|della|des|di|dos?|du|el?|en|i|in|l[ae]s?|los|of|on|over|sur"
    "|the|und|under|upon|van|von|y"
)
_INITIALS = re.compile("dc|eu|nyc|uae|uk|un|usa?|ussr")
# A word, with one letter and an apostrophe before it where it has them: d’Azur, O’Hare.
_WORD = re.compile(r"(?:([^\W\d_])(['’]))?([^\W\d_]+(?>(?:['’][^\W\d_]+)*))")


def keys(dateline_place: str, suggested: Iterable[Mapping[str, str]]) -> list[str]:
    """The places of the dateline and those that the text names ({name, kind: "place"}), once each.

    In order: the dateline's first.
    """
    named = [tag.get("name", "") for tag in suggested if tag.get("kind") == "place"]
    given = [*_BETWEEN.split(dateline_place.casefold()), *(name.casefold() for name in named)]
    found = dict.fromkeys(" ".join(place.split()).strip(" ,.-–—") for place in given)
    return [place for place in found if place and len(place) <= LONGEST][:MOST]


def key(written: str) -> str:
    """The key of a place as an address writes it."""
    return " ".join(written.casefold().split())


def label(held: str) -> str:
    """A key as readers know the place: "são tomé" is São Tomé, "port-au-prince" Port-au-Prince."""
    return _WORD.sub(_capitalised, held)


def _capitalised(match: re.Match) -> str:
    letter, apostrophe, word = match.groups()
    if letter:
        small = match.start() and letter in "dl"
        return (letter if small else letter.upper()) + apostrophe + word[0].upper() + word[1:]
    if _INITIALS.fullmatch(word):
        return word.upper()
    small = match.start() and _SMALL.fullmatch(word)
    return word if small else word[0].upper() + word[1:]
