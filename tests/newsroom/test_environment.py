import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom.environment import PROJECT_FOLDER, Environment


def test_an_empty_variable_counts_as_not_set():
    environment = Environment({"A": " ", "B": ""})

    assert environment.text("A", "default") == "default"
    assert environment.flag("B", default=True) is True
    assert environment.number("B", 7, 0, 10) == 7


@pytest.mark.parametrize("value", ["1", "true", "YES", "on"])
def test_a_flag_is_on(value):
    assert Environment({"F": value}).flag("F", default=False) is True


@pytest.mark.parametrize("value", ["0", "False", "no", "OFF"])
def test_a_flag_is_off(value):
    assert Environment({"F": value}).flag("F", default=True) is False


def test_a_bad_flag_is_refused_with_its_name_and_value():
    with pytest.raises(ImproperlyConfigured, match=r"NEWSROOM_DEBUG is 'maybe'.*1 \(on\)"):
        Environment({"NEWSROOM_DEBUG": "maybe"}).flag("NEWSROOM_DEBUG", default=False)


@pytest.mark.parametrize("value", ["-1", "11", "3.5", "ten", "١", "9" * 5000])
def test_a_number_outside_its_bounds_is_refused(value):
    with pytest.raises(ImproperlyConfigured, match="N is .* from 0 to 10"):
        Environment({"N": value}).number("N", 5, 0, 10)


def test_a_choice_is_read_in_any_case():
    assert Environment({"L": "warning"}).choice("L", "INFO", ("INFO", "WARNING")) == "WARNING"


def test_an_unknown_choice_is_refused():
    with pytest.raises(ImproperlyConfigured, match="L is 'LOUD'.*INFO, WARNING"):
        Environment({"L": "loud"}).choice("L", "INFO", ("INFO", "WARNING"))


def test_hosts_are_names_and_addresses():
    environment = Environment({"H": "archive.example.org, 10.0.0.7,::1, [::1],.example.org,*"})

    assert environment.hosts("H", "") == [
        "archive.example.org",
        "10.0.0.7",
        "[::1]",
        "[::1]",
        ".example.org",
        "*",
    ]


@pytest.mark.parametrize("value", ["https://a.example", "a.example:8000", "a.example/x", "a b"])
def test_a_host_with_more_than_a_name_is_refused(value):
    with pytest.raises(ImproperlyConfigured, match="H is "):
        Environment({"H": value}).hosts("H", "")


def test_a_relative_folder_starts_at_the_project(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    assert Environment({}).folder("D", "var") == PROJECT_FOLDER / "var"
    assert Environment({"D": str(tmp_path)}).folder("D", "var") == tmp_path


def test_a_file_is_refused_as_a_folder(tmp_path):
    path = tmp_path / "file"
    path.touch()

    with pytest.raises(ImproperlyConfigured, match="must be a folder"):
        Environment({"D": str(path)}).folder("D", "var")


def test_the_folder_of_an_unknown_user_is_refused():
    with pytest.raises(ImproperlyConfigured, match="D is '~nobody-by-this-name/x'"):
        Environment({"D": "~nobody-by-this-name/x"}).folder("D", "var")


@pytest.mark.parametrize("value", ["Europe/Nowhere", "../etc/passwd", "a\0b", "Europe", "x" * 300])
def test_an_unknown_time_zone_is_refused(value):
    with pytest.raises(ImproperlyConfigured, match="T is "):
        Environment({"T": value}).time_zone("T", "UTC")


def test_a_time_zone_is_known_by_name():
    assert Environment({"T": "Asia/Seoul"}).time_zone("T", "UTC") == "Asia/Seoul"


def test_a_site_url_loses_the_slash_at_its_end():
    environment = Environment({"S": "https://archive.example.org:8443/"})

    assert environment.site_url("S") == "https://archive.example.org:8443"


@pytest.mark.parametrize(
    "value",
    [
        "archive.example.org",
        "ftp://archive.example.org",
        "https://",
        "https://archive.example.org/news",
        "https://archive.example.org?q=1",
        "https://someone@archive.example.org",
        "https://archive.example.org:99999",
        "https://[::1",
    ],
)
def test_a_site_url_that_is_no_scheme_and_host_is_refused(value):
    with pytest.raises(ImproperlyConfigured, match="S is "):
        Environment({"S": value}).site_url("S")
