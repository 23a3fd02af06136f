"""Tagging by those with the right: one article on its own page, or the chosen ones of a list."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from articles.curation import tags
from articles.extraction.names import fold
from articles.forms import TagForm, chosen_articles
from articles.models import Article, Tag
from articles.views.articles import article_detail
from articles.views.errors import article_or_404, by_slug, tells_of_gone
from articles.views.rights import require, way_back


def tagging_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Tags one article. An article whose slug is "tags" has this same address: it is shown."""
    if request.method != "POST":
        return article_detail(request, pk, "tags")
    return tag_one(request, pk)


@login_required
@tells_of_gone
def tag_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts the tag that the form names on one article, and leads back to where it was put on, or on
    to the next article."""
    require(request, "articles.add_tagging")
    article = article_or_404(request, Article.objects.all(), pk)
    tag_all(request, [article.pk])
    return HttpResponseRedirect(way_back(request, article.get_absolute_url() + "#tags"))


@require_POST
@login_required
@tells_of_gone
def tagging_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a tag, given by its slug, off one article."""
    require(request, "articles.delete_tagging")
    article = article_or_404(request, Article.objects.all(), pk)
    tag = by_slug(Tag.objects.visible_to(request.user), request.POST.get("tag", ""))
    tags.remove([article.pk], tag, request.user)
    messages.success(request, gettext("The tag “%(tag)s” was taken off.") % {"tag": tag.name})
    return HttpResponseRedirect(way_back(request, article.get_absolute_url() + "#tags"))


@require_POST
@login_required
def tagging_bulk(request: HttpRequest) -> HttpResponse:
    """Tags, or with `action=remove` untags, the chosen articles of a list, and goes back to it."""
    removing = request.POST.get("action") == "remove"
    require(request, "articles.delete_tagging" if removing else "articles.add_tagging")
    ids = chosen_articles(request.POST.getlist("article"))
    if not ids:
        messages.warning(request, gettext("No article was chosen, so nothing was changed."))
    elif removing:
        untag_all(request, ids)
    else:
        tag_all(request, ids)
    return HttpResponseRedirect(way_back(request))


def tag_all(request: HttpRequest, ids: list[int]) -> None:
    """Puts the tag that the form names on the articles, and tells the user what was done."""
    form = TagForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["tag"]))
        return
    try:
        change = tags.add(ids, form.cleaned_data["tag"], request.user)
    except tags.InvalidTag as problem:
        messages.error(request, str(problem))
        return
    if change.articles:
        # The page that shows this message has the form of this id, which takes the tag off again.
        undo = f"untag-{change.tag.slug}" if len(ids) == 1 else ""
        number = len(change.articles)
        words = ngettext(
            "%(count)d article tagged “%(tag)s”.", "%(count)d articles tagged “%(tag)s”.", number
        )
        said = words % {"count": number, "tag": change.tag.name}
        messages.success(request, said, extra_tags=undo)
    else:
        said = gettext("The tag “%(tag)s” was there already.") % {"tag": change.tag.name}
        messages.info(request, said)


def untag_all(request: HttpRequest, ids: list[int]) -> None:
    """Takes the tag that the form names off the articles, and tells the user what was done."""
    name = request.POST.get("tag", "").replace("\0", "").strip()
    tag = Tag.objects.visible_to(request.user).filter(folded=fold(name)).first()
    if tag is None:
        said = gettext("There is no tag “%(tag)s”, so nothing was changed.") % {"tag": name}
        messages.error(request, said)
        return
    number = len(tags.remove(ids, tag, request.user).articles)
    words = ngettext(
        "“%(tag)s” was taken off %(count)d article.",
        "“%(tag)s” was taken off %(count)d articles.",
        number,
    )
    messages.success(request, words % {"count": number, "tag": tag.name})
