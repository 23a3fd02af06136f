"""Headers that every page carries, and the page for a database that does not answer."""

import logging
import sys
from collections.abc import Callable

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.template import TemplateDoesNotExist, loader
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html
from django.utils.translation import gettext
from django.views import defaults

logger = logging.getLogger(__name__)

View = Callable[[HttpRequest], HttpResponse]

# Scripts, styles, images and forms of this site alone: the second wall behind escaping.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
RETRY_AFTER_SECONDS = 5


def content_security_policy(get_response: View) -> View:
    """Middleware: the site's Content-Security-Policy, unless a view has set its own."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        # With DEBUG on, Django's own error pages bring their styles and scripts in the page.
        if not (settings.DEBUG and response.status_code in {404, 500}):
            response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        return response

    return middleware


def private_pages(get_response: View) -> View:
    """Middleware: no cache keeps a page made for somebody with a session, or that sets a cookie.

    It stands outside the session's own middleware, so that it sees the cookies set there, and it
    looks at cookies alone, so that a reader without one costs no query.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES or response.cookies:
            response.headers["Cache-Control"] = "private, no-store"
        return response

    return middleware


class LanguageMiddleware(LocaleMiddleware):
    """Answers in the language that the reader chose, else the browser's, else English.

    The choice is a cookie, of which Django's own tells no cache.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response = super().process_response(request, response)
        patch_vary_headers(response, ["Cookie"])
        return response


class DatabaseAwayMiddleware:
    """Answers 503 and "try again" where the database is away, locked, or out of time."""

    def __init__(self, get_response: View):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the 503 page for an `OperationalError`; None leaves others to Django."""
        if not isinstance(exception, OperationalError):
            return None
        logger.error("The database did not answer %s", request.path, exc_info=exception)
        return database_away()


def database_away() -> HttpResponse:
    """The 503 page: no request and no context, for a page that asked the database would fail."""
    try:
        page = loader.get_template("503.html").render()
    except TemplateDoesNotExist:
        page = format_html(
            "<h1>{}</h1><p>{}</p>",
            gettext("The archive cannot answer now"),
            gettext("Please try again in a moment."),
        )
    return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_AFTER_SECONDS)})


def server_error(request: HttpRequest) -> HttpResponse:
    """The 500 page; where a middleware itself could not reach the database, the 503 page.

    Errors of a middleware pass by `process_exception`: the sign-in check, for one, asks who reads.
    """
    if isinstance(sys.exc_info()[1], OperationalError):
        return database_away()
    return defaults.server_error(request)
