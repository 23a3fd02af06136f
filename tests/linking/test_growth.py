"""What linking reads of an archive: the same, however much the archive has already."""

from collections.abc import Callable, Collection
from datetime import date, timedelta

import pytest
from django.db import connection

from articles.linking import copies, days, disagreements, families, outlet_citations, stories
from articles.models import Article, Mention, Person, Quote
from tests.factories import date_fields, make_article, make_person, make_raw

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="counts the instructions of SQLite's machine"
    ),
]
SAID = "“Nobody on the breakwater could see the harbour lights,”"
BODY = f"{SAID} Ada Pell said."
BEFORE = "“The choir sang in tune,” Ada Pell said."
STEPS = {
    "copies": copies.link,
    "stories": stories.link,
    "disagreements": lambda articles: disagreements.link(_ids(articles)),
    "families": lambda articles: families.link(_ids(articles)),
    "outlets cited": outlet_citations.link,
}


def _ids(articles: Collection[Article]) -> list[int]:
    return [article.pk for article in articles]


def said_before(ada: Person, number: int, *, dated: bool) -> None:
    """So many articles of earlier years, or of no known day, in which Ada Pell says something."""
    raw, first = make_raw(BEFORE), date(1990, 1, 1)
    made = Article.objects.bulk_create(
        Article(
            headline=f"Organ tuned for the {n}th time",
            body=BEFORE,
            raw=raw,
            text_hash=f"{n:064x}",
            **date_fields(str(first + timedelta(days=20 * n)) if dated else ""),
        )
        for n in range(number)
    )
    said = BEFORE[: BEFORE.index(" Ada")]
    end = len(said)
    Quote.objects.bulk_create(
        Quote(article=each, speaker=ada, text=said, start=0, end=end, kind="direct")
        for each in made
    )
    Mention.objects.bulk_create(
        Mention(article=each, person=ada, field="body", start=end + 1, end=end + 9, text="Ada Pell")
        for each in made
    )
    days.keep(_ids(made))


def steps_of(action: Callable[[], None]) -> int:
    """Tens of instructions that SQLite's machine takes for the action: the same everywhere."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    connection.connection.set_progress_handler(count, 10)
    try:
        action()
    finally:
        connection.connection.set_progress_handler(None, 0)
    return steps


@pytest.mark.parametrize("dated", [True, False])
@pytest.mark.parametrize("step", STEPS)
def test_no_step_reads_more_where_more_was_said_before(step, dated):
    ada = make_person("Ada Pell")
    said_before(ada, 100, dated=dated)
    new = [
        make_article(
            f"Ferry sails, day {n}",
            BODY,
            published=f"2025-09-2{n}",
            people=[ada],
            quotes=[{"text": SAID, "speaker": ada}],
        )
        for n in range(3)
    ]
    STEPS[step](new)
    few = steps_of(lambda: STEPS[step](new))
    said_before(ada, 400, dated=dated)
    assert steps_of(lambda: STEPS[step](new)) < 1.1 * few
