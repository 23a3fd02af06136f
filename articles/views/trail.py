"""From a result to its article and on to the next result: the search goes along in the address."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from articles import search
from articles.forms import SearchForm
from articles.models import Article
from articles.querysets import User
from articles.views.facets import query_of
from articles.views.links import Query, page_url
from articles.views.rows import PER_PAGE

AT = "at"  # the parameter with the place of an article among the results, from 1


@dataclass(frozen=True)
class Neighbour:
    """The result before or after: its headline and its address in the same search."""

    headline: str
    url: str


@dataclass(frozen=True)
class Trail:
    """The search that a reader came from.

    `place` and `total` are 0 where the article is no longer found there; `back` leads to the page
    of results that it stands on.
    """

    back: str
    place: int = 0
    total: int = 0
    previous: Neighbour | None = None
    following: Neighbour | None = None


def address_in(search_: Query, article: Article, place: int) -> str:
    """The address of a result: that of the article, with the search and the place in it."""
    return str(Query(article.get_absolute_url(), search_.pairs).adding(AT, place))


def trail_of(request: HttpRequest, article: Article) -> Trail | None:
    """The search in the parameters of an article's page; None where there is none."""
    form = SearchForm(request.GET, request.user)
    query = query_of(reverse("articles:article-list"), form)
    written = request.GET.get(AT, "")
    place = int(written) if written.isdecimal() and written.isascii() and len(written) < 7 else 0
    if not place:
        return Trail(str(query)) if query.pairs else None
    try:
        return followed(form, request.user, query, article, place)
    except search.Unavailable:
        return Trail(str(query))


def followed(form: SearchForm, user: User, query: Query, article: Article, place: int) -> Trail:
    """The results on both sides of an article that stood at this place when it was opened.

    An archive that has changed since may have moved it: it is looked for on the page where it was.
    """
    page = (place - 1) // PER_PAGE + 1
    results = found_on(form, user, page)
    back = page_url(query, results.page) + f"#article-{article.pk}"
    if article.pk not in results.ids:
        return Trail(page_url(query, results.page))
    index = results.ids.index(article.pk)
    place = (results.page - 1) * PER_PAGE + index + 1
    before = results.ids[index - 1] if index else last_on(form, user, results.page - 1)
    after = next(iter(results.ids[index + 1 :]), 0)
    if not after and results.page < results.pages:
        after = next(iter(found_on(form, user, results.page + 1).ids), 0)
    rows = Article.objects.visible_to(user).only("headline", "slug").in_bulk([before, after])
    previous, following = (
        Neighbour(rows[pk].headline, address_in(query, rows[pk], at)) if pk in rows else None
        for pk, at in ((before, place - 1), (after, place + 1))
    )
    return Trail(back, place, results.total, previous, following)


def found_on(form: SearchForm, user: User, page: int) -> search.Results:
    """The ids of a page of results, without facets."""
    return search.articles(
        form.query,
        user=user,
        filters=form.filters,
        sort=form.order,
        page=page,
        per_page=PER_PAGE,
        facets=(),
    )


def last_on(form: SearchForm, user: User, page: int) -> int:
    """The id of the last result on a page, 0 where there is no such page."""
    return found_on(form, user, page).ids[-1] if page else 0
