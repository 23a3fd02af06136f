"""Stories that a curator joins, splits, names, adds to or takes from: each can be undone.

Articles that a curator moved are marked (`Article.story_by_hand`), and so are those left behind:
neither an import nor a rebuilding of the links moves them again. What arrives later may still join
them. A story named by hand keeps its name and its articles.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from articles.curation import actions, addresses
from articles.curation.actions import CannotUndo
from articles.curation.snapshots import restore, snapshot
from articles.linking.stories import UNTOLD, retitle
from articles.models import Article, DeskAction, Disagreement, OldAddress, Story
from articles.querysets import User
from articles.search import sync
from articles.slugs import free_slug

RENAME, JOIN, SPLIT = "story-rename", "story-join", "story-split"
PUT_IN, TAKE_OUT = "story-put-in", "story-take-out"
STORY = OldAddress.Kind.STORY
MAX_TITLE = Story._meta.get_field("title").max_length
LOOKED_AT = 500  # latest actions among which those on one story are looked for
CHUNK = 500  # ids in one condition: some builds of SQLite take 999 parameters a statement


class Refused(ValueError):  # noqa: N818 - reads as what it is where it is caught
    """A change of a story that makes no sense; the text says why, for the page."""


@transaction.atomic
def rename(story: Story, title: str, user: User | None) -> DeskAction | None:
    """Names a story for good; its address stays. Returns None where that is its name already.

    Raises Refused where the title is blank or too long.
    """
    title = _title(title)
    [story] = _locked(story)
    if story.named_by_hand and story.title == title:
        return None
    before, details = story.title, _details([story], [])
    story.title, story.named_by_hand = title, True
    story.save(update_fields=["title", "named_by_hand"])
    return _record(RENAME, f"Named the story “{before}” “{title}”.", details, user)


@transaction.atomic
def join(kept: Story, gone: Story, user: User | None) -> DeskAction:
    """Makes one story of two: the articles of `gone` are of `kept`, to which its address leads.

    Raises Refused where the two are one row, or one of them is no longer there.
    """
    if kept.pk == gone.pk:
        raise Refused(gettext("These are one story already."))
    kept, gone = _locked(kept, gone)
    details = _details([kept, gone], _articles_of(kept, gone))
    _place(details, kept.pk)
    disagreements = Disagreement.objects.filter(story=gone)
    details["disagreements"] = list(disagreements.values_list("pk", flat=True))
    disagreements.update(story=kept)
    details["addresses"] = addresses.repoint(STORY, gone.pk, kept.pk)
    addresses.keep_old(STORY, gone.slug, kept.pk)
    gone.delete()
    retitle(kept)
    return _record(JOIN, f"Joined the story “{gone}” to “{kept}”.", details, user)


@transaction.atomic
def split(story: Story, articles: Iterable[int], title: str, user: User | None) -> DeskAction:
    """Gives these articles a story of their own; `details["made"]` is its id.

    `title` may be blank: one of their headlines names it then. Raises Refused where none of the
    articles is in the story, as far as the user sees, or all are.
    """
    [story] = _locked(story)
    theirs = _articles_of(story)
    chosen = _chosen(articles, user, theirs)
    if not chosen:
        raise Refused(gettext("None of these articles is in the story."))
    if len(chosen) == len(theirs):
        raise Refused(gettext("These are all articles of the story: change its name instead."))
    named = bool(title.strip())
    title = _title(title) if named else UNTOLD
    details = _details([story], theirs)
    made = Story.objects.create(title=title, slug=free_slug(Story, title), named_by_hand=named)
    details |= {"made": made.pk, "stories": [story.pk, made.pk]}
    _place(details, story.pk)
    _place(details, made.pk, chosen)
    retitle(made)
    retitle(story)
    sentence = f"Split {_counted(chosen)} off the story “{story}”, as “{made}”."
    return _record(SPLIT, sentence, details, user)


@transaction.atomic
def put_in(story: Story, articles: Iterable[int], user: User | None) -> DeskAction:
    """Puts these articles into a story, out of those that they were in.

    Raises Refused where none of them is to be moved, as far as the user sees.
    """
    [story] = _locked(story)
    chosen = [row for row in _chosen(articles, user) if row.story_id != story.pk]
    if not chosen:
        raise Refused(gettext("No article was chosen that is not in the story already."))
    left = _locked_ids({row.story_id for row in chosen} - {None})
    details = _details([story, *left], chosen)
    _place(details, story.pk)
    _close(left)
    retitle(story)
    return _record(PUT_IN, f"Put {_counted(chosen)} into the story “{story}”.", details, user)


@transaction.atomic
def take_out(story: Story, articles: Iterable[int], user: User | None) -> DeskAction:
    """Takes these articles out of a story: they are in none, and no import puts them into one.

    Raises Refused where none of them is in the story, as far as the user sees.
    """
    [story] = _locked(story)
    chosen = _chosen(articles, user, _articles_of(story))
    if not chosen:
        raise Refused(gettext("None of these articles is in the story."))
    details = _details([story], chosen)
    _place(details, None)
    _close([story])
    return _record(TAKE_OUT, f"Took {_counted(chosen)} out of the story “{story}”.", details, user)


def _undo(action: DeskAction, user: User) -> None:
    """Brings back the stories as they were, and the articles that are still where they were put."""
    details = action.details
    _refuse_after(action)
    gone = _restore_stories(details, whole=action.kind == RENAME)
    for pk, story, by_hand, placed in details["articles"]:
        moved = Article.objects.filter(pk=pk, story=placed, story_by_hand=True)
        moved.update(story=story, story_by_hand=by_hand)
    Disagreement.objects.filter(pk__in=details.get("disagreements", [])).update(story=gone)
    OldAddress.objects.filter(pk__in=details.get("addresses", [])).update(target_id=gone)
    made = Story.objects.filter(pk=details.get("made")).first()
    if made is not None:
        # What arrived in it since is of the story that it was split off.
        origin = next(pk for pk in details["stories"] if pk != made.pk)
        Article.objects.filter(story=made).update(story=origin)
        addresses.repoint(STORY, made.pk, origin)
        addresses.keep_old(STORY, made.slug, origin)
        made.delete()
    for story in Story.objects.filter(pk__in=details["stories"]):
        retitle(story)


for _kind in (RENAME, JOIN, SPLIT, PUT_IN, TAKE_OUT):
    actions.register(_kind, _undo, right="articles.change_story")


def actions_on(story: Story, most: int) -> list[DeskAction]:
    """What curators did to a story and what stands of it, the latest first."""
    kinds = (RENAME, JOIN, SPLIT, PUT_IN, TAKE_OUT)
    standing = DeskAction.objects.filter(kind__in=kinds, undone_at=None).select_related("user")
    latest = standing[:LOOKED_AT]
    return [action for action in latest if story.pk in action.details["stories"]][:most]


# What an action keeps, and how articles are moved.


def _details(stories: list[Story], articles: list[Article]) -> dict[str, Any]:
    """What undoing needs: the rows of the stories, and of each article its id, story and mark now,
    and the story that it is put into."""
    return {
        "stories": [story.pk for story in stories],
        "rows": snapshot(stories),
        "articles": [[row.pk, row.story_id, row.story_by_hand, row.story_id] for row in articles],
    }


def _place(details: dict[str, Any], story: int | None, only: list[Article] | None = None) -> None:
    """Puts articles of the details into a story by hand, all of them or `only` some."""
    chosen = None if only is None else {row.pk for row in only}
    moved = [row for row in details["articles"] if chosen is None or row[0] in chosen]
    for row in moved:
        row[3] = story
    for start in range(0, len(moved), CHUNK):
        ids = [row[0] for row in moved[start : start + CHUNK]]
        Article.objects.filter(pk__in=ids).update(story=story, story_by_hand=True)


def _close(stories: Iterable[Story]) -> None:
    """Deletes those of the stories that have no article left, and names the others anew."""
    for story in stories:
        if story.articles.exists():
            retitle(story)
        else:
            Story.objects.filter(pk=story.pk).delete()


def _restore_stories(details: dict[str, Any], *, whole: bool) -> int | None:
    """Brings back the stories of the details that are gone, and with `whole` the columns of those
    that are not. Returns the id of the last that was gone."""
    rows = details["rows"]
    there = set(Story.objects.filter(pk__in=details["stories"]).values_list("pk", flat=True))
    missing = [row for row in rows if row["pk"] not in there]
    for row in missing:
        slug = row["fields"]["slug"]
        if Story.objects.filter(slug=slug).exists():
            told = gettext("The address “%(slug)s” is another story’s by now.")
            raise CannotUndo(told % {"slug": slug})
        addresses.take(STORY, slug)
    restore(rows if whole else missing)
    return missing[-1]["pk"] if missing else None


def _refuse_after(action: DeskAction) -> None:
    """Raises CannotUndo where something done to one of the stories since has not been undone."""
    ours = set(action.details["stories"])
    kinds = (RENAME, JOIN, SPLIT, PUT_IN, TAKE_OUT)
    later = DeskAction.objects.filter(kind__in=kinds, undone_at=None, pk__gt=action.pk)
    for since in later:
        if ours.intersection(since.details["stories"]):
            told = gettext("Undo this first: %(sentence)s")
            raise CannotUndo(told % {"sentence": since.sentence})


def _record(kind: str, sentence: str, details: dict[str, Any], user: User | None) -> DeskAction:
    transaction.on_commit(lambda: sync.sync(wait=1))
    return actions.record(kind, sentence, details, user)


def _locked(*stories: Story) -> list[Story]:
    """The rows as they stand now, in this order. Raises Refused where one is gone."""
    rows = {row.pk: row for row in _locked_ids(story.pk for story in stories)}
    if any(story.pk not in rows for story in stories):
        raise Refused(gettext("The story is no longer in the archive."))
    return [rows[story.pk] for story in stories]


def _locked_ids(ids: Iterable[int]) -> list[Story]:
    return list(Story.objects.select_for_update().filter(pk__in=list(ids)))


def _articles_of(*stories: Story) -> list[Article]:
    rows = Article.objects.filter(story__in=stories).only("pk", "story_id", "story_by_hand")
    return list(rows.order_by("pk"))


def _chosen(
    articles: Iterable[int], user: User | None, among: list[Article] | None = None
) -> list[Article]:
    """The articles of these ids that the user may see, of `among` where it is given."""
    ids = set(articles) if among is None else set(articles) & {row.pk for row in among}
    rows = Article.objects.visible_to(user).filter(pk__in=ids)
    return list(rows.only("pk", "story_id", "story_by_hand").order_by("pk"))


def _title(title: str) -> str:
    title = " ".join(title.replace("\0", "").split())
    if not title:
        raise Refused(gettext("A story needs a name."))
    if len(title) > MAX_TITLE:
        told = gettext("A story’s name has at most %(most)d characters.")
        raise Refused(told % {"most": MAX_TITLE})
    return title


def _counted(articles: list[Article]) -> str:
    return "1 article" if len(articles) == 1 else f"{len(articles)} articles"
