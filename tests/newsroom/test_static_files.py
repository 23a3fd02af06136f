"""Static files as they are served: collected, with a hash in their names, compressed."""

import re

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.template import Context, Template

from newsroom.environment import PROJECT_FOLDER

SERVED = "whitenoise.storage.CompressedManifestStaticFilesStorage"


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The real storage with everything collected into it."""
    from django.test import override_settings

    folder = tmp_path_factory.mktemp("static")
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": SERVED}}
    with override_settings(STORAGES=storages, STATIC_ROOT=folder):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield folder


def test_every_file_that_a_template_names_is_there(collected):
    """The real storage refuses a name that it does not know: the whole page would fail."""
    templates = [
        *(PROJECT_FOLDER / "templates").rglob("*.html"),
        *(PROJECT_FOLDER / "articles").rglob("templates/**/*.html"),
    ]
    tags = {
        tag
        for template in templates
        for tag in re.findall(r"{% static ['\"][^'\"]+['\"] %}", template.read_text("utf-8"))
    }

    assert tags
    for tag in tags:
        assert Template("{% load static %}" + tag).render(Context()).startswith("/static/")


def test_a_file_is_served_under_a_name_that_changes_with_it(collected):
    address = staticfiles_storage.url("css/archive.css")

    assert re.fullmatch(r"/static/css/archive\.[0-9a-f]{12}\.css", address)
    assert (collected / address.removeprefix("/static/")).exists()
    assert (collected / (address.removeprefix("/static/") + ".gz")).exists()
