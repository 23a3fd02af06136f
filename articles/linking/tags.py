"""Words for a tag -> the Tag row: case, accents and hyphens make no second tag."""

from django.utils.translation import gettext

from articles.extraction.names import fold
from articles.models import Tag, TagAlias
from articles.slugs import free_slug

MAX_NAME = 100


class InvalidTag(ValueError):  # noqa: N818 - reads as what it is where it is caught
    """A tag's name that cannot be one; its text says why, for the page."""


def tag_named(name: str) -> Tag:
    """The tag of this name or alias, made where there is none.

    Raises InvalidTag where the name is blank, too long or has no letter or digit.
    """
    name = " ".join(name.split())
    folded = fold(name)
    longest = max(len(name), len(folded))  # folding can lengthen: "ß" is compared as "ss"
    if longest > MAX_NAME:
        told = gettext("A tag has at most %(most)d characters; this one has %(length)d.")
        raise InvalidTag(told % {"most": MAX_NAME, "length": longest})
    if not any(character.isalnum() for character in folded):
        raise InvalidTag(gettext("A tag needs a letter or a digit."))
    tag = Tag.objects.filter(folded=folded).first()
    if tag is None:
        alias = TagAlias.objects.filter(folded=folded).select_related("tag").first()
        tag = alias.tag if alias else None
    if tag is None:
        tag, _ = Tag.objects.get_or_create(
            folded=folded, defaults={"name": name, "slug": free_slug(Tag, name)}
        )
    return tag
