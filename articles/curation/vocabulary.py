"""A controlled vocabulary as tags in a tree: IPTC Media Topics, from the file that IPTC publishes.

The file is the JSON of the NewsCodes server (a `conceptSet` of concepts with `qcode`, `prefLabel`
by language, `broader` and `narrower`, and `retired` where a concept is no longer used). The archive
ships no copy: the vocabulary changes twice a year.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from articles.extraction.names import fold
from articles.linking.tags import MAX_NAME
from articles.models import Tag, keep_first
from articles.slugs import free_slug

SCHEME = "medtop"


class NoVocabulary(ValueError):  # noqa: N818 - reads as what it is where it is caught
    """A file that holds no concepts of Media Topics; the text says what was expected."""


@dataclass(frozen=True)
class Concept:
    """One term: its code ("medtop:20000065"), its name, and the code of the wider one or ""."""

    code: str
    name: str
    broader: str


@dataclass(frozen=True)
class Loaded:
    """How many tags a load made, gave a code or a place in the tree, and left as they were."""

    made: int
    changed: int
    unchanged: int


def read_topics(data: bytes, language: str = "en") -> list[Concept]:
    """The concepts in use of a Media Topics file, named in `language` ("en" takes "en-GB" too).

    Raises NoVocabulary where the file is none, or knows no name in that language.
    """
    try:
        found = json.loads(data)["conceptSet"]
        broader = _broader(found)
        concepts = [
            Concept(_code(row["qcode"]), name, broader.get(_code(row["qcode"]), ""))
            for row in found
            if "retired" not in row and (name := _label(row.get("prefLabel", {}), language))
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise NoVocabulary(
            "This is no Media Topics file: JSON with a conceptSet, as the NewsCodes server of IPTC "
            "gives it, was expected."
        ) from problem
    if not concepts:
        raise NoVocabulary(f"The file names no concept in the language “{language}”.")
    return concepts


def _code(address: str) -> str:
    """ "medtop:01000000" of a qcode or of the address of a concept."""
    return f"{SCHEME}:{address.rstrip('/').rpartition('/')[2].rpartition(':')[2]}"


def _broader(rows: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Code -> code of the wider term, however the file says it."""
    found = {}
    for row in rows:
        own = _code(row["qcode"])
        for narrower in row.get("narrower", []):
            found.setdefault(_code(narrower), own)
        for wider in row.get("broader", [])[:1]:
            found[own] = _code(wider)
    return found


def _label(labels: dict[str, str], language: str) -> str:
    """The name in the language, or in a variety of it."""
    for tag in [language, *sorted(labels)]:
        if tag.split("-")[0] == language.split("-")[0] and labels.get(tag):
            return " ".join(labels[tag].split())[:MAX_NAME]
    return ""


@transaction.atomic
def load(concepts: list[Concept]) -> Loaded:
    """Makes a tag of each concept and puts it in its place in the tree.

    A tag of the same name gets the code. A name that another concept bears already is told apart by
    its wider term: "seasons (sport)". Running it again changes nothing.
    """
    tags = {tag.code: tag for tag in Tag.objects.filter(code__startswith=f"{SCHEME}:")}
    named = {tag.folded: tag for tag in Tag.objects.all()}
    names = {concept.code: concept.name for concept in concepts}
    made, changed = 0, set()
    for concept in concepts:
        if concept.code in tags:
            continue
        tag, name = named.get(fold(concept.name)), concept.name
        if tag is not None and tag.code:
            name = f"{concept.name} ({names.get(concept.broader, concept.code)})"[:MAX_NAME]
            tag = named.get(fold(name))
        if tag is None:
            tag = Tag.objects.create(
                name=name, folded=fold(name), slug=free_slug(Tag, name), code=concept.code
            )
            named[tag.folded] = tag
            made += 1
        else:
            keep_first(tag)
            tag.code = concept.code
            tag.save(update_fields=["code"])
            changed.add(tag.pk)
        tags[concept.code] = tag
    changed |= _plant(concepts, tags)
    return Loaded(made, len(changed), max(len(concepts) - made - len(changed), 0))


def _plant(concepts: list[Concept], tags: dict[str, Tag]) -> set[int]:
    """Puts each tag under its wider term; returns the ids of those that were there before and
    stood elsewhere. A tag that a curator put under another stays there."""
    moved = set()
    for concept in concepts:
        tag, wider = tags[concept.code], tags.get(concept.broader)
        if wider is None or tag.parent_id is not None or wider.pk == tag.pk:
            continue
        tag.parent = wider
        tag.save(update_fields=["parent"])
        moved.add(tag.pk)
    return moved
