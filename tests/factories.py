"""Rows for tests: plain functions that fill in whatever a test does not care about.

Every text here is invented. Each function saves and returns the row.
"""

from collections.abc import Iterable
from datetime import date, datetime
from hashlib import sha256
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from articles.extraction.names import fold
from articles.linking.sources import folded_outlet
from articles.models import (
    Article,
    Mention,
    Person,
    PersonName,
    Quote,
    RawText,
    Source,
    Story,
    Tag,
    Tagging,
)
from articles.slugs import free_slug, slug_of

FIELDS = ("headline", "standfirst", "body")
PRECISION_BY_LENGTH = {4: "year", 7: "month", 10: "day"}
_numbers = count(1)


def make_source(name: str = "The Haldermouth Courier", **fields: Any) -> Source:
    """The outlet of this name, made where there is none."""
    defaults = {"name": name, "slug": free_slug(Source, name), **fields}
    return Source.objects.get_or_create(folded=folded_outlet(name), defaults=defaults)[0]


def make_person(name: str = "Ottoline Farrow", *, names: Iterable[str] = (), **fields) -> Person:
    """A new person with `name` and every form in `names` as PersonName rows."""
    person = Person.objects.create(
        name=name, slug=fields.pop("slug", "") or free_slug(Person, name), **fields
    )
    for form in dict.fromkeys([name, *names]):
        PersonName.objects.create(person=person, name=form, folded=fold(form))
    return person


def make_tag(name: str = "harbour", **fields: Any) -> Tag:
    """The tag of this name, made where there is none."""
    defaults = {"name": name, "slug": free_slug(Tag, name), **fields}
    return Tag.objects.get_or_create(folded=fold(name), defaults=defaults)[0]


def make_story(title: str = "Ferry strikes the breakwater", **fields: Any) -> Story:
    """A new story without articles."""
    return Story.objects.create(
        title=title, slug=fields.pop("slug", "") or free_slug(Story, title), **fields
    )


