"""A curator's edit of an article: kept against every later import, its quotes found anew."""

import re
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from articles.extraction.reading import ReadArticle
from articles.formats.raw import Published, Unreadable
from articles.importing import dates
from articles.importing.revise import TEXT_FIELDS, keep_version, replace_spans
from articles.importing.written import read_as_written
from articles.linking import copies, days, disagreements, families, outlet_citations, stories
from articles.models import Article, Story, keep_first
from articles.search import sync
from articles.slugs import article_slug

REREAD = (*TEXT_FIELDS, "paragraphs", "headings")
DATE_COLUMNS = tuple(dates.columns(Published()))


class InvalidDate(ValueError):  # noqa: N818 - reads as what it is where it is caught
    """A date that is none, with a sentence on how to write one."""


class InvalidText(ValueError):  # noqa: N818 - as above
    """A headline, standfirst and body that make no article; the text says why."""


def date_by_hand(text: str) -> Published:
    """The date that a curator wrote: YYYY, YYYY-MM, YYYY-MM-DD, or with a time and its zone.

    Raises InvalidDate for anything else, and for a day that is in no calendar.
    """
    text = text.strip()
    if not text:
        return Published()
    forms = {
        "year": r"\d{4}",
        "month": r"\d{4}-\d\d",
        "day": r"\d{4}-\d\d-\d\d",
        "minute": r"\d{4}-\d\d-\d\dT\d\d:\d\d(Z|[+-]\d\d:\d\d)",
        "second": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)",
    }
    precision = next((name for name, form in forms.items() if re.fullmatch(form, text)), None)
    published = Published(text, precision or "unknown", "curator")
    if precision is None or not dates.columns(published)["published"]:
        told = gettext(
            "“%(written)s” is not a date. Write 2026, 2026-01, 2026-01-07 or "
            "2026-01-07T09:30+01:00."
        )
        raise InvalidDate(told % {"written": text})
    return published


def read_by_hand(headline: str, standfirst: str, body: str, headings: list[str]) -> ReadArticle:
    """People, quotes and paragraphs of a text that a curator wrote.

    Raises InvalidText where it holds no article, or is too long for one.
    """
    try:
        return read_as_written(headline, standfirst, body, headings)
    except Unreadable as unreadable:
        raise InvalidText(unreadable.sentence) from None


@transaction.atomic
def save_edit(article: Article, changed: Iterable[str], *, why: str = "") -> None:
    """Stores the fields named in `changed`, which `article` holds new, as set by a curator.

    The text until now becomes a version and people and quotes are found anew where headline,
    standfirst or body changed; decisions on quotes stay. No import overwrites these fields again.
    All other fields of `article` become those of the database.
    `why` goes into the history.
    """
    changed = set(changed)
    before = Article.objects.select_for_update().get(pk=article.pk)
    keep_first(before)
    # The article was loaded before the row was locked: an import may have changed it since.
    for field in Article._meta.concrete_fields:
        if field.name not in changed:
            setattr(article, field.attname, getattr(before, field.attname))
    article._change_reason = why
    if "published" in changed:
        published = date_by_hand(article.published)
        for name, value in dates.columns(published).items():
            setattr(article, name, value)
        changed |= set(DATE_COLUMNS)
    if "headline" in changed:
        article.slug = article_slug(article.headline)
        changed.add("slug")
    if "body" in changed:
        changed |= {"paragraphs", "headings"}  # they are places in the body
    if "story" in changed:
        article.story_by_hand = True  # linking leaves it, and its absence, as it is
        changed.add("story_by_hand")
    reread = changed.intersection(TEXT_FIELDS)
    if reread:
        keep_version(before)
        article.version = before.version
        read = _read_again(article, before)
    article.curated_fields = sorted({*before.curated_fields, *changed})
    article.read_at = timezone.now()
    written = {*changed, *(REREAD if reread else ()), "curated_fields", "version", "read_at"}
    article.save(update_fields=written)
    if "published" in changed:
        days.keep([article.pk])
    if reread:
        replace_spans(article, read, why=why)
        copies.link([article])
        outlet_citations.link([article])
        families.link([article.pk])
        disagreements.link([article.pk])
    for story in Story.objects.filter(pk__in={article.story_id, before.story_id} - {None}):
        stories.retitle(story)
    transaction.on_commit(lambda: sync.sync(wait=1))


def _read_again(article: Article, before: Article) -> ReadArticle:
    """Reads the text as the curator left it, and gives the article its texts and paragraphs.

    A paragraph that the edit left as it was keeps its place in the raw text; a new one has none.
    """
    texts = {name: getattr(article, name) for name in TEXT_FIELDS}
    read = read_by_hand(**texts, headings=before.heading_texts)
    # A line that was put back is a paragraph by now: its place in the file is known as well.
    places = {" ".join(line["text"].split()): _place(line) for line in before.removed}
    places |= {before.body[start:end]: raw for start, end, *raw in before.paragraphs}
    for name in TEXT_FIELDS:
        setattr(article, name, getattr(read, name))
    article.paragraphs = [
        [p.start, p.end, *places.get(read.body[p.start : p.end], (None, None))]
        for p in read.paragraphs
    ]
    article.headings = [[p.start, p.end] for p in read.paragraphs if p.heading]
    return read


def _place(line: dict) -> tuple[int | None, int | None]:
    return line["start"], line["end"]


def is_put_back(article: Article, line: dict) -> bool:
    """True where a removed line stands in the body again, as a curator put it back."""
    text = " ".join(line["text"].split())
    return any(
        article.body[start:end] == text and tuple(raw) == _place(line)
        for start, end, *raw in article.paragraphs
    )


def put_back(article: Article, number: int) -> None:
    """Puts a line of `article.removed` back into the body as a paragraph, where the file has it.

    A curator's edit like any other: its history takes it back. A line whose place in the file is
    not known comes last. Raises InvalidText where there is no such line, or it stands in the body.
    """
    if not 0 <= number < len(article.removed):
        raise InvalidText(gettext("There is no such line."))
    line = article.removed[number]
    text = " ".join(line["text"].split())
    if not text or is_put_back(article, line):
        raise InvalidText(gettext("This line stands in the body already."))
    at = len(article.body)
    if line["start"] is not None:
        after = [p[0] for p in article.paragraphs if p[2] is not None and p[2] >= line["end"]]
        at = min(after, default=at)
    before, rest = article.body[:at].rstrip("\n"), article.body[at:]
    article.body = "\n\n".join(part for part in (before, text, rest) if part)
    save_edit(article, ["body"], why=f"put back: {text[:80]}")
