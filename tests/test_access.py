"""Who may open what: every address of the site, for every role, and every status of an article.

An address that is missing in `TABLE` fails the first test: whoever adds one says here whom it is
for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from articles.models import (
    Article,
    ArticleVersion,
    BulkEdit,
    Collection,
    CollectionItem,
    CopyGroup,
    DeskAction,
    Disagreement,
    ImportRun,
    Note,
    PersonPair,
    QuoteFamily,
)
from newsroom.roles import ADMINISTRATOR, CURATOR, JOURNALIST, READER, STAFF
from tests.factories import make_article, make_person, make_user

pytestmark = pytest.mark.django_db

ANYBODY = "anybody"  # needs no account, while reading is open
ALWAYS = "always"  # needs none even where reading is closed
RANKS = [ALWAYS, ANYBODY, READER, JOURNALIST, CURATOR, ADMINISTRATOR]
WHO = [ANYBODY, READER, JOURNALIST, CURATOR, ADMINISTRATOR]


@dataclass
class World:
    """An article with everything that hangs on it, and what the asking user owns."""

    article: Article
    other: Article
    user: Any

    @property
    def quote(self):
        return self.article.quotes.first()

    @property
    def person(self):
        return self.quote.speaker

    def collection(self) -> Collection:
        made = Collection.objects.create(title="Quay", user=self.user)
        CollectionItem.objects.create(collection=made, article=self.article, position=1)
        return made

    def family(self) -> QuoteFamily:
        family = QuoteFamily.objects.create()
        for article in (self.article, self.other):
            article.quotes.update(family=family)
        return family

    def pair(self) -> PersonPair:
        return PersonPair.objects.create(first=self.person, second=make_person("Farrow Ottoline"))

    def disagreement(self) -> Disagreement:
        place = {"field": "body", "start": 0, "end": 5}
        sides = {
            f"{side}_{name}": value for side in ("first", "second") for name, value in place.items()
        }
        return Disagreement.objects.create(
            story=self.article.story,
            kind="number",
            words=["1", "2"],
            first_article=self.article,
            second_article=self.other,
            **sides,
        )

    def action(self) -> DeskAction:
        return DeskAction.objects.create(kind="none", sentence="Did nothing.", user=self.user)


@dataclass(frozen=True)
class Access:
    """Whom an address is for, at least; how it is asked; what of the world stands in it."""

    least: str
    method: str = "get"
    of: Callable[[World], list] = lambda world: []


def of_article(world: World) -> list:
    return [world.article.pk]


def post(least: str, of: Callable[[World], list] = lambda world: []) -> Access:
    return Access(least, "post", of)


TABLE: dict[str, Access] = {
    "healthz": Access(ALWAYS),
    "readyz": Access(ALWAYS),
    "login": Access(ALWAYS),
    "logout": post(ANYBODY),
    "language": post(ALWAYS),
    "account": Access(READER),
    "end-sessions": post(READER),
    "password-change": Access(READER),
    "articles:front": Access(ANYBODY),
    "articles:favicon": Access(ALWAYS),
    "articles:article-list": Access(ANYBODY),
    "articles:article-feed": Access(ANYBODY),
    "articles:article-csv": Access(ANYBODY),
    "articles:article-json-lines": Access(ANYBODY),
    "articles:article-detail": Access(ANYBODY, of=lambda w: [w.article.pk, w.article.slug]),
    "articles:article-citation": Access(ANYBODY, of=lambda w: [w.article.pk, "ris"]),
    "articles:version-list": Access(ANYBODY, of=of_article),
    "articles:version-compare": Access(ANYBODY, of=lambda w: [w.article.pk, 1, 2]),
    "articles:article-compare": Access(ANYBODY, of=lambda w: [w.article.pk, w.other.pk]),
    "articles:copy-answer": post(CURATOR, lambda w: [w.article.pk, w.other.pk]),
    "articles:person-list": Access(ANYBODY),
    "articles:person-compare": Access(ANYBODY),
    "articles:person-detail": Access(ANYBODY, of=lambda w: [w.person.slug]),
    "articles:source-list": Access(ANYBODY),
    "articles:source-detail": Access(ANYBODY, of=lambda w: [w.article.source.slug]),
    "articles:quote-list": Access(ANYBODY),
    "articles:quote-csv": Access(ANYBODY),
    "articles:quote-json-lines": Access(ANYBODY),
    "articles:quote-detail": Access(ANYBODY, of=lambda w: [w.quote.pk]),
    "articles:family-detail": Access(ANYBODY, of=lambda w: [w.family().pk]),
    "articles:tag-list": Access(ANYBODY),
    "articles:tag-detail": Access(ANYBODY, of=lambda w: [w.article.tags.first().slug]),
    "articles:story-list": Access(ANYBODY),
    "articles:story-detail": Access(ANYBODY, of=lambda w: [w.article.story.slug]),
    "articles:search-suggestions": Access(ANYBODY),
    "articles:search-help": Access(ANYBODY),
    "articles:tagging-bulk": post(JOURNALIST),
    "articles:tagging-add": post(JOURNALIST, of_article),
    "articles:tagging-remove": post(JOURNALIST, of_article),
    "articles:bulk-edit": Access(JOURNALIST),
    "articles:bulk-detail": Access(
        READER, of=lambda w: [BulkEdit.objects.create(kind="tag", value="x", user=w.user).pk]
    ),
    "articles:bulk-step": post(
        JOURNALIST,
        lambda w: [BulkEdit.objects.create(kind="tag", value="quay", user=w.user).pk],
    ),
    "articles:collection-list": Access(READER),
    "articles:collection-add": post(JOURNALIST),
    "articles:collection-detail": Access(READER, of=lambda w: [w.collection().pk]),
    "articles:collection-document": Access(READER, of=lambda w: [w.collection().pk]),
    "articles:collection-edit": post(JOURNALIST, lambda w: [w.collection().pk]),
    "articles:collection-item": post(
        JOURNALIST, lambda w: [(c := w.collection()).pk, c.items.get().pk]
    ),
    "articles:note-list": Access(READER),
    "articles:note-add": post(JOURNALIST),
    "articles:note-edit": post(
        JOURNALIST,
        lambda w: [Note.objects.create(article=w.article, text="x", user=w.user).pk],
    ),
    "articles:review-list": Access(CURATOR),
    "articles:review-case": Access(CURATOR, of=lambda w: ["quotes"]),
    "articles:desk-list": Access(CURATOR),
    "articles:quote-edit": Access(CURATOR, of=lambda w: [w.quote.pk]),
    "articles:desk-undo": post(CURATOR, lambda w: [w.action().pk]),
    "articles:import-list": Access(CURATOR),
    "articles:import-detail": Access(CURATOR, of=lambda w: [ImportRun.objects.create().pk]),
    "articles:import-retry": post(CURATOR, lambda w: [ImportRun.objects.create().pk]),
    "articles:import-undo": post(CURATOR, lambda w: [ImportRun.objects.create().pk]),
    "articles:person-pairs": Access(CURATOR),
    "articles:person-pair-answer": post(CURATOR, lambda w: [w.pair().pk]),
    "articles:person-desk": Access(CURATOR, of=lambda w: [w.person.slug]),
    "articles:person-rename": post(CURATOR, lambda w: [w.person.slug]),
    "articles:person-merge": post(CURATOR, lambda w: [w.person.slug]),
    "articles:person-split": post(CURATOR, lambda w: [w.person.slug]),
    "articles:quote-put-in": post(CURATOR, lambda w: [w.quote.pk]),
    "articles:family-take-out": post(CURATOR, lambda w: [w.family().pk]),
    "articles:disagreement-dismiss": post(CURATOR, lambda w: [w.disagreement().pk]),
    "articles:story-desk": Access(CURATOR, of=lambda w: [w.article.story.slug]),
    "articles:story-rename": post(CURATOR, lambda w: [w.article.story.slug]),
    "articles:story-join": post(CURATOR, lambda w: [w.article.story.slug]),
    "articles:story-put-in": post(CURATOR, lambda w: [w.article.story.slug]),
    "articles:story-articles": post(CURATOR, lambda w: [w.article.story.slug]),
}

# Forms that name an article or another row: without it there is nothing to refuse.
FORMS: dict[str, Callable[[World], dict]] = {
    "articles:collection-add": lambda w: {"article": w.article.pk, "title": "Mine"},
    "articles:note-add": lambda w: {"article": w.article.pk, "text": "Why?"},
    "articles:tagging-add": lambda w: {"tag": "harbour"},
    "articles:tagging-remove": lambda w: {"tag": "harbour"},
}


def names(resolver: URLResolver | None = None, space: str = "") -> set[str]:
    """The names of all addresses, "space:name", but those of the admin."""
    found = set()
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            found.add(f"{space}{entry.name}")
        elif entry.namespace != "admin":
            found |= names(entry, f"{entry.namespace}:" if entry.namespace else space)
    return found


@pytest.fixture
def world() -> Callable[[str], tuple[Client, World]]:
    """Makes a client of somebody of a role, and the world that they ask about."""

    def made(role: str, **fields) -> tuple[Client, World]:
        user, client = None, Client()
        if role != ANYBODY:
            user = make_user(username=f"a-{role}", is_staff=role in STAFF)
            user.groups.add(Group.objects.get(name=role))
            client.force_login(user)
        body = "“We will appeal,” Ottoline Farrow said."
        both = [
            make_article(
                f"Ferry {n}",
                f"{body}\n\nParagraph {n}.",
                people=["Ottoline Farrow"],
                quotes=["“We will appeal,”"],
                tags=["harbour"],
                story="The ferry" if n == 1 else None,
                source=f"Courier {n}",
                published="2026-01-07",
                **(fields if n == 1 else {}),
            )
            for n in (1, 2)
        ]
        for article in both:
            article.quotes.update(speaker=article.mentions.first().person)
            ArticleVersion.objects.create(
                article=article, number=1, headline="Ferry", body="It sank.", raw=article.raw
            )
            Article.objects.filter(pk=article.pk).update(version=2)
        return client, World(both[0], both[1], user or make_user(username="somebody-else"))

    return made


def ask(client: Client, world: World, name: str):
    access = TABLE[name]
    address = reverse(name, args=access.of(world))
    form = FORMS.get(name, lambda w: {})(world)
    return getattr(client, access.method)(address, form)


def turned_away(response) -> bool:
    """True where the answer is "sign in", "not for you" or "no such thing"."""
    to_sign_in = response.status_code == 302 and response.url.startswith(reverse("login"))
    return to_sign_in or response.status_code in (403, 404)


def test_every_address_says_whom_it_is_for():
    assert names() == set(TABLE)


@pytest.mark.parametrize("role", WHO)
def test_each_address_is_open_to_those_it_is_for_and_to_no_others(world, role):
    client, asked = world(role)
    wrong = []
    for name, access in TABLE.items():
        if name == "logout":
            continue
        response = ask(client, asked, name)
        may = RANKS.index(role) >= RANKS.index(access.least)
        if may == turned_away(response) or response.status_code >= 500:
            wrong.append((name, response.status_code))
    assert not wrong


def test_a_closed_archive_shows_nothing_without_an_account(world, closed_reading):
    client, asked = world(ANYBODY)
    for name, access in TABLE.items():
        response = ask(client, asked, name)
        if access.least == ALWAYS:
            assert not (response.status_code == 302 and "next=" in response.url), name
        else:
            assert turned_away(response), name


@pytest.mark.parametrize("role", WHO)
def test_the_admin_is_for_staff(world, role):
    client, _ = world(role)
    answer = client.get(reverse("admin:index")).status_code
    assert answer == (200 if role in STAFF else 302)


STATUSES = {
    "withheld": {"status": "withheld"},
    "withdrawn": {"status": "withdrawn"},
    "killed": {"status": "killed"},
    "embargoed": {"embargoed_until": timezone.now() + timedelta(days=400)},
}
OF_THE_ARTICLE = [
    name
    for name, access in TABLE.items()
    if access.least == ANYBODY
    and name.partition(":")[2].startswith(
        ("article-d", "article-ci", "article-co", "version", "quote-d", "family")
    )
] + ["articles:source-detail", "articles:story-detail"]


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("role", WHO)
def test_a_hidden_article_is_open_to_those_with_the_right_alone(world, role, status):
    client, asked = world(role, **STATUSES[status])
    CopyGroup.objects.create()
    right = role in STAFF
    for name in OF_THE_ARTICLE:
        if name == "articles:family-detail" and not right:
            continue  # a family of one visible quote is none: its own test says so
        answer = ask(client, asked, name).status_code
        assert (answer == 200) == right, (name, answer)
        assert right or answer in (404, 410), (name, answer)
