"""What holds for every page: who sees what, escaping, a constant number of queries, no errors."""

import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.templatetags.static import static
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from tests.factories import make_article, make_person, make_quote, make_user

pytestmark = pytest.mark.django_db

LISTS = [
    "articles:front",
    "articles:article-list",
    "articles:quote-list",
    "articles:person-list",
    "articles:source-list",
    "articles:tag-list",
    "articles:story-list",
    "articles:search-help",
]
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>'\"&"
SECRET = "Quillfeather"


def fill(number: int, **fields) -> list[Article]:
    """So many articles of one story and outlet that name, quote and tag alike."""
    speaker = make_person("Ottoline Farrow")
    body = "“We will appeal,” Ottoline Farrow said. She called it “wholly avoidable”."
    return [
        make_article(
            f"Ferry strikes breakwater {n}",
            f"{body}\n\nParagraph {n}.",
            people=[speaker],
            quotes=[
                ("“We will appeal,”", speaker),
                {"text": "“wholly avoidable”", "kind": "partial"},
            ],
            tags=["harbour", "ferry"],
            story=None if n else "Ferry strikes breakwater",
            published=f"2025-09-{n % 28 + 1:02}",
            **fields,
        )
        for n in range(number)
    ]


def addresses(article: Article) -> list[str]:
    """Every page that has something to do with an article."""
    quote = article.quotes.first()
    return [
        *map(reverse, LISTS),
        reverse("articles:article-list") + "?q=ferry&tag=harbour&sort=oldest",
        reverse("articles:quote-list") + "?q=appeal&kind=direct",
        article.get_absolute_url(),
        article.get_absolute_url() + "?q=ferry",
        quote.get_absolute_url(),
        quote.speaker.get_absolute_url(),
        article.source.get_absolute_url(),
        article.story.get_absolute_url(),
        *(tag.get_absolute_url() for tag in article.tags.all()),
    ]


@pytest.fixture
def staff_client() -> Client:
    """A client of somebody who may see and do everything that pages offer."""
    client = Client()
    client.force_login(make_user(is_staff=True, is_superuser=True))
    return client


def test_every_page_answers_readers_and_staff(client, staff_client):
    article = fill(3)[0]
    for address in addresses(article):
        for who in (client, staff_client):
            response = who.get(address)
            assert response.status_code == 200, address
            assert response.templates, address


def test_every_page_of_an_empty_archive_answers(client, staff_client):
    for name in LISTS:
        assert client.get(reverse(name)).status_code == 200
        assert staff_client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("status", ["withheld", "withdrawn", "killed", "embargoed"])
def test_no_page_tells_readers_of_a_hidden_article(client, staff_client, status):
    shown = fill(2)[0]
    hidden = (
        {"status": status}
        if status != "embargoed"
        else {"embargoed_until": timezone.now() + timedelta(days=1)}
    )
    person = make_person(f"Ada {SECRET}")
    article = make_article(
        f"{SECRET} headline",
        f"“It was me,” Ada {SECRET} said to Ottoline Farrow.",
        source=f"The {SECRET} Post",
        people=[person, "Ottoline Farrow"],
        quotes=[("“It was me,”", person)],
        tags=[f"{SECRET} affair", "harbour"],
        story=shown.story,
        published="2025-10-01",
        **hidden,
    )
    for address in [*addresses(shown), f"/articles/?q={SECRET.lower()}", "/quotes/?q=it+was+me"]:
        text = client.get(address).content.decode()
        assert SECRET not in text.replace(f"q={SECRET}", ""), address
    assert SECRET in staff_client.get(shown.story.get_absolute_url()).content.decode()
    for thing in (person, article.source, article.tags.get(name=f"{SECRET} affair")):
        assert client.get(thing.get_absolute_url()).status_code == 404
        assert staff_client.get(thing.get_absolute_url()).status_code == 200


def test_hidden_articles_are_in_no_count(client):
    fill(2)
    make_article(
        "Hidden",
        "Ottoline Farrow left.",
        people=["Ottoline Farrow"],
        status="withheld",
        tags=["harbour"],
    )
    assert client.get("/articles/").context["results"].total == 2
    assert client.get("/tags/").context["rows"][0].article_count == 2
    assert client.get("/people/").context["rows"][0].article_count == 2
    assert client.get("/sources/").context["rows"][0].article_count == 2
    assert client.get("/").context["total"] == 2


def queries_of(client: Client, address: str, captured) -> int:
    client.get(address)
    with captured() as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_no_list_asks_more_queries_for_more_rows(
    client, staff_client, django_assert_max_num_queries
):
    def captured():
        return django_assert_max_num_queries(25)

    first = fill(2)[0]
    own = first.get_absolute_url()  # no list: the other articles of its story are more by then
    pages = [address for address in addresses(first) if not address.startswith(own)]
    few = {(who, a): queries_of(who, a, captured) for who in (client, staff_client) for a in pages}
    fill(17)
    for number in range(12):
        make_article(
            f"Other {number}",
            f"Liv Pell {number} spoke.",
            source=f"Post {number}",
            people=[f"Liv Pell {number}"],
            tags=[f"tag {number}"],
            story=f"Story {number}",
            published="2025-09-20",
        )
    many = {(who, a): queries_of(who, a, captured) for who, a in few}
    assert many == few


