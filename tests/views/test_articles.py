"""The list of articles and the page of one."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import search
from articles.models import ArticleVersion, ImportItem, ImportRun, RawText
from tests.factories import (
    make_article,
    make_person,
    make_quote,
    make_raw,
    make_user,
)

pytestmark = pytest.mark.django_db
LIST = "/articles/"


def headlines(response) -> list[str]:
    return [row.article.headline for row in response.context["rows"]]


def text_of(response) -> str:
    return response.content.decode()


def test_the_list_shows_the_newest_first_and_undated_ones_last(client):
    for headline, published in (("Old", "2024-01-01"), ("Undated", ""), ("New", "2025-06-01")):
        make_article(headline, published=published)
    assert headlines(client.get(LIST)) == ["New", "Old", "Undated"]
    assert headlines(client.get(LIST + "?sort=oldest")) == ["Old", "New", "Undated"]


def test_a_search_marks_its_words_in_headline_and_extract(client):
    make_article("Ferry strikes breakwater", "Fog lay on the harbour. The ferry sounded its horn.")
    html = text_of(client.get(LIST + "?q=ferry"))
    assert "<mark>Ferry</mark> strikes" in html
    assert "The <mark>ferry</mark> sounded" in html


def test_a_result_leads_to_the_article_with_the_words_marked(client):
    article = make_article("Ferry strikes breakwater", "The ferry sounded its horn.")
    html = text_of(client.get(LIST + "?q=ferry"))
    address = article.get_absolute_url() + "?q=ferry&at=1"
    assert f'href="{address.replace("&", "&amp;")}"' in html
    assert 'The <mark id="hit-2">ferry</mark> sounded' in text_of(client.get(address))


def test_how_the_search_was_read_is_said(client):
    make_article("Ferry strikes breakwater")
    response = client.get(LIST + "?q=ferry+breakwater")
    assert response.context["read_as"] in text_of(response).replace("&quot;", '"')


def test_a_broken_query_is_repaired_with_a_link(client):
    make_article("Ferry strikes breakwater")
    response = client.get(LIST + "?q=ferry+OR+(&tag=nonsense")
    assert response.context["repaired"] == "ferry"
    assert 'href="/articles/?q=ferry"' in text_of(response)
    assert len(response.context["notes"]) >= 2


def test_facets_count_exactly_and_narrow(client):
    for number in range(3):
        make_article(f"Ferry {number}", tags=["harbour"] if number else [], source="Ostrey Post")
    make_article("Ferry 4", source="Harbour Wire", published="2024-05-05")
    facets = {facet.name: facet for facet in client.get(LIST + "?q=ferry").context["facets"]}
    assert [(link.label, link.count) for link in facets["source"].links] == [
        ("Ostrey Post", 3),
        ("Harbour Wire", 1),
    ]
    assert [(link.label, link.count) for link in facets["year"].links] == [("2025", 3), ("2024", 1)]
    narrowed = client.get(facets["tag"].links[0].url)
    assert narrowed.context["results"].total == 2


def test_a_chosen_filter_is_a_chip_that_takes_it_off(client):
    make_article("Ferry", tags=["harbour", "fog"])
    response = client.get(LIST + "?q=ferry&tag=harbour&tag=fog")
    chips = response.context["chips"]
    assert [(chip.title, chip.label) for chip in chips] == [("tag", "harbour"), ("tag", "fog")]
    assert chips[0].url == "/articles/?q=ferry&tag=fog"
    assert response.context["without_filters"] == "/articles/?q=ferry"


def test_filters_stay_on_while_turning_pages(client):
    for number in range(25):
        make_article(f"Ferry {number}", tags=["harbour"])
    response = client.get(LIST + "?q=ferry&tag=harbour")
    assert response.context["pages"].following == "/articles/?q=ferry&tag=harbour&page=2"
    assert len(client.get(response.context["pages"].following).context["rows"]) == 5


def test_a_page_beyond_the_last_is_the_last(client):
    for number in range(25):
        make_article(f"Ferry {number}")
    response = client.get(LIST + "?page=900")
    assert (response.status_code, response.context["pages"].number) == (200, 2)
    assert len(response.context["rows"]) == 5


def test_the_page_says_that_search_is_being_rebuilt(client, monkeypatch):
    def away(*args, **kwargs):
        raise search.Unavailable("no index")

    monkeypatch.setattr(search, "articles", away)
    monkeypatch.setattr(search, "quotes", away)
    for address in (LIST + "?q=ferry", "/quotes/"):
        response = client.get(address)
        assert response.status_code == 503
        assert "being rebuilt" in text_of(response)
        assert response.headers["Retry-After"]


def test_choosing_articles_is_offered_to_those_who_may_tag(client):
    make_article()
    assert "choose-" not in text_of(client.get(LIST))
    client.force_login(make_user("articles.add_tagging"))
    html = text_of(client.get(LIST))
    assert "choose-" in html
    assert "Take tag off" not in html


def test_a_wrong_slug_leads_to_the_right_one_with_its_query(client):
    article = make_article("Ferry strikes")
    response = client.get(f"/articles/{article.pk}/wrong/?q=a+b")
    assert (response.status_code, response.url) == (301, f"{article.get_absolute_url()}?q=a+b")


def test_an_article_without_a_slug_has_an_address(client):
    article = make_article("???", slug="")
    assert article.get_absolute_url() == f"/articles/{article.pk}/-/"
    assert client.get(article.get_absolute_url()).status_code == 200


def test_letters_of_any_script_stand_in_an_address(client):
    article = make_article("항만 파업 3주째", "크레인이 멈췄다.")
    assert client.get(article.get_absolute_url()).status_code == 200


def test_an_article_that_is_withheld_or_embargoed_is_not_found(client):
    withheld = make_article("A", status="withheld")
    embargoed = make_article("B", embargoed_until=timezone.now() + timedelta(days=1))
    for article in (withheld, embargoed):
        assert client.get(article.get_absolute_url()).status_code == 404
        assert client.get(f"/articles/{article.pk}/wrong/").status_code == 404


def test_an_embargo_that_is_over_hides_nothing(client):
    article = make_article("B", embargoed_until=timezone.now() - timedelta(seconds=1))
    assert client.get(article.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("status", ["withdrawn", "killed"])
def test_an_article_taken_back_is_gone_with_the_reason_and_nothing_else(client, status):
    article = make_article("Pilot asleep", "He slept.", status=status, status_reason="Wrong man.")
    for address in (article.get_absolute_url(), f"/articles/{article.pk}/wrong/"):
        response = client.get(address)
        assert response.status_code == 410
        assert "Wrong man." in text_of(response)
        assert status in text_of(response)
        assert "asleep" not in text_of(response)
        assert "slept" not in text_of(response)


def test_an_article_killed_under_its_embargo_was_never_there(client):
    later = timezone.now() + timedelta(days=1)
    article = make_article("A", status="killed", status_reason="Secret.", embargoed_until=later)
    assert client.get(article.get_absolute_url()).status_code == 404


def test_those_with_the_right_read_hidden_articles_under_a_label(client):
    client.force_login(make_user("articles.view_hidden_article"))
    for status in ("withheld", "withdrawn", "killed"):
        article = make_article(f"Secret {status}", status=status, status_reason="Wrong man.")
        html = text_of(client.get(article.get_absolute_url()))
        assert f'<span class="status">{status}</span>' in html
        assert "Wrong man." in html


def test_quotes_are_marked_and_scare_quotes_are_not(client):
    body = "“We will appeal,” Ada Pell said of the “deal”. She called it “avoidable”."
    article = make_article(body=body, people=["Ada Pell"])
    direct = make_quote(article, "“We will appeal,”", "Ada Pell")
    partial = make_quote(article, "“avoidable”", "Ada Pell", kind="partial")
    scare = make_quote(article, "“deal”", kind="scare")
    html = text_of(client.get(article.get_absolute_url()))
    for kind, quote in {"direct": direct, "partial": partial}.items():
        opening = f'<span class="said said-{kind}" id="quote-{quote.pk}" data-quote="{quote.pk}">'
        assert f'{opening}{quote.text}<a class="about" href="#about-{quote.pk}"' in html
    assert f"quote-{scare.pk}" not in html
    assert html.count(f'href="#quote-{direct.pk}"') == 1


def test_people_are_linked_once_in_a_paragraph(client):
    person = make_person("Ada Pell", names=["Pell"])
    body = "Ada Pell came. Pell sat down.\n\nPell left."
    article = make_article(body=body, people=[person])
    html = text_of(client.get(article.get_absolute_url()))
    assert html.count('<a class="named" href="/people/ada-pell/">') == 2
    entry = client.get(article.get_absolute_url()).context["people"][0]
    assert (entry["named"], entry["quoted"]) == (3, 0)


def test_headings_are_headings(client):
    article = make_article(body="One.\n\nWhat next\n\nTwo.", headings=["What next"])
    html = text_of(client.get(article.get_absolute_url()))
    assert '<h2 id="p2" dir="auto" data-field="body" data-start="6">What next</h2>' in html


def test_a_word_asked_for_in_the_headline_is_not_marked_in_the_text(client):
    article = make_article("Ferry strikes", "The ferry sank.")
    html = text_of(client.get(article.get_absolute_url() + "?q=headline:ferry"))
    assert '<mark id="hit-1">Ferry</mark>' in html
    assert ">ferry</mark>" not in html


def test_a_date_says_where_it_comes_from_and_an_unknown_one_that_it_is(client):
    dated = make_article("A", published="2025-09", published_from="dateline")
    undated = make_article("B", published="")
    assert "September 2025" in text_of(client.get(dated.get_absolute_url()))
    assert "from the dateline" in text_of(client.get(dated.get_absolute_url()))
    assert "date unknown" in text_of(client.get(undated.get_absolute_url()))


def test_an_article_without_outlet_byline_or_text_says_so(client):
    article = make_article("Nothing", "", source=None)
    html = text_of(client.get(article.get_absolute_url()))
    assert "outlet unknown" in html
    assert "no byline" in html
    assert "has no text" in html


def test_a_correction_and_what_it_corrects_lead_to_each_other(client):
    wrong = make_article("Struck at dawn")
    right = make_article("Struck at six", corrects=wrong)
    assert right.get_absolute_url() in text_of(client.get(wrong.get_absolute_url()))
    assert wrong.get_absolute_url() in text_of(client.get(right.get_absolute_url()))


def test_a_hidden_correction_is_not_told_of(client):
    wrong = make_article("Struck at dawn")
    make_article("Struck at six", corrects=wrong, status="withheld")
    assert "was corrected" not in text_of(client.get(wrong.get_absolute_url()))


def test_other_coverage_leaves_out_what_readers_do_not_see(client):
    article = make_article("A", story="Ferry strikes")
    make_article("B", story=article.story, source="Ostrey Post")
    make_article("C", story=article.story, status="withheld")
    others = client.get(article.get_absolute_url()).context["others"]
    assert [row.article.headline for row in others] == ["B"]


def test_provenance_names_file_hash_import_and_versions(client):
    article = make_article(import_path="wire/06.txt", import_item=2, version=2)
    run = ImportRun.objects.create()
    ImportItem.objects.create(run=run, path="wire/06.txt", verdict="new", article=article)
    ArticleVersion.objects.create(article=article, number=1, headline="Older", raw=article.raw)
    html = text_of(client.get(article.get_absolute_url()))
    assert "wire/06.txt" in html
    assert "item 3" in html
    assert article.raw.sha256 in html
    assert f"number {run.pk}," in html
    assert "1 earlier version kept" in html


def test_the_raw_text_shows_what_was_left_out_and_why(client):
    raw = make_raw("Headline\n\nBy N\n\nText.")
    removed = [
        {"start": 10, "end": 14, "text": "By N", "reason": "byline"},
        {"start": 900, "end": 904, "text": "Lost", "reason": "share"},
    ]
    article = make_article("Headline", "Text.", raw=raw, removed=removed)
    html = text_of(client.get(article.get_absolute_url()))
    assert '<del data-reason="byline">' in html
    assert "By N</del>" in html
    assert "share: <q" in html


def test_a_long_raw_text_is_cut_with_a_note(client):
    article = make_article(raw=make_raw("x" * 100_250))
    assert "250 further characters" in text_of(client.get(article.get_absolute_url()))


def test_odd_texts_are_shown_whole(client):
    for headline, body in (
        ("Very long " * 40, "Short."),
        ("إضراب الميناء", "قالت ليلى: «لن نعود»."),
        ("항만 파업", "“우리는 돌아가지 않는다”고 말했다."),
        ("", "No headline at all."),
        ("Emoji 👩‍🚀", "𝔘nicode \u202eoverride"),
    ):
        article = make_article(headline, body)
        html = text_of(client.get(article.get_absolute_url()))
        assert body in html
        assert headline.strip() in html
        assert 'dir="auto"' in html


def test_tags_can_be_changed_by_those_with_the_right_alone():
    article = make_article(tags=["harbour"])
    add, remove = (
        reverse(f"articles:tagging-{what}", args=[article.pk]) for what in ("add", "remove")
    )
    for perms, adds, removes in (
        ((), False, False),
        (("articles.add_tagging",), True, False),
        (("articles.add_tagging", "articles.delete_tagging"), True, True),
    ):
        client = Client()
        client.force_login(make_user(*perms))
        html = text_of(client.get(article.get_absolute_url()))
        assert (f'action="{add}"' in html, f'action="{remove}"' in html) == (adds, removes)


def test_readers_do_not_see_the_raw_record_of_a_format_with_fields(client):
    raw = RawText.objects.create(sha256="r" * 64, data=b'{"ednote": "Canaryword"}')
    article = make_article(raw=raw)
    assert "Canaryword" not in client.get(article.get_absolute_url()).content.decode()
    client.force_login(make_user("articles.view_rawtext"))
    assert "Canaryword" in client.get(article.get_absolute_url()).content.decode()


def test_readers_do_not_see_what_a_curator_took_out_of_the_text(client):
    raw = RawText.objects.create(sha256="r" * 64, data=b"Canaryword was here")
    article = make_article(raw=raw, curated_fields=["body"])
    assert "Canaryword" not in client.get(article.get_absolute_url()).content.decode()
