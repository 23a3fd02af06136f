"""System checks: the change log is written, and the index can be."""

import sys
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from articles.search import triggers


@register(Tags.database)
def check_triggers(databases: Sequence[str] | None = None, **kwargs: Any) -> Iterable[CheckMessage]:
    """An error for each database that the archive lies in without its triggers.

    Runs with `check --database` alone, so that `check` stays quick. `migrate` runs it too, before
    it makes whatever is missing: an error would keep it from mending what a killed one left.
    """
    if sys.argv[1:2] == ["migrate"]:
        return
    for alias in databases or ():
        names = [trigger.name for trigger in triggers.missing(connections[alias])]
        if names:
            yield Error(
                f"Triggers of the change log are missing in the database {alias!r}: "
                f"{', '.join(names)}. Changes would not reach the search.",
                hint="Run `manage.py migrate`, which makes them again.",
                id="articles.E001",
            )
