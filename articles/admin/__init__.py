"""The admin of the archive, one module a room. Nothing imports this package but Django."""

from django.apps import apps

from articles.admin import articles, desk, imports, names, quotes, stories, tags, words

__all__ = ["articles", "desk", "imports", "names", "quotes", "stories", "tags", "words"]

words.name_records(apps.get_app_config("articles"))
