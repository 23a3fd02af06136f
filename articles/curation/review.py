"""The review queue: what the archive is unsure of, one case after the other, each answered once.

Every answer is a DeskAction that can be undone. A case answered "unsure" goes to the end of its
queue: it is asked again when all others are answered.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, Model, Q, QuerySet
from django.db.models.functions import Abs
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.curation import actions, copies, people, quotes
from articles.curation.articles import InvalidDate, save_edit
from articles.curation.quotes import decide, speaker_named
from articles.curation.snapshots import restore, snapshot
from articles.linking.sketches import ALIKE
from articles.linking.sources import source_named
from articles.models import (
    Article,
    CopyPair,
    DeskAction,
    Disagreement,
    Person,
    PersonPair,
    Quote,
    ReviewDecision,
)
from articles.querysets import User, sees_hidden
from articles.search import sync

KIND = "review"
SURE = 0.9  # a quote of this confidence and more is right in 97 of 100 cases (docs/extraction.md)
Verdict = ReviewDecision.Verdict


class NoAnswer(ValueError):  # noqa: N818 - reads as what it is where it is caught
    """An answer that says too little, or nothing that the case knows; the text says what to do."""


@dataclass(frozen=True)
class Queue:
    """One kind of doubt: where its cases are, and what an answer to one does.

    `cases(user)` are the rows still to be asked about, the most doubtful first. `answer(row,
    verdict, value, user)` changes the row. `changes` says what a changed answer is given, "" where
    there is nothing to give.
    """

    title: str
    question: str
    cases: Callable[[User], QuerySet]
    answer: Callable[[Any, str, str, User], None]
    accept: str
    reject: str
    changes: str = ""


def open_cases(name: str, user: User) -> QuerySet:
    """The cases of a queue that nobody answered, then those answered "unsure"."""
    answered = ReviewDecision.objects.filter(kind=name)
    rows = QUEUES[name].cases(user)
    asked = rows.exclude(pk__in=answered.values("object_id"))
    if asked.exists():
        return asked
    unsure = answered.filter(verdict=Verdict.UNSURE)
    return rows.filter(pk__in=unsure.values("object_id"))


@transaction.atomic
def answer(name: str, row: Model, verdict: str, value: str, user: User) -> DeskAction:
    """Does what the answer says, and keeps it so that it can be undone.

    Raises NoAnswer where the verdict is none, or the value cannot be used: nothing is changed.
    """
    if verdict not in Verdict.values:
        raise NoAnswer(gettext("Accept, change, reject, or say that you are not sure."))
    row = type(row)._base_manager.select_for_update().get(pk=row.pk)
    before, told = snapshot([row])[0]["fields"], _told(row)  # a merge takes the row away
    earlier = snapshot(ReviewDecision.objects.filter(kind=name, object_id=row.pk))
    nested = None
    if verdict != Verdict.UNSURE or name == "people":
        nested = QUEUES[name].answer(row, verdict, value, user)
    decision, _ = ReviewDecision.objects.update_or_create(
        kind=name, object_id=row.pk, defaults={"verdict": verdict, "user": user}
    )
    after = _after(row)
    changed = [column for column, value in after.items() if value != before[column]]
    details = {
        "queue": name,
        "model": row._meta.label_lower,
        "before": {column: before[column] for column in changed},
        "after": {column: after[column] for column in changed},
        "pk": row.pk,
        "earlier": earlier,
        "decision": decision.pk,
        "nested": nested.pk if isinstance(nested, DeskAction) else None,
    }
    with actions.in_english():
        sentence = f"{QUEUES[name].title}: {Verdict(verdict).label}. {told}"
    action = actions.record(KIND, sentence, details, user)
    ReviewDecision.objects.filter(pk=decision.pk).update(action=action)
    transaction.on_commit(lambda: sync.sync(wait=1))
    return action


def _after(row: Model) -> dict[str, Any]:
    rows = type(row)._base_manager.filter(pk=row.pk)
    found = snapshot(rows)
    return found[0]["fields"] if found else {}


def _told(row: Model) -> str:
    text = str(row)
    return text if len(text) <= 200 else f"{text[:199]}…"


def _undo(action: DeskAction, user: User) -> None:
    """Gives back each column that the answer changed and that nothing changed since."""
    details = action.details
    ReviewDecision.objects.filter(pk=details["decision"]).delete()
    restore(details["earlier"])
    if details["nested"]:
        actions.undo(DeskAction.objects.get(pk=details["nested"]), user)
        return
    model = next(m for m in (Article, Quote, Disagreement, CopyPair) if _is(m, details["model"]))
    row = model._base_manager.select_for_update().filter(pk=details["pk"]).first()
    if row is None:
        raise actions.CannotUndo(gettext("What this was about is no longer in the archive."))
    now = snapshot([row])[0]["fields"]
    since = [name for name, value in details["after"].items() if now[name] != value]
    if since:
        told = gettext("It was changed again since: %(fields)s.") % {"fields": ", ".join(since)}
        raise actions.CannotUndo(told)
    restored = {**now, **details["before"]}
    restore([{"model": details["model"], "pk": row.pk, "fields": restored}])


def _is(model: type[Model], label: str) -> bool:
    return model._meta.label_lower == label


actions.register(KIND, _undo, right="articles.change_quote")


# What each queue asks about, and what the answers to it do.


def _doubtful_quotes(user: User) -> QuerySet:
    rows = Quote.objects.visible_to(user).statements()
    return rows.filter(reviewed_at=None, confidence__lt=SURE).order_by("confidence", "pk")


def _answer_quote(quote: Quote, verdict: str, value: str, user: User) -> None:
    if verdict == Verdict.REJECTED:
        quote.kind = Quote.Kind.SCARE
        decide(quote, ["kind"], user)
    elif verdict == Verdict.CHANGED:
        quote.speaker = _person(value)
        decide(quote, ["speaker"], user)
    else:
        decide(quote, [], user)


def _person(name: str) -> Person:
    """The person of this full name, made where there is none."""
    try:
        found = speaker_named(name)
    except quotes.Refused as refused:
        raise NoAnswer(str(refused)) from None
    if found is None:
        raise NoAnswer(gettext("Give the speaker's full name."))
    return found


def _doubtful_dates(user: User) -> QuerySet:
    return Article.objects.visible_to(user).filter(published_doubtful=True).order_by("pk")


def _answer_date(article: Article, verdict: str, value: str, user: User) -> None:
    changed = {"published_doubtful"}
    if verdict != Verdict.ACCEPTED:
        article.published = value.strip() if verdict == Verdict.CHANGED else ""
        if verdict == Verdict.CHANGED and not article.published:
            raise NoAnswer(gettext("Write the date: 2026, 2026-01 or 2026-01-07."))
        changed.add("published")
    article.published_doubtful = False
    try:
        save_edit(article, changed, why="reviewed")
    except InvalidDate as problem:
        raise NoAnswer(str(problem)) from None


def _unknown_outlets(user: User) -> QuerySet:
    return Article.objects.visible_to(user).filter(source=None).order_by("pk")


def _answer_outlet(article: Article, verdict: str, value: str, user: User) -> None:
    if verdict != Verdict.CHANGED:
        return  # that its outlet is not known is an answer too
    article.source = source_named(value.replace("\0", ""))
    if article.source is None:
        raise NoAnswer(gettext("Give the outlet's name."))
    save_edit(article, ["source"], why="reviewed")


def _pairs(user: User) -> QuerySet:
    rows = PersonPair.objects.filter(verdict__in=["open", "unsure"])
    seen = Person.objects.visible_to(user).values("pk")
    if not sees_hidden(user):
        rows = rows.filter(first__in=seen, second__in=seen)
    return rows.select_related("first", "second").order_by("-score", "pk")


def _answer_pair(pair: PersonPair, verdict: str, value: str, user: User) -> DeskAction:
    said = {Verdict.ACCEPTED: "yes", Verdict.REJECTED: "no", Verdict.UNSURE: "unsure"}
    if verdict not in said:
        raise NoAnswer(gettext("Say whether the two are one person."))
    try:
        return people.answer(pair, said[verdict], user)
    except people.Refused as problem:
        raise NoAnswer(str(problem)) from None


def _disagreements(user: User) -> QuerySet:
    rows = Disagreement.objects.visible_to(user).standing()
    return rows.select_related("story", "first_article__source", "second_article__source").order_by(
        "-pk"
    )


def _answer_disagreement(row: Disagreement, verdict: str, value: str, user: User) -> None:
    if verdict == Verdict.CHANGED:
        raise NoAnswer(gettext("Say whether the two sentences disagree."))
    if verdict == Verdict.REJECTED:
        row.dismissed_by, row.dismissed_at = user, timezone.now()
        row.save(update_fields=["dismissed_by", "dismissed_at"])


def _doubtful_copies(user: User) -> QuerySet:
    """Pairs whose answer may join two groups or part one. Below `ALIKE` a pair that others joined
    meanwhile is no question any more."""
    apart = Q(first__copies=None) | Q(second__copies=None) | ~Q(first__copies=F("second__copies"))
    rows = CopyPair.objects.visible_to(user).filter(verdict=CopyPair.Verdict.OPEN)
    rows = rows.filter(apart | Q(shared__gte=ALIKE))
    return rows.select_related("first__source", "second__source").order_by(
        Abs(F("shared") - ALIKE), "pk"
    )


def _answer_copies(pair: CopyPair, verdict: str, value: str, user: User) -> DeskAction:
    said = {Verdict.ACCEPTED: CopyPair.Verdict.YES, Verdict.REJECTED: CopyPair.Verdict.NO}
    try:
        return copies.answer(pair.first, pair.second, said.get(verdict, ""), user)
    except copies.Refused as problem:
        raise NoAnswer(str(problem)) from None


QUEUES = {
    "quotes": Queue(
        _("Quotes"),
        _("Is this who said it?"),
        _doubtful_quotes,
        _answer_quote,
        _("Yes, as it stands"),
        _("No statement"),
        _("Somebody else: the full name"),
    ),
    "dates": Queue(
        _("Dates"),
        _("Is this the day of publication?"),
        _doubtful_dates,
        _answer_date,
        _("Yes, that day"),
        _("The date is not known"),
        _("Another date: 2026-01-07"),
    ),
    "outlets": Queue(
        _("Outlets"),
        _("Which outlet published it?"),
        _unknown_outlets,
        _answer_outlet,
        _("It is not known"),
        _("It is not known"),
        _("The outlet's name"),
    ),
    "people": Queue(
        _("People"),
        _("Are these one person?"),
        _pairs,
        _answer_pair,
        _("One person"),
        _("Two people"),
    ),
    "disagreements": Queue(
        _("Disagreements"),
        _("Do these state different facts?"),
        _disagreements,
        _answer_disagreement,
        _("They disagree"),
        _("They do not"),
    ),
    copies.KIND: Queue(
        _("Copies"),
        _("Are these one text, cut or retouched?"),
        _doubtful_copies,
        _answer_copies,
        _("One text"),
        _("Two texts"),
    ),
}


def counted(user: User, at_most: int) -> Iterable[tuple[str, Queue, int]]:
    """Each queue with how many cases it has, `at_most` where there are more."""
    for name, queue in QUEUES.items():
        yield name, queue, open_cases(name, user).order_by()[:at_most].count()
