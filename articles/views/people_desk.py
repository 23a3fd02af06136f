"""Rename, merge and split one person, by those who may change people."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from articles.curation import people
from articles.forms import chosen_articles
from articles.models import Article, Person
from articles.querysets import User
from articles.search import names
from articles.views.errors import by_slug
from articles.views.links import Query
from articles.views.listing import page_context
from articles.views.people_pairs import MAY_CHANGE
from articles.views.rights import require

PER_PAGE = 100


@require_safe
@login_required
def person_desk(request: HttpRequest, slug: str) -> HttpResponse:
    """The forms to rename a person, to merge another into them, and to split articles off."""
    require(request, MAY_CHANGE)
    person = by_slug(Person.objects.visible_to(request.user), slug)
    named_in = person.mentions.order_by().values("article")
    theirs = Article.objects.visible_to(request.user).filter(pk__in=named_in).for_list().newest()
    page = page_context(request, theirs, Query(request.path), PER_PAGE)
    return render(request, "articles/person_desk.html", {"person": person, **page})


@require_POST
@login_required
def person_rename(request: HttpRequest, slug: str) -> HttpResponse:
    """Gives a person another name, and an address made of it."""
    require(request, MAY_CHANGE)
    person = by_slug(Person.objects.visible_to(request.user), slug)
    try:
        action = people.rename_to(person, request.POST.get("name", ""), request.user)
    except people.Refused as refused:
        messages.error(request, str(refused))
        return redirect("articles:person-desk", person.slug)
    messages.success(request, action.sentence if action else gettext("That is the name already."))
    person.refresh_from_db()
    return redirect(person)


@require_POST
@login_required
def person_merge(request: HttpRequest, slug: str) -> HttpResponse:
    """Merges the person whom `other` names (a slug or a whole name) into this one."""
    require(request, MAY_CHANGE)
    person = by_slug(Person.objects.visible_to(request.user), slug)
    other = person_meant(request.POST.get("other", ""), request.user, person)
    if other is None:
        told = gettext("Nobody else, or more than one, has that name: give the address.")
        messages.error(request, told)
        return redirect("articles:person-desk", person.slug)
    try:
        messages.success(request, people.merge(person, other, request.user).sentence)
    except people.Refused as refused:
        messages.error(request, str(refused))
    return redirect(person)


@require_POST
@login_required
def person_split(request: HttpRequest, slug: str) -> HttpResponse:
    """Gives the chosen articles to somebody new of the name that the form gives."""
    require(request, MAY_CHANGE)
    person = by_slug(Person.objects.visible_to(request.user), slug)
    chosen = chosen_articles(request.POST.getlist("article"))
    name, description = request.POST.get("name", ""), request.POST.get("description", "")
    try:
        action = people.split(person, chosen, name, request.user, description)
    except people.Refused as refused:
        messages.error(request, str(refused))
        return redirect("articles:person-desk", person.slug)
    messages.success(request, action.sentence)
    return redirect(Person.objects.get(pk=action.details["made"]))


def person_meant(text: str, user: User, but: Person | None = None) -> Person | None:
    """The one person whom a slug, or a whole name, means among those that the user may see."""
    text = " ".join(text.replace("\0", "").split()).rstrip("/").rpartition("/")[2]
    if not text:
        return None
    rows = names.with_slugs("person", [text], user) or names.find("person", text, user)
    ids = {row.id for row in rows} - {but.pk if but else None}
    return Person.objects.get(pk=ids.pop()) if len(ids) == 1 else None
