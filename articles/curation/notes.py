"""Notes on passages of articles: made, changed and taken away by whoever wrote them."""

from django.utils.translation import gettext

from articles.models import Article, Note
from articles.querysets import User

MAX_NOTE = 10_000
FIELDS = ("headline", "standfirst", "body")


class InvalidNote(ValueError):  # noqa: N818 - reads as what it is where it is caught
    """A note without words, too long a one, or one on a place that the article has not."""


def write(
    article: Article,
    text: str,
    user: User,
    *,
    shared: bool = False,
    place: tuple[str, int, int] | None = None,
) -> Note:
    """Keeps a note of `user` on an article, or on the passage at `place` (field, start, end).

    Raises InvalidNote with a sentence.
    """
    field, start, end = place or ("body", 0, 0)
    if field not in FIELDS:
        raise InvalidNote(gettext("An article has no field “%(field)s”.") % {"field": field})
    words = getattr(article, field)[start:end]
    if place and (start >= end or len(words) != end - start):
        told = gettext("The article has no such passage: it may have changed meanwhile.")
        raise InvalidNote(told)
    return Note.objects.create(
        article=article,
        field=field,
        start=start,
        end=end,
        words=words,
        text=checked(text),
        shared=shared,
        user=user,
    )


def change(note: Note, text: str, *, shared: bool) -> None:
    """Gives a note other words; raises InvalidNote as `write` does."""
    note.text, note.shared = checked(text), shared
    note.save(update_fields=["text", "shared", "changed_at"])


def checked(text: str) -> str:
    """The note's text without blanks around it; raises InvalidNote where none is left."""
    text = text.replace("\0", "").strip()
    if not text:
        raise InvalidNote(gettext("A note needs words."))
    if len(text) > MAX_NOTE:
        told = gettext("A note has %(most)s characters at most.")
        raise InvalidNote(told % {"most": f"{MAX_NOTE:,}"})
    return text
