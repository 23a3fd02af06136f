"""A curator's word on near duplicates: two articles are one text, or two. Each can be undone.

The word is kept as a `CopyPair` and holds at every import and whenever links are made anew; which
other articles are with the two is for their texts to say.
"""

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext

from articles.curation import actions
from articles.curation.actions import CannotUndo
from articles.curation.snapshots import restore, snapshot
from articles.linking import copies
from articles.linking.sketches import Text, contained
from articles.models import Article, CopyPair, DeskAction, ReviewDecision
from articles.querysets import User

KIND = "copies"  # of the action, and the queue of the review
RIGHT = "articles.change_copygroup"
Verdict = CopyPair.Verdict


class Refused(ValueError):  # noqa: N818 - reads as what it is where it is caught
    """An answer that makes no sense; the text says why, for the page."""


@transaction.atomic
def answer(one: Article, other: Article, verdict: str, user: User | None) -> DeskAction:
    """Says for good that two articles are one text, cut or retouched (YES), or two (NO).

    Raises Refused where they are one article, where that was said already, and where other answers
    stand against it.
    """
    if verdict not in (Verdict.YES, Verdict.NO):
        raise Refused(gettext("Say whether the two are one text."))
    pair = _locked(one, other)
    if pair.verdict == verdict:
        raise Refused(gettext("This was answered already."))
    before = snapshot([pair] if pair.pk else [])
    pair.verdict, pair.decided_at = verdict, timezone.now()
    pair.decided_by = user if user is not None and user.is_authenticated else None
    pair.save()
    _link(pair)
    if _stands_against(pair):
        raise Refused(
            gettext("Another answer holds these two apart: take that one back first.")
            if verdict == Verdict.YES
            else gettext("Other answers make these two one text: take one of those back first.")
        )
    words = "are one text" if verdict == Verdict.YES else "are two texts"
    details = {"pair": pair.pk, "rows": before}
    return actions.record(KIND, f"“{pair.first}” and “{pair.second}” {words}.", details, user)


def _locked(one: Article, other: Article) -> CopyPair:
    """The pair of two articles, locked; a new one, not yet saved, where there is none."""
    rows = Article.objects.select_for_update(of=("self",)).order_by("pk")
    articles = list(rows.filter(pk__in=[one.pk, other.pk]))
    if len(articles) < 2:
        raise Refused(gettext("That is one article, or one of the two is gone."))
    first, second = articles
    pair = CopyPair.objects.select_for_update().filter(first=first, second=second).first()
    if pair is None:
        shared = contained(Text(first.body), Text(second.body))
        pair = CopyPair(shared=shared)
    pair.first, pair.second = first, second
    return pair


def _link(pair: CopyPair) -> None:
    """Groups the two articles anew, and all that are in one group with them."""
    copies.link(Article.objects.filter(pk__in=[pair.first_id, pair.second_id]))


def _stands_against(pair: CopyPair) -> bool:
    """True where the two articles, as grouped now, are in a group with two that were called two
    texts: answers of "one text" go before them."""
    groups = Article.objects.filter(pk__in=[pair.first_id, pair.second_id]).exclude(copies=None)
    apart = CopyPair.objects.filter(verdict=Verdict.NO, second__copies=F("first__copies"))
    return apart.filter(first__copies__in=groups.values("copies")).exists()


def _undo(action: DeskAction, user: User) -> None:
    """Puts the pair back as it was, and has the texts and the other answers group the articles."""
    later = DeskAction.objects.filter(kind=KIND, undone_at=None, pk__gt=action.pk)
    since = later.filter(details__pair=action.details["pair"]).first()
    if since is not None:
        raise CannotUndo(gettext("Undo this first: %(sentence)s") % {"sentence": since.sentence})
    pair = CopyPair.objects.select_for_update().filter(pk=action.details["pair"]).first()
    if pair is None:
        raise CannotUndo(gettext("One of the two is no longer in the archive."))
    rows = action.details["rows"]
    if rows:
        restore(rows)
    else:
        CopyPair.objects.filter(pk=pair.pk).delete()
    _link(pair)
    before = CopyPair.objects.filter(pk=action.details["pair"]).first()
    if rows and before is None:
        restore(rows)  # what was asked is asked again, even where other pairs make it no question
    elif _stands_against(pair):
        raise CannotUndo(gettext("Answers on other copies stand against what was said before."))
    answered = ReviewDecision.objects.filter(kind=KIND, object_id=action.details["pair"])
    answered.exclude(verdict=ReviewDecision.Verdict.UNSURE).delete()


actions.register(KIND, _undo, right=RIGHT)


def held_apart(article: Article, user: User | None) -> list[Article]:
    """The articles that the user may see and of which a curator said that they are another text
    than this one, with their outlets."""
    pairs = CopyPair.objects.visible_to(user).filter(verdict=Verdict.NO)
    theirs = pairs.filter(Q(first=article) | Q(second=article))
    rows = theirs.select_related("first__source", "second__source")
    return [pair.second if pair.first_id == article.pk else pair.first for pair in rows]
