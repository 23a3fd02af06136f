"""Slugs: the readable part of an address, one home for how they are made."""

from django.db import models
from django.utils.text import slugify

MAX_SLUG = 80
# What an article's address may not end in: /articles/7/versions/ is the page of its versions.
RESERVED = frozenset({"tags", "versions"})


def slug_of(text: str) -> str:
    """The text as part of an address, at most `MAX_SLUG` characters, cut between words.

    Letters of any script stay (RFC 3987 addresses carry them); "" where nothing is left.
    """
    slug = slugify(text, allow_unicode=True)
    if len(slug) <= MAX_SLUG:
        return slug
    cut = slug[: MAX_SLUG + 1]
    return (cut.rpartition("-")[0] or slug[:MAX_SLUG]).strip("-")


def article_slug(headline: str) -> str:
    """The slug of an article: that of its headline, which is no page of the article's own."""
    slug = slug_of(headline)
    return f"{slug}-article" if slug in RESERVED else slug


def free_slug(model: type[models.Model], text: str, taken: set[str] | None = None) -> str:
    """A slug for `text` that no row of `model` and none of `taken` has: "x", "x-2", "x-3"…"""
    base = slug_of(text) or model._meta.model_name
    used = set(model._base_manager.filter(slug__startswith=base).values_list("slug", flat=True)) | (
        taken or set()
    )
    slug, number = base, 1
    while slug in used:
        number += 1
        slug = f"{base}-{number}"
    return slug
