"""Old addresses: a slug that led to a person, outlet, tag or story before leads there still."""

from collections.abc import Callable
from functools import wraps

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from articles.models import OldAddress, Person, Source, Story, Tag

ROOMS = {
    OldAddress.Kind.PERSON: Person,
    OldAddress.Kind.SOURCE: Source,
    OldAddress.Kind.TAG: Tag,
    OldAddress.Kind.STORY: Story,
}


def redirects_old(kind: str) -> Callable:
    """Decorator for the page of one thing, `view(request, slug)`: where nothing has the slug now,
    answers 301 to what has taken its place, if the user may see it, else 404 as before."""

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def answered(request: HttpRequest, slug: str, *args, **kwargs) -> HttpResponse:
            try:
                return view(request, slug, *args, **kwargs)
            except Http404:
                address = new_address(request, kind, slug)
                if address is None:
                    raise
                return HttpResponsePermanentRedirect(address)

        return answered

    return decorate


def new_address(request: HttpRequest, kind: str, slug: str) -> str | None:
    """Where an old slug leads now, the query kept; None where it is none that the user may know."""
    rows: QuerySet = ROOMS[kind].objects.visible_to(request.user)
    if "\0" in slug or ROOMS[kind].objects.filter(slug=slug).exists():
        return None  # a slug in use is hidden, not old
    old = OldAddress.objects.filter(kind=kind, slug=slug).first()
    row = rows.filter(pk=old.target_id).first() if old else None
    if row is None:
        return None
    query = request.META.get("QUERY_STRING", "")
    return row.get_absolute_url() + (f"?{query}" if query else "")
