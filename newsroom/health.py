"""What a supervisor asks: is the process alive, and can it serve?"""

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache


@never_cache
@login_not_required
def alive(request: HttpRequest) -> HttpResponse:
    """Answer 200 while the process can answer at all; asks no database."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@login_not_required
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 where the database answers and has every migration, else 503 and why."""
    problem = find_problem()
    if problem:
        return HttpResponse(f"{problem}\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")


def find_problem() -> str:
    """Return in a sentence why no page could be served, or ""; never an inner detail."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return "The database does not answer."
    if missing:
        return "The database lacks migrations."
    return ""
