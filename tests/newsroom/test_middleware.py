import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.urls import path

from newsroom import urls

pytestmark = pytest.mark.django_db


def own_policy(request):
    return HttpResponse(headers={"Content-Security-Policy": "default-src 'self'"})


def set_cookie(request):
    response = HttpResponse()
    response.set_cookie("seen", "1")
    return response


def database_away(request):
    raise OperationalError("connection to server at 10.0.0.7 failed")


def broken(request):
    raise ValueError("broken")


urlpatterns = [
    *urls.urlpatterns,
    path("t/plain/", lambda request: HttpResponse()),
    path("t/policy/", own_policy),
    path("t/cookie/", set_cookie),
    path("t/away/", database_away),
    path("t/broken/", broken),
]
site = pytest.mark.urls(__name__)


@pytest.mark.parametrize("address", ["/healthz", "/login/", "/admin/login/", "/no/such/page/"])
def test_every_page_carries_the_security_headers(client, address):
    headers = client.get(address).headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"


@site
def test_a_view_may_set_a_policy_of_its_own(client):
    assert client.get("/t/policy/").headers["Content-Security-Policy"] == "default-src 'self'"


@site
def test_djangos_error_page_of_debug_may_use_its_own_styles(client, settings):
    settings.DEBUG = True
    client.raise_request_exception = False

    assert "Content-Security-Policy" not in client.get("/t/broken/").headers
    assert "Content-Security-Policy" in client.get("/t/plain/").headers


@site
def test_a_signed_in_readers_page_is_kept_by_no_cache(reader_client):
    assert reader_client.get("/t/plain/").headers["Cache-Control"] == "private, no-store"


@site
def test_a_page_that_sets_a_cookie_is_kept_by_no_cache(client):
    assert client.get("/t/cookie/").headers["Cache-Control"] == "private, no-store"


@site
def test_an_anonymous_page_says_nothing_of_caches_and_costs_no_query(
    client, django_assert_num_queries
):
    with django_assert_num_queries(0):
        response = client.get("/t/plain/")

    assert "Cache-Control" not in response.headers


@site
def test_a_database_that_is_away_gives_503_without_inner_details(client):
    response = client.get("/t/away/")

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    assert b"10.0.0.7" not in response.content


@site
def test_other_errors_are_left_to_django(client):
    client.raise_request_exception = False

    assert client.get("/t/broken/").status_code == 500


@site
def test_a_closed_site_asks_readers_to_sign_in(closed_reading, client, reader_client):
    response = client.get("/t/plain/")

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/login/?next=")
    assert reader_client.get("/t/plain/").status_code == 200


def test_a_sign_in_check_that_cannot_ask_the_database_answers_503(
    reader_client, closed_reading, monkeypatch
):
    from django.contrib.sessions.backends.db import SessionStore

    def away(self):
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(SessionStore, "load", away)
    reader_client.raise_request_exception = False
    answer = reader_client.get("/login/")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
