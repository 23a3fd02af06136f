"""What a hidden article says is in no byte that a reader gets, and nothing tells that it is there.

Every address that readers may ask for is asked before and after hidden articles come into a small
archive: one that shares nothing with the others, and one that shares everything.
"""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import (
    Article,
    ArticleVersion,
    Collection,
    CollectionItem,
    CopyGroup,
    Disagreement,
    ImportItem,
    ImportRun,
    Note,
    OldAddress,
    OutletCitation,
    QuoteFamily,
    ReviewDecision,
)
from newsroom.roles import READER
from tests.factories import make_article, make_user
from tests.test_access import ALWAYS, ANYBODY, STATUSES, TABLE, World

pytestmark = pytest.mark.django_db
CANARY = "qanary"
SAID = "“We will appeal,”"
LISTS = {
    "articles:article-list": ["q=qanary*", "q=appeal", "sort=newest", "q=source:qanary", "q=-quay"],
    "articles:quote-list": ["q=qanary*", "q=appeal"],
    "articles:person-list": ["q=qan", "sort=articles"],
    "articles:source-list": ["q=qan", "sort=articles"],
    "articles:tag-list": ["q=qan", "sort=articles"],
    "articles:story-list": ["q=qan", "sort=articles"],
    "articles:search-suggestions": ["q=qan", "q=Ott", "q=harb"],
    "articles:article-feed": ["q=appeal"],
    "articles:article-csv": ["q=appeal"],
    "articles:article-json-lines": ["q=appeal"],
    "articles:quote-csv": ["q=appeal"],
    "articles:quote-json-lines": ["q=appeal"],
    "articles:person-compare": ["person=ottoline-farrow&person=qanarya-qanaryson"],
}
NAMED = {
    "articles:person-detail": "qanarya-qanaryson",
    "articles:source-detail": "the-qanary-post",
    "articles:tag-detail": "qanarytag",
    "articles:story-detail": "qanary-story",
}


@pytest.fixture
def reader():
    user = make_user(username="rhea")
    user.groups.add(Group.objects.get(name=READER))
    return user


@pytest.fixture
def world(reader) -> World:
    """Two articles that everybody may read, with all that hangs on them."""
    both = [
        make_article(
            f"Ferry {n}",
            f"{SAID} Ottoline Farrow said.\n\nParagraph {n}.",
            people=["Ottoline Farrow"],
            quotes=[(SAID, "Ottoline Farrow")],
            tags=["harbour"],
            story="The ferry" if n == 1 else None,
            source=f"Courier {n}",
            published="2026-01-07",
        )
        for n in (1, 2)
    ]
    first, second = both
    second.story = first.story
    second.copies = first.copies = CopyGroup.objects.create()
    for article in both:
        article.version = 2
        article.save()
        ArticleVersion.objects.create(
            article=article, number=1, headline="Ferry", body="It sank.", raw=article.raw
        )
    return World(first, second, reader)


def addresses(world: World) -> list[str]:
    """All that a reader may ask for, of what everybody sees; with words of what is hidden too."""
    found = []
    for name, access in TABLE.items():
        if access.method == "get" and access.least in (ALWAYS, ANYBODY, READER):
            address = reverse(name, args=access.of(world))
            found.append(address)
            found += [f"{address}?{query}" for query in LISTS.get(name, [])]
    found += [reverse(name, args=[slug]) for name, slug in NAMED.items()]
    found += [reverse(name, args=[f"old-{slug}"]) for name, slug in NAMED.items()]
    return found


def hide(world: World, **fields) -> list[Article]:
    """Two hidden articles: one with a canary of its own in each place, one that shares all."""
    run = ImportRun.objects.create(counts={"new": 2})
    collection = Collection.objects.filter(user=world.user).first()
    family = world.article.quotes.get().family or QuoteFamily.objects.create()
    own = make_article(
        "Qanary headline",
        "“The qanary sings,” Qanarya Qanaryson said.\n\nQanary body.",
        standfirst="Qanary standfirst",
        people=["Qanarya Qanaryson"],
        quotes=[("“The qanary sings,”", "Qanarya Qanaryson")],
        tags=["qanarytag"],
        story="Qanary story",
        source="The Qanary Post",
        published="2026-01-08",
        byline=["Qanary Byline"],
        ednote="Qanary note",
        import_path="qanary/in.txt",
        **fields,
    )
    shared = make_article(
        "Ferry qanary",
        f"{SAID} Ottoline Farrow said.\n\nParagraph qanary.",
        people=["Ottoline Farrow"],
        quotes=[(SAID, "Ottoline Farrow")],
        tags=["harbour"],
        story=world.article.story,
        source=world.article.source,
        published="2026-01-07",
        copies=world.article.copies,
        corrects=world.article,
        **fields,
    )
    Article.objects.filter(pk=own.pk).update(corrects=world.other)
    shared.quotes.update(family=family)
    for article in (own, shared):
        Note.objects.create(article=article, text="qanary", user=world.user, shared=True)
        if collection:
            CollectionItem.objects.create(
                collection=collection, article=article, quote=article.quotes.get(), position=9
            )
        ImportItem.objects.create(run=run, path="qanary.txt", verdict="new", article=article)
        ArticleVersion.objects.create(
            article=article, number=1, headline="Qanary", body="Qanary.", raw=article.raw
        )
    link(world, own, shared)
    return [own, shared]


