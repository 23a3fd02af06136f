"""Published -> the columns that sort and filter it."""

import re
from datetime import UTC, date, datetime

from articles.formats.raw import Published


def columns(published: Published) -> dict:
    """The `published…` columns of Article for a date as far as it is known.

    `published_on` is the day in the article's own zone; `published_at` the instant, in UTC, where
    a time of day is known (one without a zone is taken as UTC). A value that is no real date
    counts as unknown.
    """
    try:
        day, instant = _moments(published)
    except ValueError:
        published, day, instant = Published(), None, None
    return {
        "published": published.value,
        "published_precision": published.precision,
        "published_from": published.origin,
        "published_doubtful": published.doubtful,
        "published_on": day,
        "published_at": instant,
    }


def _moments(published: Published) -> tuple[date | None, datetime | None]:
    if published.precision == "unknown":
        return None, None
    if published.precision in ("second", "minute"):
        instant = datetime.fromisoformat(published.value)
        aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
        return instant.date(), aware.astimezone(UTC)
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", published.value):
        raise ValueError(published.value)
    year, month, day = (*map(int, published.value.split("-")), 1, 1)[:3]
    return date(year, month, day), None
