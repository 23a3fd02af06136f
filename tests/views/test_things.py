"""The pages of a person, an outlet and a tag: their numbers are those of the database, and they
stand while the index is rebuilt."""

from collections import Counter

import pytest
from django.urls import reverse

from articles.models import Article, OutletCitation, Person, Quote, Source, Tag
from articles.search import counts, readers
from articles.views import people, sources, things
from tests.factories import make_article, make_person, make_quote, make_user

pytestmark = pytest.mark.django_db

ADDRESSES = ("/people/ada-pell/", "/sources/ostrey-post/", "/tags/fog/")
COMPARED = "/people/compare/?a=ada-pell&b=bo-pell"


@pytest.fixture
def archive() -> None:
    """Twenty-two articles of two outlets that name two of three people, one in four hidden."""
    everybody = [make_person(name) for name in ("Ada Pell", "Bo Pell", "Cy Pell")]
    for number in range(22):
        first, second = everybody[0], everybody[1 + number % 2]
        article = make_article(
            f"A{number}",
            f"“No,” {first.name} said. “{first.name} knew,” {second.name} said.",
            people=[first, second],
            quotes=[
                {"text": "“No,”", "speaker": first, "cue": ("said", "Said", "told")[number % 3]},
                (f"“{first.name} knew,”", second),
            ],
            published=("2025-01-01", "2025", "2025-09-03", "2024-02")[number % 4],
            source=("Ostrey Post", "Harbour Wire")[number % 3 == 0],
            tags=["fog"] if number % 7 else ["fog", "tide"],
            status="withheld" if number % 4 == 2 else "usable",
        )
        article.mentions.filter(person=first).update(title="mayor")


@pytest.fixture(params=["reader", "editor"])
def user(request, archive, client):
    """Who reads: somebody without an account, and one who sees what is hidden."""
    if request.param == "reader":
        return None
    user = make_user("articles.view_hidden_article")
    client.force_login(user)
    return user


def tally(rows) -> Counter:
    return Counter({row.name: row.n for row in rows})


def bars(chart) -> int:
    return sum(bar.count for bar in chart.bars)


def months(articles) -> int:
    return articles.exclude(published_precision="year").count()


def test_the_numbers_of_a_person_s_page_are_those_of_the_database(client, user):
    context = client.get("/people/ada-pell/").context
    named = Article.objects.filter(mentions__person__name="Ada Pell")
    articles = Article.objects.visible_to(user).filter(pk__in=named.values("pk"))
    said = Quote.objects.visible_to(user).filter(speaker__name="Ada Pell")
    person = context["person"]
    assert (person.article_count, person.quote_count) == (articles.count(), said.count())
    beside = articles.values_list("pk", "mentions__person__name").distinct()
    assert tally(context["companions"]) == Counter(n for _, n in beside if n != "Ada Pell")
    assert tally(context["outlets"]) == Counter(articles.values_list("source__name", flat=True))
    assert bars(context["over_time"]) == months(articles)
    warm = sum(cell.count for year in context["heat"] for cell in year.cells)
    assert warm == said.exclude(article__published_precision="year").count()
    cues = Counter(cue.lower() for cue in said.values_list("cue", flat=True))
    assert {o.value: o.count for o in context["choices"][0].options} == cues
    assert [role.articles for role in context["roles"]] == [articles.count()]
    newest = list(articles.newest().values_list("pk", flat=True)[:10])
    assert [row.article.pk for row in context["articles"]] == newest


def test_the_numbers_of_an_outlet_s_page_are_those_of_the_database(client, user):
    context = client.get("/sources/ostrey-post/").context
    articles = Article.objects.visible_to(user).filter(source__name="Ostrey Post")
    said = Quote.objects.visible_to(user).filter(article__source__name="Ostrey Post")
    assert context["total"] == articles.count()
    assert tally(context["speakers"]) == Counter(said.values_list("speaker__name", flat=True))
    assert context["unnamed"].total == said.count()
    assert bars(context["over_time"]) == months(articles)
    days = articles.values_list("published_on", flat=True)
    assert context["span"] == {"first": min(days), "last": max(days)}


