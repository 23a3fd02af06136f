"""Versions of an article, copies of it, and the pages of differences."""

import time

import pytest
from django.test import Client
from django.urls import reverse

from articles.curation.articles import save_edit
from articles.curation.copies import answer
from articles.differences import LONGEST, differences
from articles.importing.run import Import, run
from articles.linking import copies
from articles.models import Article, ArticleVersion, ImportRun
from tests.factories import make_article, make_user
from tests.importing.texts import REPORT, REVISED, write
from tests.linking.test_copies import LONG, retouched

pytestmark = pytest.mark.django_db


def make_version(article: Article, number: int, **texts) -> ArticleVersion:
    """An earlier text of the article."""
    fields = {"headline": article.headline, "body": article.body, **texts}
    return ArticleVersion.objects.create(article=article, number=number, raw=article.raw, **fields)


def versions_url(article: Article) -> str:
    return reverse("articles:version-list", args=[article.pk])


def compare_url(one: Article, other: Article) -> str:
    return reverse("articles:article-compare", args=[one.pk, other.pk])


def revised(tmp_path) -> Article:
    """An article that an import brought twice, the second time with another text."""
    folder = write(tmp_path / "in", a=REPORT)
    run(Import([folder]))
    run(Import([write(folder, a=REVISED)]))
    return Article.objects.get()


def test_versions_are_listed_with_the_import_that_replaced_them(client, tmp_path):
    article = revised(tmp_path)
    page = client.get(versions_url(article)).content.decode()
    assert "the text as it stands now" in page
    assert f"by import {ImportRun.objects.latest('pk').pk}" in page
    assert reverse("articles:version-compare", args=[article.pk, 1, 2]) in page


def test_the_page_of_differences_marks_the_words(client, tmp_path):
    article = revised(tmp_path)
    url = reverse("articles:version-compare", args=[article.pk, 1, 2])
    page = client.get(url).content.decode()
    assert '<del><span class="visually-hidden">[left out: </span>twice<' in page
    assert '<ins><span class="visually-hidden">[added: </span>three times<' in page


def test_any_two_versions_can_be_chosen(client):
    article = make_article(version=3)
    make_version(article, 1, body="One.")
    make_version(article, 2, body="Two.")
    response = client.get(versions_url(article), {"one": "1", "other": "3"})
    assert response.url == reverse("articles:version-compare", args=[article.pk, 1, 3])
    assert client.get(response.url).status_code == 200


@pytest.mark.parametrize(
    "query", ["one=1", "one=x&other=2", "one=²&other=1", f"one={'9' * 40}&other=1"]
)
def test_a_choice_that_is_none_shows_the_list(client, query):
    article = make_article()
    assert client.get(f"{versions_url(article)}?{query}").status_code == 200


def test_a_version_that_there_is_not_is_not_found(client):
    article = make_article(version=2)
    make_version(article, 1)
    for one, other in ((1, 3), (0, 1), (1, 1), (2, 2)):
        url = reverse("articles:version-compare", args=[article.pk, one, other])
        assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    ("status", "code"), [("withheld", 404), ("killed", 410), ("withdrawn", 410)]
)
def test_versions_of_a_hidden_article_are_hidden(client, status, code):
    article = make_article(version=2, status=status)
    make_version(article, 1, body="Secret words.")
    shown = make_article("Shown", "Other words.")
    for url in (
        versions_url(article),
        reverse("articles:version-compare", args=[article.pk, 1, 2]),
        compare_url(article, shown),
        compare_url(shown, article),
    ):
        response = client.get(url)
        assert response.status_code == code
        assert b"Secret" not in response.content


def test_what_a_curator_replaced_is_for_the_desk(client):
    article = make_article(body="The mayor lied to us all, he said.")
    article.body = "The mayor spoke to us all, he said."
    save_edit(article, ["body"])
    compare = reverse("articles:version-compare", args=[article.pk, 1, 2])
    assert client.get(compare).status_code == 404
    page = client.get(versions_url(article)).content.decode()
    assert "by a curator" in page
    assert compare not in page
    desk = Client()
    desk.force_login(make_user("articles.view_rawtext"))
    assert b"lied" in desk.get(compare).content


def test_copies_are_beside_the_article_with_how_they_differ(client):
    one = make_article("Dredging", LONG, source="Mail")
    two = make_article("Channel", LONG[:600], source="Echo")
    three = make_article("Word for word", LONG, source="Post")
    copies.link([one, two, three])
    page = client.get(one.get_absolute_url()).content.decode()
    assert "The same copy" in page
    assert compare_url(one, two) in page
    rows = {
        c.article.headline: (c.shared, c.longer < 0)
        for c in client.get(one.get_absolute_url()).context["copies"]
    }
    assert rows == {"Channel": (99, True), "Word for word": (100, False)}


def test_hidden_copies_are_not_told_of(client):
    one = make_article("Dredging", LONG, source="Mail")
    two = make_article("Quillfeather", LONG, source="Quillfeather Post", status="withheld")
    copies.link([one, two])
    page = client.get(one.get_absolute_url()).content.decode()
    assert "The same copy" not in page
    assert "Quillfeather" not in page


def test_a_curator_parts_two_copies_and_joins_them_again(client):
    one = make_article("Dredging", LONG, source="Mail")
    two = make_article("Channel", LONG[:600], source="Echo")
    copies.link([one, two])
    curator = Client()
    curator.force_login(make_user("articles.change_copygroup"))
    address = reverse("articles:copy-answer", args=[one.pk, two.pk])
    assert address in curator.get(one.get_absolute_url()).content.decode()

    page = curator.post(address, {"verdict": "no"}, follow=True).content.decode()
    assert "are two texts" in page
    assert "The same copy" not in page
    assert "The same text after all" in page
    assert address in page

    page = curator.post(address, {"verdict": "yes"}, follow=True).content.decode()
    assert "The same copy" in page
    assert "The same text after all" not in page


