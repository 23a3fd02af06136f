"""Where a text leans on another outlet, and where it only speaks of one."""

import pytest

from articles.linking.citations import Outlets, find_citations, outlet_key
from articles.linking.outlet_citations import derived, link, relink
from articles.models import OutletCitation, SourceAlias
from tests.factories import make_article, make_source
from tests.timing import within

OUTLETS = Outlets.named(["The Haldermouth Courier", "Ostrey Post"])


def cited(text: str) -> list[tuple[str, str]]:
    found = find_citations(text, OUTLETS)
    assert all(text[one.start : one.end] == one.words for one in found)
    return [(one.words, one.cue) for one in found]


@pytest.mark.parametrize(
    ("text", "words", "cue"),
    [
        ("“No,” she told Reuters on Monday.", "Reuters", "told"),
        ("According to Yonhap News, it rained.", "Yonhap News", "According to"),
        ("Korea’s Yonhap news agency reported rain.", "Yonhap news agency", "reported"),
        ("It rained, the AP said.", "AP", "said"),
        ("She told CNN’s Ines Calloway that it rained.", "CNN", "told"),
        ("“It rained,” reported Reuters.", "Reuters", "reported"),
        ("It rained, citing Japan's state broadcaster NHK.", "NHK", "citing"),
        ("The Haldermouth Courier reported rain.", "Haldermouth Courier", "reported"),
        ("She told the Haldermouth Courier in an interview.", "Haldermouth Courier", "told"),
        ("In an interview with Ostrey Post she sang.", "Ostrey Post", "interview with"),
        ("A Reuters report found nothing.", "Reuters", "report"),
        ("But Reuters reported rain.", "Reuters", "reported"),
        ("The BBC has also reported rain.", "BBC", "has also reported"),
        ("It was first reported by The New York Times.", "New York Times", "reported by"),
        ("On Saturday the Observer reported rain.", "Observer", "reported"),
        ("The news agency AFP reported rain.", "AFP", "reported"),
    ],
)
def test_an_outlet_beside_a_cue_is_cited(text, words, cue):
    assert cited(text) == [(words, cue)]


@pytest.mark.parametrize(
    "text",
    [
        "Shares of Reuters fell.",
        "She told reporters that it rained.",
        "Ines Calloway of the Guardian said that it rained.",
        "She said time will tell.",
        "The President said that it rained.",
        "It went according to the pa of the house.",
        "She told Post reporters that it rained.",
        "Reuters. Said nobody.",
        "On Saturday reported nobody.",
        "She told.\n\nReuters is an agency.",
        "",
    ],
)
def test_an_outlet_without_a_cue_is_not(text):
    assert cited(text) == []


def test_several_are_found_in_order():
    text = "Reuters said it rained. “Yes,” Ines told AFP. According to the Ostrey Post, it did."
    assert [words for words, _ in cited(text)] == ["Reuters", "AFP", "Ostrey Post"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Associated Press", "AP"),
        ("Agence France-Presse", "AFP"),
        ("Yonhap News Agency", "Yonhap"),
        ("The Ostrey Post", "ostrey post"),
    ],
)
def test_an_outlet_is_one_under_either_name(one, other):
    assert outlet_key(one) == outlet_key(other)


@pytest.mark.parametrize(
    "text",
    [
        '"' * 24_000,
        '"a ' * 8_000,
        "A" * 24_000 + "!",
        "told " * 5_000,
        "told the " * 2_700,
        "Reuters said " * 1_900,
        "the Daily News " * 1_600,
        "told A B C D E F G " * 1_300,
    ],
    ids=lambda text: text[:12],
)
def test_hostile_text_takes_no_longer(text):
    assert within(0.05, lambda: find_citations(text, OUTLETS))


@pytest.mark.django_db
def test_citations_become_rows_with_their_outlet():
    cited = make_source("Reuters")
    article = make_article("Reuters says it rains", "“No,” she told Reuters. AFP said so too.")
    link([article])
    rows = list(article.citations.order_by("field", "start"))
    assert [(row.field, row.words, row.source) for row in rows] == [
        ("body", "Reuters", cited),
        ("body", "AFP", None),
        ("headline", "Reuters", cited),
    ]
    assert all(getattr(article, r.field)[r.start : r.end] == r.words for r in rows)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["The Haldermouth Courier", "the Courier"])
def test_an_outlet_that_names_itself_cites_nobody(name):
    article = make_article(body=f"“No,” she told {name}.")
    link([article])
    assert not article.citations.exists()


@pytest.mark.django_db
def test_an_alias_leads_to_its_outlet():
    source = make_source("Ostrey Evening Post")
    SourceAlias.objects.create(source=source, name="The Evening", folded="evening")
    article = make_article(body="“No,” she told The Evening.")
    link([article])
    assert article.citations.get().source == source


@pytest.mark.django_db
def test_a_rebuild_knows_outlets_that_came_later():
    article = make_article(body="“No,” she told Quay Quarterly.")
    link([article])
    assert not article.citations.exists()
    source = make_source("Quay Quarterly")
    assert list(relink()) == [1]
    assert list(derived().values()) == [source.pk]
    assert OutletCitation.objects.get().source == source


@pytest.mark.django_db
def test_the_queries_do_not_grow_with_the_articles(django_assert_num_queries):
    articles = [make_article(f"A{n}", "“No,” she told Reuters.") for n in range(3)]
    with django_assert_num_queries(4):
        link(articles[:1])
    with django_assert_num_queries(4):
        link(articles)
