"""The admin of the archive, one module a room. Nothing imports this package but Django."""

from articles.admin import articles, desk, imports, names, quotes, stories, tags

__all__ = ["articles", "desk", "imports", "names", "quotes", "stories", "tags"]