def make_user(*perms: str, username: str = "", **fields: Any):
    """A user with the password "tidewater" who has `perms` ("articles.add_tagging").

    `is_staff` and `is_superuser` go in `fields`.
    """
    user = get_user_model().objects.create_user(
        username or f"reader{next(_numbers)}", password="tidewater", **fields
    )
    for perm in perms:
        app, codename = perm.split(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    return user


def date_fields(published: str, origin: str = "metadata") -> dict[str, Any]:
    """The date columns of an article for an ISO date as long as its precision; "" is unknown."""
    if not published:
        return {"published": "", "published_precision": "unknown"}
    precision = PRECISION_BY_LENGTH.get(len(published), "")
    fields: dict[str, Any] = {"published": published, "published_from": origin}
    if precision:
        day = date.fromisoformat((published + "-01-01")[:10])
        return fields | {"published_precision": precision, "published_on": day}
    instant = datetime.fromisoformat(published)
    seconds = published[16:17] == ":"
    return fields | {
        "published_precision": "second" if seconds else "minute",
        "published_on": instant.date(),
        "published_at": instant,
    }


def make_raw(text: str) -> RawText:
    """The raw text of these words; the same words share one row."""
    data = text.encode()
    return RawText.objects.get_or_create(sha256=sha256(data).hexdigest(), defaults={"data": data})[
        0
    ]


def paragraphs_of(body: str, offset: int) -> list[list[int]]:
    """[start, end, raw_start, raw_end] of each paragraph of a body `offset` into its raw text."""
    spans, start = [], 0
    for paragraph in body.split("\n\n"):
        end = start + len(paragraph)
        spans.append([start, end, start + offset, end + offset])
        start = end + 2
    return spans


def make_article(
    headline: str = "Ferry strikes the breakwater at Haldermouth",
    body: str = "The ferry struck the breakwater at dawn.\n\nNobody was hurt.",
    *,
    standfirst: str = "",
    source: Source | str | None = "The Haldermouth Courier",
    published: str = "2025-09-24",
    published_from: str = "metadata",
    headings: Iterable[str] = (),
    people: Iterable[Person | str] = (),
    quotes: Iterable[Any] = (),
    tags: Iterable[Tag | str] = (),
    story: Story | str | None = None,
    **fields: Any,
) -> Article:
    """An article with its raw text, and people, quotes, tags and story where given.

    `source`, `story`, each of `tags` and of `people` may be a row or its name; a named person who
    exists is used again. Each place where a person's name stands becomes a mention. Each of
    `quotes` is text of the body, marks included, or (text, speaker), or a dict of `make_quote`'s
    arguments. `headings` are paragraphs of the body. `published` is ISO, as long as its precision.
    """
    opening = "\n\n".join(part for part in (headline, standfirst) if part) + "\n\n"
    raw = fields.pop("raw", None) or make_raw(opening + body)
    article = Article.objects.create(
        **{
            "headline": headline,
            "standfirst": standfirst,
            "body": body,
            "slug": slug_of(headline),
            "source": make_source(source) if isinstance(source, str) else source,
            "story": make_story(story) if isinstance(story, str) else story,
            "headings": [[body.index(text), body.index(text) + len(text)] for text in headings],
            "paragraphs": paragraphs_of(body, len(opening)) if body else [],
            "raw": raw,
            "text_hash": sha256(f"{headline}\n{standfirst}\n{body}".encode()).hexdigest(),
            "identity": f"test-{next(_numbers)}",
            "import_path": f"articles/{slug_of(headline) or 'article'}.txt",
            **date_fields(published, published_from),
            **fields,
        }
    )
    for person in people:
        make_mentions(article, person)
    for quote in quotes:
        _quote_of(article, quote)
    for tag in tags:
        tag = make_tag(tag) if isinstance(tag, str) else tag
        Tagging.objects.create(article=article, tag=tag)
    return article


def person_named(person: Person | str) -> Person:
    """The person given, or of this name, made where there is none."""
    if isinstance(person, Person):
        return person
    return Person.objects.filter(name=person).first() or make_person(person)


def make_mentions(article: Article, person: Person | str) -> list[Mention]:
    """A mention for each place of the article where a name of the person stands, longest first."""
    person = person_named(person)
    forms = sorted((row.name for row in person.names.all()), key=len, reverse=True)
    taken = {(m.field, place) for m in article.mentions.all() for place in range(m.start, m.end)}
    made = []
    for field in FIELDS:
        text = getattr(article, field)
        for form in forms:
            start = text.find(form)
            while start >= 0:
                end = start + len(form)
                places = {(field, place) for place in range(start, end)}
                if not places & taken:
                    taken |= places
                    made.append(
                        Mention(
                            article=article,
                            person=person,
                            field=field,
                            start=start,
                            end=end,
                            text=form,
                        )
                    )
                start = text.find(form, end)
    return Mention.objects.bulk_create(made)


def make_quote(
    article: Article,
    text: str,
    speaker: Person | str | None = None,
    *,
    field: str = "body",
    kind: str = "direct",
    cue: str = "said",
    **fields: Any,
) -> Quote:
    """A quote at the first place in `article.<field>` where `text`, marks included, stands.

    A `speaker` that is a str is a person's name; for a speaker who is no Person leave it out and
    give `speaker_mention` and `speaker_kind`.
    """
    whole = getattr(article, field)
    start = fields.pop("start", None)
    start = whole.index(text) if start is None else start
    if speaker is not None:
        person = person_named(speaker)
        fields = {"speaker_mention": person.name, "speaker_kind": "named", **fields}
        fields["speaker"] = person
    return Quote.objects.create(
        article=article,
        field=field,
        start=start,
        end=start + len(text),
        text=text,
        kind=kind,
        cue=cue,
        **{"confidence": 0.95, "rule": "cue-after", **fields},
    )


def _quote_of(article: Article, given: Any) -> Quote:
    if isinstance(given, dict):
        return make_quote(article, **given)
    if isinstance(given, str):
        return make_quote(article, given)
    text, speaker = given
    return make_quote(article, text, speaker)
