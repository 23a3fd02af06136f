"""Name, join and split one story, add articles to it or take some out, by those who may."""

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from articles.curation import stories
from articles.forms import chosen_articles
from articles.models import Article, Story
from articles.querysets import User
from articles.views.errors import by_slug
from articles.views.links import Query
from articles.views.listing import page_context
from articles.views.rights import require

MAY_CHANGE = "articles.change_story"
PER_PAGE = 100
ACTIONS_SHOWN = 20
_NUMBER = re.compile(r"(?:^|/articles/)(\d{1,18})(?:/|$)")


@require_safe
@login_required
def story_desk(request: HttpRequest, slug: str) -> HttpResponse:
    """The forms to name a story, to join another to it, to split it, and to move articles."""
    story = story_meant(request, slug)
    theirs = Article.objects.visible_to(request.user).filter(story=story).for_list().oldest()
    page = page_context(request, theirs, Query(request.path), PER_PAGE)
    done = stories.actions_on(story, ACTIONS_SHOWN)
    return render(request, "articles/story_desk.html", {"story": story, "actions": done, **page})


@require_POST
@login_required
def story_rename(request: HttpRequest, slug: str) -> HttpResponse:
    """Gives a story a name that no import takes from it."""
    story = story_meant(request, slug)
    try:
        action = stories.rename(story, request.POST.get("title", ""), request.user)
        told = action.sentence if action else gettext("That is the name already.")
        messages.success(request, told)
    except stories.Refused as refused:
        messages.error(request, str(refused))
    return back_to_desk(story)


@require_POST
@login_required
def story_join(request: HttpRequest, slug: str) -> HttpResponse:
    """Joins the story whose address `other` holds to this one."""
    story = story_meant(request, slug)
    other = other_story(request.POST.get("other", ""), request.user)
    if other is None:
        messages.error(request, gettext("There is no story of that address or title."))
        return back_to_desk(story)
    try:
        messages.success(request, stories.join(story, other, request.user).sentence)
    except stories.Refused as refused:
        messages.error(request, str(refused))
    return back_to_desk(story)


@require_POST
@login_required
def story_articles(request: HttpRequest, slug: str) -> HttpResponse:
    """Splits the chosen articles off, or with `action=take-out` takes them out of the story."""
    story = story_meant(request, slug)
    chosen = chosen_articles(request.POST.getlist("article"))
    try:
        if request.POST.get("action") == "take-out":
            action = stories.take_out(story, chosen, request.user)
        else:
            action = stories.split(story, chosen, request.POST.get("title", ""), request.user)
        messages.success(request, action.sentence)
    except stories.Refused as refused:
        messages.error(request, str(refused))
    return back_to_desk(story)


@require_POST
@login_required
def story_put_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Puts the article whose address or number the form gives into the story."""
    story = story_meant(request, slug)
    number = _NUMBER.search(request.POST.get("other", "").strip()[:500])
    try:
        action = stories.put_in(story, [int(number[1])] if number else [], request.user)
        messages.success(request, action.sentence)
    except stories.Refused as refused:
        messages.error(request, str(refused))
    return back_to_desk(story)


def story_meant(request: HttpRequest, slug: str) -> Story:
    """The story of this slug that the user may see and change.

    Raises PermissionDenied or Http404.
    """
    require(request, MAY_CHANGE)
    return by_slug(Story.objects.visible_to(request.user), slug)


def other_story(text: str, user: User) -> Story | None:
    """The one story of an address, a slug or a whole title, as far as the user sees."""
    text = " ".join(text.replace("\0", "").split())[:500]
    slug = text.partition("?")[0].rstrip("/").rpartition("/")[2]
    rows = Story.objects.visible_to(user)
    found = rows.filter(slug=slug).first() if slug else None
    if found is None and text:
        titled = rows.filter(title__iexact=text)[:2]
        found = titled[0] if len(titled) == 1 else None
    return found


def back_to_desk(story: Story) -> HttpResponse:
    """To the story's desk, or to the list where the story is gone or has nothing left to show."""
    if story.articles.exists():
        return redirect(reverse("articles:story-desk", args=[story.slug]))
    return redirect("articles:story-list")
