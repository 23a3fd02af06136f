"""A journalist's own shelf: collections of articles and quotes, and notes on passages."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from articles import citing
from articles.curation import collections, notes
from articles.models import Article, Collection, CollectionItem, Note, Quote
from articles.views.citing import cited
from articles.views.errors import article_or_404, tells_of_gone
from articles.views.rights import require, way_back

MARKDOWN = "text/markdown; charset=utf-8"
MOST_NOTES = 200


@login_required
def collection_list(request: HttpRequest) -> HttpResponse:
    """One's own collections and those that others share; a POST starts a new one."""
    if request.method == "POST":
        return started(request)
    rows = Collection.objects.visible_to(request.user).select_related("user")
    context = {
        "collections": rows.sized(request.user),
        "may_add": request.user.has_perm("articles.add_collection"),
    }
    return render(request, "articles/collection_list.html", context)


def started(request: HttpRequest) -> HttpResponse:
    """Starts the collection that the form describes, and leads to it."""
    require(request, "articles.add_collection")
    try:
        made = collections.start(
            request.POST.get("title", ""), request.user, shared="shared" in request.POST
        )
    except collections.InvalidCollection as problem:
        messages.error(request, str(problem))
        return redirect("articles:collection-list")
    return redirect(made)


@require_safe
@login_required
def collection_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One collection: its articles and quotes in order, each with its note and citation."""
    collection = get_object_or_404(Collection.objects.visible_to(request.user), pk=pk)
    context = {
        "collection": collection,
        "items": items_of(request, collection),
        "mine": collection.user_id == request.user.pk,
    }
    return render(request, "articles/collection_detail.html", context)


@require_safe
@login_required
def collection_document(request: HttpRequest, pk: int) -> HttpResponse:
    """The collection as one Markdown document, its citations as footnotes."""
    collection = get_object_or_404(Collection.objects.visible_to(request.user), pk=pk)
    items = items_of(request, collection)
    parts = [f"# {collection.title}", collection.introduction]
    for number, item in enumerate(items, start=1):
        if item.words:
            said = item.words.replace("\n", "\n> ")
            speaker = item.quote.speaker_name if item.quote else ""
            parts.append(f"> {said}" + (f"\n>\n> {speaker}" if speaker else "") + f"[^{number}]")
        else:
            parts.append(f"## {item.article.headline}[^{number}]\n\n{item.article.standfirst}")
        parts.append(item.note)
    parts += [f"[^{number}]: {item.footnote}" for number, item in enumerate(items, start=1)]
    text = "\n\n".join(part.strip() for part in parts if part.strip())
    response = HttpResponse(f"{text}\n", content_type=MARKDOWN)
    name = f"collection-{collection.pk}.md"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def items_of(request: HttpRequest, collection: Collection) -> list[CollectionItem]:
    """The items that the user may see, in order, each with its `footnote`."""
    rows = collection.items.visible_to(request.user).select_related(
        "article__source", "quote__speaker"
    )
    items = list(rows.defer("article__body", "article__paragraphs", "article__removed"))
    for item in items:
        item.footnote = citing.footnote(cited(request, item.article))
    return items


@require_POST
@login_required
def collection_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes title, introduction and reach of one's own collection, or removes it."""
    collection = own_collection(request, pk)
    if request.POST.get("action") == "remove":
        require(request, "articles.delete_collection")
        collection.delete()
        told = gettext("The collection “%(title)s” was removed.") % {"title": collection.title}
        messages.success(request, told)
        return redirect("articles:collection-list")
    require(request, "articles.change_collection")
    try:
        collections.change(
            collection,
            request.POST.get("title", ""),
            request.POST.get("introduction", ""),
            shared="shared" in request.POST,
        )
    except collections.InvalidCollection as problem:
        messages.error(request, str(problem))
    return redirect(collection)


@require_POST
@login_required
def collection_item(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Notes, moves (`up`, `down`) or removes one item of one's own collection."""
    collection = own_collection(request, pk)
    require(request, "articles.change_collectionitem")
    chosen = get_object_or_404(collection.items.visible_to(request.user), pk=item)
    action = request.POST.get("action")
    if action == "remove":
        chosen.delete()
    elif action in ("up", "down"):
        collections.move(chosen, 1 if action == "down" else -1)
    else:
        try:
            collections.note(chosen, request.POST.get("note", ""))
        except collections.InvalidCollection as problem:
            messages.error(request, str(problem))
    return redirect(collection)


@require_POST
@login_required
@tells_of_gone
def collection_add(request: HttpRequest) -> HttpResponse:
    """Puts an article, or a quote of it, into one's own collection or into a new one."""
    require(request, "articles.add_collectionitem")
    article = article_or_404(request, Article.objects.all(), number(request, "article"))
    quote = None
    if request.POST.get("quote"):
        quote = get_object_or_404(Quote, pk=number(request, "quote"), article=article)
    try:
        if request.POST.get("collection"):
            collection = own_collection(request, number(request, "collection"))
        else:
            require(request, "articles.add_collection")
            collection = collections.start(request.POST.get("title", ""), request.user)
        collections.put(collection, article, quote)
    except collections.InvalidCollection as problem:
        messages.error(request, str(problem))
    else:
        told = gettext("Kept in the collection “%(title)s”.") % {"title": collection.title}
        messages.success(request, told)
    return HttpResponseRedirect(way_back(request))


@require_safe
@login_required
def note_list(request: HttpRequest) -> HttpResponse:
    """One's own notes and those that others share, the newest first."""
    rows = Note.objects.visible_to(request.user).select_related("article__source", "user")
    found = rows.defer("article__body", "article__paragraphs", "article__removed")
    context = {"notes": found.order_by("-changed_at", "-id")[:MOST_NOTES]}
    return render(request, "articles/note_list.html", context)


@require_POST
@login_required
@tells_of_gone
def note_add(request: HttpRequest) -> HttpResponse:
    """Writes a note on an article, or on the passage that `field`, `start` and `end` name."""
    require(request, "articles.add_note")
    article = article_or_404(request, Article.objects.all(), number(request, "article"))
    place = None
    if request.POST.get("end"):
        place = (
            request.POST.get("field", "body"),
            number(request, "start"),
            number(request, "end"),
        )
    try:
        notes.write(
            article,
            request.POST.get("text", ""),
            request.user,
            shared="shared" in request.POST,
            place=place,
        )
    except notes.InvalidNote as problem:
        messages.error(request, str(problem))
    return HttpResponseRedirect(f"{article.get_absolute_url()}#notes")


@require_POST
@login_required
def note_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes or removes a note of one's own."""
    own = Note.objects.visible_to(request.user).filter(user=request.user)
    note = get_object_or_404(own.select_related("article"), pk=pk)
    if request.POST.get("action") == "remove":
        require(request, "articles.delete_note")
        note.delete()
    else:
        require(request, "articles.change_note")
        try:
            notes.change(note, request.POST.get("text", ""), shared="shared" in request.POST)
        except notes.InvalidNote as problem:
            messages.error(request, str(problem))
    back = request.POST.get("next")
    return HttpResponseRedirect(way_back(request) if back else reverse("articles:note-list"))


def own_collection(request: HttpRequest, pk: int) -> Collection:
    """The user's own collection of this id, or 404: what others share is theirs to change."""
    return get_object_or_404(Collection, pk=pk, user=request.user)


def number(request: HttpRequest, name: str) -> int:
    """A whole number of the form; 0, which no row has, where it is none."""
    value = request.POST.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else 0
