"""Stories of the archive: each new article goes to the articles that tell the same event.

Candidates come from indexes, so that the cost does not grow with the archive: the latest articles
that name one of the same people, and the articles nearest in date whose headline shares rare words
(`candidates`). What they have to do with each other is the likeness of `likeness`. An article that
arrives draws in those it is like, and those that these are like: this region is grouped anew by
average linkage, so that a late article can join two stories, and the order of arrival does not
matter. What a curator put together or kept apart stays so.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from articles.linking import days
from articles.linking.candidates import Archive, Entry
from articles.linking.copies import Groups
from articles.linking.likeness import cosine, dates_agree
from articles.linking.links import set_link
from articles.linking.stories import APART, UNTOLD, Table, clusters
from articles.models import Article, Disagreement, OldAddress, Story
from articles.querysets import shown
from articles.slugs import free_slug, slug_of

# Mean likeness from which articles are one event, words weighed by `everyday_rarity`: without
# dates and people it gave the best B-cubed F1 on ECB+ between 0.14 and 0.16.
ALIKE = 0.15
PEOPLE, MOST_PEOPLE = 0.02, 3  # added for each person whom both name, for so many at most
UNDATED = -0.03  # added to the likeness where the day of one of two articles is not known
ROUNDS = 3  # how far likeness is followed from a new article
SETTLED = 40  # articles of a story from which on it is not taken apart by new ones
MOST_IN_REGION = 120  # articles that are grouped anew together; beyond it the region grows no more
TITLED_BY = 20  # articles of a story among which its title is looked for
MAX_TITLE = 300
AT_ONCE = 200  # articles that are linked anew in one transaction


def link(articles: Iterable[Article]) -> None:
    """Puts each article into the story of its event, joins stories that it joins, and names them.

    `articles` have ids, and their mentions are in the database. An article alone has no story.
    """
    _link([article.pk for article in articles])


def relink() -> Iterator[int]:
    """Finds all stories anew; yields how many articles are done, at times.

    A story keeps its address where most of its articles stay together, and what curators did stays.
    """
    ids = Article.objects.oldest().values_list("pk", flat=True).iterator()
    done = 0
    while chunk := list(islice(ids, AT_ONCE)):
        with transaction.atomic():
            _link(chunk)
        done += len(chunk)
        yield done
    rows = Story.objects.filter(articles=None, named_by_hand=False)
    for story in rows:
        leave_address(story, None)
    rows.delete()


def _link(ids: list[int]) -> None:
    if not ids:
        return
    days.keep(ids)
    archive = Archive()
    regions = [region for region in _regions(archive, ids) if not _is_alone(region)]
    touched = _store(archive, [(region, _groups(archive, region)) for region in regions])
    # An embargo ends without a word to anybody: what was told by nobody may be told by now.
    told = Q(title=UNTOLD) & Exists(Article.objects.published().filter(story=OuterRef("pk")))
    for story in Story.objects.filter(Q(pk__in=touched) | told):
        retitle(story, archive)


def alike(one: Entry, other: Entry) -> float:
    """Likeness of two articles, 0 to 1 and a little beyond either end."""
    known = one.alike.get(other.pk)
    if known is None:
        known = one.alike[other.pk] = other.alike[one.pk] = _alike(one, other)
    return known


def _alike(one: Entry, other: Entry) -> float:
    added = UNDATED if one.day is None or other.day is None else 0.0
    added += PEOPLE * min(len(one.people & other.people), MOST_PEOPLE)
    return cosine(one.vector, other.vector) + dates_agree(one.told, other.told) + added


def _regions(archive: Archive, ids: list[int]) -> list[list[Entry]]:
    """The articles with all that likeness leads to from them, in groups that have no link."""
    groups, seen, frontier = Groups(), set(), set(ids)
    for last in (*[False] * (ROUNDS - 1), True):
        seen |= frontier
        reached: set[int] = set()
        for one, other in _pairs(archive, frontier):
            groups.join(one.pk, other.pk)
            reached |= {one.pk, other.pk}
        for members in archive.members(seen | reached, SETTLED).values():
            reached |= set(members)
            for member in members[1:]:
                groups.join(members[0], member)
        frontier = reached - seen
        if not frontier or last or len(seen | reached) > len(ids) + MOST_IN_REGION:
            seen |= frontier
            break
    found: dict[int, list[int]] = defaultdict(list)
    for pk in sorted(seen):
        found[groups.root(pk)].append(pk)
    alone = {pk for pk in ids if len(found[groups.root(pk)]) == 1}
    entries = archive.entries(seen - alone)
    entries |= archive.light(alone)
    return [[entries[pk] for pk in members if pk in entries] for members in found.values()]


def _pairs(archive: Archive, ids: Iterable[int]) -> Iterable[tuple[Entry, Entry]]:
    """The candidate pairs of these articles that are alike."""
    found = archive.candidates(ids)
    known = archive.entries(
        {pk for one, others in found.items() if others for pk in (one, *others)}
    )
    for one, others in found.items():
        for other in others:
            if one in known and other in known and alike(known[one], known[other]) >= ALIKE:
                yield known[one], known[other]


def _is_alone(region: list[Entry]) -> bool:
    return len(region) == 1 and region[0].story is None


def _groups(archive: Archive, region: list[Entry]) -> list[list[Entry]]:
    """The articles of a region that tell one event each, those that a curator took out left out."""
    large = archive.large(SETTLED)
    blocks: dict[object, list[Entry]] = defaultdict(list)
    for entry in region:
        fixed = entry.held or entry.story in large
        blocks[("story", entry.story) if fixed else ("article", entry.pk)].append(entry)
    keys = list(blocks)
    kept = [blocks[key] for key in keys if not _taken_out(blocks[key])]
    found = clusters(_table(kept), ALIKE)
    return [[entry for place in places for entry in kept[place]] for places in found]


def _taken_out(block: list[Entry]) -> bool:
    """Whether a curator took the article out of its story: no import puts it into another."""
    return block[0].by_hand and block[0].story is None


def _table(blocks: list[list[Entry]]) -> Table:
    """Mean likeness of every two blocks; two that a curator holds are never one story."""
    table = [[0.0] * len(blocks) for _ in blocks]
    for place, block in enumerate(blocks):
        for other in range(place):
            if block[0].held and blocks[other][0].held:
                mean = APART
            else:
                pairs = [alike(one, two) for one in block for two in blocks[other]]
                mean = sum(pairs) / len(pairs)
            table[place][other] = table[other][place] = mean
    return table


def _store(archive: Archive, regions: list[tuple[list[Entry], list[list[Entry]]]]) -> set[int]:
    """Gives each group of the regions its story; returns the ids of those to be named anew."""
    stories: dict[tuple[int, int], int] = {}  # by the places of region and group
    fresh: dict[tuple[int, int], list[Entry]] = {}
    for place, (_, groups) in enumerate(regions):
        claimed = _claims(groups, archive.large(SETTLED))
        stories |= {(place, number): story for number, story in claimed.items()}
        for number, group in enumerate(groups):
            if number not in claimed and len(group) > 1:
                fresh[place, number] = group
    made = _new_stories(list(fresh.values()))
    stories |= zip(fresh, made, strict=True)
    moves: dict[int, int | None] = {}
    successors: dict[int, int] = {}
    lost: set[int] = set()
    for place, (region, groups) in enumerate(regions):
        placed = {
            entry.pk: stories.get((place, number))
            for number, group in enumerate(groups)
            for entry in group
        }
        for entry in region:
            target = entry.story if entry.by_hand else placed[entry.pk]
            if target != entry.story:
                moves[entry.pk] = target
                if entry.story is not None:
                    lost.add(entry.story)
                    if target is not None:
                        successors.setdefault(entry.story, target)
    set_link(Article, "story_id", moves)
    gained = set(moves.values()) - {None}
    if lost - gained:
        _move_rest(archive, lost - gained, successors)
        _drop_empty(lost - gained, successors)
    return (lost | gained) - set(made)


def _claims(groups: list[list[Entry]], large: set[int]) -> dict[int, int]:
    """The existing story of each group, by the group's number.

    What a curator holds goes first; then the story with most articles in a group, and of two such
    the older. A story has one group and a group one story.
    """
    votes = []
    for number, group in enumerate(groups):
        counted: dict[int, int] = defaultdict(int)
        held = {entry.story for entry in group if entry.held}
        fixed = held | {entry.story for entry in group if entry.story in large}
        for entry in group:
            if entry.story is not None:
                counted[entry.story] += 1
        if len(group) > 1 or fixed:
            votes += [(story not in held, story, -n, number) for story, n in counted.items()]
    claims: dict[int, int] = {}
    taken: set[int] = set()
    # A group that several stories claim keeps the oldest; a story torn apart its largest part.
    for _, story, _, number in sorted(votes):
        if number not in claims and story not in taken:
            claims[number] = story
            taken.add(story)
    return claims


def _new_stories(groups: list[list[Entry]]) -> list[int]:
    """Stories for groups that have none; their ids. Address and title come from what readers may
    see."""
    titles = [_title(group) or UNTOLD for group in groups]
    wanted = {slug_of(title) for title in titles}
    taken = set(Story.objects.filter(slug__in=wanted).values_list("slug", flat=True))
    rows = []
    for title in titles:
        slug = slug_of(title)
        if not slug or slug in taken:
            slug = free_slug(Story, title, taken)
        taken.add(slug)
        rows.append(Story(title=title, slug=slug))
    return [story.pk for story in Story.objects.bulk_create(rows)]


def _move_rest(archive: Archive, stories: set[int], successors: dict[int, int]) -> None:
    """A settled story that was joined to another: those of its articles that the region left out
    follow the others, unless a curator placed them."""
    for story in stories & archive.large(SETTLED) & set(successors):
        Article.objects.filter(story=story, story_by_hand=False).update(story=successors[story])


def _drop_empty(stories: set[int], successors: dict[int, int]) -> None:
    """Deletes stories that have no article left; readers who had the address of one that was
    joined to another are led there."""
    empty = Story.objects.filter(pk__in=stories, articles=None, named_by_hand=False)
    for story in empty:
        target = successors.get(story.pk)
        leave_address(story, target)
        story.delete()


def leave_address(story: Story, target: int | None) -> None:
    """Has the address of a story that goes, and those that led to it, lead to another's.

    What was found in it, such as disagreements and a curator's word on them, goes there too.
    """
    old = OldAddress.objects.filter(kind=OldAddress.Kind.STORY)
    if target is None:
        old.filter(target_id=story.pk).delete()
        return
    Disagreement.objects.filter(story=story).update(story=target)
    old.filter(target_id=story.pk).update(target_id=target)
    old.update_or_create(
        kind=OldAddress.Kind.STORY, slug=story.slug, defaults={"target_id": target}
    )


def retitle(story: Story, archive: Archive | None = None) -> None:
    """Names the story after the article most like its others, unless a curator named it.

    Only articles that readers may see are asked, the first `TITLED_BY` of them: the headline of a
    hidden article is told to nobody. Of two alike the older one names the story.
    """
    if story.named_by_hand:
        return
    archive = archive or Archive()
    oldest = story.articles.filter(shown()).oldest().values_list("pk", flat=True)[:TITLED_BY]
    entries = archive.entries(oldest)
    title = _title([entries[pk] for pk in oldest if pk in entries]) or UNTOLD
    if title != story.title:
        if story.title == UNTOLD:
            story.slug = free_slug(Story, title)  # readers never had the address until now
        story.title = title
        story.save(update_fields=["title", "slug"])


def _title(group: list[Entry]) -> str:
    """The headline of the most central article that readers may see, "" where there is none."""
    asked = [entry for entry in group if entry.shown and entry.headline][:TITLED_BY]
    if not asked:
        return ""
    asked.sort(key=lambda entry: (entry.day is None, entry.day, entry.pk))
    central = {
        entry.pk: sum(cosine(entry.vector, other.vector) for other in asked if other is not entry)
        for entry in asked
    }
    return max(asked, key=lambda entry: round(central[entry.pk], 6)).headline[:MAX_TITLE]