def link(world: World, own: Article, shared: Article) -> None:
    """What ties a hidden article to a shown one."""
    place = {"field": "body", "start": 0, "end": 6}
    sides = {f"{side}_{key}": value for side in ("first", "second") for key, value in place.items()}
    Disagreement.objects.create(
        story=world.article.story,
        kind="number",
        words=["qanary", "2"],
        first_article=shared,
        second_article=world.article,
        **sides,
    )
    OutletCitation.objects.create(
        article=shared, source=world.other.source, words="qanary", field="body", start=0, end=6
    )
    quote = own.quotes.get()
    ReviewDecision.objects.create(kind="quotes", object_id=quote.pk, verdict="unsure")
    rows = {
        "articles:person-detail": quote.speaker,
        "articles:source-detail": own.source,
        "articles:tag-detail": own.tags.get(),
        "articles:story-detail": own.story,
    }
    for name, row in rows.items():
        kind = name.partition(":")[2].partition("-")[0]
        OldAddress.objects.create(kind=kind, slug=f"old-{NAMED[name]}", target_id=row.pk)


TOKEN = re.compile(rb"(csrfmiddlewaretoken\" value=\"|X-CSRFToken\": \"|nonce[-=]\"?)[\w+/=-]+")


def answer(client: Client, address: str) -> tuple[int, bytes, dict[str, str]]:
    """Status, bytes and headers of an answer, without tokens that differ each time."""
    response = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    left_out = ("Set-Cookie", "Last-Modified", "Expires")  # times of the answer
    headers = {name: value for name, value in response.headers.items() if name not in left_out}
    headers = {n: TOKEN.sub(rb"\1", v.encode()).decode() for n, v in headers.items()}
    return response.status_code, TOKEN.sub(rb"\1", body), headers


@pytest.fixture(params=["anybody", "reader"])
def client_of_reader(request, reader) -> Client:
    client = Client()
    if request.param == "reader":
        client.force_login(reader)
    return client


@pytest.mark.parametrize("status", STATUSES)
def test_a_hidden_article_changes_no_byte_that_a_reader_gets(client_of_reader, world, status):
    asked = addresses(world)
    before = {address: answer(client_of_reader, address) for address in asked}
    hide(world, **STATUSES[status])
    differing = []
    for address in asked:
        after = answer(client_of_reader, address)
        if after != before[address]:
            differing.append(address)
        told = after[1] + str(after[2]).encode()
        assert CANARY in address or CANARY.encode() not in told.lower(), address
    assert not differing


@pytest.mark.parametrize("status", STATUSES)
def test_direct_addresses_of_a_hidden_article_tell_nothing_of_it(client_of_reader, world, status):
    hidden = hide(world, **STATUSES[status])
    for article in hidden:
        asked = World(article, world.other, world.user)
        own = [
            (name, access)
            for name, access in TABLE.items()
            if access.method == "get"
            and access.least == ANYBODY
            and name.partition(":")[2].startswith(("article-d", "article-c", "version", "quote-d"))
        ]
        for name, access in own:
            code, body, headers = answer(client_of_reader, reverse(name, args=access.of(asked)))
            told = body.replace(article.slug.encode(), b"") + str(headers).encode()
            if access.of(asked):
                assert code in (404, 410), name
            assert CANARY.encode() not in told.lower(), name


def test_an_embargo_that_has_ended_shows_the_article(client_of_reader, world):
    hide(world, embargoed_until=timezone.now() - timedelta(seconds=1))
    told = answer(client_of_reader, reverse("articles:article-list"))[1]
    assert CANARY.encode() in told.lower()
