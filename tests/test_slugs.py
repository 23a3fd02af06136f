"""Slugs of articles: none is the address of another page of the article."""

import re

import pytest
from django.urls import resolve

from articles.slugs import RESERVED, article_slug, slug_of
from articles.urls import urlpatterns


def test_every_page_of_an_article_is_reserved():
    below = (re.fullmatch(r"articles/<int:pk>/([\w.-]+)/", str(p.pattern)) for p in urlpatterns)
    assert {match[1] for match in below if match} == set(RESERVED)


@pytest.mark.parametrize("headline", ["Versions", "TAGS!", "Cite", "Compare", "Ferry sinks", ""])
def test_the_address_of_an_article_leads_to_the_article(headline):
    match = resolve(f"/articles/7/{article_slug(headline) or '-'}/")
    assert match.url_name == "article-detail"


def test_other_headlines_keep_their_slug():
    assert article_slug("Versions of the truth") == slug_of("Versions of the truth")
    assert article_slug("Versions") == "versions-article"
