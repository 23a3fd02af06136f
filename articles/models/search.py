"""The change log that the search index follows."""

from django.db import models


class SearchChange(models.Model):
    """An article whose searchable content changed. Written by database triggers alone.

    `xid` is the writing transaction on PostgreSQL, where ids commit out of order; 0 on SQLite,
    which has one writer. No foreign key: the log outlives the article, or a deletion could not be
    told to the index.
    """

    article_id = models.BigIntegerField()
    xid = models.BigIntegerField(default=0, db_default=0)

    class Meta:
        indexes = [models.Index(fields=["xid", "id"], name="search_change_by_xid")]

    def __str__(self) -> str:
        return f"article {self.article_id} at {self.pk}"
