"""What the admin calls records and columns: every record has words, in English Django's own."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.utils.text import camel_case_to_spaces
from django.utils.translation import override

from articles.admin.words import COLUMNS, RECORDS
from articles.models import Article

REGISTERED = [model for model in admin.site._registry if model._meta.app_label == "articles"]


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model.__name__)
def test_every_record_of_the_admin_has_words(model):
    with override("en-gb"):
        name, several = RECORDS[model._meta.model_name]
        assert name == camel_case_to_spaces(model.__name__)
        assert (model._meta.verbose_name, model._meta.verbose_name_plural) == (name, several)


def test_in_english_columns_are_called_as_in_the_code():
    with override("en-gb"):
        assert {str(words) for words in COLUMNS.values()} == {
            name.replace("_", " ") for name in COLUMNS
        }


def test_every_word_is_that_of_a_column():
    models = apps.get_app_config("articles").get_models()
    assert {field.name for model in models for field in model._meta.fields} >= COLUMNS.keys()


def test_columns_are_called_as_the_words_have_it():
    assert Article._meta.get_field("published_on").verbose_name == "published on"
    assert Article._meta.get_field("ednote").verbose_name is COLUMNS["ednote"]
