"""Signing in, the sessions of an account, and its password."""

import pytest
from django.test import Client
from django.urls import reverse

from newsroom.models import AccountSession
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "tidewater"  # noqa: S105 - of accounts that live as long as a test


def sign_in(username: str, password: str = PASSWORD, **extra) -> tuple[Client, object]:
    client = Client(**extra)
    form = {"username": username, "password": password}
    return client, client.post(reverse("login"), form)


def test_a_session_knows_its_account():
    user = make_user(username="nora")
    sign_in("nora")

    assert AccountSession.objects.get().account_id == user.pk


def test_the_account_page_lists_the_sessions_of_the_account_alone():
    make_user(username="nora")
    make_user(username="otto")
    sign_in("otto", headers={"user-agent": "Otto's telephone"})
    sign_in("nora", headers={"user-agent": "Nora's telephone"})
    desk, _ = sign_in("nora", headers={"user-agent": "Nora's desk"})

    page = desk.get(reverse("account")).content.decode()

    assert "Nora&#x27;s telephone" in page
    assert "Nora&#x27;s desk" in page
    assert "Otto&#x27;s telephone" not in page


def test_all_other_sessions_are_ended_and_nobody_else_s():
    make_user(username="nora")
    make_user(username="otto")
    telephone, _ = sign_in("nora")
    stranger, _ = sign_in("otto")
    desk, _ = sign_in("nora")

    desk.post(reverse("end-sessions"))

    assert desk.get(reverse("account")).status_code == 200
    assert stranger.get(reverse("account")).status_code == 200
    assert telephone.get(reverse("account")).status_code == 302


def test_the_account_page_is_for_those_who_signed_in(client):
    assert client.get(reverse("account")).status_code == 302
    assert client.post(reverse("end-sessions")).status_code == 302


def test_a_new_password_signs_in_and_the_old_one_does_not():
    make_user(username="nora")
    client, _ = sign_in("nora")
    new = "a-lamp-on-the-mole"
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}

    assert client.post(reverse("password-change"), form).status_code == 302
    assert sign_in("nora")[1].status_code == 200
    assert sign_in("nora", new)[1].status_code == 302


@pytest.mark.parametrize("weak", ["short", "password12", "1234567890123"])
def test_a_weak_password_is_refused(weak):
    make_user(username="nora")
    client, _ = sign_in("nora")
    form = {"old_password": PASSWORD, "new_password1": weak, "new_password2": weak}

    assert client.post(reverse("password-change"), form).status_code == 200
    assert sign_in("nora")[1].status_code == 302


def test_five_wrong_passwords_lock_the_account_from_that_address(settings):
    settings.AXES_ENABLED = True
    make_user(username="nora")
    for _ in range(4):
        assert sign_in("nora", "wrong")[1].status_code == 200

    assert sign_in("nora", "wrong")[1].status_code == 429
    locked = sign_in("nora")[1]
    assert locked.status_code == 429
    assert "Sign-in is locked" in locked.content.decode()
    elsewhere, answer = sign_in("nora", REMOTE_ADDR="192.0.2.7")
    assert answer.status_code == 302
