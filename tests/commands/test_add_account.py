"""`manage.py add_account`."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def password(monkeypatch):
    monkeypatch.setenv("NEWSROOM_PASSWORD", "a-lamp-on-the-mole")


@pytest.mark.parametrize(
    ("role", "staff"),
    [("reader", False), ("journalist", False), ("curator", True), ("administrator", True)],
)
def test_an_account_gets_its_role(role, staff, capsys):
    call_command("add_account", "nora", "--role", role)

    user = get_user_model().objects.get(username="nora")
    assert [group.name for group in user.groups.all()] == [role]
    assert user.is_staff is staff
    assert user.check_password("a-lamp-on-the-mole")
    assert role in capsys.readouterr().out


def test_a_second_account_of_the_name_is_refused():
    call_command("add_account", "nora")
    with pytest.raises(CommandError, match="already"):
        call_command("add_account", "nora")


def test_a_weak_password_makes_no_account(monkeypatch):
    monkeypatch.setenv("NEWSROOM_PASSWORD", "nora")
    with pytest.raises(CommandError, match="No account was made"):
        call_command("add_account", "nora")
    assert not get_user_model().objects.exists()


def test_a_name_with_blanks_makes_no_account():
    with pytest.raises(CommandError, match="No account was made"):
        call_command("add_account", "nora quill")


def test_without_a_terminal_the_variable_is_asked_for(monkeypatch):
    monkeypatch.delenv("NEWSROOM_PASSWORD")
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    with pytest.raises(CommandError, match="NEWSROOM_PASSWORD"):
        call_command("add_account", "nora")