def test_the_numbers_of_a_tag_s_page_are_those_of_the_database(client, user):
    response = client.get("/tags/fog/?page=99")
    articles = Article.objects.visible_to(user).filter(tags__name="fog")
    pages = -(-articles.count() // 20)
    assert (response.context["total"], response.context["pages"].number) == (
        articles.count(),
        pages,
    )
    named = articles.values_list("pk", "mentions__person__name").distinct()
    assert tally(response.context["people"]) == Counter(name for _, name in named)
    newest = list(articles.newest().values_list("pk", flat=True))
    assert [row.article.pk for row in response.context["rows"]] == newest[(pages - 1) * 20 :]


def test_an_edit_is_on_the_next_page_of_whoever_made_it(client, archive):
    user = make_user("articles.add_tagging", "articles.delete_tagging")
    client.force_login(user)
    before = client.get("/tags/fog/").context["total"]
    article = make_article("New", "Ada Pell came.", people=[Person.objects.get(slug="ada-pell")])
    client.post(reverse("articles:tagging-add", args=[article.pk]), {"tag": "fog"})
    assert client.get("/tags/fog/").context["total"] == before + 1
    Article.objects.filter(pk=article.pk).update(status="withheld")
    assert client.get("/tags/fog/").context["total"] == before


def away(*args) -> None:
    raise readers.Unavailable("no index")


@pytest.mark.parametrize("address", [*ADDRESSES, COMPARED])
def test_pages_stand_while_the_index_is_rebuilt(client, archive, monkeypatch, address):
    monkeypatch.setattr(readers, "up_to_date", away)
    response = client.get(address)
    html = response.content.decode()
    assert response.status_code == 200
    assert "The search index is being rebuilt." in html
    assert ">0<" not in html


def test_what_came_last_is_shown_meanwhile_and_nothing_hidden(client, user, monkeypatch):
    monkeypatch.setattr(readers, "up_to_date", away)
    latest = list(Article.objects.visible_to(user).order_by("-pk").values_list("pk", flat=True))
    for address, rows in zip(ADDRESSES, ("articles", "rows", "rows"), strict=True):
        shown = {row.article.pk for row in client.get(address).context[rows]}
        assert shown <= set(latest), address
        assert len(shown) >= 10, address
    quotes = client.get("/people/ada-pell/").context["quotes"]
    assert {row.quote.article_id for row in quotes} == set(latest[:10])


def test_an_index_that_breaks_under_way_is_as_good_as_none(client, archive, monkeypatch):
    monkeypatch.setattr(counts.Group, "months", away)
    for address in ADDRESSES:
        assert client.get(address).context["uncounted"], address


def test_what_the_index_does_not_hold_is_told_of_the_newest(client, archive, monkeypatch):
    for module in (things, people, sources):
        monkeypatch.setattr(module, "READ", 3)
    monkeypatch.setattr(people, "SAID_OF_READ", 2)
    ada, bo = Person.objects.get(slug="ada-pell"), Person.objects.get(slug="bo-pell")
    Quote.objects.filter(speaker=ada).update(relayed_by=bo)
    for article in Article.objects.filter(source__slug="ostrey-post"):
        OutletCitation.objects.create(
            article=article, words="AFP", field="body", start=0, end=3, source=None
        )
    context = client.get("/people/ada-pell/").context
    assert sum(row.n for row in context["passed_on_by"]) == 3
    assert len(context["said_of"]) == 2
    assert "In the 3 quotes that came last." in client.get(bo.get_absolute_url()).content.decode()
    context = client.get("/sources/ostrey-post/").context
    assert (context["unnamed"].total, context["unnamed"].latest) == (3, True)
    assert [row.n for row in context["cites"]] == [3]
    html = client.get("/sources/ostrey-post/").content.decode()
    assert "In its newest 3 articles." in html
    assert "Of its newest statements." in html
    html = client.get("/people/ada-pell/").content.decode()
    assert "In their newest 3 quotes." in html
    assert "In the newest 2 articles that name them." in html


def test_the_roles_of_somebody_in_many_articles_are_told_from_some(client, archive, monkeypatch):
    monkeypatch.setattr(people, "READ", 8)
    response = client.get("/people/ada-pell/")
    [role] = response.context["roles"]
    assert 0 < role.articles < response.context["person"].article_count
    assert "picked at random" in response.content.decode()


def test_a_page_takes_the_same_queries_for_many_articles(
    client, archive, django_assert_num_queries
):
    for address, number in zip(ADDRESSES, (14, 8, 6), strict=True):
        client.get(address)
        with django_assert_num_queries(number):
            client.get(address)


def test_quotes_of_one_article_stand_in_the_order_of_its_text(client):
    ada = make_person("Ada Pell")
    article = make_article(body="“One,” said Ada Pell. “Two,” she said. “Three.”", people=[ada])
    for text in ("“Three.”", "“One,”", "“Two,”"):
        make_quote(article, text, ada)
    quotes = client.get("/people/ada-pell/").context["quotes"]
    assert [row.quote.text for row in quotes] == ["“One,”", "“Two,”", "“Three.”"]


def test_a_thing_of_hidden_articles_alone_has_no_page(client):
    make_article("A", "Ada Pell.", people=["Ada Pell"], tags=["fog"], status="killed")
    assert {client.get(one.get_absolute_url()).status_code for one in _things()} == {404}


def _things() -> list:
    return [model.objects.get() for model in (Person, Source, Tag)]