def test_readers_are_not_asked_about_copies_nor_told_what_was_answered(client):
    one = make_article("Dredging", LONG, source="Mail")
    two = make_article("Channel", LONG[:600], source="Echo")
    copies.link([one, two])
    address = reverse("articles:copy-answer", args=[one.pk, two.pk])
    assert address not in client.get(one.get_absolute_url()).content.decode()
    client.force_login(make_user())
    assert client.post(address, {"verdict": "no"}).status_code == 403
    answer(one, two, "no", None)
    assert "ot the same text" not in client.get(one.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("status", "code"), [("withheld", 404), ("killed", 410)])
def test_a_copy_that_one_may_not_see_is_not_answered(client, status, code):
    one = make_article("Dredging", LONG, source="Mail")
    two = make_article("Quillfeather", LONG, source="Echo", status=status)
    copies.link([one, two])
    client.force_login(make_user("articles.change_copygroup"))
    address = reverse("articles:copy-answer", args=[one.pk, two.pk])
    response = client.post(address, {"verdict": "no"})
    assert response.status_code == code
    assert b"Quillfeather" not in response.content
    answer(one, two, "no", None)
    assert "Quillfeather" not in client.get(one.get_absolute_url()).content.decode()


def test_the_page_of_two_copies_says_how_much_they_share(client):
    one = make_article("Dredging", LONG, source="Mail")
    two = make_article("Channel", retouched(LONG, 0.05), source="Echo")
    page = client.get(compare_url(one, two)).content.decode()
    assert "of the shorter text is in both" in page
    assert "<ins>" in page


def test_an_article_is_not_compared_with_itself(client):
    article = make_article()
    assert client.get(compare_url(article, article)).status_code == 404


def test_imported_text_is_escaped(client):
    one = make_article("<script>1</script>", "<b>one</b> <script>x</script>")
    two = make_article("<script>2</script>", "<b>two</b> <img src=x>")
    page = client.get(compare_url(one, two)).content.decode()
    assert "<script>1" not in page
    assert "<b>" not in page
    assert "<img" not in page


def test_the_outlets_metadata_is_shown_with_where_the_article_comes_from(client):
    article = make_article(
        genre="Analysis",
        urgency=2,
        rights="Harbour News 2025",
        outlet_version="7",
        subjects=[{"code": "medtop:11000000", "name": "politics"}],
    )
    page = client.get(article.get_absolute_url()).content.decode()
    for words in ("Analysis", "Harbour News 2025", "medtop:11000000", "The outlet&#x27;s version"):
        assert words in page or words.replace("&#x27;", "'") in page


def test_queries_do_not_grow_with_copies_and_versions(client, django_assert_max_num_queries):
    articles = [make_article(f"A{n}", LONG, source=f"S{n}") for n in range(10)]
    copies.link(articles)
    article = Article.objects.get(pk=articles[0].pk)
    for number in range(1, 9):
        make_version(article, number)
    Article.objects.filter(pk=article.pk).update(version=9)
    with django_assert_max_num_queries(6):
        client.get(versions_url(article))
    with django_assert_max_num_queries(30):
        assert len(client.get(article.get_absolute_url()).context["copies"]) == 9


class Words:
    """A text that is not in the archive."""

    def __init__(self, body: str, headline: str = "", standfirst: str = ""):
        self.body, self.headline, self.standfirst = body, headline, standfirst


def test_paragraphs_stay_apart_and_far_ones_are_folded():
    paragraphs = [f"Paragraph {n} says this and that of it." for n in range(12)]
    changed = paragraphs.copy()
    changed[5] = "Paragraph 5 says this and nothing of it."
    found = differences(Words("\n\n".join(paragraphs)), Words("\n\n".join(changed)))
    assert [(len(s.passages), s.folded) for s in found.body] == [(4, True), (3, False), (5, True)]
    assert (found.left_out, found.added) == (1, 1)


def test_a_paragraph_that_was_added_stands_alone():
    found = differences(
        Words("One is here.\n\nThree is here."),
        Words("One is here.\n\nTwo came.\n\nThree is here."),
    )
    passages = [passage for stretch in found.body for passage in stretch.passages]
    assert ["".join(run.text for run in passage.runs) for passage in passages] == [
        "One is here.",
        "Two came.",
        "Three is here.",
    ]
    assert [passage.same for passage in passages] == [True, False, True]


@pytest.mark.parametrize(
    "texts", [("", ""), ("", "One."), ("One.", ""), ("\n\n", "One."), ("One.", "One.")]
)
def test_empty_texts_can_be_compared(texts):
    found = differences(*map(Words, texts))
    assert found.none == (texts[0].strip() == texts[1].strip())


def test_long_texts_are_compared_in_time():
    text = "\n\n".join([LONG] * 60)
    started = time.process_time()
    found = differences(Words(text), Words(retouched(text, 0.1)))
    assert time.process_time() - started < 4
    assert found.added > 500
    assert not found.cut
    assert differences(Words("a " * LONGEST), Words("b")).cut


def test_a_quote_of_a_corrected_article_says_so(client):
    wrong = make_article("Tide tables", quotes=["“Nobody was hurt.”"], body="“Nobody was hurt.”")
    make_article("Tide tables, corrected", "Other words.", corrects=wrong)
    make_article("Quillfeather", "More words.", corrects=wrong, status="withheld")
    for url in (wrong.get_absolute_url(), wrong.quotes.get().get_absolute_url()):
        page = client.get(url).content.decode()
        assert "Tide tables, corrected" in page
        assert "Quillfeather" not in page
