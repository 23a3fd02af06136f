"""The admin of the archive, one module a room. Nothing imports this package but Django."""

from articles.admin import articles, imports, names, quotes, stories

__all__ = ["articles", "imports", "names", "quotes", "stories"]
