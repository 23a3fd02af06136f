"""The day of an article on its mentions and quotes, so that one look-up finds who was named when.

Who makes news is named in thousands of articles: to go through them all for those of a week would
cost more with every year of the archive. `Mention.day` and `Quote.day` stand in an index beside the
person. They are a copy of the article's date; `keep` brings them into line where it is linked.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta

from django.db import connection
from django.db.models import Model

from articles.linking.among import among
from articles.models import Article, Mention, Quote

# A month or a year is no day: an article so dated counts as undated.
EXACT = (Article.Precision.SECOND, Article.Precision.MINUTE, Article.Precision.DAY)
CHUNK = 400  # values in one condition: some builds of SQLite take 999 parameters a statement
WINDOWS = 300  # windows in one query, three values each
STATEMENTS = 200  # put together into one; SQLite takes 500

Days = Mapping[int, Iterable[date]]  # by a person's id
Named = tuple[int, int, date | None]  # ids of a person and of an article that names them, its day


def of(article: Article) -> date | str | None:
    """The day of an article as the driver takes it; None where it is not known."""
    if article.published_on and article.published_precision in EXACT:
        return connection.ops.adapt_datefield_value(article.published_on)
    return None


def keep(articles: Collection[int]) -> None:
    """Gives the mentions and quotes of the articles of these ids the day of their article."""
    known: list[tuple] = []
    unknown: list[tuple] = []
    for part in _parts(articles, CHUNK):
        rows = Article.objects.filter(among("pk", part)).order_by()
        for pk, on, precision in rows.values_list("pk", "published_on", "published_precision"):
            if on and precision in EXACT:
                day = connection.ops.adapt_datefield_value(on)
                known.append((day, pk, day))
            else:
                unknown.append((pk,))
    for model in (Mention, Quote):
        change = f"UPDATE {_table(model)} SET day = "  # noqa: S608 - own table
        with connection.cursor() as cursor:
            if known:
                differs = "article_id = %s AND (day IS NULL OR day <> %s)"
                cursor.executemany(f"{change}%s WHERE {differs}", known)
            if unknown:
                gone = "article_id = %s AND day IS NOT NULL"
                cursor.executemany(f"{change}NULL WHERE {gone}", unknown)


def named_near(days: Days, reach: timedelta) -> set[Named]:
    """(person, article, day) of the articles that name one of these people so near to one of their
    days; read from one index alone."""
    # A name stands in an article more than once. As text, for SQLite's driver would make a date of
    # each of these days before the repeats are gone.
    columns = "person_id, article_id, CAST(day AS text)"
    found = set(_near(columns, Mention, "person_id", days, reach))
    return {(person, pk, as_date(day)) for person, pk, day in found}


def quoted_near(days: Days, reach: timedelta) -> Iterator[tuple[int, int, int]]:
    """(quote, speaker, article) of the statements of these people so near to one of their days that
    are free to be put into a family."""
    yield from _near(
        "id, speaker_id, article_id",
        Quote,
        "speaker_id",
        days,
        reach,
        "AND kind <> 'scare' AND NOT family_by_hand",
    )


def _near(
    columns: str,
    model: type[Model],
    person: str,
    days: Days,
    reach: timedelta,
    condition: str = "",
) -> Iterator[tuple]:
    """These columns of the rows that the model has of each person within the windows around their
    days."""
    adapt = connection.ops.adapt_datefield_value
    asked = [
        (who, adapt(first), adapt(last))
        for who, own in days.items()
        for first, last in windows(own, reach)
    ]
    for start in range(0, len(asked), WINDOWS):
        part = asked[start : start + WINDOWS]
        marks = ", ".join(["(%s, %s, %s)"] * len(part))
        # Windows as rows of their own: one condition for all would send all years between them.
        # CROSS JOIN keeps SQLite to this order.
        statement = (
            f"WITH near(who, earliest, latest) AS (VALUES {marks})"  # noqa: S608 - marks and own names
            f" SELECT {columns} FROM near CROSS JOIN {_table(model)}"
            f" WHERE {person} = near.who AND day BETWEEN near.earliest AND near.latest {condition}"
        )
        yield from _rows(statement, [value for window in part for value in window])


def latest(people: Iterable[int], most: int) -> set[Named]:
    """(person, article, day) of the last `most` mentions of each person, the last imported first;
    day is None where it is not known."""
    # One statement for many: a query for each would cost more than what it reads. Ids come first:
    # the index that has the day is in another order.
    table = _table(Mention)
    each = (
        "SELECT * FROM (SELECT m.person_id, m.article_id, m.day FROM"  # noqa: S608 - own table
        f" (SELECT id FROM {table} WHERE person_id = %s ORDER BY article_id DESC LIMIT {most})"
        f" AS latest CROSS JOIN {table} m WHERE m.id = latest.id) AS named"
    )
    found: set[Named] = set()
    for part in _parts(people, STATEMENTS):
        found.update(_rows(" UNION ALL ".join([each] * len(part)), part))
    return {(person, pk, day and as_date(day)) for person, pk, day in found}


def earliest_of_latest(people: Iterable[int], most: int) -> dict[int, int]:
    """The article of the first of the last `most` mentions of each person who has so many."""
    article = (
        f"SELECT m.article_id FROM {_table(Mention)} m WHERE m.person_id = asked.person"  # noqa: S608 - own table
        f" ORDER BY m.article_id DESC LIMIT 1 OFFSET {most - 1}"
    )
    return {person: pk for person, pk in _of_each(people, f"person, ({article})") if pk}


def named_undated(people: Iterable[int]) -> set[int]:
    """Those of the people whom an article of no known day names."""
    rows = f"SELECT 1 FROM {_table(Mention)} m WHERE m.person_id = asked.person AND m.day IS NULL"  # noqa: S608 - own table
    return {person for (person,) in _of_each(people, "person", f"WHERE EXISTS ({rows})")}


def _of_each(people: Iterable[int], columns: str, condition: str = "") -> Iterator[tuple]:
    for part in _parts(people, CHUNK):
        marks = ", ".join(["(%s)"] * len(part))
        yield from _rows(
            f"WITH asked(person) AS (VALUES {marks}) SELECT {columns} FROM asked {condition}",  # noqa: S608 - marks and columns
            part,
        )


def _parts(ids: Iterable[int], size: int) -> Iterator[list[int]]:
    asked = sorted(ids)
    for start in range(0, len(asked), size):
        yield asked[start : start + size]


def _rows(statement: str, values: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def as_date(value: date | str) -> date:
    """A day as Python has it: SQLite gives text to a statement that Django did not write."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def windows(days: Iterable[date], reach: timedelta) -> list[tuple[date, date]]:
    """First and last day of the windows that reach so far around these days, in order; those that
    meet are one."""
    found: list[tuple[date, date]] = []
    for day in sorted(set(days)):
        first, last = _moved(day, -reach), _moved(day, reach)
        if found and first <= found[-1][1]:
            found[-1] = found[-1][0], last
        else:
            found.append((first, last))
    return found


def _moved(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day
