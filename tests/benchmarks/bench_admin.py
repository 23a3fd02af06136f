"""Measures the admin on a large archive: `make bench-admin N=1000000`.

Opens every changelist of the archive's models, its second page, a search, and each of its filters,
as an administrator, through Django's own test client: rendering included, no network. The archive
has `QUOTES` quotes an article. Prints a table and JSON lines; exits 1 where a list takes more
queries than `QUERIES`, or, from `FULL` articles on, its slower half more than `LIMIT_MS`.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from django.core.management import call_command

from tests.benchmarks import archive

FULL = 1_000_000
LIMIT_MS = 300
QUOTES = 8  # an article
QUERIES = 16
REPEATS = 5
WORDS = ("the", "zyzzyva")  # what a search of a list asks for: everywhere, and nowhere


def addresses(*, searches: bool) -> Iterator[tuple[str, str]]:
    """(what, address) of every view of every changelist of the archive's own models."""
    from django.contrib import admin
    from django.urls import reverse

    for model, options in admin.site._registry.items():
        if model._meta.app_label != "articles":
            continue
        name = model._meta.model_name
        address = reverse(f"admin:articles_{name}_changelist")
        yield name, address
        yield f"{name}, page 2", f"{address}?p=2"
        if options.search_fields and searches:
            for word in WORDS:
                yield f"{name}, search {word}", f"{address}?q={word}"
        for field in options.list_filter:
            if isinstance(field, str) and (choices := model._meta.get_field(field).choices):
                yield f"{name}, {field}", f"{address}?{field}__exact={choices[0][0]}"


def measure(*, searches: bool) -> Iterator[dict]:
    """One figure an address: the median and the slowest of `REPEATS` calls, ms, and the queries."""
    from django.contrib.auth import get_user_model
    from django.db import connection, transaction
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    with transaction.atomic():
        user = get_user_model().objects.create_superuser("bench-admin")
        client = Client(SERVER_NAME="localhost")
        client.force_login(user)
        for what, address in addresses(searches=searches):
            client.get(address)
            times = []
            for _ in range(REPEATS):
                start = time.perf_counter()
                status = client.get(address).status_code
                times.append(1000 * (time.perf_counter() - start))
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            yield {
                "what": what,
                "status": status,
                "median": round(statistics.median(times), 1),
                "slowest": round(max(times), 1),
                "queries": len(queries),
            }
        transaction.set_rollback(True)


def main(arguments: list[str]) -> int:
    """Runs the benchmark on an archive of `--articles`, kept in `--folder` for the next time."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=None)
    parser.add_argument("--no-search", action="store_true", help="needs no search index")
    options = parser.parse_args(arguments)
    folder = options.folder or Path("var") / f"bench-{options.articles}"
    archive.set_up(folder.resolve())
    archive.prepare(folder.resolve(), options.articles, options.seed)
    archive.add_quotes(QUOTES)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not options.no_search:
        # Without its index the search answers at once that it has nothing: no figure to print.
        from articles.search import state, sync

        if state.load() is None and not sync.rebuild():
            raise SystemExit("The search index could not be built.")
    full, failures = options.articles >= FULL, 0
    print(f"{'list':40} {'median ms':>10} {'slowest':>8} {'queries':>8}")  # noqa: T201
    for figure in measure(searches=not options.no_search):
        bad = figure["status"] != 200 or figure["queries"] > QUERIES
        bad = bad or (full and figure["median"] > LIMIT_MS)
        failures += bad
        mark = "  too slow, or too many queries" if bad else ""
        print(  # noqa: T201
            f"{figure['what']:40} {figure['median']:10} {figure['slowest']:8} "
            f"{figure['queries']:8}{mark}"
        )
        print(json.dumps(figure), file=sys.stderr)  # noqa: T201
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