def test_an_article_takes_fewer_than_fifteen_queries(
    client, staff_client, django_assert_max_num_queries
):
    article = fill(4)[0]
    for who in (client, staff_client):
        who.get(article.get_absolute_url())
        with django_assert_max_num_queries(14):
            who.get(article.get_absolute_url() + "?q=ferry")


# Both in the head of each page, neither with a word of an article in it.
OUR_SCRIPTS = [static("js/theme.js"), static("js/archive.js")]
# After them, where parts of a page are loaded.
SWAPPING = [static("vendor/htmx-2.0.11.min.js"), static("js/swaps.js")]


class Tags(HTMLParser):
    """Collects what a browser would make of a page."""

    def __init__(self, html: str):
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.scripts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag == "script":
            self.scripts.append(dict(attrs).get("src") or "")


def test_nothing_imported_becomes_markup(client, staff_client):
    person = make_person(f"Eve {HOSTILE}", description=HOSTILE)
    article = make_article(
        HOSTILE,
        f"“{HOSTILE}” Eve {HOSTILE} said of it.\n\n{HOSTILE}",
        standfirst=HOSTILE,
        source=f"Post {HOSTILE}",
        people=[person],
        quotes=[(f"“{HOSTILE}”", person)],
        tags=[HOSTILE],
        story=f"Story {HOSTILE}",
        byline=[HOSTILE],
        dateline_place=HOSTILE,
        ednote=HOSTILE,
        url="javascript:alert(3)",
        slugline=HOSTILE,
        photo_credits=[HOSTILE],
        import_path=HOSTILE,
        language='en"><script>',
        removed=[{"start": 0, "end": 4, "text": "zzz", "reason": HOSTILE}],
    )
    for address in [
        *addresses(article),
        f"/articles/?q={HOSTILE}&tag={HOSTILE}",
        f"/quotes/?cue={HOSTILE}",
        f"/people/?q={HOSTILE}",
    ]:
        for who in (client, staff_client):
            page = Tags(who.get(address).content.decode())
            assert page.scripts in (OUR_SCRIPTS, OUR_SCRIPTS + SWAPPING), address
            assert "img" not in page.names, address
            assert not [name for name, _ in page.attributes if name.startswith("on")], address
            assert not [v for _, v in page.attributes if v.lower().startswith("javascript:")], (
                address
            )


def test_no_page_has_what_the_content_security_policy_forbids(client, staff_client):
    article = fill(2)[0]
    for address in addresses(article):
        page = Tags(staff_client.get(address).content.decode())
        assert "style" not in page.names, address
        assert "style" not in dict(page.attributes), address


def test_every_page_has_one_title_one_main_and_one_h1(client):
    article = fill(2)[0]
    titles = set()
    for address in addresses(article):
        html = client.get(address).content.decode()
        names = Tags(html).names
        assert (names.count("main"), names.count("h1")) == (1, 1), address
        titles.add(re.search(r"<title>(.*?)</title>", html, re.S)[1])
    assert len(titles) >= len(addresses(article)) - 3


def test_every_field_has_a_label_and_no_id_stands_twice(staff_client):
    article = fill(2)[0]
    for address in addresses(article):
        html = staff_client.get(address).content.decode()
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids)), address
        labels = set(re.findall(r'<label[^>]*\sfor="([^"]+)"', html))
        for field in re.findall(r"<input\b[^>]*>", html):
            if 'type="hidden"' not in field and "aria-label" not in field:
                assert re.search(r'id="([^"]+)"', field)[1] in labels, (address, field)


def test_a_closed_archive_asks_every_reader_to_sign_in(client, closed_reading):
    article = fill(1)[0]
    for address in addresses(article):
        response = client.get(address)
        assert response.status_code == 302
        assert response.url.startswith(reverse("login"))


@pytest.mark.parametrize(
    "address",
    [
        "/articles/?page=99999999999999999999&q=(((&sort=x&year=-1",
        "/articles/?q=%00%ff&tag=%00",
        "/quotes/?kind=scare&cue=%F0%9F%92%A9&page=0",
        "/people/?page=x&sort=x&q=%00",
        "/tags/?page=-4",
        "/stories/?page=99999",
        "/sources/?sort=",
    ],
)
def test_junk_in_an_address_is_no_error(client, address):
    fill(1)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/articles/99999999999999999999999999/x/",
        "/articles/0/x/",
        "/quotes/99999999999999999999999999/",
        "/people/%00/",
        "/tags/nobody/",
        "/sources/%F0%9F%92%A9/",
        "/stories/..%2f/",
    ],
)
def test_what_is_not_there_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_the_markup_of_300_quotes_comes_whole(client):
    body = "\n\n".join(f"“This is sentence {n},” Ada Pell said." for n in range(300))
    person = make_person("Ada Pell")
    article = make_article("Hearing", body, people=[person])
    for n in range(300):
        make_quote(article, f"“This is sentence {n},”", person)
    html = client.get(article.get_absolute_url()).content.decode()
    assert html.count('class="said said-direct" id="quote-') == 300
