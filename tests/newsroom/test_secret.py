import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import secret


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path):
    assert secret.make_key(tmp_path) is True
    first = secret.read_key("", tmp_path, debug=False)
    assert secret.make_key(tmp_path) is False

    assert secret.read_key("", tmp_path, debug=False) == first
    assert stat.S_IMODE((tmp_path / secret.FILE_NAME).stat().st_mode) == 0o600


def test_two_archives_have_different_keys(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        secret.make_key(tmp_path / name)

    keys = {secret.read_key("", tmp_path / name, debug=False) for name in ("a", "b")}
    assert len(keys) == 2


def test_a_given_key_goes_before_the_file(tmp_path):
    secret.make_key(tmp_path)

    assert secret.read_key("k" * 60, tmp_path, debug=False) == "k" * 60


def test_without_a_key_the_start_stops_and_says_what_to_do(tmp_path):
    with pytest.raises(ImproperlyConfigured, match=r"NEWSROOM_SECRET_KEY.*newsroom\.secret"):
        secret.read_key("", tmp_path, debug=False)


def test_debug_needs_no_key(tmp_path):
    assert secret.read_key("", tmp_path, debug=True)


def test_a_short_key_is_refused_without_being_shown(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="NEWSROOM_SECRET_KEY has 6 char") as refusal:
        secret.read_key("sesame", tmp_path, debug=False)

    assert "sesame" not in str(refusal.value)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe"])
def test_a_damaged_file_is_refused_by_its_path(tmp_path, content):
    (tmp_path / secret.FILE_NAME).write_bytes(content)

    with pytest.raises(ImproperlyConfigured, match=r"secret\.key"):
        secret.read_key("", tmp_path, debug=False)


def test_the_command_makes_a_folder_that_is_closed_to_others(tmp_path, monkeypatch):
    folder = tmp_path / "new" / "data"
    monkeypatch.delenv("NEWSROOM_SECRET_KEY", raising=False)
    monkeypatch.setenv("NEWSROOM_DATA", str(folder))

    assert secret.main() == 0
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert (folder / secret.FILE_NAME).exists()


def test_the_command_makes_no_file_where_a_key_is_given(tmp_path, monkeypatch):
    monkeypatch.setenv("NEWSROOM_DATA", str(tmp_path))
    monkeypatch.setenv("NEWSROOM_SECRET_KEY", "k" * 60)

    assert secret.main() == 0
    assert not (tmp_path / secret.FILE_NAME).exists()


def test_the_command_says_why_no_key_can_be_made(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").touch()
    monkeypatch.delenv("NEWSROOM_SECRET_KEY", raising=False)
    monkeypatch.setenv("NEWSROOM_DATA", str(tmp_path / "file" / "data"))

    assert secret.main() == 1
    assert "No secret key could be made" in capsys.readouterr().err
